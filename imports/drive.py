"""Driving a batch from its workbook to the portal without a browser."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core import jobs
from core.models import Job
from imports import decide
from imports.errors import ImportRefused
from imports.kinds import get_kind
from imports.models import Batch, Outcome, Severity, State
from imports.receive import SameBytes, amend, receive
from imports.rerun import is_stuck, last_job, rerun

ASK = "ask"
# Of the same bytes, the batch of the same uploader in one of these states isn't in the way.
GOES_ON = (State.UPLOADED, State.HAS_ERRORS, State.COMPARED, State.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a workbook. ``left`` is a reason's code, ASK, or None for the kind's "unknown"."""

    kind: str
    path: Path
    by: object
    scope: dict
    as_of: date | None = None
    left: str | None = None
    approver: object = None


def drive(wish: Wish) -> Batch:
    """Receive, check and compare; with an approver also submit, approve and apply.

    The uploader's open batch of the same bytes is gone on with: checked and compared again, or approved
    where it waits for that. Raises ImportRefused (with its batch) where something stands in the way; what was
    done until then stays.
    """
    if wish.approver is not None:
        different_people(wish.by, wish.approver, "tải lên")
    is_new = True
    try:
        batch = receive(
            kind=wish.kind,
            path=wish.path,
            name=wish.path.name,
            by=wish.by,
            scope=wish.scope,
            as_of=wish.as_of,
        )
    except SameBytes as same:
        if same.batch is None or same.batch.uploaded_by != wish.by or same.batch.state not in GOES_ON:
            raise
        batch, is_new = same.batch, False
    try:
        _compare(batch, wish, is_new=is_new)
        if wish.approver is not None:
            carry_out(batch, by=wish.by, approver=wish.approver)
    except ImportRefused as refusal:
        batch.refresh_from_db()
        refusal.batch = batch
        raise
    batch.refresh_from_db()
    return batch


def different_people(by, approver, did: str) -> None:
    """Raises ImportRefused where one person would decide alone; asked before anything is done."""
    if by.pk == approver.pk:
        raise ImportRefused(f"Người duyệt phải khác người {did}.", code="same_person")


def carry_out(batch: Batch, *, by, approver) -> None:
    """Approve and apply a batch; what isn't submitted yet is, with its warnings confirmed.

    Raises ImportRefused.
    """
    batch.refresh_from_db()
    if batch.state == State.HAS_ERRORS:
        raise ImportRefused(
            f"Đợt nhập còn {batch.counts['errors']} lỗi nên chưa áp dụng được.", code="has_errors"
        )
    if batch.state != State.SUBMITTED:
        decide.submit(batch, by=by, warnings_confirmed=True)
    decide.approve(batch, by=approver)
    finish(batch)


def finish(batch: Batch) -> None:
    """Run the batch's job here, or wait for the worker that runs it.

    Raises ImportRefused if it didn't do what it was to do: the batch is then refused, moved or as it was.
    """
    for job in Job.objects.filter(subject=f"batch:{batch.pk}").unfinished():
        while not job.is_over:
            if not jobs.run(job.pk):
                time.sleep(0.2)
            job.refresh_from_db()
    last = Job.objects.filter(subject=f"batch:{batch.pk}").first()
    if last and last.state == Job.State.FAILED:
        batch.refresh_from_db()
        code = "refused" if batch.state == State.REFUSED else "moved" if batch.moved else "job_failed"
        raise ImportRefused(last.error, code=code)


def _compare(batch: Batch, wish: Wish, *, is_new: bool) -> None:
    """Bring the batch to its comparison, with a reason for all who left. Raises ImportRefused."""
    if batch.state == State.UPLOADED:
        if is_stuck(batch, last_job(batch)):
            rerun(batch, by=wish.by)
        finish(batch)
        batch.refresh_from_db()
    if batch.state == State.SUBMITTED:
        if not _is_as_submitted(batch, wish):
            raise SameBytes(batch)
        return
    if not is_new:
        # Only what this command says counts: without a day it is the title's, not that of the last time.
        amend(batch, by=wish.by, as_of=wish.as_of or batch.title_day, scope=wish.scope)
        finish(batch)
        batch.refresh_from_db()
    _reasons(batch, wish)


def _is_as_submitted(batch: Batch, wish: Wish) -> bool:
    return (
        batch.scope == wish.scope
        and wish.as_of in (None, batch.as_of)
        and wish.left in (None, batch.left_reason)
    )


def _reasons(batch: Batch, wish: Wish) -> None:
    """A reason for those who left. "Unknown" from an earlier command is said again, or taken back by ASK."""
    kind = get_kind(batch.kind)
    left = batch.differences.filter(outcome=Outcome.LEFT)
    if wish.left == ASK:
        left.filter(reason=kind.unknown_reason).update(reason="")
        Batch.objects.filter(pk=batch.pk, left_reason=kind.unknown_reason).update(left_reason="")
        return
    if wish.left is not None:
        if left.exists():
            decide.give_reason(batch, reason=wish.left, subject_ids=None, by=wish.by)
        return
    unsaid = left.filter(reason__in=("", kind.unknown_reason))
    if not (count := unsaid.count()):
        return
    ids = list(unsaid.values_list("subject_id", flat=True)) if count < left.count() else None
    decide.give_reason(batch, reason=kind.unknown_reason, subject_ids=ids, by=wish.by)
    batch.messages.create(
        severity=Severity.WARNING,
        code="left_reason_unknown",
        value=str(count),
        sentence=f"{count} {kind.noun} không còn trong danh sách được ghi lý do “chưa rõ”. "
        "Bổ sung lý do khi có.",
    )
    batch.refresh_from_db()
    batch.counts["warnings"] += 1
    batch.save(update_fields=["counts"])
