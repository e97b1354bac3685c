"""Opening a month: one sheet for everybody whom the law scores, by post and by days."""

from datetime import date

import pytest

from core.days import since
from core.models import Job
from evaluations.enums import ScoringStep
from evaluations.models import PeriodScore
from evaluations.scores.open import open_due
from evaluations.scores.periods import period_called, periods_of
from staff.models import Post
from tests import factories
from tests.evaluations.offices import make_cycle
from tests.evaluations.rated import opened
from tests.evaluations.scores.month import MARCH, make_department, open_month, wrote

pytestmark = pytest.mark.django_db
MONTHS = 12


def test_a_year_has_twelve_months_or_four_quarters():
    assert [one.slug for one in periods_of(make_cycle(2026))][:3] == ["2026-01", "2026-02", "2026-03"]
    quarters = periods_of(make_cycle(2027, scoring=ScoringStep.QUARTER))
    assert [(one.slug, one.name, one.last) for one in quarters][-1] == (
        "2027-q4", "quý IV năm 2027", date(2027, 12, 31),
    )  # fmt: skip
    assert len(periods_of(make_cycle(2028))) == MONTHS


def test_everybody_gets_a_sheet_with_who_monitors_them():
    office = make_department(2)
    open_month(office)
    monitors = dict(PeriodScore.objects.values_list("person__full_name", "monitor_unit"))
    assert monitors == {
        "Hà Văn Giám Đốc": office.province.pk,
        "Lý Thị Phó Giám Đốc": office.unit.pk,
        "Nông Thị Chuyên Viên 00": office.unit.pk,
        "Nông Thị Chuyên Viên 01": office.unit.pk,
    }
    assert set(PeriodScore.objects.values_list("law", "starts_on", "ends_on")) == {
        ("nd335-2025", date(2026, 3, 1), date(2026, 3, 31))
    }


def test_public_employees_are_scored_from_the_day_of_their_decree_on():
    office = make_department(1)
    teacher = factories.make_person("Ma Thị Viên Chức")
    factories.make_post(teacher, office.unit, group="public_employee")
    open_month(office, "2026-06")
    assert not PeriodScore.objects.filter(person=teacher).exists()
    open_month(office, "2026-07")
    assert PeriodScore.objects.get(person=teacher).law == "nd233-2026"


def test_opening_again_changes_nothing():
    office = make_department(2)
    open_month(office)
    before = list(PeriodScore.objects.order_by("pk").values())
    open_month(office)
    assert list(PeriodScore.objects.order_by("pk").values()) == before


def test_who_changes_units_within_the_month_has_a_sheet_of_each():
    office = make_department(2)
    other = factories.make_unit("Sở Tài chính", "STC", office.province)
    chief = factories.make_person("Ma Văn Trưởng")
    factories.make_post(chief, other, leader_kind="head")
    opened(office.cycle)
    open_month(office)
    wrote(office, "staff-0")
    mover = office.people["staff-0"]
    _move(mover, other, date(2026, 3, 21))
    open_month(office)
    sheets = PeriodScore.objects.filter(person=mover).order_by("starts_on")
    assert [(one.unit_id, one.starts_on.day, one.ends_on.day) for one in sheets] == [
        (office.unit.pk, 1, 20),
        (other.pk, 21, 31),
    ]
    assert sheets[0].submitted_at, "what was written stays"


def test_who_left_before_the_month_loses_the_empty_sheet_but_not_a_written_one():
    office = make_department(2)
    open_month(office)
    wrote(office, "staff-0")
    for name in ("staff-0", "staff-1"):
        post = Post.objects.get(person=office.people[name])
        ended = since(post.valid.lower, date(2026, 2, 1))
        Post.objects.filter(pk=post.pk).update(valid=ended, closed_by=post.opened_by)
    open_month(office)
    left = set(PeriodScore.objects.values_list("person__full_name", flat=True))
    assert "Nông Thị Chuyên Viên 00" in left
    assert "Nông Thị Chuyên Viên 01" not in left


def test_beat_opens_what_has_begun_and_only_once():
    office = make_department(1)
    assert open_due(today=date(2026, 2, 3)) == 2
    assert open_due(today=date(2026, 2, 3)) == 2, "the same two jobs, which nobody has carried out yet"
    assert Job.objects.filter(kind="evaluations.open_period").count() == 2
    assert period_called(office.cycle, MARCH).name == "tháng 3 năm 2026"


def _move(person, unit, on: date) -> None:
    post = Post.objects.get(person=person)
    Post.objects.filter(pk=post.pk).update(valid=since(post.valid.lower, on), closed_by=post.opened_by)
    factories.make_post(person, unit, first=on)
