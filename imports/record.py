"""SQL that writes a set of rows of the domain and, in the same statement, the change table.

Table and column names come from code, never from a workbook; values are arguments. The written row is
``w`` in every fragment, the batch is the argument ``batch``.
"""

from collections.abc import Iterable

from django.db import connection, models

from imports.models import Batch


def insert(table: str, columns: Iterable[str], select: str, *, where: str = "") -> str:
    """INSERT … SELECT; ``where`` joins the staged row ``t`` (with sheet and row) to the written row ``w``."""
    names = ", ".join(columns)
    place = ("t.sheet", 't."row"') if where else ("NULL", "NULL")
    return f"""
        WITH w AS (INSERT INTO {table} ({names}) {select} RETURNING *)
        INSERT INTO imports_change (batch_id, sheet, "row", "table", pk_value, operation, after)
        SELECT %(batch)s, {place[0]}, {place[1]}, '{table}', w.id, 'insert', to_jsonb(w) FROM w {where}
    """


def update(table: str, sets: str, *, matching: str) -> str:
    """UPDATE … FROM: ``matching`` is a table ``t`` with sheet and row, WHERE, conditions joined by AND."""
    return f"""
        WITH now AS (
            UPDATE {table} w SET {sets} FROM {table} before, {matching} AND before.id = w.id
            RETURNING t.sheet, t."row", w.id, to_jsonb(before.*) AS before, to_jsonb(w) AS after
        )
        INSERT INTO imports_change (batch_id, sheet, "row", "table", pk_value, operation, before, after)
        SELECT %(batch)s, sheet, "row", '{table}', id, 'update', before, after FROM now
    """


def inserted(batch: Batch, model: type[models.Model], pks: list[int]) -> None:
    """Record rows that were written through the ORM."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO imports_change (batch_id, "table", pk_value, operation, after)
            SELECT %s, %s, w.id, 'insert', to_jsonb(w) FROM {table} w WHERE w.id = ANY(%s)
            """,
            [batch.pk, table, pks],
        )
