"""The demo province of 30/12/2021 in the test database, brought in once a run and copied from then on."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from tests.scenarios import province as demo

# What the copies don't need: rows of workbooks and the change table, unless a test brings them in itself.
LEFT_OUT = {"imports_change", "staff_rosterrow", "agencies_unitrow", "imports_difference", "core_job"}
KEPT_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(scope="session")
def province_copy(django_db_setup, django_db_blocker) -> dict[str, bytes]:
    """Every table's rows after the real import, by PostgreSQL's COPY."""
    with django_db_blocker.unblock():
        demo.december()
        with connection.cursor() as cursor:
            rows = {table: _out(cursor, table) for table in _tables(cursor)}
        call_command("flush", interactive=False, verbosity=0)
    return {table: copied for table, copied in rows.items() if copied}


@pytest.fixture
def province(db, province_copy):
    """The province on 30/12/2021: 525 units, 12,471 people, the four demo accounts."""
    put_in(province_copy)


@pytest.fixture
def committed_province(transactional_db, province_copy):
    """The same, committed: for tests with a worker, a job or a browser."""
    put_in(province_copy)


def put_in(copied: dict[str, bytes]) -> None:
    """Put the copied rows in place of what is there; sequences go on after them."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, rows in copied.items():
            cursor.execute(f'DELETE FROM "{table}"')
            cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.BytesIO(rows))
        cursor.execute("SET session_replication_role = DEFAULT")
        for table in copied:
            cursor.execute(
                "SELECT pg_get_serial_sequence(%s, a.attname), a.attname FROM pg_attribute a "
                "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
                "AND pg_get_serial_sequence(%s, a.attname) IS NOT NULL",
                [f'"{table}"'] * 3,
            )
            for sequence, column in cursor.fetchall():
                cursor.execute(f'SELECT setval(%s, coalesce(max("{column}"), 1)) FROM "{table}"', [sequence])
        cursor.execute("ANALYZE")


def _tables(cursor) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in cursor.fetchall() if name not in LEFT_OUT | KEPT_BY_MIGRATE]


def _out(cursor, table: str) -> bytes:
    stream = io.BytesIO()
    cursor.copy_expert(f'COPY "{table}" TO STDOUT', stream)
    return stream.getvalue()
