"""Beat's side of people."""

from celery import shared_task

from staff.tally_upkeep import keep_up


@shared_task(ignore_result=True)
def keep_up_tallies() -> None:
    """Count anew what changed since the last time (safe to be called by any number of beats)."""
    keep_up()
