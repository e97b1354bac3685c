"""The portal's components as template tags; each draws the file of its name in templates/components/."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import template
from django.forms import BaseFormSet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import lists, waiting
from core.filter_bar import bar
from core.frame import JobView, job_view, with_day
from core.models import Job

register = template.Library()

SHORT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a piece of work; ``state`` is ``done``, ``current`` or ``todo``."""

    label: str
    state: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline; ``when`` is a day or a period in words."""

    when: str
    title: str
    detail: str = ""
    url: str | None = None
    kind: str = "info"


@dataclass(frozen=True, slots=True)
class Node:
    """One entry of a tree; ``is_open`` shows what is below it."""

    label: str
    url: str
    children: Sequence["Node"] = field(default_factory=tuple)
    count: int | None = None
    is_open: bool = False
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an old or a new value: changed, or the same on both sides."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class FieldError:
    """One sentence of the summary over a form, with the id of its field."""

    sentence: str
    field_id: str | None


# Addresses that keep the day


@register.simple_tag(takes_context=True)
def day_url(context, view_name: str, *args: Any, **kwargs: Any) -> str:
    """Like ``url``, and keeps ``?ngay=`` when the page shows another day than today."""
    return with_day(context["request"], reverse(view_name, args=args, kwargs=kwargs))


@register.simple_tag(takes_context=True)
def keep_day(context, url: str) -> str:
    """An address that is already made, with ``?ngay=`` when the page shows another day than today."""
    return with_day(context["request"], url)


@register.simple_tag(takes_context=True)
def day_field(context) -> SafeString:
    """A hidden field for a GET form, so that it keeps the day."""
    request = context["request"]
    if request.day == request.today:
        return SafeString("")
    return format_html('<input type="hidden" name="{}" value="{}">', lists.DAY, request.day.isoformat())


@register.simple_tag(takes_context=True)
def url_with(context, **changes: Any) -> str:
    """This page's address with other parameters: ``{% url_with gioi=None %}``."""
    return lists.url_with(context["request"], **changes)


# Marks and numbers


@register.filter
def alert_class(level_tag: str) -> str:
    """Bootstrap's colour for a message's level."""
    return {"error": "danger", "debug": "info"}.get(level_tag, level_tag)


@register.inclusion_tag("components/figure.html")
def figure(value: Any, label: str, url: str | None = None, note: str = "") -> dict:
    return {"value": value, "label": label, "url": url, "note": note}


@register.inclusion_tag("components/status.html")
def status(words: str, kind: str = "neutral") -> dict:
    return {"words": words, "kind": kind}


@register.inclusion_tag("components/status.html")
def due(day: date | None, today: date) -> dict:
    badge = waiting.due_badge(day, today)
    return {"words": badge.words if badge else "", "kind": badge.kind if badge else ""}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str) -> dict:
    return {"done": done, "total": total, "label": label}


@register.inclusion_tag("components/diff.html")
def diff(old: Any, new: Any) -> dict:
    """Old → new with the changed words marked."""
    before, after = ("" if value is None else str(value) for value in (old, new))
    old_pieces, new_pieces = _pieces(before, after)
    return {"old_pieces": old_pieces, "new_pieces": new_pieces}


# Lists


@register.inclusion_tag("components/chips.html")
def chips(chips: Sequence[lists.Chip], clear_url: str | None = None) -> dict:
    return {"chips": chips, "clear_url": clear_url}


@register.simple_tag(takes_context=True)
def filter_bar(context, form: Any, label: str, first: int = 4) -> SafeString:
    """A filter form over a list: the first fields in view, the rest folded away unless one is in use."""
    order = context["request"].GET.get(lists.ORDER, "")
    ordered = format_html('<input type="hidden" name="{}" value="{}">', lists.ORDER, order) if order else ""
    return bar(form, label=label, first=first, hidden=day_field(context) + ordered)


@register.inclusion_tag("components/pager.html")
def pager(page: lists.ListPage, of: str = "") -> dict:
    return {"page": page, "of": of}


@register.inclusion_tag("components/tabs.html")
def tabs(choices: Sequence[lists.Choice], label: str) -> dict:
    return {"choices": choices, "label": label}


