"""What evaluations read of many people's service: the shapes of the law's door, in a few queries."""

from datetime import date

import pytest

from evaluations.law.check import check
from staff.service_enums import ConclusionKind, LeaveKind, Side
from staff.service_facts import service_facts
from tests.factories import (
    make_conclusion,
    make_discipline,
    make_leave,
    make_offence,
    make_person,
    make_post,
    make_unit,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)


@pytest.fixture
def office():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def treasury():
    return make_unit("Sở Tài chính", "STC")


def facts_of(person, **days):
    return service_facts([person.pk], **{"first": FIRST, "last": LAST} | days)[person.pk]


def test_service_is_the_time_in_main_posts_within_the_period(office):
    whole = make_person("A", unit=office)
    came = make_person("B", unit=office, first=date(2022, 8, 15))
    left = make_person("C", unit=office, until=date(2022, 3, 1))
    before = make_person("D", unit=office, until=FIRST)
    found = service_facts([one.pk for one in (whole, came, left, before)], first=FIRST, last=LAST)
    assert [found[one.pk]["service"] for one in (whole, came, left, before)] == [
        [{"from": "2022-01-01", "to": "2022-12-31"}],
        [{"from": "2022-08-15", "to": "2022-12-31"}],
        [{"from": "2022-01-01", "to": "2022-02-28"}],
        [],
    ]


def test_additional_posts_are_no_service_and_no_move(office, treasury):
    person = make_person("A", unit=office)
    make_post(person, treasury, first=date(2022, 5, 1), is_main=False)
    assert facts_of(person) == {
        "service": [{"from": "2022-01-01", "to": "2022-12-31"}], "leave": [], "former_groups": [],
        "disciplines": [],
    }  # fmt: skip


@pytest.mark.parametrize("kind", ConclusionKind)
def test_a_conclusion_of_the_period_forces_the_level_of_decree_335(office, kind):
    person = make_person("A", unit=office)
    make_conclusion(person, on=date(2026, 3, 2), kind=kind)
    days = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    found = facts_of(person, **days)
    assert found[kind] is True
    said = check(
        {"subject": "person", "group": "civil_servant", "year": 2026, "on": "2026-12-10", "score": "93"}
        | found,
        on=date(2026, 12, 10),
    )
    assert (said["outcome"], said["level"]) == ("forced", "NOT_FULFILLED")
    assert kind not in facts_of(person)


def test_a_move_tells_its_day_since_when_they_were_there_and_whether_the_old_unit_exists(office, treasury):
    person = make_person("A", unit=office, first=date(2021, 3, 1), until=date(2021, 9, 1))
    make_post(person, office, first=date(2021, 9, 1), until=date(2022, 9, 1), leader_kind="head")
    make_post(person, treasury, first=date(2022, 9, 1))
    found = facts_of(person)
    assert found["moved"] == {
        "on": "2022-09-01", "there_since": "2021-03-01", "from_unit": office.pk, "old_unit_exists": True,
    }  # fmt: skip
    assert found["service"] == [{"from": "2022-01-01", "to": "2022-12-31"}]
    period = office.periods.get()
    period.valid = type(period.valid)(date(2020, 1, 1), date(2022, 10, 1), "[)")
    period.closed_by = period.opened_by
    period.save()
    assert facts_of(person)["moved"]["old_unit_exists"] is False


def test_a_new_title_or_a_move_in_another_year_is_no_move(office, treasury):
    person = make_person("A", unit=office, until=date(2022, 5, 1))
    make_post(person, office, first=date(2022, 5, 1), leader_kind="head")
    assert "moved" not in facts_of(person)
    other = make_person("B", unit=office, until=FIRST)
    make_post(other, treasury, first=FIRST)
    assert "moved" not in facts_of(other)


def test_leave_is_told_within_the_period_in_the_kinds_of_the_law(office):
    person = make_person("A", unit=office)
    make_leave(person, LeaveKind.MATERNITY, first=date(2021, 10, 1), until=date(2022, 4, 1))
    make_leave(person, LeaveKind.STUDY, first=date(2022, 11, 1), until=None)
    make_leave(person, LeaveKind.SICK, first=date(2021, 1, 1), until=date(2021, 2, 1))
    assert facts_of(person)["leave"] == [
        {"from": "2022-01-01", "to": "2022-03-31", "kind": "maternity"},
        {"from": "2022-11-01", "to": "2022-12-31", "kind": "other"},
    ]


