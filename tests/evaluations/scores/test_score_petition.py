"""A petition about a month's score: in time and once, answered by who monitors, upheld by a new version."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from agencies.enums import Role
from core import days
from evaluations import close_cycle
from evaluations.enums import Place
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle, Evaluation, Notice, PeriodScore, Petition
from evaluations.scores.confirm import confirm, judge, replace_score
from evaluations.scores.petition import answer_score_petition, file_score_petition
from staff.models import Person
from tests import factories
from tests.evaluations.papers.printed import rated
from tests.evaluations.scores.month import make_department, open_month, wrote

pytestmark = pytest.mark.django_db
TEXT = "Hai hồ sơ chậm do chờ ý kiến của sở khác."


@pytest.fixture
def office():
    """March's score of one civil servant is confirmed; they have an account."""
    made = make_department(1, deputy=False)
    open_month(made)
    wrote(made, "staff-0", done=8)
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=made.people["staff-0"].pk).update(account=user)
    confirm(unit_id=made.unit.pk, score_ids=[made.score("staff-0").pk], by=made.director, today=days.today())
    made.user = user
    return made


def filed(office, on=None) -> Petition:
    score = office.score("staff-0")
    return file_score_petition(score=score, text=TEXT, on=on or days.today(), by=office.user)


def answered(petition, by, text="Giữ nguyên, đã kiểm tra.") -> Petition:
    return answer_score_petition(petition=petition, text=text, on=days.today(), by=by, today=days.today())


def test_it_is_filed_once_by_the_person_with_words_and_has_a_day_due(office):
    score = office.score("staff-0")
    with pytest.raises(EvaluationRefused, match="Chỉ người được chấm điểm"):
        file_score_petition(score=score, text=TEXT, on=days.today(), by=office.director)
    with pytest.raises(EvaluationRefused, match="Ghi nội dung"):
        file_score_petition(score=score, text=" ", on=days.today(), by=office.user)
    petition = filed(office)
    assert (petition.state, petition.score) == ("open", score) and petition.due_on > days.today()
    with pytest.raises(EvaluationRefused, match="mỗi điểm kiến nghị một lần"):
        filed(office)


def test_after_the_term_it_is_refused_with_the_article(office):
    with pytest.raises(EvaluationRefused, match=r"Không nhận kiến nghị.*Điều 22"):
        filed(office, on=date(days.today().year + 1, 12, 30))


def test_a_law_that_does_not_speak_of_scores_gives_no_petition_about_them(office):
    PeriodScore.objects.filter(pk=office.score("director").pk).delete()
    one = office.score("staff-0")
    other = PeriodScore.objects.create(
        cycle=one.cycle, period_on=date(2026, 8, 1), person=one.person, unit=one.unit,
        starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 31), group="public_employee",
        place=Place(one.place), is_leader=False, law="nd233-2026", monitor_unit=one.monitor_unit,
        submitted_at=timezone.now(), confirmed_at=timezone.now(), confirmed_by=office.director, exact="80",
    )  # fmt: skip
    with pytest.raises(EvaluationRefused, match="không nêu kiến nghị về điểm"):
        file_score_petition(score=other, text=TEXT, on=days.today(), by=office.user)


def test_kept_it_is_answered_once_by_who_monitors(office):
    petition = filed(office)
    with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
        answered(petition, office.user)
    answered(petition, office.director)
    petition.refresh_from_db()
    assert petition.state_words == "Giữ nguyên điểm" and petition.new_score is None
    with pytest.raises(EvaluationRefused, match="không xem xét lại"):
        answered(petition, office.director)


def test_it_is_upheld_once_the_new_version_is_confirmed_and_not_before(client, sign_in, office):
    petition, old = filed(office), office.score("staff-0")
    new = replace_score(score=old, reason="Theo kiến nghị", by=office.director, today=days.today())
    with pytest.raises(EvaluationRefused, match="xác nhận điểm mới rồi trả lời"):
        answered(petition, office.director)
    sign_in(client, office.director)
    page = client.get(reverse("evaluations:score", args=[office.cycle.pk, new.pk])).content.decode()
    assert reverse("evaluations:petition", args=[office.cycle.pk, petition.pk]) in page
    confirm(unit_id=office.unit.pk, score_ids=[new.pk], by=office.director, today=days.today())
    answered(petition, office.director, "Đúng, đã chấm lại.")
    petition.refresh_from_db()
    assert (petition.state_words, petition.new_score) == ("Đã chấm lại", new)


