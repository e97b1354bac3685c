"""Divisions (đơn vị cấu thành) that are units of their own: they use people whom the agency above employs."""

from collections.abc import Collection
from datetime import date

from django.db import connection

from agencies.enums import UnitType
from agencies.tree import path

HAVE_DIVISIONS = (UnitType.AGENCY, UnitType.COMMUNE)
_WITHIN = f"""
WITH RECURSIVE within(unit_id, type, employer) AS (
    SELECT unit_id, type, unit_id FROM agencies_unitperiod
    WHERE unit_id = ANY(%(units)s) AND valid @> %(on)s::date
    UNION
    SELECT p.unit_id, p.type, w.employer FROM agencies_unitperiod p JOIN within w ON p.parent_id = w.unit_id
    WHERE p.valid @> %(on)s::date AND p.type = '{UnitType.AGENCY}' AND w.type = ANY(%(have)s)
)
SELECT employer, unit_id FROM within WHERE unit_id <> employer ORDER BY unit_id
"""
_EMPLOYERS = f"""
WITH RECURSIVE above(start, unit_id, parent_id, type, height) AS (
    SELECT unit_id, unit_id, parent_id, type, 0 FROM agencies_unitperiod
    WHERE unit_id = ANY(%(units)s) AND valid @> %(on)s::date
    UNION ALL
    SELECT a.start, p.unit_id, p.parent_id, p.type, a.height + 1
    FROM above a JOIN agencies_unitperiod p ON p.unit_id = a.parent_id
    WHERE p.valid @> %(on)s::date AND a.height < 20
      AND a.type = '{UnitType.AGENCY}' AND p.type = ANY(%(have)s)
)
SELECT start, unit_id FROM above ORDER BY height
"""


def is_division_type(type: str, above: str) -> bool:
    """Whether a unit of the type is a division where the unit above it is of the other."""
    return type == UnitType.AGENCY and above in HAVE_DIVISIONS


def divisions_within(unit_ids: Collection[int], on: date) -> dict[int, list[int]]:
    """{unit's id: those of its divisions, at any depth}, in one query; units without any are left out."""
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_WITHIN, {"units": list(unit_ids), "on": on, "have": list(HAVE_DIVISIONS)})
        for employer, unit in cursor.fetchall():
            found.setdefault(employer, []).append(unit)
    return found


def employers(unit_ids: Collection[int], on: date) -> dict[int, int]:
    """{unit's id: the unit that employs who works there}, in one query; a unit that isn't there on the day is
    left out."""
    with connection.cursor() as cursor:
        cursor.execute(_EMPLOYERS, {"units": list(unit_ids), "on": on, "have": list(HAVE_DIVISIONS)})
        return dict(cursor.fetchall())


def managing_unit(unit_id: int, on: date) -> int | None:
    """The unit above the one that employs who works in this unit: it manages their agency."""
    way = path(unit_id, on)
    while len(way) > 1 and is_division_type(way[-1].type, way[-2].type):
        way.pop()
    return way[-2].unit_id if len(way) > 1 else None
