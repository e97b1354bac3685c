"""Giving roles to an account, and ending them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.errors import AccountRefused
from accounts.models import User
from agencies import grants
from agencies.account_forms import EndGrantForm, GrantForm
from agencies.enums import Role
from agencies.models import Grant, UnitPeriod
from agencies.views_accounts import for_account_managers
from core.templatetags.vietnamese import period


@require_http_methods(["GET", "POST"])
@for_account_managers
def give_role(request: HttpRequest, username: str) -> HttpResponse:
    """Giao vai trò: for a unit and all below it, or for the whole province, from a day on."""
    account = get_object_or_404(User, username=username)
    units = UnitPeriod.objects.visible_to(request.user, on=request.today)
    form = GrantForm(request.POST or None, units=units, today=request.today)
    if form.is_valid():
        unit = form.cleaned_data.pop("unit")
        try:
            grant = grants.give(
                account=account,
                unit_id=unit.unit_id if unit else None,
                by=request.user,
                today=request.today,
                **form.cleaned_data,
            )
        except AccountRefused as error:
            form.add_error(error.field, error.sentence)
        else:
            place = unit.name if unit else "toàn tỉnh"
            messages.success(
                request,
                f"Đã giao cho {account.full_name} vai trò {Role(grant.role).label}, {place}, "
                f"{period(grant.valid)}.",
            )
            return redirect("agencies:account", username)
    return render(request, "accounts/manage_give.html", {"account": account, "form": form})


@require_http_methods(["GET", "POST"])
@for_account_managers
def end_role(request: HttpRequest, username: str, pk: int) -> HttpResponse:
    """Kết thúc vai trò: at once, or after today."""
    found = Grant.objects.filter(user__username=username).named_units(request.today).select_related("user")
    grant = get_object_or_404(found, pk=pk)
    form = EndGrantForm(request.POST or None)
    if form.is_valid():
        try:
            grants.end(grant, ends_on=form.ends_on(request.today), by=request.user, today=request.today)
        except AccountRefused as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(
                request, f"Đã kết thúc vai trò {grant.get_role_display()} của {grant.user.full_name}."
            )
            return redirect("agencies:account", username)
    place = (grant.unit_name or "đơn vị đã giải thể") if grant.unit_id else "toàn tỉnh"
    return render(
        request,
        "core/confirm.html",
        {
            "title": "Kết thúc vai trò",
            "sentence": f"{grant.user.full_name} thôi vai trò {grant.get_role_display()}, {place}. "
            "Những việc đã làm vẫn giữ nguyên; giao lại được bất cứ lúc nào.",
            "facts": [("Thời hạn đang có", period(grant.valid)), ("Căn cứ", grant.reason or None)],
            "action": "Kết thúc vai trò",
            "cancel_url": reverse("agencies:account", args=[username]),
            "is_danger": True,
            "form": form,
        },
    )
