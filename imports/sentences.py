"""What a batch does, in sentences with numbers."""

from dataclasses import dataclass

from core.templatetags.vietnamese import day, number
from imports.kinds import get_kind
from imports.models import Batch, State

DONE = (State.APPLIED, State.UNDO_ASKED, State.UNDOING)
STATE_KINDS = {
    State.UPLOADED: "info",
    State.REFUSED: "bad",
    State.HAS_ERRORS: "bad",
    State.COMPARED: "info",
    State.SUBMITTED: "warn",
    State.APPROVED: "info",
    State.APPLIED: "good",
    State.REJECTED: "warn",
    State.CANCELLED: "neutral",
    State.UNDO_ASKED: "warn",
    State.UNDOING: "info",
    State.UNDONE: "neutral",
}


@dataclass(frozen=True, slots=True)
class Part:
    """«cho **thôi 251**»: ``before`` is plain, ``strong`` stands out."""

    before: str
    strong: str


@dataclass(frozen=True, slots=True)
class Effect:
    """``parts`` are the kinds of change that there are; none where the workbook changes nothing."""

    opening: str
    parts: list[Part]
    unchanged: int
    noun: str


def effect_of(batch: Batch) -> Effect:
    """«Sẽ thêm 312, đổi 978, cho thôi 251 và giữ nguyên 11.242 người.», in parts."""
    counts = batch.counts
    words = (("new", "", "thêm"), ("changed", "", "đổi"), ("left", "cho ", "thôi"))
    parts = [Part(before, f"{verb} {number(counts[key])}") for key, before, verb in words if counts[key]]
    return Effect(_opening(batch), parts, counts["unchanged"], get_kind(batch.kind).noun)


def effect_words(batch: Batch) -> str:
    """The effect without opening: «thêm 312, đổi 978, cho thôi 251 và giữ nguyên 11.242 người»."""
    effect = effect_of(batch)
    changes = ", ".join(part.before + part.strong for part in effect.parts)
    same = f"giữ nguyên {number(effect.unchanged)}" if effect.unchanged or not changes else ""
    return f"{' và '.join(filter(None, (changes, same)))} {effect.noun}"


def reversal_words(batch: Batch) -> str:
    """What undoing the batch does."""
    counts, noun = batch.counts, get_kind(batch.kind).noun
    words = (
        ("new", "bỏ {} {} đã thêm"),
        ("changed", "trả lại thông tin cũ của {} {}"),
        ("left", "đưa {} {} đã cho thôi trở lại"),
    )
    parts = [text.format(number(counts[key]), noun) for key, text in words if counts[key]]
    return ", ".join(parts) or "không đổi gì"


def title_of(batch: Batch) -> str:
    """«Danh sách … tính đến ngày 30/06/2022»."""
    label = get_kind(batch.kind).label
    return f"{label} tính đến ngày {day(batch.as_of)}" if batch.as_of else label


def scope_of(batch: Batch) -> str:
    kind = get_kind(batch.kind)
    return kind.scope_words(batch.scope, batch.as_of or batch.uploaded_at.date())


def _opening(batch: Batch) -> str:
    if batch.state in DONE:
        return "Đã"
    if batch.state == State.HAS_ERRORS:
        return "Khi hết lỗi sẽ"
    if batch.state in (State.CANCELLED, State.UNDONE):
        return "Nếu áp dụng sẽ"
    return "Sẽ"
