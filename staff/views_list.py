"""The list of people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agencies.rights import Right
from agencies.scope import covered, has_right
from agencies.tree import path
from agencies.unit_pages import crumbs, unit_url
from core import lists
from core.frame import with_day
from core.search import holds_number
from staff import filters, people
from staff.enums import COMMUNE_GROUPS, Group
from staff.filter_form import NUMBER_REFUSED, PeopleFilter
from staff.list_rows import rows_html


@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """Nhân sự: one row a person, as of the day, with the filters of the address."""
    demand_right(request)
    if holds_number(request.GET.get("q", "")):
        messages.warning(request, NUMBER_REFUSED)
        return redirect(lists.url_with(request, q=None))
    chosen = filter_of(request)
    found, groups = chosen_posts(chosen)
    order, fields = lists.order_of(request, people.ORDERS, "ten")
    asked = request.GET.get("nhom", "")
    total = _count(groups, asked)
    page = lists.page_of(people.People(found.order_by(*fields), on=request.day, total=total), request)
    return render(
        request,
        "staff/list.html",
        {
            "filter": chosen,
            "chips": lists.chips(chosen, request, lists.counts_of(chosen, without=["rieng"])),
            "clear_url": lists.without_filters(chosen, request),
            "facets": _facets(request, groups, asked),
            "order": order,
            "page": page,
            "rows": rows_html(page, root=reverse("staff:list"), query=with_day(request, "")),
            "export_url": lists.export_url(request, reverse("staff:export")),
            "crumbs": _crumbs(request, chosen.unit),
        },
    )


def demand_right(request: HttpRequest) -> None:
    if not has_right(request.user, Right.SEE_PEOPLE):
        raise PermissionDenied


def filter_of(request: HttpRequest) -> PeopleFilter:
    """The filters of the address over the people in the user's scope."""
    posts = people.in_service(request.user, on=request.day)
    return PeopleFilter(request.GET, posts, user=request.user, on=request.day)


def chosen_posts(chosen: PeopleFilter) -> tuple[people.PostQuerySet, dict[str, int]]:
    """The posts that fit all filters (none while one of them can't be read), and the counts by group
    of those that fit all but the group's.
    """
    if not chosen.form.is_valid():
        return chosen.queryset.none(), {}
    group = chosen.form.cleaned_data.pop("nhom", "")
    posts = chosen.qs
    groups = chosen.tallied_groups()
    if groups is None:
        groups = people.counts_by_group(posts)
    chosen.form.cleaned_data["nhom"] = group
    return (filters.by_group(posts, group, chosen.on) if group else posts), groups


def _count(groups: dict[str, int], asked: str) -> int:
    if not asked:
        return sum(groups.values())
    if asked == filters.COMMUNE:
        return sum(groups.get(group, 0) for group in COMMUNE_GROUPS)
    return groups.get(asked, 0)


def _facets(request: HttpRequest, groups: dict[str, int], asked: str) -> list[lists.Choice]:
    everybody = lists.Choice("Tất cả", lists.url_with(request, nhom=None), sum(groups.values()), not asked)
    return [
        everybody,
        *(
            lists.Choice(label, lists.url_with(request, nhom=value), groups[value], value == asked)
            for value, label in Group.choices
            if groups.get(value)
        ),
    ]


def _crumbs(request: HttpRequest, unit) -> list[tuple[str, str | None]]:
    """The way to the unit whose people are shown."""
    if unit is None:
        return []
    cover = covered(request.user, Right.SEE_UNITS, on=request.day)
    way = [place for place in path(unit.unit_id, request.day) if cover.holds(place.unit_id)]
    here = (unit.name, unit_url(request, unit.code))
    return [*crumbs(request, way)[:-1], here, ("Nhân sự", None)]
