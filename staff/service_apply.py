"""Writing an approved list of leave, rewards, discipline, training: new facts open, known ones are mended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from agencies.enums import Cause
from agencies.models import Act
from imports import record
from imports.models import Batch
from staff.service_fields import DISCIPLINE, LEAVE, REWARD, TRAINING, WHAT

_OFFENCE = (
    "(SELECT o.id FROM staff_offence o WHERE o.person_id = t.person_id AND o.happened_on = t.happened_on "
    "AND o.unit_id = t.happened_unit_id)"
)
_PLACE = "t.changed && '{happened_on,happened_unit}'::text[]"


@dataclass(frozen=True, slots=True)
class Table:
    """How staged rows of one kind become rows: columns for new facts (SQL over ``t``), the columns that each
    compared field mends, and what tells a new fact ``w`` by its staged row."""

    name: str
    columns: dict[str, str]
    mends: dict[str, tuple[str, str]]
    known_by: str


_DECISION = {"number": ("number", "t.number"), "decided_on": ("decided_on", "t.decided_on")}
_KIND = {"kind": ("kind", "t.kind")}
_UNTIL = {"ends_on": ("valid", "daterange(lower(w.valid), t.ends_on)")}
_GIVEN_BY = {"given_by": ("given_by", "t.given_by")}
_SHARED = {"person_id": "t.person_id", "number": "t.number", "decided_on": "t.decided_on"}
_SPAN = {"valid": "daterange(t.begins_on, t.ends_on)"}
TABLES = {
    LEAVE: Table(
        "staff_leave",
        {**_SHARED, **_SPAN, "kind": "t.kind"},
        {**_DECISION, **_KIND, **_UNTIL},
        "lower(w.valid) = t.begins_on",
    ),
    DISCIPLINE: Table(
        "staff_discipline",
        {
            **_SHARED, **_SPAN, "side": "t.side", "form": "t.kind", "offence_id": _OFFENCE,
            "in_duty": "t.in_duty", "degradation": "t.degradation", "counted_in_year": "t.counted_in_year",
        },
        {
            "kind": ("form", "t.kind"),
            "begins_on": ("valid", "daterange(t.begins_on, upper(w.valid))"),
            "in_duty": ("in_duty", "t.in_duty"),
            "degradation": ("degradation", "t.degradation"),
            "counted_in_year": ("counted_in_year", "t.counted_in_year"),
        },
        "w.side = t.side AND w.number = t.number AND w.decided_on = t.decided_on",
    ),
    REWARD: Table(
        "staff_reward",
        {**_SHARED, **_SPAN, "kind": "t.kind", "title": "t.title", "given_by": "t.given_by"},
        {"title": ("title", "t.title"), **_GIVEN_BY},
        "w.kind = t.kind AND w.number = t.number AND w.decided_on = t.decided_on",
    ),
    TRAINING: Table(
        "staff_training",
        {**_SHARED, **_SPAN, "kind": "t.kind", "title": "t.title", "given_by": "t.given_by"},
        {**_DECISION, **_KIND, **_UNTIL, **_GIVEN_BY},
        "w.title = t.title AND lower(w.valid) = t.begins_on",
    ),
}  # fmt: skip


def apply(batch: Batch, progress: Callable[..., None]) -> None:
    """Write the batch's staged rows. The caller holds the clock and the transaction."""
    act = Act.objects.create(
        cause=Cause.ROSTER, effective_on=batch.as_of, batch=batch, made_by=batch.approved_by
    )
    record.inserted(batch, Act, [act.pk])
    args: dict[str, Any] = {"batch": batch.pk, "act": act.pk}
    with connection.cursor() as cursor:
        progress("Ghi hành vi vi phạm")
        cursor.execute(_offences(), args)
        for what, table in TABLES.items():
            progress(f"Ghi {WHAT[what].lower()}")
            cursor.execute(_mend(what, table), args)
            cursor.execute(_insert(what, table), args)


def _offences() -> str:
    """Those that the records don't have; of several rows on one offence the first one's words."""
    return record.insert(
        "staff_offence",
        ["person_id", "happened_on", "unit_id", "text", "opened_by_id"],
        f"""
        SELECT DISTINCT ON (t.person_id, t.happened_on, t.happened_unit_id)
               t.person_id, t.happened_on, t.happened_unit_id, t.title, %(act)s
        FROM staff_servicerow t WHERE t.batch_id = %(batch)s AND t.what = '{DISCIPLINE}'
          AND (t.outcome = 'new' OR {_PLACE}) AND {_OFFENCE} IS NULL
        ORDER BY t.person_id, t.happened_on, t.happened_unit_id, t.sheet, t."row"
        """,
    )


def _mend(what: str, table: Table) -> str:
    by_column: dict[str, list[str]] = {}
    for code, (column, sql) in table.mends.items():
        by_column.setdefault(column, []).append(f"WHEN '{code}' = ANY(t.changed) THEN {sql}")
    if what == DISCIPLINE:
        by_column["offence_id"] = [f"WHEN {_PLACE} THEN {_OFFENCE}"]
    sets = ", ".join(
        f"{column} = CASE {' '.join(whens)} ELSE w.{column} END" for column, whens in by_column.items()
    )
    return record.update(
        table.name,
        sets,
        matching=f"staff_servicerow t WHERE t.batch_id = %(batch)s AND t.what = '{what}' "
        "AND t.outcome = 'changed' AND w.id = t.fact_id",
    )


def _insert(what: str, table: Table) -> str:
    new = f"t.batch_id = %(batch)s AND t.what = '{what}' AND t.outcome = 'new'"
    return record.insert(
        table.name,
        [*table.columns, "opened_by_id"],
        f"SELECT {', '.join(table.columns.values())}, %(act)s FROM staff_servicerow t WHERE {new} "
        'ORDER BY t.sheet, t."row"',
        where=f"JOIN staff_servicerow t ON {new} AND t.person_id = w.person_id AND {table.known_by}",
    )
