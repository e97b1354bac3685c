"""The pages on which a division's head speaks of its people, in a real browser."""

import pytest
from django.db import transaction

from evaluations.models import Evaluation, Proposal
from tests.evaluations.offices import make_cycle
from tests.evaluations.rated import opened
from tests.evaluations.test_divisions import department  # noqa: F401  (fixture)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_pages_are_clean_and_a_remark_is_written_by_keyboard(page, sign_in, clean, department):  # noqa: F811
    with transaction.atomic():
        cycle = opened(make_cycle(2025))
    one = Evaluation.objects.get(cycle=cycle, person=department.people["division-clerk"])
    sign_in(page, department.division_head)
    page.goto(f"/danh-gia/{cycle.pk}/")
    clean(page)
    page.get_by_role("link", name="Nhận xét 1 người, Phòng Công chức").click()
    page.get_by_role("heading", name="Nhận xét người của đơn vị").wait_for()
    clean(page)
    page.get_by_role("link", name=one.person.full_name).click()
    page.get_by_label("Nhận xét của người đứng đầu hoặc người phụ trách").fill("Việc nhanh, chắc.")
    clean(page)
    page.get_by_role("button", name="Ghi", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã ghi nhận xét về").wait_for()
    assert Proposal.objects.get(evaluation=one).remarks == "Việc nhanh, chắc."
