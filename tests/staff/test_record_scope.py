"""Scope over time: what of a person's record each user sees, and what stays hidden."""

from datetime import date

import pytest

from agencies.enums import Role
from core.days import last_day
from staff.models import Person
from staff.record import record_of
from tests.factories import (
    make_grant,
    make_person,
    make_post,
    make_qualification,
    make_salary,
    make_unit,
    make_user,
    make_user_in,
    yesterday,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 1)
MOVED = date(2022, 6, 30)
NUMBER = "095084001234"
MASKED = "•••••••••234"


@pytest.fixture
def old_unit():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def new_unit():
    return make_unit("Sở Tài chính", "STC")


@pytest.fixture
def person(old_unit, new_unit):
    """Served in one unit up to 29/06/2022, then in another; raised and qualified before, at and after it."""
    found = make_person("Nông Thị Ánh", NUMBER)
    make_post(found, old_unit, until=MOVED)
    make_post(found, new_unit, first=MOVED)
    make_salary(found, step=1, until=date(2021, 1, 1))
    make_salary(found, step=2, first=date(2021, 1, 1), until=date(2023, 1, 1))
    make_salary(found, step=3, first=date(2023, 1, 1))
    make_qualification(found, "DH", until=MOVED)
    make_qualification(found, "THS", first=MOVED)
    return found


def seen_by(user, person, on: date = TODAY):
    return record_of(user=user, person_id=person.pk, on=on)


def steps(record) -> list[tuple[int, date | None]]:
    """The steps of the salaries, oldest first, each with its last day."""
    return [(salary.step, last_day(salary.valid)) for salary in reversed(record.salaries)]


def units(record) -> list[str]:
    return [post.unit_name for post in reversed(record.posts)]


def test_the_unit_of_today_sees_everything_that_came_before(person, new_unit):
    record = seen_by(make_user_in(Role.UNIT_CLERK, new_unit), person)
    assert record.until is None and units(record) == ["Sở Nội vụ", "Sở Tài chính"]
    assert steps(record) == [(1, date(2020, 12, 31)), (2, date(2022, 12, 31)), (3, None)]


def test_a_former_unit_sees_the_record_up_to_the_last_day_there(person, old_unit):
    record = seen_by(make_user_in(Role.UNIT_CLERK, old_unit), person)
    assert (record.until, record.last_visible_day, record.day) == (
        MOVED,
        date(2022, 6, 29),
        date(2022, 6, 29),
    )
    assert units(record) == ["Sở Nội vụ"]
    assert record.main_post.unit_name == "Sở Nội vụ"
    assert str(record.held["education"].level) == "Đại học"


def test_a_former_unit_reads_no_end_and_no_act_of_what_ended_after_its_time(person, old_unit):
    record = seen_by(make_user_in(Role.UNIT_CLERK, old_unit), person)
    assert steps(record) == [(1, date(2020, 12, 31)), (2, None)]
    assert record.salary.closed_by is None
    (degree,) = record.qualifications
    assert degree.ends_on is None and degree.closed_by is None


def test_a_former_unit_does_read_the_end_of_its_own_post(person, old_unit):
    (post,) = seen_by(make_user_in(Role.UNIT_CLERK, old_unit), person).posts
    assert post.ends_on == MOVED and post.closed_by is not None


def test_a_past_day_shows_a_former_unit_no_more_than_today_does(person, old_unit):
    record = seen_by(make_user_in(Role.UNIT_CLERK, old_unit), person, on=date(2021, 12, 30))
    assert record.day == date(2021, 12, 30)
    assert units(record) == ["Sở Nội vụ"] and steps(record) == [(1, date(2020, 12, 31)), (2, None)]


def test_a_unit_does_not_see_a_person_before_they_came(person, new_unit):
    with pytest.raises(Person.DoesNotExist):
        seen_by(make_user_in(Role.UNIT_CLERK, new_unit), person, on=date(2022, 6, 29))


def test_who_came_back_is_seen_with_the_time_between(person, old_unit):
    person.posts.get(unit__periods__code="STC").delete()
    other = make_unit("Sở Y tế", "SYT")
    make_post(person, other, first=MOVED, until=date(2024, 1, 1))
    make_post(person, old_unit, first=date(2024, 1, 1))
    record = seen_by(make_user_in(Role.UNIT_CLERK, old_unit), person)
    assert record.until is None and units(record) == ["Sở Nội vụ", "Sở Y tế", "Sở Nội vụ"]


def test_who_left_the_service_is_seen_by_the_last_unit_up_to_the_last_day(old_unit):
    person = make_person("Lý Văn Thôi", unit=old_unit, until=MOVED)
    record = seen_by(make_user_in(Role.UNIT_HEAD, old_unit), person)
    assert (record.until, record.main_post.unit_name) == (MOVED, "Sở Nội vụ")


