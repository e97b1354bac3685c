"""The pages that fill minutes and notices in a real browser: fit on a desk and on a phone, accessible."""

import pytest
from django.db import transaction

from evaluations.models import MeetingOpinion, StepRecord
from tests.evaluations.papers.printed import School

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1366, 390])
def test_a_secretary_writes_opinions_and_votes_of_all_at_once(page, sign_in, axe, width):
    with transaction.atomic():
        school = School(3, signed=1)
        StepRecord.objects.filter(step="meeting").update(present=4, invited=4)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, school.head)
    here = f"/danh-gia/{school.cycle.pk}/don-vi/TH01/"
    for path in ("buoc/hop/", f"quyet-dinh/{school.decision.pk}/thong-bao/", "hop/y-kien/"):
        page.goto(f"{here}{path}")
        page.get_by_role("heading", level=1).wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)
    page.get_by_label("Ý kiến về Nông Thị 001").fill("Tận tụy với học sinh.")
    page.get_by_label("Số người tán thành mức của Nông Thị 001").fill("3")
    page.get_by_role("button", name="Ghi vào biên bản").click()
    page.get_by_text("Đã ghi ý kiến, biểu quyết về 2 người.").wait_for()
    kept = MeetingOpinion.objects.get(evaluation=school.found[1])
    assert (kept.text, kept.votes, kept.level) == ("Tận tụy với học sinh.", 3, "EXCELLENT")
