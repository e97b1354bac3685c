"""The year's form of scores and the sheet beside it in a real browser, on a desk and on a telephone."""

from datetime import date

import pytest
from django.db import transaction

from agencies.enums import Role
from evaluations.models import Evaluation, SelfEvaluation
from staff.models import Person
from tests import factories
from tests.evaluations.rated import scored
from tests.evaluations.scores.month import make_department

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office():
    """A department whose people have all their months but one who lacks April."""
    with transaction.atomic():
        made = make_department(3, deputy=False)
        made.clerk = factories.make_user_in(Role.STAFF)
        Person.objects.filter(pk=made.people["staff-0"].pk).update(account=made.clerk)
        for number in range(3):
            one = Evaluation.objects.get(cycle=made.cycle, person=made.people[f"staff-{number}"])
            lacking = [date(2026, 4, 1)] if number == 2 else []
            scored(one, by=made.director, points="275/3", but=lacking)
    return made


@pytest.mark.parametrize("width", [1366, 390])
def test_the_years_form_is_sent_read_and_rated_on_any_width(page, sign_in, axe, office, width):
    root = f"/danh-gia/{office.cycle.pk}"
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, office.clerk)
    for address in (f"{root}/diem/", f"{root}/tu-danh-gia/"):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.get_by_label("Hoàn thành xuất sắc nhiệm vụ").check()
    page.locator("#da-luu", has_text="Đã lưu lúc").wait_for()
    page.get_by_role("button", name="Gửi phiếu").click()
    page.get_by_text("Đã gửi phiếu tự đánh giá.").wait_for()
    written = SelfEvaluation.objects.get()
    assert written.level == "EXCELLENT" and written.submitted_at
    sign_in(page, office.director)
    for address in (f"{root}/tu-danh-gia/{written.evaluation_id}/", f"{root}/don-vi/SNV/cham/"):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.get_by_text("12 tháng", exact=True).first.click()
    page.get_by_text("1100 ÷ 12 tháng = 91,67").first.wait_for()
