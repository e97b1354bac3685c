"""Groups of like duties in a real browser: named, filled, told beside the sheet; clean pages."""

import pytest
from django.db import transaction

from evaluations.raise_share import raise_people_share
from tests.evaluations.test_duty_groups import LAW, ON, make_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office():
    with transaction.atomic():
        made = make_office(8)
        raise_people_share(
            cycle=made.cycle, unit_id=made.unit.pk, law=LAW, group="civil_servant", share=25,
            number="9/QĐ-SNV", decided_on=ON, reason="Dẫn đầu tỉnh về cải cách.", by=made.director, today=ON,
        )  # fmt: skip
    return made


@pytest.mark.parametrize("width", [1366, 390])
def test_a_group_is_named_and_filled_and_its_places_stand_beside_the_sheet(page, sign_in, axe, office, width):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, office.director)
    page.goto(f"/danh-gia/{office.cycle.pk}/don-vi/SNV/cham/")
    page.get_by_role("link", name="Nhóm nhiệm vụ tương đồng").click()
    page.get_by_label("Tên nhóm mới").fill("Văn thư, lưu trữ")
    page.get_by_role("button", name="Lập nhóm").click()
    for number in range(5):
        page.get_by_label(f"Chọn Nông Thị Chuyên Viên {number:02d}").check()
    page.get_by_role("button", name="Xếp người đã chọn vào nhóm").click()
    page.get_by_text("Đã xếp 5 người").wait_for()
    assert "25 % × 4 người hoàn thành tốt = 1 → tối đa 1" in page.locator("main").inner_text()
    for path in ("nhom/", "ty-le/", "cham/"):
        page.goto(f"/danh-gia/{office.cycle.pk}/don-vi/SNV/{path}")
        page.get_by_role("heading", level=1).wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)
    assert "Tỷ lệ 25 % theo Quyết định số 9/QĐ-SNV" in page.locator("#ben-canh").inner_text()
