"""The facts of many scores at once (``docs/check-rules.md``), and what the law makes of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.divisions import divisions_within
from evaluations.enums import Place, RatingLevel
from evaluations.facts_of import LEADERS
from evaluations.law.period import check_period
from evaluations.models import PeriodScore
from work.models import WorkItem

UNIT_RESULTS = "unit_results"
DERIVED = frozenset({"all_fulfilled", "any_not_fulfilled"})  # known from the scores under a leader
HEADS = frozenset({Place.EMPLOYING_HEAD})
PRODUCT = ("assigned", "done", "faults", "delays", "objective_faults", "objective_delays", "coefficient")

CAUSE = ("objective_cause", "confirmed_by__full_name")


@dataclass(frozen=True, slots=True)
class Under:
    """Those whom a unit's head monitors in a period: how many have no score yet, who is below the level
    FULFILLED, and on which scores this stands."""

    waiting: int
    below: tuple[str, ...]
    scores: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return not self.waiting


NOBODY = Under(0, (), ())


def facts_of(scores: Collection[PeriodScore], under: Mapping[int, Under]) -> dict[int, dict[str, Any]]:
    """{score's id: facts}, in one query whatever their number. ``under`` is ``under_of`` of them."""
    products = products_of(scores)
    return {one.pk: _facts(one, products[one.pk], under.get(one.pk, NOBODY)) for one in scores}


def judged(one: PeriodScore, facts: dict[str, Any]) -> dict[str, Any]:
    """The law's answer to one score's facts (``law.period.check_period``)."""
    return check_period(facts, on=one.ends_on)


def products_of(scores: Collection[PeriodScore]) -> dict[int, list[dict[str, Any]]]:
    """{score's id: its lines of work in their order, each as the law reads it, with its name, and with what
    caused faults and delays beyond the person's control and who confirmed that}."""
    by_days: dict[tuple[int, date, date], list[dict[str, Any]]] = defaultdict(list)
    if scores:
        items = WorkItem.objects.filter(person__in={one.person_id for one in scores}).within(
            min(one.starts_on for one in scores), max(one.ends_on for one in scores)
        )
        columns = ("person_id", "starts_on", "ends_on", "name", "counting", *CAUSE, *PRODUCT)
        for person, first, last, name, counting, cause, cause_by, *numbers in items.order_by(
            "person_id", "order", "pk"
        ).values_list(*columns):
            row: dict[str, Any] = {"name": name}
            for key, value in zip(PRODUCT, numbers, strict=True):
                row[key] = value if type(value) is int else str(value)
            if counting:
                row[counting] = True
            if cause:
                row |= {"objective_cause": cause, "cause_confirmed_by": cause_by}
            by_days[person, first, last].append(row)
    return {one.pk: by_days[one.person_id, one.starts_on, one.ends_on] for one in scores}


def under_of(scores: Iterable[PeriodScore]) -> dict[int, Under]:
    """{leader's score's id: those under them}: for each leader those whom the head of their unit monitors,
    and where divisions are units those whom their heads do (điểm a khoản 3 Điều 15 NĐ 335/2025: everybody
    under the leader's authority).

    Fields of deputies and divisions that are none aren't known to the portal: they stand on the whole unit.
    """
    leaders = [one for one in scores if one.is_leader]
    if not leaders:
        return {}
    first = leaders[0]
    units = {one.unit_id for one in leaders}
    divisions = divisions_within(units, max(one.ends_on for one in leaders))
    rows = (
        PeriodScore.objects.standing()
        .filter(
            cycle=first.cycle_id,
            period_on=first.period_on,
            monitor_unit__in=units.union(*divisions.values()),
        )
        .order_by("pk")
        .values_list("pk", "monitor_unit_id", "is_leader", "confirmed_at", "level", "person__full_name")
    )
    by_unit: dict[int, list[tuple]] = defaultdict(list)
    for row in rows:
        by_unit[row[1]].append(row)
    return {
        one.pk: _under(
            one, [row for unit in (one.unit_id, *divisions.get(one.unit_id, ())) for row in by_unit[unit]]
        )
        for one in leaders
    }


def _under(leader: PeriodScore, rows: list[tuple]) -> Under:
    """Of a head all whom they monitor; of a deputy or the head of a division those without a post of lead."""
    theirs = [row for row in rows if row[0] != leader.pk and (leader.place in HEADS or not row[2])]
    return Under(
        waiting=sum(1 for row in theirs if row[3] is None),
        below=tuple(row[5] for row in theirs if row[4] == RatingLevel.NOT_FULFILLED),
        scores=tuple(row[0] for row in theirs if row[3] is not None),
    )


def _facts(one: PeriodScore, products: list[dict[str, Any]], under: Under) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "subject": "person",
        "law": one.law,
        "authorities": one.stricter,
        "group": one.group,
        "leader": LEADERS.get(Place(one.place), "none") if one.is_leader else "none",
        "year": one.ends_on.year,
        "on": one.ends_on.isoformat(),
        "period": {"from": one.starts_on.isoformat(), "to": one.ends_on.isoformat()},
        "products": products,
    }
    if parts := one.counted_parts:
        facts["common_parts"] = parts
    if one.is_leader:
        facts["leading"] = _leading(one, under)
    return facts


def _leading(one: PeriodScore, under: Under) -> dict[str, Any]:
    """What who monitors says, and of d what the scores under the leader say: of a head both ways, of others
    only that all are fulfilled, as nobody knows in whose field the one below it works. Where nobody under the
    leader has a score there is nothing for d to stand on: it is asked for, not 100 by itself."""
    said = dict(one.leading)
    if not under.is_whole:
        said.pop(UNIT_RESULTS, None)
    elif not under.scores:
        return said
    elif not under.below:
        said["all_fulfilled"] = True
    elif one.place in HEADS:
        said["any_not_fulfilled"] = True
    return said
