"""Who a user is to a batch: what every offer and every waiting work asks for."""

from dataclasses import dataclass

from imports.kinds import get_kind
from imports.models import Batch


@dataclass(frozen=True, slots=True)
class Standing:
    """``may_upload`` and ``may_approve`` are rights over the batch's scope, by the user's role today."""

    is_uploader: bool
    asked_undo: bool
    may_upload: bool
    may_approve: bool


def standing_of(user, batch: Batch) -> Standing:
    kind = get_kind(batch.kind)
    return Standing(
        is_uploader=batch.uploaded_by_id == user.pk,
        asked_undo=batch.undo_asked_by_id == user.pk,
        may_upload=kind.may_upload(user, batch.scope),
        may_approve=kind.may_approve(user, batch),
    )
