"""Forgetting what was uploaded: workbooks and their rows hold citizen numbers and are kept for a set time."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from core.models import Job
from imports.kinds import get_kind
from imports.models import Batch, State, Step

# Undoing reads the change table, never the workbook.
OVER = (
    State.APPLIED,
    State.REFUSED,
    State.REJECTED,
    State.CANCELLED,
    State.UNDO_ASKED,
    State.UNDOING,
    State.UNDONE,
)
UNFINISHED = (State.UPLOADED, State.HAS_ERRORS, State.COMPARED, State.SUBMITTED, State.APPROVED)


def purge(*, now: datetime) -> int:
    """Delete the workbook and the staged rows of batches that ended long ago. How many were purged.

    One that nobody took a step with for as long is cancelled first. The batch, its counts, messages'
    sentences, changes and history stay; it can still be undone, but not compared again.
    """
    limit = now - timedelta(days=settings.IMPORTS_KEEP_DAYS)
    _give_up(limit)
    count = 0
    for batch in Batch.objects.filter(state__in=OVER, purged_at=None, uploaded_at__lt=limit):
        with transaction.atomic():
            get_kind(batch.kind).staging.objects.filter(batch=batch).delete()
            batch.messages.exclude(value="").update(value="")
            batch.purged_at = now
            Step.objects.create(batch=batch, what="Xóa tệp và các dòng đã đọc", note="Hết thời hạn lưu")
            batch.save(update_fields=["purged_at"])
            transaction.on_commit(lambda file=batch.file: file.delete(save=False) if file else None)
        count += 1
    return count


def _give_up(limit: datetime) -> None:
    """Cancel what was left lying: nothing of it is written to the portal."""
    left = Batch.objects.filter(state__in=UNFINISHED, uploaded_at__lt=limit).exclude(steps__at__gte=limit)
    for pk in left.values_list("pk", flat=True):
        with transaction.atomic():
            # Somebody may have gone on with it since the list was made.
            batch = left.select_for_update(of=["self"]).filter(pk=pk).first()
            if batch is None or Job.objects.filter(subject=f"batch:{pk}").unfinished().exists():
                continue
            batch.state = State.CANCELLED
            batch.save(update_fields=["state"])
            note = f"Không ai làm tiếp trong {settings.IMPORTS_KEEP_DAYS} ngày. Chưa có gì được ghi vào cổng."
            Step.objects.create(batch=batch, what="Hủy vì để quá lâu", note=note)
