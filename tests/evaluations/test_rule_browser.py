"""The law's pages in a real browser: readable on a wide screen and a phone."""

import pytest
from django.db import transaction

from agencies.enums import Role
from tests import factories
from tests.evaluations.offices import make_offices

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_pages_of_the_law_are_clean_for_axe_and_never_scroll_sideways(page, sign_in, clean):
    sign_in(page, factories.make_user_in(Role.STAFF))
    for address in (
        "/quan-tri/bo-quy-tac/",
        "/quan-tri/bo-quy-tac/nd335-2025/",
        "/quan-tri/bo-quy-tac/nd233-2026/",
    ):
        page.goto(address)
        clean(page)


@pytest.mark.parametrize("width", [1366, 390])
def test_home_affairs_lays_down_a_units_own_set(page, sign_in, axe, width):
    with transaction.atomic():
        make_offices()
        officer = factories.make_user_in(Role.OFFICER)
    sign_in(page, officer)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/quan-tri/bo-quy-tac/")
    page.get_by_role("link", name="Quy định riêng của đơn vị").click()
    page.get_by_text("Áp dụng một bộ quy định").click()
    axe(page)
    page.get_by_role("combobox", name="Đơn vị").fill("TH01")
    page.get_by_label("Số văn bản").fill("05/QC-THCS")
    page.get_by_label("Ngày văn bản").fill("01/08/2026")
    page.get_by_label("Áp dụng từ ngày").fill("15/08/2026")
    page.get_by_role("button", name="Áp dụng").click()
    page.get_by_text("Đã áp dụng tại Trường THCS Yên Hân").wait_for()
    page.locator("summary", has_text="Kết thúc").click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/danh-gia/moi/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
