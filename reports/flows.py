"""Who joined, left, moved in or out between two days.

The window is the days after ``first`` up to and with ``last``, so that opening + in − out = closing where
opening is the number on ``first`` and closing that on ``last``.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from staff.enums import LeaveReason
from staff.headcount import Sql


@dataclass(frozen=True, slots=True)
class Flows:
    """Numbers of people; ``left_by_reason`` is {LeaveReason: number}."""

    joined: int
    left: int
    moved_in: int
    moved_out: int
    left_by_reason: dict[str, int]


_SQL = """
WITH begun AS (
    SELECT po.person_id, po.unit_id, x.unit_id AS from_unit, lower(po.valid) AS day FROM staff_post po
    LEFT JOIN staff_post x ON x.person_id = po.person_id AND x.is_main AND upper(x.valid) = lower(po.valid)
    WHERE po.is_main AND lower(po.valid) > %(first)s AND lower(po.valid) <= %(last)s
), ended AS (
    SELECT po.person_id, po.unit_id, x.unit_id AS to_unit, a.reason, upper(po.valid) AS day FROM staff_post po
    LEFT JOIN staff_post x ON x.person_id = po.person_id AND x.is_main AND lower(x.valid) = upper(po.valid)
    LEFT JOIN agencies_act a ON a.id = po.closed_by_id
    WHERE po.is_main AND upper(po.valid) > %(first)s AND upper(po.valid) <= %(last)s
)
SELECT 'joined' AS kind, person_id, unit_id, NULL::bigint AS other_id, day, '' AS reason
FROM begun WHERE from_unit IS NULL AND ({here})
UNION ALL
SELECT 'moved_in', person_id, unit_id, from_unit, day, ''
FROM begun WHERE from_unit IS NOT NULL AND ({here}) AND NOT ({from_here})
UNION ALL
SELECT 'moved_out', person_id, unit_id, to_unit, day, ''
FROM ended WHERE to_unit IS NOT NULL AND ({here}) AND NOT ({to_here})
UNION ALL
SELECT 'left', person_id, unit_id, NULL, day, coalesce(nullif(reason, ''), 'unknown')
FROM ended WHERE to_unit IS NULL AND ({here})
"""


def moves(*, first: date, last: date, unit_ids: Collection[int] | None = None) -> Sql:
    """A row for each movement of the window in the units (None: in all; then nobody moves in or out).

    ``kind`` is one of ``Flows``, ``unit_id`` the unit of the scope that was entered or left, ``other_id`` where
    a move came from or went, ``day`` the first day in or out, ``reason`` that of leaving.
    """
    conditions = {"here": "true", "from_here": "true", "to_here": "true"}
    if unit_ids is not None:
        conditions = {
            "here": "unit_id = ANY(%(units)s)",
            "from_here": "from_unit = ANY(%(units)s)",
            "to_here": "to_unit = ANY(%(units)s)",
        }
    return Sql(_SQL.format(**conditions), {"first": first, "last": last, "units": list(unit_ids or [])})


# A unit's name as of the move; of one that was closed by then, its last.
_NAME = """
LEFT JOIN LATERAL (
    SELECT u.name FROM agencies_unitperiod u WHERE u.unit_id = m.{column} AND lower(u.valid) <= m.day
    ORDER BY lower(u.valid) DESC LIMIT 1) {alias} ON true
"""


def named(asked: Sql) -> Sql:
    """The same movements with the names of people and units as of each."""
    text = f"""
        SELECT m.kind, m.person_id, p.full_name, p.sort_key, m.unit_id, m.day, m.reason,
               coalesce(here.name, '') AS unit_name, coalesce(other.name, '') AS other_name
        FROM ({asked.text}) m JOIN staff_person p ON p.id = m.person_id
        {_NAME.format(column="unit_id", alias="here")}
        {_NAME.format(column="other_id", alias="other")}
    """
    return Sql(text, asked.args)


def since_when(day: date) -> date:
    """The day after which movements are told where none is named: a year before, but not before the first
    roster, in which everybody was found and nobody joined."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(a.effective_on) FROM agencies_act a JOIN imports_batch b ON b.id = a.batch_id "
            "WHERE a.cause = 'roster' AND b.kind = 'people'"
        )
        (first,) = cursor.fetchone()
    return min(max(day - timedelta(days=365), first or day - timedelta(days=365)), day)


def flows(*, first: date, last: date, unit_ids: Collection[int] | None = None) -> Flows:
    """The numbers of the movements."""
    asked = moves(first=first, last=last, unit_ids=unit_ids)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT kind, reason, count(*) FROM ({asked.text}) m GROUP BY 1, 2", asked.args)
        found = cursor.fetchall()
    numbers = {"joined": 0, "moved_in": 0, "moved_out": 0}
    numbers |= {kind: number for kind, _, number in found if kind != "left"}
    reasons = {reason: number for kind, reason, number in found if kind == "left"}
    ordered = {reason: reasons[reason] for reason in LeaveReason.values if reason in reasons}
    return Flows(**numbers, left=sum(reasons.values()), left_by_reason=ordered)
