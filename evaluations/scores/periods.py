"""The periods of a cycle in which people are scored: its months, or its quarters."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from evaluations.enums import ScoringStep
from evaluations.law.kinds.scores import ScoreFormula
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle

MONTHS = {ScoringStep.MONTH: 1, ScoringStep.QUARTER: 3}
YEAR = 12
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """A month or quarter: the days of it that lie in the cycle, and what it is called."""

    first: date
    last: date
    slug: str
    name: str

    @property
    def months(self) -> list[int]:
        return list(range(self.first.month, self.last.month + 1))


def periods_of(cycle: Cycle) -> list[Period]:
    """Every period of the cycle, the first one first."""
    step = MONTHS[ScoringStep(cycle.scoring)]
    found = []
    first = cycle.starts_on
    while first <= cycle.ends_on:
        last = min(_last(first, step), cycle.ends_on)
        found.append(_named(first, last, step))
        first = last + timedelta(days=1)
    return found


def period_called(cycle: Cycle, slug: str) -> Period | None:
    """The period that an address names: ``2026-03``, ``2026-q1``."""
    return next((one for one in periods_of(cycle) if one.slug == slug), None)


def period_from(cycle: Cycle, first: date) -> Period:
    """The period that begins on the day."""
    return next(one for one in periods_of(cycle) if one.first == first)


@cache
def scores_months(law: str) -> bool:
    """Whether the law of this code scores people by month or quarter at all: Decree 90 doesn't."""
    return any(isinstance(rule, ScoreFormula) for rule in all_rule_sets()[law].rules)


def _last(first: date, step: int) -> date:
    """The last day of the month or quarter that the day lies in."""
    ends = first.month - (first.month - 1) % step + step - 1
    year, month = (first.year, ends + 1) if ends < YEAR else (first.year + 1, 1)
    return date(year, month, 1) - timedelta(days=1)


def _named(first: date, last: date, step: int) -> Period:
    if step == MONTHS[ScoringStep.MONTH]:
        return Period(first, last, f"{first:%Y-%m}", f"tháng {first.month} năm {first.year}")
    number = (first.month - 1) // step
    return Period(first, last, f"{first.year}-q{number + 1}", f"quý {ROMAN[number]} năm {first.year}")
