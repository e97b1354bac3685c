"""Which units a law rates as organisations, where each stands, and whose head recognises the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from agencies.enums import UnitType
from core.copying import copy_in
from evaluations.enums import OrganisationState
from evaluations.law.choose import law_on
from evaluations.law.days import substantive_day
from evaluations.law.kinds.acts import WhoMay
from evaluations.law.rule_sets import RuleSet, authorities
from evaluations.models import Cycle, Organisation
from evaluations.resolve import who
from evaluations.seats import UnitOfDay

ADMINISTRATIVE, SERVICE = "administrative_organisation", "service_organisation"
# Where a unit stands for the law, by its own type and that of the unit above it.
AGENCY_UNDER = {
    UnitType.PROVINCE: "provincial_agency",
    UnitType.AGENCY: "agency_division",
    UnitType.COMMUNE: "commune_division",
}
DIVISIONS = ("agency_division", "commune_division")
FROM_THE_TOP = "province_chairman"
_EVALUATIONS = """evaluations_organisationevaluation (organisation_id, cycle_id, unit_id, "group", place, law,
    recogniser_unit_id, recogniser_role, left_out)"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the law rates a unit: as which kind of organisation, at which place, by whose recognition."""

    group: str
    place: str
    law: RuleSet
    recogniser_unit_id: int
    recogniser_role: str


def place_of(unit_type: str, parent_type: str | None) -> str | None:
    """The law's place of a unit; None for one that no law names (the province itself, a district)."""
    if unit_type == UnitType.AGENCY:
        return AGENCY_UNDER.get(UnitType(parent_type)) if parent_type else None
    return {UnitType.COMMUNE: "commune", UnitType.SERVICE: "service_unit"}.get(UnitType(unit_type))


def standing_of(unit: UnitOfDay, units: Mapping[int, UnitOfDay], on: date) -> Standing | None:
    """None where no law of the day rates the unit, or nobody stands above it."""
    parent = units.get(unit.parent_id)
    place = place_of(unit.type, parent.type if parent else None)
    if place is None or parent is None:
        return None
    group = SERVICE if place == "service_unit" else ADMINISTRATIVE
    law = law_on(group, on)
    # A law without rules on who recognises has no word on organisations.
    if law is None or not any(isinstance(rule, WhoMay) and place in rule.places for rule in law.rules):
        return None
    authority = who("recognise", group, place, on)
    above = _root(parent, units) if authority.role == FROM_THE_TOP else parent
    return Standing(group, place, law, above.unit_id, authority.role)


def _root(unit: UnitOfDay, units: Mapping[int, UnitOfDay]) -> UnitOfDay:
    seen = set()
    while unit.parent_id in units and unit.unit_id not in seen:
        seen.add(unit.unit_id)
        unit = units[unit.parent_id]
    return unit


def write_organisations(cycle: Cycle, units: Mapping[int, UnitOfDay]) -> None:
    """An evaluation for each open organisation of the cycle that a law rates; those that have one keep it.
    The caller holds the cycle."""
    opened = Organisation.objects.filter(cycle=cycle, state=OrganisationState.OPEN, rated_as=None)
    made = []
    for one in opened.only("pk", "unit_id", "ends_on", "rated_on"):
        day = substantive_day(rated_on=one.rated_on, period_last=one.ends_on)
        unit = units.get(one.unit_id)
        if unit and (found := standing_of(unit, units, day)):
            made.append(
                (
                    one.pk, cycle.pk, one.unit_id, found.group, found.place, found.law.code,
                    found.recogniser_unit_id, found.recogniser_role, "",
                )
            )  # fmt: skip
    with connection.cursor() as cursor:
        copy_in(cursor, _EVALUATIONS, made)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion that is scored: its group (``common``, ``results``), its most points, where it stands."""

    code: str
    group: str
    title: str
    most: str
    at: str


GROUPS = {"common": "Tiêu chí chung", "results": "Kết quả thực hiện nhiệm vụ"}
WHOLE = "score"  # the code of the points where no authority has laid down criteria


def criteria_set(law: str) -> RuleSet | None:
    """The authority's set of criteria on top of the law; None where there is none."""
    return next(
        (one for one in authorities().values() if law in one.on_top_of and one.of_organisations), None
    )


def criteria_of(law: str) -> list[Criterion]:
    """What an organisation is scored by under the law; empty where only the sum is known."""
    found = criteria_set(law)
    return [
        Criterion(one["code"], one["group"], one["title"], str(one["most"]), str(one["at"]))
        for one in (found.of_organisations if found else ())
    ]
