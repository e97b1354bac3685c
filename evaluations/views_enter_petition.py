"""Kiến nghị on paper: the side of who answers enters it for the person."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from core.frame import with_day
from evaluations.enter_petition import against_entering, enter_petition, enter_score_petition
from evaluations.forms_petition import EnterPetitionForm
from evaluations.models import Evaluation, PeriodScore, Petition, Rating
from evaluations.scores.periods import period_from
from evaluations.views_cycle import visible


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """About somebody's result, as it stands."""
    found = Evaluation.objects.readable_by(request.user).filter(cycle=visible(request, pk))
    one = get_object_or_404(found.select_related("person"), pk=evaluation)
    rated = Rating.objects.filter(evaluation=one, replaced_by=None)
    rating = get_object_or_404(rated.select_related("evaluation__person", "decision", "petition"))
    if against_entering(one.rater_unit_id, one.person_id, request.user):
        raise PermissionDenied
    decision = rating.decision
    about = f"Kết quả xếp loại tại Quyết định số {decision.number} ngày {decision.decided_on:%d/%m/%Y}"
    back = with_day(request, reverse("evaluations:result", args=[pk, evaluation]))
    there = getattr(rating, "petition", None)
    return _entering(request, one, about, back, there, lambda **said: enter_petition(rating=rating, **said))


@require_http_methods(["GET", "POST"])
def enter_of_score(request: HttpRequest, pk: int, score: int) -> HttpResponse:
    """About somebody's confirmed score."""
    found = PeriodScore.objects.visible_to(request.user).filter(cycle=visible(request, pk))
    confirmed = found.filter(confirmed_at__isnull=False)
    one = get_object_or_404(confirmed.select_related("person", "cycle", "petition"), pk=score)
    if against_entering(one.monitor_unit_id, one.person_id, request.user):
        raise PermissionDenied
    about = f"Điểm theo dõi, đánh giá {period_from(one.cycle, one.period_on).name}"
    back = with_day(request, reverse("evaluations:score", args=[pk, score]))
    there = getattr(one, "petition", None)
    return _entering(request, one, about, back, there, lambda **said: enter_score_petition(score=one, **said))


def _entering(
    request: HttpRequest,
    of: Evaluation | PeriodScore,
    about: str,
    back: str,
    there: Petition | None,
    act: Callable[..., Petition],
) -> HttpResponse:
    if there:
        return redirect(with_day(request, reverse("evaluations:petition", args=[of.cycle_id, there.pk])))
    form = EnterPetitionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = act(by=request.user, today=request.today, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            name = of.person.full_name
            messages.success(request, f"Đã nhập kiến nghị của {name}. Hạn trả lời: {made.due_on:%d/%m/%Y}.")
            return redirect(with_day(request, reverse("evaluations:petition", args=[of.cycle_id, made.pk])))
    context = {"form": form, "name": of.person.full_name, "about": about, "back_url": back}
    return render(request, "evaluations/enter_petition.html", context)
