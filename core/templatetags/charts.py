"""Draws the charts of ``core.charts`` as SVG with a table beside it: ``{% load charts %}{% chart … %}``."""

from html import escape

from django import template
from django.utils.safestring import SafeString

from core import charts
from core.charts import draw, share
from core.templatetags.vietnamese import number

register = template.Library()


@register.inclusion_tag("components/chart.html")
def chart(chart: charts.Chart) -> dict:
    return {"chart": chart, "drawing": draw(chart)}


@register.simple_tag
def bar_table(chart: charts.BarChart) -> SafeString:
    """Bars inside a table, each number a link to its list: for narrow panels.

    A page of figures has a hundred bars, so they are written without a template.
    """
    most = max((bar.value for bar in chart.bars), default=0)
    unit = escape(chart.unit)
    rows = "".join(_bar_row(bar, unit, share(bar.value, most), chart.places) for bar in chart.bars)
    return SafeString(
        '<table class="table bar-table">'
        f'<caption class="visually-hidden">{escape(chart.title)}, {unit}</caption>'
        f"<tbody>{rows}</tbody></table>"
    )


def _bar_row(bar: charts.Bar, unit: str, width: str, places: int) -> str:
    label, words = escape(bar.label), number(bar.value, places)
    if bar.url:
        words = (
            f'<a href="{escape(bar.url)}">{words}<span class="visually-hidden"> {unit}, {label}: '
            "mở danh sách</span></a>"
        )
    return (
        f'<tr><th scope="row">{label}</th>'
        '<td class="bar-cell"><svg class="bar-mark" width="100%" height="12" '
        f'aria-hidden="true" focusable="false"><rect class="part-1" width="{width}" height="12" /></svg></td>'
        f'<td class="num">{words}</td></tr>\n'
    )
