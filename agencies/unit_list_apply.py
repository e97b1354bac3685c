"""Writing an approved list of units: new units open on its day, changed ones close and open."""

from collections.abc import Callable, Mapping

from django.db import connection

from agencies.enums import Cause
from agencies.models import Act, Unit, UnitPeriod
from imports.models import Batch
from imports.record import Insert, Update, Writer

_STAGED = "agencies_unitrow t WHERE t.batch_id = %(batch)s"
_DATED = "t.changed && '{name,type,parent}'::text[]"
_SAME = ("code", "name", "name_key", "search_key", "sort_key", "type")


def apply(batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
    """Write the staged rows; {table: rows written}. The caller holds the clock and the transaction."""
    act = Act.objects.create(
        cause=Cause.ROSTER, effective_on=batch.as_of, batch=batch, made_by=batch.approved_by
    )
    writer = Writer(batch, {"on": batch.as_of, "act": act.pk})
    writer.inserted(act)
    progress("Thêm đơn vị mới")
    _number_new(batch)
    _units(writer)
    progress("Ghi tên, mã, loại, trực thuộc")
    _periods(writer)
    return writer.written


def _number_new(batch: Batch) -> None:
    """Units of a list may stand below others of the same list, so all have their keys before any is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE agencies_unitrow SET subject_id = nextval(pg_get_serial_sequence('agencies_unit', 'id'))
            WHERE batch_id = %s AND outcome = 'new'
            """,
            [batch.pk],
        )


def _units(writer: Writer) -> None:
    columns = {
        "id": "t.subject_id",
        "founded_on": "t.founded_on",
        "founding_decision": "coalesce(t.founding_decision, '')",
    }
    writer.write(Unit, Insert(columns, f"{_STAGED} AND t.outcome = 'new'"))
    sets = (
        "founded_on = CASE WHEN 'founded_on' = ANY(t.changed) THEN t.founded_on ELSE w.founded_on END, "
        "founding_decision = CASE WHEN 'founding_decision' = ANY(t.changed) "
        "THEN coalesce(t.founding_decision, '') ELSE w.founding_decision END"
    )
    matching = (
        f"{_STAGED} AND t.subject_id = w.id AND t.changed && '{{founded_on,founding_decision}}'::text[]"
    )
    writer.write(Unit, Update(sets, matching))


def _periods(writer: Writer) -> None:
    matching = f"{_STAGED} AND t.subject_id = w.unit_id AND w.valid @> %(on)s::date AND {_DATED}"
    writer.write(
        UnitPeriod,
        Update("valid = daterange(lower(w.valid), %(on)s::date), closed_by_id = %(act)s", matching),
    )
    columns = {
        "unit_id": "t.subject_id",
        **{name: f"t.{name}" for name in _SAME},
        "parent_id": "coalesce(h.subject_id, p.unit_id)",
        "valid": """daterange(CASE WHEN t.outcome = 'new'
            THEN least(coalesce(t.founded_on, %(on)s::date), %(on)s::date) ELSE %(on)s::date END, NULL)""",
        "opened_by_id": "%(act)s::bigint",
    }
    source = f"""
        agencies_unitrow t
        LEFT JOIN agencies_unitrow h ON h.batch_id = %(batch)s AND h.code = t.parent_code
        LEFT JOIN agencies_unitperiod p ON p.code = t.parent_code AND p.valid @> %(on)s::date
        WHERE t.batch_id = %(batch)s AND (t.outcome = 'new' OR {_DATED})
    """
    writer.write(UnitPeriod, Insert(columns, source))
