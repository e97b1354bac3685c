"""The pages of units: the tree beside the list, a unit's page, suggestions for choosing a unit."""

import re

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agencies import staffing, tabs
from agencies.enums import UnitType
from agencies.models import Unit, UnitPeriod
from agencies.outline import Branch, outline_around, outline_of
from agencies.rights import Right
from agencies.scope import has_right
from agencies.unit_filters import FEW_DIGITS, UnitListFilter, named_like
from agencies.unit_history import changes_of, periods_of
from agencies.unit_pages import crumbs, groups_below, lines, nodes, overview_facts
from core import lists
from core.frame import with_day
from core.list_book import as_file, list_book
from core.prepared import Prepared

SUGGESTIONS = 12
_HEADS = (
    ("Đơn vị", 44), ("Mã", 12), ("Loại", 26), ("Trực thuộc", 40), ("Đơn vị cấp dưới", 12), ("Số người", 12),
)  # fmt: skip
_UNIT = Prepared(lambda pk: Unit.objects.filter(pk=pk), pk=9_100_000_000_000_000_001)


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """Đơn vị: the tree of the day beside the list."""
    chosen, found = _chosen(request)
    outline = outline_of(request)
    page = lists.page_of(found, request)
    here = request.GET.get("loai")
    return render(
        request,
        "agencies/list.html",
        {
            "filter": chosen,
            "chips": lists.chips(chosen, request, lists.counts_of(chosen)),
            "clear_url": lists.without_filters(chosen, request),
            "page": page,
            "lines": lines(request, page, outline),
            "total": len(outline.by_id),
            "export_url": lists.export_url(request, reverse("agencies:export")),
            "nodes": nodes(request, outline),
            "tells_people": staffing.people_by_unit is not None
            and any(b.people is not None for b in outline.roots),
            "facets": [
                lists.Choice(label, lists.url_with(request, loai=value), outline.count(value), value == here)
                for value, label in UnitType.choices
                if outline.count(value)
            ],
        },
    )


@require_GET
def export_list(request: HttpRequest) -> HttpResponse:
    """Xuất Excel: exactly the units of the address."""
    chosen, found = _chosen(request)
    book = list_book(
        "Danh sách đơn vị",
        [
            f"Bộ lọc: {lists.in_words(chosen, request) or 'không lọc'}",
            f"Tại ngày {request.day:%d/%m/%Y}, {request.user.full_name} xuất",
        ],
        (
            ("Đơn vị", 44),
            ("Mã", 12),
            ("Loại", 26),
            ("Trực thuộc", 40),
            ("Đơn vị cấp dưới", 12),
            ("Số người", 12),
        ),
        (
            (line.name, line.code, line.type, line.parent, line.below, line.people)
            for line in lines(request, found, outline_of(request))
        ),
    )
    return as_file(book, f"don-vi-{request.day:%Y-%m-%d}.xlsx")


@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Tổng quan: what the unit is, who heads it, what stands below it, its figures."""
    branch = _branch(request, code)
    return render(
        request,
        "agencies/unit.html",
        _frame(request, branch, "overview")
        | {
            "facts": overview_facts(request, _UNIT.one(pk=branch.place.unit_id), branch),
            "heads": staffing.heads_of(request, branch.place),
            "groups": groups_below(request, branch),
            "panels": tabs.panels_of(request, branch.place),
        },
    )


@require_GET
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Lịch sử: what the unit was called and where it belonged when, and who changed what."""
    branch = _branch(request, code)
    unit_id = branch.place.unit_id
    return render(
        request,
        "agencies/history.html",
        _frame(request, branch, "history") | {"periods": periods_of(unit_id), "changes": changes_of(unit_id)},
    )


@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Options for a field in which a unit is chosen: the best few for what is typed."""
    _demand_right(request)
    text = next((request.GET[name] for name in ("don_vi", "thuoc", "unit", "q") if request.GET.get(name)), "")
    units = UnitPeriod.objects.visible_to(request.user, on=request.day).as_of(request.day)
    units = units if re.match(FEW_DIGITS, text) else units.none()
    found = named_like(units, text[:100]).order_by("sort_key", "unit_id")[:SUGGESTIONS]
    return render(request, "agencies/_suggestions.html", {"units": found})


def _chosen(request: HttpRequest):
    """The filters of the address, and the units that fit them all, in their order."""
    _demand_right(request)
    units = UnitPeriod.objects.visible_to(request.user, on=request.day).as_of(request.day)
    chosen = UnitListFilter(request.GET, units, on=request.day)
    found = chosen.qs if chosen.form.is_valid() else units.none()
    return chosen, found.order_by("sort_key", "unit_id")


def _demand_right(request: HttpRequest) -> None:
    if not has_right(request.user, Right.SEE_UNITS):
        raise PermissionDenied


def _branch(request: HttpRequest, code: str) -> Branch:
    """The unit of the code on the page's day, inside the user's scope."""
    _demand_right(request)
    branch = outline_around(request, code).with_code(code)
    if branch is None:
        raise Http404
    return branch


def _frame(request: HttpRequest, branch: Branch, current: str) -> dict:
    """What all tabs of a unit share."""
    way = outline_of(request).way_to(branch)
    return {
        "place": branch.place,
        "type_label": UnitType(branch.place.type).label,
        "crumbs": crumbs(request, [above.place for above in way]),
        "tabs": [
            lists.Choice(tab.label, with_day(request, tab.url), tab.count, tab.code == current)
            for tab in tabs.tabs_of(request, branch.place)
        ],
    }
