"""A worker that starts sweeps at once: what its dead predecessor held goes on within seconds."""

from celery.signals import worker_ready


@worker_ready.connect
def sweep_at_start(**kwargs) -> None:
    from core.tasks import sweep

    sweep.delay()
