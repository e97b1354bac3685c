"""Widgets of filter bars: written without a template for each option, since a page may hold hundreds."""

from collections.abc import Iterable
from functools import lru_cache

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString


class PlainSelect(forms.Select):
    """A select of Bootstrap's looks."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        given = self.attrs | (attrs or {}) | {"name": name, "class": "form-select form-select-sm"}
        options = _options(_plain(self.choices), "" if value is None else str(value))
        return SafeString(f"<select{_attributes(tuple(given.items()))}>{options}</select>")


class PlainInput(forms.TextInput):
    """A line of text of Bootstrap's looks; ``size`` is its class of size."""

    size = "form-control-sm"

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        given = {"type": "text", "name": name, "class": f"form-control {self.size}".strip()}
        if value not in (None, ""):
            given["value"] = str(value)
        return format_html("<input{}>", flatatt(self.attrs | (attrs or {}) | given))


class PlainCheck(forms.CheckboxInput):
    """A box to tick; ticked it sends 1."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        given = {"type": "checkbox", "name": name, "value": "1", "class": "form-check-input"}
        return format_html(
            "<input{}>", flatatt(self.attrs | (attrs or {}) | given | {"checked": bool(value)})
        )


@lru_cache(maxsize=500)
def _attributes(given: tuple) -> SafeString:
    return flatatt(dict(given))


def _plain(choices: Iterable) -> tuple:
    return tuple(
        [(value, _plain(label) if isinstance(label, list | tuple) else label) for value, label in choices]
    )


@lru_cache(maxsize=500)
def _options(choices: tuple, chosen: str) -> SafeString:
    """The same choices are drawn on page after page; kept by what they say."""
    parts = []
    for value, label in choices:
        if isinstance(label, tuple):
            parts.append(f'<optgroup label="{escape(value)}">{_options(label, chosen)}</optgroup>')
        else:
            mark = " selected" if str(value) == chosen else ""
            parts.append(f'<option value="{escape(value)}"{mark}>{escape(label)}</option>')
    return SafeString("".join(parts))
