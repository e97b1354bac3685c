"""Papers: of one person, of a unit (everybody's as one file by a job), a decision, the electronic file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.errors import DomainError
from core.frame import with_day
from core.models import Job
from evaluations.enums import Printed, PrintFormat
from evaluations.models import Decision, Evaluation, Printout
from evaluations.papers import print_unit
from evaluations.papers.file_of import file_name, file_of
from evaluations.papers.gather import gather, with_all
from evaluations.papers.make import MIME, OF_UNIT, decision_of, paper_of, rendered, unit_paper
from evaluations.papers.monitoring_of import monitoring_paper
from evaluations.papers.offices import offices
from evaluations.scores.views import seen
from evaluations.views_cycle import visible
from evaluations.views_sheet import may_prepare, sheet_of

ARCHIVE = "application/zip"


@require_GET
def person_paper(request: HttpRequest, pk: int, evaluation: int, paper: str, format: str) -> HttpResponse:
    """Somebody's form or notice; of one's own what others wrote stands in it once it is published."""
    found = Evaluation.objects.visible_to(request.user).filter(cycle=visible(request, pk))
    _known(paper, Printed.of_year(), format)
    one = get_object_or_404(with_all(found), pk=evaluation)
    (dossier,) = gather([one], user=request.user, today=request.today)
    made = paper_of(dossier, paper)
    if made is None:
        raise Http404
    return file_answer(rendered([made], format), f"{paper}-{one.cycle.year}-{one.pk}.{format}", MIME[format])


@require_GET
def monitoring_form(request: HttpRequest, pk: int, score: int, format: str) -> HttpResponse:
    """The form of a month or quarter."""
    _known("", ("",), format)
    one = seen(request, pk, score)
    made = monitoring_paper(one, offices([one.unit_id], one.ends_on)[one.unit_id])
    if made is None:
        raise Http404
    return file_answer(
        rendered([made], format), f"theo-doi-{one.period_on:%Y-%m}-{one.pk}.{format}", MIME[format]
    )


@require_GET
def electronic_file(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """All papers of a rating as one archive, for those who evaluate: it holds what others said."""
    found = Evaluation.objects.visible_to(request.user).filter(cycle=visible(request, pk))
    one = get_object_or_404(with_all(found), pk=evaluation)
    if one.person.account_id == request.user.pk:
        raise Http404
    content = file_of(one, user=request.user, today=request.today)
    return file_answer(content, f"{file_name(one)}.zip", ARCHIVE)


@require_GET
def decision(request: HttpRequest, pk: int, decision: int, format: str) -> HttpResponse:
    """A decision as it was signed, with its list."""
    _known("", ("",), format)
    found = Decision.objects.visible_to(request.user).filter(cycle=visible(request, pk))
    one = get_object_or_404(found.select_related("cycle", "signed_by"), pk=decision)
    content = rendered([decision_of(one, user=request.user, today=request.today)], format)
    return file_answer(content, f"quyet-dinh-{one.cycle.year}-{one.pk}.{format}", MIME[format])


@require_http_methods(["GET", "POST"])
def unit_papers(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What can be printed of a unit; POST starts a file of everybody's papers, also from the page of a
    period's scores."""
    cycle, unit = sheet_of(request, pk, code)
    here = with_day(request, reverse("evaluations:papers", args=[pk, code]))
    if request.method == "POST":
        try:
            print_unit.start(
                cycle=cycle,
                unit_id=unit.unit_id,
                paper=request.POST.get("paper", ""),
                format=request.POST.get("format", ""),
                period=request.POST.get("period", ""),
                by=request.user,
                result_url=reverse("evaluations:papers", args=[pk, code]),
            )
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect(here)
    begins = print_unit.subject(cycle, unit.unit_id, request.user)
    printouts = Printout.objects.visible_to(request.user).filter(cycle=cycle, unit=unit.unit_id)
    decisions = Decision.objects.visible_to(request.user).filter(cycle=cycle, unit=unit.unit_id)
    jobs = Job.objects.unfinished().filter(kind=print_unit.KIND, subject__startswith=begins)
    return render(
        request,
        "evaluations/papers.html",
        {
            "cycle": cycle,
            "unit": unit,
            "papers": Printed.of_year(),
            "formats": PrintFormat,
            "people": print_unit.people_of(cycle, unit.unit_id, request.user).count(),
            "printouts": printouts.select_related("cycle").defer("content"),
            "decisions": decisions,
            "job": jobs.first(),
            "may_prepare": may_prepare(request, unit.unit_id),
        },
    )


@require_GET
def of_unit(request: HttpRequest, pk: int, code: str, paper: str, format: str) -> HttpResponse:
    """The minutes of the unit's meeting, or the table that its head decides by."""
    cycle, unit = sheet_of(request, pk, code)
    _known(paper, OF_UNIT, format)
    seen = with_all(Evaluation.objects.visible_to(request.user).filter(cycle=cycle))
    whose = {"unit": unit.unit_id} if paper == "bien-ban" else {"rater_unit": unit.unit_id}
    people = list(seen.filter(**whose).order_by("person__sort_key", "pk"))
    if not people:
        raise Http404
    made = unit_paper(paper, cycle, unit.unit_id, people, user=request.user, today=request.today)
    return file_answer(rendered([made], format), f"{paper}-{cycle.year}-{unit.code}.{format}", MIME[format])


@require_GET
def printout(request: HttpRequest, pk: int, printout: int) -> HttpResponse:
    """A file that the user had made."""
    found = Printout.objects.visible_to(request.user).filter(cycle=visible(request, pk))
    one = get_object_or_404(found.select_related("cycle"), pk=printout)
    name = f"{one.paper}-{one.period or one.cycle.year}-ca-don-vi-{one.pk}.{one.format}"
    return file_answer(bytes(one.content), name, MIME[one.format])


def _known(paper: str, papers, format: str) -> None:
    if paper not in papers or format not in PrintFormat.values:
        raise Http404


def file_answer(content: bytes, name: str, mime: str) -> HttpResponse:
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
