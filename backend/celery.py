"""The Celery application. Tasks are thin: each carries out a job whose truth is a row (``core.jobs``)."""

import os

from celery import Celery, signals

from core.log_lines import WithoutNumbers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.after_setup_logger.connect
@signals.after_setup_task_logger.connect
def keep_numbers_out(logger, **kwargs) -> None:
    """Celery's processes bring loggers of their own."""
    for handler in logger.handlers:
        handler.setFormatter(WithoutNumbers(inner=handler.formatter))
