"""What a clerk prepares, and what stays with who monitors and rates; nobody says anything about themself."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.enums import Role
from core.days import since
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.models import Evaluation, PeriodScore, Proposal, Relative
from evaluations.propose import propose
from evaluations.scores.confirm import confirm, confirm_cause
from evaluations.scores.confirm_many import confirm_sent
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, papers
from tests.evaluations.scores.month import MARCH, TODAY, make_department, open_month, products, wrote

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """A department in March whose clerk is ``staff-0``."""
    made = make_department(2)
    open_month(made)
    made.clerk = factories.make_user_in(Role.UNIT_CLERK, made.unit)
    Person.objects.filter(pk=made.people["staff-0"].pk).update(account=made.clerk)
    return made


def score_url(office, name: str) -> str:
    return reverse("evaluations:score", args=[office.cycle.pk, office.score(name).pk])


def test_a_clerk_gives_points_but_confirms_no_cause(client, sign_in, office):
    score = wrote(office, "staff-1", delays=1)
    (item,) = products(score)
    sign_in(client, office.clerk)
    cause = {f"khach-quan-{item.pk}-sai": "0", f"khach-quan-{item.pk}-cham": "1"}
    cause |= {f"khach-quan-{item.pk}-ly-do": "Mất điện"}
    assert item.name in (page := client.get(score_url(office, "staff-1")).content.decode())
    assert f"khach-quan-{item.pk}" not in page
    text = client.post(score_url(office, "staff-1"), cause | {"diem-I.1": "4"}).content.decode()
    assert "Chỉ người theo dõi, đánh giá" in text
    (item,) = products(score)
    assert item.objective_delays == 0 and item.confirmed_by is None
    client.post(score_url(office, "staff-1"), {"diem-I.1": "4"})
    assert office.score("staff-1").parts["I.1"] == "4"
    with pytest.raises(EvaluationRefused, match="Chỉ người theo dõi"):
        confirm_cause(item=item, score=score, faults=0, delays=1, cause="Lũ", by=office.clerk)


def test_a_clerk_returns_no_score(client, sign_in, office):
    wrote(office, "staff-1")
    sign_in(client, office.clerk)
    assert "Trả lại phiếu" not in client.get(score_url(office, "staff-1")).content.decode()
    said = {"tra-lai": "1", "reason": "Thiếu"}
    assert "Chỉ người theo dõi" in client.post(score_url(office, "staff-1"), said).content.decode()
    assert office.score("staff-1").submitted_at
    sign_in(client, office.director)
    client.post(score_url(office, "staff-1"), said)
    assert office.score("staff-1").submitted_at is None


def test_a_clerk_gives_no_points_to_their_own_row(client, sign_in, office):
    wrote(office, "staff-0")
    sign_in(client, office.clerk)
    assert client.post(score_url(office, "staff-0"), {"diem-I.1": "5"}).status_code == 403
    assert not office.score("staff-0").parts


def test_nobody_proposes_a_level_for_themself(client, sign_in):
    cycle, school, _head, teachers = make_school(2)
    clerk = factories.make_user_in(Role.UNIT_CLERK, school)
    Person.objects.filter(pk=teachers[0].pk).update(account=clerk)
    own, other = (Evaluation.objects.get(person=one) for one in teachers)
    sign_in(client, clerk)
    sheet = reverse("evaluations:sheet", args=[cycle.pk, "TH01"])
    page = client.get(sheet).content.decode()
    press = [reverse("evaluations:press", args=[cycle.pk, "TH01", one.pk]) for one in (own, other)]
    assert f'action="{press[0]}"' not in page and f'action="{press[1]}"' in page
    text = client.post(press[0], {"level": "EXCELLENT"}, follow=True).content.decode()
    assert "Không ai tự đề nghị mức xếp loại cho mình." in text
    client.post(press[1], {"level": "GOOD"})
    assert [one.evaluation_id for one in Proposal.objects.all()] == [other.pk]
    with pytest.raises(EvaluationRefused, match="tự đề nghị"):
        propose(evaluation=own, level="GOOD", by=clerk)


def test_the_head_of_a_unit_above_presses_no_level_below(client, sign_in):
    cycle, school, _head, (teacher,) = make_school(1)
    district = school.periods.get().parent
    above = factories.make_user_in(Role.UNIT_HEAD, district)
    one = Evaluation.objects.get(person=teacher)
    sign_in(client, above)
    assert client.get(reverse("evaluations:sheet", args=[cycle.pk, "TH01"])).status_code == 200
    press = reverse("evaluations:press", args=[cycle.pk, "TH01", one.pk])
    assert client.post(press, {"level": "GOOD"}).status_code == 403
    sign_in(client, factories.make_user_in(Role.UNIT_CLERK, district))
    assert client.post(press, {"level": "GOOD"}).status_code == 302


def test_nobody_confirms_the_score_of_a_declared_relative(client, sign_in, office):
    wrote(office, "staff-0")
    wrote(office, "staff-1")
    Relative.objects.create(
        person=office.people["staff-1"], other=office.people["director"], kind="sibling",
        valid=since(date(2020, 1, 1)), declared_by=office.cycle.made_by,
    )  # fmt: skip
    with pytest.raises(Blocked) as refused:
        ids = [office.score(name).pk for name in ("staff-0", "staff-1")]
        confirm(unit_id=office.unit.pk, score_ids=ids, by=office.director, today=TODAY)
    (sentence,) = refused.value.sentences
    assert (
        sentence.startswith("Nông Thị Chuyên Viên 01") and "Điều 23 Luật Phòng, chống tham nhũng" in sentence
    )
    sign_in(client, office.director)
    page = reverse("evaluations:confirm-scores", args=[office.cycle.pk, "SNV", MARCH])
    text = client.get(page).content.decode()
    assert "Xác nhận cho 1 người" in text and "người thân đã khai: Nông Thị Chuyên Viên 01." in text
    confirm_sent(office.cycle, office.march, [office.unit.pk], by=office.director, today=TODAY)
    assert PeriodScore.objects.confirmed().get().person == office.people["staff-0"]


def test_a_returned_self_evaluation_leads_back_to_its_sheet(client, sign_in):
    cycle, _school, head, (teacher,) = make_school(1)
    one = Evaluation.objects.get(person=teacher)
    papers(one, by=head)
    sign_in(client, head)
    answer = client.post(
        reverse("evaluations:give-back", args=[cycle.pk, one.pk]), {"reason": "Thiếu công tác chủ nhiệm."}
    )
    assert answer.url == reverse("evaluations:sheet", args=[cycle.pk, "TH01"])
