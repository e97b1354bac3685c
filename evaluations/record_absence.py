"""Reasons of absence at the day of rating: where the law lets one stand in for the yearly form."""

from datetime import date

import pghistory
from django.db import transaction

from evaluations.enums import AbsenceKind
from evaluations.errors import EvaluationRefused
from evaluations.law.kinds.documents import DocumentStandsIn
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Absence, Evaluation, SelfEvaluation
from evaluations.on_behalf import refuse_oneself, refuse_others
from evaluations.steps_done import ABSENCE
from evaluations.writing import locked

FORM = "self_evaluation"


def rule_of(law: str) -> DocumentStandsIn | None:
    """The law's rule that a reason of absence stands in for the form; None where it has none."""
    found = (one for one in all_rule_sets()[law].rules if isinstance(one, DocumentStandsIn))
    return next((one for one in found if (one.document, one.instead) == (FORM, ABSENCE)), None)


def record_absence(
    *, evaluation: Evaluation, kind: AbsenceKind, starts_on: date, ends_on: date | None, reason: str,
    source: str, by, today: date,
) -> Absence:  # fmt: skip
    """Put down why the person isn't there at the day of rating, by the side of who rates. Raises
    EvaluationRefused where the law doesn't let it stand in, or the days don't hold the day of rating."""
    refuse_others(evaluation.rater_unit_id, by)
    refuse_oneself(evaluation.person_id, by)
    if not reason.strip() or not source.strip():
        raise EvaluationRefused("Ghi lý do và giấy tờ kèm theo.", code="reason", field="reason")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi lý do vắng mặt khi xếp loại"):
        evaluation = locked(evaluation)
        if rule_of(evaluation.law) is None:
            raise EvaluationRefused(
                "Quy định áp dụng cho người này không nói lý do vắng mặt thay phiếu; "
                "nhập thay phiếu từ bản giấy.",
                code="no_law",
            )
        if ends_on and ends_on < starts_on:
            raise EvaluationRefused("Ngày cuối không thể trước ngày đầu.", code="days", field="ends_on")
        rated_on = evaluation.organisation.rated_on
        if not starts_on <= rated_on or (ends_on and ends_on < rated_on):
            raise EvaluationRefused(
                f"Thời gian vắng mặt phải có ngày xếp loại của đơn vị ({rated_on:%d/%m/%Y}); "
                "vắng mặt vào lúc khác thì vẫn phải có phiếu.",
                code="other_days",
                field="starts_on",
            )
        if SelfEvaluation.objects.filter(evaluation=evaluation, submitted_at__isnull=False).exists():
            raise EvaluationRefused("Đã có phiếu của người này nên không cần lý do vắng mặt.", code="sent")
        said = {"kind": kind, "starts_on": starts_on, "ends_on": ends_on, "made_by": by, "made_on": today}
        absence, _ = Absence.objects.update_or_create(
            evaluation=evaluation, defaults=said | {"reason": reason.strip(), "source": source.strip()}
        )
    return absence


def withdraw_absence(*, evaluation: Evaluation, by) -> None:
    """Take it back; the history keeps it. Raises EvaluationRefused."""
    refuse_others(evaluation.rater_unit_id, by)
    refuse_oneself(evaluation.person_id, by)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Rút lý do vắng mặt"):
        Absence.objects.filter(evaluation=locked(evaluation)).delete()
