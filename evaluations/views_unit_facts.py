"""What is known of units: levels of earlier years, matters to look into, targets of the year."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered
from core.errors import DomainError
from core.frame import with_day
from core.lists import page_of
from evaluations import unit_levels, unit_matters, unit_targets
from evaluations.forms_unit_facts import LevelForm, MatterForm, TargetsForm, VerifyForm
from evaluations.models import Evaluation, Organisation, UnitLevel, UnitMatter, UnitTargets
from evaluations.organisation_access import acts_for, evaluation_of, may_judge, may_see_matters
from evaluations.organisation_page import MATTER_KINDS
from evaluations.sheet import KINDS
from evaluations.views_cycle import demand_everywhere
from evaluations.views_sheet import sheet_of


@require_http_methods(["GET", "POST"])
def levels(request: HttpRequest) -> HttpResponse:
    """Levels of units with their sources; Home Affairs writes them down."""
    may_add = covered(request.user, Right.PREPARE_CYCLE, on=request.today).everywhere
    form = LevelForm(request.POST or None, on=request.today) if may_add else None
    if request.method == "POST":
        demand_everywhere(request, Right.PREPARE_CYCLE)
        if form.is_valid():
            said = dict(form.cleaned_data)
            try:
                unit_levels.add_level(
                    unit_id=said.pop("unit").unit_id, by=request.user, today=request.today, **said
                )
            except DomainError as error:
                form.add_error(error.field, error.sentence)
            else:
                messages.success(request, "Đã ghi mức xếp loại của đơn vị.")
                return redirect(with_day(request, reverse("evaluations:unit-levels")))
    names = UnitPeriod.objects.filter(unit=OuterRef("unit")).order_by("-valid")
    found = UnitLevel.objects.visible_to(request.user).annotate(name=Subquery(names.values("name")[:1]))
    rows = page_of(found.order_by("-year", "name", "pk"), request)
    for one in rows:
        one.level_kind = KINDS[one.level]
    return render(request, "evaluations/unit_levels.html", {"rows": rows, "form": form, "may_add": may_add})


@require_POST
def withdraw_level(request: HttpRequest, level: int) -> HttpResponse:
    demand_everywhere(request, Right.PREPARE_CYCLE)
    found = get_object_or_404(UnitLevel.objects.visible_to(request.user), pk=level)
    try:
        unit_levels.withdraw_level(level=found, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, "Đã rút mức xếp loại.")
    return redirect(with_day(request, reverse("evaluations:unit-levels")))


@require_http_methods(["GET", "POST"])
def matters(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Complaints, conclusions, corruption: read and written by those who recognise, never by the unit."""
    cycle, unit, may_write = _matters_of(request, pk, code)
    form = MatterForm(request.POST or None, unit_id=unit.unit_id, on=request.today)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        person = said.pop("person")
        try:
            unit_matters.record_matter(
                unit_id=unit.unit_id, person_id=person.person_id if person else None, by=request.user,
                today=request.today, **said,
            )  # fmt: skip
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, "Đã ghi.")
            return redirect(with_day(request, reverse("evaluations:unit-matters", args=[pk, code])))
    seen = UnitMatter.objects.visible_to(request.user).filter(unit=unit.unit_id)
    found = seen.select_related("person")
    rows = [(matter, MATTER_KINDS[matter.kind]) for matter in found]
    return render(
        request,
        "evaluations/unit_matters.html",
        {"cycle": cycle, "unit": unit, "rows": rows, "form": form, "may_write": may_write},
    )


@require_http_methods(["GET", "POST"])
def matter(request: HttpRequest, pk: int, code: str, matter: int) -> HttpResponse:
    """Say what a complaint's verification found; with ``rut`` take the matter back."""
    cycle, unit, may_write = _matters_of(request, pk, code)
    seen = UnitMatter.objects.visible_to(request.user).filter(unit=unit.unit_id)
    found = get_object_or_404(seen, pk=matter)
    if not may_write:
        raise PermissionDenied
    back = with_day(request, reverse("evaluations:unit-matters", args=[pk, code]))
    is_withdrawn = "rut" in request.POST
    form = VerifyForm(None if is_withdrawn else request.POST or None, initial=_verified(found))
    try:
        if is_withdrawn:
            unit_matters.withdraw_matter(matter=found, reason=request.POST.get("reason", ""), by=request.user)
            messages.success(request, "Đã rút.")
            return redirect(back)
        if request.method == "POST" and form.is_valid():
            unit_matters.verify_matter(
                matter=found, by=request.user, today=request.today, **form.cleaned_data
            )
            messages.success(request, "Đã ghi kết quả xác minh.")
            return redirect(back)
    except DomainError as error:
        if is_withdrawn:
            messages.error(request, error.sentence)
        else:
            form.add_error(error.field, error.sentence)
    return render(
        request,
        "evaluations/unit_matter.html",
        {"cycle": cycle, "unit": unit, "matter": found, "form": form},
    )


@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Targets of the unit, and of leaders' own fields: written by the unit's head or clerk."""
    cycle, unit = sheet_of(request, pk, code)
    organisation = get_object_or_404(Organisation, cycle=cycle, unit=unit.unit_id)
    leaders = list(
        Evaluation.objects.filter(organisation=organisation, is_leader=True)
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    may_write = acts_for(request, unit.unit_id)
    choices = [(one.person_id, one.person.full_name) for one in leaders]
    form = TargetsForm(request.POST or None, leaders=choices)
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        if _put_targets(request, organisation, form):
            return redirect(with_day(request, reverse("evaluations:unit-targets", args=[pk, code])))
    rows = UnitTargets.objects.filter(organisation=organisation).select_related("person")
    return render(
        request,
        "evaluations/unit_targets.html",
        {"cycle": cycle, "unit": unit, "rows": rows, "form": form, "may_write": may_write},
    )


def _put_targets(request: HttpRequest, organisation: Organisation, form: TargetsForm) -> bool:
    try:
        if dropped := request.POST.get("bo", ""):
            if not dropped.isdecimal():
                raise Http404
            unit_targets.drop_targets(organisation=organisation, person_id=int(dropped), by=request.user)
        elif form.is_valid():
            said = dict(form.cleaned_data)
            person = said.pop("person")
            unit_targets.put_targets(
                organisation=organisation, person_id=int(person) if person else None, by=request.user, **said
            )
        else:
            return False
    except DomainError as error:
        if "bo" in request.POST:
            messages.error(request, error.sentence)
            return True
        form.add_error(error.field, error.sentence)
        return False
    messages.success(request, "Đã ghi chỉ tiêu.")
    return True


def _matters_of(request: HttpRequest, pk: int, code: str):
    """404 for the unit itself and everybody else without a part in its recognition; then whether the user
    may write."""
    cycle, unit, one = evaluation_of(request, pk, code)
    if not may_see_matters(request, one):
        raise Http404
    office = covered(request.user, Right.PREPARE_CYCLE, on=request.today)
    return cycle, unit, office.holds(one.recogniser_unit_id) or may_judge(request, one)


def _verified(found: UnitMatter) -> dict:
    if found.verified_on is None:
        return {}
    return {
        "verified_on": f"{found.verified_on:%d/%m/%Y}",
        "verified_by": found.verified_by,
        "finding": found.finding,
    }
