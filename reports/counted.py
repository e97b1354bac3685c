"""Numbers counted by unit, group, and leader or not: added up and narrowed without asking again."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Self

from django.db import connection

from reports.figures import Figure
from reports.measures import Measure


@dataclass(frozen=True, slots=True)
class Cell:
    """The numbers of one unit's people of one group, leaders or others; ``points`` are their scores' sum.

    Of organisations the group is the unit's type.
    """

    unit_id: int
    group: str
    is_leader: bool
    numbers: tuple[int, ...]
    points: Fraction = Fraction(0)


@dataclass(frozen=True)
class Counted:
    """All that is counted over one kind of rows; ``measures`` stand in the order of a cell's numbers."""

    cells: tuple[Cell, ...]
    measures: dict[str, Measure]
    shares: dict[str, Measure]

    @cached_property
    def figures(self) -> dict[str, Figure]:
        totals = [sum(cell.numbers[at] for cell in self.cells) for at in range(len(self.measures))]
        counts = dict(zip(self.measures, totals, strict=True))
        plain = {code: Figure(self.measures[code], n) for code, n in counts.items()}
        shares = {
            code: Figure(share, counts[share.where], counts[share.of]) for code, share in self.shares.items()
        }
        return plain | shares

    def __getitem__(self, code: str) -> Figure:
        return self.figures[code]

    def where(self, wanted: Callable[[Cell], bool]) -> Self:
        """Only these cells; what isn't told by cells is left behind."""
        return type(self)(tuple(cell for cell in self.cells if wanted(cell)), self.measures, self.shares)


def count_columns(measures: dict[str, Measure]) -> str:
    """An array of all the measures' numbers over the rows ``r``, for a query that groups them."""
    return f"ARRAY[{', '.join(f'count(*) FILTER (WHERE {one.where})' for one in measures.values())}]"


def condition(code: str, measures: dict[str, Measure], shares: dict[str, Measure]) -> str:
    """What a measure counts, or a share's numerator."""
    return measures[shares[code].where if code in shares else code].where


def fetch(sql: str, args: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.fetchall()
