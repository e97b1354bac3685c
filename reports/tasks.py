"""Beat's side of reports."""

from celery import shared_task

from core.days import today
from reports.due import make_due


@shared_task(ignore_result=True)
def make_due_reports() -> None:
    """Start what fell due (safe to be called by any number of beats)."""
    make_due(today=today())
