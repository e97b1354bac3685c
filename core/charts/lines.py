"""Lines over time: each named at its end, where the eye arrives."""

from core.charts.data import LineChart, Number
from core.charts.marks import (
    FLOOR,
    LETTER,
    LINE,
    PLOT,
    Dot,
    Drawing,
    Path,
    TableRow,
    Text,
    largest,
    percent,
    portion,
)
from core.templatetags.vietnamese import number

LEFT = 6.0
MOST_LABELS = 6


def draw_lines(chart: LineChart) -> Drawing:
    most = largest(value for series in chart.series for value in series.values if value is not None)
    gap = _room(chart) / max(len(chart.points) - 1, 1)
    paths, dots, texts, ends = [], [], _under(chart, gap), []
    for part, series in enumerate(chart.series, start=1):
        places = [
            (LEFT + place * gap, FLOOR - round(portion(value, most, PLOT)), chart.points[place], value)
            for place, value in enumerate(series.values)
            if value is not None
        ]
        if not places:
            continue
        paths.append(Path(" ".join(f"{x:.2f},{y}" for x, y, _, _ in places), f"line-{part}"))
        for x, y, point, value in places:
            words = number(value, chart.places)
            dots.append(Dot(percent(x), y, f"part-{part}", f"{series.label}, {point}: {words}"))
        if len(chart.series) == 1 and len(chart.points) <= MOST_LABELS:
            texts += [
                Text(percent(x), y - 9, number(value, chart.places), "chart-number chart-middle")
                for x, y, _, value in places[:-1]
            ]
        x, y, _, value = places[-1]
        ends.append(Text(percent(x), y + 4, _end_words(chart, series.label, value), "chart-number", 9))
    return Drawing(
        FLOOR + 26,
        ("", *(series.label for series in chart.series)),
        _rows(chart),
        texts=(*texts, *_apart(ends)),
        paths=tuple(paths),
        dots=tuple(dots),
        base_y=FLOOR,
    )


def _end_words(chart: LineChart, label: str, value: Number | None) -> str:
    words = number(value, chart.places)
    return f"{label} {words}" if len(chart.series) > 1 else words


def _room(chart: LineChart) -> float:
    """How far the lines go, so that the longest name at an end still fits on a phone."""
    longest = max(
        (len(_end_words(chart, series.label, series.values[-1])) for series in chart.series if series.values),
        default=0,
    )
    return max(100 - LEFT - 4 - longest * LETTER, 40)


def _under(chart: LineChart, gap: float) -> list[Text]:
    every = -(-len(chart.points) // MOST_LABELS)
    return [
        Text(percent(LEFT + place * gap), FLOOR + 18, label, "chart-text chart-middle")
        for place, label in enumerate(chart.points)
        if place % every == 0
    ]


def _rows(chart: LineChart) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(label, None, tuple(number(series.values[place], chart.places) for series in chart.series))
        for place, label in enumerate(chart.points)
    )


def _apart(ends: list[Text]) -> list[Text]:
    """The names at the ends of the lines, moved so that none covers another."""
    placed, last = [], -LINE
    for text in sorted(ends, key=lambda end: end.y):
        last = max(text.y, last + LINE + 2)
        placed.append(Text(text.x, last, text.words, text.css, text.dx))
    return placed
