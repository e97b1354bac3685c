"""Which units a right reaches: grants of the real today, the tree of the day that is asked for."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from agencies.enums import Role
from agencies.models import UnitPeriod
from agencies.rights import RIGHTS, Right
from agencies.scope import covered
from core.days import since, today
from staff.models import Person, Post, Salary
from tests.core.frame.visits import client_in
from tests.factories import (
    FIRST_DAY,
    make_act,
    make_grant,
    make_period,
    make_person,
    make_post,
    make_unit,
    make_user,
    make_user_in,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _sees(user, unit, on=None, right=Right.SEE_PEOPLE) -> bool:
    user.__dict__.pop("acting_grants", None)
    return covered(user, right, on=on or today()).holds(unit.pk)


def test_a_grant_counts_from_its_first_day_to_its_last():
    unit, user = make_unit(), make_user()
    for first, until, counts in [
        (today(), None, True),
        (FIRST_DAY, today() + DAY, True),
        (FIRST_DAY, today(), False),
        (today() + DAY, None, False),
    ]:
        grant = make_grant(user, Role.UNIT_HEAD, unit, first, until)
        assert _sees(user, unit) is counts, (first, until)
        grant.delete()


def test_todays_grant_is_judged_today_whatever_day_is_asked_for():
    unit = make_unit()
    ended = make_grant(role=Role.UNIT_HEAD, unit=unit, until=today()).user
    held = make_grant(role=Role.UNIT_HEAD, unit=unit, first=today()).user
    assert not _sees(ended, unit, on=date(2021, 12, 30))
    assert _sees(held, unit, on=date(2021, 12, 30))


def test_the_tree_is_that_of_the_day_asked_for():
    district, other = make_unit("Huyện Ba Bể"), make_unit("Huyện Na Rì")
    moved = make_unit("Trạm Y tế", parent=district, until=date(2022, 1, 1))
    make_period(moved, name="Trạm Y tế", parent=other, first=date(2022, 1, 1))
    head = make_user_in(Role.UNIT_HEAD, district)
    assert _sees(head, moved, on=date(2021, 12, 30))
    assert not _sees(head, moved, on=date(2022, 1, 1))


def test_an_account_that_is_stopped_or_not_signed_in_reaches_nothing():
    unit = make_unit()
    user = make_user_in(Role.OFFICER, is_active=False)
    assert not covered(user, Right.SEE_PEOPLE, on=today())
    assert not covered(AnonymousUser(), Right.SEE_PEOPLE, on=today())
    assert not UnitPeriod.objects.visible_to(user, on=today()).filter(unit=unit).exists()


def test_only_the_role_in_which_one_acts_counts_on_a_page():
    client = client_in(Role.ADMIN)
    user_pk = int(client.session["_auth_user_id"])
    clerk = make_grant(type(make_user()).objects.get(pk=user_pk), Role.UNIT_CLERK, make_unit())
    client.post("/tai-khoan/vai-tro/", {"grant": clerk.pk})
    assert client.get("/quan-tri/").status_code == 403
    client.post("/tai-khoan/vai-tro/", {"grant": make_grant().pk})  # another account's: nothing changes
    assert client.get("/quan-tri/").status_code == 403
    admin = type(clerk).objects.get(user=user_pk, role=Role.ADMIN)
    client.post("/tai-khoan/vai-tro/", {"grant": admin.pk})
    assert client.get("/quan-tri/").status_code == 200


def test_a_role_that_ends_is_gone_with_the_next_page():
    client = client_in(Role.ADMIN)
    assert client.get("/quan-tri/").status_code == 200
    grant = make_user_in(Role.ADMIN).grants.get()
    type(grant).objects.exclude(pk=grant.pk).update(valid=since(FIRST_DAY, today()))
    assert client.get("/quan-tri/").status_code == 403


def test_a_former_unit_sees_a_person_up_to_the_end_of_the_post_there():
    here, elsewhere = make_unit("Huyện Ba Bể"), make_unit("Huyện Na Rì")
    head = make_user_in(Role.UNIT_HEAD, here)
    moved_on = date(2022, 3, 1)
    person = make_person(unit=here, until=moved_on)
    there = make_post(person, elsewhere, first=moved_on)
    act = make_act(effective_on=FIRST_DAY)
    old = Salary.objects.create(
        person=person, step=1, valid=since(FIRST_DAY, moved_on), opened_by=act, closed_by=act
    )
    new = Salary.objects.create(person=person, step=2, valid=since(moved_on), opened_by=act)
    assert person in Person.objects.visible_to(head, on=today())
    assert there not in Post.objects.visible_to(head, on=today())
    assert list(Salary.objects.visible_to(head, on=today()).order_by("pk")) == [old]
    assert list(
        Salary.objects.visible_to(make_user_in(Role.UNIT_HEAD, elsewhere), on=today()).order_by("pk")
    ) == [
        old,
        new,
    ]


def test_a_person_sees_themself_and_nobody_else():
    user = make_user()
    me = make_person(unit=make_unit(), account=user)
    make_person(unit=make_unit())
    assert list(Person.objects.visible_to(user, on=today())) == [me]


def test_only_administrators_manage_accounts_and_they_see_no_people():
    holders = {role for role, rights in RIGHTS.items() if Right.MANAGE_ACCOUNTS in rights}
    assert holders == {Role.ADMIN}
    assert not RIGHTS[Role.ADMIN] & {Right.SEE_PEOPLE, Right.SEE_NUMBERS, Right.EDIT_PEOPLE}
