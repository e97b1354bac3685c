"""The pages of Quản trị in a real browser: accessible, on the office's screen and on a phone."""

from datetime import timedelta

import pytest

from agencies.enums import Role, UnitType
from core.days import today
from core.models import Job
from tests.factories import make_grant, make_unit, make_user, make_user_in


@pytest.fixture
def office(page, sign_in, transactional_db):
    """An administrator's browser, with an account that has had several roles."""
    admin = make_user_in(Role.ADMIN, username="quan", full_name="Nguyễn Hoàng Quản")
    district = make_unit("UBND huyện Ba Bể", "UB061", type=UnitType.DISTRICT)
    clerk = make_user("tuyet", "Ma Thị Tuyết")
    make_grant(clerk, Role.UNIT_CLERK, district)
    make_grant(clerk, Role.UNIT_HEAD, district, until=today())
    make_grant(clerk, Role.OFFICER, first=today() + timedelta(days=3))
    for state in Job.State.values:
        title = "Kiểm tra, so sánh: danh-sach-ccvc-2022-06-30.xlsx"
        Job.objects.create(kind="imports.check", subject=state, title=title, state=state, created_by=clerk)
    sign_in(page, admin)
    return page


PAGES = (
    "/quan-tri/", "/quan-tri/viec-chay/", "/quan-tri/tai-khoan/", "/quan-tri/tai-khoan/them/",
    "/quan-tri/tai-khoan/tuyet/", "/quan-tri/tai-khoan/tuyet/vai-tro/", "/quan-tri/tai-khoan/tuyet/ngung/",
    "/quan-tri/tai-khoan/tuyet/duong-dan/", "/nhan-su/tai-khoan/tuyet/gan/", "/tai-khoan/",
    "/nhan-su/da-xuat/",
)  # fmt: skip


def test_pages_are_accessible_and_fit(office, clean):
    for path in PAGES:
        assert office.goto(path).status == 200, path
        clean(office)


def test_a_role_is_given_by_keyboard_with_a_suggested_unit(office):
    office.goto("/quan-tri/tai-khoan/tuyet/vai-tro/")
    office.get_by_label("Vai trò").select_option("unit_head")
    office.get_by_label("Đơn vị", exact=True).press_sequentially("ba be")
    office.wait_for_selector("#goi-y-don-vi option[value=UB061]", state="attached")
    office.get_by_label("Đơn vị", exact=True).fill("UB061")
    office.get_by_label("Căn cứ").fill("QĐ số 12")
    office.keyboard.press("Enter")
    office.get_by_text("Đã giao cho Ma Thị Tuyết vai trò Thủ trưởng đơn vị").wait_for()


def test_the_errors_of_a_form_take_the_focus(office, axe):
    office.goto("/quan-tri/tai-khoan/tuyet/vai-tro/")
    office.get_by_label("Từ ngày").fill("1/1/2020")
    office.get_by_label("Vai trò").select_option("unit_head")
    office.get_by_label("Căn cứ").fill("QĐ số 12")
    office.get_by_role("button", name="Giao vai trò").click()
    assert office.evaluate("document.activeElement.getAttribute('role')") == "alert"
    axe(office)


def test_the_link_is_copied_by_a_press(office, axe):
    office.context.grant_permissions(["clipboard-read", "clipboard-write"])
    office.goto("/quan-tri/tai-khoan/tuyet/duong-dan/")
    office.get_by_role("button", name="Cấp đường dẫn").click()
    link = office.get_by_label("Gửi cho chính Ma Thị Tuyết").input_value()
    axe(office)
    office.get_by_role("button", name="Chép").click()
    office.get_by_text("Đã chép đường dẫn.").wait_for()
    assert office.evaluate("navigator.clipboard.readText()") == link
