"""The navigation: by role, at most eight entries, with what waits behind each."""

import re

import pytest

from core import menu
from core.menu import MenuEntry
from tests.core.frame.visits import client_in, html_of, user_in

OFFICERS = frozenset({"officer"})


@pytest.fixture(autouse=True)
def no_kept_counts(db):
    from django.core.cache import cache

    cache.clear()


def labels(html: str) -> list[str]:
    return re.findall(r'class="nav-item"[^>]*>([^<]+?) <', html)


def test_a_role_sees_only_the_entries_that_it_can_use():
    menu.register(MenuEntry("Việc của tôi", "core:home", order=0))
    menu.register(MenuEntry("Nhập danh sách", "core:jobs", OFFICERS, order=20))
    menu.register(MenuEntry("Quản trị", "core:components", frozenset({"admin"}), order=90))
    assert labels(client_in("officer").get("/").text) == ["Việc của tôi", "Nhập danh sách"]
    assert labels(client_in("admin", "quantri").get("/").text) == ["Việc của tôi", "Quản trị"]


def test_an_account_without_a_role_sees_what_everybody_sees():
    menu.register(MenuEntry("Việc của tôi", "core:home", order=0))
    menu.register(MenuEntry("Nhập danh sách", "core:jobs", OFFICERS, order=20))
    assert labels(client_in(None).get("/").text) == ["Việc của tôi"]


def test_at_most_eight_entries_are_shown_in_their_order():
    for place in range(10):
        entry = MenuEntry(f"Mục {place}", "core:jobs", OFFICERS, order=place)
        menu._entries[f"core:jobs{place}"] = entry
    assert labels(client_in("officer").get("/").text) == [f"Mục {place}" for place in range(8)]


def test_registering_a_page_twice_replaces_its_entry():
    menu.register(MenuEntry("Báo cáo", "core:jobs"))
    menu.register(MenuEntry("Báo cáo, thống kê", "core:jobs"))
    assert [entry.label for entry in menu._entries.values()] == ["Báo cáo, thống kê"]


def test_the_entry_of_the_page_is_marked_as_current():
    menu.register(MenuEntry("Việc của tôi", "core:home", order=0))
    menu.register(MenuEntry("Việc chạy nền", "core:jobs", order=10))
    html = client_in("officer").get("/viec-chay/").text
    assert re.findall(r'aria-current="page">([^<]+?) <', html) == ["Việc chạy nền"]


def test_counts_are_shown_on_home_and_kept_for_the_next_pages():
    asked = []
    menu.register(MenuEntry("Nhập danh sách", "core:jobs", count=lambda request: asked.append(1) or 3))
    client = client_in("officer")
    assert 'id="so-core-jobs">3<' in client.get("/").text
    assert 'id="so-core-jobs">3<' in client.get("/tim/").text
    assert len(asked) == 1


def test_a_page_that_knows_no_counts_yet_asks_for_them_after_loading():
    menu.register(MenuEntry("Nhập danh sách", "core:jobs", count=lambda request: 3))
    client = client_in("officer")
    page = client.get("/tim/").text
    assert 'hx-get="/so-viec/"' in page and 'id="so-core-jobs"><' in page
    assert 'id="so-core-jobs" hx-swap-oob="true">3<' in html_of(client.get("/so-viec/"))
    assert 'hx-get="/so-viec/"' not in client.get("/tim/").text


def test_nothing_waiting_shows_no_number():
    menu.register(MenuEntry("Nhập danh sách", "core:jobs", count=lambda request: 0))
    menu.register(MenuEntry("Tìm", "core:search", count=lambda request: None))
    html = client_in("officer").get("/").text
    assert 'id="so-core-jobs"><' in html and 'id="so-core-search"><' in html


def test_the_frame_costs_one_query_a_page(django_assert_max_num_queries):
    from core.frame import frame
    from tests.core.frame.visits import a_request

    menu.register(MenuEntry("Nhập danh sách", "core:jobs", OFFICERS, count=lambda request: 3))
    request = a_request("/tim/", OFFICERS)
    request.user = user_in("officer")
    with django_assert_max_num_queries(1):
        seen = frame(request)["frame"]
        assert seen.menu and seen.running == [] and seen.tell_ended() == []


def test_who_is_not_signed_in_gets_no_navigation(client):
    page = client.get("/tai-khoan/dang-nhap/")
    assert labels(page.text) == [] and "<h1> Đăng nhập </h1>" in html_of(page)
