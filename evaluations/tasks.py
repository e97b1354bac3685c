"""Beat's side of evaluation."""

from celery import shared_task

from evaluations import reresolve


@shared_task(ignore_result=True)
def resolve_open_cycles() -> None:
    """Follow what changed in mid-cycle (safe to be called by any number of beats)."""
    reresolve.keep_up()
