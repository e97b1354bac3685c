"""Figures of a cycle's ratings, organisations and scores, and who or what is behind each number."""

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from agencies.models import UnitPeriod
from core.lists import page_of
from evaluations.models import Cycle, Evaluation, OrganisationEvaluation, PeriodScore, Recognition
from evaluations.open_cycle import as_of
from evaluations.scores.periods import Period, period_called
from reports.organisation_figures import organisations_behind as organisation_ids
from reports.rating_figures import evaluations_behind
from reports.rating_measures import MEAN, ORGANISATIONS, RATINGS, SCORES
from reports.rating_pages import RatingPage
from reports.rating_panel import figures_panel
from reports.rating_scope import Scope, figures_cover, scope_of
from reports.rating_tables import CODE, GROUP, LEADER, LEADERS, TYPE
from reports.score_figures import scores_behind as score_ids
from reports.score_pages import ScorePage


@require_GET
def ratings(request: HttpRequest, cycle: int) -> HttpResponse:
    """A cycle's levels in numbers and shares, for a unit and all below it."""
    found, scope = _asked(request, cycle)
    return render(request, "reports/ratings.html", {"page": RatingPage(request, found, scope)})


@require_GET
def panel(request: HttpRequest, cycle: int) -> HttpResponse:
    """The figures on a unit's page, which asks for them; nothing while there is nothing."""
    found, scope = _asked(request, cycle)
    context = figures_panel(request, found, scope)
    return render(request, "reports/_unit_ratings.html", context) if context else HttpResponse()


@require_GET
def people_behind(request: HttpRequest, cycle: int) -> HttpResponse:
    """The people that one number counts."""
    found, scope = _asked(request, cycle, for_lists=True)
    code = _code(request, RATINGS, "ratings.total")
    leader = LEADERS.get(request.GET.get(LEADER, ""))
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


@require_GET
def organisations_behind(request: HttpRequest, cycle: int) -> HttpResponse:
    """The organisations that one number counts."""
    found, scope = _asked(request, cycle, for_lists=True)
    code = _code(request, ORGANISATIONS, "organisations.total")
    ids = organisation_ids(found, code, scope.ids, unit_type=request.GET.get(TYPE, ""))
    here = UnitPeriod.objects.as_of(as_of(found)).filter(unit=OuterRef("unit"))
    standing = Recognition.objects.standing().filter(evaluation=OuterRef("pk"))
    rows = (
        OrganisationEvaluation.objects.visible_to(request.user)
        .filter(pk__in=ids)
        .annotate(
            name=Subquery(here.values("name")[:1]),
            code=Subquery(here.values("code")[:1]),
            sort_key=Subquery(here.values("sort_key")[:1]),
            level=Subquery(standing.values("level")[:1]),
        )
        .order_by("sort_key", "pk")
    )
    return render(
        request,
        "reports/organisations_behind.html",
        {
            "cycle": found,
            "words": ORGANISATIONS[code].name,
            "unit": scope.unit,
            "rows": page_of(rows, request),
        },
    )


@require_GET
def scores(request: HttpRequest, cycle: int, slug: str) -> HttpResponse:
    """The scores of a month or quarter: means and levels, and how many have none yet."""
    found, scope = _asked(request, cycle, for_lists=True)
    page = ScorePage(request, found, _period(found, slug), scope)
    return render(request, "reports/scores.html", {"page": page})


@require_GET
def scores_behind(request: HttpRequest, cycle: int, slug: str) -> HttpResponse:
    """The people whose sheets one number counts, with the score of those that are confirmed."""
    found, scope = _asked(request, cycle, for_lists=True)
    period = _period(found, slug)
    code = _code(request, SCORES | {MEAN.code: MEAN}, "scores.total")
    ids = score_ids(
        found, code, scope.ids, period_on=period.first, group=request.GET.get(GROUP, ""),
        leader=LEADERS.get(request.GET.get(LEADER, "")),
    )  # fmt: skip
    rows = (
        PeriodScore.objects.known_to(request.user)
        .filter(pk__in=ids)
        .select_related("person")
        .order_by("person__sort_key", "starts_on", "pk")
    )
    return render(
        request,
        "reports/scores_behind.html",
        {
            "cycle": found,
            "period": period,
            "words": (SCORES | {MEAN.code: MEAN})[code].name,
            "unit": scope.unit,
            "rows": page_of(rows, request),
        },
    )


def _asked(request: HttpRequest, cycle: int, *, for_lists: bool = False) -> tuple[Cycle, Scope]:
    """The cycle and the units asked for; ``for_lists`` refuses those who read numbers of decisions alone."""
    cover, is_decided_only = figures_cover(request.user)
    if not cover or (for_lists and is_decided_only):
        raise PermissionDenied
    found = get_object_or_404(Cycle.objects.visible_to(request.user), pk=cycle)
    scope = scope_of(request, found)
    if scope is None:
        raise Http404
    return found, scope


def _period(cycle: Cycle, slug: str) -> Period:
    period = period_called(cycle, slug)
    if period is None:
        raise Http404
    return period


def _code(request: HttpRequest, measures: dict, usual: str) -> str:
    code = request.GET.get(CODE, usual)
    if code not in measures:
        raise Http404
    return code
