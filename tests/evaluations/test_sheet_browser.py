"""The rating sheet in a real browser: thirty-seven people by keyboard, two presses at most for each."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from evaluations.models import Evaluation, Proposal
from tests.evaluations.rated import did, make_school, papers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE = 37


@pytest.fixture
def school():
    with transaction.atomic():
        cycle, unit, head, _ = make_school(PEOPLE, year=2024)
        for one in Evaluation.objects.filter(cycle=cycle, rater_unit=unit):
            did(one.person, unit, year=2024, beyond=5)
            papers(one, "meeting", "synthesis", by=head)
    return cycle, head


def test_thirty_seven_people_are_rated_by_keyboard_in_two_presses_each_at_most(page, sign_in, school):
    cycle, head = school
    sign_in(page, head)
    page.goto(f"/danh-gia/{cycle.pk}/don-vi/TH01/cham/")
    presses = 0
    for number in range(1, PEOPLE + 1):
        page.keyboard.press("Enter")
        presses += 1
        expect(page.locator(".sheet-key-chosen")).to_have_count(number)
    assert presses <= 2 * PEOPLE
    assert set(Proposal.objects.values_list("level", flat=True)) == {"GOOD"}
    assert Proposal.objects.count() == PEOPLE
    page.get_by_text("Mọi người đã có đề nghị").wait_for()
    page.get_by_role("link", name="Ký quyết định").click()
    page.get_by_label("Số quyết định").fill("01/QĐ")
    page.get_by_label("Ngày quyết định").fill("10/12/2024")
    page.get_by_role("button", name=f"Ký cho {PEOPLE} người").click()
    page.get_by_text(f"{PEOPLE} người · đã ký {PEOPLE}").wait_for()


def test_an_exception_takes_a_digit_and_its_reason_and_the_cap_is_always_in_view(page, sign_in, school):
    cycle, head = school
    sign_in(page, head)
    page.goto(f"/danh-gia/{cycle.pk}/don-vi/TH01/cham/")
    page.keyboard.press("3")
    page.get_by_text("Trái quy định hoặc thiếu lý do").wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("l")
    page.keyboard.type("Xin nghỉ dạy nhiều buổi.")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    expect(page.locator(".sheet-against")).to_have_count(0)
    assert Proposal.objects.get().reason == "Xin nghỉ dạy nhiều buổi."
    assert "20 % ×" in page.locator("#ben-canh").inner_text()


def test_who_goes_on_to_sign_at_once_takes_along_what_was_just_pressed(page, sign_in, school):
    cycle, head = school
    sign_in(page, head)
    page.goto(f"/danh-gia/{cycle.pk}/don-vi/TH01/cham/")
    held = []
    page.route("**/cham/*/", lambda route: held.append(route))
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Ký quyết định").click(no_wait_after=True)
    expect(page.get_by_role("heading", name="Phiếu xếp loại của đơn vị")).to_be_visible()
    held.pop().continue_()
    page.get_by_text("Quyết định cho 1 người").wait_for()


def test_the_pages_of_rating_are_clean_for_axe_and_never_scroll_sideways(page, sign_in, clean, school):
    cycle, head = school
    sign_in(page, head)
    root = f"/danh-gia/{cycle.pk}"
    sheet = f"{root}/don-vi/TH01"
    written = Evaluation.objects.filter(self_evaluation__isnull=False).order_by("pk").first()
    for address in (
        *("/danh-gia/", f"{root}/", f"{sheet}/", f"{sheet}/cham/", f"{sheet}/ky/", f"{sheet}/buoc/hop/"),
        f"{sheet}/cham/{written.pk}/chi-tiet/",
        *(
            f"{root}/tu-danh-gia/",
            f"{root}/tu-danh-gia/{written.pk}/",
            f"{root}/ket-qua/",
            "/danh-gia/ai-danh-gia-toi/",
        ),
    ):
        page.goto(address)
        clean(page)


def test_a_self_evaluation_is_saved_as_it_is_typed_and_found_again(page, sign_in, school):
    cycle, head = school
    sign_in(page, head)
    page.goto(f"/danh-gia/{cycle.pk}/tu-danh-gia/")
    page.get_by_label("Ưu điểm").fill("Giữ nền nếp dạy và học.")
    page.locator("#da-luu", has_text="Đã lưu lúc").wait_for()
    page.goto("/danh-gia/")
    page.goto(f"/danh-gia/{cycle.pk}/tu-danh-gia/")
    assert page.get_by_label("Ưu điểm").input_value() == "Giữ nền nếp dạy và học."
