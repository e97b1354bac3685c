"""Tự đánh giá của tổ chức: saved as it is typed, sent once to who recognises, returned with a reason."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.enums import RatingLevel
from evaluations.errors import EvaluationRefused
from evaluations.models import OrganisationEvaluation, OrganisationPoints, OrganisationReport
from evaluations.organisation_writing import locked_organisation
from evaluations.organisations import WHOLE, criteria_of

NUMBERS = (
    "tasks_all", "tasks_done", "tasks_on_time", "tasks_beyond", "tasks_late", "plan_all", "plan_done",
)  # fmt: skip
WORDS = ("shortcomings", "shortcomings_text", "majeure_text", "summary", "level")


def codes_of(evaluation: OrganisationEvaluation) -> list[str]:
    """The codes under which the organisation has points: its criteria, or only the sum."""
    return [one.code for one in criteria_of(evaluation.law)] or [WHOLE]


def save_report(
    *, evaluation: OrganisationEvaluation, said: Mapping[str, Any], points: Mapping[str, Decimal | None], by
) -> OrganisationReport:
    """Keep what is written so far. Raises EvaluationRefused."""
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi tự đánh giá của tổ chức"):
            evaluation = locked_organisation(evaluation, again=True)
            report, _ = OrganisationReport.objects.get_or_create(evaluation=evaluation)
            _refuse_submitted(report)
            for name in (*NUMBERS, *WORDS):
                setattr(report, name, said.get(name) if name in NUMBERS else said.get(name, ""))
            report.save()
            known = {row.code: row for row in evaluation.points.all()}
            for code in codes_of(evaluation):
                own = points.get(code)
                if code in known and known[code].own != own:
                    known[code].own = own
                    known[code].save(update_fields=["own"])
                elif code not in known and own is not None:
                    OrganisationPoints.objects.create(evaluation=evaluation, code=code, own=own)
    except IntegrityError as error:
        raise _refused(error) from None
    return report


def state_of(evaluation: OrganisationEvaluation) -> list:
    """What the form says now, to tell whether a page still shows it."""
    report = OrganisationReport.objects.filter(evaluation=evaluation).first()
    own = evaluation.points.exclude(own=None).order_by("code").values_list("code", "own")
    return [[getattr(report, name, None) or "" for name in (*NUMBERS, *WORDS)], list(own)]


def submit_report(*, evaluation: OrganisationEvaluation, by) -> OrganisationReport:
    """Send it to who recognises. Raises EvaluationRefused where something is missing, or it is sent."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Gửi tự đánh giá của tổ chức"):
        evaluation = locked_organisation(evaluation, again=True)
        report, _ = OrganisationReport.objects.get_or_create(evaluation=evaluation)
        _refuse_submitted(report)
        if report.level not in RatingLevel.values:
            raise EvaluationRefused("Chọn mức đề xuất trước khi gửi.", code="level", field="level")
        scored = {row.code for row in evaluation.points.all() if row.own is not None}
        lacking = [code for code in codes_of(evaluation) if code not in scored]
        if lacking:
            words = "điểm tự chấm" if lacking == [WHOLE] else f"điểm của tiêu chí {', '.join(lacking)}"
            raise EvaluationRefused(f"Ghi {words} trước khi gửi.", code="points")
        report.submitted_at, report.submitted_by, report.returned_reason = timezone.now(), by, ""
        report.save(update_fields=["submitted_at", "submitted_by", "returned_reason"])
    return report


def return_report(*, evaluation: OrganisationEvaluation, reason: str, by) -> OrganisationReport:
    """Return it to the organisation, with the reason. Raises EvaluationRefused."""
    if not reason.strip():
        raise EvaluationRefused("Ghi lý do trả lại để đơn vị biết cần sửa gì.", code="reason", field="reason")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Trả lại tự đánh giá của tổ chức"):
        evaluation = locked_organisation(evaluation, again=True)
        report = OrganisationReport.objects.filter(evaluation=evaluation).first()
        if report is None or report.submitted_at is None:
            raise EvaluationRefused(
                "Đơn vị chưa gửi tự đánh giá nên không có gì để trả lại.", code="not_submitted"
            )
        report.submitted_at, report.submitted_by = None, None
        report.returned_at, report.returned_reason = timezone.now(), reason.strip()
        report.save(update_fields=["submitted_at", "submitted_by", "returned_at", "returned_reason"])
    return report


def _refuse_submitted(report: OrganisationReport) -> None:
    if report.submitted_at:
        raise EvaluationRefused(
            "Tự đánh giá đã gửi. Muốn sửa thì đề nghị người công nhận trả lại.", code="submitted"
        )


def _refused(error: IntegrityError) -> EvaluationRefused:
    """The sentence of the constraint that was met; what isn't known is raised again."""
    for constraint in OrganisationReport._meta.constraints:
        if f'"{constraint.name}"' in str(error):
            field = constraint.name.removeprefix("evaluations_orgreport_")
            sentence = str(constraint.violation_error_message)
            return EvaluationRefused(sentence, code="numbers", field=field if field in NUMBERS else None)
    raise error
