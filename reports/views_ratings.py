"""Figures of a cycle's ratings, and the people behind each number."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from core.lists import page_of
from evaluations.models import Cycle, Evaluation
from evaluations.queries import ratings_cover
from reports.rating_figures import evaluations_behind
from reports.rating_measures import RATINGS
from reports.rating_pages import CODE, GROUP, LEADER, RatingPage, Scope, scope_of


@require_GET
def ratings(request: HttpRequest, cycle: int) -> HttpResponse:
    """A cycle's levels in numbers and shares, for a unit and all below it."""
    found, scope = _asked(request, cycle)
    return render(request, "reports/ratings.html", {"page": RatingPage(request, found, scope)})


@require_GET
def people_behind(request: HttpRequest, cycle: int) -> HttpResponse:
    """The people that one number counts."""
    found, scope = _asked(request, cycle)
    code = request.GET.get(CODE, "ratings.total")
    if code not in RATINGS:
        raise Http404
    leader = {"co": True, "khong": False}.get(request.GET.get(LEADER, ""))
    ids = evaluations_behind(found, code, scope.ids, group=request.GET.get(GROUP, ""), leader=leader)
    rows = (
        Evaluation.objects.visible_to(request.user)
        .filter(pk__in=ids)
        .with_standing_level()
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    return render(
        request,
        "reports/ratings_behind.html",
        {"cycle": found, "words": RATINGS[code].name, "unit": scope.unit, "rows": page_of(rows, request)},
    )


def _asked(request: HttpRequest, cycle: int) -> tuple[Cycle, Scope]:
    if not ratings_cover(request.user):
        raise PermissionDenied
    found = get_object_or_404(Cycle.objects.visible_to(request.user), pk=cycle)
    scope = scope_of(request, found)
    if scope is None:
        raise Http404
    return found, scope
