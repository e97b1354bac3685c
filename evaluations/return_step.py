"""Returning a step that was written down: whoever signs wants it mended first."""

import pghistory
from django.db import transaction
from django.utils import timezone

from evaluations.enums import OrganisationState, Step
from evaluations.errors import EvaluationRefused
from evaluations.models import Organisation, Rating, StepRecord


def return_step(record: StepRecord, *, reason: str, by) -> StepRecord:
    """Give it back to who wrote it; until it is written anew it holds for nobody. Raises EvaluationRefused,
    also once a rating stands on it."""
    reason = reason.strip()
    if not reason:
        raise EvaluationRefused(
            "Ghi lý do trả lại để người ghi biết cần sửa gì.", code="reason", field="reason"
        )
    what = f"Trả lại bước: {Step(record.step).label}"
    with transaction.atomic(), pghistory.context(user=by.pk, what=what):
        organisation = Organisation.objects.select_for_update().get(pk=record.organisation_id)
        record = StepRecord.objects.select_for_update().get(pk=record.pk)
        if organisation.state != OrganisationState.OPEN:
            raise EvaluationRefused("Kỳ đánh giá của đơn vị không mở.", code="closed")
        if record.is_returned:
            raise EvaluationRefused("Bước này đã được trả lại, đang chờ ghi lại.", code="returned")
        standing = Rating.objects.filter(evaluation__organisation=organisation)
        if record.evaluation_id:
            standing = standing.filter(evaluation=record.evaluation_id)
        if standing.exists():
            raise EvaluationRefused(
                "Đã có quyết định xếp loại dựa trên bước này nên không trả lại được.", code="signed"
            )
        record.returned_at, record.returned_by, record.returned_reason = timezone.now(), by, reason
        record.save(update_fields=["returned_at", "returned_by", "returned_reason"])
    return record
