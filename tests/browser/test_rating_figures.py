"""The pages of a year's figures in a real browser: clean for axe, never wider than the screen."""

from datetime import date

import pytest
from django.db import transaction

from agencies.enums import Role
from core import jobs
from reports import make, review
from tests import factories
from tests.evaluations.organisations import make_province
from tests.reports.test_organisation_figures import recognise
from tests.reports.test_ratings import rate
from tests.reports.test_score_figures import sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = date(2022, 12, 15)


@pytest.fixture
def province():
    """A year with ratings, recognitions and a month's scores, and a checked report of it."""
    with transaction.atomic():
        made = make_province(departments=2, communes=1, rated_in=2022)
        rate(made.cycle, made.heads["s0"], "GOOD")
        recognise(made, "s0", "GOOD", on=date(2022, 12, 10))
        sheet(made, "s0", "80")
        sheet(made, "s1")
        officer = made.users["officer"]
    made.report, _ = make.start(definition="staff", unit_id=None, day=DAY, by=officer)
    jobs.run_all_queued()
    review.submit(made.report, by=officer)
    review.check(made.report, by=factories.make_user_in(Role.HOME_AFFAIRS_LEADER))
    return made


def test_figures_and_the_annex_are_clean_for_axe_and_never_scroll_sideways(page, sign_in, clean, province):
    figures, report = f"/bao-cao/xep-loai/{province.cycle.pk}/", f"/bao-cao/{province.report.pk}/"
    lists = ("", "nguoi/", "to-chuc/", "diem/2022-03/", "diem/2022-03/phieu/")
    behind = ("xl-chung.2.1", "xl-to-chuc.1.1", "ratings.good")
    pages = {
        "officer": [
            *(f"{figures}{one}" for one in lists),
            report,
            *(f"{report}ban/1/so/{code}/" for code in behind),
            "/don-vi/S0/",
        ],
        "chairman": [figures, report, "/don-vi/S0/"],
    }
    for who, addresses in pages.items():
        sign_in(page, province.users[who])
        for address in addresses:
            assert page.goto(address).ok, address
            clean(page)
