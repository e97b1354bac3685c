"""Linking accounts to people: a panel on the account's page, and its form."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from agencies.views_accounts import for_account_managers
from staff.link_account import LinkRefused, link_by_number, unlink_account
from staff.models import Person


class LinkForm(forms.Form):
    citizen_number = forms.CharField(
        label="Số định danh cá nhân",
        max_length=20,
        help_text="12 chữ số. Chỉ gắn được khi họ tên trong hồ sơ trùng với họ tên của tài khoản.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def panel(request: HttpRequest, account: User) -> SafeString:
    """Whether the account has a record; whose it is, the account's own name tells."""
    is_linked = Person.objects.filter(account=account).exists()
    return render_to_string(
        "staff/_account_panel.html", {"account": account, "is_linked": is_linked}, request=request
    )


@require_http_methods(["GET", "POST"])
@for_account_managers
def link(request: HttpRequest, username: str) -> HttpResponse:
    """Gắn với hồ sơ: by the exact number, which never stands in an address."""
    account = get_object_or_404(User, username=username)
    form = LinkForm(request.POST or None)
    if form.is_valid():
        try:
            link_by_number(account=account, by=request.user, **form.cleaned_data)
        except LinkRefused as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã gắn tài khoản {username} với hồ sơ của {account.full_name}.")
            return redirect("agencies:account", username)
    return render(
        request,
        "core/confirm.html",
        {
            "title": f"Gắn tài khoản {username} với hồ sơ",
            "sentence": f"{account.full_name} sẽ thấy hồ sơ của chính mình ở mục Hồ sơ của tôi, "
            "kể cả khi không giữ vai trò nào.",
            "facts": [],
            "action": "Gắn với hồ sơ",
            "cancel_url": reverse("agencies:account", args=[username]),
            "is_danger": False,
            "form": form,
        },
    )


@require_POST
@for_account_managers
def unlink(request: HttpRequest, username: str) -> HttpResponse:
    """Gỡ khỏi hồ sơ."""
    unlink_account(account=get_object_or_404(User, username=username), by=request.user)
    messages.success(request, f"Đã gỡ tài khoản {username} khỏi hồ sơ.")
    return redirect("agencies:account", username)
