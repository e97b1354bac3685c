"""The as-of day on every page: loud when it isn't today, kept by links, taken away by ×."""

import pytest

from core.frame import with_day
from core.templatetags.frame import day_field, day_url
from tests.core.frame.visits import TODAY, a_request, client_in

pytestmark = pytest.mark.django_db


def test_another_day_is_shown_loudly_with_a_way_back_to_today():
    html = client_in("officer").get("/tim/?q=thu&ngay=2021-12-30").text
    assert "Số liệu tại ngày 30/12/2021" in html
    assert 'class="day-chip-remove" href="/tim/?q=thu"' in html


def test_today_has_no_chip():
    assert "Số liệu tại ngày <" not in client_in("officer").get("/").text
    assert "day-chip" not in client_in("officer", "khac").get("/").text


def test_asking_for_another_day_keeps_the_filters_of_the_list():
    html = client_in("officer").get("/tim/?q=thu&trang=3").text
    assert '<input type="hidden" name="q" value="thu">' in html
    assert 'name="trang"' not in html


def test_links_keep_the_day_only_where_it_is_not_today():
    request = a_request()
    assert with_day(request, "/nhan-su/?gioi=nu") == "/nhan-su/?gioi=nu"
    assert day_field({"request": request}) == ""
    request.day = TODAY.replace(year=2021)
    assert with_day(request, "/nhan-su/?gioi=nu") == "/nhan-su/?gioi=nu&ngay=2021-07-01"
    assert day_url({"request": request}, "core:jobs") == "/viec-chay/?ngay=2021-07-01"
    assert 'name="ngay" value="2021-07-01"' in day_field({"request": request})


def test_what_was_not_there_on_another_day_is_told_so_with_a_way_back_to_today():
    me = client_in("officer")
    html = me.get("/khong-co/?ngay=2020-01-01").text
    assert "Bạn đang xem tại ngày 01/01/2020" in html and '<a href="/khong-co/">Xem tại hôm nay</a>' in html
    assert "Bạn đang xem tại ngày" not in me.get("/khong-co/").text


def test_a_day_that_does_not_exist_is_said_so_and_today_is_shown():
    html = client_in("officer").get("/?ngay=30/02/2021").text
    assert "không có thật" in html and "day-chip" not in html
