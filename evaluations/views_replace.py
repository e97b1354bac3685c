"""Thay kết quả không chính xác: a new decision by the head of the managing agency."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.frame import with_day
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.forms_replace import UntruthfulForm
from evaluations.models import Evaluation, Rating
from evaluations.replace_rating import UNTRUTHFUL, acts_as, over_cap, replace_untruthful
from evaluations.resolve import who
from evaluations.views_cycle import visible


@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """Ask for reason, grounds, level and decision; the old result stays readable beside the new one."""
    cycle = visible(request, pk)
    found = Evaluation.objects.readable_by(request.user).filter(cycle=cycle)
    one = get_object_or_404(found, pk=evaluation)
    standing = Rating.objects.standing().filter(evaluation=one).select_related(
        "evaluation__person", "evaluation__cycle", "evaluation__organisation", "decision", "pool"
    )  # fmt: skip
    rating = get_object_or_404(standing)
    try:
        acts_as(one, by=request.user, on=request.today)
    except EvaluationRefused as error:
        raise PermissionDenied(error.sentence) from None
    form = UntruthfulForm(request.POST or None, initial={"decided_on": f"{request.today:%d/%m/%Y}"})
    blocked: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            decision = replace_untruthful(
                rating=rating, by=request.user, today=request.today, **form.cleaned_data
            )
        except Blocked as error:
            blocked = error.sentences
        except EvaluationRefused as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ký {decision}, thay quyết định số {rating.decision.number}.")
            if over := over_cap(rating):
                messages.warning(request, over)
            return redirect(with_day(request, reverse("evaluations:result", args=[pk, evaluation])))
    return render(
        request,
        "evaluations/replace.html",
        {
            "form": form, "rating": rating, "cycle": cycle, "blocked": blocked,
            "law": who(UNTRUTHFUL, one.group, one.place, request.today),
        },
    )  # fmt: skip
