"""Discipline that was the ground of a NOT_FULFILLED counts in that year only: golden 20, 21, 75."""

from datetime import date

import pytest

from agencies.enums import Role
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.errors import Blocked
from evaluations.facts_of import verdicts
from evaluations.models import Cycle, Evaluation, Organisation
from evaluations.petition import answer, file_petition
from staff.models import Person
from staff.service_enums import Side
from staff.service_models import Discipline
from tests import factories
from tests.evaluations.offices import make_cycle
from tests.evaluations.rated import make_school, opened, papers, ready, scored
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    """A teacher in the cycle of 2024 with all papers; ``next_cycle`` opens another year's."""
    cycle, school, head, (person, *_) = make_school(1, year=2024)
    person.cycle, person.school, person.head = cycle, school, head
    return person


def signed(
    person: Person, level: str, cycle=None, reason: str = "", number: str = "07/QĐ", on: date | None = None
) -> None:
    cycle = cycle or person.cycle
    on = on or date(cycle.year, 12, 10)
    (one,) = Evaluation.objects.filter(cycle=cycle, person=person)
    decide(
        cycle=cycle, unit_id=person.school.pk, choices=[Choice(one.pk, level, reason)], number=number,
        decided_on=on, by=person.head, today=on,
    )  # fmt: skip


def following(person: Person, year: int) -> dict:
    """What the law says of the person in a later year's cycle, with the same good work."""
    cycle = opened(make_cycle(year))
    ready(cycle, person.school, person.head)
    (one,) = Evaluation.objects.filter(cycle=cycle, person=person).select_related("organisation", "proposal")
    person.later = cycle
    return verdicts([one])[one.pk]


def acting(verdict: dict) -> set[str]:
    return {one["rule"] for one in verdict["findings"] if one["acts"]}


def test_the_year_is_noted_on_the_decision_that_forced_the_level(teacher):
    ready(teacher.cycle, teacher.school, teacher.head)
    made = factories.make_discipline(teacher, teacher.school, decided_on=date(2024, 11, 10))
    other = factories.make_discipline(teacher, teacher.school, decided_on=date(2023, 5, 10))
    signed(teacher, "NOT_FULFILLED")
    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.counted_in_year, other.counted_in_year) == (2024, None)


def test_a_level_signed_in_january_notes_the_year_that_was_rated(teacher):
    january = {"rated_on": date(2025, 1, 10)}
    Cycle.objects.update(**january)
    Organisation.objects.update(**january)
    teacher.cycle.refresh_from_db()
    ready(teacher.cycle, teacher.school, teacher.head)
    made = factories.make_discipline(teacher, teacher.school, decided_on=date(2024, 11, 10))
    signed(teacher, "NOT_FULFILLED", on=date(2025, 1, 10))
    made.refresh_from_db()
    assert made.counted_in_year == 2024


def test_a_level_that_was_signed_in_spite_of_nothing_notes_nothing(teacher):
    ready(teacher.cycle, teacher.school, teacher.head)
    made = factories.make_discipline(teacher, teacher.school, decided_on=date(2023, 11, 10))
    signed(teacher, "NOT_FULFILLED", reason="Theo kết luận kiểm tra.")
    made.refresh_from_db()
    assert made.counted_in_year is None


def test_golden_20_a_decision_of_2025_on_an_offence_counted_in_2024_is_not_counted_again(teacher):
    factories.make_discipline(teacher, teacher.school, decided_on=date(2025, 2, 5), counted_in_year=2024)
    said = following(teacher, 2025)
    assert said["level"] == "EXCELLENT" and "discipline-was-ground" in acting(said)


def test_golden_21_of_two_decisions_on_one_offence_only_the_one_of_2024_counts(teacher):
    ready(teacher.cycle, teacher.school, teacher.head)
    party = factories.make_discipline(
        teacher, teacher.school, decided_on=date(2024, 12, 2), side=Side.PARTY, form="reprimand"
    )
    signed(teacher, "NOT_FULFILLED")
    factories.make_discipline(teacher, offence=party.offence, decided_on=date(2025, 2, 10))
    said = following(teacher, 2025)
    assert said["level"] == "EXCELLENT"
    assert "discipline-same-offence" in acting(said) and "discipline-in-year" not in acting(said)


