"""The page of a unit's papers in a real browser: a press, a job, a file; on a desk and on a phone."""

import pytest
from django.db import transaction

from tests.evaluations.papers.printed import School

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school():
    with transaction.atomic():
        return School(3)


def test_a_press_prints_the_unit_and_the_page_shows_the_file_by_itself(page, sign_in, school, worker):
    sign_in(page, school.head)
    page.goto(f"/danh-gia/{school.cycle.pk}/don-vi/TH01/cham/")
    page.get_by_role("link", name="Giấy tờ").click()
    page.get_by_label("Dạng tệp").select_option("pdf")
    page.get_by_role("button", name="In cho 4 người").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Phiếu đánh giá, xếp loại, PDF").click(timeout=60_000)
    assert saved.value.suggested_filename.endswith(".pdf")


def test_the_pages_with_papers_fit_and_are_accessible(page, sign_in, school, clean):
    sign_in(page, school.head)
    one = school.found[0]
    for path in ("don-vi/TH01/giay-to/", f"ket-qua/{one.pk}/"):
        page.goto(f"/danh-gia/{school.cycle.pk}/{path}")
        page.get_by_role("heading", level=1).wait_for()
        clean(page)
