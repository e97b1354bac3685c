"""The marks that a drawing is made of, and how places are written.

Sideways a place is a share of the chart's width, so that letters keep their size from a phone to a wide
screen; upwards it is in pixels.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.charts.data import Bar, Number
from core.templatetags.vietnamese import number

TOP = 22
PLOT = 130
FLOOR = TOP + PLOT
LINE = 14
LETTER = 2.2
"""The width of a letter on a phone, in percent of the chart's width; on wider screens it is less."""


@dataclass(frozen=True, slots=True)
class Rect:
    """``x`` and ``width`` are shares («12.5%»), ``y`` and ``height`` pixels; ``hint`` is read on hovering."""

    x: str
    y: int
    width: str
    height: int
    css: str
    hint: str


@dataclass(frozen=True, slots=True)
class Text:
    x: str
    y: int
    words: str
    css: str = "chart-text"
    dx: int = 0


@dataclass(frozen=True, slots=True)
class Path:
    """A line through ``points``, each «x,y» with x in hundredths of the width."""

    points: str
    css: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: int
    css: str
    hint: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table under the chart: ``url`` opens the list behind its number."""

    label: str
    url: str | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the template draws; ``desc`` and the table say the same without a picture."""

    height: int
    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    rects: tuple[Rect, ...] = ()
    texts: tuple[Text, ...] = ()
    paths: tuple[Path, ...] = ()
    dots: tuple[Dot, ...] = ()
    base_y: int | None = None
    legend: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def desc(self) -> str:
        return "; ".join(f"{row.label} {', '.join(row.values)}" for row in self.rows)


def portion(value: Number, whole: Number, of: float = 100) -> float:
    """``value`` of ``whole``, where the whole is ``of``; nothing of nothing is nothing."""
    return float(value) / float(whole) * of if whole else 0.0


def percent(place: float) -> str:
    return f"{place:.2f}%"


def share(value: Number, whole: Number) -> str:
    return percent(portion(value, whole))


def largest(values: Iterable[Number]) -> Number:
    """The longest bar's value. Raises ValueError for a value below zero, which no bar can show."""
    values = list(values)
    if any(value < 0 for value in values):
        raise ValueError("A bar begins at zero; show changes as a Waterfall.")
    return max(values, default=0)


def table_of(bars: Iterable[Bar], places: int) -> tuple[TableRow, ...]:
    return tuple(TableRow(bar.label, bar.url, (number(bar.value, places),)) for bar in bars)
