"""A month spent in two posts is in the mean once each of them is scored."""

from datetime import date

import pytest
from django.utils import timezone

from evaluations.facts_of import verdicts
from evaluations.models import Evaluation, PeriodScore
from staff.service_enums import LeaveKind
from tests import factories
from tests.evaluations.rated import papers, scored
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db
MARCH, MOVED = date(2026, 3, 1), date(2026, 3, 21)


@pytest.fixture
def office():
    """Twelve months of 88; of March the first twenty days, the others aren't confirmed."""
    made = make_department(1, deputy=False)
    made.one = Evaluation.objects.get(cycle=made.cycle, person=made.people["staff-0"])
    papers(made.one, "meeting", by=made.director)
    scored(made.one, by=made.director, points="88", but=[MARCH])
    now = timezone.now()
    confirmed = {"exact": "88", "submitted_at": now, "confirmed_at": now, "confirmed_by": made.director}
    sheet(made, MARCH, date(2026, 3, 20), **confirmed)
    made.second = sheet(made, MOVED, date(2026, 3, 31))
    return made


def sheet(made, first: date, last: date, **fields) -> PeriodScore:
    one = made.one
    return PeriodScore.objects.create(
        cycle=made.cycle, period_on=MARCH, person=one.person, unit=made.unit, starts_on=first, ends_on=last,
        group=one.group, place=one.place, is_leader=False, law=one.law, monitor_unit_id=one.monitor_unit_id,
        **fields,
    )  # fmt: skip


def said(office) -> dict:
    return verdicts([office.one])[office.one.pk]


def test_the_month_waits_for_the_score_of_the_second_post(office):
    found = said(office)
    assert found["outcome"] == "hold" and "Còn thiếu điểm: tháng 3" in str(found["findings"])
    PeriodScore.objects.filter(pk=office.second.pk).update(
        exact="57", confirmed_at=timezone.now(), confirmed_by=office.director
    )
    assert said(office)["score"]["exact"] == "1045/12", "March: (88 × 20 + 57 × 11) ÷ 31 = 77"


def test_days_of_the_second_post_that_were_all_leave_are_waited_for_by_nobody(office):
    factories.make_leave(office.one.person, LeaveKind.SICK, first=MOVED, until=date(2026, 4, 1))
    found = said(office)
    assert (found["outcome"], found["score"]["value"]) == ("suggested", "88,00")
