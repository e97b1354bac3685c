"""Signing in and out, setting a password, the account's own page."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.generic import FormView
from sesame.views import LoginView as LinkLoginView

from accounts.queries import failures, sign_ins


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Ends the session (POST only)."""


@method_decorator(login_not_required, name="dispatch")
class Enter(LinkLoginView):
    """Signs in who brings a one-time link; a used or old one gets a sentence, not an error."""

    def login_failed(self) -> HttpResponse:
        messages.error(
            self.request,
            "Đường dẫn này đã dùng rồi hoặc đã quá hạn. Hãy đăng nhập bằng mật khẩu, "
            "hoặc xin quản trị một đường dẫn mới.",
        )
        return redirect("accounts:sign-in")


class SetPassword(FormView):
    template_name = "accounts/set_password.html"
    form_class = SetPasswordForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        form.save()
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, "Đã đặt mật khẩu mới. Các phiên khác của bạn đã được đăng xuất.")
        return redirect("accounts:account")


def account(request: HttpRequest) -> HttpResponse:
    """Tài khoản của tôi: roles, sign-ins, and the links that others made for the account."""
    return render(
        request,
        "accounts/account.html",
        {
            "sign_ins": sign_ins(request.user),
            "failures": failures(request.user),
            "links": request.user.issued_links.select_related("made_by")[:5],
        },
    )
