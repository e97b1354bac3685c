"""Who evaluates whom: by the dated facts and the law of the day, nothing typed in."""

from datetime import date

import pytest

from agencies.enums import Role
from core.days import since
from evaluations.delegate import delegate
from evaluations.enums import DelegationKind
from evaluations.errors import EvaluationRefused
from evaluations.mine import who_evaluates
from evaluations.models import Delegation
from evaluations.preflight import preflight
from evaluations.resolve import resolve
from staff.enums import LeaderKind
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import opened

pytestmark = pytest.mark.django_db
ON = date(2022, 12, 1)
TODAY = date(2026, 1, 8)


@pytest.fixture
def offices():
    return make_offices()


def put_in_charge(**given) -> None:
    delegate(kind=DelegationKind.ACTING, **given)


def line_of(offices, name: str, year: int = 2022):
    found = resolve(make_cycle(year), on=date(year, 12, 1))
    return next(line for line in found.lines if line.person.id == offices.people[name].pk)


@pytest.mark.parametrize(
    ("name", "place", "rater"),
    [
        ("deputy", "employing_deputy", "director"),
        ("division_head", "direct_head", "director"),
        ("clerk", "employing_staff", "director"),
        ("principal", "employing_head", "district_chairman"),
        ("teacher", "employing_staff", "principal"),
        ("commune_chairman", "employing_head", "district_chairman"),
        ("commune_clerk", "employing_staff", "commune_chairman"),
    ],
)
def test_the_head_rates_their_own_people_and_is_rated_from_above(offices, name, place, rater):
    line = line_of(offices, name)
    assert (line.place, line.rater.head.id) == (place, offices.people[rater].pk)
    assert line.problems == ()


def test_the_heads_of_provincial_agencies_are_rated_by_the_provinces_chairman_who_stands_in_no_roster(
    offices,
):
    line = line_of(offices, "director")
    assert line.rater.by_grant and line.rater.unit_id == offices.units["province"].pk
    assert line.problems == ()


def test_the_law_follows_from_the_group_and_the_day_not_from_the_cycle(offices):
    found = resolve(make_cycle(2026), on=date(2026, 12, 1))
    laws = {line.person.id: (line.law.code, line.form) for line in found.lines}
    people = offices.people
    assert laws[people["clerk"].pk] == ("nd335-2025", "02")
    assert laws[people["teacher"].pk] == ("nd233-2026", "02")
    assert laws[people["commune_chairman"].pk] == ("nd90-2020-sd48-2023", "01")


def test_decree_335_has_a_head_who_monitors_decree_90_has_none(offices):
    assert line_of(offices, "clerk").monitor is None
    assert line_of(offices, "clerk", 2026).monitor.head.id == offices.people["director"].pk


def test_a_year_rated_in_the_next_one_keeps_its_rules_and_is_rated_by_whom_the_rating_days_law_names(offices):
    """The law of the period gives form, criteria and monitor, that of the rating day who rates."""
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=offices.people["clerk"].pk).update(account=user)
    opened(make_cycle(2025, rated_on=date(2026, 1, 10)))
    answer = who_evaluates(user, TODAY)
    assert (answer.law.code, answer.line.form, answer.line.monitor) == ("nd90-2020-sd48-2023", "02", None)
    rates = {part.what: part for part in answer.parts}["Quyết định xếp loại"]
    assert "điểm b khoản 2 Điều 10 NĐ 335/2025" in rates.cite and "Director" in rates.who
    assert "Theo dõi, đánh giá" not in {part.what for part in answer.parts}


def test_a_unit_with_a_rating_day_of_its_own_is_rated_by_whom_the_law_of_that_day_names(offices):
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=offices.people["clerk"].pk).update(account=user)
    cycle = opened(make_cycle(2025))
    cycle.organisations.filter(unit=offices.units["agency"]).update(rated_on=date(2026, 1, 10))
    (rates,) = (part for part in who_evaluates(user, TODAY).parts if part.what == "Quyết định xếp loại")
    assert "NĐ 335/2025" in rates.cite


