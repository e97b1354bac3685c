"""Charts as data and as geometry: what a chart says, and where its marks stand.

Sideways a place is a share of the chart's width, so that letters keep their size from a phone to a wide
screen; upwards it is in pixels. Bars and columns begin at zero. A chart of shares is never a pie.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.templatetags.vietnamese import difference, number

Number = int | float | Decimal

ROW = 30
TALL_ROW = 46
BAR = 14
LONGEST_SIDE_LABEL = 15
PLOT = 130
TOP = 22
LINE = 14
LETTERS_PER_SLOT = 64
MOST_X_LABELS = 6
SMALLEST_VISIBLE_STEP = 12


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
        if self.start.value + sum(step.value for step in self.steps) != self.end.value:
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


@dataclass(frozen=True, slots=True)
class Rect:
    """A drawn mark: ``x`` and ``width`` are shares («12.5%»), ``y`` and ``height`` pixels."""

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
class Drawing:
    """All that the template draws, and the table that says the same in numbers."""

    height: int
    head: tuple[str, ...]
    rows: tuple[tuple[str, str | None, tuple[str, ...]], ...]
    desc: str
    rects: tuple[Rect, ...] = ()
    texts: tuple[Text, ...] = ()
    paths: tuple[Path, ...] = ()
    dots: tuple[Dot, ...] = ()
    base_y: int | None = None
    legend: tuple[tuple[str, str], ...] = ()


def draw(chart: Chart) -> Drawing:
    """Where everything stands."""
    return {
        BarChart: draw_bars,
        StackedBars: draw_stack,
        Columns: draw_columns,
        Waterfall: draw_waterfall,
        LineChart: draw_lines,
    }[type(chart)](chart)


def share(value: Number, whole: Number, of: float = 100) -> str:
    """``value`` of ``whole`` as a share of ``of`` percent, written for an SVG attribute."""
    return f"{_share(value, whole, of):.2f}%"


def _share(value: Number, whole: Number, of: float = 100) -> float:
    return float(value) / float(whole) * of if whole else 0.0


def _check_zero_based(values: Sequence[Number]) -> None:
    if any(value < 0 for value in values):
        raise ValueError("A bar begins at zero; show changes as a Waterfall.")


def _label_texts(label: str, y: int, is_tall: bool) -> Text:
    return Text("0", y + 14 if is_tall else y + 19, label)


def draw_bars(chart: BarChart) -> Drawing:
    _check_zero_based([bar.value for bar in chart.bars])
    is_tall = any(len(bar.label) > LONGEST_SIDE_LABEL for bar in chart.bars)
    step, start, room = (TALL_ROW, 0.0, 80.0) if is_tall else (ROW, 36.0, 46.0)
    most = max((bar.value for bar in chart.bars), default=0)
    rects, texts = [], []
    for place, bar in enumerate(chart.bars):
        y, words = place * step, number(bar.value, chart.places)
        bar_y = y + 22 if is_tall else y + 8
        width = _share(bar.value, most, room)
        rects.append(Rect(f"{start:.2f}%", bar_y, f"{width:.2f}%", BAR, "part-1", f"{bar.label}: {words}"))
        texts += [
            _label_texts(bar.label, y, is_tall),
            Text(f"{start + width:.2f}%", bar_y + 11, words, "chart-number", 6),
        ]
    rows = tuple((bar.label, bar.url, (number(bar.value, chart.places),)) for bar in chart.bars)
    desc = "; ".join(f"{bar.label} {number(bar.value, chart.places)}" for bar in chart.bars)
    return Drawing(
        len(chart.bars) * step + 4, ("", chart.unit), rows, desc, rects=tuple(rects), texts=tuple(texts)
    )


def draw_stack(chart: StackedBars) -> Drawing:
    _check_zero_based([value for row in chart.rows for value in row.values])
    if len(chart.parts) > 5:
        raise ValueError("More than five parts can't be told apart; join the small ones.")
    is_tall = any(len(row.label) > LONGEST_SIDE_LABEL for row in chart.rows)
    step, start, room = (TALL_ROW, 0.0, 86.0) if is_tall else (ROW, 36.0, 50.0)
    most = max((sum(row.values) for row in chart.rows), default=0)
    rects: list[Rect] = []
    texts: list[Text] = []
    for place, row in enumerate(chart.rows):
        y, total = place * step, sum(row.values)
        bar_y, x = y + (22 if is_tall else 7), start
        texts.append(_label_texts(row.label, y, is_tall))
        for part, (name, value) in enumerate(zip(chart.parts, row.values, strict=True), start=1):
            width = _share(value, total if chart.as_shares else most, room)
            words = number(value, chart.places)
            rects.append(
                Rect(
                    f"{x:.2f}%",
                    bar_y,
                    f"{width:.2f}%",
                    BAR + 2,
                    f"part-{part}",
                    f"{row.label}, {name}: {words}",
                )
            )
            if value and width >= len(words) * 2.4 + 2:
                texts.append(Text(f"{x + width / 2:.2f}%", bar_y + 12, words, f"chart-inside inside-{part}"))
            x += width
        texts.append(Text(f"{x:.2f}%", bar_y + 12, number(total, chart.places), "chart-number", 6))
    rows = tuple(
        (row.label, row.url, tuple(number(v, chart.places) for v in (*row.values, sum(row.values))))
        for row in chart.rows
    )
    desc = "; ".join(
        f"{row.label}: "
        + ", ".join(f"{n} {number(v, chart.places)}" for n, v in zip(chart.parts, row.values, strict=True))
        for row in chart.rows
    )
    legend = tuple((f"part-{part}", name) for part, name in enumerate(chart.parts, start=1))
    return Drawing(
        len(chart.rows) * step + 4,
        ("", *chart.parts, "Cộng"),
        rows,
        desc,
        rects=tuple(rects),
        texts=tuple(texts),
        legend=legend,
    )


def draw_columns(chart: Columns) -> Drawing:
    _check_zero_based([bar.value for bar in chart.bars])
    most = max((bar.value for bar in chart.bars), default=0)
    slot = 100 / max(len(chart.bars), 1)
    rects, texts = [], []
    lines = 1
    for place, bar in enumerate(chart.bars):
        height = round(_share(bar.value, most, PLOT))
        words = number(bar.value, chart.places)
        rects.append(_column(place, slot, TOP + PLOT - height, height, "part-1", f"{bar.label}: {words}"))
        texts += _column_texts(place, slot, TOP + PLOT - height, words, bar.label, len(chart.bars))
        lines = max(lines, len(_wrapped(bar.label, len(chart.bars))))
    rows = tuple((bar.label, bar.url, (number(bar.value, chart.places),)) for bar in chart.bars)
    desc = "; ".join(f"{bar.label} {number(bar.value, chart.places)}" for bar in chart.bars)
    return Drawing(
        TOP + PLOT + 8 + LINE * lines,
        ("", chart.unit),
        rows,
        desc,
        rects=tuple(rects),
        texts=tuple(texts),
        base_y=TOP + PLOT,
    )


def draw_waterfall(chart: Waterfall) -> Drawing:
    marks = [chart.start, *chart.steps, chart.end]
    slot = 100 / len(marks)
    largest_step = max((abs(step.value) for step in chart.steps), default=0)
    as_changes = (
        _share(largest_step, max(chart.start.value, chart.end.value, 1), PLOT) < SMALLEST_VISIBLE_STEP
    )
    before = chart.start.value if as_changes else 0
    levels = [chart.start.value]
    for step in chart.steps:
        levels.append(levels[-1] + step.value)
    top, bottom = max(*levels, before) - before, min(*levels, before) - before
    span = (top - bottom) or 1

    def y_of(level: Number) -> int:
        return TOP + round(_share(top - (level - before), span, PLOT))

    rects, texts, lines = [], [], 1
    for place, mark in enumerate(marks):
        is_end = place in (0, len(marks) - 1)
        low, high = (before, mark.value) if is_end else (levels[place - 1], levels[place])
        y, foot = sorted((y_of(low), y_of(high)))
        css = "step-end" if is_end else "step-more" if mark.value >= 0 else "step-less"
        words = number(mark.value, chart.places) if is_end else difference(mark.value)
        rects.append(_column(place, slot, y, max(foot - y, 2), css, f"{mark.label}: {words}"))
        texts += _column_texts(place, slot, y, words, mark.label, len(marks))
        lines = max(lines, len(_wrapped(mark.label, len(marks))))
    rows = tuple(
        (
            m.label,
            m.url,
            (number(m.value, chart.places) if m in (chart.start, chart.end) else difference(m.value),),
        )
        for m in marks
    )
    desc = "; ".join(f"{label} {words}" for label, _, (words,) in rows)
    return Drawing(
        TOP + PLOT + 8 + LINE * lines,
        ("", chart.unit),
        rows,
        desc,
        rects=tuple(rects),
        texts=tuple(texts),
        base_y=y_of(before),
    )


def draw_lines(chart: LineChart) -> Drawing:
    known = [value for series in chart.series for value in series.values if value is not None]
    _check_zero_based(known)
    most = max(known, default=0)
    left, room = 5.0, 70.0
    gap = room / max(len(chart.points) - 1, 1)
    paths, dots, texts, ends = [], [], [], []
    for part, series in enumerate(chart.series, start=1):
        places = [
            (left + place * gap, TOP + PLOT - round(_share(value, most, PLOT)), place, value)
            for place, value in enumerate(series.values)
            if value is not None
        ]
        paths.append(Path(" ".join(f"{x:.2f},{y}" for x, y, _, _ in places), f"line-{part}"))
        for x, y, place, value in places:
            words = number(value, chart.places)
            dots.append(
                Dot(f"{x:.2f}%", y, f"part-{part}", f"{series.label}, {chart.points[place]}: {words}")
            )
            if len(chart.series) == 1 and len(chart.points) <= MOST_X_LABELS and (x, y) != places[-1][:2]:
                texts.append(Text(f"{x:.2f}%", y - 9, words, "chart-number chart-middle"))
        if places:
            x, y, _, value = places[-1]
            label = number(value, chart.places)
            ends.append(
                (
                    y,
                    Text(
                        f"{x:.2f}%",
                        y + 4,
                        f"{series.label} {label}" if len(chart.series) > 1 else label,
                        "chart-number",
                        9,
                    ),
                )
            )
    texts += _apart(ends)
    every = -(-len(chart.points) // MOST_X_LABELS)
    texts += [
        Text(f"{left + place * gap:.2f}%", TOP + PLOT + 18, label, "chart-text chart-middle")
        for place, label in enumerate(chart.points)
        if place % every == 0
    ]
    rows = tuple(
        (label, None, tuple(number(series.values[place], chart.places) for series in chart.series))
        for place, label in enumerate(chart.points)
    )
    desc = "; ".join(f"{label}: {', '.join(values)}" for label, _, values in rows)
    head = ("", *(series.label for series in chart.series))
    return Drawing(
        TOP + PLOT + 26,
        head,
        rows,
        desc,
        texts=tuple(texts),
        paths=tuple(paths),
        dots=tuple(dots),
        base_y=TOP + PLOT,
    )


def _column(place: int, slot: float, y: int, height: int, css: str, hint: str) -> Rect:
    width = min(slot * 0.68, 14)
    return Rect(f"{place * slot + (slot - width) / 2:.2f}%", y, f"{width:.2f}%", height, css, hint)


def _column_texts(place: int, slot: float, y: int, words: str, label: str, columns: int) -> list[Text]:
    x = f"{place * slot + slot / 2:.2f}%"
    under = [
        Text(x, TOP + PLOT + 16 + LINE * line, part, "chart-text chart-middle")
        for line, part in enumerate(_wrapped(label, columns))
    ]
    return [Text(x, y - 6, words, "chart-number chart-middle"), *under]


def _wrapped(label: str, columns: int) -> list[str]:
    """The label in lines that fit under a column on a phone."""
    room = max(LETTERS_PER_SLOT // max(columns, 1) - 1, 6)
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _apart(ends: list[tuple[int, Text]]) -> list[Text]:
    """The names at the ends of the lines, moved so that none covers another."""
    placed, last = [], -LINE
    for y, text in sorted(ends, key=lambda end: end[0]):
        last = max(y + 4, last + LINE + 2)
        placed.append(Text(text.x, last, text.words, text.css, text.dx))
    return placed
