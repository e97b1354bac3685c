"""Sử dụng kết quả: what results serve for with nearly everybody, counted by kind, with the people of each."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agencies.rights import Right
from agencies.scope import has_right
from agencies.tree import below
from core import lists
from core.list_book import as_file
from evaluations.forms_follow import UsualFilter
from evaluations.models import Cycle
from evaluations.usual import Use, ratings_of, scores_of, uses
from evaluations.usual_pages import Rows, workbook


@require_GET
def usual(request: HttpRequest) -> HttpResponse:
    """The kinds of a year with their numbers, and the people of the one that is chosen."""
    chosen, year, units = _chosen(request)
    found = uses(year, user=request.user, unit_ids=units, on=request.today) if year else []
    one = next((use for use in found if use.key == request.GET.get("viec")), None)
    return render(
        request,
        "evaluations/usual.html",
        {
            "filter": chosen,
            "chips": lists.chips(chosen, request),
            "clear_url": lists.without_filters(chosen, request),
            "year": year,
            "uses": [(use, lists.url_with(request, viec=use.key)) for use in found],
            "chosen": one,
            "rows": lists.page_of(_rows(request, one, year, units), request) if one else None,
            "export_url": lists.export_url(request, reverse("evaluations:export-usual")),
        },
    )


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Xuất Excel: the people of the kind that is chosen, or of every kind of the year."""
    chosen, year, units = _chosen(request)
    found = uses(year, user=request.user, unit_ids=units, on=request.today) if year else []
    wanted = [use for use in found if use.key == request.GET.get("viec")] or found
    words = lists.in_words(chosen, request)
    book = workbook(
        [(use, _rows(request, use, year, units)) for use in wanted],
        filters=words or f"Năm: {year}", on=request.today, by=request.user,
    )  # fmt: skip
    return as_file(book, f"su-dung-ket-qua-{year}.xlsx")


def _rows(request: HttpRequest, use: Use, year: int, units) -> Rows:
    said = {"user": request.user, "unit_ids": units}
    found = ratings_of(use, year, **said) if use.like else scores_of(use, **said)
    return Rows(use, found, request.day)


def _chosen(request: HttpRequest):
    """The filter, the year (the newest where none is chosen; 0 where the filter can't be read), the units."""
    if not has_right(request.user, Right.SEE_FOLLOW_UPS):
        raise PermissionDenied
    years = Cycle.objects.visible_to(request.user).order_by("-year").values_list("year", flat=True).distinct()
    chosen = UsualFilter(
        request.GET, Cycle.objects.none(), user=request.user, years=list(years), on=request.day
    )
    if not chosen.form.is_valid():
        return chosen, 0, None
    said = chosen.form.cleaned_data
    unit = said["don_vi"]
    year = int(said["nam"] or next(iter(years), 0))
    return chosen, year, below([unit.unit_id], request.day) if unit else None
