"""What of the imports waits for whom: the uploader's own open batches, and what others asked to approve."""

from django.http import HttpRequest

from core.templatetags.vietnamese import number
from core.waiting import WaitingItem
from imports.kinds import get_kind
from imports.models import Batch, State
from imports.sentences import effect_words, reversal_words, title_of
from imports.standing import standing_of

_MINE = (State.HAS_ERRORS, State.COMPARED, State.REJECTED)
_OTHERS = (State.SUBMITTED, State.UNDO_ASKED)


def items(request: HttpRequest) -> list[WaitingItem]:
    """A source of ``core.waiting``."""
    batches = Batch.objects.visible_to(request.user).filter(state__in=[*_MINE, *_OTHERS])
    found = [_item(batch, request.user) for batch in batches.select_related("uploaded_by", "undo_asked_by")]
    return [item for item in found if item]


def count(request: HttpRequest) -> int:
    """For the menu."""
    return len(items(request))


def _item(batch: Batch, user) -> WaitingItem | None:
    standing = standing_of(user, batch)
    if batch.state in _MINE:
        if not (standing.is_uploader and standing.may_upload):
            return None
        detail, action = _mine(batch)
    elif not standing.may_approve:
        return None
    elif batch.state == State.SUBMITTED:
        if standing.is_uploader:
            return None
        detail, action = f"{batch.uploaded_by.full_name} trình: {effect_words(batch)}", "Xem và duyệt"
    else:
        if standing.asked_undo:
            return None
        asked_by = batch.undo_asked_by.full_name if batch.undo_asked_by else ""
        detail, action = f"{asked_by} đề nghị hoàn tác: {reversal_words(batch)}", "Xem và duyệt"
    return WaitingItem(title=title_of(batch), detail=detail, url=batch.get_absolute_url(), action=action)


def _mine(batch: Batch) -> tuple[str, str]:
    noun = get_kind(batch.kind).noun
    if batch.state == State.HAS_ERRORS:
        words = f"{number(batch.counts['found'])} {noun} · {number(batch.counts['errors'])} lỗi"
        return words, "Xem lỗi"
    if batch.state == State.REJECTED:
        return f"Bị trả lại: {effect_words(batch)}", "Xem và sửa"
    return f"Chưa trình duyệt: {effect_words(batch)}", "So sánh"