def test_an_open_petition_about_a_score_keeps_the_organisation_open(office):
    petition = filed(office)
    cycle = Cycle.objects.get(pk=office.cycle.pk)
    found = close_cycle.closings(cycle, [office.unit.pk])[0]
    assert found.petitions == (petition.pk,) and "1 kiến nghị" in found.refusals[0]
    answered(petition, office.director)
    found = close_cycle.closings(cycle, [office.unit.pk])[0]
    assert (found.petitions, found.refusals) == ((), ())


def test_the_database_refuses_a_petition_about_nothing_and_one_upheld_by_nothing(office):
    day = days.today()
    with pytest.raises(IntegrityError, match="evaluations_petition_about_one_thing"), transaction.atomic():
        Petition.objects.create(text=TEXT, filed_on=day, due_on=day)
    petition = filed(office)
    with pytest.raises(IntegrityError, match="evaluations_upheld_by_what_is_new"):
        Petition.objects.filter(pk=petition.pk).update(
            state="upheld", answer="Đúng.", answered_on=day, answered_by=office.director
        )


def test_the_person_files_on_the_page_of_the_score_and_the_head_answers(client, sign_in, office):
    score = office.score("staff-0")
    page = reverse("evaluations:score", args=[office.cycle.pk, score.pk])
    sign_in(client, office.user)
    assert "Gửi kiến nghị" in client.get(page).content.decode()
    client.post(reverse("evaluations:file-score-petition", args=[office.cycle.pk, score.pk]), {"text": TEXT})
    petition = Petition.objects.get()
    assert f"hạn trả lời {petition.due_on:%d/%m/%Y}" in client.get(page).content.decode()
    address = reverse("evaluations:petition", args=[office.cycle.pk, petition.pk])
    given = {"text": "Giữ nguyên.", "on": f"{days.today():%d/%m/%Y}"}
    assert client.post(address, given).status_code == 403
    sign_in(client, office.director)
    assert "Trả lời kiến nghị" in client.get("/").content.decode()
    assert "Kiến nghị về điểm tháng 3" in client.get(address).content.decode()
    client.post(address, given)
    assert "Giữ nguyên điểm" in client.get(address).content.decode()
    sign_in(client, factories.make_user_in(Role.STAFF))
    assert client.get(address).status_code == 404


def test_upheld_after_the_unit_was_closed_the_score_is_replaced_and_no_other_is(office):
    """Decision 0018: what is filed in time is answered as always, by a new score where it is right."""
    petition, old, other = filed(office), office.score("staff-0"), office.score("director")
    rating = rated(Evaluation.objects.get(person=old.person), "GOOD", by=office.director)
    office.cycle.organisations.update(
        state="closed", closed_at=timezone.now(), closed_by=office.cycle.made_by
    )
    with pytest.raises(EvaluationRefused, match="không mở"):
        replace_score(score=other, reason="Xem lại.", by=office.chairman, today=days.today())
    new = replace_score(score=old, reason="Kiến nghị đúng.", by=office.director, today=days.today())
    judge(score=new, parts={}, leading={}, remarks="Đã xem lại.", by=office.director)
    confirm(unit_id=office.unit.pk, score_ids=[new.pk], by=office.director, today=days.today())
    assert answered(petition, office.director, "Chấp nhận.").new_score == new
    told = Notice.objects.get(evaluation=rating.evaluation, about="change")
    assert told.unit == office.unit and "được chấm lại sau khi đã xếp loại" in told.text
    with pytest.raises(EvaluationRefused, match="không mở"):
        replace_score(score=new, reason="Lần nữa.", by=office.director, today=days.today())
