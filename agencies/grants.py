"""Giving a role for a unit and a time, and ending one: the portal always keeps an administrator."""

from datetime import date, timedelta

import pghistory
from django.db import transaction

from accounts.errors import AccountRefused
from accounts.manage import set_active
from accounts.models import User
from agencies.enums import Role
from agencies.models import Grant
from core.days import since

# Roles that mean nothing without a unit, and those that mean nothing for a part of the province.
OF_A_UNIT = frozenset({Role.UNIT_CLERK, Role.UNIT_HEAD})
OF_THE_PROVINCE = frozenset({Role.ADMIN, Role.PROVINCIAL_LEADER})


def give(
    *,
    account: User,
    role: str,
    unit_id: int | None,
    first: date,
    last: date | None,
    reason: str,
    by: User,
    today: date,
) -> Grant:
    """Give the role for the unit and all below it, or everywhere, from ``first`` to ``last`` inclusive.

    Raises AccountRefused.
    """
    _refuse_bad_scope(role, unit_id)
    _refuse_bad_days(first, last, today)
    if account.pk == by.pk and role != Role.ADMIN:
        raise AccountRefused(
            "Không ai tự giao vai trò cho mình. Nhờ quản trị hệ thống khác giao vai trò này.",
            code="to_oneself",
            field="role",
        )
    if not account.is_active:
        raise AccountRefused(
            "Tài khoản này đang ngừng dùng. Mở lại tài khoản rồi giao vai trò.", code="inactive"
        )
    valid = since(first, _day_after(last))
    with transaction.atomic(), pghistory.context(what="Giao vai trò", user=by.pk):
        # One at a time for an account, so that two are told apart here and not by the database's error.
        User.objects.select_for_update().get(pk=account.pk)
        held = Grant.objects.filter(user=account, role=role, unit_id=unit_id, valid__overlap=valid)
        if held.exists():
            raise AccountRefused(
                "Tài khoản đã có vai trò này cho phạm vi này trong thời gian đó.", code="held", field="role"
            )
        return Grant.objects.create(
            user=account, role=role, unit_id=unit_id, valid=valid, reason=reason.strip(), given_by=by
        )


def end(grant: Grant, *, ends_on: date, by: User, today: date) -> None:
    """Let the grant hold no longer from ``ends_on`` on; one that hasn't begun by then is taken back.

    Raises AccountRefused.
    """
    if ends_on < today:
        raise AccountRefused(
            "Vai trò chỉ kết thúc được từ hôm nay trở đi.", code="ends_in_past", field="ends_on"
        )
    with transaction.atomic(), pghistory.context(what="Kết thúc vai trò", user=by.pk):
        admins = _hold_administrators()
        grant = Grant.objects.select_for_update(of=["self"]).get(pk=grant.pk)
        if grant.valid.upper and grant.valid.upper <= ends_on:
            raise AccountRefused("Vai trò này đã kết thúc trước ngày đó rồi.", code="ended", field="ends_on")
        if grant.role == Role.ADMIN:
            _refuse_without_administrator([one for one in admins if one.pk != grant.pk], ends_on)
        if grant.valid.lower >= ends_on:
            grant.delete()
            return
        grant.valid = since(grant.valid.lower, ends_on)
        grant.save(update_fields=["valid"])


def deactivate(account: User, *, by: User, today: date) -> None:
    """Stop the account. Raises AccountRefused for one's own and for the last administrator's."""
    if account.pk == by.pk:
        raise AccountRefused(
            "Không ai tự ngừng tài khoản của mình. Nhờ quản trị hệ thống khác.", code="oneself"
        )
    with transaction.atomic():
        admins = _hold_administrators()
        if any(one.user_id == account.pk for one in admins):
            _refuse_without_administrator([one for one in admins if one.user_id != account.pk], today)
        set_active(account=account, is_active=False, by=by)


def _hold_administrators() -> list[Grant]:
    """The grants of active administrators, held until the transaction ends: two can't end each other."""
    grants = Grant.objects.select_for_update(of=["self"]).filter(role=Role.ADMIN, user__is_active=True)
    return list(grants.order_by("pk"))


def _refuse_without_administrator(left: list[Grant], day: date) -> None:
    """Somebody must hold the role on the day, and without an end."""
    if not any(one.valid.upper is None and one.valid.lower <= day for one in left):
        raise AccountRefused(
            "Sau ngày đó sẽ không còn ai quản trị hệ thống. Giao vai trò này cho người khác, không ghi ngày "
            "kết thúc, rồi làm lại.",
            code="last_administrator",
        )


def _refuse_bad_scope(role: str, unit_id: int | None) -> None:
    if role in OF_A_UNIT and unit_id is None:
        raise AccountRefused("Vai trò này gắn với một đơn vị. Hãy chọn đơn vị.", code="no_unit", field="unit")
    if role in OF_THE_PROVINCE and unit_id is not None:
        raise AccountRefused(
            "Vai trò này chỉ giao cho toàn tỉnh. Hãy để trống ô đơn vị.", code="needs_province", field="unit"
        )


def _refuse_bad_days(first: date, last: date | None, today: date) -> None:
    if first < today:
        raise AccountRefused(
            "Vai trò chỉ bắt đầu được từ hôm nay trở đi.", code="begins_in_past", field="first"
        )
    if last and last < first:
        raise AccountRefused("Ngày cuối phải từ ngày đầu trở đi.", code="bad_days", field="last")


def _day_after(last: date | None) -> date | None:
    return last + timedelta(days=1) if last else None
