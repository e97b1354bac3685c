"""Sheets that are open follow who comes, moves and goes, and units opened late, without anybody's press."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.days import since
from evaluations import tasks
from evaluations.models import Organisation, PeriodScore
from evaluations.scores.follow import follow_changes
from tests import factories
from tests.evaluations.rated import opened
from tests.evaluations.scores.month import make_department, open_month

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 25)
FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)


@pytest.fixture
def office():
    """February and March are open and nothing has changed since."""
    made = make_department(2)
    for slug in ("2026-02", "2026-03"):
        open_month(made, slug)
    follow_changes(today=ON)
    return made


def sheets(person) -> list[tuple]:
    found = PeriodScore.objects.filter(person=person).order_by("starts_on")
    return list(found.values_list("unit_id", "starts_on", "ends_on"))


def move(person, unit, on) -> None:
    post = person.posts.get()
    post.valid, post.closed_by = since(post.valid.lower, on), post.opened_by
    post.save()
    factories.make_post(person, unit, first=on)


def test_a_recruit_in_mid_month_gets_a_sheet_of_their_days(office):
    recruit = factories.make_person("Bế Thị Mới", unit=office.unit, first=date(2026, 3, 16))
    assert follow_changes(today=ON) == 1, "only March is looked through"
    assert sheets(recruit) == [(office.unit.pk, date(2026, 3, 16), date(2026, 3, 31))]


def test_a_recruit_entered_late_gets_the_sheets_of_the_months_before(office):
    recruit = factories.make_person("Bế Thị Mới", unit=office.unit, first=date(2026, 2, 10))
    assert follow_changes(today=ON) == 2
    assert [one[1] for one in sheets(recruit)] == [date(2026, 2, 10), MARCH]


def test_who_is_transferred_has_a_sheet_of_each_unit_and_february_stays_as_it_was(office):
    other = factories.make_unit("Sở Tài chính", "STC", office.province)
    factories.make_post(factories.make_person("Ma Văn Trưởng"), other, leader_kind="head")
    opened(office.cycle)
    follow_changes(today=ON)
    mover = office.people["staff-0"]
    move(mover, other, date(2026, 3, 21))
    assert follow_changes(today=ON) == 1
    assert sheets(mover) == [
        (office.unit.pk, FEBRUARY, date(2026, 2, 28)),
        (office.unit.pk, MARCH, date(2026, 3, 20)),
        (other.pk, date(2026, 3, 21), date(2026, 3, 31)),
    ]


def test_who_leaves_in_mid_month_is_scored_for_the_days_before(office):
    gone = office.people["staff-1"]
    post = gone.posts.get()
    post.valid, post.closed_by = since(post.valid.lower, date(2026, 3, 11)), post.opened_by
    post.save()
    assert follow_changes(today=ON) == 1
    assert sheets(gone)[-1] == (office.unit.pk, MARCH, date(2026, 3, 10))


def test_a_unit_opened_late_gets_the_sheets_of_all_months_that_are_open(office):
    late = factories.make_unit("Sở Tài chính", "STC", office.province)
    chief = factories.make_person("Ma Văn Trưởng")
    factories.make_post(chief, late, leader_kind="head")
    follow_changes(today=ON)
    assert not sheets(chief), "the unit isn't in the cycle yet"
    opened(office.cycle)
    assert Organisation.objects.get(unit=late).state == "open"
    assert follow_changes(today=ON) == 2
    assert [one[1] for one in sheets(chief)] == [FEBRUARY, MARCH]


def test_a_new_head_is_a_leader_on_their_sheet(office):
    deputy = office.people["deputy"]
    office.people["director"].posts.all().delete()
    deputy.posts.all().delete()
    factories.make_post(deputy, office.unit, leader_kind="head", first=MARCH)
    follow_changes(today=ON)
    one = PeriodScore.objects.get(person=deputy, period_on=MARCH)
    assert (one.place, one.monitor_unit) == ("employing_head", office.province)


def test_where_nothing_changed_it_only_asks_whether_something_did(office):
    with CaptureQueriesContext(connection) as asked:
        assert follow_changes(today=ON) == 0
    assert len(asked) == 3  # the cycles, what was seen, the newest events
    before = list(PeriodScore.objects.order_by("pk").values())
    factories.make_salary(office.people["staff-0"])
    assert follow_changes(today=ON) == 0
    assert list(PeriodScore.objects.order_by("pk").values()) == before


def test_beat_carries_it_out(office):
    recruit = factories.make_person("Bế Thị Mới", unit=office.unit, first=date(2026, 3, 16))
    tasks.open_periods()
    assert sheets(recruit) == [(office.unit.pk, date(2026, 3, 16), date(2026, 3, 31))]
