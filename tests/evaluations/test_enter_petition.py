"""A petition on paper is entered by the side of who answers, with its scan, and runs from the day it came."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.enums import Role
from core import days
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.delegate import delegate
from evaluations.enter_petition import enter_petition, enter_score_petition
from evaluations.enums import DelegationKind
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation, Notice, OnBehalf, Petition, Rating
from evaluations.petition import answer
from evaluations.scores.confirm import confirm, judge
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, ready
from tests.evaluations.scores.month import make_department, open_month, wrote

pytestmark = pytest.mark.django_db
SIGNED, RECEIVED, TODAY = date(2024, 12, 10), date(2024, 12, 12), date(2024, 12, 30)
SAID = {
    "text": "Đề nghị xem lại.",
    "reason": "Không có tài khoản",
    "source": "Đơn ký 11/12/2024, lưu văn thư",
}


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("don.pdf", b"%PDF-1.7\n%%EOF\n")


@pytest.fixture
def school():
    """Three teachers of 2024, signed GOOD, none with an account, and the school's clerk."""
    cycle, unit, head, teachers = make_school(3, year=2024)
    found = ready(cycle, unit, head)
    choices = [Choice(one.pk, "GOOD", "Đạt.") for one in found]
    decide(
        cycle=cycle, unit_id=unit.pk, choices=choices, number="01/QĐ", decided_on=SIGNED, by=head,
        today=SIGNED,
    )  # fmt: skip
    unit.cycle, unit.head = cycle, head
    unit.clerk = factories.make_user_in(Role.UNIT_CLERK, unit)
    unit.rating = Rating.objects.get(evaluation__person=teachers[0])
    return unit


@pytest.fixture
def office():
    """March's score of one civil servant without an account is confirmed."""
    made = make_department(1, deputy=False)
    open_month(made)
    wrote(made, "staff-0", done=8)
    confirm(unit_id=made.unit.pk, score_ids=[made.score("staff-0").pk], by=made.director, today=days.today())
    made.clerk = factories.make_user_in(Role.UNIT_CLERK, made.unit)
    return made


def entered(school, by, **said) -> Petition:
    given = SAID | {"received_on": RECEIVED, "files": [scan()], "today": TODAY} | said
    return enter_petition(rating=school.rating, by=by, **given)


def url(rating: Rating) -> str:
    one = rating.evaluation
    return reverse("evaluations:enter-petition", args=[one.cycle_id, one.pk])


def test_its_clocks_run_from_the_day_it_was_received_and_it_says_who_entered_it(school):
    petition = entered(school, school.clerk)
    assert (petition.filed_on, petition.due_on) == (RECEIVED, date(2024, 12, 26))
    note = str(petition.entered)
    assert school.clerk.full_name in note and "30/12/2024" in note
    assert SAID["reason"] in note and SAID["source"] in note
    assert petition.files.get().evidence.uploaded_by == school.clerk


def test_what_came_after_the_term_is_refused_though_it_is_entered_late_without_harm(school):
    with pytest.raises(EvaluationRefused, match=r"Đã hết hạn gửi.*Điều 21"):
        entered(school, school.clerk, received_on=date(2024, 12, 18))
    assert entered(school, school.clerk, received_on=date(2024, 12, 17)).state == "open"


def test_who_answers_enters_none_and_neither_does_who_may_sign_for_them(school):
    with pytest.raises(EvaluationRefused, match="không tự nhập thay"):
        entered(school, school.head)
    clerk = factories.make_person("Nông Thị Ký Thay", account=school.clerk)
    delegate(
        unit_id=school.pk, person_id=clerk.pk, kind=DelegationKind.SIGNING, number="02/UQ",
        decision_on=SIGNED, first=days.today(), last=date(2199, 12, 31), by=school.head,
    )  # fmt: skip
    with pytest.raises(EvaluationRefused, match="không tự nhập thay"):
        entered(school, school.clerk)


def test_nobody_enters_their_own_and_strangers_none(school):
    Person.objects.filter(pk=school.rating.evaluation.person_id).update(account=school.clerk)
    with pytest.raises(EvaluationRefused, match="thì tự gửi"):
        entered(school, school.clerk)
    other = factories.make_user_in(Role.UNIT_CLERK, factories.make_unit("Trường khác", "TH09"))
    with pytest.raises(EvaluationRefused, match="Chỉ đầu mối"):
        entered(school, other)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"files": []}, "Kèm bản quét của đơn"),
        ({"received_on": TODAY + timedelta(days=1)}, "Ngày nhận đơn chưa đến"),
        ({"received_on": SIGNED - timedelta(days=1)}, "thông báo ngày 10/12/2024"),
        ({"source": " "}, "Ghi nguồn"),
        ({"reason": " "}, "Ghi lý do"),
        ({"text": " "}, "Ghi nội dung"),
    ],
)
def test_it_wants_a_scan_a_day_words_a_reason_and_a_source(school, said, sentence):
    with pytest.raises(EvaluationRefused, match=sentence):
        entered(school, school.clerk, **said)
    assert not Petition.objects.exists() and not OnBehalf.objects.exists()


