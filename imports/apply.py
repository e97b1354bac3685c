"""Applying an approved batch: one transaction, all or nothing."""

from collections.abc import Mapping

import pghistory
from django.db import connection
from django.utils import timezone

from core.jobs import Run
from core.planner import sample
from core.templatetags.vietnamese import number
from imports import clock, compare
from imports.check import examine
from imports.kinds import Kind, get_kind
from imports.models import Batch, Outcome, State, Step

SHOWN_MOVES = 200
MANY = 100
# What a batch needs after the portal moved, by the state that comparing it again left it in.
_NEXT = {
    State.SUBMITTED: "cần duyệt lại",
    State.COMPARED: "cần được bổ sung lý do thôi rồi trình duyệt lại",
    State.HAS_ERRORS: "nay có lỗi, cần người tải lên xem lại",
}


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
        _tell_the_planner(kind, written)
        batch.state, batch.applied_at, batch.moved = State.APPLIED, timezone.now(), []
        batch.clock = clock.now(kind.tables)
        batch.save(update_fields=["state", "applied_at", "moved", "clock"])
        Step.objects.create(
            batch=batch,
            what="Áp dụng",
            note=f"{number(sum(written.values()))} thay đổi trong dữ liệu",
            by=batch.approved_by,
        )


def _tell_the_planner(kind: Kind, written: Mapping[str, int]) -> None:
    """After thousands of new rows a page's first query would be planned for an empty table.

    Where the batch wrote less than half of a table, autovacuum's own look a minute later is soon enough.
    """
    many = [table for table, rows in written.items() if rows >= MANY]
    models = {model._meta.db_table: model for model in kind.tables}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reltuples FROM pg_class WHERE oid = ANY(%s::regclass[])", [many])
        for table, known in cursor.fetchall():
            if written[table] > known / 2:
                sample(table, [field.column for field in models[table]._meta.concrete_fields])


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
    places = {(label, field) for _, label, _, field, _, _ in before ^ after}
    Step.objects.create(
        batch=batch,
        what="So sánh lại",
        note=f"Dữ liệu của cổng đã đổi từ lần so sánh trước: {number(len(places))} chỗ khác. "
        f"Đợt này {_NEXT[State(batch.state)]}.",
    )
    run.not_done(
        "Chưa ghi gì: dữ liệu của cổng đã đổi sau lần so sánh. Đợt này đã được so sánh lại và "
        f"{_NEXT[State(batch.state)]}."
    )
    return False
