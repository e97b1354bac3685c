"""Months in another group: each counts by the law of its own days."""

from datetime import date

import pytest

from core.days import since
from evaluations.facts_of import verdicts
from evaluations.models import Evaluation
from evaluations.year_months import year_months
from tests import factories
from tests.evaluations.rated import papers, scored
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db
BECAME = date(2026, 5, 1)


@pytest.fixture
def office():
    made = make_department(1, deputy=False)
    made.one = Evaluation.objects.get(cycle=made.cycle, person=made.people["staff-0"])
    papers(made.one, "meeting", by=made.director)
    return made


def became_a_civil_servant(office, before: str) -> None:
    person = office.people["staff-0"]
    person.posts.update(valid=since(BECAME))
    post = factories.make_post(person, office.unit, group=before, first=date(2020, 1, 1), until=BECAME)
    assert post.group == before


def test_who_became_a_civil_servant_is_scored_by_the_months_since(office):
    became_a_civil_servant(office, "public_employee")
    before = [date(2026, month, 1) for month in range(1, 5)]
    scored(office.one, by=office.director, points="88", but=before)
    said = verdicts([office.one])[office.one.pk]
    assert (said["outcome"], said["level"], said["score"]["value"]) == ("suggested", "GOOD", "88,00")
    left = next(one for one in said["findings"] if one["rule"] == "months-of-another-group")
    assert left["acts"] and "tháng 1, tháng 2, tháng 3, tháng 4" in left["says"]
    lines = year_months(office.one).lines
    assert [line.month for line in lines if line.notes == "ở nhóm chưa chấm điểm theo tháng"] == [1, 2, 3, 4]


def test_a_month_without_a_score_in_a_group_that_is_scored_still_holds(office):
    scored(office.one, by=office.director, points="88", but=[date(2026, 3, 1)])
    said = verdicts([office.one])[office.one.pk]
    assert said["outcome"] == "hold" and "tháng 3" in str(said["findings"])


def test_who_is_rated_before_december_is_told_that_it_isnt_in_the_mean(office):
    office.one.organisation.rated_on = date(2026, 11, 27)
    office.one.organisation.save(update_fields=["rated_on"])
    scored(office.one, by=office.director, points="88", but=[date(2026, 12, 1)])
    said = verdicts([office.one])[office.one.pk]
    assert (said["outcome"], said["score"]["value"]) == ("suggested", "88,00")
    assert "11 tháng" in str(said["score"]["steps"])
    assert year_months(office.one).lines[-1].notes == "chưa hết, chưa đến vào ngày xếp loại"