def test_without_the_note_the_second_decision_would_force_the_level_again(teacher):
    ready(teacher.cycle, teacher.school, teacher.head)
    party = factories.make_discipline(
        teacher, teacher.school, decided_on=date(2024, 12, 2), side=Side.PARTY, form="reprimand"
    )
    signed(teacher, "NOT_FULFILLED")
    Discipline.objects.update(counted_in_year=None)
    factories.make_discipline(teacher, offence=party.offence, decided_on=date(2025, 2, 10))
    assert following(teacher, 2025)["outcome"] == "forced"


def test_golden_75_what_was_decided_in_one_year_and_takes_effect_in_the_next_counts_once(teacher):
    """Decree 48/2023 looks at the day of the decision, Decree 335/2025 at the day in effect."""
    ready(teacher.cycle, teacher.school, teacher.head)
    Person.objects.get(pk=teacher.pk).posts.update(group="civil_servant")
    factories.make_discipline(
        teacher, teacher.school, decided_on=date(2024, 12, 5), effective_on=date(2026, 3, 1)
    )
    signed(teacher, "NOT_FULFILLED")
    said = following(teacher, 2026)
    assert "discipline-was-ground" in acting(said) and said["outcome"] != "forced"


def test_a_replaced_level_takes_the_note_back(teacher):
    ready(teacher.cycle, teacher.school, teacher.head)
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=teacher.pk).update(account=user)
    made = factories.make_discipline(teacher, teacher.school, decided_on=date(2024, 11, 10))
    signed(teacher, "NOT_FULFILLED")
    one = Evaluation.objects.get(cycle=teacher.cycle, person=teacher)
    on = date(2024, 12, 11)
    petition = file_petition(rating=one.ratings.get(), text="Quyết định kỷ luật đã hủy.", on=on, by=user)
    again = {"petition": petition, "on": on, "by": teacher.head, "today": on, "number": "9/QĐ"}
    with pytest.raises(Blocked):
        answer(text="Xếp lại.", level="GOOD", **again)
    made.delete()
    counted = factories.make_discipline(
        teacher, teacher.school, decided_on=date(2024, 1, 5), in_duty=False, counted_in_year=2024
    )
    Discipline.objects.filter(pk=counted.pk).update(decided_on=date(2023, 12, 30), valid="[2023-12-30,)")
    answer(text="Xếp lại.", level="GOOD", **again)
    counted.refresh_from_db()
    assert counted.counted_in_year is None


@pytest.mark.parametrize("level", ["NOT_FULFILLED", "GOOD"])
def test_an_offence_elsewhere_counts_where_it_is_weighed_as_the_ground_of_this_level(level):
    """Điểm c khoản 3 Điều 11 NĐ 335/2025 leaves the rating here to a reasoned decision."""
    office = make_department(1, deputy=False)
    (one,) = Evaluation.objects.filter(cycle=office.cycle, rater_unit=office.unit)
    papers(one, "meeting", "synthesis", "party_opinion", by=office.director)
    scored(one, by=office.director, points="80")
    other = factories.make_unit("Sở Tài chính", "STC", office.province)
    made = factories.make_discipline(one.person, other, decided_on=date(2026, 5, 4))
    on = date(2026, 12, 12)
    decide(
        cycle=office.cycle, unit_id=office.unit.pk, number="1/QĐ", decided_on=on, today=on,
        by=office.director, choices=[Choice(one.pk, level, "Cân nhắc hành vi ở đơn vị cũ.")],
    )  # fmt: skip
    made.refresh_from_db()
    assert made.counted_in_year == (2026 if level == "NOT_FULFILLED" else None)
