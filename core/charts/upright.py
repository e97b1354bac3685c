"""Upright columns, and the steps from one figure to another."""

from dataclasses import dataclass
from decimal import Decimal

from core.charts.data import Bar, Columns, Number, Waterfall, exact
from core.charts.marks import (
    FLOOR,
    LINE,
    PLOT,
    TOP,
    Drawing,
    Rect,
    TableRow,
    Text,
    largest,
    percent,
    portion,
    table_of,
)
from core.templatetags.vietnamese import difference, number

LETTERS_ACROSS = 64
WIDEST_COLUMN = 14
SMALLEST_VISIBLE_STEP = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column from ``high`` down to ``low`` (pixels), with its number above and its label below."""

    label: str
    words: str
    high: int
    low: int
    css: str


def draw_columns(chart: Columns) -> Drawing:
    most = largest(bar.value for bar in chart.bars)
    columns = [
        Column(
            bar.label,
            number(bar.value, chart.places),
            FLOOR - round(portion(bar.value, most, PLOT)),
            FLOOR,
            "part-1",
        )
        for bar in chart.bars
    ]
    return _drawing(columns, chart.unit, table_of(chart.bars, chart.places), FLOOR)


def draw_waterfall(chart: Waterfall) -> Drawing:
    levels = [exact(chart.start.value)]
    for step in chart.steps:
        levels.append(levels[-1] + exact(step.value))
    base = _base(chart)
    top, bottom = max(*levels, base), min(*levels, base)

    def y_of(level: Number) -> int:
        return TOP + round(portion(top - exact(level), (top - bottom) or 1, PLOT))

    columns = [
        _end(chart, chart.start, y_of(base), y_of(chart.start.value)),
        *(
            _step(chart, step, y_of(levels[place]), y_of(levels[place + 1]))
            for place, step in enumerate(chart.steps)
        ),
        _end(chart, chart.end, y_of(base), y_of(chart.end.value)),
    ]
    rows = tuple(
        TableRow(bar.label, bar.url, (column.words,))
        for bar, column in zip([chart.start, *chart.steps, chart.end], columns, strict=True)
    )
    note = f"Các cột vẽ từ mức {number(base, chart.places)}." if base else ""
    return _drawing(columns, chart.unit, rows, y_of(base), note)


def _base(chart: Waterfall) -> Decimal:
    """Zero; or the first figure, where the steps would be too small to be seen beside the whole."""
    start, end = exact(chart.start.value), exact(chart.end.value)
    largest_step = max((abs(exact(step.value)) for step in chart.steps), default=Decimal())
    is_visible = portion(largest_step, max(start, end), PLOT) >= SMALLEST_VISIBLE_STEP
    return Decimal() if is_visible else start


def _end(chart: Waterfall, bar: Bar, base: int, y: int) -> Column:
    return Column(bar.label, number(bar.value, chart.places), min(base, y), max(base, y), "step-end")


def _step(chart: Waterfall, step: Bar, before: int, after: int) -> Column:
    css = "step-more" if step.value >= 0 else "step-less"
    return Column(
        step.label, difference(step.value, chart.places), min(before, after), max(before, after), css
    )


def _drawing(
    columns: list[Column], unit: str, rows: tuple[TableRow, ...], base_y: int, note: str = ""
) -> Drawing:
    slot = 100 / max(len(columns), 1)
    width = min(slot * 0.68, WIDEST_COLUMN)
    rects, texts, lines = [], [], 1
    for place, column in enumerate(columns):
        middle = place * slot + slot / 2
        label = _wrapped(column.label, len(columns))
        lines = max(lines, len(label))
        height = max(column.low - column.high, 1)
        hint = f"{column.label}: {column.words}"
        rects.append(Rect(percent(middle - width / 2), column.high, percent(width), height, column.css, hint))
        texts.append(Text(percent(middle), column.high - 6, column.words, "chart-number chart-middle"))
        texts += [
            Text(percent(middle), FLOOR + 16 + LINE * line, words, "chart-text chart-middle")
            for line, words in enumerate(label)
        ]
    height = FLOOR + 8 + LINE * lines
    return Drawing(height, ("", unit), rows, rects=tuple(rects), texts=tuple(texts), base_y=base_y, note=note)


def _wrapped(label: str, columns: int) -> list[str]:
    """The label in lines that fit under a column on a phone."""
    room = max(LETTERS_ACROSS // columns - 1, 6)
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
