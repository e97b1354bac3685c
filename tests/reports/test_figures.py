"""Figures: the published ones, their parts, and the list behind each."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from accounts.models import User
from agencies.models import UnitPeriod
from agencies.tree import below
from reports.figures import count, live
from reports.flows import flows
from reports.measures import BREAKDOWNS, MEASURES, SHARES
from staff import headcount
from staff.filters import narrow
from staff.models import Post
from tests.scenarios.province import DECEMBER_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]


def behind(filters) -> int:
    """How many people the list shows to the officer with these parameters."""
    officer = User.objects.get(username="chuyenvien")
    posts = Post.objects.visible_to(officer, on=DECEMBER_DAY).as_of(DECEMBER_DAY).main()
    return narrow(posts, on=DECEMBER_DAY, **dict(filters)).count()


def test_the_province_has_the_published_figures():
    figures = live(on=DECEMBER_DAY)
    assert figures["staff.total"].value == 12_471
    parts = [figures[f"staff.{code}"].value for code in ("civil_servants", "public_employees", "commune")]
    assert parts == [1_356, 8_881, 2_234] and sum(parts) == 12_471
    assert f"{float(figures['staff.degree_share.civil_servants'].value):.2f}" == "0.95"
    assert f"{float(figures['staff.degree_share.public_employees'].value):.3f}" == "0.624"


def test_there_is_nobody_the_day_before_the_first_roster():
    figures = live(on=date(2021, 12, 29))
    assert figures["staff.total"].value == 0
    assert figures["staff.degree_share"].value is None


@pytest.mark.parametrize("code", [None, "UB061", "CS01891"])
def test_counting_by_keys_gives_what_counting_row_by_row_gives(code):
    units = code and below([UnitPeriod.objects.get(code=code).unit_id], DECEMBER_DAY)
    by_keys = live(on=DECEMBER_DAY, unit_ids=units)
    assert by_keys == count(headcount.rows(on=DECEMBER_DAY, unit_ids=units))
    assert by_keys["staff.total"].value > 0


def test_fewer_breakdowns_leave_the_rest_as_it_is():
    whole, some = live(on=DECEMBER_DAY), live(on=DECEMBER_DAY, breakdowns=["staff.by_rank"])
    assert some.figures == whole.figures
    assert some.parts == {"staff.by_rank": whole.parts["staff.by_rank"]}


def test_each_number_opens_exactly_its_list():
    figures = live(on=DECEMBER_DAY)
    counted = {code: figures[code].value for code in MEASURES}
    assert counted == {code: behind(measure.list_filter) for code, measure in MEASURES.items()}


def test_the_parts_of_a_breakdown_add_up_and_open_their_lists():
    figures = live(on=DECEMBER_DAY)
    for code, parts in figures.parts.items():
        assert sum(part.count for part in parts) == figures["staff.total"].value, code
        counted = {part.value: part.count for part in parts}
        assert counted == {value: behind([(BREAKDOWNS[code].parameter, value)]) for value in counted}, code


def test_every_share_is_made_of_two_measures():
    assert all(share.where in MEASURES and share.of in MEASURES for share in SHARES.values())


def test_a_unit_counts_all_below_it_and_nobody_else():
    district = UnitPeriod.objects.as_of(DECEMBER_DAY).get(code="UB061").unit_id
    rest = UnitPeriod.objects.as_of(DECEMBER_DAY).exclude(unit_id__in=below([district], DECEMBER_DAY))
    inside = live(on=DECEMBER_DAY, unit_ids=below([district], DECEMBER_DAY))["staff.total"].value
    outside = live(on=DECEMBER_DAY, unit_ids=list(rest.values_list("unit_id", flat=True)))[
        "staff.total"
    ].value
    assert inside > 0
    assert inside + outside == 12_471


def test_the_first_roster_is_an_opening_and_not_a_joining():
    moved = flows(first=DECEMBER_DAY, last=date(2022, 12, 30))
    assert (moved.joined, moved.left, moved.moved_in, moved.moved_out) == (0, 0, 0, 0)


def test_the_command_says_the_same_as_json(capsys):
    call_command("figures", "--as-of", "30/12/2021", "--unit", "SNV")
    said = json.loads(capsys.readouterr().out)
    unit = UnitPeriod.objects.as_of(DECEMBER_DAY).get(code="SNV").unit_id
    figures = live(on=DECEMBER_DAY, unit_ids=below([unit], DECEMBER_DAY))
    assert said["measures"]["staff.total"]["value"] == figures["staff.total"].value > 0
    assert said["measures"]["staff.degree_share"]["denominator"] == figures["staff.total"].value
