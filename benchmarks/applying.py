"""Applying an approved roster with its history, against COPY of the same rows into bare tables."""

import io
import time
from collections.abc import Callable, Iterator

from django.db import connection

from benchmarks import databases
from benchmarks.measure import Result, paired
from benchmarks.province import ROSTERS, Roster, carry_out, waiting_job
from imports import clock
from imports.kinds import get_kind
from imports.models import Batch, Change, State

GOAL = 4


def measure(runs: int) -> Iterator[Result]:
    for roster in ROSTERS:
        rows = _written(roster)
        make_tables(list(rows))
        yield paired(
            f"apply with history, {roster.name}",
            ours=lambda roster=roster: _ours(roster),
            floor=lambda rows=rows: _floor(rows),
            runs=runs,
            goal=GOAL,
            rows={table: copied.count(b"\n") for table, copied in rows.items()},
        )


def measure_unguarded(runs: int) -> Iterator[Result]:
    """The same without what the database refuses: how near the goal would be if it refused nothing."""
    for roster in ROSTERS:
        rows = _written(roster)
        make_tables(list(rows))
        yield paired(
            f"apply unguarded, {roster.name}",
            ours=lambda roster=roster: _ours(roster, prepare=_unguard),
            floor=lambda rows=rows: _floor(rows),
            runs=runs,
        )


def _unguard() -> None:
    """Without the triggers that refuse two truths of a day and references to nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE tgname ~ '^pgtrigger_(single|references)_'"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name} ON {table}")
    databases.settle()


def _ours(roster: Roster, prepare: Callable[[], None] = lambda: None) -> float:
    databases.copy(roster.approved)
    prepare()
    job = waiting_job()
    began = time.perf_counter()
    carry_out(job)
    took = time.perf_counter() - began
    assert Batch.objects.get(pk=job.params["batch"]).state == State.APPLIED
    return took


def _floor(rows: dict[str, bytes]) -> float:
    with databases.floor() as bare, bare.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(rows)}")
        bare.commit()
        databases.settle()
        began = time.perf_counter()
        for table, copied in rows.items():
            cursor.copy_expert(f"COPY {table} FROM STDIN", io.BytesIO(copied))
        bare.commit()
        return time.perf_counter() - began


def _written(roster: Roster) -> dict[str, bytes]:
    """Every row that applying the roster writes, table by table, as COPY gives it."""
    databases.copy(roster.approved)
    kind = get_kind("people")
    before = clock.now(kind.tables)
    job = waiting_job()
    carry_out(job)
    batch = job.params["batch"]
    changes = Change._meta.db_table
    queries = {changes: f"SELECT * FROM {changes} WHERE batch_id = {batch}"}
    for model in kind.tables:
        table, events = model._meta.db_table, clock.event_table(model)
        queries[table] = (
            f"SELECT * FROM {table} WHERE id IN "
            f"(SELECT pk_value FROM {changes} WHERE batch_id = {batch} AND \"table\" = '{table}')"
        )
        queries[events] = f"SELECT * FROM {events} WHERE pgh_id > {before[table]}"
    return {table: copied for table, query in queries.items() if (copied := copied_out(query))}


def make_tables(tables: list[str]) -> None:
    """Tables of the same columns in the floor's database: no index, no constraint, no trigger."""
    with connection.cursor() as cursor, databases.floor() as bare, bare.cursor() as floor:
        for table in tables:
            cursor.execute(
                "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
                "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                [table],
            )
            columns = ", ".join(f'"{name}" {kind}' for name, kind in cursor.fetchall())
            floor.execute(f"DROP TABLE IF EXISTS {table}")
            floor.execute(f"CREATE TABLE {table} ({columns})")
        bare.commit()


def copied_out(query: str) -> bytes:
    """What COPY gives of the query's rows."""
    stream = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({query}) TO STDOUT", stream)
    return stream.getvalue()
