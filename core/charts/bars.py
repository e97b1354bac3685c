"""Lying bars, plain and stacked: labels at their side while they are short, above them when they aren't."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.charts.data import BarChart, StackedBars, StackRow
from core.charts.marks import Drawing, Rect, TableRow, Text, largest, percent, portion, table_of
from core.templatetags.vietnamese import number

THICKNESS = 16
LONGEST_SIDE_LABEL = 15
MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """Where bars stand in their row: from ``start`` on, ``room`` percent at most, ``row`` pixels apart."""

    row: int
    start: float
    room: float
    bar_y: int
    label_y: int


SIDE = Layout(row=30, start=36, room=48, bar_y=7, label_y=20)
ABOVE = Layout(row=46, start=0, room=84, bar_y=22, label_y=14)


def draw_bars(chart: BarChart) -> Drawing:
    layout = _layout(bar.label for bar in chart.bars)
    most = largest(bar.value for bar in chart.bars)
    rects, texts = [], []
    for place, bar in enumerate(chart.bars):
        y, words = place * layout.row, number(bar.value, chart.places)
        width = portion(bar.value, most, layout.room)
        hint = f"{bar.label}: {words}"
        rects.append(Rect(percent(layout.start), y + layout.bar_y, percent(width), THICKNESS, "part-1", hint))
        texts += [Text("0", y + layout.label_y, bar.label), _end(layout, y, layout.start + width, words)]
    return Drawing(
        len(chart.bars) * layout.row + 4,
        ("", chart.unit),
        table_of(chart.bars, chart.places),
        rects=tuple(rects),
        texts=tuple(texts),
    )


def draw_stack(chart: StackedBars) -> Drawing:
    if len(chart.parts) > MOST_PARTS:
        raise ValueError("More than five parts can't be told apart; join the small ones.")
    layout = _layout(row.label for row in chart.rows)
    largest(value for row in chart.rows for value in row.values)
    longest = largest(sum(row.values) for row in chart.rows)
    rects, texts = [], []
    for place, row in enumerate(chart.rows):
        whole = sum(row.values) if chart.as_shares else longest
        row_rects, row_texts = _stack_row(chart, layout, row, place * layout.row, whole)
        rects += row_rects
        texts += row_texts
    return Drawing(
        len(chart.rows) * layout.row + 4,
        ("", *chart.parts, "Cộng"),
        tuple(_table_row(chart, row) for row in chart.rows),
        rects=tuple(rects),
        texts=tuple(texts),
        legend=tuple((f"part-{part}", name) for part, name in enumerate(chart.parts, start=1)),
    )


def _stack_row(chart: StackedBars, layout: Layout, row: StackRow, y: int, whole) -> tuple[list, list]:
    rects, texts, x = [], [Text("0", y + layout.label_y, row.label)], layout.start
    for part, (name, value) in enumerate(zip(chart.parts, row.values, strict=True), start=1):
        width, words = portion(value, whole, layout.room), number(value, chart.places)
        hint = f"{row.label}, {name}: {words}"
        rects.append(Rect(percent(x), y + layout.bar_y, percent(width), THICKNESS, f"part-{part}", hint))
        if value and width >= len(words) * 2.4 + 2:
            middle = percent(x + width / 2)
            texts.append(Text(middle, y + layout.bar_y + 12, words, f"chart-inside inside-{part}"))
        x += width
    return rects, [*texts, _end(layout, y, x, number(sum(row.values), chart.places))]


def _table_row(chart: StackedBars, row: StackRow) -> TableRow:
    return TableRow(
        row.label, row.url, tuple(number(value, chart.places) for value in (*row.values, sum(row.values)))
    )


def _end(layout: Layout, y: int, x: float, words: str) -> Text:
    return Text(percent(x), y + layout.bar_y + 12, words, "chart-number", 6)


def _layout(labels: Iterable[str]) -> Layout:
    return ABOVE if any(len(label) > LONGEST_SIDE_LABEL for label in labels) else SIDE