def test_an_additional_post_opens_the_record_while_it_lasts(person, new_unit):
    third = make_unit("Sở Y tế", "SYT")
    make_post(person, third, first=date(2023, 6, 1), until=date(2024, 6, 1), is_main=False)
    record = seen_by(make_user_in(Role.UNIT_CLERK, third), person)
    assert record.until == date(2024, 6, 1)
    assert record.main_post.unit_name == "Sở Tài chính" and record.main_post.ends_on is None


def test_a_unit_that_the_person_never_served_in_sees_nothing(person):
    with pytest.raises(Person.DoesNotExist):
        seen_by(make_user_in(Role.UNIT_CLERK, make_unit("Sở Y tế", "SYT")), person)


def test_a_unit_above_sees_the_people_of_the_units_below(person, old_unit):
    below = make_unit("Trung tâm Lưu trữ", "TTLT", old_unit)
    of_below = make_person("Hà Văn Dưới", unit=below)
    assert seen_by(make_user_in(Role.UNIT_HEAD, old_unit), of_below).until is None


def test_the_person_sees_their_whole_record_wherever_they_serve(person):
    account = make_user()
    person.account = account
    person.save()
    record = seen_by(account, person)
    assert record.is_own and record.until is None and record.shows_number
    assert units(record) == ["Sở Nội vụ", "Sở Tài chính"]


def test_a_clerk_who_moved_away_sees_the_own_record_whole_and_not_as_a_former_unit(person, old_unit):
    account = make_user_in(Role.UNIT_CLERK, old_unit)
    person.account = account
    person.save()
    assert seen_by(account, person).until is None


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HOME_AFFAIRS_LEADER])
def test_the_province_sees_everything_with_the_number(person, role):
    record = seen_by(make_user_in(role), person)
    assert record.until is None and record.shows_number and len(record.posts) == 2


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.PROVINCIAL_LEADER])
def test_inspectors_and_provincial_leaders_read_the_record_with_a_masked_number(
    client, sign_in, person, role
):
    sign_in(client, make_user_in(role))
    page = client.get(f"/nhan-su/{person.pk}/").text
    assert MASKED in page and NUMBER not in page
    assert NUMBER not in client.get(f"/nhan-su/{person.pk}/lich-su/").text


def test_the_number_is_shown_to_the_unit_of_today_and_masked_for_a_former_one(
    client, sign_in, person, old_unit, new_unit
):
    sign_in(client, make_user_in(Role.UNIT_CLERK, new_unit))
    assert NUMBER in client.get(f"/nhan-su/{person.pk}/").text
    sign_in(client, make_user_in(Role.UNIT_CLERK, old_unit))
    for tab in ("", "lich-su/"):
        page = client.get(f"/nhan-su/{person.pk}/{tab}").text
        assert NUMBER not in page and MASKED in page


@pytest.mark.parametrize("role", [Role.ADMIN, None])
def test_without_the_right_a_record_looks_like_one_that_does_not_exist(client, sign_in, person, role):
    sign_in(client, make_user_in(role))
    for pk in (person.pk, 999_999):
        for tab in ("", "lich-su/", "chuyen/", "hoan-tac/"):
            assert client.get(f"/nhan-su/{pk}/{tab}").status_code == 404


def test_a_former_unit_is_told_so_and_reads_nothing_of_later(client, sign_in, person, old_unit):
    sign_in(client, make_user_in(Role.UNIT_CLERK, old_unit))
    page = client.get(f"/nhan-su/{person.pk}/").text
    assert (
        "Người này không còn thuộc đơn vị của bạn từ 30/06/2022; đang hiện dữ liệu đến hết ngày 29/06/2022."
        in page
    )
    for later in ("Sở Tài chính", "Thạc sĩ", "bậc 3", "01/01/2023", "31/12/2022"):
        assert later not in page
        assert later not in client.get(f"/nhan-su/{person.pk}/lich-su/").text


def test_a_move_that_lies_ahead_hides_the_new_unit_but_says_nothing_yet(client, sign_in, old_unit):
    person = make_person("Hà Thị Sắp", unit=old_unit, until=date(2099, 1, 1))
    make_post(person, make_unit("Sở Tài chính", "STC"), first=date(2099, 1, 1))
    sign_in(client, make_user_in(Role.UNIT_CLERK, old_unit))
    page = client.get(f"/nhan-su/{person.pk}/").text
    assert "không còn thuộc đơn vị" not in page and "Sở Tài chính" not in page


def test_a_role_that_has_ended_opens_nothing(client, sign_in, person, new_unit):
    user = make_user()
    make_grant(user, Role.UNIT_CLERK, new_unit, until=yesterday())
    sign_in(client, user)
    assert client.get(f"/nhan-su/{person.pk}/").status_code == 404
