"""Replacing a result that stands on confirmed scores: what points close, and where the places are gone."""

from datetime import date

import pytest

from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.errors import Blocked
from evaluations.models import Evaluation, Rating
from evaluations.replace_rating import replace_rating, replace_untruthful
from tests import factories
from tests.evaluations.rated import papers, scored
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db
ON, LATER = date(2026, 12, 12), date(2027, 2, 1)
UPHELD = {"reason": "Chấp nhận kiến nghị.", "number": "2/QĐ", "decided_on": LATER, "today": LATER}


@pytest.fixture
def office():
    """A department with seven civil servants whose papers are there."""
    made = make_department(7, deputy=False)
    made.found = list(
        Evaluation.objects.filter(cycle=made.cycle, rater_unit=made.unit).order_by("person__sort_key", "pk")
    )
    for one in made.found:
        papers(one, "meeting", "synthesis", "party_opinion", by=made.director)
    return made


def signed(office, *levels: str, points: str = "92", others: str = "92") -> list[Rating]:
    """Everybody rated in one decision; the second with so many points in each month, others with theirs."""
    for number, one in enumerate(office.found):
        scored(one, by=office.director, points=points if number == 1 else others)
    choices = [
        Choice(one.pk, level, "Theo tập thể.") for one, level in zip(office.found, levels, strict=True)
    ]
    decide(
        cycle=office.cycle, unit_id=office.unit.pk, number="1/QĐ", decided_on=ON, today=ON,
        by=office.director, choices=choices,
    )  # fmt: skip
    return list(Rating.objects.order_by("evaluation__person__sort_key", "pk"))


def untrue(rating, level, by, number="9/QĐ"):
    return replace_untruthful(
        rating=rating, level=level, why="dishonest", found="Kết luận số 4/KL.", number=number,
        decided_on=LATER, by=by, today=LATER,
    )  # fmt: skip


def test_a_result_that_proved_untrue_goes_below_the_level_of_its_points_and_never_above(office):
    first, second, *_ = signed(office, "EXCELLENT", *["GOOD"] * 6)
    assert untrue(first, "FULFILLED", office.chairman).ratings.get().level == "FULFILLED"
    assert untrue(second, "NOT_FULFILLED", office.chairman, "8/QĐ").ratings.get().level == "NOT_FULFILLED"


def test_a_higher_level_than_the_points_give_stays_closed(office):
    first, *_ = signed(office, *["GOOD"] * 7, points="75", others="75")
    with pytest.raises(Blocked, match="từ 90 điểm"):
        untrue(first, "EXCELLENT", office.chairman)


def test_where_the_places_are_gone_an_upheld_petition_gives_the_level_below(office):
    """Điểm a khoản 5 Điều 20: with 92 points only EXCELLENT is open, but its one place is taken."""
    made = factories.make_discipline(office.found[1].person, office.unit, effective_on=date(2026, 5, 4))
    ratings = signed(office, "EXCELLENT", "NOT_FULFILLED", *["GOOD"] * 5)
    made.delete()
    with pytest.raises(Blocked, match="tối đa"):
        replace_rating(rating=ratings[1], level="EXCELLENT", by=office.director, **UPHELD)
    decision = replace_rating(rating=ratings[1], level="GOOD", by=office.director, **UPHELD)
    assert decision.ratings.get().level == "GOOD"


def test_where_a_place_is_left_the_level_below_stays_closed(office):
    made = factories.make_discipline(office.found[1].person, office.unit, effective_on=date(2026, 5, 4))
    ratings = signed(office, "GOOD", "NOT_FULFILLED", *["GOOD"] * 5, others="80")
    made.delete()
    with pytest.raises(Blocked, match="từ 70 đến dưới 90"):
        replace_rating(rating=ratings[1], level="GOOD", by=office.director, **UPHELD)
    decision = replace_rating(rating=ratings[1], level="EXCELLENT", by=office.director, **UPHELD)
    assert decision.ratings.get().level == "EXCELLENT"
