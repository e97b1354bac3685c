"""Before a cycle opens: who gives an opinion and proposes, and what the law will say of people's service."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.enums import Role
from core.days import since
from evaluations.models import Evaluation
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import make_school

pytestmark = pytest.mark.django_db


def page(client, sign_in, cycle, code="TH01") -> str:
    sign_in(client, factories.make_user_in(Role.OFFICER))
    return client.get(reverse("evaluations:organisation", args=[cycle.pk, code])).content.decode()


def test_short_service_leave_and_a_second_post_are_forecast_with_their_articles(client, sign_in):
    cycle, school, _, teachers = make_school(3)
    teachers[0].posts.update(valid=since(date(2022, 9, 1)))
    factories.make_leave(teachers[1], first=date(2022, 2, 1), until=date(2022, 6, 1), kind="unpaid")
    factories.make_post(teachers[2], school, is_main=False, group="public_employee")
    text = page(client, sign_in, cycle)
    assert text.count("<summary>Dự báo</summary>") == 3
    assert "chưa đủ 6 tháng thì kiểm điểm, không xếp loại" in text
    assert "từ 3 đến dưới 6 tháng" in text and "khoản 3 Điều 2 NĐ 90/2020" in text
    assert "Giữ thêm 1 vị trí khác" in text


def test_a_school_with_a_year_of_its_own_is_forecast_for_that_year(client, sign_in):
    """September to May: who came in January lacks a month of six; leave after May is in no year of work."""
    cycle, school, _, teachers = make_school(2)
    cycle.organisations.filter(unit=school).update(
        starts_on=date(2021, 9, 1), ends_on=date(2022, 5, 31), rated_on=date(2022, 5, 31)
    )
    teachers[0].posts.update(valid=since(date(2022, 1, 1)))
    factories.make_leave(teachers[1], first=date(2022, 7, 1), until=date(2022, 11, 1), kind="unpaid")
    text = page(client, sign_in, cycle)
    assert text.count("<summary>Dự báo</summary>") == 1
    assert "chưa đủ 6 tháng thì kiểm điểm, không xếp loại" in text and "5 tháng" in text


def test_a_whole_year_in_one_post_has_nothing_to_be_forecast(client, sign_in):
    cycle, *_ = make_school(2)
    assert "Dự báo" not in page(client, sign_in, cycle)


def test_who_gives_an_opinion_and_who_proposes_stand_beside_who_rates(client, sign_in):
    cycle, _, head, _ = make_school(1)
    text = page(client, sign_in, cycle)
    assert "Tập thể nơi công tác, tại cuộc họp" in text
    one = Evaluation.objects.get(cycle=cycle, person__account=head)
    assert one.place == "employing_head" and "Tổng hợp, đề xuất: bộ phận tổ chức cán bộ" in text
    sign_in(client, head)
    mine = client.get(reverse("evaluations:who-evaluates-me")).content.decode()
    assert "Cho ý kiến" in mine and "Bộ phận tổ chức cán bộ của cấp có thẩm quyền" in mine


def test_divisions_that_are_no_units_are_pointed_out(client, sign_in):
    make_offices()
    cycle = make_cycle(2026)
    assert "Phòng chỉ có trong chức vụ" in page(client, sign_in, cycle, "SNV")
    assert "Phòng chỉ có trong chức vụ" not in page(client, sign_in, cycle, "TH01")


def test_a_second_leading_post_is_forecast_with_the_reading_of_the_highest(client, sign_in):
    cycle, school, head, teachers = make_school(2)
    factories.make_post(teachers[0], school, is_main=False, leader_kind="deputy_head")
    assert "Giữ 2 chức vụ lãnh đạo" not in page(client, sign_in, cycle)
    factories.make_post(head.person, school, is_main=False, leader_kind="deputy_head")
    text = page(client, sign_in, cycle)
    assert text.count("Giữ 2 chức vụ lãnh đạo, quản lý: xếp loại ở chức vụ cao nhất") == 1


@pytest.mark.parametrize("people", [2, 12])
def test_the_page_asks_as_little_for_many(client, sign_in, django_assert_max_num_queries, people):
    cycle, *_ = make_school(people)
    sign_in(client, factories.make_user_in(Role.OFFICER))
    address = reverse("evaluations:organisation", args=[cycle.pk, "TH01"])
    with django_assert_max_num_queries(20):
        client.get(address)
