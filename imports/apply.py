"""Applying an approved batch: one transaction, all or nothing."""

import json
from collections.abc import Mapping

import pghistory
from django.db import connection
from django.utils import timezone

from core.jobs import Run
from imports import clock, compare
from imports.check import examine
from imports.kinds import get_kind
from imports.models import Batch, Outcome, State, Step

SHOWN_MOVES = 200
SAMPLE, MANY = 10, 100
_GREW = """
    SELECT c.relname, string_agg(quote_ident(a.attname), ', ')
    FROM json_each_text(%(written)s) w JOIN pg_class c ON c.oid = w.key::regclass
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE w.value::int > c.reltuples / 2 GROUP BY 1
"""


def apply(run: Run, batch: Batch) -> None:
    """Write the batch. Where the portal changed since the comparison, compare again first.

    The same result is applied; another one goes back to be approved, with what moved.
    """
    kind = get_kind(batch.kind)
    run.progress("Áp dụng", 0, batch.counts["found"])
    with run.commit(), pghistory.context(batch=batch.pk, user=batch.approved_by_id, what="apply"):
        clock.alone()
        if clock.now([*kind.tables, *kind.read_tables]) != batch.clock and not _is_still_the_same(run, batch):
            return
        written = kind.apply(batch, run.progress)
        _tell_the_planner(written)
        batch.state, batch.applied_at, batch.moved = State.APPLIED, timezone.now(), []
        batch.clock = clock.now(kind.tables)
        batch.save(update_fields=["state", "applied_at", "moved", "clock"])
        Step.objects.create(
            batch=batch,
            what="Áp dụng",
            note=f"{sum(written.values())} thay đổi trong dữ liệu",
            by=batch.approved_by,
        )


def _tell_the_planner(written: Mapping[str, int]) -> None:
    """After thousands of new rows a page's first query would be planned for an empty table.

    Where the batch wrote less than half of a table, autovacuum's own look a minute later is soon enough. This
    one is a sample of a tenth of the usual, and as it names the columns it doesn't put off autovacuum's.
    """
    many = {table: rows for table, rows in written.items() if rows >= MANY}
    if not many:
        return
    with connection.cursor() as cursor:
        cursor.execute(_GREW, {"written": json.dumps(many)})
        for table, columns in cursor.fetchall():
            cursor.execute(f"SET LOCAL default_statistics_target = {SAMPLE}; ANALYZE {table} ({columns})")


def _is_still_the_same(run: Run, batch: Batch) -> bool:
    before = compare.differences_of(batch)
    compare.store(batch, *examine(batch, run.progress))
    after = compare.differences_of(batch)
    if after == before and batch.state == State.COMPARED:
        return True
    batch.moved = [
        {
            "was": what in before,
            "label": what[1],
            "field": what[3],
            "old": what[4],
            "new": what[5],
            "detail": what[2],
        }
        for what in sorted(before ^ after, key=lambda what: what[1:])[:SHOWN_MOVES]
    ]
    if (
        batch.state == State.COMPARED
        and not batch.differences.filter(outcome=Outcome.LEFT, reason="").exists()
    ):
        batch.state = State.SUBMITTED
    batch.approved_by = None
    batch.save()
    Step.objects.create(
        batch=batch,
        what="So sánh lại",
        note=f"Dữ liệu của cổng đã đổi từ lần so sánh trước: {len(before ^ after)} điểm khác. Cần duyệt lại.",
    )
    return False
