"""Kiến nghị: the person files one about their own result or the score of a period, with files."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from core.frame import with_day
from evaluations.forms_petition import PetitionForm
from evaluations.models import PeriodScore, Petition, Rating
from evaluations.petition import file_petition
from evaluations.scores.periods import period_from
from evaluations.scores.petition import file_score_petition
from evaluations.views_cycle import visible


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """About one's own result, as it stands."""
    own = Rating.objects.filter(
        evaluation__cycle=visible(request, pk), evaluation__person__account=request.user, replaced_by=None
    )
    rating = get_object_or_404(own.select_related("evaluation__person", "decision"))
    back = with_day(request, reverse("evaluations:my-result", args=[pk]))
    decision = rating.decision
    about = f"Kết quả xếp loại tại Quyết định số {decision.number} ngày {decision.decided_on:%d/%m/%Y}"
    return _filing(request, about, back, lambda **said: file_petition(rating=rating, **said))


@require_http_methods(["GET", "POST"])
def file_score(request: HttpRequest, pk: int, score: int) -> HttpResponse:
    """About one's own confirmed score."""
    own = PeriodScore.objects.confirmed().filter(cycle=visible(request, pk), person__account=request.user)
    one = get_object_or_404(own.select_related("person", "cycle"), pk=score)
    back = with_day(request, reverse("evaluations:score", args=[pk, score]))
    about = f"Điểm theo dõi, đánh giá {period_from(one.cycle, one.period_on).name}"
    return _filing(request, about, back, lambda **said: file_score_petition(score=one, **said))


def _filing(request: HttpRequest, about: str, back: str, act: Callable[..., Petition]) -> HttpResponse:
    form = PetitionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = act(on=request.today, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"Đã gửi kiến nghị. Hạn trả lời: {made.due_on:%d/%m/%Y}.")
            return redirect(back)
    context = {"form": form, "about": about, "back_url": back}
    return render(request, "evaluations/file_petition.html", context)