@register.inclusion_tag("components/facets.html")
def facets(choices: Sequence[lists.Choice], label: str) -> dict:
    return {"choices": choices, "label": label}


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(context, label: str, key: str, order: str, css: str = "") -> dict:
    """A column's head that orders the list; ``order`` is the key now in force (``lists.order_of``)."""
    now = {key: "ascending", f"-{key}": "descending"}.get(order, "none")
    turned = f"-{key}" if now == "ascending" else key
    url = lists.url_with(context["request"], **{lists.ORDER: turned})
    return {"label": label, "url": url, "now": now, "css": css}


@register.simple_block_tag
def wide_table(content: str, label: str) -> SafeString:
    """Wraps a <table> so that it scrolls inside itself; ``label`` is read out for the region."""
    return format_html(
        '<div class="table-wrap" role="region" aria-label="{}" tabindex="0">{}</div>', label, content
    )


@register.inclusion_tag("components/empty.html")
def empty(why: str, next_step: str = "", url: str | None = None, action: str = "") -> dict:
    return {"why": why, "next_step": next_step, "url": url, "action": action}


# Parts of a page


@register.simple_block_tag
def panel(content: str, title: str = "", css: str = "") -> SafeString:
    """A card with an optional title around whatever stands inside."""
    head = format_html('<h2 class="panel-title">{}</h2>', title) if title else ""
    return format_html('<section class="panel {}">{}{}</section>', css, head, content)


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*parts: Any) -> dict:
    """Labels and addresses in turn, the last label without one: ``{% breadcrumb "Đơn vị" url name %}``.

    A single argument may be a list of (label, address) pairs.
    """
    if len(parts) == 1 and isinstance(parts[0], list | tuple):
        return {"crumbs": list(parts[0])}
    labels, urls = parts[::2], parts[1::2]
    return {
        "crumbs": [(label, urls[place] if place < len(urls) else None) for place, label in enumerate(labels)]
    }


@register.inclusion_tag("components/steps.html")
def steps(steps: Sequence[Step]) -> dict:
    return {"steps": steps}


@register.inclusion_tag("components/facts.html")
def facts(rows: Sequence[tuple[str, Any]]) -> dict:
    return {"rows": rows}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Event]) -> dict:
    return {"events": events}


@register.inclusion_tag("components/tree.html")
def tree(nodes: Sequence[Node], label: str) -> dict:
    return {"nodes": nodes, "label": label}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict:
    """Every error of bound forms that make one page, on top of it, each a link to its field; of a formset
    with the number of the line."""
    found = [error for form in forms for error in _errors_of(form)]
    return {"errors": found, "takes_focus": True}


def _errors_of(form: Any) -> list[FieldError]:
    if isinstance(form, BaseFormSet):
        lines = [
            error for number, line in enumerate(form, 1) for error in _in_fields(line, f"Dòng {number}, ")
        ]
        return [FieldError(str(sentence), None) for sentence in form.non_form_errors()] + lines
    return [FieldError(sentence, None) for sentence in form.non_field_errors()] + _in_fields(form)


def _in_fields(form: Any, where: str = "") -> list[FieldError]:
    return [
        FieldError(f"{where}{bound.label}: {sentence}", bound.id_for_label)
        for bound in form
        for sentence in bound.errors
    ]


# Long jobs


@register.inclusion_tag("core/_job.html")
def job(job: Job | JobView, refresh: bool = False) -> dict:
    """A job's row; with ``refresh`` the page loads itself anew when the job ends."""
    return {"view": job if isinstance(job, JobView) else job_view(job, refresh=refresh)}


@register.inclusion_tag("core/_news.html", takes_context=True)
def job_news(context) -> dict:
    """The corner that tells of ended jobs, and asks again while one runs."""
    frame = context["frame"]
    return {"ended": frame.tell_ended(), "is_waiting": bool(frame.running)}


def _pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Short values change as a whole; in longer ones only the words that differ are marked."""
    old_words, new_words = before.split(), after.split()
    if min(len(old_words), len(new_words)) <= SHORT_WORDS:
        return [Piece(before, True)] if before else [], [Piece(after, True)] if after else []
    old, new = [], []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes():
        old += [Piece(" ".join(old_words[a:b]), kind != "equal")] if b > a else []
        new += [Piece(" ".join(new_words[c:d]), kind != "equal")] if d > c else []
    return old, new
