"""The rows of the list of people as HTML: fifty rows of nine values are written here without the template
engine, whose toll for each value is more than the value's own.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

from core.templatetags.vietnamese import UNKNOWN
from staff.people import Line


def rows_html(lines: Iterable[Line], *, root: str, query: str) -> SafeString:
    """``root`` is the address above the records, ``query`` what keeps the day: "?ngay=…" or nothing."""
    before, after = escape(root), escape(query)
    return SafeString("\n".join(_row(line, before, after) for line in lines))


def _row(line: Line, before: str, after: str) -> str:
    step = f'<div class="detail">{escape(line.step_words)}</div>' if line.step_words else ""
    return (
        f'<tr><th scope="row"><a href="{before}{escape(line.path)}{after}">{escape(line.name)}</a>'
        f'<div class="detail">{escape(line.group)}</div></th>'
        f'<td class="num">{_known(line.birth_year)}</td><td>{_known(line.title)}</td>'
        f"<td>{_known(line.unit)}</td><td>{_known(line.rank)}{step}</td>"
        f'<td class="nowrap">{_known(line.degree)}</td></tr>'
    )


def _known(value: str | None) -> str:
    return escape(value) if value else UNKNOWN
