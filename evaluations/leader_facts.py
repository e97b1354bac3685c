"""What the law asks of leaders besides their own work: their unit's level and targets, the units under it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection

from evaluations.enums import Place, RatingLevel
from evaluations.law.facts import FAMILIES
from evaluations.models import Evaluation
from evaluations.organisation_enums import MatterKind
from evaluations.units_in_year import UnitInYear, UnitsInYear, units_in_year

OF_THE_UNIT = (Place.EMPLOYING_HEAD, Place.EMPLOYING_DEPUTY)
OF_A_DIVISION = (Place.DIRECT_HEAD, Place.DIRECT_DEPUTY)
GOOD = (RatingLevel.EXCELLENT, RatingLevel.GOOD)
TARGETS = ("all", "completed", "on_time", "exceeded")


_TARGETS_AND_CORRUPTION = """
SELECT true, organisation_id, person_id, "all", completed, on_time, exceeded
FROM evaluations_unittargets WHERE organisation_id = ANY(%(organisations)s)
UNION ALL
SELECT false, unit_id, person_id, 0, 0, 0, 0 FROM evaluations_unitmatter
WHERE kind = %(kind)s AND "on" BETWEEN %(first)s AND %(last)s
  AND (unit_id = ANY(%(units)s) OR person_id = ANY(%(people)s))
"""


def leader_facts(
    evaluations: Collection[Evaluation], *, year: int, first: date, last: date, rated_on: date
) -> dict[int, dict[str, Any]]:
    """{evaluation's id: facts} of those among them who are rated as leaders, in two queries."""
    leaders = [one for one in evaluations if one.is_leader or FAMILIES[one.group] == "official"]
    if not leaders:
        return {}
    ids = list({one.unit_id for one in leaders})
    units = units_in_year(ids, on=min(rated_on, last), year=year)
    targets: dict[tuple[int, int | None], dict[str, int]] = {}
    handled: set[tuple[int, int | None]] = set()
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {
            "organisations": list({one.organisation_id for one in leaders}), "units": ids,
            "people": [one.person_id for one in leaders], "kind": MatterKind.CORRUPTION,
            "first": first, "last": last,
        }  # fmt: skip
        cursor.execute(_TARGETS_AND_CORRUPTION, asked)
        for is_targets, where, person, *numbers in cursor.fetchall():
            if is_targets:
                targets[where, person] = dict(zip(TARGETS, numbers, strict=True))
            else:
                handled.add((where, person))
    return {one.pk: _facts(one, units, targets, handled) for one in leaders}


def _facts(one: Evaluation, units: UnitsInYear, targets: dict, handled: set) -> dict[str, Any]:
    unit = units.by_id.get(one.unit_id)
    facts: dict[str, Any] = {"units_under": _under(one, unit, units)}
    if own := targets.get((one.organisation_id, one.person_id)) or targets.get((one.organisation_id, None)):
        facts["targets"] = own
    heads = heads_unit(one, unit)
    if heads and unit and unit.is_rated:
        facts["organisation"] = {"is_rated": True, "name": unit.name}
        if unit.recognised:
            facts["organisation"]["level"] = unit.recognised
    people = {person for _, person in handled}
    facts["corruption"] = one.person_id in people or (heads and (one.unit_id, None) in handled)
    return facts


def heads_unit(one: Evaluation, unit: UnitInYear | None) -> bool:
    """Whether the person heads their whole unit: a division's head does where the division is a unit."""
    return one.place == Place.EMPLOYING_HEAD or (
        one.place == Place.DIRECT_HEAD and unit is not None and unit.is_division
    )


def _under(one: Evaluation, unit: UnitInYear | None, units: UnitsInYear) -> dict[str, int]:
    """The units directly under the person's own, with those of each level, once all have one."""
    leads = one.place in OF_THE_UNIT or (one.place in OF_A_DIVISION and unit and unit.is_division)
    under = units.under.get(one.unit_id, []) if leads else []
    found = {"all": len(under)}
    if all(other.level for other in under):
        found["fulfilled"] = sum(other.level != RatingLevel.NOT_FULFILLED for other in under)
        found["good"] = sum(other.level in GOOD for other in under)
    return found
