"""The pages on which an administrator keeps the accounts (tài khoản)."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts import manage
from accounts.errors import AccountRefused
from accounts.links import hours_valid
from accounts.models import User
from accounts.queries import failures, sign_ins
from agencies import account_list, account_panels, grants
from agencies.account_forms import NewAccountForm
from agencies.account_history import history_of
from agencies.models import Grant
from agencies.rights import Right
from agencies.scope import has_right
from core import lists


def for_account_managers(view):
    """Only for those who keep the accounts; to others the page is closed, whatever it would show."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not has_right(request.user, Right.MANAGE_ACCOUNTS):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@for_account_managers
def account_list_page(request: HttpRequest) -> HttpResponse:
    """Tài khoản: each with its roles of today."""
    chosen = account_list.AccountFilter(request.GET, User.objects.all(), today=request.today)
    page = lists.page_of(chosen.qs.order_by("username"), request)
    return render(
        request,
        "accounts/manage_list.html",
        {
            "filter": chosen,
            "chips": lists.chips(chosen, request, lists.counts_of(chosen)),
            "clear_url": lists.without_filters(chosen, request),
            "page": page,
            "lines": account_list.lines(page, today=request.today),
        },
    )


@require_http_methods(["GET", "POST"])
@for_account_managers
def new_account(request: HttpRequest) -> HttpResponse:
    """Lập tài khoản: without a password; its first link is made on the account's page."""
    form = NewAccountForm(request.POST or None)
    if form.is_valid():
        try:
            account = manage.open_account(**form.cleaned_data, by=request.user)
        except AccountRefused as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(
                request,
                f"Đã lập tài khoản {account.username}. Tiếp theo: giao vai trò, rồi cấp đường dẫn để vào.",
            )
            return redirect("agencies:account", account.username)
    return render(request, "accounts/manage_new.html", {"form": form})


@require_GET
@for_account_managers
def account_page(request: HttpRequest, username: str) -> HttpResponse:
    """One account: its roles over time, its sign-ins, what was done with it."""
    account = get_object_or_404(User, username=username)
    held = Grant.objects.filter(user=account).named_units(request.today).select_related("given_by")
    return render(
        request,
        "accounts/manage_account.html",
        {
            "account": account,
            "grants": held.order_by("-valid", "-pk"),
            "sign_ins": sign_ins(account),
            "failures": failures(account),
            "links": account.issued_links.select_related("made_by")[:5],
            "panels": account_panels.panels_of(request, account),
            "history": history_of(account),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@for_account_managers
def issue_link(request: HttpRequest, username: str) -> HttpResponse:
    """Cấp đường dẫn: asked for, then shown in the answer and nowhere else."""
    account = get_object_or_404(User, username=username)
    if request.method == "POST":
        try:
            link = manage.issue_link(
                account=account, by=request.user, base_url=request.build_absolute_uri("/")
            )
        except AccountRefused as error:
            messages.error(request, error.sentence)
            return redirect("agencies:account", username)
        return render(
            request, "accounts/manage_link.html", {"account": account, "link": link, "hours": hours_valid()}
        )
    return _confirm(
        request,
        account,
        title=f"Cấp đường dẫn cho {account.username}",
        sentence=f"Ai cầm đường dẫn này vào được cổng với tư cách {account.full_name}, một lần, trong "
        f"{hours_valid()} giờ. Chỉ gửi cho chính người đó; người đó thấy bạn đã cấp.",
        action="Cấp đường dẫn",
    )


@require_http_methods(["GET", "POST"])
@for_account_managers
def stop_account(request: HttpRequest, username: str) -> HttpResponse:
    """Ngừng tài khoản: its sessions and links end at once."""
    account = get_object_or_404(User, username=username)
    if request.method == "POST":
        try:
            grants.deactivate(account, by=request.user, today=request.today)
        except AccountRefused as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"Đã ngừng tài khoản {account.username}.")
        return redirect("agencies:account", username)
    return _confirm(
        request,
        account,
        title=f"Ngừng tài khoản {account.username}",
        sentence=f"{account.full_name} không vào được cổng nữa; phiên và đường dẫn đang có hết hạn ngay. "
        "Vai trò và lịch sử vẫn giữ nguyên; mở lại được bất cứ lúc nào.",
        action="Ngừng tài khoản",
        is_danger=True,
    )


@require_http_methods(["GET", "POST"])
@for_account_managers
def resume_account(request: HttpRequest, username: str) -> HttpResponse:
    """Mở lại tài khoản."""
    account = get_object_or_404(User, username=username)
    if request.method == "POST":
        manage.set_active(account=account, is_active=True, by=request.user)
        messages.success(request, f"Đã mở lại tài khoản {account.username}.")
        return redirect("agencies:account", username)
    return _confirm(
        request,
        account,
        title=f"Mở lại tài khoản {account.username}",
        sentence=f"{account.full_name} lại vào được cổng, với những vai trò còn thời hạn.",
        action="Mở lại tài khoản",
    )


def _confirm(
    request: HttpRequest, account: User, *, title: str, sentence: str, action: str, is_danger: bool = False
) -> HttpResponse:
    return render(
        request,
        "core/confirm.html",
        {
            "title": title,
            "sentence": sentence,
            "facts": [],
            "action": action,
            "cancel_url": reverse("agencies:account", args=[account.username]),
            "is_danger": is_danger,
            "form": None,
        },
    )
