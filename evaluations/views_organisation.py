"""An organisation's own evaluation: written and saved as it is typed, sent, read, returned, checked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered
from core.errors import DomainError
from core.frame import with_day
from core.lists import page_of
from evaluations import organisation_propose, organisation_report
from evaluations.forms_organisation import POINTS, CheckForm, ReportForm, points_of
from evaluations.models import OrganisationEvaluation, OrganisationReport, Recognition
from evaluations.open_cycle import as_of
from evaluations.open_elsewhere import MARK, SENTENCE, mark_of, one_writer, written_elsewhere
from evaluations.organisation_access import evaluation_of, may_judge, may_see_matters, may_write
from evaluations.organisation_page import organisation_page, points_lines
from evaluations.organisation_report import NUMBERS, WORDS
from evaluations.sheet import KINDS, SHORT
from evaluations.views_cycle import demand_everywhere, visible
from evaluations.who_may import ratings_cover, signs_for


@require_GET
def organisations(request: HttpRequest, pk: int) -> HttpResponse:
    """Every organisation that a law rates in the cycle: who recognises it, how far it is."""
    cycle = visible(request, pk)
    periods = UnitPeriod.objects.as_of(as_of(cycle))
    here, above = (periods.filter(unit=OuterRef(name)) for name in ("unit", "recogniser_unit"))
    standing = Recognition.objects.standing().filter(evaluation=OuterRef("pk"))
    found = (
        OrganisationEvaluation.objects.visible_to(request.user)
        .filter(cycle=cycle)
        .select_related("report")
        .annotate(
            name=Subquery(here.values("name")[:1]),
            code=Subquery(here.values("code")[:1]),
            sort_key=Subquery(here.values("sort_key")[:1]),
            recogniser_name=Subquery(above.values("name")[:1]),
            recogniser_code=Subquery(above.values("code")[:1]),
            level=Subquery(standing.values("level")[:1]),
        )
        .exclude(code=None)
        .order_by("sort_key", "pk")
    )
    rows = page_of(found, request)
    cover, theirs = ratings_cover(request.user), signs_for(request.user)
    for one in rows:
        one.may_open_range = cover.holds(one.recogniser_unit_id) or one.recogniser_unit_id in theirs
        report = getattr(one, "report", None)
        one.state_words, one.state_kind = "Chưa gửi tự đánh giá", "neutral"
        if one.left_out:
            one.state_words = "Không thuộc diện"
        elif one.level:
            one.state_words, one.state_kind = SHORT[one.level], KINDS[one.level]
        elif report and report.submitted_at:
            one.state_words, one.state_kind = "Đã gửi, chờ công nhận", "warn"
    return render(
        request,
        "evaluations/organisations.html",
        {
            "cycle": cycle,
            "rows": rows,
            "may_leave_out": covered(request.user, Right.PREPARE_CYCLE, on=request.today).everywhere,
        },
    )


@require_POST
def leave_out(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Say that the law doesn't rate the unit, with the reason; an empty reason takes it back."""
    demand_everywhere(request, Right.PREPARE_CYCLE)
    _, unit, one = evaluation_of(request, pk, code)
    try:
        organisation_propose.leave_out(evaluation=one, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"Đã ghi cho {unit.name}.")
    return redirect(with_day(request, reverse("evaluations:organisations", args=[pk])))


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The form. A POST saves; with ``gui`` it also sends. htmx asks only to save, and reads the time back."""
    _, unit, one = evaluation_of(request, pk, code)
    if not may_write(request, one):
        raise Http404
    if request.method == "POST":
        with one_writer(_form_of(one)):
            one.refresh_from_db()
            return _saved(request, unit, one)
    written = getattr(one, "report", None)
    lines = points_lines(one)
    return _page(request, unit, one, ReportForm(lines=lines, initial=_initial(written, lines)))


@require_GET
def read(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What the organisation sent, with what the law makes of it; who recognises checks it here."""
    cycle, unit, one = evaluation_of(request, pk, code)
    written = getattr(one, "report", None)
    is_sent = bool(written and written.submitted_at)
    lines = points_lines(one)
    proposal = getattr(one, "proposal", None)
    initial = {f"{POINTS}{line.code}": line.given for line in lines}
    if proposal:
        initial |= {name: getattr(proposal, name) for name in ("majeure_accepted", "majeure_reason")}
    return render(
        request,
        "evaluations/organisation_read.html",
        {
            "cycle": cycle,
            "unit": unit,
            "page": organisation_page(one),
            "written": written if is_sent else None,
            "is_signed": one.recognitions.exists(),
            "may_judge": may_judge(request, one),
            "may_write": may_write(request, one),
            "may_see_matters": may_see_matters(request, one),
            "form": CheckForm(lines=lines, initial=initial),
        },
    )


