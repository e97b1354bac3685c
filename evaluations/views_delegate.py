"""Ủy quyền ký thay of a unit: who signs for the head, on which paper, until when."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies.models import UnitPeriod
from core.errors import DomainError
from core.frame import with_day
from evaluations.delegate import delegate, end_delegation, may_delegate
from evaluations.enums import DelegationKind
from evaluations.forms_delegate import EndForm, SigningForm
from evaluations.models import Delegation
from evaluations.who_may import ratings_cover, signs_for


@require_http_methods(["GET", "POST"])
def delegations(request: HttpRequest, code: str) -> HttpResponse:
    """Those that hold or held, and the form of a new one."""
    unit = _unit(request, code)
    form = SigningForm(
        request.POST or None, unit_id=unit.unit_id, on=request.today,
        initial={"begins_on": f"{request.today:%d/%m/%Y}"},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            delegate(
                unit_id=unit.unit_id,
                person_id=said["person"].person_id,
                kind=DelegationKind.SIGNING,
                number=said["number"],
                decision_on=said["decision_on"],
                first=said["begins_on"],
                last=said["ends_on"],
                by=request.user,
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ghi: {said['person'].person.full_name} ký thay người đứng đầu.")
            return redirect(with_day(request, reverse("evaluations:delegations", args=[code])))
    found = Delegation.objects.filter(unit=unit.unit_id).select_related("person").order_by("-valid", "pk")
    return render(
        request,
        "evaluations/delegations.html",
        {"unit": unit, "form": form, "rows": [(one, _may_end(request, one)) for one in found]},
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str, delegation: int) -> HttpResponse:
    """End one earlier than its paper says."""
    unit = _unit(request, code)
    signing = Delegation.objects.filter(unit=unit.unit_id, kind=DelegationKind.SIGNING)
    one = get_object_or_404(signing.select_related("person"), pk=delegation)
    form = EndForm(request.POST or None, initial={"last": f"{request.today:%d/%m/%Y}"})
    address = with_day(request, reverse("evaluations:delegations", args=[code]))
    if request.method == "POST" and form.is_valid():
        try:
            end_delegation(one, last=form.cleaned_data["last"], by=request.user, today=request.today)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(
                request, f"Đã kết thúc: {one.get_kind_display().lower()} số {one.decision_number}."
            )
            return redirect(address)
    lead = f"{one.person.full_name}, {one.get_kind_display().lower()} số {one.decision_number}"
    return render(
        request,
        "evaluations/follow_form.html",
        {"form": form, "heading": "Kết thúc ủy quyền", "lead": lead, "back": address},
    )


def _unit(request: HttpRequest, code: str) -> UnitPeriod:
    """404 where the user has no part in the unit's ratings, 403 where they may read but not delegate."""
    unit = UnitPeriod.objects.as_of(request.today).filter(code=code).first()
    if unit is None:
        raise Http404
    if not ratings_cover(request.user).holds(unit.unit_id) and unit.unit_id not in signs_for(request.user):
        raise Http404
    if not may_delegate(request.user, unit.unit_id, on=request.today):
        raise PermissionDenied
    return unit


def _may_end(request: HttpRequest, one: Delegation) -> bool:
    if one.kind != DelegationKind.SIGNING:
        return False
    return one.ends_on is None or one.ends_on > request.today
