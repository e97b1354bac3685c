"""Values that no fact can have: a score beyond the scale, a month that no year has, or that stands twice."""

from evaluations.law.errors import FactsError
from evaluations.law.facts import Facts
from evaluations.law.numbers import shown
from evaluations.law.rules import Case

SCALE = 100  # every score of a period or a year, whatever the decree (“thang điểm 100”)
MONTHS = range(1, 12 + 1)


def demand_possible(case: Case) -> None:
    """Raises FactsError. What the law itself bounds (points of criteria, shares) its rules look at."""
    facts = case.facts
    months = facts.rows("months")
    parts = [part for month in months for part in month.rows("parts")]
    for row in (facts, *months, *parts):
        _demand_on_scale(row)
    seen: set[int] = set()
    for row in months:
        month = row.whole("month")
        if month not in MONTHS:
            raise FactsError(
                f"Tháng phải từ {MONTHS[0]} đến {MONTHS[-1]}, không phải {month}.", field="months"
            )
        if month in seen:
            raise FactsError(f"Tháng {month} ghi hai lần.", field="months")
        seen.add(month)


def _demand_on_scale(row: Facts) -> None:
    score = row.number("score")
    if score is not None and score > SCALE:
        raise FactsError(f"“score” là {shown(score)}; điểm không quá {SCALE}.", field="score")
