"""What an administrator does with accounts: open one, let its holder in again, stop it, let it go on."""

import re

import pghistory
from django.db import IntegrityError, transaction

from accounts.errors import AccountRefused
from accounts.links import one_time_link
from accounts.models import IssuedLink, User
from core.names import clean

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")
# The page for a new account stands where such an account's page would.
RESERVED = {"them"}


def open_account(*, username: str, full_name: str, by: User) -> User:
    """A new account without a password: its holder sets one through a link. Raises AccountRefused."""
    username, full_name = clean(username).lower(), clean(full_name)
    if not USERNAME.fullmatch(username) or username in RESERVED:
        raise AccountRefused(
            "Tên đăng nhập gồm 3 đến 30 chữ thường không dấu, chữ số, dấu chấm hoặc gạch, "
            "ví dụ nguyen.van.an.",
            code="bad_username",
            field="username",
        )
    if re.search(r"\d{9}", username):
        raise AccountRefused(
            "Tên đăng nhập không được là số định danh cá nhân hay số điện thoại.",
            code="number_as_username",
            field="username",
        )
    user = User(username=username, full_name=full_name)
    user.set_unusable_password()
    try:
        with transaction.atomic(), pghistory.context(what="Lập tài khoản", user=by.pk):
            user.save()
    except IntegrityError:
        raise AccountRefused(
            f"Đã có tài khoản “{username}”. Chọn tên đăng nhập khác.", code="taken", field="username"
        ) from None
    return user


def issue_link(*, account: User, by: User, base_url: str) -> str:
    """A one-time link for the account's holder, noted for both to see. Raises AccountRefused."""
    if not account.is_active:
        raise AccountRefused(
            "Tài khoản này đang ngừng dùng. Mở lại tài khoản rồi cấp đường dẫn.", code="inactive"
        )
    IssuedLink.objects.create(account=account, made_by=by)
    return one_time_link(account, base_url=base_url)


def set_active(*, account: User, is_active: bool, by: User) -> None:
    """Stop the account, which ends its sessions and links at once, or let it go on."""
    what = "Mở lại tài khoản" if is_active else "Ngừng tài khoản"
    with transaction.atomic(), pghistory.context(what=what, user=by.pk):
        account.is_active = is_active
        account.save(update_fields=["is_active"])
