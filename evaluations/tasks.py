"""Beat's side of evaluations."""

from celery import shared_task

from core.days import today
from evaluations.scores.open import open_due


@shared_task(ignore_result=True)
def open_periods() -> None:
    """Open the months and quarters that have begun (safe to be called by any number of beats)."""
    open_due(today=today())
