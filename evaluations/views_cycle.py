"""Cycles: the list, one with its pre-flight, an organisation of it, and who is in charge of a unit."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered, has_right
from core.errors import DomainError
from core.frame import with_day
from core.lists import export_url, page_of
from core.models import Job
from evaluations import open_cycle
from evaluations.cycle_pages import allowed_units, cycle_page, people_rows, with_forecast
from evaluations.delegate import delegate
from evaluations.direct_heads import units_spoken_of
from evaluations.enums import DelegationKind, OrganisationState
from evaluations.forms_cycle import ActingForm, CycleForm
from evaluations.models import Cycle, Organisation
from evaluations.preflight import preflight
from evaluations.prepare_cycle import prepare_cycle
from evaluations.resolve import resolve
from evaluations.waiting_national import may_export
from evaluations.who_may import ratings_cover


@require_GET
def cycles(request: HttpRequest) -> HttpResponse:
    """The years' cycles that the user may see."""
    found = Cycle.objects.visible_to(request.user).counted()
    return render(
        request,
        "evaluations/cycles.html",
        {
            "cycles": found,
            "may_prepare": covered(request.user, Right.PREPARE_CYCLE, on=request.today).everywhere,
            "may_export": may_export(request),
            "may_follow": has_right(request.user, Right.SEE_FOLLOW_UPS),
        },
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a cycle of the whole province, or of a part of it: nothing opens yet."""
    demand_everywhere(request, Right.PREPARE_CYCLE)
    form = CycleForm(
        request.POST or None, user=request.user, on=request.day, initial={"year": request.today.year}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = prepare_cycle(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return redirect(with_day(request, reverse("evaluations:cycle", args=[made.pk])))
    return render(request, "evaluations/new_cycle.html", {"form": form})


@require_GET
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """One cycle: how many are open, who is ready, what holds the others back."""
    # The job before what it changes: one that ends in between is still shown, and the page asks again.
    job = Job.objects.unfinished().filter(kind="evaluations.open", subject=f"cycle:{pk}").first()
    page = cycle_page(visible(request, pk), request.user)
    return render(
        request,
        "evaluations/cycle.html",
        {
            "page": page,
            "rows": page_of(page.shown(request), request),
            "choices": page.choices(request),
            "export_url": export_url(request, reverse("evaluations:export-preflight", args=[pk])),
            "job": job,
            "may_open": covered(request.user, Right.OPEN_CYCLE, on=request.today).everywhere,
            "may_prepare": has_right(request.user, Right.PREPARE_CYCLE),
            "direct": units_spoken_of(page.cycle, request.user),
            "may_see_figures": bool(ratings_cover(request.user))
            or has_right(request.user, Right.APPROVE_REPORT),
        },
    )


@require_POST
def open_ready(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the cycle for every organisation that is ready."""
    demand_everywhere(request, Right.OPEN_CYCLE)
    found = visible(request, pk)
    try:
        open_cycle.start(found, by=request.user)
    except DomainError as error:
        messages.error(request, error.sentence)
    return redirect(with_day(request, reverse("evaluations:cycle", args=[pk])))


@require_GET
def organisation(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One organisation of a cycle: everybody with law, form, and who does what."""
    found = visible(request, pk)
    unit, ready = _ready(request, found, code)
    state = (
        Organisation.objects.filter(cycle=found, unit=unit.unit_id).values_list("state", flat=True).first()
    )
    rows = page_of(people_rows(ready, found) if ready else [], request)
    if ready:
        rows = replace(rows, rows=with_forecast(rows.rows, ready, found))
    return render(
        request,
        "evaluations/organisation.html",
        {
            "cycle": found,
            "unit": unit,
            "ready": ready,
            "rows": rows,
            "may_prepare": has_right(request.user, Right.PREPARE_CYCLE),
            "is_in_cycle": state is not None,
            "may_reopen": state == OrganisationState.CLOSED
            and covered(request.user, Right.OPEN_CYCLE, on=request.today).everywhere,
        },
    )


@require_http_methods(["GET", "POST"])
def acting(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Giao phụ trách: mend a unit that has no head, or more than one."""
    demand(request, Right.PREPARE_CYCLE)
    found = visible(request, pk)
    unit, _ = _ready(request, found, code)
    on = open_cycle.as_of(found)
    form = ActingForm(
        request.POST or None, unit_id=unit.unit_id, on=on, initial={"begins_on": f"{on:%d/%m/%Y}"}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            delegate(
                unit_id=unit.unit_id,
                person_id=said["person"].person_id,
                kind=DelegationKind(said["kind"]),
                number=said["number"],
                decision_on=said["decision_on"],
                first=said["begins_on"],
                last=said["ends_on"],
                by=request.user,
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(
                request,
                f"Đã ghi: {said['person'].person.full_name}, {DelegationKind(said['kind']).label.lower()}.",
            )
            return redirect(with_day(request, reverse("evaluations:organisation", args=[pk, unit.code])))
    return render(request, "evaluations/acting.html", {"form": form, "cycle": found, "unit": unit})


def demand(request: HttpRequest, right: Right) -> None:
    if not has_right(request.user, right):
        raise PermissionDenied


def demand_everywhere(request: HttpRequest, right: Right) -> None:
    if not covered(request.user, right, on=request.today).everywhere:
        raise PermissionDenied


def visible(request: HttpRequest, pk: int) -> Cycle:
    return get_object_or_404(Cycle.objects.visible_to(request.user), pk=pk)


def _ready(request: HttpRequest, found: Cycle, code: str):
    """The unit of the code as the cycle's day has it, with its people; 404 where the user may not look."""
    on = open_cycle.as_of(found)
    unit = UnitPeriod.objects.as_of(on).filter(code=code).first()
    allowed = allowed_units(found, request.user)
    if unit is None or (allowed is not None and unit.unit_id not in allowed):
        raise Http404
    ready = next(iter(preflight(resolve(found, on=on, unit_ids=[unit.unit_id]))), None)
    return unit, ready
