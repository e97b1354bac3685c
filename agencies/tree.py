"""Walking the tree of units as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from agencies.enums import UnitType

_BELOW = """
WITH RECURSIVE below(unit_id) AS (
    SELECT unit_id FROM agencies_unitperiod WHERE unit_id = ANY(%(roots)s) AND valid @> %(on)s::date
    UNION
    SELECT p.unit_id FROM agencies_unitperiod p JOIN below b ON p.parent_id = b.unit_id
    WHERE p.valid @> %(on)s::date
)
SELECT unit_id FROM below
"""

_AROUND = """
WITH RECURSIVE here AS (
    SELECT unit_id, parent_id FROM agencies_unitperiod WHERE code = %s AND valid @> %s::date
), below(unit_id) AS (
    SELECT unit_id FROM here
    UNION
    SELECT p.unit_id FROM agencies_unitperiod p JOIN below b ON p.parent_id = b.unit_id
    WHERE p.valid @> %s::date
), above(unit_id, parent_id) AS (
    SELECT unit_id, parent_id FROM here
    UNION
    SELECT p.unit_id, p.parent_id FROM agencies_unitperiod p JOIN above a ON p.unit_id = a.parent_id
    WHERE p.valid @> %s::date
)
SELECT unit_id FROM below UNION SELECT unit_id FROM above
"""

_IS_PROVINCE = (
    "EXISTS (SELECT FROM agencies_unitperiod "
    f"WHERE code = %s AND valid @> %s::date AND type = '{UnitType.PROVINCE}')"
)

_ABOVE = """
WITH RECURSIVE above(unit_id, parent_id, code, name, type, height) AS (
    SELECT unit_id, parent_id, code, name, type, 0 FROM agencies_unitperiod
    WHERE unit_id = %(unit)s AND valid @> %(on)s::date
    UNION ALL
    SELECT p.unit_id, p.parent_id, p.code, p.name, p.type, a.height + 1
    FROM agencies_unitperiod p JOIN above a ON p.unit_id = a.parent_id
    WHERE p.valid @> %(on)s::date AND a.height < 20
)
SELECT unit_id, code, name, type FROM above ORDER BY height DESC
"""


@dataclass(slots=True, unsafe_hash=True)
class Place:
    """A unit as it is called on a day. Never changed; not frozen, since hundreds are made for one page."""

    unit_id: int
    code: str
    name: str
    type: str


def below(unit_ids: Iterable[int], on: date) -> frozenset[int]:
    """The ids of the units and of all below them in the tree of the day."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"roots": list(unit_ids), "on": on})
        return frozenset(row[0] for row in cursor.fetchall())


def around(code: str, on: date) -> Q:
    """The periods of the unit of the code, of those above it, and of all below it: the province's are all."""
    is_province = RawSQL(_IS_PROVINCE, [code, on], output_field=BooleanField())  # noqa: S611
    return Q(is_province) | Q(unit_id__in=RawSQL(_AROUND, [code, on, on, on]))  # noqa: S611


def path(unit_id: int, on: date) -> list[Place]:
    """The way from the root of the tree down to the unit, itself included."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, {"unit": unit_id, "on": on})
        return [Place(*row) for row in cursor.fetchall()]
