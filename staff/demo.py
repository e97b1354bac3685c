"""The demo province: its units and roster come in through the real import, then accounts on the roster.

One job drives both batches step by step, each step looking at where its batch stands: killed anywhere, it
goes on from there.
"""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import User
from core import jobs
from core.models import Job
from imports import decide
from imports.drive import finish
from imports.errors import ImportRefused
from imports.kinds import get_kind
from imports.models import Batch, Outcome, State
from imports.receive import SameBytes, receive, start_check
from staff.demo_accounts import make_accounts_on_roster

KIND = "staff.demo"
SUBJECT = "demo"
TITLE = "Nhập dữ liệu mẫu của tỉnh"
DAY = date(2021, 12, 30)
FOLDER = settings.ROOT / "demo" / "data"
UPLOADER, APPROVER = "chuyenvien", "lanhdao"
WORKBOOKS = (
    ("units", "danh sách đơn vị", FOLDER / "don-vi-2021.xlsx"),
    ("people", "danh sách cán bộ, công chức, viên chức", FOLDER / "danh-sach-ccvc-2021-12-30.xlsx"),
)
DONE_WITH = (State.APPLIED, State.UNDO_ASKED, State.UNDOING)


def start() -> Job | None:
    """Start bringing the demo province in, or go on with it; None when it has come in once.

    What was brought in and undone stays undone.
    """
    if Job.objects.filter(kind=KIND, state=Job.State.DONE).exists():
        return None
    return jobs.enqueue(KIND, subject=SUBJECT, title=TITLE, by=None)


def running() -> Job | None:
    """The job while it isn't over."""
    return Job.objects.unfinished().filter(kind=KIND).first()


def not_in() -> Job | None:
    """The newest job, while it isn't over or where it failed."""
    newest = Job.objects.filter(kind=KIND).order_by("-created_at", "-pk").first()
    return None if newest is None or newest.state == Job.State.DONE else newest


def percent_done(job: Job) -> int:
    """How far the job is, the batch now under way included."""
    inner = (
        Job.objects.unfinished().filter(kind__startswith="imports.", created_at__gte=job.created_at).first()
    )
    share = inner.done / inner.total if inner and inner.total else 0
    return min(99, int(100 * (job.done + share) / job.total)) if job.total else 0


@jobs.job(KIND)
def bring_in(run: jobs.Run) -> None:
    """Upload as the officer, approve as the leader, apply; units first, since the roster names them."""
    uploader, approver = (User.objects.get(username=name) for name in (UPLOADER, APPROVER))
    steps = 2 * len(WORKBOOKS)
    for place, (kind, words, path) in enumerate(WORKBOOKS):
        run.progress(f"đọc {words}", 2 * place, steps)
        batch = _compared(kind, path, uploader)
        run.progress(f"áp dụng {words}", 2 * place + 1, steps)
        _applied(batch, uploader, approver)
    run.progress("lập tài khoản mẫu", steps, steps)
    with run.commit():
        make_accounts_on_roster(DAY)


def _compared(kind: str, path: Path, uploader: User) -> Batch:
    """The workbook's batch, read and compared; the one that an earlier run left, if there is one."""
    try:
        batch = receive(kind=kind, path=path, name=path.name, by=uploader, scope={}, as_of=DAY)
    except SameBytes as held:
        if held.batch is None:
            raise
        batch = held.batch
    if batch.state == State.UPLOADED:
        with transaction.atomic():
            start_check(batch, by=uploader)
        finish(batch)
        batch.refresh_from_db()
    if batch.state in (State.REFUSED, State.HAS_ERRORS):
        raise ImportRefused(
            f"Tệp mẫu {path.name} không nhập được: {batch.get_state_display().lower()}.", code="demo"
        )
    return batch


def _applied(batch: Batch, uploader: User, approver: User) -> None:
    if batch.state == State.COMPARED:
        if batch.differences.filter(outcome=Outcome.LEFT, reason="").exists():
            reason = get_kind(batch.kind).unknown_reason
            decide.give_reason(batch, reason=reason, subject_ids=None, by=uploader)
        decide.submit(batch, by=uploader, warnings_confirmed=True)
        batch.refresh_from_db()
    if batch.state == State.SUBMITTED:
        decide.approve(batch, by=approver)
        batch.refresh_from_db()
    if batch.state == State.APPROVED:
        finish(batch)
        batch.refresh_from_db()
    if batch.state not in DONE_WITH:
        raise ImportRefused(
            f"Đợt nhập mẫu đang ở trạng thái “{batch.get_state_display()}”. Mở đợt đó để làm tiếp.",
            code="demo",
        )
