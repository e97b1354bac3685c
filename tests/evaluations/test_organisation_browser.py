"""Organisations in a real browser: the sheet by keyboard, a self-evaluation as it is typed, clean pages."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from evaluations.models import OrganisationProposal, OrganisationReport
from tests.evaluations.organisations import make_province, ready_to_sign, report
from tests.evaluations.papers.test_organisation_papers import signed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def province():
    with transaction.atomic():
        made = make_province(departments=8)
        for number in range(2, 8):
            name = f"s{number}"
            report(made.evaluation(name), points="94" if number < 4 else "80", by=made.users[name])
        ready_to_sign(made, "p0")
    return made


def test_organisations_are_put_down_by_keyboard_and_signed_as_a_batch(page, sign_in, province):
    sign_in(page, province.users["chairman"])
    page.goto(f"/danh-gia/{province.cycle.pk}/to-chuc/UBT/cham/")
    page.locator("tr", has_text="Sở số 2").focus()
    expect(page.get_by_text("2 tổ chức đủ điều kiện, 1 chỗ: chọn và ghi lý do")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-key-chosen")).to_have_count(0)
    page.locator("tr", has_text="Sở số 2").focus()
    page.keyboard.press("1")
    expect(page.locator(".sheet-against")).to_have_count(1)
    page.locator("tr", has_text="Sở số 2").focus()
    page.keyboard.press("l")
    page.keyboard.type("Dẫn đầu về kết quả.")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.locator(".sheet-against")).to_have_count(0)
    expect(page.locator(".sheet-key-chosen")).to_have_count(1)
    page.locator("tr", has_text="Sở số 3").focus()
    page.keyboard.press("2")
    expect(page.locator(".sheet-key-chosen")).to_have_count(2)
    page.locator("tr", has_text="Sở số 4").focus()
    for number in range(3, 7):
        page.keyboard.press("Enter")
        expect(page.locator(".sheet-key-chosen")).to_have_count(number)
    assert "20 % ×" in page.locator("#ben-canh").inner_text()
    expect(page.locator(".sheet-cap")).to_have_text("1 / 1")
    expect(page.locator(".sheet-against")).to_have_count(0)
    page.get_by_role("link", name="Ký quyết định").click()
    page.get_by_label("Số quyết định").fill("01/QĐ")
    page.get_by_label("Nơi nhận khác").fill("Ban Tổ chức Tỉnh ủy")
    page.get_by_role("button", name="Ký cho 6 tổ chức").click()
    page.get_by_text("đã ký 6").wait_for()
    levels = list(OrganisationProposal.objects.filter(level="EXCELLENT"))
    assert [one.evaluation.unit for one in levels] == [province.units["s2"]]


def test_a_self_evaluation_is_saved_as_it_is_typed_and_found_again(page, sign_in, province):
    sign_in(page, province.users["x0"])
    address = f"/danh-gia/{province.cycle.pk}/to-chuc/X0/"
    page.goto(address)
    page.get_by_label("Nhiệm vụ được giao").fill("40")
    page.get_by_label("Kết quả nổi bật").fill("Thu ngân sách vượt dự toán.")
    page.locator("#da-luu", has_text="Đã lưu lúc").wait_for()
    page.goto(address)
    assert page.get_by_label("Kết quả nổi bật").input_value() == "Thu ngân sách vượt dự toán."
    assert OrganisationReport.objects.get(evaluation=province.evaluation("x0")).tasks_all == 40


def test_the_pages_of_organisations_are_clean_for_axe_and_never_scroll_sideways(
    page, sign_in, clean, province
):
    root = f"/danh-gia/{province.cycle.pk}/to-chuc"
    pages = {
        "s0": ("S0/", "S0/cham/", "S0/ky/", "S0/ty-le/", "S0/chi-tieu/", "P0/xem/", "P0/viec/"),
        "officer": ("", "../../muc-don-vi/"),
    }
    for who, addresses in pages.items():
        sign_in(page, province.users[who])
        for address in addresses:
            page.goto(f"{root}/{address}")
            clean(page)


def test_the_numbers_of_notices_are_clean_for_axe_and_never_scroll_sideways(page, sign_in, clean, province):
    decision = signed(province)
    sign_in(page, province.users["s0"])
    page.goto(f"/danh-gia/{province.cycle.pk}/to-chuc/S0/quyet-dinh/{decision.pk}/so-thong-bao/")
    page.get_by_role("button", name="Ghi số thông báo").wait_for()
    clean(page)
