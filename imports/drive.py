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
from imports.receive import receive

ASK = "ask"


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

    Raises ImportRefused where something stands in the way; what was done until then stays.
    """
    batch = receive(
        kind=wish.kind, path=wish.path, name=wish.path.name, by=wish.by, scope=wish.scope, as_of=wish.as_of
    )
    finish(batch)
    batch.refresh_from_db()
    if batch.state == State.REFUSED:
        raise ImportRefused(batch.refusal, code="refused")
    _reasons(batch, wish)
    if wish.approver is not None:
        carry_out(batch, by=wish.by, approver=wish.approver)
    batch.refresh_from_db()
    return batch


def carry_out(batch: Batch, *, by, approver) -> None:
    """Submit, approve and apply a compared batch, confirming its warnings. Raises ImportRefused."""
    batch.refresh_from_db()
    if batch.state == State.HAS_ERRORS:
        raise ImportRefused(
            f"Đợt nhập còn {batch.counts['errors']} lỗi nên chưa áp dụng được.", code="has_errors"
        )
    if by.pk == approver.pk:
        raise ImportRefused("Người duyệt phải khác người tải lên.", code="same_person")
    decide.submit(batch, by=by, warnings_confirmed=True)
    decide.approve(batch, by=approver)
    finish(batch)
    batch.refresh_from_db()
    if batch.state != State.APPLIED:
        raise ImportRefused(
            "Dữ liệu của cổng đã đổi sau lần so sánh; đợt này đã được so sánh lại và cần duyệt lại.",
            code="moved",
        )


def finish(batch: Batch) -> None:
    """Run the batch's job here, or wait for the worker that runs it. Raises ImportRefused if it failed."""
    for job in Job.objects.filter(subject=f"batch:{batch.pk}").unfinished():
        while not job.is_over:
            if not jobs.run(job.pk):
                time.sleep(0.2)
            job.refresh_from_db()
    last = Job.objects.filter(subject=f"batch:{batch.pk}").first()
    if last and last.state == Job.State.FAILED:
        raise ImportRefused(last.error, code="job_failed")


def _reasons(batch: Batch, wish: Wish) -> None:
    kind = get_kind(batch.kind)
    if wish.left == ASK or not batch.differences.filter(outcome=Outcome.LEFT, reason="").exists():
        return
    count = decide.give_reason(batch, reason=wish.left or kind.unknown_reason, subject_ids=None, by=wish.by)
    if wish.left is None:
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