@require_POST
def give_back(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Who recognises returns the self-evaluation with the reason."""
    _, unit, one = _judged(request, pk, code)
    try:
        organisation_report.return_report(
            evaluation=one, reason=request.POST.get("reason", ""), by=request.user
        )
    except DomainError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"Đã trả lại tự đánh giá của {unit.name}.")
    return redirect(with_day(request, reverse("evaluations:organisation-read", args=[pk, code])))


@require_POST
def check(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Who recognises gives points of their own, and accepts force majeure or not."""
    _, unit, one = _judged(request, pk, code)
    form = CheckForm(request.POST, lines=points_lines(one))
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form.fields[name].label}: {errors[0]}")
    else:
        try:
            organisation_propose.check_report(
                evaluation=one,
                points=points_of(form),
                majeure_accepted=form.cleaned_data["majeure_accepted"],
                majeure_reason=form.cleaned_data["majeure_reason"],
                by=request.user,
            )
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"Đã ghi điểm của {unit.name}.")
    return redirect(with_day(request, reverse("evaluations:organisation-read", args=[pk, code])))


def _judged(request: HttpRequest, pk: int, code: str):
    found = evaluation_of(request, pk, code)
    if not may_judge(request, found[2]):
        raise PermissionDenied
    return found


def _form_of(one: OrganisationEvaluation) -> str:
    return f"organisation:{one.pk}"


def _saved(request: HttpRequest, unit: UnitPeriod, one: OrganisationEvaluation) -> HttpResponse:
    lines = points_lines(one)
    form = ReportForm(request.POST, lines=lines)
    is_right, error = form.is_valid(), ""
    mark, state = request.POST.get(MARK, ""), organisation_report.state_of(one)
    if written_elsewhere(_form_of(one), mark, state):
        if request.htmx:
            return render(request, "evaluations/_saved.html", {"saved_at": None, "error": SENTENCE})
        return _page(request, unit, one, form, elsewhere=True)
    # What is wrong keeps its last right value.
    written = getattr(one, "report", None)
    said = {name: getattr(written, name) for name in (*NUMBERS, *WORDS)} if written else {}
    points = {line.code: line.own for line in lines}
    try:
        organisation_report.save_report(
            evaluation=one, said=said | form.said, points=points | points_of(form), by=request.user
        )
        if "gui" in request.POST and is_right:
            organisation_report.submit_report(evaluation=one, by=request.user)
            messages.success(request, "Đã gửi tự đánh giá của đơn vị.")
    except DomainError as refused:
        error = refused.sentence
    if request.htmx:
        saved_at = None if error or not is_right else timezone.localtime()
        return render(
            request, "evaluations/_saved.html", {"saved_at": saved_at, "error": error, "is_right": is_right}
        )
    if is_right and not error:
        return redirect(
            with_day(request, reverse("evaluations:organisation-report", args=[one.cycle_id, unit.code]))
        )
    if error:
        messages.error(request, error)
    return _page(request, unit, one, form)


def _page(
    request: HttpRequest, unit: UnitPeriod, one: OrganisationEvaluation, form, *, elsewhere: bool = False
) -> HttpResponse:
    written = getattr(one, "report", None)
    return render(
        request,
        "evaluations/organisation_report.html",
        {
            "cycle": one.cycle,
            "unit": unit,
            "page": organisation_page(one, drafts=True),
            "written": written,
            "form": form,
            "is_sent": bool(written and written.submitted_at),
            "mark": mark_of(organisation_report.state_of(one)),
            "elsewhere": elsewhere,
        },
    )


def _initial(written: OrganisationReport | None, lines) -> dict:
    points = {f"{POINTS}{line.code}": line.own for line in lines}
    return points | ({name: getattr(written, name) for name in (*NUMBERS, *WORDS)} if written else {})
