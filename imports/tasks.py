"""Beat's side of imports."""

from celery import shared_task
from django.utils import timezone

from imports.purge import purge


@shared_task(ignore_result=True)
def purge_old_workbooks() -> None:
    """Forget workbooks whose time is over (safe to be called any number of times)."""
    purge(now=timezone.now())
