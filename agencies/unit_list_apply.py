"""Writing an approved list of units: new units open on its day, changed ones close and open."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from agencies.enums import Cause
from agencies.models import Act
from imports import record
from imports.models import Batch

_COLUMNS = [
    "unit_id",
    "code",
    "name",
    "name_key",
    "search_key",
    "sort_key",
    "type",
    "parent_id",
    "valid",
    "opened_by_id",
]
_DATED = "t.changed && '{name,type,parent}'::text[]"


def apply(batch: Batch, progress: Callable[..., None]) -> None:
    """Write the batch's staged rows. The caller holds the clock and the transaction."""
    act = Act.objects.create(
        cause=Cause.ROSTER, effective_on=batch.as_of, batch=batch, made_by=batch.approved_by
    )
    record.inserted(batch, Act, [act.pk])
    args: dict[str, Any] = {"batch": batch.pk, "on": batch.as_of, "act": act.pk}
    with connection.cursor() as cursor:
        progress("Thêm đơn vị mới")
        cursor.execute(
            """
            UPDATE agencies_unitrow SET subject_id = nextval(pg_get_serial_sequence('agencies_unit', 'id'))
            WHERE batch_id = %(batch)s AND outcome = 'new'
            """,
            args,
        )
        cursor.execute(
            record.insert(
                "agencies_unit",
                ["id", "founded_on", "founding_decision"],
                "SELECT subject_id, founded_on, coalesce(founding_decision, '') FROM agencies_unitrow "
                "WHERE batch_id = %(batch)s AND outcome = 'new'",
                where="JOIN agencies_unitrow t ON t.batch_id = %(batch)s AND t.subject_id = w.id",
            ),
            args,
        )
        cursor.execute(
            record.update(
                "agencies_unit",
                "founded_on = CASE WHEN 'founded_on' = ANY(t.changed) THEN t.founded_on ELSE w.founded_on END, "
                "founding_decision = CASE WHEN 'founding_decision' = ANY(t.changed) THEN coalesce(t.founding_decision, '') "
                "ELSE w.founding_decision END",
                matching="agencies_unitrow t WHERE t.batch_id = %(batch)s AND t.subject_id = w.id "
                "AND t.changed && '{founded_on,founding_decision}'::text[]",
            ),
            args,
        )
        progress("Ghi tên, mã, loại, trực thuộc")
        cursor.execute(
            record.update(
                "agencies_unitperiod",
                "valid = daterange(lower(w.valid), %(on)s::date), closed_by_id = %(act)s",
                matching="agencies_unitrow t WHERE t.batch_id = %(batch)s AND t.subject_id = w.unit_id "
                f"AND w.valid @> %(on)s::date AND {_DATED}",
            ),
            args,
        )
        cursor.execute(
            record.insert(
                "agencies_unitperiod",
                _COLUMNS,
                f"""
                SELECT t.subject_id, t.code, t.name, t.name_key, t.search_key, t.sort_key, t.type,
                       coalesce(h.subject_id, p.unit_id),
                       daterange(CASE WHEN t.outcome = 'new' THEN least(coalesce(t.founded_on, %(on)s::date), %(on)s::date)
                                      ELSE %(on)s::date END, NULL), %(act)s
                FROM agencies_unitrow t
                LEFT JOIN agencies_unitrow h ON h.batch_id = %(batch)s AND h.code = t.parent_code
                LEFT JOIN agencies_unitperiod p ON p.code = t.parent_code AND p.valid @> %(on)s::date
                WHERE t.batch_id = %(batch)s AND (t.outcome = 'new' OR {_DATED})
                """,
                where="JOIN agencies_unitrow t ON t.batch_id = %(batch)s AND t.subject_id = w.unit_id",
            ),
            args,
        )
