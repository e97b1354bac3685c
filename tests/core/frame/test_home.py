"""Việc của tôi: what waits, oldest deadline first, and the panels beside it."""

from datetime import timedelta

import pytest
from django.utils.safestring import mark_safe

from core import waiting
from core.waiting import WaitingItem, due_badge
from tests.core.frame.visits import TODAY, client_in

pytestmark = pytest.mark.django_db


def item(title: str, due) -> WaitingItem:
    return WaitingItem(title, "Chi cục Kiểm lâm", "/viec-chay/", "Mở", due)


@pytest.mark.parametrize(
    ("days", "words", "kind"),
    [
        (-2, "quá hạn 2 ngày", "bad"),
        (0, "hôm nay", "warn"),
        (1, "còn 1 ngày", "warn"),
        (4, "còn 4 ngày", "info"),
    ],
)
def test_a_deadline_is_said_in_words_beside_its_colour(days, words, kind):
    badge = due_badge(TODAY + timedelta(days=days), TODAY)
    assert (badge.words, badge.kind) == (words, kind)


def test_no_deadline_has_no_badge():
    assert due_badge(None, TODAY) is None


def test_the_oldest_deadline_comes_first_and_none_comes_last():
    later, earlier = TODAY + timedelta(days=9), TODAY - timedelta(days=2)
    waiting.register(lambda request: [item("Không hạn", None), item("Sau", later)])
    waiting.register(lambda request: [item("Trước", earlier)])
    titles = [found.title for found in waiting.waiting_items(None)]
    assert titles == ["Trước", "Sau", "Không hạn"]


def test_home_lists_each_with_one_press_and_counts_them():
    waiting.register(lambda request: [item("So sánh danh sách", request.today), item("Bổ sung", None)])
    html = client_in("officer").get("/").text
    assert "2 việc · gần hạn nhất trước" in html
    assert html.count('href="/viec-chay/">Mở<span class="visually-hidden">: ') == 2


def test_a_home_with_nothing_waiting_says_so():
    assert "Hiện không có việc nào chờ bạn." in client_in("officer").get("/").text


def test_panels_stand_beside_and_absent_ones_leave_no_gap():
    waiting.register_panel(lambda request: mark_safe("<section>Toàn tỉnh</section>"))
    waiting.register_panel(lambda request: None)
    html = client_in("officer").get("/").text
    assert html.count("<section>Toàn tỉnh</section>") == 1