def test_a_decision_is_told_in_the_year_in_which_it_was_made_or_took_effect(office):
    person = make_person("A", unit=office)
    make_discipline(
        person, office, number="15/QĐ", decided_on=date(2022, 12, 30), effective_on=date(2023, 1, 2)
    )
    (told,) = facts_of(person)["disciplines"]
    assert {key: told[key] for key in ("number", "form", "decided_on", "effective_on", "in_duty")} == {
        "number": "15/QĐ", "form": "khiển trách", "decided_on": "2022-12-30",
        "effective_on": "2023-01-02", "in_duty": True,
    }  # fmt: skip
    assert (told["degradation"], told["offence_elsewhere"], told["has_other_decision"]) == (
        False,
        False,
        False,
    )
    assert "counted_in" not in told
    assert len(facts_of(person, first=date(2023, 1, 1), last=date(2023, 12, 31))["disciplines"]) == 1
    assert facts_of(person, first=date(2024, 1, 1), last=date(2024, 12, 31))["disciplines"] == []


def test_party_and_state_decisions_on_one_offence_know_of_each_other(office):
    person = make_person("A", unit=office)
    offence = make_offence(person, office, date(2021, 11, 1))
    make_discipline(
        person, offence=offence, side=Side.PARTY, decided_on=date(2021, 12, 1), counted_in_year=2021
    )
    make_discipline(person, offence=offence, decided_on=date(2022, 2, 1))
    (told,) = facts_of(person)["disciplines"]
    assert (told["has_other_decision"], told["counted_in"]) == (True, 2021)


def test_an_offence_at_the_old_unit_is_elsewhere(office, treasury):
    person = make_person("A", unit=office, until=date(2022, 3, 1))
    make_post(person, treasury, first=date(2022, 3, 1))
    make_discipline(person, office, decided_on=date(2022, 6, 1))
    assert facts_of(person)["disciplines"][0]["offence_elsewhere"] is True
    assert facts_of(person, on=date(2022, 2, 1))["disciplines"][0]["offence_elsewhere"] is False


def test_another_division_of_the_same_agency_is_not_elsewhere(office, treasury):
    """Its divisions are units, but the agency employs: a transfer between them sets no discipline aside."""
    first, second = (make_unit(f"Phòng {n}", f"P{n}", office) for n in (1, 2))
    person = make_person("A", unit=first, until=date(2022, 3, 1))
    make_post(person, second, first=date(2022, 3, 1))
    for unit in (first, office, treasury):
        make_discipline(person, unit, decided_on=date(2022, 6, 1))
    told = {one["offence_unit"]: one["offence_elsewhere"] for one in facts_of(person)["disciplines"]}
    assert told == {first.pk: False, office.pk: False, treasury.pk: True}


def test_the_law_takes_the_facts_as_they_are(office, treasury):
    person = make_person("A", unit=office, until=date(2022, 9, 1))
    make_post(person, treasury, first=date(2022, 9, 1))
    make_leave(person, LeaveKind.SICK, first=date(2022, 1, 10), until=date(2022, 4, 20))
    make_discipline(person, treasury, decided_on=date(2022, 10, 1))
    said = {"subject": "person", "group": "civil_servant", "year": 2022, **facts_of(person)}
    verdict = check(said, on=date(2022, 12, 10))
    acting = {one["rule"] for one in verdict["findings"] if one["acts"]}
    assert "moved-remarks" in acting
    assert (verdict["outcome"], verdict["level"]) == ("forced", "NOT_FULFILLED")


@pytest.mark.parametrize("number", [1, 40])
def test_four_queries_however_many_people(office, treasury, number, django_assert_num_queries):
    people = []
    for place in range(number):
        person = make_person(f"Người {place}", unit=office, until=date(2022, 9, 1))
        make_post(person, treasury, first=date(2022, 9, 1))
        make_leave(person)
        make_discipline(person, office)
        people.append(person.pk)
    with django_assert_num_queries(4):
        found = service_facts(people, first=FIRST, last=LAST)
    assert len(found) == number and all(one["moved"] and one["disciplines"] for one in found.values())


def test_the_groups_before_that_of_the_rating_are_told(office):
    """A teacher who became a civil servant in May, and one who did so after the rating or long before."""
    in_may, later, before = (make_person(name) for name in "ABC")
    make_post(in_may, office, group="public_employee", until=date(2022, 5, 1))
    make_post(in_may, office, group="civil_servant", first=date(2022, 5, 1))
    make_post(later, office, group="public_employee", until=date(2022, 12, 20))
    make_post(later, office, group="civil_servant", first=date(2022, 12, 20))
    make_post(before, office, group="public_employee", until=FIRST)
    make_post(before, office, group="civil_servant", first=FIRST)
    on = date(2022, 12, 10)
    assert facts_of(in_may, on=on)["former_groups"] == ["public_employee"]
    assert facts_of(later, on=on)["former_groups"] == []
    assert facts_of(before, on=on)["former_groups"] == []
