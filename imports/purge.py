"""Forgetting what was uploaded: workbooks and their rows hold citizen numbers and are kept for a set time."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from imports.kinds import get_kind
from imports.models import Batch, State, Step

OVER = (State.APPLIED, State.REFUSED, State.REJECTED, State.CANCELLED, State.UNDONE)


def purge(*, now: datetime) -> int:
    """Delete the workbook and the staged rows of batches that ended long ago. How many were purged.

    The batch, its counts, messages' sentences, changes and history stay; it can still be undone, but not
    compared again.
    """
    old = Batch.objects.filter(
        state__in=OVER, purged_at=None, uploaded_at__lt=now - timedelta(days=settings.IMPORTS_KEEP_DAYS)
    )
    count = 0
    for batch in old:
        with transaction.atomic():
            get_kind(batch.kind).staging.objects.filter(batch=batch).delete()
            batch.messages.exclude(value="").update(value="")
            batch.purged_at = now
            Step.objects.create(batch=batch, what="Xóa tệp và các dòng đã đọc", note="Hết thời hạn lưu")
            batch.save(update_fields=["purged_at"])
            transaction.on_commit(lambda file=batch.file: file.delete(save=False) if file else None)
        count += 1
    return count
