"""Forms that somebody else enters, reasons of absence, and months of who handed in nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.enums import Role
from evaluations import self_evaluate
from evaluations.against import Choice, papers_of
from evaluations.decide import decide
from evaluations.enums import AbsenceKind, BehalfKind, Step
from evaluations.errors import EvaluationRefused
from evaluations.models import Absence, Evaluation, OnBehalf, PeriodScore, Rating, SelfEvaluation
from evaluations.on_behalf import enter_score, enter_self
from evaluations.progress import steps_missing
from evaluations.propose import propose
from evaluations.record_absence import record_absence
from evaluations.scores.confirm import confirm, replace_score
from evaluations.scores.write import give_back, parts_of, save
from evaluations.steps_done import steps_done
from staff.models import Person
from tests import factories
from tests.evaluations.papers.reading import words
from tests.evaluations.rated import make_school, papers, scored
from tests.evaluations.scores.month import MARCH, TODAY, make_department, open_month

pytestmark = pytest.mark.django_db
WHY = {"reason": "Nghỉ thai sản, không có tài khoản", "source": "Phiếu giấy ký 5/12/2022, lưu văn phòng"}
WORK = {"name": "Thẩm định hồ sơ", "coefficient": 1, "assigned": 10, "done": 10}


@pytest.fixture
def school():
    """A school with a clerk who is one of its teachers, and a teacher without an account."""
    cycle, unit, head, teachers = make_school(2)
    unit.cycle, unit.head, unit.clerk = cycle, head, factories.make_user_in(Role.UNIT_CLERK, unit)
    Person.objects.filter(pk=teachers[1].pk).update(account=unit.clerk)
    unit.one, unit.own = (Evaluation.objects.get(person=one) for one in teachers)
    unit.principal = Evaluation.objects.get(person__account=head)
    return unit


@pytest.fixture
def office():
    """A department in March, with a clerk."""
    made = make_department(2)
    open_month(made)
    made.clerk = factories.make_user_in(Role.UNIT_CLERK, made.unit)
    return made


def enter_url(one: Evaluation, name: str = "enter-self") -> str:
    return reverse(f"evaluations:{name}", args=[one.cycle_id, one.pk])


def full(score) -> dict[str, str]:
    return {code: str(float(most)) for code, most in parts_of(score).items()}


def entered(office, name: str, by, *, kind=BehalfKind.NOT_SENT, today=TODAY, rows=(WORK,), **said):
    score = office.score(name)
    given = {"parts": full(score), "words": {}, "reason": "Không nộp dù đã nhắc", "source": ""} | said
    return enter_score(score=score, kind=kind, rows=list(rows), by=by, today=today, **given)


def test_a_clerk_enters_the_form_of_who_has_no_account_and_all_see_it(client, sign_in, school):
    sign_in(client, school.clerk)
    rows = {"viec-TOTAL_FORMS": "1", "viec-INITIAL_FORMS": "0", "viec-0-name": "Dạy toán"}
    rows |= {f"viec-0-{name}": "10" for name in ("assigned", "done", "on_time", "beyond")}
    given = rows | {"level": "GOOD", "strengths": "Đều tay."}
    text = client.post(enter_url(school.one), given | {"reason": "Ốm"}).content.decode()
    assert "Ghi nguồn: bản giấy nào" in text and not SelfEvaluation.objects.exists()
    text = client.post(enter_url(school.one), given | {"reason": "Ốm"} | WHY, follow=True).content.decode()
    said = f"Nhập thay bởi {school.clerk.full_name} ngày "
    assert said in text and WHY["reason"] in text and WHY["source"] in text
    assert (
        "nhập thay"
        in client.get(reverse("evaluations:sheet", args=[school.cycle.pk, "TH01"])).content.decode()
    )
    read = client.get(
        reverse("evaluations:read-self", args=[school.cycle.pk, school.one.pk])
    ).content.decode()
    assert said in read and "Đều tay." in read and "Dạy toán" in read
    paper = client.get(reverse("evaluations:paper", args=[school.cycle.pk, school.one.pk, "phieu", "docx"]))
    assert said in words(paper.content)
    assert OnBehalf.pgh_event_model.objects.count() == 1
    assert "Phiếu của người này đã có" in client.get(enter_url(school.one)).content.decode()
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=school.one.person_id).update(account=user)
    sign_in(client, user)
    assert said in client.get(reverse("evaluations:self", args=[school.cycle.pk])).content.decode()


def test_nobody_enters_their_own_form_nor_that_of_who_is_above_them(client, sign_in, school):
    said = {"words": {"level": "GOOD"}, "answers": {}, "rows": None, "today": TODAY} | WHY
    for one, by in (
        (school.own, school.clerk),
        (school.principal, school.clerk),
        (school.principal, school.head),
    ):
        with pytest.raises(EvaluationRefused):
            enter_self(evaluation=one, by=by, **said)
        sign_in(client, by)
        for name in ("enter-self", "absence"):
            assert client.post(enter_url(one, name), {"level": "GOOD"} | WHY).status_code == 403
    above = factories.make_user_in(Role.UNIT_CLERK, school.periods.get().parent)
    enter_self(evaluation=school.principal, by=above, **said)
    assert OnBehalf.objects.get().self_evaluation.evaluation == school.principal


def test_who_writes_a_returned_form_themself_takes_it_over(school):
    said = {"words": {"level": "GOOD"}, "answers": {}, "rows": None, "today": TODAY} | WHY
    enter_self(evaluation=school.one, by=school.head, **said)
    with pytest.raises(EvaluationRefused, match="Phiếu đã gửi"):
        enter_self(evaluation=school.one, by=school.head, **said)
    self_evaluate.give_back(evaluation=school.one, reason="Chép sai", by=school.head)
    assert OnBehalf.objects.exists()
    user = factories.make_user_in(Role.STAFF)
    self_evaluate.save(evaluation=school.one, words={"level": "GOOD"}, answers={}, rows=None, by=user)
    self_evaluate.submit(evaluation=school.one, by=user)
    assert not OnBehalf.objects.exists()


def test_the_database_wants_reason_source_and_one_form(school):
    written = SelfEvaluation.objects.create(evaluation=school.one)
    known = {"made_by": school.head, "made_on": TODAY, "kind": BehalfKind.PAPER} | WHY
    for wrong in ({"source": ""}, {"reason": ""}, {"self_evaluation": None}, {"kind": BehalfKind.NOT_SENT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OnBehalf.objects.create(**{"self_evaluation": written} | known | wrong)


def test_who_is_absent_at_the_rating_is_rated_without_form_02(client, sign_in, office):
    """The absence stands in for the form, and who is back by the day of rating needs the form again."""
    one = Evaluation.objects.select_related("organisation", "person", "cycle").get(
        person=office.people["staff-0"]
    )
    PeriodScore.objects.filter(person=one.person).delete()
    papers(one, Step.MEETING, by=office.director)
    SelfEvaluation.objects.all().delete()
    scored(one, by=office.director)
    one.refresh_from_db()
    assert steps_missing(office.cycle)[one.pk] == Step.SELF_EVALUATION
    sign_in(client, office.clerk)
    given = {"kind": "maternity", "starts_on": "1/10/2026", "reason": "Sinh con", "source": "Giấy 12/GNO"}
    text = client.post(enter_url(one, "absence"), given | {"ends_on": "1/12/2026"}).content.decode()
    assert "phải có ngày xếp loại của đơn vị (10/12/2026)" in text
    text = client.post(enter_url(one, "absence"), given, follow=True).content.decode()
    assert "Nghỉ chế độ thai sản từ 01/10/2026: Sinh con (Giấy 12/GNO)" in text
    sheet = reverse("evaluations:sheet", args=[office.cycle.pk, "SNV"])
    assert "vắng mặt" in client.get(sheet).content.decode()
    assert "khoản 3 Điều 19 NĐ 335/2025" in client.get(enter_url(one, "absence")).content.decode()
    paper = client.get(reverse("evaluations:paper", args=[office.cycle.pk, one.pk, "phieu", "docx"]))
    assert "Nghỉ chế độ thai sản từ 01/10/2026" in words(paper.content)
    assert steps_missing(office.cycle)[one.pk] == Step.DECISION
    propose(evaluation=one, level="GOOD", by=office.director)
    decide(
        cycle=office.cycle, unit_id=office.unit.pk, choices=[Choice(one.pk, "GOOD")], number="1/QĐ",
        decided_on=date(2026, 12, 10), by=office.director, today=date(2026, 12, 10),
    )  # fmt: skip
    assert Rating.objects.get().evaluation == one
    one.organisation.rated_on = date(2026, 9, 30)
    assert papers_of([one], steps_done([one]))[one.pk] == ["minutes"], "away at another time than the rating"


def test_a_reason_of_absence_can_be_taken_back_and_a_form_takes_its_place(client, sign_in, office):
    one = Evaluation.objects.get(person=office.people["staff-0"])
    said = {"starts_on": date(2026, 12, 1), "ends_on": None, "reason": "Mổ", "source": "Giấy ra viện"}
    said |= {"kind": AbsenceKind.SICK, "today": TODAY}
    record_absence(evaluation=one, by=office.director, **said)
    sign_in(client, office.director)
    client.post(enter_url(one, "absence"), {"rut": "1"})
    assert not Absence.objects.exists()
    record_absence(evaluation=one, by=office.director, **said)
    enter_self(
        evaluation=one, words={"level": "GOOD"}, answers={}, rows=None, by=office.director, today=TODAY, **WHY
    )
    assert not Absence.objects.exists()
    with pytest.raises(EvaluationRefused, match="Đã có phiếu"):
        record_absence(evaluation=one, by=office.director, **said)


def test_a_law_without_such_a_rule_still_wants_the_form(client, sign_in, school):
    with pytest.raises(EvaluationRefused, match="nhập thay phiếu từ bản giấy"):
        record_absence(
            evaluation=school.one, kind=AbsenceKind.SICK, starts_on=date(2022, 12, 1), ends_on=None,
            reason="Ốm", source="Giấy nghỉ", by=school.head, today=TODAY,
        )  # fmt: skip
    sign_in(client, school.head)
    assert (
        "không nói lý do vắng mặt thay phiếu" in client.get(enter_url(school.one, "absence")).content.decode()
    )


def test_a_months_form_is_entered_from_paper_by_the_clerk(client, sign_in, office):
    score = office.score("staff-0")
    url = reverse("evaluations:enter-score", args=[office.cycle.pk, score.pk])
    sign_in(client, office.clerk)
    sheet = reverse("evaluations:score-sheet", args=[office.cycle.pk, "SNV", MARCH])
    assert url in client.get(sheet).content.decode()
    assert "Chấm khi người được đánh giá không gửi phiếu" not in client.get(url).content.decode()
    given = {f"diem-{code}": points.replace(".", ",") for code, points in full(score).items()}
    given |= {"viec-TOTAL_FORMS": "1", "viec-INITIAL_FORMS": "0"}
    given |= {f"viec-0-{name}": str(value) for name, value in WORK.items()}
    text = client.post(url, given | WHY, follow=True).content.decode()
    assert f"Nhập thay bởi {office.clerk.full_name} ngày " in text and WHY["source"] in text
    assert office.score("staff-0").own_parts["I.1"] == "5.0" and office.score("staff-0").submitted_at
    assert "Nhập thay" in client.get(sheet).content.decode()
    assert client.get(url).status_code == 302
    director = reverse("evaluations:enter-score", args=[office.cycle.pk, office.score("director").pk])
    assert client.post(director, given | WHY).status_code in (403, 404), "the province monitors the director"


def test_who_monitors_scores_a_month_that_nobody_handed_in(client, sign_in, office):
    with pytest.raises(EvaluationRefused, match="đầu mối chỉ nhập thay từ bản giấy"):
        entered(office, "staff-0", office.clerk)
    with pytest.raises(EvaluationRefused, match="Kỳ chưa hết"):
        entered(office, "staff-0", office.director, today=date(2026, 3, 20))
    with pytest.raises(EvaluationRefused, match="Ghi lý do"):
        entered(office, "staff-0", office.director, reason=" ")
    with pytest.raises(EvaluationRefused, match="tiêu chí chưa"):
        entered(office, "staff-0", office.director, parts={"I.1": "5"})
    assert office.score("staff-0").submitted_at is None, "all or nothing"
    score = entered(office, "staff-0", office.director)
    assert not score.own_parts and score.parts["I.1"] == "5.0"
    confirm(unit_id=office.unit.pk, score_ids=[score.pk], by=office.director, today=TODAY)
    score = office.score("staff-0")
    assert score.exact == "100"
    sign_in(client, office.director)
    text = client.get(reverse("evaluations:score", args=[office.cycle.pk, score.pk])).content.decode()
    assert "Không gửi phiếu, chấm bởi" in text and "Không nộp dù đã nhắc" in text
    paper = client.get(reverse("evaluations:monitoring-form", args=[office.cycle.pk, score.pk, "docx"]))
    assert "Không gửi phiếu, chấm bởi" in words(paper.content)
    new = replace_score(score=score, reason="Chấm nhầm", by=office.director, today=TODAY)
    assert OnBehalf.objects.get(score=new).reason == "Không nộp dù đã nhắc"


def test_a_late_form_of_their_own_takes_the_place_of_the_monitors_points(office):
    score = entered(office, "staff-0", office.director)
    give_back(score=score, reason="Nộp muộn, nhận", by=office.director)
    save(score=office.score("staff-0"), parts={"I.1": "4"}, words={}, rows=None, by=office.director)
    score = office.score("staff-0")
    assert (score.own_parts, score.parts) == ({"I.1": "4"}, {}) and not OnBehalf.objects.exists()


def test_an_entered_sheet_that_was_returned_stays_when_the_month_is_opened_again(office):
    score = entered(office, "staff-0", office.director)
    give_back(score=score, reason="Nhập lại", by=office.director)
    Person.objects.get(pk=score.person_id).posts.all().delete()
    open_month(office)
    assert office.score("staff-0").pk == score.pk
