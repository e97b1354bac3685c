"""Undoing an applied batch from its change table, while nothing later stands on it."""

import pghistory
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from core.jobs import Run
from core.templatetags.vietnamese import number
from imports import clock
from imports.errors import ImportRefused
from imports.kinds import Kind, get_kind
from imports.models import Batch, Change, State, Step

SHOWN = 20


def blockers(batch: Batch) -> list[str]:
    """Sentences about what stands on the batch: later changes of what it touched, accounts, grants."""
    kind = get_kind(batch.kind)
    found = []
    for model in kind.tables:
        found += _later_events(kind, model, batch)
    return found + kind.dependants(batch)


def refuse_if_blocked(batch: Batch) -> None:
    """Raises ImportRefused that names what stands in the way."""
    if found := blockers(batch):
        more = f" … và {number(len(found) - SHOWN)} điều khác." if len(found) > SHOWN else ""
        raise ImportRefused(
            "Chưa hoàn tác được đợt này vì sau khi áp dụng đã có thay đổi dựa trên nó: "
            + " ".join(found[:SHOWN])
            + more,
            code="undo_blocked",
        )


def undo(run: Run, batch: Batch) -> None:
    """Take back every change of the batch: the domain's tables are then as before, ids included."""
    kind = get_kind(batch.kind)
    run.progress("Hoàn tác", 0, batch.counts["found"])
    why = {"what": "undo", "reason": batch.undo_reason}
    with run.commit(), pghistory.context(batch=batch.pk, user=batch.undo_asked_by_id, **why):
        clock.alone()
        if found := blockers(batch):
            batch.state = State.APPLIED
            batch.save(update_fields=["state"])
            Step.objects.create(
                batch=batch,
                what="Không hoàn tác được",
                note=" ".join(found[:SHOWN]),
                by=batch.undo_asked_by,
            )
            run.not_done(
                "Chưa hoàn tác gì: từ lúc đề nghị đã có thay đổi dựa trên đợt này. "
                "Mở trang của đợt để xem từng điều."
            )
            return
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for model in reversed(kind.tables):
                run.progress(f"Hoàn tác: {model._meta.verbose_name}")
                _take_back(cursor, model, batch)
        Change.objects.filter(batch=batch)._raw_delete("default")
        batch.state, batch.undone_at, batch.approved_by = State.UNDONE, timezone.now(), None
        batch.save(update_fields=["state", "undone_at", "approved_by"])
        Step.objects.create(batch=batch, what="Hoàn tác", note=batch.undo_reason, by=batch.undo_asked_by)


def _take_back(cursor, model: type[Model], batch: Batch) -> None:
    table = model._meta.db_table
    columns = ", ".join(f'"{f.column}"' for f in model._meta.concrete_fields if not f.primary_key)
    args = {"batch": batch.pk, "table": table}
    cursor.execute(
        f"""
        DELETE FROM {table} w USING imports_change c
        WHERE c.batch_id = %(batch)s AND c."table" = %(table)s AND c.operation = 'insert'
          AND w.id = c.pk_value
        """,
        args,
    )
    cursor.execute(
        f"""
        UPDATE {table} w SET ({columns}) = (
            SELECT {columns} FROM jsonb_populate_record(NULL::{table}, c.before))
        FROM imports_change c
        WHERE c.batch_id = %(batch)s AND c."table" = %(table)s AND c.operation = 'update'
          AND w.id = c.pk_value
        """,
        args,
    )


def _later_events(kind: Kind, model: type[Model], batch: Batch) -> list[str]:
    """Who changed what after the batch, among the subjects that the batch touched.

    Events of batches that were themselves undone since don't count, nor do single changes of a row that
    stands again as the batch left it: together they changed nothing.
    """
    table, events = model._meta.db_table, clock.event_table(model)
    subject = kind.subject_column(model)
    if subject is None:
        return []
    columns = [field.column for field in model._meta.concrete_fields]
    row, was = (", ".join(f'{place}."{column}"' for column in columns) for place in "wb")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH touched AS (
                SELECT DISTINCT {kind.subject_of_change} AS id FROM imports_change c
                WHERE c.batch_id = %(batch)s AND c."table" = ANY(%(tables)s)
            ), later AS (
                SELECT e.id, e.{subject} AS subject, e.pgh_created_at, x.metadata ->> 'batch' AS batch
                FROM {events} e JOIN touched t ON t.id = e.{subject}
                LEFT JOIN pghistory_context x ON x.id = e.pgh_context_id
                WHERE e.pgh_id > %(since)s
                  AND coalesce((x.metadata ->> 'batch')::bigint, 0) NOT IN (
                      SELECT id FROM imports_batch WHERE state NOT IN ('applied', 'undo_asked', 'undoing'))
            ), left_so AS (
                SELECT DISTINCT ON (b.id) b.* FROM {events} b
                WHERE b.{subject} IN (SELECT subject FROM later) AND b.pgh_id <= %(since)s
                ORDER BY b.id, b.pgh_id DESC
            ), moved AS (
                SELECT coalesce(w.id, b.id) AS id
                FROM (SELECT * FROM {table} WHERE {subject} IN (SELECT subject FROM later)) w
                FULL JOIN (SELECT * FROM left_so WHERE pgh_label <> 'delete') b ON b.id = w.id
                WHERE ({row}) IS DISTINCT FROM ({was})
            )
            SELECT subject, max(pgh_created_at), max(batch) FROM later
            WHERE batch IS NOT NULL OR id IN (SELECT id FROM moved)
            GROUP BY subject ORDER BY 2 LIMIT 200
            """,
            {
                "batch": batch.pk,
                "since": batch.clock[table],
                "tables": [m._meta.db_table for m in kind.tables if kind.subject_column(m)],
            },
        )
        rows = cursor.fetchall()
    labels = kind.labels([row[0] for row in rows])
    return [_sentence(labels.get(pk, "?"), at, later, model) for pk, at, later in rows]


def _sentence(label: str, at, later_batch: str | None, model: type[Model]) -> str:
    when = timezone.localtime(at)
    by = f" bởi đợt nhập số {later_batch}" if later_batch else ""
    return f"{label}: {model._meta.verbose_name} đổi lúc {when:%H:%M %d/%m/%Y}{by}."
