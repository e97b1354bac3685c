"""The pages of units: the tree beside the list, a unit's page, suggestions for choosing a unit."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies import staffing, tabs
from agencies.enums import UnitType
from agencies.models import Unit, UnitPeriod
from agencies.outline import outline_for
from agencies.rights import Right
from agencies.scope import covered, has_right
from agencies.tree import Place, path
from agencies.unit_filters import UnitListFilter, named_like
from agencies.unit_history import changes_of, periods_of
from agencies.unit_pages import crumbs, groups_below, lines, nodes, overview_facts
from core import lists
from core.frame import with_day

SUGGESTIONS = 12


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """Đơn vị: the tree of the day beside the list."""
    _demand_right(request)
    outline = outline_for(request.user, on=request.day, people=staffing.people_by_unit(request))
    units = UnitPeriod.objects.visible_to(request.user, on=request.day).as_of(request.day)
    chosen = UnitListFilter(request.GET, units, on=request.day)
    found = chosen.qs if chosen.form.is_valid() else units.none()
    page = lists.page_of(found.order_by("sort_key", "unit_id"), request)
    here = request.GET.get("loai")
    return render(
        request,
        "agencies/list.html",
        {
            "filter": chosen,
            "chips": lists.chips(chosen, request),
            "clear_url": lists.without_filters(chosen, request),
            "page": page,
            "lines": lines(request, page, outline),
            "total": len(outline.by_id),
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
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Tổng quan: what the unit is, who heads it, what stands below it, its figures."""
    place = _place(request, code)
    way = path(place.unit_id, request.day)
    outline = outline_for(request.user, on=request.day, people=staffing.people_by_unit(request))
    branch = outline.by_id[place.unit_id]
    heads = staffing.heads_of(request, place)
    return render(
        request,
        "agencies/unit.html",
        _frame(request, place, "overview", way)
        | {
            "facts": overview_facts(Unit.objects.get(pk=place.unit_id), place, branch, way),
            "heads": heads,
            "groups": groups_below(request, branch),
            "below": branch.below,
            "panels": tabs.panels_of(request, place),
        },
    )


@require_GET
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Lịch sử: what the unit was called and where it belonged when, and who changed what."""
    place = _place(request, code)
    return render(
        request,
        "agencies/history.html",
        _frame(request, place, "history", path(place.unit_id, request.day))
        | {"periods": periods_of(place.unit_id), "changes": changes_of(place.unit_id)},
    )


@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Options for a field in which a unit is chosen: the best few for what is typed."""
    _demand_right(request)
    text = next((request.GET[name] for name in ("don_vi", "thuoc", "unit", "q") if request.GET.get(name)), "")
    units = UnitPeriod.objects.visible_to(request.user, on=request.day).as_of(request.day)
    found = named_like(units, text[:100]).order_by("sort_key", "unit_id")[:SUGGESTIONS]
    return render(request, "agencies/_suggestions.html", {"units": found})


def _demand_right(request: HttpRequest) -> None:
    if not has_right(request.user, Right.SEE_UNITS):
        raise PermissionDenied


def _place(request: HttpRequest, code: str) -> Place:
    """The unit of the code on the page's day, inside the user's scope."""
    _demand_right(request)
    units = UnitPeriod.objects.visible_to(request.user, on=request.day).as_of(request.day)
    found = units.filter(code=code).values_list("unit_id", "code", "name", "type").order_by("unit_id").first()
    if found is None:
        raise Http404
    return Place(*found)


def _frame(request: HttpRequest, place: Place, current: str, way: list[Place]) -> dict:
    """What all tabs of a unit share."""
    return {
        "place": place,
        "type_label": UnitType(place.type).label,
        "crumbs": crumbs(request, way, covered(request.user, Right.SEE_UNITS, on=request.day)),
        "tabs": [
            lists.Choice(tab.label, with_day(request, tab.url), tab.count, tab.code == current)
            for tab in tabs.tabs_of(request, place)
        ],
    }
