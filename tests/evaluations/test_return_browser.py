"""A step is written, returned and written anew by two people in a real browser."""

from datetime import date

import pytest
from django.db import transaction

from agencies.enums import Role
from evaluations.enums import Step
from evaluations.models import StepRecord
from evaluations.record_step import record_step
from tests import factories
from tests.evaluations.scores.month import make_department

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1366, 390])
def test_the_head_returns_the_minutes_and_the_clerk_writes_them_anew(page, sign_in, axe, width):
    with transaction.atomic():
        office = make_department(1)
        clerk = factories.make_user_in(Role.UNIT_CLERK, office.unit)
        record_step(
            organisation=office.cycle.organisations.get(unit=office.unit), step=Step.PARTY_OPINION,
            held_on=date(2026, 11, 20), by=clerk, text="Nhất trí.", number="5-NX/CB",
        )  # fmt: skip
    address = f"/danh-gia/{office.cycle.pk}/don-vi/SNV/buoc/cap-uy/"
    page.set_viewport_size({"width": width, "height": 844})

    def clean() -> None:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    sign_in(page, office.director)
    page.goto(address)
    clean()
    page.get_by_label("Cần sửa gì?").fill("Thiếu ý kiến về viên chức mới.")
    page.get_by_role("button", name="Trả lại").click()
    page.get_by_text("ghi lại").first.wait_for()
    clean()
    sign_in(page, clerk)
    page.goto("/")
    page.get_by_text("Thiếu ý kiến về viên chức mới.").wait_for()
    page.get_by_role("link", name="Bị trả lại: Ý kiến cấp ủy", exact=True).click()
    page.get_by_text("Bị trả lại ngày").wait_for()
    clean()
    page.get_by_label("Nội dung").fill("Nhất trí, kể cả viên chức mới.")
    page.get_by_role("button", name="Ghi", exact=True).click()
    page.get_by_text("Đã ghi:").wait_for()
    assert not StepRecord.objects.get().is_returned
