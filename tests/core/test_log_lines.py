"""Logs are read by those who keep the servers running, who may see nobody's number."""

import io
import logging

import pytest
from celery import signals
from django.conf import settings
from django.db import IntegrityError, transaction

from backend.embedded import paths
from core.log_lines import WithoutNumbers
from staff.models import Person
from tests.factories import make_person

NUMBER = "095084001234"


def _violate() -> None:
    make_person("Nông Thị Ánh", NUMBER)
    with transaction.atomic():
        make_person("Nông Thị Ảnh", NUMBER)


@pytest.mark.django_db
@pytest.mark.skipif(not settings.EMBEDDED, reason="the log of another's server can't be read")
def test_the_database_logs_a_number_twice_without_the_number():
    log = paths.log_file("postgres")
    before = log.stat().st_size
    with pytest.raises(IntegrityError):
        _violate()
    said = log.read_bytes()[before:].decode()
    assert "duplicate key" in said and Person._meta.db_table in said
    assert NUMBER not in said


def _logged(handler: logging.StreamHandler) -> str:
    handler.setStream(io.StringIO())
    log = logging.getLogger("tests.numbers")
    log.addHandler(handler)
    try:
        _violate()
    except IntegrityError as error:
        assert NUMBER in str(error)
        log.exception("Không ghi được: %s", error)
    finally:
        log.removeHandler(handler)
    return handler.stream.getvalue()


@pytest.mark.django_db
def test_the_portals_log_of_the_error_has_its_traceback_without_the_number():
    ours = next(h for h in logging.getLogger().handlers if isinstance(h.formatter, WithoutNumbers))
    handler = logging.StreamHandler()
    handler.setFormatter(ours.formatter)
    said = _logged(handler)
    assert "Traceback" in said and "x" * 12 in said and NUMBER not in said


@pytest.mark.django_db
@pytest.mark.parametrize("signal", [signals.after_setup_logger, signals.after_setup_task_logger])
def test_so_has_the_log_of_a_worker_in_celerys_own_form(signal):
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("[worker] %(message)s"))
    own = logging.Logger("a worker's")
    own.addHandler(handler)
    signal.send(sender=None, logger=own)
    said = _logged(handler)
    assert said.startswith("[worker]") and "Traceback" in said and NUMBER not in said


def test_other_numbers_stay_in_the_lines():
    said = "Job 2022-06-30: 12471 rows, 0950840012345"
    record = logging.LogRecord("x", logging.INFO, "", 0, said, (), None)
    assert WithoutNumbers("%(message)s").format(record) == said
