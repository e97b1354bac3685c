"""The facts of many evaluations at once, in the shapes of ``docs/check-rules.md``."""

from collections.abc import Collection
from datetime import date
from typing import Any

from evaluations.enums import General, Place
from evaluations.law.check import check
from evaluations.leader_facts import leader_facts
from evaluations.models import Cycle, Evaluation
from evaluations.scores.months import months_of
from evaluations.scores.periods import scores_months
from staff.service_facts import service_facts
from work.models import WorkItem

LEADERS = {
    Place.EMPLOYING_HEAD: "head",
    Place.DIRECT_HEAD: "head",
    Place.EMPLOYING_DEPUTY: "deputy",
    Place.DIRECT_DEPUTY: "deputy",
}
GENERAL = {
    General.WELL: {"met": True, "well": True},
    General.MET: {"met": True, "well": False},
    General.NOT_MET: {"met": False, "well": False},
}


def facts_of(evaluations: Collection[Evaluation], *, assumed: str = "") -> dict[int, dict[str, Any]]:
    """{evaluation's id: facts}, in a fixed number of queries for all whose organisations have the same days.

    Of each evaluation ``organisation`` and ``proposal`` must be at hand (select_related). What the portal
    doesn't know is left out, so that the law calls it missing; ``assumed`` stands in for the head's judgement
    of the general criteria where there is none yet. The year is the cycle's, also where the rating comes in
    the next one. Work makes ``tasks`` only where the law counts it by the year: one that scores months reads
    the work in their scores.
    """
    by_days: dict[tuple[int, date, date, date], list[Evaluation]] = {}
    for one in evaluations:
        days = (one.organisation.starts_on, one.organisation.ends_on, one.organisation.rated_on)
        by_days.setdefault((one.cycle_id, *days), []).append(one)
    return {
        pk: facts
        for (_, first, last, rated_on), those in by_days.items()
        for pk, facts in _facts_of(those, first, last, rated_on, assumed).items()
    }


def verdicts(evaluations: Collection[Evaluation]) -> dict[int, dict[str, Any]]:
    """{evaluation's id: what the law says}, as of each organisation's rating day."""
    facts = facts_of(evaluations)
    return {one.pk: check(facts[one.pk], on=one.organisation.rated_on) for one in evaluations}


def _facts_of(
    evaluations: list[Evaluation], first: date, last: date, rated_on: date, assumed: str
) -> dict[int, dict[str, Any]]:
    people = [one.person_id for one in evaluations]
    cycle = evaluations[0].cycle
    served = service_facts(people, first=first, last=last, on=rated_on)
    work = _work(evaluations, first, last)
    leading = leader_facts(evaluations, year=cycle.year, first=first, last=last, rated_on=rated_on)
    months = _months(evaluations, cycle, served, first, last, rated_on)
    found = {}
    for one in evaluations:
        found[one.pk] = {
            "subject": "person",
            "law": one.law,
            "authorities": one.stricter,
            "group": one.group,
            "leader": LEADERS.get(Place(one.place), "none") if one.is_leader else "none",
            "year": cycle.year,
            "on": rated_on.isoformat(),
            "period": {"from": first.isoformat(), "to": last.isoformat()},
        } | served[one.person_id] | leading.get(one.pk, {})  # fmt: skip
        if one.person_id in months:
            found[one.pk]["months"] = months[one.person_id]
        if one.person_id in work:
            found[one.pk]["tasks"] = {name: str(n) for name, n in work[one.person_id].items()}
        proposal = getattr(one, "proposal", None)
        if general := (proposal.general if proposal else "") or assumed:
            found[one.pk]["general"] = GENERAL[General(general)]
    return found


def _work(evaluations: list[Evaluation], first: date, last: date) -> dict[int, dict[str, Any]]:
    """The year's work of those whose law doesn't score months."""
    people = [one.person_id for one in evaluations if not scores_months(one.law)]
    return WorkItem.objects.filter(person__in=people).of_period(first, last).totals() if people else {}


def _months(
    evaluations: list[Evaluation], cycle: Cycle, served: dict[int, dict[str, Any]], first: date, last: date,
    rated_on: date,
) -> dict[int, list[dict[str, Any]]]:  # fmt: skip
    """The months of those whose law takes the mean of them."""
    scored = [one for one in evaluations if scores_months(one.law)]
    if not scored:
        return {}
    return months_of(
        [one.person_id for one in scored],
        cycle=cycle,
        served=served,
        first=first,
        last=last,
        on=rated_on,
        catalogue_from={one.person_id: one.organisation.catalogue_on for one in scored},
        groups={one.person_id: one.group for one in scored},
    )
