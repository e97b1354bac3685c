"""What a job writes by the thousand is not written by plans that were made for one row."""

import pytest
from django.db import connection

from agencies.models import UnitPeriod
from core import jobs
from core.models import Job
from tests import factories

MANY = 400


@pytest.fixture
def plans_told(transactional_db):
    """The session tells the plan of every query, of triggers too; it ends with the test."""
    with connection.cursor() as cursor:
        cursor.execute("LOAD 'auto_explain'; SET auto_explain.log_nested_statements = on")
        cursor.execute("SET auto_explain.log_min_duration = 0; SET client_min_messages = log")
    yield
    connection.close()


def test_a_job_plans_the_triggers_of_history_for_the_rows_that_it_writes(plans_told):
    made = [factories.make_unit(f"Trường số {number}", f"T{number:04d}") for number in range(MANY)]
    UnitPeriod.objects.filter(unit=made[0]).update(name="Trường một")
    assert "Nested Loop" in _told()
    user = factories.make_user("officer")
    job = Job.objects.create(kind=KIND, subject="units", title="Đổi tên", created_by=user)
    connection.connection.notices.clear()
    assert jobs.run(job.pk)
    told = _told()
    assert UnitPeriod.objects.filter(name="Trường").count() == MANY
    assert "old_values" in told and "Hash Join" in told


KIND = "tests.rename"


@jobs.job(KIND)
def _rename(run: jobs.Run) -> None:
    UnitPeriod.objects.update(name="Trường")


def _told() -> str:
    return "".join(
        one for one in connection.connection.notices if "unitperiodevent" in one and "old_values" in one
    )
