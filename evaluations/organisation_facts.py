"""The facts of organisations, in the shapes of ``docs/check-rules.md``, and what the law makes of them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from evaluations.enums import RatingLevel
from evaluations.law.check import check
from evaluations.models import OrganisationEvaluation, OrganisationReport, UnitMatter
from evaluations.organisation_enums import MatterKind, Shortcomings
from evaluations.organisations import WHOLE, criteria_of, criteria_set
from evaluations.units_in_year import UnitInYear, units_in_year

TASKS = {
    "all": "tasks_all",
    "done": "tasks_done",
    "on_time_with_quality": "tasks_on_time",
    "beyond": "tasks_beyond",
    "late": "tasks_late",
}
PLAN = {"all": "plan_all", "done": "plan_done"}


def organisation_facts(
    evaluations: Collection[OrganisationEvaluation], *, drafts: bool = False
) -> dict[int, dict[str, Any]]:
    """{evaluation's id: facts}. Of each, ``organisation`` and ``cycle`` must be at hand, and best its report,
    proposal and points. What was written but isn't sent counts only where ``drafts`` are asked for."""
    by_days: dict[tuple[date, date, date, int], list[OrganisationEvaluation]] = {}
    for one in evaluations:
        days = (one.organisation.starts_on, one.organisation.ends_on, one.organisation.rated_on)
        by_days.setdefault((*days, one.cycle.year), []).append(one)
    found = {}
    for (first, last, rated_on, year), those in by_days.items():
        ids = [one.unit_id for one in those]
        under = units_in_year(ids, on=min(rated_on, last), year=year).under
        wrong = set(
            UnitMatter.objects.within(first, last)
            .filter(unit__in=ids, kind=MatterKind.WRONGDOING)
            .order_by()
            .values_list("unit_id", flat=True)
        )
        for one in those:
            found[one.pk] = _facts(one, under.get(one.unit_id, []), one.unit_id in wrong, drafts)
    return found


def organisation_verdicts(
    evaluations: Collection[OrganisationEvaluation], *, full: Collection[int] = ()
) -> dict[int, dict[str, Any]]:
    """{evaluation's id: what the law says}; for those in ``full`` the cap has no place left."""
    facts = organisation_facts(evaluations)
    for pk in full:
        facts[pk]["pool"] = {"place_left": False}
    return {one.pk: check(facts[one.pk], on=one.organisation.rated_on) for one in evaluations}


def _facts(
    one: OrganisationEvaluation, under: list[UnitInYear], is_wrong: bool, drafts: bool
) -> dict[str, Any]:
    organisation = one.organisation
    criteria = criteria_set(one.law)
    facts: dict[str, Any] = {
        "subject": "organisation",
        "law": one.law,
        "group": one.group,
        "year": one.cycle.year,
        "on": organisation.rated_on.isoformat(),
        "period": {"from": organisation.starts_on.isoformat(), "to": organisation.ends_on.isoformat()},
        "authorities": [*([criteria.code] if criteria else []), *organisation.stricter],
        "wrongdoing_concluded": is_wrong,
    }
    bad = any(other.recognised == RatingLevel.NOT_FULFILLED for other in under)
    if bad or not any(other.is_rated and not other.recognised for other in under):
        facts["no_lower_not_fulfilled"] = not bad
    proposal = getattr(one, "proposal", None)
    facts["force_majeure"] = bool(proposal and proposal.majeure_accepted)
    report = getattr(one, "report", None)
    if report and (drafts or report.submitted_at):
        facts |= _said(one, report)
    return facts


def _said(one: OrganisationEvaluation, report: OrganisationReport) -> dict[str, Any]:
    facts: dict[str, Any] = {"tasks": _known(report, TASKS), "plan": _known(report, PLAN)}
    if report.shortcomings:
        facts["shortcomings_mended"] = report.shortcomings != Shortcomings.OPEN
    points = {
        row.code: str(row.own if row.given is None else row.given)
        for row in one.points.all()
        if row.own is not None or row.given is not None
    }
    criteria = criteria_of(one.law)
    if not criteria and WHOLE in points:
        facts["score"] = points[WHOLE]
    for group in {criterion.group for criterion in criteria}:
        codes = [criterion.code for criterion in criteria if criterion.group == group]
        if all(code in points for code in codes):
            facts[f"{group}_parts"] = {code: points[code] for code in codes}
    return facts


def _known(report: OrganisationReport, names: dict[str, str]) -> dict[str, int]:
    return {
        name: getattr(report, field) for name, field in names.items() if getattr(report, field) is not None
    }


def unrated_below(evaluations: Collection[OrganisationEvaluation]) -> dict[int, list[str]]:
    """{evaluation's id: the names of organisations directly below that the law rates and nobody did yet}."""
    by_day: dict[tuple[date, int], list[OrganisationEvaluation]] = {}
    for one in evaluations:
        day = min(one.organisation.rated_on, one.organisation.ends_on)
        by_day.setdefault((day, one.cycle.year), []).append(one)
    found = {}
    for (day, year), those in by_day.items():
        under = units_in_year([one.unit_id for one in those], on=day, year=year).under
        for one in those:
            below = under.get(one.unit_id, [])
            found[one.pk] = [other.name for other in below if other.is_rated and not other.recognised]
    return found


def open_complaints(evaluations: Collection[OrganisationEvaluation]) -> set[int]:
    """The units of which a complaint isn't looked into yet, whenever it came."""
    return set(
        UnitMatter.objects.filter(
            unit__in=[one.unit_id for one in evaluations], kind=MatterKind.COMPLAINT, verified_on=None
        )
        .order_by()
        .values_list("unit_id", flat=True)
    )
