"""How the cap is counted for the people of a sheet: groups of like duties, and a raised share."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import DomainError
from core.frame import with_day
from evaluations.duty_groups import dissolve, is_capped, may_group, name_group, put_into
from evaluations.duty_page import duty_pools
from evaluations.errors import EvaluationRefused
from evaluations.forms_recognise import ShareForm
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import DutyGroup, Evaluation, RaisedPeopleShare
from evaluations.raise_share import raise_people_share
from evaluations.signers import may_sign
from evaluations.views_sheet import sheet_of


@require_http_methods(["GET", "POST"])
def groups(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The groups and everybody's place; a POST names a new one."""
    cycle, unit = sheet_of(request, pk, code)
    pools = duty_pools(cycle, unit.unit_id, user=request.user)
    may_change = may_group(request.user, unit.unit_id)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        law = next((pool.law for pool in pools if pool.law == request.POST.get("law")), None)
        try:
            if law is None:
                raise EvaluationRefused("Chọn quy định mà nhóm thuộc về.", code="law")
            made = name_group(
                cycle=cycle, unit_id=unit.unit_id, law=law, name=request.POST.get("name", "")[:120],
                by=request.user,
            )  # fmt: skip
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"Đã lập nhóm “{made}”. Chọn người để xếp vào nhóm.")
        return _back(request, pk, code)
    return render(
        request,
        "evaluations/duty_groups.html",
        {"cycle": cycle, "unit": unit, "pools": pools, "may_change": may_change},
    )


@require_POST
def put(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Put the people chosen into one group, or back among the rest."""
    cycle, unit = sheet_of(request, pk, code)
    if not may_group(request.user, unit.unit_id):
        raise PermissionDenied
    people = [int(one) for one in request.POST.getlist("people") if one.isdecimal() and len(one) < 18]
    key, group = request.POST.get("group", ""), None
    if key:
        here = DutyGroup.objects.filter(pool__cycle=cycle, pool__unit=unit.unit_id)
        group = get_object_or_404(here, pk=int(key) if key.isdecimal() and len(key) < 18 else 0)
    try:
        n = put_into(
            cycle=cycle, unit_id=unit.unit_id, law=request.POST.get("law", ""), people=people, group=group,
            by=request.user,
        )  # fmt: skip
    except DomainError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"Đã xếp {n} người vào {f'nhóm “{group}”' if group else 'nhóm còn lại'}.")
    return _back(request, pk, code)


@require_POST
def drop(request: HttpRequest, pk: int, code: str, duty: int) -> HttpResponse:
    """Bỏ nhóm: its people are among the rest again."""
    cycle, unit = sheet_of(request, pk, code)
    if not may_group(request.user, unit.unit_id):
        raise PermissionDenied
    here = DutyGroup.objects.filter(pool__cycle=cycle, pool__unit=unit.unit_id)
    group = get_object_or_404(here.select_related("pool__cycle"), pk=duty)
    try:
        dissolve(group=group, by=request.user)
    except DomainError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"Đã bỏ nhóm “{group}”.")
    return _back(request, pk, code)


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Quyết định tỷ lệ cao hơn đối với cá nhân."""
    cycle, unit = sheet_of(request, pk, code)
    try:
        may_sign(unit.unit_id, by=request.user, days=(request.today,))
    except EvaluationRefused as error:
        raise PermissionDenied(error.sentence) from None
    rated = Evaluation.objects.visible_to(request.user).filter(cycle=cycle, rater_unit=unit.unit_id)
    found = dict(rated.order_by("law", "group").values_list("law", "group").distinct())
    laws = [(law, all_rule_sets()[law].short) for law in found if is_capped(law)]
    form = ShareForm(request.POST or None, laws=laws)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            raise_people_share(
                cycle=cycle, unit_id=unit.unit_id, group=found[said["law"]], by=request.user,
                today=request.today, **said,
            )  # fmt: skip
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, "Đã ghi quyết định tỷ lệ.")
            return redirect(with_day(request, reverse("evaluations:sheet", args=[pk, code])))
    shares = RaisedPeopleShare.objects.filter(pool__cycle=cycle, pool__unit=unit.unit_id)
    return render(
        request,
        "evaluations/people_share.html",
        {"cycle": cycle, "unit": unit, "form": form, "shares": shares.order_by("pk"), "laws": laws},
    )


def _back(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    return redirect(with_day(request, reverse("evaluations:duty-groups", args=[pk, code])))