def test_it_is_the_one_petition_against_the_result_and_is_answered_as_any(school):
    petition = entered(school, school.clerk)
    with pytest.raises(EvaluationRefused, match="mỗi kết quả kiến nghị một lần"):
        entered(school, school.clerk)
    answer(petition=petition, text="Giữ nguyên.", on=TODAY, by=school.head, today=TODAY)
    petition.refresh_from_db()
    assert petition.state == "kept"


def test_the_person_is_told_that_it_was_entered(school):
    entered(school, school.clerk)
    notice = Notice.objects.get(about="petition", evaluation=school.rating.evaluation)
    assert "nhận bằng bản giấy ngày 12/12/2024" in notice.text and school.clerk.full_name in notice.text


def test_the_clerk_enters_it_from_the_result_page_and_all_see_by_whom(school, client, sign_in):
    sign_in(client, school.clerk)
    one = school.rating.evaluation
    result = client.get(reverse("evaluations:result", args=[one.cycle_id, one.pk])).content.decode()
    assert url(school.rating) in result
    assert client.get(url(school.rating)).status_code == 200
    given = SAID | {"received_on": "12/12/2024"}
    page = client.post(url(school.rating), given).content.decode()
    assert "Kèm bản quét của đơn" in page and not Petition.objects.exists()
    page = client.post(url(school.rating), given | {"files": scan()}, follow=True).content.decode()
    assert f"Nhập thay bởi {school.clerk.full_name}" in page and "nhận bản giấy ngày 12/12/2024" in page
    again = client.get(url(school.rating))
    there = reverse("evaluations:petition", args=[one.cycle_id, Petition.objects.get().pk])
    assert again.status_code == 302 and again.url.startswith(there)
    result = client.get(reverse("evaluations:result", args=[one.cycle_id, one.pk])).content.decode()
    assert url(school.rating) not in result


def test_whom_the_page_is_not_for(school, client, sign_in):
    unrated = Evaluation.objects.exclude(ratings__isnull=False).get()
    away = reverse("evaluations:enter-petition", args=[school.cycle.pk, unrated.pk])
    sign_in(client, school.head)
    one = school.rating.evaluation
    assert client.get(url(school.rating)).status_code == 403
    assert (
        url(school.rating)
        not in client.get(reverse("evaluations:result", args=[one.cycle_id, one.pk])).content.decode()
    )
    sign_in(client, factories.make_user_in(Role.UNIT_CLERK, factories.make_unit("Trường khác", "TH09")))
    assert client.get(url(school.rating)).status_code == 404
    sign_in(client, factories.make_user_in(Role.UNIT_CLERK, school.periods.get().parent))
    assert client.get(url(school.rating)).status_code == 200
    assert client.get(away).status_code == 404


def test_a_head_rated_by_the_province_has_theirs_entered_by_the_personnel_body(office):
    score = wrote(office, "director")
    well = {"plan_done_well": True, "unity": True}
    judge(score=score, parts={}, leading=well, remarks="", by=office.chairman)
    confirm(unit_id=office.province.pk, score_ids=[score.pk], by=office.chairman, today=days.today())
    score.refresh_from_db()
    given = SAID | {"received_on": days.today(), "files": [scan()], "today": days.today()}
    with pytest.raises(EvaluationRefused, match="Chỉ đầu mối"):
        enter_score_petition(score=score, by=office.clerk, **given)
    with pytest.raises(EvaluationRefused, match="không tự nhập thay"):
        enter_score_petition(score=score, by=office.chairman, **given)
    officer = factories.make_user_in(Role.OFFICER)
    assert enter_score_petition(score=score, by=officer, **given).entered.made_by == officer


def test_one_about_a_score_is_entered_from_its_page(office, client, sign_in):
    score = office.score("staff-0")
    there = reverse("evaluations:enter-score-petition", args=[office.cycle.pk, score.pk])
    shown = reverse("evaluations:score", args=[office.cycle.pk, score.pk])
    sign_in(client, office.director)
    assert there not in client.get(shown).content.decode() and client.get(there).status_code == 403
    sign_in(client, office.clerk)
    assert there in client.get(shown).content.decode()
    before = f"{days.today() - timedelta(days=1):%d/%m/%Y}"
    given = SAID | {"received_on": before, "files": scan()}
    assert "không thể trước ngày đó" in client.post(there, given).content.decode()
    given |= {"received_on": f"{days.today():%d/%m/%Y}", "files": scan()}
    page = client.post(there, given, follow=True).content.decode()
    assert f"Nhập thay bởi {office.clerk.full_name}" in page
    assert Petition.objects.get().score == score and there not in client.get(shown).content.decode()


def test_the_database_keeps_it_of_one_thing_with_a_source(school):
    petition = entered(school, school.clerk)
    for wrong in ({"source": ""}, {"kind": "not_sent"}, {"petition": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OnBehalf.objects.filter(petition=petition).update(**wrong)
