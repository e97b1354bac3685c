"""Deadlines: of a cycle, of one organisation with days of its own; and who is how far."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered
from core.errors import DomainError
from core.frame import with_day
from core.lists import export_url, page_of
from evaluations.cycle_pages import allowed_units
from evaluations.forms_days import WITHIN, CycleDaysForm, OrganisationDaysForm
from evaluations.models import Cycle, Organisation, StepDeadline
from evaluations.open_cycle import as_of
from evaluations.progress import RECORDED
from evaluations.progress_pages import person_rows, progress_page
from evaluations.resolve import resolve
from evaluations.set_days import set_cycle_deadlines, set_days
from evaluations.views_cycle import demand, demand_everywhere, visible


@require_http_methods(["GET", "POST"])
def cycle_deadlines(request: HttpRequest, pk: int) -> HttpResponse:
    """Until when each step is due in the whole cycle."""
    demand_everywhere(request, Right.PREPARE_CYCLE)
    cycle = visible(request, pk)
    initial = _initial(cycle, None) | {name: getattr(cycle, name) for name in WITHIN}
    form = CycleDaysForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_cycle_deadlines(cycle=cycle, deadlines=form.deadlines, within=form.within, by=request.user)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, "Đã đặt hạn các bước của kỳ.")
            return redirect(with_day(request, reverse("evaluations:progress", args=[pk])))
    return render(request, "evaluations/deadlines.html", {"cycle": cycle, "form": form, "unit": None})


@require_http_methods(["GET", "POST"])
def organisation_days(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The days of one organisation, which may be its own; the law's window is looked at."""
    demand(request, Right.PREPARE_CYCLE)
    cycle = visible(request, pk)
    unit = _unit(request, cycle, code)
    organisation = get_object_or_404(Organisation, cycle=cycle, unit=unit.unit_id)
    initial = _initial(cycle, organisation) | {
        name: f"{getattr(organisation, name):%d/%m/%Y}" for name in ("starts_on", "ends_on", "rated_on")
    }
    initial |= {"special_decision": organisation.special_decision, "reason": organisation.days_reason}
    form = OrganisationDaysForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        lines = resolve(cycle, on=as_of(cycle), unit_ids=[unit.unit_id]).lines
        try:
            set_days(
                organisation=organisation,
                groups={line.group for line in lines},
                deadlines=form.deadlines,
                by=request.user,
                **form.days,
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã đặt ngày của {unit.name}.")
            return redirect(with_day(request, reverse("evaluations:organisation", args=[pk, code])))
    return render(request, "evaluations/deadlines.html", {"cycle": cycle, "form": form, "unit": unit})


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Who isn't rated yet, per unit and step, the longest overdue first."""
    cycle = visible(request, pk)
    page = progress_page(cycle, request.user, today=request.today)
    return render(
        request,
        "evaluations/progress.html",
        {
            "cycle": cycle,
            "page": page,
            "rows": page_of(page.shown(request), request),
            "choices": page.choices(request),
            "export_url": export_url(request, reverse("evaluations:export-behind", args=[pk])),
            "may_prepare": covered(request.user, Right.PREPARE_CYCLE, on=request.today).everywhere,
        },
    )


@require_GET
def people_behind(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The people of a unit who aren't rated yet, each with the step that is missing and when it was due."""
    cycle = visible(request, pk)
    unit = _unit(request, cycle, code)
    rows = page_of(person_rows(cycle, unit.unit_id, request.user), request)
    return render(request, "evaluations/people_behind.html", {"cycle": cycle, "unit": unit, "rows": rows})


def _unit(request: HttpRequest, cycle: Cycle, code: str) -> UnitPeriod:
    unit = UnitPeriod.objects.as_of(as_of(cycle)).filter(code=code).first()
    allowed = allowed_units(cycle, request.user)
    if unit is None or (allowed is not None and unit.unit_id not in allowed):
        raise Http404
    return unit


def _initial(cycle: Cycle, organisation: Organisation | None) -> dict[str, str]:
    found = StepDeadline.objects.filter(cycle=cycle, organisation=organisation, step__in=RECORDED)
    days: list[tuple[str, date]] = list(found.values_list("step", "due_on"))
    return {step: f"{due:%d/%m/%Y}" for step, due in days}
