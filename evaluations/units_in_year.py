"""Units with those directly under them as of a day, and the level that each has in a year."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from evaluations.organisations import DIVISIONS, place_of

_UNITS = """
SELECT u.unit_id, u.parent_id, u.code, u.name, u.type, coalesce(p.type, ''),
       coalesce(e.is_rated, false), coalesce(e.level, ''), coalesce(e.level, l.level, '')
FROM agencies_unitperiod u
LEFT JOIN agencies_unitperiod p ON p.unit_id = u.parent_id AND p.valid @> %(on)s::date
LEFT JOIN evaluations_unitlevel l ON l.unit_id = u.unit_id AND l.year = %(year)s
LEFT JOIN LATERAL (
    SELECT o.left_out = '' AS is_rated, r.level
    FROM evaluations_organisationevaluation o
    JOIN evaluations_cycle c ON c.id = o.cycle_id AND c.year = %(year)s
    LEFT JOIN evaluations_recognition r ON r.evaluation_id = o.id AND NOT EXISTS (
        SELECT FROM evaluations_recognition later WHERE later.replaces_id = r.id)
    WHERE o.unit_id = u.unit_id
    ORDER BY r.level IS NULL, o.id LIMIT 1
) e ON true
WHERE u.valid @> %(on)s::date AND (u.unit_id = ANY(%(units)s) OR u.parent_id = ANY(%(units)s))
ORDER BY u.sort_key, u.unit_id
"""


@dataclass(frozen=True, slots=True)
class UnitInYear:
    """One unit: ``is_rated`` where a law rates it in the year, ``recognised`` the level signed on the portal,
    ``level`` that or the one of a dated record; empty where there is none."""

    unit_id: int
    parent_id: int | None
    code: str
    name: str
    type: str
    parent_type: str
    is_rated: bool
    recognised: str
    level: str

    @property
    def is_division(self) -> bool:
        return place_of(self.type, self.parent_type or None) in DIVISIONS


@dataclass(frozen=True, slots=True)
class UnitsInYear:
    """The units asked for by id, and those directly under each."""

    by_id: dict[int, UnitInYear]
    under: dict[int, list[UnitInYear]]


def units_in_year(unit_ids: Collection[int], *, on: date, year: int) -> UnitsInYear:
    """In one query."""
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, {"units": list(unit_ids), "on": on, "year": year})
        found = [UnitInYear(*row) for row in cursor.fetchall()]
    under: dict[int, list[UnitInYear]] = {}
    for one in found:
        if one.parent_id is not None:
            under.setdefault(one.parent_id, []).append(one)
    return UnitsInYear({one.unit_id: one for one in found}, under)
