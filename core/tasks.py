"""The worker's side of jobs."""

from celery import shared_task
from django.db import close_old_connections

from core import jobs


@shared_task(ignore_result=True)
def run_job(job_id: str) -> None:
    """Carry out one job (safe to be called any number of times)."""
    close_old_connections()
    jobs.run(job_id)


@shared_task(ignore_result=True)
def sweep() -> None:
    """Wake the jobs that nobody runs."""
    for job_id in jobs.abandoned():
        jobs.wake(job_id)
