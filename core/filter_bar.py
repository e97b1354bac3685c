"""The bar of filters over a list, as HTML: a dozen and more fields are written here without the template
engine, which a list of people would spend more time on than on its rows.
"""

from html import escape
from typing import Any

from django.forms import BoundField, ChoiceField, Form
from django.utils.safestring import SafeString

from core.widgets import PlainCheck

MOST_KEPT = 50
_kept: dict[tuple, SafeString] = {}


def bar(form: Form, *, label: str, first: int, hidden: str) -> SafeString:
    """A form that asks for the same page with other filters, and sends itself.

    ``first`` fields stand in view, the rest is folded away unless one of them is in use or in error;
    ``hidden`` are the fields that keep the day and the order. A bar of a ``QuickFilterSet`` in which nothing
    is chosen is all that it says: words, fields and choices; it is kept by them.
    """
    own = getattr(form, "own_fields", None)
    if own is None or any(form.data.get(name) for name in form.fields):
        return _drawn(form, label, first, hidden)
    fields = (form.fields[name] for name in own)
    choices: Any = [one.choices for one in fields if isinstance(one, ChoiceField)]
    key = (type(form), label, first, hidden, tuple(map(tuple, choices)))
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = _drawn(form, label, first, hidden)
    return _kept[key]


def _drawn(form: Form, label: str, first: int, hidden: str) -> SafeString:
    fields = list(form)
    shown = "".join(_field(one, has_error_id=True) for one in fields[:first])
    return SafeString(
        f'<form class="filter-bar" method="get" role="search" aria-label="{escape(label)}" data-sends-itself>'
        f'{hidden}<div class="filter-row">{shown}'
        '<button class="btn btn-outline-primary btn-sm" type="submit">Lọc</button></div>'
        f"{_folded(fields[first:])}</form>"
    )


def _folded(fields: list[BoundField]) -> str:
    if not fields:
        return ""
    is_open = any(one.value() or one.errors for one in fields)
    return (
        f'<details class="filter-more"{" open" if is_open else ""}><summary>Thêm bộ lọc</summary>'
        f'<div class="filter-row">{"".join(map(_field, fields))}</div></details>'
    )


def _field(one: BoundField, has_error_id: bool = False) -> str:
    css = " filter-check" if isinstance(one.field.widget, PlainCheck) else ""
    errors = ""
    if messages := one.form.errors.get(one.name):
        place = f' id="{escape(one.id_for_label)}-loi"' if has_error_id else ""
        errors = "".join(
            f'<div class="filter-error"{place}>{escape(str(message))}</div>' for message in messages
        )
    return (
        f'<div class="filter{css}"><label for="{escape(one.id_for_label)}">{escape(str(one.label))}</label>'
        f"{one}{errors}</div>\n"
    )
