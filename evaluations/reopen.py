"""Opening again, for a reason, an organisation that was closed."""

import pghistory
from django.db import transaction

from evaluations.enums import CycleState, OrganisationState
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle, Organisation


def reopen(*, organisation: Organisation, reason: str, by) -> Organisation:
    """The organisation is open again, and with it the cycle. Raises EvaluationRefused."""
    if not reason.strip():
        raise EvaluationRefused("Ghi lý do mở lại.", code="reason", field="reason")
    what = f"Mở lại kỳ đánh giá của đơn vị: {reason.strip()}"
    with transaction.atomic(), pghistory.context(user=by.pk, what=what):
        cycle = Cycle.objects.select_for_update().get(pk=organisation.cycle_id)
        organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if organisation.state != OrganisationState.CLOSED:
            raise EvaluationRefused(
                "Kỳ đánh giá của đơn vị chưa đóng nên không cần mở lại.", code="not_closed"
            )
        organisation.state = OrganisationState.OPEN
        organisation.closed_at = organisation.closed_by = None
        organisation.reopened_reason = reason.strip()
        organisation.save(update_fields=["state", "closed_at", "closed_by", "reopened_reason"])
        if cycle.state == CycleState.CLOSED:
            cycle.state = CycleState.OPEN
            cycle.save(update_fields=["state"])
    return organisation
