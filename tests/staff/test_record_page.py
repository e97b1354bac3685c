"""A person's record as a page: what holds on the day, the timeline, who changed what."""

from datetime import date

import pghistory
import pytest

from agencies.enums import Cause, Role
from staff.enums import LeaveReason, Precision
from tests.factories import (
    make_act,
    make_period,
    make_person,
    make_post,
    make_qualification,
    make_salary,
    make_unit,
    make_user,
    make_user_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def officer(client, sign_in):
    sign_in(client, make_user_in(Role.OFFICER, full_name="Hoàng Thu Hà"))
    return client


def test_the_record_shows_what_holds_on_the_day_asked(officer, office):
    person = make_person("Nông Thị Ánh", unit=office)
    make_salary(person, step=3, coefficient="3.00", until=date(2022, 7, 1))
    make_salary(person, step=4, coefficient="3.33", first=date(2022, 7, 1))
    make_qualification(person, "DH", first=date(2022, 7, 1))
    before = officer.get(f"/nhan-su/{person.pk}/?ngay=2022-06-30").context
    after = officer.get(f"/nhan-su/{person.pk}/").context
    assert dict(before["work"])["Ngạch, bậc, hệ số"] == "Chuyên viên (01.003), bậc 3, hệ số 3,00"
    assert dict(after["work"])["Ngạch, bậc, hệ số"] == "Chuyên viên (01.003), bậc 4, hệ số 3,33"
    assert dict(before["qualifications"])["Chuyên môn"] is None
    assert dict(after["qualifications"])["Chuyên môn"] == "Đại học"


@pytest.mark.parametrize(
    ("precision", "words"),
    [(Precision.DAY, "14/02/1962"), (Precision.MONTH, "02/1962"), (Precision.YEAR, "1962")],
)
def test_a_birth_date_is_shown_as_far_as_it_is_known(officer, office, precision, words):
    person = make_person("Hà Đình Hoàn", unit=office, born_on=date(1962, 2, 14), born_precision=precision)
    assert dict(officer.get(f"/nhan-su/{person.pk}/").context["identity"])["Ngày sinh"] == words


def test_the_timeline_tells_each_act_with_its_decision_and_what_it_changed(officer, office):
    person = make_person("Nông Thị Ánh")
    other = make_unit("Sở Tài chính", "STC")
    post = make_post(person, office, until=date(2022, 9, 1))
    move = make_act(
        Cause.TRANSFER,
        date(2022, 9, 1),
        decision_number="12/QĐ-SNV",
        decision_on=date(2022, 8, 20),
        note="theo nguyện vọng",
    )
    post.closed_by = move
    post.save()
    new = make_post(person, other, first=date(2022, 9, 1))
    new.opened_by = move
    new.save()
    newest, oldest = officer.get(f"/nhan-su/{person.pk}/").context["timeline"]
    assert (newest.day, newest.title) == (date(2022, 9, 1), "Chuyển đơn vị")
    assert newest.ground == "Quyết định số 12/QĐ-SNV ngày 20/08/2022 · theo nguyện vọng"
    (step,) = newest.steps
    assert "Sở Nội vụ" in step.old and "Sở Tài chính" in step.new
    assert oldest.day == date(2020, 1, 1)


def test_leaving_is_told_with_its_reason(officer, office):
    person = make_person("Lý Văn Thôi")
    post = make_post(person, office, until=date(2022, 9, 1))
    post.closed_by = make_act(Cause.LEAVE, date(2022, 9, 1), reason=LeaveReason.RETIRED)
    post.save()
    page = officer.get(f"/nhan-su/{person.pk}/")
    assert page.context["timeline"][0].title == "Thôi công tác: nghỉ hưu"
    assert "không còn vị trí công tác" in page.text


def test_the_timeline_names_a_unit_as_it_was_called_then(officer, office):
    office.periods.get().delete()
    make_period(office, name="Ban Tổ chức chính quyền", code="BTC", until=date(2021, 1, 1))
    make_period(office, name="Sở Nội vụ", code="SNV", first=date(2021, 1, 1))
    person = make_person("Nông Thị Ánh")
    make_post(person, office, until=date(2020, 6, 1))
    make_post(person, office, first=date(2020, 6, 1))
    posts = officer.get(f"/nhan-su/{person.pk}/").context["record"].posts
    assert [post.unit_name for post in posts] == ["Sở Nội vụ", "Ban Tổ chức chính quyền"]


def test_the_history_says_who_changed_what_when_and_why(officer, office):
    person = make_person("Nông Thị Ánh", unit=office, born_on=date(1976, 5, 2))
    clerk = make_user(full_name="Triệu Thị Thư")
    with pghistory.context(user=clerk.pk, what="Đính chính", reason="theo giấy khai sinh"):
        person.born_on = date(1976, 5, 20)
        person.save()
    changes = officer.get(f"/nhan-su/{person.pk}/lich-su/").context["changes"]
    (told,) = (told for told in changes if told.reason)
    assert (told.who, told.what, told.reason) == ("Triệu Thị Thư", "Đính chính", "theo giấy khai sinh")
    assert [(line.label, line.old, line.new) for line in told.lines] == [
        ("Đổi người: ngày sinh", "02/05/1976", "20/05/1976")
    ]


def test_the_history_names_units_ranks_and_people_and_no_ids(officer, office):
    person = make_person("Nông Thị Ánh", unit=office)
    make_salary(person)
    page = officer.get(f"/nhan-su/{person.pk}/lich-su/").text
    assert "Sở Nội vụ" in page and "Chuyên viên" in page


def test_own_record_is_reached_from_the_menu_without_any_role(client, sign_in, office):
    person = make_person("Nông Thị Ánh", "095084001234", unit=office)
    account = make_user(full_name="Nông Thị Ánh")
    sign_in(client, account)
    assert "Hồ sơ của tôi" not in client.get("/").text
    assert "chưa gắn với hồ sơ nào" in client.get("/nhan-su/cua-toi/", follow=True).text
    person.account = account
    person.save()
    assert "Hồ sơ của tôi" in client.get("/").text
    page = client.get("/nhan-su/cua-toi/", follow=True)
    assert "095084001234" in page.text and "Ghi thay đổi" not in page.text


@pytest.mark.parametrize("tab", ["", "lich-su/"])
@pytest.mark.parametrize("role", [Role.OFFICER, Role.UNIT_CLERK])
def test_queries_do_not_grow_with_the_facts(
    client, sign_in, office, role, tab, django_assert_max_num_queries
):
    sign_in(client, by := make_user_in(role, office))

    def costs(years: int) -> int:
        with pghistory.context(user=by.pk, what="Thử"):
            person = make_person("Nông Thị Ánh")
            for year in range(2026 - years, 2026):
                span = {"first": date(year, 1, 1), "until": date(year + 1, 1, 1) if year < 2025 else None}
                make_post(person, office, **span)
                make_salary(person, step=year % 9 + 1, **span)
                make_qualification(person, "DH" if year % 2 else "THS", **span)
        client.get(f"/nhan-su/{person.pk}/{tab}")
        with django_assert_max_num_queries(15) as captured:
            assert client.get(f"/nhan-su/{person.pk}/{tab}").status_code == 200
        return len(captured)

    assert costs(2) == costs(40)
