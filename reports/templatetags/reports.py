"""Template tags of the report pages."""

from django import template

from reports.pages import state_kind

register = template.Library()
register.filter("report_state_kind", state_kind)


@register.filter
def share_words(name: str) -> str:
    """«Tỷ lệ công chức từ đại học trở lên» → «công chức từ ĐH», for the small print under a figure."""
    return name.removeprefix("Tỷ lệ ").replace("đại học trở lên", "ĐH")
