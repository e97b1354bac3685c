"""Counting ratings: all measures over the rows of a cycle, by unit, group and leader or not, in one query."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from evaluations.models import Cycle
from evaluations.rated_rows import ROWS, arguments
from reports.figures import Figure
from reports.rating_measures import RATING_SHARES, RATINGS


@dataclass(frozen=True, slots=True)
class Cell:
    """The numbers of one unit's people of one group, leaders or others."""

    unit_id: int
    group: str
    is_leader: bool
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class RatingFigures:
    """All that is counted of a cycle in some units; narrowed without asking again."""

    cells: tuple[Cell, ...]
    reasons: tuple[tuple[str, int], ...]  # why people aren't rated: the article, and how many

    @cached_property
    def figures(self) -> dict[str, Figure]:
        totals = [sum(cell.numbers[at] for cell in self.cells) for at in range(len(RATINGS))]
        counts = dict(zip(RATINGS, totals, strict=True))
        plain = {code: Figure(RATINGS[code], n) for code, n in counts.items()}
        shares = {
            code: Figure(share, counts[share.where], counts[share.of])
            for code, share in RATING_SHARES.items()
        }
        return plain | shares

    def __getitem__(self, code: str) -> Figure:
        return self.figures[code]

    def where(self, wanted: Callable[[Cell], bool]) -> "RatingFigures":
        return RatingFigures(tuple(cell for cell in self.cells if wanted(cell)), ())


def rating_figures(cycle: Cycle, unit_ids: Collection[int] | None = None) -> RatingFigures:
    """The figures of the cycle's people in the units (None: all), in two queries."""
    counts = ", ".join(f"count(*) FILTER (WHERE {measure.where})" for measure in RATINGS.values())
    cells = _rows(
        f'SELECT r.unit_id, r."group", r.is_leader, ARRAY[{counts}] FROM ({ROWS}) r GROUP BY 1, 2, 3',
        arguments(cycle.pk, unit_ids),
    )
    reasons = _rows(
        f"SELECT r.not_rated_by, count(*) FROM ({ROWS}) r WHERE {RATINGS['ratings.not_rated'].where} "
        "GROUP BY 1 ORDER BY 2 DESC, 1",
        arguments(cycle.pk, unit_ids),
    )
    return RatingFigures(
        tuple(Cell(unit, group, is_leader, tuple(numbers)) for unit, group, is_leader, numbers in cells),
        tuple((cite, n) for cite, n in reasons),
    )


def evaluations_behind(
    cycle: Cycle, code: str, unit_ids: Collection[int] | None, *, group: str = "", leader: bool | None = None
) -> list[int]:
    """The ids of the evaluations that a number counts (of a share: of its numerator)."""
    where = RATINGS[RATING_SHARES[code].where if code in RATING_SHARES else code].where
    found = _rows(
        f"SELECT r.evaluation_id FROM ({ROWS}) r WHERE ({where}) "
        "AND (%(group)s = '' OR r.\"group\" = %(group)s) "
        "AND (%(leader)s::boolean IS NULL OR r.is_leader = %(leader)s) ORDER BY 1",
        {**arguments(cycle.pk, unit_ids), "group": group, "leader": leader},
    )
    return [row[0] for row in found]


def _rows(sql: str, args: dict) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.fetchall()
