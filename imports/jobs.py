"""The engine's kinds of job."""

import contextlib
from collections.abc import Iterator

from django.db import transaction

from core.jobs import Overtaken, Run, job
from imports.apply import apply
from imports.check import check
from imports.models import Batch, State, Step
from imports.undo import undo


@job("imports.check")
def check_batch(run: Run) -> None:
    batch = Batch.objects.get(pk=run.job.params["batch"])
    if batch.state == State.UPLOADED:
        check(run, batch)


@job("imports.apply")
def apply_batch(run: Run) -> None:
    batch = Batch.objects.get(pk=run.job.params["batch"])
    if batch.state == State.APPROVED:
        with _back_to(State.SUBMITTED, batch, "Không áp dụng được"):
            apply(run, batch)


@job("imports.undo")
def undo_batch(run: Run) -> None:
    batch = Batch.objects.get(pk=run.job.params["batch"])
    if batch.state == State.UNDOING:
        with _back_to(State.APPLIED, batch, "Không hoàn tác được"):
            undo(run, batch)


@contextlib.contextmanager
def _back_to(state: str, batch: Batch, what: str) -> Iterator[None]:
    """A job that fails for a reason of its own leaves the batch where somebody can decide on it again."""
    try:
        yield
    except Overtaken:
        raise
    except Exception:
        with transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(state=state, approved_by=_approver_after(state, batch))
            Step.objects.create(batch=batch, what=what, note="Có lỗi ngoài dự kiến; không có gì bị thay đổi.")
        raise


def _approver_after(state: str, batch: Batch) -> int | None:
    return None if state == State.SUBMITTED else batch.approved_by_id
