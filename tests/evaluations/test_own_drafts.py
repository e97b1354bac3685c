"""What is being written about somebody is not theirs to read before it is confirmed, signed, published: also
where they prepare the unit's papers themself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies.enums import Role
from core import days
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.meeting_opinions import Said, put_opinions
from evaluations.models import Evaluation, StepRecord
from evaluations.papers.gather import with_all
from evaluations.papers.make import rendered, unit_paper
from evaluations.propose import propose
from evaluations.remark import remark
from evaluations.scores.confirm import confirm, judge
from evaluations.scores.sheet import score_sheet
from evaluations.sheet import sheet
from staff.models import Person
from tests import factories
from tests.evaluations.papers.reading import tables
from tests.evaluations.rated import make_school, ready
from tests.evaluations.scores.month import TODAY, make_department, open_month, wrote

pytestmark = pytest.mark.django_db
SECRET = "Còn chậm sổ sách."


@pytest.fixture
def school():
    """A school whose clerk is one of the two teachers: proposed FULFILLED, with reasons and remarks."""
    cycle, unit, head, _ = make_school(2)
    own, other = ready(cycle, unit, head, level="GOOD")
    clerk = factories.make_user_in(Role.UNIT_CLERK, unit)
    Person.objects.filter(pk=own.person_id).update(account=clerk)
    propose(evaluation=own, level="FULFILLED", reason=SECRET, by=head)
    for one in (own, other):
        remark(evaluation=one, words={"remarks": SECRET, "collective": SECRET}, by=head)
    return cycle, unit, head, clerk, own, other


def papers_for(user, cycle, unit) -> list[list[list[str]]]:
    """The rows of the synthesis and of the minutes as the user prints them."""
    people = list(with_all(Evaluation.objects.filter(rater_unit=unit)).order_by("person__sort_key", "pk"))
    made = [
        unit_paper(which, cycle, unit.pk, people, user=user, today=days.today())
        for which in ("tong-hop", "bien-ban")
    ]
    return [tables(rendered([one], "docx"))[0][1:] for one in made]


def test_the_sheet_has_in_ones_own_row_nothing_that_is_proposed(client, sign_in, school):
    cycle, unit, head, clerk, own, other = school
    mine, theirs = sheet(cycle, unit.pk, user=clerk).rows
    assert (mine.evaluation, mine.level, mine.reason) == (own, "", "")
    assert theirs.level == "GOOD"
    assert sheet(cycle, unit.pk, user=head).rows[0].reason == SECRET
    sign_in(client, clerk)
    page = client.get(reverse("evaluations:sheet", args=[cycle.pk, unit.periods.get().code]))
    assert SECRET not in page.content.decode()
    for one, is_there in ((own, False), (other, True)):
        there = reverse("evaluations:rate-one", args=[cycle.pk, unit.periods.get().code, one.pk])
        text = client.get(there).content.decode()
        assert (SECRET in text) is is_there and ("<textarea" in text) is is_there


def test_papers_of_the_unit_leave_ones_own_row_empty(school):
    cycle, unit, head, clerk, _, other = school
    remark(evaluation=other, words={"collective": SECRET}, by=head)
    for user, shows in ((head, [True, True]), (clerk, [False, True])):
        synthesis, minutes = papers_for(user, cycle, unit)
        assert (SECRET in synthesis[0], "Tốt" in synthesis[1]) == (shows[0], True)
        assert [SECRET in row for row in minutes] == shows


def test_opinions_of_the_meeting_about_oneself_wait_for_the_signature(client, sign_in, school):
    cycle, unit, head, clerk, own, _ = school
    record = StepRecord.objects.get(step="meeting", organisation__unit=unit)
    put_opinions(record=record, said={own.pk: Said(SECRET, "FULFILLED")}, by=head)
    there = reverse("evaluations:opinions", args=[cycle.pk, unit.periods.get().code])
    sign_in(client, head)
    assert client.get(there).content.decode().count(SECRET) == 2
    sign_in(client, clerk)
    page = client.get(there).content.decode()
    assert page.count(SECRET) == 1, "of the other teacher only"
    assert "Hoàn thành</td>" not in page


def test_a_result_is_read_from_the_day_of_publication_on(client, sign_in, school, monkeypatch):
    cycle, unit, head, clerk, own, other = school
    today = days.today()
    decide(
        cycle=cycle, unit_id=unit.pk, number="01/QĐ", decided_on=date(2022, 12, 10),
        choices=[Choice(own.pk, "FULFILLED", SECRET), Choice(other.pk, "GOOD", "Theo tập thể.")],
        published_on=today + timedelta(days=2), by=head, today=today,
    )  # fmt: skip
    mine = reverse("evaluations:my-result", args=[cycle.pk])
    years = reverse("evaluations:years", args=[own.person_id])
    sign_in(client, clerk)
    waiting = client.get(reverse("core:home")).content.decode()
    assert f"công bố ngày {today + timedelta(days=2):%d/%m/%Y}" in waiting
    for there in (mine, years, reverse("evaluations:sheet", args=[cycle.pk, unit.periods.get().code])):
        assert SECRET not in client.get(there).content.decode()
    assert sheet(cycle, unit.pk, user=clerk).rows[0].level == ""
    assert sheet(cycle, unit.pk, user=head).rows[0].level == "FULFILLED"
    monkeypatch.setattr(days.timezone, "localdate", lambda *_: today + timedelta(days=2))
    assert SECRET in client.get(mine).content.decode()


def test_a_months_points_and_remarks_wait_for_the_confirmation(client, sign_in):
    office = make_department(1)
    open_month(office)
    score = wrote(office, "staff-0")
    clerk = factories.make_user_in(Role.UNIT_CLERK, office.unit)
    Person.objects.filter(pk=score.person_id).update(account=clerk)
    parts = dict.fromkeys(score.own_parts, "1")
    judge(score=score, parts=parts, leading={}, remarks=SECRET, by=office.director)
    there = reverse("evaluations:score", args=[office.cycle.pk, score.pk])
    sheet_there = reverse("evaluations:score-sheet", args=[office.cycle.pk, "SNV", "2026-03"])

    def points_of(user) -> tuple[str, str]:
        (row,) = [
            row
            for row in score_sheet(office.cycle, office.march, office.unit.pk, user=user).rows
            if row.score == score
        ]
        return row.common, row.points

    sign_in(client, clerk)
    assert SECRET not in client.get(there).content.decode()
    assert client.get(sheet_there).status_code == 200
    assert points_of(clerk) == ("30", "100,00") and points_of(office.director)[0] == str(len(parts))
    confirm(unit_id=office.unit.pk, score_ids=[score.pk], by=office.director, today=TODAY)
    assert SECRET in client.get(there).content.decode()
    assert points_of(clerk)[0] == str(len(parts))
