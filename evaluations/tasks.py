"""Beat's side of evaluation."""

from celery import shared_task

from core.days import today
from evaluations import reresolve
from evaluations.remind import remind
from evaluations.scores.follow import follow_changes
from evaluations.scores.open import open_due


@shared_task(ignore_result=True)
def open_periods() -> None:
    """Open the months and quarters that have begun, and keep those that are open with who comes and goes
    (safe to be called by any number of beats)."""
    open_due(today=today())
    follow_changes(today=today())


@shared_task(ignore_result=True)
def resolve_open_cycles() -> None:
    """Follow what changed in mid-cycle (safe to be called by any number of beats)."""
    reresolve.keep_up()


@shared_task(ignore_result=True)
def remind_of_deadlines() -> None:
    """Remind whoever has something due (once a user and day, however often beat ticks)."""
    remind(today=today())
