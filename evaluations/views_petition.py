"""Reading a petition and answering it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core.frame import with_day
from evaluations import petition as petitions
from evaluations.enums import About
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.forms_petition import AnswerForm, AnswerScoreForm
from evaluations.models import Petition, PetitionFile
from evaluations.scores import petition as of_scores
from evaluations.scores.periods import period_from
from evaluations.signers import may_sign
from evaluations.tell import mark_seen
from evaluations.views_cycle import visible
from staff.downloads import download


@require_http_methods(["GET", "POST"])
def petition(request: HttpRequest, pk: int, petition: int) -> HttpResponse:
    """Read a petition; who rated, or monitors the score, also answers it."""
    found = Petition.objects.visible_to(request.user).of_cycle(visible(request, pk))
    one = get_object_or_404(
        found.select_related(
            "rating__evaluation__person", "rating__decision", "score__person", "score__cycle", "new_score",
            "answered_by", "decision", "on_behalf__made_by",
        ),
        pk=petition,
    )  # fmt: skip
    if one.person.account_id == request.user.pk:
        about = {"score": one.score} if one.score else {"evaluation": one.rating.evaluation}
        mark_seen(request.user, [About.PETITION], **about)
    may_answer = _may_answer(request, one)
    form_class, answer = AnswerForm, petitions.answer
    if one.score:
        form_class, answer = AnswerScoreForm, of_scores.answer_score_petition
    form = form_class(request.POST or None, initial={"on": f"{request.today:%d/%m/%Y}"})
    blocked: list[str] = []
    if request.method == "POST":
        if not may_answer:
            raise PermissionDenied
        if form.is_valid():
            try:
                answer(petition=one, by=request.user, today=request.today, **form.cleaned_data)
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
        {
            "petition": one,
            "period": period_from(one.score.cycle, one.score.period_on) if one.score else None,
            "newest": getattr(one.score, "replaced_by", None) if one.score else None,
            "form": form,
            "blocked": blocked,
            "may_answer": may_answer,
            "cycle_pk": pk,
            "files": list(one.files.select_related("evidence")),
        },
    )


@never_cache
@require_GET
def petition_file(request: HttpRequest, pk: int, petition_file: int) -> HttpResponse:
    """A file that came with a petition."""
    found = Petition.objects.visible_to(request.user).of_cycle(visible(request, pk))
    files = PetitionFile.objects.filter(petition__in=found).select_related("evidence")
    return download(get_object_or_404(files, pk=petition_file).evidence)


def _may_answer(request: HttpRequest, one: Petition) -> bool:
    if one.person.account_id == request.user.pk:
        return False
    try:
        may_sign(one.answering_unit_id, by=request.user, days=(request.today,))
    except EvaluationRefused:
        return False
    return True
