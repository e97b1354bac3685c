"""Helpers of list pages: filters live in the URL, show as removable chips, and pages are counted exactly."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Model, QuerySet, Value
from django.http import HttpRequest
from django.utils.http import urlencode

PAGE = "trang"
ORDER = "xep"
DAY = "ngay"
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Chip:
    """One value of one filter in words; ``remove_url`` is the same list without it."""

    label: str
    value: str
    remove_url: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One press that narrows or changes a list: a tab, or a quick filter, with its number."""

    label: str
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    """Fifty rows of a list with where they stand in it: «1–50 trong 978»."""

    rows: Sequence[Any]
    first: int
    last: int
    total: int
    number: int
    pages: int
    previous_url: str | None
    next_url: str | None

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def url_with(request: HttpRequest, **changes: Any) -> str:
    """This page's address with other parameters; None takes one away, a list gives it several times.

    Any change but that of the page itself leads back to the first page.
    """
    query = dict(request.GET.lists())
    if PAGE not in changes:
        changes[PAGE] = None
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            several = value if isinstance(value, list | tuple) else [value]
            query[name] = [one.isoformat() if isinstance(one, date) else str(one) for one in several]
    text = urlencode(query, doseq=True)
    return f"{request.path}?{text}" if text else request.path


def export_url(request: HttpRequest, path: str, here: str | None = None) -> str:
    """This very list at another address, as where it is taken out: its filters, order and day. ``here`` is
    one of its addresses, by default this one."""
    return path + (here or url_with(request)).removeprefix(request.path)


def page_of(rows: QuerySet | Sequence[Any], request: HttpRequest, size: int = PAGE_SIZE) -> ListPage:
    """The page that ``?trang=`` asks for; a number that doesn't exist gives the nearest page."""
    page = Paginator(rows, size).get_page(request.GET.get(PAGE))
    return ListPage(
        rows=list(page.object_list),
        first=page.start_index(),
        last=page.end_index(),
        total=page.paginator.count,
        number=page.number,
        pages=page.paginator.num_pages,
        previous_url=_page_url(request, page.number - 1) if page.has_previous() else None,
        next_url=_page_url(request, page.number + 1) if page.has_next() else None,
    )


def chips(filterset: Any, request: HttpRequest, counts: Mapping[str, int] | None = None) -> list[Chip]:
    """The filters in use as removable chips, in the order of the form.

    A filter with several values gives a chip for each. ``counts`` may tell, by the name of a filter,
    how many rows it matches.
    """
    form = filterset.form
    if not form.is_bound:
        return []
    form.is_valid()
    found = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if _is_empty(value):
            continue
        several = _is_several(value)
        for one in value if several else [value]:
            found.append(
                Chip(
                    label=str(field.label or name),
                    value=_words(field, one),
                    remove_url=_without(request, name, one if several else None),
                    count=(counts or {}).get(name),
                )
            )
    return found


def counts_of(filterset: Any, *, without: Sequence[str] = ()) -> dict[str, int]:
    """{filter in use: rows that it alone finds}, in one query; not of those that hold several values, and
    ``without`` those that mean nothing alone."""
    if not (filterset.form.is_bound and filterset.form.is_valid()):
        return {}
    rows = filterset.queryset.order_by()
    parts = [
        filterset.filters[name].filter(rows, value).annotate(asked=Value(name)).values_list("asked")
        for name, value in filterset.form.cleaned_data.items()
        if name not in without and not _is_empty(value) and not _is_several(value)
    ]
    counted = [part.annotate(found=Count("pk", distinct=True)) for part in parts]
    return dict(counted[0].union(*counted[1:], all=True)) if counted else {}


def in_words(filterset: Any, request: HttpRequest) -> str:
    """The filters in use as one line, for the head of what is taken out; empty without any."""
    return "; ".join(f"{chip.label}: {chip.value}" for chip in chips(filterset, request))


def without_filters(filterset: Any, request: HttpRequest) -> str:
    """This list with all filters taken away; the as-of day and the order stay."""
    names = [part for name in filterset.form.fields for part in _parts(request, name)]
    return url_with(request, **dict.fromkeys(names))


def order_of(
    request: HttpRequest, allowed: Mapping[str, Sequence[str]], default: str
) -> tuple[str, list[str]]:
    """The order that ``?xep=`` asks for, as its key and its fields.

    ``allowed`` maps a key such as ``ten`` to the fields to order by; ``-ten`` turns each of them round.
    """
    asked = request.GET.get(ORDER, default)
    key = asked.removeprefix("-")
    if key not in allowed:
        asked, key = default, default.removeprefix("-")
    fields = list(allowed[key])
    return asked, [_turned(field) for field in fields] if asked.startswith("-") else fields


def _turned(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"


def _page_url(request: HttpRequest, number: int) -> str:
    return url_with(request, **{PAGE: number if number > 1 else None})


def _is_several(value: Any) -> bool:
    return isinstance(value, list | tuple | QuerySet)


def _is_empty(value: Any) -> bool:
    if isinstance(value, QuerySet):
        return not value
    return value is None or value is False or value == "" or value == [] or value == ()


def _words(field: Any, value: Any) -> str:
    if value is True:
        return "có"
    if isinstance(value, Model):
        namer = getattr(field, "label_from_instance", str)
        return str(namer(value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, slice):
        return f"{'' if value.start is None else value.start}–{'' if value.stop is None else value.stop}"
    for key, label in _flat(getattr(field, "choices", ())):
        if str(key) == str(value):
            return str(label)
    return str(value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _parts(request: HttpRequest, name: str) -> list[str]:
    """A range's widget writes ``tuoi_min`` and ``tuoi_max`` (or ``_after``, ``_before``) for one filter."""
    candidates = [name, *(f"{name}_{end}" for end in ("min", "max", "after", "before"))]
    return [candidate for candidate in candidates if candidate in request.GET] or [name]


def _without(request: HttpRequest, name: str, one: Any) -> str:
    if one is None:
        return url_with(request, **dict.fromkeys(_parts(request, name)))
    gone = {str(one), str(getattr(one, "pk", one))}
    kept = [value for value in request.GET.getlist(name) if value not in gone]
    return url_with(request, **{name: kept or None})
