"""Giving and ending roles: for a unit and a time, by somebody else, and never without an administrator."""

from datetime import timedelta

import pytest

from accounts.errors import AccountRefused
from agencies import grants
from agencies.enums import Role
from agencies.models import Grant
from agencies.rights import Right
from agencies.scope import covered, roles_of
from core.days import since, today
from tests.factories import make_grant, make_unit, make_user, make_user_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _give(by, account=None, role=Role.OFFICER, unit=None, first=None, last=None):
    return grants.give(
        account=account or make_user(),
        role=role,
        unit_id=unit.pk if unit else None,
        first=first or today(),
        last=last,
        reason="QĐ số 12",
        by=by,
        today=today(),
    )


def _refused(code: str, call, *args, **kwargs) -> None:
    with pytest.raises(AccountRefused) as refused:
        call(*args, **kwargs)
    assert refused.value.code == code


def test_a_role_for_a_unit_reaches_the_unit_and_all_below_it_through_its_last_day():
    unit = make_unit("Huyện Ba Bể")
    below = make_unit("Xã Khang Ninh", parent=unit)
    beside = make_unit("Huyện Na Rì")
    grant = _give(make_user_in(Role.ADMIN), role=Role.UNIT_CLERK, unit=unit, last=today() + DAY)
    assert grant.valid == since(today(), today() + timedelta(days=2))
    cover = covered(grant.user, Right.SEE_PEOPLE, on=today())
    assert (cover.holds(unit.pk), cover.holds(below.pk), cover.holds(beside.pk)) == (True, True, False)


def test_a_role_of_a_unit_needs_one_and_an_administrator_has_none():
    admin, unit = make_user_in(Role.ADMIN), make_unit()
    _refused("no_unit", _give, admin, role=Role.UNIT_HEAD)
    _refused("needs_province", _give, admin, role=Role.ADMIN, unit=unit)


def test_an_administrator_gives_themself_no_role_but_their_own():
    admin = make_user_in(Role.ADMIN)
    _refused("to_oneself", _give, admin, account=admin)
    _give(make_user_in(Role.ADMIN), account=admin)
    assert roles_of(type(admin).objects.get(pk=admin.pk)) == {Role.ADMIN, Role.OFFICER}


def test_the_same_role_for_the_same_days_is_not_given_twice():
    admin, user = make_user_in(Role.ADMIN), make_user()
    _give(admin, account=user, last=today() + DAY)
    _refused("held", _give, admin, account=user, first=today() + DAY)
    _give(admin, account=user, first=today() + timedelta(days=2))


def test_a_role_begins_today_or_later_and_its_last_day_is_no_earlier_than_its_first():
    admin = make_user_in(Role.ADMIN)
    _refused("begins_in_past", _give, admin, first=today() - DAY)
    _refused("bad_days", _give, admin, first=today() + DAY, last=today())


def test_an_account_that_was_stopped_gets_no_role():
    _refused("inactive", _give, make_user_in(Role.ADMIN), account=make_user(is_active=False))


def test_a_role_ends_at_once_or_after_today():
    admin = make_user_in(Role.ADMIN)
    now, later = make_grant(), make_grant()
    grants.end(now, ends_on=today(), by=admin, today=today())
    grants.end(later, ends_on=today() + DAY, by=admin, today=today())
    assert list(Grant.objects.in_force(today()).exclude(role=Role.ADMIN)) == [later]
    assert not Grant.objects.in_force(today() + DAY).exclude(role=Role.ADMIN).exists()


def test_a_role_that_has_not_begun_is_taken_back_and_the_history_keeps_it():
    admin = make_user_in(Role.ADMIN)
    grant = _give(admin, first=today() + DAY)
    pk = grant.pk
    grants.end(grant, ends_on=today(), by=admin, today=today())
    assert not Grant.objects.filter(pk=pk).exists()
    events = Grant.pgh_event_model.objects.filter(pgh_obj_id=pk).order_by("pgh_id")
    assert [(e.pgh_label, e.pgh_context.metadata["what"]) for e in events] == [
        ("insert", "Giao vai trò"),
        ("delete", "Kết thúc vai trò"),
    ]


def test_a_role_does_not_end_in_the_past_nor_twice():
    admin, grant = make_user_in(Role.ADMIN), make_grant(until=today())
    _refused("ends_in_past", grants.end, grant, ends_on=today() - DAY, by=admin, today=today())
    _refused("ended", grants.end, grant, ends_on=today(), by=admin, today=today())


def test_the_last_administrators_role_does_not_end():
    admin = make_user_in(Role.ADMIN)
    make_user_in(Role.ADMIN, is_active=False)
    make_grant(role=Role.ADMIN, until=today() + timedelta(days=300))
    make_grant(role=Role.ADMIN, first=today() + DAY)
    mine = admin.grants.get()
    _refused("last_administrator", grants.end, mine, ends_on=today(), by=admin, today=today())
    grants.end(mine, ends_on=today() + DAY, by=admin, today=today())


def test_the_last_administrators_account_does_not_stop():
    admin = make_user_in(Role.ADMIN)
    officer = make_user_in(Role.OFFICER)
    _refused("last_administrator", grants.deactivate, admin, by=officer, today=today())
    _refused("oneself", grants.deactivate, admin, by=admin, today=today())
    make_user_in(Role.ADMIN)
    grants.deactivate(admin, by=officer, today=today())
    assert not type(admin).objects.get(pk=admin.pk).is_active
