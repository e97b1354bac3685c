"""Template tags of the report pages."""

from fractions import Fraction

from django import template

from core.paper.wording import number
from evaluations.enums import RatingLevel
from evaluations.law.numbers import exact, score_shown
from reports.pages import state_kind

register = template.Library()
register.filter("report_state_kind", state_kind)


@register.filter
def share_words(name: str) -> str:
    """«Tỷ lệ công chức từ đại học trở lên» → «công chức từ ĐH», for the small print under a figure."""
    return name.removeprefix("Tỷ lệ ").replace("đại học trở lên", "ĐH")


@register.filter
def points(change: Fraction | None) -> str:
    """A difference of shares: “tăng 2,5 điểm %”, “không đổi”; a dash where there is nothing to compare."""
    if change is None:
        return "–"
    shown = number(float(abs(change)), 1)
    if shown == "0,0":
        return "không đổi"
    return f"{'tăng' if change > 0 else 'giảm'} {shown.removesuffix(',0')} điểm %"


@register.filter
def score(value: Fraction | str | None) -> str:
    """A score with two decimals, from its exact fraction: “91,67”; a dash where there is none."""
    return "–" if value is None or value == "" else score_shown(exact(str(value), "score"), [])


@register.filter
def level_words(level: str) -> str:
    """“Hoàn thành tốt nhiệm vụ”; a dash for no level."""
    return RatingLevel(level).label if level else "–"
