"""The frame in a real browser: by keyboard, on a phone, without a violation for axe."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core import menu, search, waiting
from core.menu import MenuEntry
from core.models import Job
from core.search import Hit, SearchSource
from core.waiting import WaitingItem
from tests.core.frame.visits import user_in

PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def what_rooms_register(without_rooms):
    menu.register(MenuEntry("Việc của tôi", "core:home", order=0, count=waiting.count))
    menu.register(MenuEntry("Việc chạy nền", "core:jobs", order=10))
    menu.register(MenuEntry("Tìm kiếm", "core:search", order=20))
    waiting.register(lambda request: [WaitingItem("So sánh", "14 lỗi", "/tim/", "Mở", request.today)])
    search.register(SearchSource("Người", None, lambda request, text, limit: [Hit(f"Tìm {text}", "", "/")]))


@pytest.fixture
def me(page, sign_in):
    """The page of an administrator who is signed in."""
    sign_in(page, user_in("admin"))
    return page


def is_inside(page) -> bool:
    """Whether the page is no wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_pages_are_accessible_and_fit_screen_and_phone(me, clean):
    for path in ("/", "/tim/", "/viec-chay/", "/quan-tri/thanh-phan/", "/tai-khoan/", "/khong-co/"):
        me.goto(path)
        clean(me)


def test_the_slash_key_puts_the_cursor_in_the_search_box(me):
    me.goto("/")
    me.keyboard.press("/")
    me.keyboard.type("bích thu")
    me.keyboard.press("Enter")
    me.wait_for_url("**/tim/?q=b%C3%ADch+thu")
    expect(me.get_by_text("Tìm bích thu")).to_be_visible()


def test_a_number_goes_by_post_and_never_into_the_address(me):
    asked = []
    me.on("request", lambda request: asked.append((request.method, request.url)))
    me.goto("/")
    me.keyboard.press("/")
    me.keyboard.type("095084001234")
    me.keyboard.press("Enter")
    expect(me.get_by_text("Tìm 095084001234")).to_be_visible()
    assert any(method == "POST" and url.endswith("/tim/") for method, url in asked)
    assert not any("095084" in url for _, url in asked)


def test_the_first_tab_leads_past_the_navigation(me):
    me.goto("/")
    me.keyboard.press("Tab")
    assert me.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
    me.keyboard.press("Enter")
    assert me.evaluate("document.activeElement.id") == "trang"


def test_on_a_phone_the_navigation_is_a_drawer_that_escape_closes(me):
    me.set_viewport_size(PHONE)
    me.goto("/")
    drawer = me.locator("#muc-luc")
    expect(drawer).to_be_hidden()
    me.get_by_role("button", name="Mục lục").press("Enter")
    expect(me.get_by_role("link", name="Việc chạy nền")).to_be_visible()
    expect(drawer).to_be_focused()
    me.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_without_script_a_phone_still_reaches_the_navigation(browser, me, browser_context_args):
    context = browser.new_context(**browser_context_args | {"java_script_enabled": False, "viewport": PHONE})
    context.add_cookies(me.context.cookies())
    plain = context.new_page()
    plain.goto("/")
    plain.locator("noscript a, a[href='#muc-luc']").first.click()
    expect(plain.get_by_role("link", name="Việc chạy nền")).to_be_visible()
    context.close()


def test_menus_on_top_open_by_keyboard_and_close_with_escape(me):
    me.goto("/")
    me.locator("summary", has_text="Quản trị hệ thống").press("Enter")
    expect(me.get_by_role("button", name="Đăng xuất")).to_be_visible()
    me.keyboard.press("Escape")
    expect(me.get_by_role("button", name="Đăng xuất")).to_be_hidden()


def test_a_double_click_sends_a_form_once(me):
    asked = []
    me.goto("/")
    me.route("**/dang-xuat/", lambda route: asked.append(route.request.method))  # no answer yet
    me.get_by_text("Tài khoản:").locator("..").press("Enter")
    me.get_by_role("button", name="Đăng xuất").dblclick(delay=100, no_wait_after=True)
    me.wait_for_timeout(300)
    assert asked == ["POST"]


def test_asking_for_another_day_shows_the_chip_and_the_cross_takes_it_away(me):
    me.goto("/tim/")
    me.locator("summary", has_text="Hôm nay").press("Enter")
    me.get_by_label("Xem số liệu tại ngày").fill("30/12/2021")
    me.keyboard.press("Enter")
    chip = me.locator(".day-chip")
    expect(chip).to_contain_text("30/12/2021")
    chip.get_by_role("link").click()
    me.wait_for_url("**/tim/")
    expect(chip).to_be_hidden()


def test_counts_come_after_the_page_where_they_are_not_known_yet(me):
    me.goto("/tim/")
    expect(me.locator("#so-core-home")).to_have_text("1")


def test_the_bar_moves_by_itself_and_the_end_is_told(me, transactional_db):
    user = Job._meta.get_field("created_by").related_model.objects.get()
    job = Job.objects.create(
        kind="check",
        subject="1",
        title="Kiểm tra danh sách",
        state=Job.State.RUNNING,
        done=2,
        total=9,
        started_at=timezone.now(),
        created_by=user,
    )
    me.goto("/")
    bar = me.get_by_role("progressbar", name="Kiểm tra danh sách")
    expect(bar).to_have_attribute("value", "2")
    Job.objects.filter(pk=job.pk).update(done=5)
    expect(bar).to_have_attribute("value", "5")
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, ended_at=timezone.now())
    expect(me.locator(".job", has_text="đã xong")).to_be_visible()


def test_a_word_without_spaces_stays_inside_the_page(me, clean, transactional_db):
    user = Job._meta.get_field("created_by").related_model.objects.get()
    job = Job.objects.create(kind="c", subject="1", title="danh_sách_" * 19, created_by=user)
    for path in ("/viec-chay/", f"/viec-chay/{job.pk}/", "/"):
        me.goto(path)
        clean(me)
    me.goto("/quan-tri/thanh-phan/")
    me.locator("main p").first.evaluate("p => { p.textContent = 'https://' + 'x'.repeat(300) }")
    clean(me)


def test_a_page_left_open_after_signing_out_goes_to_the_sign_in_page(me, transactional_db):
    user = Job._meta.get_field("created_by").related_model.objects.get()
    Job.objects.create(kind="c", subject="1", title="Kiểm tra", state=Job.State.RUNNING, created_by=user)
    me.goto("/viec-chay/")
    me.context.clear_cookies()
    me.wait_for_url("**/tai-khoan/dang-nhap/**")
