"""The decisions on a batch: submit, approve, return, cancel, and the same for its undoing.

Two people stand behind every bulk change: who uploads (or asks to undo) and another who approves.
"""

from django.db import transaction

from core import jobs
from imports import undo
from imports.errors import ImportRefused
from imports.kinds import get_kind
from imports.models import Batch, Outcome, Severity, State, Step


def give_reason(batch: Batch, *, reason: str, subject_ids: list[int] | None, by) -> int:
    """Say why people are no longer listed: for the ones named, or for all. How many got it."""
    kind = get_kind(batch.kind)
    if reason not in dict(kind.left_reasons):
        raise ImportRefused("Hãy chọn một lý do trong danh sách.", code="bad_reason", field="reason")
    with transaction.atomic():
        batch = _locked(batch, State.COMPARED, State.HAS_ERRORS)
        if batch.uploaded_by_id != by.pk:
            raise ImportRefused("Chỉ người tải lên mới ghi được lý do.", code="not_uploader")
        gone = batch.differences.filter(outcome=Outcome.LEFT)
        if subject_ids is None:
            batch.left_reason = reason
            batch.save(update_fields=["left_reason"])
        else:
            gone = gone.filter(subject_id__in=subject_ids)
        count = gone.update(reason=reason)
        Step.objects.create(
            batch=batch,
            what="Ghi lý do thôi",
            note=f"{count} {kind.noun}: {dict(kind.left_reasons)[reason]}",
            by=by,
        )
    return count


def submit(batch: Batch, *, by, warnings_confirmed: bool) -> None:
    """Send the batch to be approved (trình duyệt). Raises ImportRefused."""
    kind = get_kind(batch.kind)
    with transaction.atomic():
        batch = _locked(batch, State.COMPARED)
        if batch.uploaded_by_id != by.pk:
            raise ImportRefused("Chỉ người tải lên mới trình duyệt được đợt này.", code="not_uploader")
        if without := without_reason(batch):
            raise ImportRefused(
                f"Còn {without} {kind.noun} không có trong danh sách mà chưa ghi lý do. "
                "Chọn lý do cho từng người hoặc cho tất cả.",
                code="no_reason",
            )
        if batch.messages.filter(severity=Severity.WARNING).exists() and not warnings_confirmed:
            raise ImportRefused(
                "Hãy xác nhận đã xem các cảnh báo.", code="warnings", field="warnings_confirmed"
            )
        batch.warnings_confirmed = True
        batch.state = State.SUBMITTED
        batch.save()
        Step.objects.create(batch=batch, what="Trình duyệt", by=by)


def without_reason(batch: Batch) -> int:
    """How many are no longer listed and have no reason yet."""
    return batch.differences.filter(outcome=Outcome.LEFT, reason="").count()


def approve(batch: Batch, *, by) -> None:
    """Approve the batch (duyệt) and start applying it. Raises ImportRefused."""
    with transaction.atomic():
        batch = _locked(batch, State.SUBMITTED)
        _second_person(batch, by, batch.uploaded_by_id, "tải lên")
        batch.approved_by = by
        batch.state = State.APPROVED
        batch.save()
        Step.objects.create(batch=batch, what="Duyệt", by=by)
        _start("imports.apply", f"Áp dụng: {batch.file_name}", batch, by)


def reject(batch: Batch, *, by, note: str) -> None:
    """Return the batch to its uploader (trả lại), with the reason. Raises ImportRefused."""
    with transaction.atomic():
        batch = _locked(batch, State.SUBMITTED)
        _second_person(batch, by, batch.uploaded_by_id, "tải lên")
        if not note.strip():
            raise ImportRefused("Hãy ghi vì sao trả lại.", code="no_note", field="note")
        batch.state = State.REJECTED
        batch.save()
        Step.objects.create(batch=batch, what="Trả lại", note=note, by=by)


def cancel(batch: Batch, *, by) -> None:
    """Give the batch up before it is applied (hủy). Raises ImportRefused."""
    with transaction.atomic():
        batch = _locked(
            batch, State.HAS_ERRORS, State.COMPARED, State.SUBMITTED, State.REJECTED, State.UNDONE
        )
        if batch.uploaded_by_id != by.pk:
            raise ImportRefused("Chỉ người tải lên mới hủy được đợt này.", code="not_uploader")
        batch.state = State.CANCELLED
        batch.save()
        Step.objects.create(batch=batch, what="Hủy", by=by)


def ask_undo(batch: Batch, *, by, reason: str) -> None:
    """Ask that a batch be undone (đề nghị hoàn tác). Raises ImportRefused with what stands in the way."""
    with transaction.atomic():
        batch = _locked(batch, State.APPLIED)
        if not get_kind(batch.kind).may_upload(by, batch.scope):
            raise ImportRefused("Bạn không được đề nghị hoàn tác đợt này.", code="not_allowed")
        if not reason.strip():
            raise ImportRefused("Hãy ghi vì sao cần hoàn tác.", code="no_reason", field="reason")
        undo.refuse_if_blocked(batch)
        batch.state, batch.undo_asked_by, batch.undo_reason = State.UNDO_ASKED, by, reason.strip()
        batch.save()
        Step.objects.create(batch=batch, what="Đề nghị hoàn tác", note=reason, by=by)


def approve_undo(batch: Batch, *, by) -> None:
    """Approve the undoing and start it. Raises ImportRefused."""
    with transaction.atomic():
        batch = _locked(batch, State.UNDO_ASKED)
        _second_person(batch, by, batch.undo_asked_by_id, "đề nghị")
        batch.state = State.UNDOING
        batch.save()
        Step.objects.create(batch=batch, what="Duyệt hoàn tác", by=by)
        _start("imports.undo", f"Hoàn tác: {batch.file_name}", batch, by)


def refuse_undo(batch: Batch, *, by, note: str) -> None:
    """Leave the batch applied. Raises ImportRefused."""
    with transaction.atomic():
        batch = _locked(batch, State.UNDO_ASKED)
        _second_person(batch, by, batch.undo_asked_by_id, "đề nghị")
        batch.state = State.APPLIED
        batch.save()
        Step.objects.create(batch=batch, what="Không đồng ý hoàn tác", note=note, by=by)


def _locked(batch: Batch, *states: str) -> Batch:
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in states:
        raise ImportRefused(
            f"Đợt này đang ở trạng thái “{batch.get_state_display()}” nên không làm được việc này. "
            "Tải lại trang để xem.",
            code="wrong_state",
        )
    return batch


def _second_person(batch: Batch, by, first_id: int, did: str) -> None:
    if by.pk == first_id:
        raise ImportRefused(f"Người duyệt phải khác người {did}.", code="same_person")
    if not get_kind(batch.kind).may_approve(by, batch):
        raise ImportRefused("Bạn không có quyền duyệt đợt này.", code="not_allowed")


def _start(kind: str, title: str, batch: Batch, by) -> None:
    jobs.enqueue(
        kind,
        subject=f"batch:{batch.pk}",
        title=title,
        by=by,
        result_url=f"/nhap-danh-sach/{batch.pk}/",
        batch=batch.pk,
    )
