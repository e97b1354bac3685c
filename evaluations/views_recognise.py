"""Recognising organisations: the sheet, the signature, a raised share, the result and its cancelling."""

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
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.forms_recognise import CancelForm, RecognitionForm, ShareForm
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, OrganisationEvaluation, Recognition, RecognitionDecision
from evaluations.open_cycle import as_of
from evaluations.organisation_access import acts_for, unit_of
from evaluations.organisation_cap import raise_share, raised_shares
from evaluations.organisation_page import recognition_page
from evaluations.organisation_propose import put_level
from evaluations.organisation_sheet import OrganisationSheet, organisation_sheet
from evaluations.recognise import cancel_and_recognise, recognise
from evaluations.signers import may_sign
from evaluations.who_may import ratings_cover, signs_for


@require_GET
def sheet_page(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Every organisation that the unit's head recognises; those closed since are still read here."""
    cycle, unit = range_of(request, pk, code)
    found = organisation_sheet(cycle, unit.unit_id, user=request.user, closed=True)
    return render(request, "evaluations/organisation_sheet.html", _context(request, cycle, unit, found))


@require_POST
def press(request: HttpRequest, pk: int, code: str, of: str) -> HttpResponse:
    """Put down the level of one organisation; answers its row, and what stands beside the sheet."""
    cycle, unit = range_of(request, pk, code)
    rated = OrganisationEvaluation.objects.visible_to(request.user).recognised_by(cycle, unit.unit_id)
    there = UnitPeriod.objects.as_of(as_of(cycle)).filter(code=of)
    one = get_object_or_404(rated, unit__in=there.values("unit"))
    if not acts_for(request, unit.unit_id):
        raise PermissionDenied
    try:
        put_level(
            evaluation=one,
            level=request.POST.get("level", ""),
            reason=request.POST.get("reason", ""),
            by=request.user,
        )
    except DomainError as error:
        messages.error(request, error.sentence)
        if request.htmx:
            return HttpResponse(headers={"HX-Refresh": "true"})
    if not request.htmx:
        return redirect(with_day(request, reverse("evaluations:organisation-sheet", args=[pk, code])))
    found = organisation_sheet(cycle, unit.unit_id, user=request.user, closed=True)
    row = next((row for row in found.rows if row.evaluation.pk == one.pk), None)
    if row is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(
        request,
        "evaluations/_organisation_pressed.html",
        _context(request, cycle, unit, found) | {"row": row},
    )


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The decision's number, date, who is told; what stands in the way is said by its article."""
    cycle, unit = range_of(request, pk, code)
    _demand_signer(request, unit.unit_id)
    found = organisation_sheet(cycle, unit.unit_id, user=request.user)
    form = RecognitionForm(
        request.POST or None,
        seen=found.seen,
        on=as_of(cycle),
        initial={"decided_on": f"{request.today:%d/%m/%Y}"},
    )
    blocked: list[str] = []
    if request.method == "POST" and form.is_valid():
        choices = [Choice(row.evaluation.pk, row.level, row.reason) for row in found.to_sign]
        try:
            decision = recognise(
                cycle=cycle,
                unit_id=unit.unit_id,
                choices=choices,
                number=form.cleaned_data["number"],
                decided_on=form.cleaned_data["decided_on"],
                told=form.told,
                by=request.user,
                today=request.today,
            )
        except Blocked as error:
            blocked = error.sentences
        except EvaluationRefused as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ký {decision}: {len(choices)} tổ chức.")
            return redirect(with_day(request, reverse("evaluations:organisation-sheet", args=[pk, code])))
    return render(
        request,
        "evaluations/organisation_sign.html",
        _context(request, cycle, unit, found) | {"form": form, "blocked": blocked},
    )


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Quyết định tỷ lệ cao hơn."""
    cycle, unit = range_of(request, pk, code)
    _demand_signer(request, unit.unit_id)
    rated = OrganisationEvaluation.objects.recognised_by(cycle, unit.unit_id).order_by("law")
    groups = dict(rated.values_list("law", "group").distinct())
    laws = [(law, all_rule_sets()[law].short) for law in groups]
    form = ShareForm(request.POST or None, laws=laws)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            raise_share(
                cycle=cycle, unit_id=unit.unit_id, group=groups[said["law"]], by=request.user,
                today=request.today, **said,
            )  # fmt: skip
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, "Đã ghi quyết định tỷ lệ.")
            return redirect(with_day(request, reverse("evaluations:organisation-sheet", args=[pk, code])))
    return render(
        request,
        "evaluations/organisation_share.html",
        {"cycle": cycle, "unit": unit, "form": form, "shares": raised_shares(cycle, unit.unit_id).values()},
    )


@require_GET
def result(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What was recognised, with its grounds: for the organisation, who recognises, and the agencies told."""
    cycle, unit, found = recognised_of(request, pk, code)
    one = found[0].evaluation
    return render(
        request,
        "evaluations/organisation_result.html",
        {
            "cycle": cycle,
            "unit": unit,
            "result": recognition_page(found),
            "may_cancel": one.recogniser_unit_id in signs_for(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Hủy kết quả và xếp loại lại."""
    cycle, unit, found = recognised_of(request, pk, code)
    standing = found[0]
    _demand_signer(request, standing.evaluation.recogniser_unit_id)
    form = CancelForm(
        request.POST or None, on=as_of(cycle), initial={"decided_on": f"{request.today:%d/%m/%Y}"}
    )
    blocked: list[str] = []
    if request.method == "POST" and form.is_valid():
        names = ("level", "reason", "cancel_reason", "number", "decided_on")
        try:
            decision = cancel_and_recognise(
                recognition=standing,
                told=form.told,
                by=request.user,
                today=request.today,
                **{name: form.cleaned_data[name] for name in names},
            )
        except Blocked as error:
            blocked = error.sentences
        except EvaluationRefused as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã hủy kết quả cũ và ký {decision}.")
            return redirect(with_day(request, reverse("evaluations:organisation-result", args=[pk, code])))
    return render(
        request,
        "evaluations/organisation_cancel.html",
        {"cycle": cycle, "unit": unit, "recognition": standing, "form": form, "blocked": blocked},
    )


def range_of(request: HttpRequest, pk: int, code: str) -> tuple[Cycle, UnitPeriod]:
    """The cycle and the unit whose head recognises; 404 where the user has no part in it."""
    cycle, unit = unit_of(request, pk, code)
    if not ratings_cover(request.user).holds(unit.unit_id) and unit.unit_id not in signs_for(request.user):
        raise Http404
    return cycle, unit


def recognised_of(request: HttpRequest, pk: int, code: str) -> tuple[Cycle, UnitPeriod, list[Recognition]]:
    """All recognitions of the organisation, the newest first; 404 before there is one."""
    cycle, unit = unit_of(request, pk, code)
    found = list(
        Recognition.objects.visible_to(request.user)
        .filter(evaluation__cycle=cycle, evaluation__unit=unit.unit_id)
        .select_related(
            "decision__signed_by", "decision__delegation", "evaluation__cycle", "evaluation__organisation"
        )
        .order_by("-pk")
    )
    if not found:
        raise Http404
    return cycle, unit, found


def _demand_signer(request: HttpRequest, unit_id: int) -> None:
    try:
        may_sign(unit_id, by=request.user, days=(request.today,))
    except EvaluationRefused as error:
        raise PermissionDenied(error.sentence) from None


def _context(request: HttpRequest, cycle: Cycle, unit: UnitPeriod, found: OrganisationSheet) -> dict:
    return {
        "cycle": cycle,
        "unit": unit,
        "sheet": found,
        "side": found.side,
        "shares": raised_shares(cycle, unit.unit_id).values(),
        "decisions": RecognitionDecision.objects.filter(cycle=cycle, unit=unit.unit_id),
        "may_prepare": acts_for(request, unit.unit_id),
        "may_sign": unit.unit_id in signs_for(request.user),
    }
