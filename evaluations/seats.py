"""The tree of a day as those who evaluate need it: its units, who holds the seat at the head of each."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from agencies.divisions import is_division_type
from evaluations.enums import DelegationKind, Place
from staff.enums import LeaderKind

PLACES = {
    LeaderKind.HEAD: Place.EMPLOYING_HEAD,
    LeaderKind.DEPUTY_HEAD: Place.EMPLOYING_DEPUTY,
    LeaderKind.DIVISION_HEAD: Place.DIRECT_HEAD,
    LeaderKind.DIVISION_DEPUTY: Place.DIRECT_DEPUTY,
    LeaderKind.COMMUNE_LEADER: Place.EMPLOYING_DEPUTY,
}
IN_DIVISIONS = {
    LeaderKind.HEAD: Place.DIRECT_HEAD,
    LeaderKind.DIVISION_HEAD: Place.DIRECT_HEAD,
    LeaderKind.DEPUTY_HEAD: Place.DIRECT_DEPUTY,
    LeaderKind.DIVISION_DEPUTY: Place.DIRECT_DEPUTY,
}
_UNITS = """
SELECT unit_id, parent_id, code, name, type, sort_key FROM agencies_unitperiod WHERE valid @> %(on)s::date
"""
_HEADS = """
SELECT post.unit_id, p.id, p.full_name, t.leader_kind = 'division_head'
FROM staff_post post
JOIN staff_person p ON p.id = post.person_id
JOIN staff_title t ON t.id = post.title_id
WHERE post.valid @> %(on)s::date AND (t.leader_kind IN ('head', 'division_head') OR t.heads_commune)
ORDER BY post.unit_id, p.sort_key, p.id
"""
_ACTING = """
SELECT d.unit_id, p.id, p.full_name FROM evaluations_delegation d JOIN staff_person p ON p.id = d.person_id
WHERE d.kind = %(kind)s AND d.valid @> %(on)s::date
"""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by name; ``id`` is the person's."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit as the head of which somebody acts: who, or how many there are where it isn't one.

    ``by_grant``: the province's chairman stands in no roster; who holds the role of a provincial leader acts.
    """

    unit_id: int
    unit_name: str
    head: Named | None
    count: int
    by_grant: bool = False


@dataclass(frozen=True, slots=True)
class UnitOfDay:
    unit_id: int
    parent_id: int | None
    code: str
    name: str
    type: str
    sort_key: str


def units_of(on: date) -> dict[int, UnitOfDay]:
    """The tree of the day."""
    return {row[0]: UnitOfDay(*row) for row in rows_of(_UNITS, on=on)}


def seats_of(units: dict[int, UnitOfDay], on: date) -> dict[int, Seat]:
    """As the head of which unit who acts, as of the day."""
    heads: dict[int, list[Named]] = {}
    for unit_id, person_id, name, of_division in rows_of(_HEADS, on=on):
        if not of_division or is_division(unit_id, units):
            heads.setdefault(unit_id, []).append(Named(person_id, name))
    acting = {row[0]: Named(row[1], row[2]) for row in rows_of(_ACTING, on=on, kind=DelegationKind.ACTING)}
    found = {}
    for unit in units.values():
        there = heads.get(unit.unit_id, [])
        head = acting.get(unit.unit_id) or (there[0] if len(there) == 1 else None)
        by_grant = unit.parent_id is None and not there
        found[unit.unit_id] = Seat(unit.unit_id, unit.name, head, len(there), by_grant)
    return found


def place_of(kind: str, heads_commune: bool, *, in_division: bool = False) -> tuple[Place, bool]:
    """Where a title puts its holder, and whether they lead."""
    leads = kind != LeaderKind.NONE or heads_commune
    if in_division:
        return IN_DIVISIONS.get(LeaderKind(kind), Place.DIRECT_STAFF), leads
    place = Place.EMPLOYING_HEAD if heads_commune else PLACES.get(LeaderKind(kind), Place.EMPLOYING_STAFF)
    return place, leads


def is_division(unit_id: int, units: dict[int, UnitOfDay]) -> bool:
    """Whether the unit is a division (phòng, ban) within an agency or a commune: it uses people directly, the
    agency employs them."""
    unit = units.get(unit_id)
    above = units.get(unit.parent_id) if unit and unit.parent_id else None
    return bool(above) and is_division_type(unit.type, above.type)


def rows_of(sql: str, **arguments) -> list[tuple]:
    """What the query finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchall()