def test_a_vacant_head_holds_back_the_unit_and_the_heads_below_it_only(offices):
    offices.people["district_chairman"].posts.all().delete()
    ready = {one.unit.code: one for one in preflight(resolve(make_cycle(), on=ON))}
    assert [problem.code for problem in ready["TH01"].problems] == ["no_head"]
    assert ready["TH01"].problems[0].unit.code == "H061"
    assert ready["TH01"].problems[0].n == 1
    assert ready["SNV"].is_ready


def test_two_heads_hold_a_unit_back_until_one_is_put_in_charge(offices):
    other = factories.make_person("Lý Thị Hai")
    factories.make_post(other, offices.units["school"], group="public_employee", leader_kind=LeaderKind.HEAD)
    cycle = make_cycle()
    before = {one.unit.code: one for one in preflight(resolve(cycle, on=ON))}
    assert "có 2 người mang chức vụ người đứng đầu" in before["TH01"].problems[0].sentence
    school = offices.units["school"].pk
    given = {"number": "12/QĐ", "decision_on": ON, "first": ON, "last": None, "by": cycle.made_by}
    put_in_charge(unit_id=school, person_id=other.pk, **given)
    after = {one.unit.code: one for one in preflight(resolve(cycle, on=ON))}
    teacher = next(line for line in after["TH01"].lines if line.person.id == offices.people["teacher"].pk)
    assert teacher.rater.head.id == other.pk


def test_who_acts_for_a_vacant_head_never_rates_themselves(offices):
    offices.people["principal"].posts.all().delete()
    cycle = make_cycle()
    school = offices.units["school"].pk
    given = {"number": "12/QĐ", "decision_on": ON, "first": ON, "last": None, "by": cycle.made_by}
    put_in_charge(unit_id=school, person_id=offices.people["teacher"].pk, **given)
    ready = {one.unit.code: one for one in preflight(resolve(cycle, on=ON))}
    assert [problem.code for problem in ready["TH01"].problems] == ["rates_themselves"]


def test_only_one_is_in_charge_of_a_unit_on_a_day(offices):
    by = factories.make_user()
    given = {"number": "12/QĐ", "decision_on": ON, "by": by, "unit_id": offices.units["school"].pk}
    put_in_charge(person_id=offices.people["teacher"].pk, first=ON, last=date(2022, 12, 31), **given)
    with pytest.raises(EvaluationRefused, match="đã có người được giao phụ trách"):
        put_in_charge(person_id=offices.people["principal"].pk, first=date(2022, 12, 31), last=None, **given)
    put_in_charge(person_id=offices.people["principal"].pk, first=date(2023, 1, 1), last=None, **given)
    assert Delegation.objects.get(person=offices.people["teacher"]).valid == since(ON, date(2023, 1, 1))


def test_the_number_of_queries_does_not_grow_with_the_people(offices, django_assert_num_queries):
    cycle = make_cycle()
    for number in range(20):
        factories.make_person(f"Triệu Thị {number}", unit=offices.units["agency"])
    with django_assert_num_queries(5):
        assert len(resolve(cycle, on=ON).lines) == 29


def test_in_a_division_its_head_monitors_and_the_agencys_head_rates():
    """Điều 10.1.b, 10.1.c, 10.2.b NĐ 335/2025: a division uses people directly, the agency employs them."""
    offices = make_offices()
    agency = offices.units["agency"]
    division = factories.make_unit("Phòng Công chức", "PCC", agency)
    people = {"head": "division_head", "deputy": "division_deputy", "clerk": None}
    for name, kind in people.items():
        person = offices.people[f"division_{name}"] = factories.make_person(f"Lý Thị {name.title()}")
        factories.make_post(person, division, leader_kind=kind)
    found = {line.person.id: line for line in resolve(make_cycle(2026), on=date(2026, 12, 1)).lines}
    lines = {name: found[offices.people[f"division_{name}"].pk] for name in people}
    assert [line.place for line in lines.values()] == ["direct_head", "direct_deputy", "direct_staff"]
    assert {line.rater.unit_id for line in lines.values()} == {agency.pk}
    monitors = {name: line.monitor.unit_id for name, line in lines.items()}
    assert monitors == {"head": agency.pk, "deputy": division.pk, "clerk": division.pk}
    assert lines["clerk"].monitor.head.id == offices.people["division_head"].pk
    assert not any(line.problems for line in lines.values())
