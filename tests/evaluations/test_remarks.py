"""What is said of a person before the rating: written beside the suggestion, read after the decision."""

from datetime import date

import pytest
from django.urls import reverse

from core import days
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.errors import EvaluationRefused
from evaluations.models import Decision, Evaluation, Pool, Proposal, Rating
from evaluations.papers.gather import gather, with_all
from evaluations.papers.make import paper_of, rendered
from evaluations.remark import remark
from staff.models import Person
from tests import factories
from tests.evaluations.papers.reading import words
from tests.evaluations.rated import make_school, ready
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db
SAID = {
    "remarks": "Dạy tốt, nhiệt tình.",
    "collective": "Nhất trí với tự nhận xét.",
    "party": "Đảng viên gương mẫu.",
    "prospects": "Có triển vọng làm tổ trưởng.",
}


@pytest.fixture
def school():
    cycle, unit, head, _ = make_school(1)
    (one,) = ready(cycle, unit, head)
    user = factories.make_user_in("staff")
    Person.objects.filter(pk=one.person_id).update(account=user)
    return cycle, unit, head, one, user


def page_of(cycle, one) -> str:
    return reverse("evaluations:rate-one", args=[cycle.pk, "TH01", one.pk])


def test_the_page_shows_every_step_of_the_suggestion_and_takes_the_remarks(client, sign_in, school):
    cycle, _, head, one, _ = school
    sign_in(client, head)
    text = client.get(page_of(cycle, one)).content.decode()
    assert "20/20 việc hoàn thành đúng tiến độ" in text and "Điều 12 NĐ 90/2020" in text
    answer = client.post(page_of(cycle, one), SAID)
    assert answer.url.endswith(f"#nguoi-{one.pk}")
    proposal = Proposal.objects.get(evaluation=one)
    assert {name: getattr(proposal, name) for name in SAID} == SAID
    assert (proposal.level, proposal.general) == ("EXCELLENT", "well"), "the level proposed stays"


def test_the_person_reads_them_with_the_result_and_on_the_form_and_not_before(client, sign_in, school):
    cycle, unit, head, one, user = school
    remark(evaluation=one, words=SAID, by=head)
    assert SAID["remarks"] not in form_for(one, user)
    sign_in(client, user)
    assert client.get(page_of(cycle, one)).status_code == 404
    decide(
        cycle=cycle, unit_id=unit.pk, choices=[Choice(one.pk, "EXCELLENT")], number="01/QĐ",
        decided_on=date(2022, 12, 10), by=head, today=days.today(),
    )  # fmt: skip
    mine = client.get(reverse("evaluations:my-result", args=[cycle.pk])).content.decode()
    form = form_for(one, user)
    assert all(text in mine and text in form for text in SAID.values())


def test_once_signed_they_stay_and_the_page_only_shows_them(client, sign_in, school):
    cycle, unit, head, one, _ = school
    remark(evaluation=one, words=SAID, by=head)
    decide(
        cycle=cycle, unit_id=unit.pk, choices=[Choice(one.pk, "EXCELLENT")], number="01/QĐ",
        decided_on=date(2022, 12, 10), by=head, today=days.today(),
    )  # fmt: skip
    with pytest.raises(EvaluationRefused, match="không sửa được nữa"):
        remark(evaluation=one, words={}, by=head)
    sign_in(client, head)
    assert SAID["prospects"] in client.get(page_of(cycle, one)).content.decode()
    assert client.post(page_of(cycle, one), {}).status_code == 403


def test_nobody_writes_remarks_about_themselves(school):
    *_, one, user = school
    with pytest.raises(EvaluationRefused, match="Không tự ghi nhận xét về mình"):
        remark(evaluation=one, words=SAID, by=user)


def form_for(one: Evaluation, user) -> str:
    (dossier,) = gather(with_all(Evaluation.objects.filter(pk=one.pk)), user=user, today=days.today())
    return words(rendered([paper_of(dossier, "phieu")], "docx"))


@pytest.fixture
def scored(client, sign_in):
    """Somebody whose law scores months; their director is signed in."""
    office = make_department(1)
    one = Evaluation.objects.get(person=office.people["staff-0"])
    sign_in(client, office.director)
    one.page = reverse("evaluations:rate-one", args=[office.cycle.pk, "SNV", one.pk])
    one.office = office
    return one


def test_what_to_do_is_proposed_where_the_form_asks_for_it_and_stands_on_it(client, scored):
    client.post(scored.page, {"handling": "Đề nghị xét khen thưởng."})
    assert Proposal.objects.get(evaluation=scored).handling == "Đề nghị xét khen thưởng."
    assert "Đề nghị xét khen thưởng." not in form_for(scored, scored.office.director)
    pool = Pool.objects.create(cycle=scored.cycle, unit=scored.rater_unit, law=scored.law)
    decision = Decision.objects.create(
        cycle=scored.cycle, unit=scored.rater_unit, number="01/QĐ", decided_on=date(2026, 12, 10),
        published_on=date(2026, 12, 10), signed_by=scored.office.director,
    )  # fmt: skip
    Rating.objects.create(
        decision=decision, evaluation=scored, level="GOOD", outcome="suggested", pool=pool,
        grounds={"findings": []},
    )  # fmt: skip
    assert "Đề nghị xét khen thưởng." in form_for(scored, scored.office.director)


def test_another_decrees_form_does_not_ask_what_to_do(client, sign_in, school):
    cycle, _, head, one, _ = school
    sign_in(client, head)
    assert "Đề xuất phương án xử lý" not in client.get(page_of(cycle, one)).content.decode()
