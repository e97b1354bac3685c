"""Taking in a workbook: refused with a sentence before anything is unpacked, or a batch and its first job."""

import hashlib
from datetime import date
from pathlib import Path

from django.core.files import File
from django.db import IntegrityError, transaction

from core import jobs
from core.models import Job
from imports.errors import ImportRefused
from imports.guard import guard
from imports.kinds import get_kind
from imports.models import HELD, WRITTEN, Batch, State, Step


class SameBytes(ImportRefused):
    """The same workbook is in an open or applied batch already; ``batch`` is that one."""

    def __init__(self, batch: Batch | None) -> None:
        state = f" (trạng thái: {batch.get_state_display().lower()})" if batch else ""
        what_to_do = "Mở đợt đó để làm tiếp, hoặc hủy đợt đó rồi tải lại."
        if batch and batch.state in WRITTEN:
            what_to_do = "Chỉ tải lại được sau khi đợt đó được hoàn tác."
        super().__init__(
            f"Tệp này đã được tải lên trong một đợt nhập khác{state}. {what_to_do}", code="same_bytes"
        )
        self.batch = batch


def receive(*, kind: str, path: Path, name: str, by, scope: dict, as_of: date | None = None) -> Batch:
    """Keep the workbook and start checking it. Raises ImportRefused, SameBytes."""
    if not get_kind(kind).may_upload(by, scope):
        raise ImportRefused("Bạn không được nhập danh sách cho phạm vi này.", code="not_allowed")
    guard(path)
    digest = _sha256(path)
    held = Batch.objects.filter(kind=kind, sha256=digest, state__in=HELD).first()
    if held:
        raise SameBytes(held)
    try:
        with transaction.atomic(), path.open("rb") as stream:
            batch = Batch(
                kind=kind, file_name=name[:200], sha256=digest, size=path.stat().st_size, as_of=as_of,
                scope=scope, uploaded_by=by,
            )  # fmt: skip
            batch.file.save(f"{digest[:16]}.xlsx", File(stream), save=False)
            batch.save()
            Step.objects.create(batch=batch, what="Tải lên", note=batch.file_name, by=by)
            start_check(batch, by=by)
    except IntegrityError:
        raise SameBytes(Batch.objects.filter(kind=kind, sha256=digest, state__in=HELD).first()) from None
    return batch


def start_check(batch: Batch, *, by) -> Job:
    """Queue the job that reads, checks and compares."""
    return jobs.enqueue(
        "imports.check",
        subject=f"batch:{batch.pk}",
        title=f"Kiểm tra, so sánh: {batch.file_name}",
        by=by,
        result_url=f"/nhap-danh-sach/{batch.pk}/",
        batch=batch.pk,
    )


def amend(
    batch: Batch, *, by, as_of: date | None = None, scope: dict | None = None, mapping: dict | None = None
) -> Job:
    """Correct the day, the scope or the columns, and check again. Raises ImportRefused, SameBytes."""
    try:
        return _amend(batch, by=by, as_of=as_of, scope=scope, mapping=mapping)
    except IntegrityError:
        raise SameBytes(
            Batch.objects.filter(kind=batch.kind, sha256=batch.sha256, state__in=HELD)
            .exclude(pk=batch.pk)
            .first()
        ) from None


def _amend(batch: Batch, *, by, as_of: date | None, scope: dict | None, mapping: dict | None) -> Job:
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        if batch.uploaded_by_id != by.pk:
            raise ImportRefused("Chỉ người tải lên mới sửa được đợt này.", code="not_uploader")
        if not batch.is_open:
            raise ImportRefused("Đợt này không còn sửa được nữa.", code="not_open")
        if batch.purged_at:
            raise ImportRefused(
                "Tệp của đợt này đã xóa vì hết thời hạn lưu. Hãy tải tệp lên lại thành đợt mới.",
                code="purged",
            )
        if scope is not None and not get_kind(batch.kind).may_upload(by, scope):
            raise ImportRefused("Bạn không được nhập danh sách cho phạm vi này.", code="not_allowed")
        if (
            held := Batch.objects.filter(kind=batch.kind, sha256=batch.sha256, state__in=HELD)
            .exclude(pk=batch.pk)
            .first()
        ):
            raise SameBytes(held)
        batch.as_of = as_of or batch.as_of
        batch.scope = batch.scope if scope is None else scope
        batch.mapping = batch.mapping if mapping is None else mapping
        batch.state, batch.moved = State.UPLOADED, []
        batch.save()
        is_changed = any(change is not None for change in (as_of, scope, mapping))
        what = "Sửa ngày, phạm vi hoặc cột rồi kiểm tra lại" if is_changed else "Kiểm tra lại"
        Step.objects.create(batch=batch, what=what, by=by)
        return start_check(batch, by=by)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
