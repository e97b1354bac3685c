"""What who recognises puts down before signing: levels, points of their own, force majeure accepted."""

from collections.abc import Mapping
from decimal import Decimal

import pghistory
from django.db import transaction

from evaluations.enums import RatingLevel
from evaluations.errors import EvaluationRefused
from evaluations.models import OrganisationEvaluation, OrganisationPoints, OrganisationProposal
from evaluations.organisation_report import codes_of
from evaluations.organisation_writing import locked_organisation


def put_level(
    *, evaluation: OrganisationEvaluation, level: str, by, reason: str = ""
) -> OrganisationProposal:
    """Put down or change the level. Raises EvaluationRefused where it is signed or closed."""
    if level not in RatingLevel.values:
        raise EvaluationRefused("Chọn một trong bốn mức xếp loại.", code="level", field="level")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Đề nghị công nhận tổ chức"):
        evaluation = locked_organisation(evaluation)
        proposal, _ = OrganisationProposal.objects.update_or_create(
            evaluation=evaluation, defaults={"level": level, "reason": reason.strip(), "made_by": by}
        )
    return proposal


def check_report(
    *,
    evaluation: OrganisationEvaluation,
    points: Mapping[str, Decimal | None],
    majeure_accepted: bool,
    majeure_reason: str,
    by,
) -> None:
    """Give points of one's own (None leaves the organisation's), accept force majeure with its grounds.

    Raises EvaluationRefused.
    """
    if majeure_accepted and not majeure_reason.strip():
        raise EvaluationRefused(
            "Chấp nhận lý do bất khả kháng thì phải ghi căn cứ.", code="majeure", field="majeure_reason"
        )
    with transaction.atomic(), pghistory.context(user=by.pk, what="Chấm điểm tổ chức"):
        evaluation = locked_organisation(evaluation, again=True)
        report = getattr(evaluation, "report", None)
        if report is None or report.submitted_at is None:
            raise EvaluationRefused("Đơn vị chưa gửi tự đánh giá nên chưa chấm được.", code="not_submitted")
        known = {row.code: row for row in evaluation.points.all()}
        for code in codes_of(evaluation):
            given, row = points.get(code), known.get(code)
            if row is None:
                OrganisationPoints.objects.create(evaluation=evaluation, code=code, given=given)
            elif row.given != given:
                row.given = given
                row.save(update_fields=["given"])
        OrganisationProposal.objects.update_or_create(
            evaluation=evaluation,
            defaults={
                "majeure_accepted": majeure_accepted,
                "majeure_reason": majeure_reason.strip(),
                "made_by": by,
            },
        )


def leave_out(*, evaluation: OrganisationEvaluation, reason: str, by) -> None:
    """The law doesn't rate this unit (a Party body, say), or does after all where the reason is empty.

    Raises EvaluationRefused.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi tổ chức không thuộc diện xếp loại"):
        found = OrganisationEvaluation.objects.select_for_update().get(pk=evaluation.pk)
        if found.recognitions.exists():
            raise EvaluationRefused("Tổ chức này đã có quyết định công nhận.", code="signed")
        found.left_out = reason.strip()
        found.save(update_fields=["left_out"])
