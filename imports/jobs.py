"""The engine's kinds of job."""

from core.jobs import Run, job
from imports.apply import apply
from imports.check import check
from imports.models import Batch, State
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
        apply(run, batch)


@job("imports.undo")
def undo_batch(run: Run) -> None:
    batch = Batch.objects.get(pk=run.job.params["batch"])
    if batch.state == State.UNDOING:
        undo(run, batch)
