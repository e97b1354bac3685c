"""The pages of units and people in a real browser: nothing for axe-core, no sideways scrolling, keyboard."""

from datetime import date

import pytest

from accounts.models import User
from agencies.enums import Role, UnitType
from agencies.models import UnitPeriod
from staff.facts import Ground
from staff.transfer import transfer
from tests.factories import make_person, make_post, make_qualification, make_salary, make_unit, make_user_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(page, sign_in):
    office = make_unit("Sở Nội vụ", "SNV", make_unit("UBND tỉnh", "UBT", type=UnitType.PROVINCE))
    other = make_unit("Sở Tài chính", "STC")
    found = make_person("Nông Thị Ánh", "095084001234")
    make_post(found, office, until=date(2022, 9, 1))
    make_post(found, other, first=date(2022, 9, 1))
    make_salary(found)
    make_qualification(found)
    sign_in(page, make_user_in(Role.OFFICER))
    return found


PAGES = (
    "/don-vi/",
    "/don-vi/SNV/",
    "/don-vi/SNV/lich-su/",
    "/nhan-su/",
    "/nhan-su/?don_vi=STC&tuoi=41-50&q=zzz",
    "/nhan-su/?don_vi=XYZ",
    "/nhan-su/xuat/",
    "/nhan-su/{pk}/",
    "/nhan-su/{pk}/lich-su/",
    "/nhan-su/{pk}/chuyen/",
    "/nhan-su/{pk}/nang-luong/",
    "/nhan-su/{pk}/dinh-chinh/",
    "/nhan-su/{pk}/trinh-do/",
    "/nhan-su/{pk}/kiem-nhiem/",
    "/nhan-su/{pk}/thoi/",
)


def test_every_page_is_clean_for_axe_and_never_scrolls_sideways(page, person, clean):
    for address in PAGES:
        page.goto(address.format(pk=person.pk))
        clean(page)


def test_a_filter_that_is_chosen_sends_itself(page, person):
    page.goto("/nhan-su/")
    page.get_by_label("Nhóm").select_option("public_employee")
    page.wait_for_url("**nhom=public_employee**")
    assert page.get_by_text("Không có ai khớp với bộ lọc").is_visible()


def test_a_unit_is_chosen_by_typing_its_name(page, person):
    page.goto(f"/nhan-su/{person.pk}/chuyen/")
    page.get_by_role("combobox", name="Đơn vị").fill("noi vu")
    option = page.locator("#goi-y-unit option[value=SNV]")
    option.wait_for(state="attached")
    assert option.text_content() == "Sở Nội vụ"


def test_one_person_is_moved_by_the_keyboard_alone(page, person, clean):
    page.goto(f"/nhan-su/{person.pk}/")
    page.get_by_text("Ghi thay đổi").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Chuyển đơn vị, đổi chức vụ").focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Đơn vị").fill("SNV")
    page.get_by_label("Có hiệu lực từ ngày").fill("1/1/23")
    page.get_by_label("Số quyết định").fill("12/QĐ-SNV")
    page.get_by_label("Ngày quyết định").fill("20/12/2022")
    page.keyboard.press("Enter")
    page.get_by_text("Chuyển Nông Thị Ánh từ Sở Tài chính sang Sở Nội vụ từ ngày 01/01/2023").wait_for()
    clean(page)
    page.get_by_role("button", name="Ghi").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã ghi: Chuyển Nông Thị Ánh").wait_for()
    assert person.posts.count() == 3


def test_the_latest_change_is_taken_back_with_a_reason(page, person, clean):
    officer = User.objects.get(grants__role=Role.OFFICER)
    ground = Ground(date(2023, 1, 1), "12/QĐ-SNV", date(2022, 12, 20))
    unit = UnitPeriod.objects.get(code="SNV").unit_id
    transfer(person=person, unit_id=unit, group="civil_servant", title=None, ground=ground, by=officer)
    page.goto(f"/nhan-su/{person.pk}/hoan-tac/")
    clean(page)
    page.get_by_label("Lý do hoàn tác").fill("Ghi nhầm người.")
    page.keyboard.press("Enter")
    page.get_by_text("Đã hoàn tác").wait_for()
    assert person.posts.count() == 2


@pytest.mark.parametrize(
    "address, label",
    [
        ("/nhan-su/", "Đơn vị và cấp dưới"),
        ("/don-vi/", "Thuộc đơn vị"),
        ("/nhan-su/{pk}/chuyen/", "Đơn vị"),
    ],
)
def test_a_long_number_typed_for_a_unit_is_never_sent_in_an_address(page, person, address, label):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address.format(pk=person.pk))
    box = page.get_by_role("combobox", name=label)
    box.press_sequentially("09508400")
    page.wait_for_timeout(400)
    assert "09508400" in asked[-1]
    box.press_sequentially("1234", delay=250)
    box.press("Enter")
    page.wait_for_timeout(400)
    assert not [url for url in asked if "095084001" in url]
