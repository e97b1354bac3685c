"""Tallies: what is counted beforehand always equals what the facts say."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from agencies.enums import UnitType
from agencies.models import UnitPeriod
from agencies.tree import below
from core.days import since, today
from imports import decide
from imports.drive import finish
from reports.figures import count, live
from reports.measures import BREAKDOWNS, MEASURES
from staff import headcount, tally
from staff.enums import Group, Sex
from staff.models import EthnicGroup, Person, Post, Qualification, Salary, Title
from staff.people import counts_by_unit
from staff.tally_models import DaySum, Tally
from staff.tally_upkeep import add_up, count_anew, keep_up
from tests.factories import (
    FIRST_DAY,
    make_period,
    make_person,
    make_post,
    make_qualification,
    make_salary,
    make_unit,
)
from tests.scenarios.province import DECEMBER_DAY
from tests.staff.roster_case import SECOND, applied, books, row, user

LATER = FIRST_DAY + timedelta(days=400)
DAYS = (
    FIRST_DAY - timedelta(days=1), FIRST_DAY, LATER - timedelta(days=1), LATER, LATER + timedelta(days=1),
    date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1),
)  # fmt: skip


def check(days=DAYS) -> None:
    """For every day and every unit, and for all together, the figures are those counted row by row."""
    units = set(UnitPeriod.objects.values_list("unit_id", flat=True))
    for day in days:
        for ids in (None, *({unit} for unit in sorted(units)[:6]), units):
            assert live(on=day, unit_ids=ids) == count(headcount.rows(on=day, unit_ids=ids)), (day, ids)
        counted = counts_by_unit(Post.objects.as_of(day).main())
        assert (tally.people_by_unit(on=day) or counted) == counted


@pytest.fixture
def two_units(db) -> list:
    """People who know little and much of themselves, who move, rise, learn and leave."""
    agency = make_unit("Sở Nội vụ", type=UnitType.AGENCY, until=LATER)
    make_period(agency, name="Xã Nội vụ", type=UnitType.COMMUNE, first=LATER)
    school = make_unit("Trường", type=UnitType.SERVICE)
    bare = make_person("Không Rõ", unit=agency)
    Person.objects.filter(pk=bare.pk).update(
        sex=None, born_on=None, ethnicity=None, religion=None, is_party_member=None
    )
    moved = make_person("Chuyển Đi", unit=agency, until=LATER, sex=Sex.FEMALE, born_on=date(1984, 2, 29))
    make_post(moved, school, first=LATER, group=Group.PUBLIC_EMPLOYEE, leader_kind="head")
    make_post(moved, agency, is_main=False)
    make_salary(moved, until=LATER)
    make_salary(moved, first=LATER, rank=None)
    make_qualification(moved, "DH", until=LATER + timedelta(days=1))
    make_qualification(moved, "THS", first=LATER + timedelta(days=1))
    for level in ("LL-CC", "QL-CV", "TH-B", "NN-C"):
        make_qualification(moved, level, first=LATER - timedelta(days=9))
    left = make_person(
        "Thôi Việc", unit=school, until=LATER, ethnicity=EthnicGroup.objects.get(code="02"),
        is_party_member=True, born_on=date(1994, 3, 1),
    )  # fmt: skip
    make_qualification(left, "DH")
    return [bare, moved, left, agency, school]


def test_without_tallies_figures_come_from_the_facts(two_units):
    assert tally.stale() is None
    check()


def test_tallies_say_what_the_facts_say_on_every_day(two_units):
    assert keep_up() == 2
    assert tally.stale() == frozenset()
    check()


def test_every_measure_is_answered_by_a_tally():
    from reports.figures import _keys

    for sql in [one.where for one in MEASURES.values()] + [one.column for one in BREAKDOWNS.values()]:
        assert 0 <= tally.place_of(_keys(sql)) <= tally.AGES


def test_after_a_single_change_the_unit_is_counted_from_the_facts_until_it_is_kept_up(two_units):
    bare, moved, left, agency, school = two_units
    keep_up()
    changes = [
        lambda: Person.objects.filter(pk=bare.pk).update(sex=Sex.MALE, born_on=date(1990, 2, 28)),
        lambda: Salary.objects.filter(person=moved).order_by("pk").last().delete(),
        lambda: Qualification.objects.filter(person=left).update(valid=since(FIRST_DAY, LATER)),
        lambda: Post.objects.filter(person=bare).update(unit=school),
        lambda: make_post(make_person("Mới"), agency, first=LATER),
        lambda: Post.objects.filter(person=left).delete(),
    ]
    for change in changes:
        change()
        assert tally.stale()
        check()
        assert keep_up() > 0
        assert tally.stale() == frozenset()
        check()


def test_a_post_that_moves_makes_both_units_stale(two_units):
    bare, _, _, agency, school = two_units
    keep_up()
    Post.objects.filter(person=bare).update(unit=school)
    assert tally.stale() == {agency.pk, school.pk}


def test_what_a_catalogue_or_a_unit_is_called_needs_no_upkeep(two_units):
    keep_up()
    Title.objects.filter(leader_kind="head").update(leader_kind="deputy_head")
    UnitPeriod.objects.filter(type=UnitType.COMMUNE).update(type=UnitType.AGENCY)
    assert tally.stale() == frozenset()
    check()


def sums_say_what_the_facts_say() -> bool:
    """Whether today's sums answer for the whole province; whoever answers, the figures are the facts'."""
    for under in (None, *UnitPeriod.objects.as_of(today()).values_list("unit_id", flat=True)):
        ids = None if under is None else below([under], today())
        assert live(on=today(), under=under) == count(headcount.rows(on=today(), unit_ids=ids)), under
    return tally.added_up(on=today(), keys=frozenset(), under=None) is not None


@pytest.fixture
def nested(two_units) -> list:
    """The same people, their units below one of a district, which has somebody of its own, too."""
    district = make_unit("Huyện", type=UnitType.DISTRICT)
    UnitPeriod.objects.exclude(unit=district).update(parent=district)
    make_person("Ở Huyện", unit=district, born_on=date(1970, 1, 1))
    return [*two_units, district]


def test_todays_sums_say_what_the_facts_say_until_a_fact_or_a_unit_changes(nested):
    bare, _, _, _, school, district = nested
    keep_up()
    assert add_up(today=today()) == 2
    assert add_up(today=today()) == 0
    assert sums_say_what_the_facts_say()
    assert set(DaySum.objects.values_list("unit_id", flat=True)) == {tally.ALL_UNITS, district.pk}
    changes = [
        lambda: Person.objects.filter(pk=bare.pk).update(sex=Sex.MALE, born_on=date(1990, 2, 28)),
        lambda: UnitPeriod.objects.filter(unit=school).update(parent=None),
        lambda: UnitPeriod.objects.filter(type=UnitType.COMMUNE).update(type=UnitType.AGENCY),
    ]
    for change in changes:
        change()
        assert not sums_say_what_the_facts_say()
        keep_up()
        add_up(today=today())
        assert sums_say_what_the_facts_say()


def test_sums_of_one_day_dont_answer_for_another(nested):
    keep_up()
    add_up(today=today() - timedelta(days=1))
    assert not sums_say_what_the_facts_say()
    add_up(today=today())
    assert sums_say_what_the_facts_say()
    assert tally.added_up(on=LATER, keys=frozenset(), under=None) is None


def test_nothing_is_added_up_while_a_tally_is_stale(nested):
    assert add_up(today=today()) == 0
    keep_up()
    make_person("Mới", unit=nested[-1])
    assert add_up(today=today()) == 0
    assert not DaySum.objects.exists()


def test_nothing_is_written_where_nothing_changed(two_units):
    keep_up()
    before = set(Tally.objects.values_list("pk", flat=True))
    assert keep_up() == 0
    assert set(Tally.objects.values_list("pk", flat=True)) == before


def test_the_command_counts_all_anew(two_units, capsys):
    keep_up()
    Tally.objects.all().delete()
    call_command("count_tallies")
    assert "2 đơn vị" in capsys.readouterr().out
    check()


@pytest.mark.django_db(transaction=True)
def test_tallies_follow_a_roster_and_its_undo(tmp_path):
    book = books(tmp_path)
    first = applied(book(row(1), row(2)))
    days = (first.as_of, SECOND - timedelta(days=1), SECOND)
    keep_up()
    check(days)
    second = applied(book(row(1, code="STC", unit="Sở Tài chính"), row(2), day=SECOND, name="hai.xlsx"))
    check(days)
    keep_up()
    check(days)
    decide.ask_undo(second, by=user("chuyenvien"), reason="Nhầm tệp")
    decide.approve_undo(second, by=user("lanhdao"))
    finish(second)
    check(days)
    keep_up()
    check(days)


@pytest.mark.usefixtures("province")
def test_tallies_of_the_province_say_what_its_facts_say():
    assert count_anew() == 524
    for day in (DECEMBER_DAY, DECEMBER_DAY - timedelta(days=1), date(2026, 5, 19)):
        for code in (None, "UB061", "CS01891"):
            period = code and UnitPeriod.objects.as_of(day).filter(code=code).first()
            ids = below([period.unit_id], day) if period else None
            assert live(on=day, unit_ids=ids) == count(headcount.rows(on=day, unit_ids=ids))
    assert add_up(today=today())
    district = UnitPeriod.objects.as_of(today()).get(code="UB061").unit_id
    for under, ids in ((None, None), (district, below([district], today()))):
        assert tally.added_up(on=today(), keys=frozenset(), under=under)
        assert live(on=today(), under=under) == count(headcount.rows(on=today(), unit_ids=ids))
