"""The databases of a run: states of the province kept as templates, and a fresh copy for each timing.

Every timing begins from the same rows on a connection that was just opened, with no write outstanding.
"""

import contextlib
from collections.abc import Iterator

from django.db import connection

from backend.embedded import postgres

RUN, FLOOR = "bench_run", "bench_floor"


def use(name: str) -> None:
    """Let Django's connection be one to this database, opened now."""
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def copy(source: str, name: str = RUN) -> None:
    """Make ``name`` anew as a copy of ``source`` and use it."""
    connection.close()
    with _server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    settle()
    use(name)


def keep(name: str) -> None:
    """Keep the database in use as the state ``name``, tidied as autovacuum does within minutes."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    source = connection.settings_dict["NAME"]
    connection.close()
    with _server() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    use(source)


def settle() -> None:
    """Write out what is in memory, so that no timing pays for what came before."""
    with _server() as cursor:
        cursor.execute("CHECKPOINT")


@contextlib.contextmanager
def floor() -> Iterator:
    """A bare connection to an empty database of the same server, in a transaction of its own."""
    with _server() as cursor:
        cursor.execute(f"SELECT FROM pg_database WHERE datname = '{FLOOR}'")
        if not cursor.rowcount:
            cursor.execute(f'CREATE DATABASE "{FLOOR}" TEMPLATE template0')
    with contextlib.closing(postgres.connect(FLOOR)) as opened:
        opened.autocommit = False
        yield opened


@contextlib.contextmanager
def _server() -> Iterator:
    with contextlib.closing(postgres.connect("postgres")) as opened, opened.cursor() as cursor:
        yield cursor
