"""The states of the demo province that the measurements begin from, made by the portal's own import."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from accounts.models import User
from agencies.demo import make_accounts
from benchmarks import databases
from core import jobs
from core.days import today
from core.models import Job
from imports import decide
from imports.drive import finish
from imports.models import Batch, Outcome, State
from imports.receive import receive
from staff.tally_upkeep import add_up, keep_up

DATA = settings.ROOT / "demo" / "data"


@dataclass(frozen=True, slots=True)
class Roster:
    """A workbook of people, the state of the province before it, and what the states after are called."""

    name: str
    path: Path
    before: str

    @property
    def approved(self) -> str:
        """Compared and approved, its job of applying waiting."""
        return f"bench_{self.name}_approved"

    @property
    def applied(self) -> str:
        return f"bench_{self.name}_applied"


UNITS = "bench_units"
DECEMBER = Roster("december", DATA / "danh-sach-ccvc-2021-12-30.xlsx", UNITS)
JUNE = Roster("june", DATA / "danh-sach-ccvc-2022-06-30.xlsx", DECEMBER.applied)
ROSTERS = (DECEMBER, JUNE)


def make_states() -> None:
    """From the migrated database in use: units only, then each roster approved and applied."""
    make_accounts()
    batch = receive_workbook("units", DATA / "don-vi-2021.xlsx", date(2021, 12, 30))
    finish(batch)
    approve(batch)
    finish(batch)
    databases.keep(UNITS)
    for roster in ROSTERS:
        batch = receive_workbook("people", roster.path)
        finish(batch)
        approve(batch)
        databases.keep(roster.approved)
        finish(batch)
        batch.refresh_from_db()
        assert batch.state == State.APPLIED, batch.state
        keep_up()  # as beat does within seconds
        add_up(today=today())
        databases.keep(roster.applied)


def receive_workbook(kind: str, path: Path, as_of: date | None = None) -> Batch:
    """Upload as the officer."""
    return receive(kind=kind, path=path, name=path.name, by=officer(), scope={}, as_of=as_of)


def approve(batch: Batch) -> None:
    """Submit as the officer and approve as the leader; the job of applying is queued."""
    batch.refresh_from_db()
    assert batch.state == State.COMPARED, batch.state
    if batch.differences.filter(outcome=Outcome.LEFT).exists():
        decide.give_reason(batch, reason="retired", subject_ids=None, by=officer())
    decide.submit(batch, by=officer(), warnings_confirmed=True)
    decide.approve(batch, by=User.objects.get(username="lanhdao"))
    batch.refresh_from_db()


def officer() -> User:
    return User.objects.get(username="chuyenvien")


def waiting_job() -> Job:
    """The one job that nobody has begun."""
    return Job.objects.unfinished().get()


def carry_out(job: Job) -> None:
    """Run the job in this process, as a worker does in its own."""
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
