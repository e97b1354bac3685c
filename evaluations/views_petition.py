"""Kiến nghị: the person files one beside their result; who rated answers it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import DomainError
from core.frame import with_day
from evaluations import petition as petitions
from evaluations.decide import Blocked, may_sign
from evaluations.errors import EvaluationRefused
from evaluations.forms_petition import AnswerForm
from evaluations.models import Petition, Rating
from evaluations.views_cycle import visible


@require_POST
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """File a petition against one's own result, as it stands."""
    own = Rating.objects.filter(
        evaluation__cycle=visible(request, pk), evaluation__person__account=request.user, replaced_by=None
    )
    rating = get_object_or_404(own.select_related("evaluation__person", "decision"))
    try:
        made = petitions.file_petition(
            rating=rating, text=request.POST.get("text", ""), on=request.today, by=request.user
        )
    except DomainError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"Đã gửi kiến nghị. Hạn trả lời: {made.due_on:%d/%m/%Y}.")
    return redirect(with_day(request, reverse("evaluations:my-result", args=[pk])))


@require_http_methods(["GET", "POST"])
def petition(request: HttpRequest, pk: int, petition: int) -> HttpResponse:
    """Read a petition; who rated also answers it."""
    found = Petition.objects.visible_to(request.user).filter(rating__evaluation__cycle=visible(request, pk))
    one = get_object_or_404(
        found.select_related("rating__evaluation__person", "rating__decision", "answered_by", "decision"),
        pk=petition,
    )
    may_answer = _may_answer(request, one)
    form = AnswerForm(request.POST or None, initial={"on": f"{request.today:%d/%m/%Y}"})
    blocked: list[str] = []
    if request.method == "POST":
        if not may_answer:
            raise PermissionDenied
        if form.is_valid():
            try:
                petitions.answer(petition=one, by=request.user, today=request.today, **form.cleaned_data)
            except Blocked as error:
                blocked = error.sentences
            except EvaluationRefused as error:
                form.add_error(error.field, error.sentence)
            else:
                messages.success(request, "Đã trả lời kiến nghị.")
                return redirect(with_day(request, reverse("evaluations:petition", args=[pk, petition])))
    return render(
        request,
        "evaluations/petition.html",
        {"petition": one, "form": form, "blocked": blocked, "may_answer": may_answer, "cycle_pk": pk},
    )


def _may_answer(request: HttpRequest, one: Petition) -> bool:
    try:
        may_sign(one.rating.evaluation.rater_unit_id, by=request.user, days=(request.today,))
    except EvaluationRefused:
        return False
    return True
