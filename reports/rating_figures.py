"""Counting ratings: all measures over the rows of a cycle, by unit, group and leader or not, in one query."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from evaluations.models import Cycle
from evaluations.rated_rows import PAST_ROWS, ROWS, arguments, past_arguments
from reports.counted import Cell, Counted, condition, count_columns, fetch
from reports.rating_measures import RATING_SHARES, RATINGS


@dataclass(frozen=True)
class RatingFigures(Counted):
    """All that is counted of a cycle in some units, and why people aren't rated: the article, how many."""

    reasons: tuple[tuple[str, int], ...] = ()


def rating_figures(cycle: Cycle, unit_ids: Collection[int] | None = None) -> RatingFigures:
    """The figures of the cycle's people in the units (None: all), in two queries."""
    cells = fetch(
        f'SELECT r.unit_id, r."group", r.is_leader, {count_columns(RATINGS)} FROM ({ROWS}) r '
        "GROUP BY 1, 2, 3",
        arguments(cycle.pk, unit_ids),
    )
    reasons = fetch(
        f"SELECT r.not_rated_by, count(*) FROM ({ROWS}) r WHERE {RATINGS['ratings.not_rated'].where} "
        "GROUP BY 1 ORDER BY 2 DESC, 1",
        arguments(cycle.pk, unit_ids),
    )
    return RatingFigures(
        _cells(cells),
        RATINGS,
        RATING_SHARES,
        tuple((cite, n) for cite, n in reasons),
    )


def ratings_of_year(year: int, cycle: Cycle | None, unit_ids: Collection[int] | None) -> RatingFigures | None:
    """The figures of an earlier year: of its cycle, or of the ratings that are known from papers; None where
    nobody is known to be rated."""
    found = rating_figures(cycle, unit_ids) if cycle else None
    if found is None or not found["ratings.rated"].numerator:
        cells = fetch(
            f'SELECT r.unit_id, r."group", r.is_leader, {count_columns(RATINGS)} FROM ({PAST_ROWS}) r '
            "GROUP BY 1, 2, 3",
            past_arguments(year, unit_ids),
        )
        found = RatingFigures(_cells(cells), RATINGS, RATING_SHARES)
    return found if found["ratings.rated"].numerator else None


def evaluations_behind(
    cycle: Cycle, code: str, unit_ids: Collection[int] | None, *, group: str = "", leader: bool | None = None
) -> list[int]:
    """The ids of the evaluations that a number counts (of a share: of its numerator)."""
    found = fetch(
        f"SELECT r.evaluation_id FROM ({ROWS}) r WHERE ({condition(code, RATINGS, RATING_SHARES)}) "
        "AND (%(group)s = '' OR r.\"group\" = %(group)s) "
        "AND (%(leader)s::boolean IS NULL OR r.is_leader = %(leader)s) ORDER BY 1",
        {**arguments(cycle.pk, unit_ids), "group": group, "leader": leader},
    )
    return [row[0] for row in found]


def _cells(rows: Iterable[tuple]) -> tuple[Cell, ...]:
    return tuple(Cell(unit, group, is_leader, tuple(numbers)) for unit, group, is_leader, numbers in rows)
