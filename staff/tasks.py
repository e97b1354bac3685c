"""Beat's side of people."""

from celery import shared_task

from core.days import today
from staff.tally_upkeep import add_up, keep_up


@shared_task(ignore_result=True)
def keep_up_tallies() -> None:
    """Count anew what changed since the last time, and add it up (any number of beats may call it)."""
    keep_up()
    add_up(today=today())
