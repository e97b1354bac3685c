"""Counting scores: the sheets of each month or quarter, their mean, how many have none yet."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from evaluations.models import Cycle
from evaluations.scores.rows import ROWS, arguments
from reports.counted import Cell, Counted, condition, count_columns, fetch
from reports.rating_measures import MEAN, SCORE_SHARES, SCORES


@dataclass(frozen=True)
class ScoreFigures(Counted):
    """What is counted of one period. The mean is one of sheets: each post of the period counts once."""

    @cached_property
    def mean(self) -> Fraction | None:
        n = self["scores.confirmed"].numerator
        return sum((cell.points for cell in self.cells), Fraction(0)) / n if n else None


def score_figures(
    cycle: Cycle, unit_ids: Collection[int] | None = None, *, period_on: date | None = None
) -> dict[date, ScoreFigures]:
    """The figures of each period that has sheets of the units (None: all), or of one, in one query."""
    found = fetch(
        f'SELECT r.period_on, r.unit_id, r."group", r.is_leader, {count_columns(SCORES)}, '
        f"coalesce(sum(r.points), 0) FROM ({ROWS}) r "
        "WHERE (%(period)s::date IS NULL OR r.period_on = %(period)s) GROUP BY 1, 2, 3, 4 ORDER BY 1",
        {**arguments(cycle.pk, unit_ids), "period": period_on},
    )
    cells: dict[date, list[Cell]] = defaultdict(list)
    for day, unit, group, is_leader, numbers, points in found:
        cells[day].append(Cell(unit, group, is_leader, tuple(numbers), Fraction(points)))
    return {day: ScoreFigures(tuple(those), SCORES, SCORE_SHARES) for day, those in cells.items()}


def scores_behind(
    cycle: Cycle, code: str, unit_ids: Collection[int] | None, *, period_on: date, group: str = "",
    leader: bool | None = None,
) -> list[int]:  # fmt: skip
    """The ids of the sheets that a number counts; of the mean those that have a score."""
    where = condition("scores.confirmed" if code == MEAN.code else code, SCORES, SCORE_SHARES)
    found = fetch(
        f"SELECT r.score_id FROM ({ROWS}) r WHERE r.period_on = %(period)s AND ({where}) "
        "AND (%(group)s = '' OR r.\"group\" = %(group)s) "
        "AND (%(leader)s::boolean IS NULL OR r.is_leader = %(leader)s) ORDER BY 1",
        {**arguments(cycle.pk, unit_ids), "period": period_on, "group": group, "leader": leader},
    )
    return [row[0] for row in found]
