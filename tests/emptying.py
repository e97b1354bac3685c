"""Emptying the tables after a test that commits: those that have rows, and the catalogues back from a copy.

Django's flush truncates each of some two hundred tables and then runs all that follows a migration: one or
two seconds a test. Its result is copied once a run; after that a test pays for the rows that it left.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

COPIES = "as_after_a_flush"
MANY = 1_000  # so many rows deleted leave a table that is worth a vacuum

_flush = TransactionTestCase._fixture_teardown
_copied: set[str] = set()


def apply() -> None:
    TransactionTestCase._fixture_teardown = _empty


def _empty(self) -> None:
    name = connection.settings_dict["NAME"]
    if name not in _copied:
        _flush(self)
        if _may_switch_triggers_off():
            _copy()
            _copied.add(name)
        return
    large = []
    with transaction.atomic(), connection.cursor() as cursor:
        # As TRUNCATE does: wait for whoever still writes, and ask neither keys nor triggers.
        listed = ", ".join(f'public."{table}"' for table in _tables("public"))
        cursor.execute(f"LOCK TABLE {listed} IN ACCESS EXCLUSIVE MODE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in _with_rows():
            cursor.execute(f'DELETE FROM public."{table}"')
            if cursor.rowcount >= MANY:
                large.append(table)
        for table in _tables(COPIES):
            cursor.execute(f'INSERT INTO public."{table}" TABLE {COPIES}."{table}"')
    with connection.cursor() as cursor:
        for table in large:
            cursor.execute(f'VACUUM public."{table}"')


def _may_switch_triggers_off() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]


def _copy() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {COPIES} CASCADE")
        cursor.execute(f"CREATE SCHEMA {COPIES}")
        for table in _with_rows():
            cursor.execute(f'CREATE TABLE {COPIES}."{table}" AS TABLE public."{table}"')


def _with_rows() -> list[str]:
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM public.\"{table}\")"
        for table in _tables("public")
        if table != "django_migrations"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [row[0] for row in cursor.fetchall()]


def _tables(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        return [row[0] for row in cursor.fetchall()]
