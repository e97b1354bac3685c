"""What a chart says: its title, its marks and their numbers, none of them drawn yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal


def exact(value: Number) -> Decimal:
    """The number as it is written, so that floats and decimals add up without a remainder."""
    return Decimal(str(value))


@dataclass(frozen=True, slots=True)
class Bar:
    """One mark: ``url`` opens the list behind its number (from the table under the chart)."""

    label: str
    value: Number
    url: str | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars. ``title`` states the subject and the day; ``unit`` is what is counted."""

    title: str
    bars: Sequence[Bar]
    unit: str = "người"
    places: int = 0


@dataclass(frozen=True, slots=True)
class StackRow:
    label: str
    values: Sequence[Number]
    url: str | None = None


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Parts of wholes, a row each, at most five parts; ``as_shares`` draws all rows equally long."""

    title: str
    parts: Sequence[str]
    rows: Sequence[StackRow]
    unit: str = "người"
    as_shares: bool = False
    places: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """Upright columns, for a few periods in their order."""

    title: str
    bars: Sequence[Bar]
    unit: str = "người"
    places: int = 0


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From one figure to another, step by step; the steps must add up.

    Where the steps are too small to be seen beside the figures, they are drawn as changes from the first.
    """

    title: str
    start: Bar
    steps: Sequence[Bar]
    end: Bar
    unit: str = "người"
    places: int = 0

    def __post_init__(self) -> None:
        if sum((exact(bar.value) for bar in (self.start, *self.steps)), Decimal()) != exact(self.end.value):
            raise ValueError("The steps don't lead from the first figure to the last.")


@dataclass(frozen=True, slots=True)
class Series:
    """One line; None where nothing is known for the point."""

    label: str
    values: Sequence[Number | None]


@dataclass(frozen=True, slots=True)
class LineChart:
    """How figures went over ``points`` (labels of days or periods, in their order)."""

    title: str
    points: Sequence[str]
    series: Sequence[Series]
    unit: str = "người"
    places: int = 0


Chart = BarChart | StackedBars | Columns | Waterfall | LineChart
