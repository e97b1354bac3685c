"""SQL that writes a set of rows of the domain and, in the same statement, the change table.

Table and column names come from code, never from a workbook; values are arguments. The staged row (with
sheet and row) is ``t`` in every fragment, a written one ``w``, the batch is the argument ``batch``.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

from imports.models import Batch

Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class Update:
    """UPDATE … FROM: ``matching`` is a table ``t``, WHERE, conditions joined by AND."""

    sets: str
    matching: str


@dataclass(frozen=True, slots=True)
class Insert:
    """INSERT … SELECT: the SQL of each column, and what stands after FROM.

    Columns that aren't named stay empty. Keys are taken from the table's sequence unless ``id`` is named.
    Where rows are updated in the same statement, ``FROM`` may join them as ``changed``.
    """

    columns: Mapping[str, str]
    source: str


@dataclass(slots=True)
class Writer:
    """Writes for one batch; ``written`` counts the rows of each table."""

    batch: Batch
    args: dict[str, Any] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)

    def write(self, model: Model, *what: Update | Insert, **args) -> None:
        """Carry out an update, an insert, or the update and then the insert as one statement."""
        with connection.cursor() as cursor:
            cursor.execute(_statement(model, *what), {**self.args, **args, "batch": self.batch.pk})
            self.written[model._meta.db_table] += cursor.rowcount

    def inserted(self, row: models.Model) -> None:
        """Record a row that was written through the ORM."""
        table = row._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO imports_change (batch_id, "table", pk_value, operation, after)
                SELECT %s, %s, w.id, 'insert', to_jsonb(w) FROM {table} w WHERE w.id = %s
                """,
                [self.batch.pk, table, row.pk],
            )
            self.written[table] += 1


def _statement(model: Model, *what: Update | Insert) -> str:
    table = model._meta.db_table
    steps, changes = zip(
        *(_update(table, one) if isinstance(one, Update) else _insert(model, one) for one in what),
        strict=True,
    )
    return f"""
        WITH {", ".join(steps)}
        INSERT INTO imports_change (batch_id, sheet, "row", "table", pk_value, operation, before, after)
        {" UNION ALL ".join(changes)}
    """


def _update(table: str, one: Update) -> tuple[str, str]:
    step = f"""
        changed AS (
            UPDATE {table} w SET {one.sets} FROM {table} before, {one.matching} AND before.id = w.id
            RETURNING t.sheet AS of_sheet, t."row" AS of_row, w.*,
                      to_jsonb(before.*) AS json_before, to_jsonb(w.*) AS json_after
        )
    """
    return step, _change("changed", table, "update", "json_before", "json_after")


def _insert(model: Model, one: Insert) -> tuple[str, str]:
    """What is recorded is taken from the same rows that are inserted, so nothing is looked up again."""
    table = model._meta.db_table
    # The subquery names the sequence once, not for every row.
    columns = {"id": f"nextval((SELECT pg_get_serial_sequence('{table}', 'id')))", **one.columns}
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
    empty = [f.column for f in model._meta.concrete_fields if f.column not in columns]
    row = ", ".join([*(f'new."{name}"' for name in columns), *(f'NULL AS "{name}"' for name in empty)])
    step = f"""
        new AS MATERIALIZED (
            SELECT t.sheet AS of_sheet, t."row" AS of_row, {values} FROM {one.source}
        ), inserted AS (
            INSERT INTO {table} ({names}) SELECT {names} FROM new
        )
    """
    after = "to_jsonb(w.*)"
    return step, _change("new", table, "insert", "NULL", after) + f" CROSS JOIN LATERAL (SELECT {row}) w"


def _change(rows: str, table: str, operation: str, before: str, after: str) -> str:
    return (
        f"SELECT %(batch)s, {rows}.of_sheet, {rows}.of_row, '{table}', {rows}.id, '{operation}', "
        f"{before}, {after} FROM {rows}"
    )
