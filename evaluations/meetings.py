"""Who must be at the meeting that remarks on people, by the law of the meeting's day, and who was missing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.divisions import divisions_within
from evaluations.enums import Place, Step
from evaluations.law.check import case_of, check
from evaluations.law.kinds.documents import ATTENDANTS, MustAttend
from evaluations.models import Evaluation, Organisation, StepRecord
from evaluations.steps_done import StepsDone

OF_DIVISIONS = (Place.DIRECT_HEAD, Place.DIRECT_DEPUTY, Place.DIRECT_STAFF)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who must attend for ratees in some places; ``may_write`` of them may write instead in a large body."""

    places: tuple[str, ...]
    who: tuple[str, ...]
    may_write: tuple[str, ...]
    cite: str

    @property
    def for_whom(self) -> str:
        return ", ".join(str(Place(place).label).lower() for place in self.places)

    @property
    def words(self) -> str:
        return "; ".join(ATTENDANTS[one] for one in self.who)


def asked_of(organisation: Organisation, on: date) -> list[Asked]:
    """What the law of the day asks of a meeting about everybody of the organisation."""
    stand = set(organisation.evaluations.order_by().values_list("group", "place"))
    divided = organisation.pk in _divided([organisation])
    found: dict[tuple, set[str]] = {}
    for group, place in sorted(stand):
        case = case_of(_facts(group, place, on, divided, organisation.stricter), on=on)
        for rule in case.law.of_kind(MustAttend, case.facts):
            if place in rule.places:
                found.setdefault((rule.who, rule.may_write, rule.citation(case.facts)), set()).add(place)
    order = list(Place)
    return [
        Asked(tuple(sorted(places, key=lambda one: order.index(Place(one)))), who, may_write, cite)
        for (who, may_write, cite), places in found.items()
    ]


def against_meetings(found: Collection[Evaluation], done: StepsDone) -> dict[int, list[str]]:
    """{evaluation's id: who was missing at the meeting that was held for them}, in one query.

    Where no meeting is written down, the rule about its minutes says so.
    """
    divided = _divided(one.organisation for one in found)
    judged: dict[tuple, list[str]] = {}
    against = {}
    for one in found:
        row = done[one.pk].get(Step.MEETING)
        key = (row and row.pk, one.group, one.place)
        if key not in judged:
            judged[key] = (
                list(_missing(row, one.group, one.place, one.organisation_id in divided)) if row else []
            )
        against[one.pk] = judged[key]
    return against


def missing_at(row: StepRecord) -> list[str]:
    """Who was missing at the meeting for anybody of its organisation: one sentence a rule."""
    divided = row.organisation_id in _divided([row.organisation])
    stand = sorted(set(row.organisation.evaluations.order_by().values_list("group", "place")))
    said = [sentence for group, place in stand for sentence in _missing(row, group, place, divided)]
    return list(dict.fromkeys(said))


def _missing(row: StepRecord, group: str, place: str, divided: bool) -> Iterator[str]:
    facts = _facts(group, place, row.held_on, divided, row.organisation.stricter)
    facts["unit"]["is_large"] = row.is_large
    facts["meeting"] = {"present": row.attendants, "wrote": row.wrote}
    said = check(facts, on=row.held_on)
    for finding in said["findings"]:
        if finding["rule"] in said["refused_by"]:
            yield f"Cuộc họp ngày {row.held_on:%d/%m/%Y}. {finding['says']} ({finding['cite']})"


def _facts(group: str, place: str, on: date, divided: bool, stricter: list[str]) -> dict[str, Any]:
    return {
        "subject": "act", "act": "meet", "group": group, "on": on.isoformat(), "ratee": {"place": place},
        "unit": {"has_divisions": divided}, "authorities": stricter,
    }  # fmt: skip


def _divided(organisations: Iterable[Organisation]) -> set[int]:
    """Organisations with divisions: somebody in them heads one, or belongs to one, or a unit below is one."""
    asked = {one.pk: one for one in organisations}
    of_divisions = Evaluation.objects.filter(organisation__in=asked, place__in=OF_DIVISIONS)
    found = set(of_divisions.order_by().values_list("organisation", flat=True).distinct())
    others = [one for pk, one in asked.items() if pk not in found]
    for on in {one.rated_on for one in others}:
        those = {one.unit_id: one.pk for one in others if one.rated_on == on}
        found.update(those[unit] for unit in divisions_within(those, on))
    return found
