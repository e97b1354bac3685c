"""Charts drawn by the server as SVG: data here, geometry in the modules beside, template in ``chart.html``.

Bars and columns begin at zero; parts of a whole are stacked bars, never a pie; no chart has two scales.
"""

from core.charts.bars import draw_bars, draw_stack
from core.charts.data import (
    Bar,
    BarChart,
    Chart,
    Columns,
    LineChart,
    Series,
    StackedBars,
    StackRow,
    Waterfall,
)
from core.charts.lines import draw_lines
from core.charts.marks import Drawing, share
from core.charts.upright import draw_columns, draw_waterfall

__all__ = [
    "Bar",
    "BarChart",
    "Chart",
    "Columns",
    "Drawing",
    "LineChart",
    "Series",
    "StackRow",
    "StackedBars",
    "Waterfall",
    "draw",
    "share",
]


def draw(chart: Chart) -> Drawing:
    """Where everything of the chart stands, and the table that says the same."""
    match chart:
        case BarChart():
            return draw_bars(chart)
        case StackedBars():
            return draw_stack(chart)
        case Columns():
            return draw_columns(chart)
        case Waterfall():
            return draw_waterfall(chart)
        case LineChart():
            return draw_lines(chart)
