"""What a user may do with a batch now: the button, the sentence that states the effect, the verb."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from imports import decide
from imports.forms import BatchForm, NeededNoteForm, NoteForm, SubmitForm
from imports.models import Batch, State
from imports.receive import amend
from imports.rerun import is_stuck, last_job, rerun
from imports.sentences import effect_words, reversal_words
from imports.standing import Standing, standing_of

OPEN = (State.HAS_ERRORS, State.COMPARED, State.REJECTED, State.UNDONE)
NOT_WRITTEN = (State.HAS_ERRORS, State.COMPARED, State.SUBMITTED, State.REJECTED, State.UNDONE)


@dataclass(frozen=True, slots=True)
class Offer:
    """``fits`` is who may press it; ``has_right`` who could in another state, or with another's batch."""

    slug: str
    label: str
    states: Collection[str]
    fits: Callable[[Standing], bool]
    has_right: Callable[[Standing], bool]
    sentence: Callable[[Batch], str]
    carry_out: Callable[..., object]
    done: str
    form: type[BatchForm] | None = None
    is_danger: bool = False


def _is_uploader(standing: Standing) -> bool:
    return standing.is_uploader and standing.may_upload


def _may_upload(standing: Standing) -> bool:
    return standing.may_upload


def _may_approve(standing: Standing) -> bool:
    return standing.may_approve


def _is_second(standing: Standing) -> bool:
    return standing.may_approve and not standing.is_uploader


def _is_second_for_undo(standing: Standing) -> bool:
    return standing.may_approve and not standing.asked_undo


def _either(standing: Standing) -> bool:
    return standing.is_uploader or standing.may_approve


def _submit_sentence(batch: Batch) -> str:
    return (
        f"Gửi đợt này cho người có quyền duyệt. Khi được duyệt, cổng sẽ {effect_words(batch)}. "
        "Người duyệt phải khác người tải lên."
    )


def _approve_sentence(batch: Batch) -> str:
    return (
        f"Duyệt và áp dụng ngay: {effect_words(batch)}. "
        "Mọi thay đổi được ghi trong một lần, hoặc không ghi gì; sau đó vẫn có thể hoàn tác."
    )


def _reject_sentence(batch: Batch) -> str:
    return f"Trả đợt này về cho {batch.uploaded_by.full_name}. Chưa có gì được ghi vào cổng."


def _cancel_sentence(batch: Batch) -> str:
    return (
        "Hủy đợt này: không có gì trong tệp được ghi vào cổng. Tệp này có thể tải lên lại trong một đợt khác."
    )


def _recheck_sentence(batch: Batch) -> str:
    return "Đọc lại tệp, kiểm tra và so sánh lại với dữ liệu hiện nay của cổng. Chưa có gì được ghi."


def _ask_undo_sentence(batch: Batch) -> str:
    return (
        f"Đề nghị đưa cổng về như trước khi áp dụng: {reversal_words(batch)}. "
        "Chỉ hoàn tác khi một người khác đồng ý."
    )


def _approve_undo_sentence(batch: Batch) -> str:
    return f"Hoàn tác ngay: {reversal_words(batch)}. Đợt này có thể kiểm tra và trình duyệt lại sau."


def _refuse_undo_sentence(batch: Batch) -> str:
    return "Giữ nguyên những gì đợt này đã ghi vào cổng."


def _rerun_sentence(batch: Batch) -> str:
    return "Việc trước đã dừng mà chưa ghi gì. Chạy lại từ đầu."


OFFERS = {
    offer.slug: offer
    for offer in (
        Offer(
            "duyet", "Duyệt", (State.SUBMITTED,), _is_second, _may_approve, _approve_sentence,
            lambda batch, by, data: decide.approve(batch, by=by), "Đã duyệt. Cổng đang áp dụng danh sách.",
        ),
        Offer(
            "tra-lai", "Trả lại", (State.SUBMITTED,), _is_second, _may_approve, _reject_sentence,
            lambda batch, by, data: decide.reject(batch, by=by, note=data["note"]),
            "Đã trả lại đợt này cho người tải lên.", NeededNoteForm,
        ),
        Offer(
            "trinh-duyet", "Trình duyệt", (State.COMPARED,), _is_uploader, _may_upload, _submit_sentence,
            lambda batch, by, data: decide.submit(
                batch, by=by, warnings_confirmed=data.get("warnings_confirmed", False)
            ),
            "Đã trình duyệt. Bạn sẽ thấy kết quả ở đây.", SubmitForm,
        ),
        Offer(
            "kiem-tra-lai", "Kiểm tra lại", OPEN, _is_uploader, _may_upload, _recheck_sentence,
            lambda batch, by, data: amend(batch, by=by), "Cổng đang kiểm tra lại.",
        ),
        Offer(
            "huy", "Hủy đợt này", NOT_WRITTEN, _is_uploader, _may_upload, _cancel_sentence,
            lambda batch, by, data: decide.cancel(batch, by=by), "Đã hủy đợt này.", is_danger=True,
        ),
        Offer(
            "duyet-hoan-tac", "Duyệt hoàn tác", (State.UNDO_ASKED,), _is_second_for_undo, _may_approve,
            _approve_undo_sentence, lambda batch, by, data: decide.approve_undo(batch, by=by),
            "Đã duyệt hoàn tác. Cổng đang đưa dữ liệu về như trước.", is_danger=True,
        ),
        Offer(
            "khong-hoan-tac", "Không đồng ý", (State.UNDO_ASKED,), _is_second_for_undo, _may_approve,
            _refuse_undo_sentence,
            lambda batch, by, data: decide.refuse_undo(batch, by=by, note=data["note"]),
            "Đã giữ nguyên đợt này.", NoteForm,
        ),
        Offer(
            "hoan-tac", "Đề nghị hoàn tác", (State.APPLIED,), _may_upload, _may_upload, _ask_undo_sentence,
            lambda batch, by, data: decide.ask_undo(batch, by=by, reason=data["note"]),
            "Đã đề nghị hoàn tác. Việc này chờ người khác duyệt.", NeededNoteForm,
        ),
        Offer(
            "chay-lai", "Chạy lại", (State.UPLOADED, State.APPROVED, State.UNDOING), _either, _either,
            _rerun_sentence, lambda batch, by, data: rerun(batch, by=by), "Việc đang chạy lại.",
        ),
    )
}  # fmt: skip


def offers_for(batch: Batch, user) -> list[Offer]:
    """What the user may press on the batch's page now, the main one first."""
    standing = standing_of(user, batch)
    return [
        offer
        for offer in OFFERS.values()
        if batch.state in offer.states and offer.fits(standing) and _has_stopped(offer, batch)
    ]


def _has_stopped(offer: Offer, batch: Batch) -> bool:
    return offer.slug != "chay-lai" or is_stuck(batch, last_job(batch))
