"""The result: one's own, or of somebody whose ratings one may see, with its grounds and arithmetic."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from agencies.divisions import managing_unit
from core.lists import page_of
from evaluations.enter_petition import against_entering
from evaluations.enums import About
from evaluations.models import Evaluation, Rating
from evaluations.petition import filing, term
from evaluations.publish import publishing
from evaluations.replace_rating import UNTRUTHFUL
from evaluations.resolve import who
from evaluations.results import result_of
from evaluations.tell import mark_seen
from evaluations.views_cycle import visible
from evaluations.who_may import signs_for


@require_GET
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """My result in a cycle; a sentence while nothing is signed."""
    found = _evaluations(request, pk).filter(person__account=request.user)
    return _page(request, get_object_or_404(found))


@require_GET
def result(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """Somebody's result; 404 before it is signed, as for whom one may not see."""
    one = get_object_or_404(_evaluations(request, pk), pk=evaluation)
    if not one.ratings.exists():
        raise Http404
    return _page(request, one)


@require_GET
def announced(request: HttpRequest, pk: int) -> HttpResponse:
    """Results that the law has announced publicly in the unit where one works: names, posts and levels."""
    cycle = visible(request, pk)
    found = Rating.objects.announced_to(request.user, on=request.today).filter(evaluation__cycle=cycle)
    rows = page_of(
        found.select_related("evaluation__person").order_by("evaluation__person__sort_key", "pk"), request
    )
    laws = found.order_by().values_list("evaluation__law", flat=True).distinct()
    cite = publishing(set(laws)).notice_cite
    return render(request, "evaluations/announced.html", {"cycle": cycle, "rows": rows, "cite": cite})


def _evaluations(request: HttpRequest, pk: int):
    found = Evaluation.objects.readable_by(request.user).filter(cycle=visible(request, pk))
    return found.select_related("person", "cycle", "unit", "organisation")


def _page(request: HttpRequest, one: Evaluation) -> HttpResponse:
    is_mine = one.person.account_id == request.user.pk
    found = result_of(one)
    if is_mine and found and found.rating.decision.published_on > request.today:
        found = None
    if found and is_mine:
        mark_seen(request.user, [About.RESULT], evaluation=one)
    said = term(found.rating, on=request.today) if found and is_mine else None
    may_petition = said is not None and not said["warned_by"]
    return render(
        request,
        "evaluations/result.html",
        {
            "evaluation": one,
            "result": found,
            "may_petition": may_petition,
            "filing": filing(said) if said else None,
            "may_enter": bool(found) and not against_entering(one.rater_unit_id, one.person_id, request.user),
            "may_replace": bool(found) and not is_mine and _may_replace(request, one),
            "is_mine": is_mine,
        },
    )


def _may_replace(request: HttpRequest, one: Evaluation) -> bool:
    authority = who(UNTRUTHFUL, one.group, one.place, request.today)
    return authority is not None and managing_unit(one.unit_id, request.today) in signs_for(request.user)
