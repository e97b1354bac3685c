"""The rating sheet: one press a person, and the signature under it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import UnitPeriod
from core.errors import DomainError
from core.frame import with_day
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.enums import General
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.forms_sheet import DecisionForm
from evaluations.models import Cycle, Evaluation
from evaluations.open_cycle import as_of
from evaluations.propose import propose
from evaluations.publish import publishing
from evaluations.record_step import StepOf, steps_beside
from evaluations.sheet import Sheet, sheet
from evaluations.signers import may_sign
from evaluations.views_cycle import visible
from evaluations.who_may import prepares, ratings_cover, signs_for


@require_GET
def sheet_page(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Everybody whom the unit's head rates."""
    cycle, unit = sheet_of(request, pk, code)
    found = sheet(cycle, unit.unit_id, user=request.user)
    return render(request, "evaluations/sheet.html", _context(request, cycle, unit, found))


@require_POST
def press(request: HttpRequest, pk: int, code: str, evaluation: int) -> HttpResponse:
    """Put down the level of one person; answers their row, and what stands beside the sheet."""
    cycle, unit = sheet_of(request, pk, code)
    if not may_prepare(request, unit.unit_id):
        raise PermissionDenied
    rated = Evaluation.objects.visible_to(request.user).filter(cycle=cycle, rater_unit=unit.unit_id)
    one = get_object_or_404(rated, pk=evaluation)
    try:
        propose(
            evaluation=one,
            level=request.POST.get("level", ""),
            reason=request.POST.get("reason", ""),
            general=request.POST.get("general", General.WELL),
            by=request.user,
        )
    except DomainError as error:
        messages.error(request, error.sentence)
        if request.htmx:
            return HttpResponse(headers={"HX-Refresh": "true"})
    if not request.htmx:
        return redirect(with_day(request, reverse("evaluations:sheet", args=[pk, code])))
    found = sheet(cycle, unit.unit_id, user=request.user)
    row = next((row for row in found.rows if row.evaluation.pk == evaluation), None)
    if row is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "evaluations/_pressed.html", _context(request, cycle, unit, found) | {"row": row})


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The decision's number and date; what stands in the way is said by person and article."""
    cycle, unit = sheet_of(request, pk, code)
    try:
        delegation = may_sign(unit.unit_id, by=request.user, days=(request.today,))
    except EvaluationRefused as error:
        raise PermissionDenied(error.sentence) from None
    found = sheet(cycle, unit.unit_id, user=request.user)
    day = f"{request.today:%d/%m/%Y}"
    form = DecisionForm(
        request.POST or None,
        seen=found.seen,
        publishing=publishing({row.evaluation.law for row in found.to_sign}),
        initial={"decided_on": day, "published_on": day, "shown_in_unit": True},
    )
    blocked: list[str] = []
    if request.method == "POST" and form.is_valid():
        choices = [Choice(row.evaluation.pk, row.level, row.reason) for row in found.to_sign]
        try:
            decision = decide(
                cycle=cycle,
                unit_id=unit.unit_id,
                choices=choices,
                by=request.user,
                today=request.today,
                **form.cleaned_data,
            )
        except Blocked as error:
            blocked = error.sentences
        except EvaluationRefused as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ký {decision}: {len(choices)} người.")
            return redirect(with_day(request, reverse("evaluations:sheet", args=[pk, code])))
    return render(
        request,
        "evaluations/sign.html",
        _context(request, cycle, unit, found) | {"form": form, "blocked": blocked, "delegation": delegation},
    )


def sheet_of(request: HttpRequest, pk: int, code: str) -> tuple[Cycle, UnitPeriod]:
    """The cycle and the unit whose head rates; 404 where the user has no part in it."""
    cycle = visible(request, pk)
    unit = UnitPeriod.objects.as_of(as_of(cycle)).filter(code=code).first()
    if unit is None:
        raise Http404
    if not ratings_cover(request.user).holds(unit.unit_id) and unit.unit_id not in signs_for(request.user):
        raise Http404
    return cycle, unit


def may_prepare(request: HttpRequest, unit_id: int) -> bool:
    return prepares(request.user, unit_id)


def _context(request: HttpRequest, cycle: Cycle, unit: UnitPeriod, found: Sheet) -> dict:
    above = [row for row in found.rows if row.evaluation.unit_id != unit.unit_id and not row.rating]
    steps, about = steps_beside(cycle, unit.unit_id, [row.evaluation for row in above])
    return {
        "cycle": cycle,
        "unit": unit,
        "sheet": found,
        "side": found.side,
        "may_prepare": may_prepare(request, unit.unit_id),
        "may_sign": unit.unit_id in signs_for(request.user),
        "steps": steps,
        "about": [(row, _missing(about[row.evaluation.pk])) for row in above],
    }


def _missing(steps: list[StepOf]) -> list[StepOf]:
    return [one for one in steps if one.record is None]
