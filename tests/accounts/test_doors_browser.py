"""The pages before and around signing in, in a real browser: clean for axe, on a phone and in the office."""

import pytest

from agencies.enums import Role
from tests.factories import make_user, make_user_in

PASSWORD = "bốn từ dễ nhớ lắm"


@pytest.fixture
def door(page, live_server, transactional_db, settings):
    settings.AXES_ENABLED = True
    tuyet = make_user("tuyet", "Ma Thị Tuyết")
    tuyet.set_password(PASSWORD)
    tuyet.save()
    page.goto("/tai-khoan/dang-nhap/")
    return page


def send(page, password: str) -> None:
    page.get_by_label("Tên đăng nhập").fill("tuyet")
    page.get_by_label("Mật khẩu").fill(password)
    page.keyboard.press("Enter")


def test_the_door_its_errors_and_the_closed_door_are_accessible(door, clean):
    clean(door)
    send(door, "sai")
    door.get_by_role("alert").first.wait_for()
    clean(door)
    for _ in range(4):
        send(door, "sai")
        door.wait_for_load_state()
    door.get_by_text("Mật khẩu đã sai 5 lần liền").wait_for()
    clean(door)


def test_who_signs_in_by_keyboard_is_in_and_a_used_link_is_told(door, clean):
    send(door, PASSWORD)
    door.get_by_role("heading", level=1).wait_for()
    door.wait_for_url("**/")
    door.goto("/tai-khoan/vao/?token=da-dung")
    clean(door)


def test_a_new_password_and_what_is_wrong_with_it_are_accessible(page, sign_in, transactional_db, clean):
    sign_in(page, make_user_in(Role.OFFICER))
    page.goto("/tai-khoan/mat-khau/")
    clean(page)
    for name in ("new_password1", "new_password2"):
        page.locator(f"#id_{name}").fill("ngan")
    page.keyboard.press("Enter")
    page.get_by_role("alert").first.wait_for()
    clean(page)


def test_pages_that_cant_be_shown_are_accessible(page, sign_in, transactional_db, clean):
    sign_in(page, make_user_in(Role.OFFICER))
    for address, status in (("/khong-co/", 404), ("/quan-tri/", 403)):
        assert page.goto(address).status == status
        clean(page)
