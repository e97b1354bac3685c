"""Draws the charts of ``core.charts`` as SVG with a table beside it: ``{% load charts %}{% chart … %}``."""

from django import template

from core import charts
from core.charts import draw, share
from core.templatetags.vietnamese import number

register = template.Library()


@register.inclusion_tag("components/chart.html")
def chart(chart: charts.Chart) -> dict:
    return {"chart": chart, "drawing": draw(chart)}


@register.inclusion_tag("components/bar_table.html")
def bar_table(chart: charts.BarChart) -> dict:
    """Bars inside a table, each number a link to its list: for narrow panels."""
    most = max((bar.value for bar in chart.bars), default=0)
    rows = [(bar, share(bar.value, most), number(bar.value, chart.places)) for bar in chart.bars]
    return {"chart": chart, "rows": rows}
