"""The periods of a cycle for one user: their own scores, and the units that they look after."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from agencies.models import UnitPeriod
from evaluations.law.numbers import exact
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, PeriodScore
from evaluations.open_cycle import as_of
from evaluations.scores.periods import Period, periods_of
from evaluations.who_may import ratings_cover, signs_for

MOST_UNITS = 3  # of more units a period shows the numbers alone


@dataclass(frozen=True, slots=True)
class Mine:
    """One of the user's own sheets."""

    score: PeriodScore

    @property
    def points(self) -> str:
        found = self.score.exact
        return all_rule_sets()[self.score.law].score_shown(exact(found, "score")) if found else ""

    @property
    def state_words(self) -> str:
        if self.score.confirmed_at:
            return "Đã xác nhận"
        if not self.score.submitted_at:
            return "Chưa gửi"
        return self.score.entered.short if self.score.entered else "Đã gửi"

    @property
    def state_kind(self) -> str:
        if self.score.confirmed_at:
            return "good"
        return "info" if self.score.submitted_at else "warn"


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How far a unit is in a period: its head monitors so many, has confirmed so many."""

    name: str
    code: str
    people: int
    sent: int
    confirmed: int


@dataclass(slots=True)
class PeriodRow:
    period: Period
    has_begun: bool
    mine: list[Mine] = field(default_factory=list)
    units: list[UnitCount] = field(default_factory=list)
    people: int = 0
    sent: int = 0
    confirmed: int = 0

    @property
    def is_open(self) -> bool:
        return bool(self.people or self.mine)

    @property
    def shown_units(self) -> list[UnitCount]:
        return self.units if len(self.units) <= MOST_UNITS else []


def overview(cycle: Cycle, user, *, today: date) -> list[PeriodRow]:
    """Every period of the cycle, the latest one that has begun first, in four queries."""
    rows = {one.first: PeriodRow(one, one.first <= today) for one in periods_of(cycle)}
    own = PeriodScore.objects.current().filter(cycle=cycle, person__account=user)
    for score in own.select_related("on_behalf").order_by("starts_on"):
        rows[score.period_on].mine.append(Mine(score))
    for (period_on, unit), counts in _counts(cycle, user).items():
        row = rows[period_on]
        row.units.append(UnitCount(*unit, *counts))
        row.people, row.sent, row.confirmed = (
            row.people + counts[0],
            row.sent + counts[1],
            row.confirmed + counts[2],
        )
    begun = [row for row in rows.values() if row.has_begun]
    return [*reversed(begun), *(row for row in rows.values() if not row.has_begun)]


def _counts(cycle: Cycle, user) -> dict[tuple[date, tuple[str, str]], tuple[int, int, int]]:
    """By period and monitoring unit that the user looks after: people, sent, confirmed."""
    cover = ratings_cover(user)
    scores = PeriodScore.objects.current().filter(cycle=cycle)
    if not cover.everywhere:
        scores = scores.filter(monitor_unit__in=cover.unit_ids | signs_for(user))
    counted = (
        scores.order_by()
        .values_list("period_on", "monitor_unit")
        .annotate(
            people=Count("pk"),
            sent=Count("pk", filter=Q(submitted_at__isnull=False)),
            confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        )
    )
    found: dict[int, list[tuple]] = defaultdict(list)
    for period_on, unit, *counts in counted:
        found[unit].append((period_on, tuple(counts)))
    units = UnitPeriod.objects.as_of(as_of(cycle)).filter(unit__in=found).order_by("sort_key")
    return {
        (period_on, (unit.name, unit.code)): counts
        for unit in units
        for period_on, counts in found[unit.unit_id]
    }
