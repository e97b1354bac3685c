"""A month's score: staff before those who lead them, the derivation kept, replaced and never edited."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from core.days import since
from evaluations.enums import RatingLevel
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.facts_of import facts_of
from evaluations.models import Evaluation, Notice, Organisation, PeriodScore, Relative
from evaluations.scores.confirm import confirm, confirm_cause, judge, replace_score
from evaluations.scores.flags import shaken
from evaluations.scores.write import copy_last, give_back, save, submit
from staff.models import Person
from tests.evaluations.offices import make_cycle
from tests.evaluations.rated import did
from tests.evaluations.scores.month import TODAY, make_department, open_month, products, wrote
from work.models import WorkItem

pytestmark = pytest.mark.django_db
WELL = {"plan_done_well": True, "unity": True}


@pytest.fixture
def office():
    made = make_department(2)
    open_month(made)
    return made


def told_to(unit) -> list[str]:
    """What the unit's head is told, but not as the person."""
    return list(Notice.objects.filter(unit=unit, about="change").values_list("text", flat=True))


def confirmed(office, *names, by=None, unit=None, today=TODAY):
    ids = [office.score(name).pk for name in names]
    unit = unit or office.unit
    confirm(unit_id=unit.pk, score_ids=ids, by=by or office.director, today=today)
    return [office.score(name) for name in names]


def test_who_monitors_gives_a_relative_no_points_and_confirms_them_no_cause(office):
    score = wrote(office, "staff-0", delays=1)
    (item,) = products(score)
    director = Person.objects.get(account=office.director)
    Relative.objects.create(
        person=score.person, other=director, kind="sibling", valid=since(date(2020, 1, 1)),
        declared_by=office.director,
    )  # fmt: skip
    given = {"parts": {}, "leading": {}, "remarks": "Tốt.", "by": office.director}
    with pytest.raises(EvaluationRefused, match="người thân"):
        judge(score=score, **given)
    with pytest.raises(EvaluationRefused, match="người thân"):
        confirm_cause(item=item, score=score, faults=0, delays=1, cause="Mất điện", by=office.director)
    other = office.score("staff-1")
    assert judge(score=other, **given).remarks == "Tốt."


def test_faults_and_delays_are_counted_as_the_decree_does(office):
    """Golden 38: 1 of 10 products with a serious fault, 2 late: 97.5 % of 70 with the common points."""
    wrote(office, "staff-0", faults=1, delays=2)
    (score,) = confirmed(office, "staff-0")
    assert score.exact == "393/4", "30 + (100 + 97.5 + 95) ÷ 3 × 0.7 = 98.25"
    assert score.level == RatingLevel.EXCELLENT
    assert [step["says"] for step in score.steps][:3] == [
        "a = 100 % (số lượng)", "b = 97,5 % (chất lượng)", "c = 95 % (tiến độ)",
    ]  # fmt: skip
    assert score.products[0]["name"] == "Thẩm định hồ sơ"


def test_an_objective_cause_is_confirmed_by_somebody_else(office):
    """Golden 39: one of the two delays is confirmed: 98.333 %."""
    score = wrote(office, "staff-0", faults=1, delays=2)
    (item,) = products(score)
    confirm_cause(item=item, score=score, faults=0, delays=1, cause="Mất điện", by=office.director)
    (score,) = confirmed(office, "staff-0")
    assert score.exact == "593/6", "30 + 98.3333 % of 70"
    (kept,) = score.products
    assert kept["objective_cause"] == "Mất điện"
    assert kept["cause_confirmed_by"] == office.director.full_name


def test_nobody_confirms_the_cause_of_their_own_delay_or_their_own_score(office):
    score = wrote(office, "director", delays=1)
    (item,) = products(score)
    with pytest.raises(EvaluationRefused, match="tự theo dõi"):
        confirm_cause(item=item, score=score, faults=0, delays=1, cause="Mất điện", by=office.director)
    with pytest.raises(EvaluationRefused, match="tự theo dõi"):
        judge(score=score, parts={}, leading=WELL, remarks="", by=office.director)


def test_a_cause_needs_words_and_no_more_events_than_there_were(office):
    score = wrote(office, "staff-0", delays=1)
    (item,) = products(score)
    with pytest.raises(EvaluationRefused, match="Ghi nguyên nhân"):
        confirm_cause(item=item, score=score, faults=0, delays=1, cause=" ", by=office.director)
    with pytest.raises(EvaluationRefused, match="chỉ có 0 lần sai sót lớn và 1 lần chậm"):
        confirm_cause(item=item, score=score, faults=0, delays=2, cause="Lũ", by=office.director)


def test_what_was_confirmed_of_a_delay_falls_when_the_person_changes_the_number(office):
    score = wrote(office, "staff-0", delays=1)
    (item,) = products(score)
    confirm_cause(item=item, score=score, faults=0, delays=1, cause="Lũ", by=office.director)
    give_back(score=office.score("staff-0"), reason="Ghi thiếu", by=office.director)
    row = {"name": item.name, "coefficient": item.coefficient, "assigned": 10, "done": 10, "delays": 2}
    save(score=office.score("staff-0"), parts={}, words={}, rows=[row], by=office.director)
    (item,) = products(score)
    assert (item.delays, item.objective_delays, item.confirmed_by) == (2, 0, None)


def test_a_leader_waits_for_everybody_under_them(office):
    for name in ("staff-0", "staff-1", "deputy", "director"):
        wrote(office, name)
    judge(score=office.score("director"), parts={}, leading=WELL, remarks="", by=office.chairman)
    with pytest.raises(Blocked, match="còn 3 người thuộc quyền chưa có điểm"):
        confirmed(office, "director", by=office.chairman, unit=office.province)
    judge(score=office.score("deputy"), parts={}, leading=WELL, remarks="", by=office.director)
    confirmed(office, "deputy", "staff-0", "staff-1")
    (score,) = confirmed(office, "director", by=office.chairman, unit=office.province)
    assert score.exact == "100"
    assert len(score.stood_on) == 3


def test_one_person_below_half_the_points_halves_the_heads_d(office):
    """Golden 41: a = b = c = 100, one person under them below 50: d = 50 → 64.17 of 70."""
    wrote(office, "staff-0", done=1, less=5)  # 25 + 10 % of 70 = 32
    for name in ("staff-1", "deputy", "director"):
        wrote(office, name)
    reason = {"unit_results": {"percent": 100, "reason": "Không thuộc lĩnh vực phụ trách"}}
    judge(score=office.score("deputy"), parts={}, leading=WELL | reason, remarks="", by=office.director)
    confirmed(office, "staff-0", "staff-1", "deputy")
    assert office.score("staff-0").level == RatingLevel.NOT_FULFILLED
    judge(score=office.score("director"), parts={}, leading=WELL | reason, remarks="", by=office.chairman)
    (score,) = confirmed(office, "director", by=office.chairman, unit=office.province)
    assert score.exact == "565/6", "30 + 550 ÷ 6 % of 70 = 94.17: the law's 50 % isn't overruled by a reason"


def test_the_deputys_d_is_asked_for_where_somebody_in_the_unit_fell_short(office):
    wrote(office, "staff-0", done=1, less=5)
    wrote(office, "staff-1")
    wrote(office, "deputy")
    judge(score=office.score("deputy"), parts={}, leading=WELL, remarks="", by=office.director)
    with pytest.raises(Blocked, match="không đạt thì 50 %: chưa chọn"):
        confirmed(office, "staff-0", "staff-1", "deputy")
    assert not PeriodScore.objects.confirmed().exists(), "all or none"


def test_the_d_of_a_leader_under_whom_nobody_has_a_score_is_asked_for_with_a_reason():
    office = make_department(staff=0, deputy=False)
    open_month(office)
    wrote(office, "director")
    judge(score=office.score("director"), parts={}, leading=WELL, remarks="", by=office.chairman)
    with pytest.raises(Blocked, match="không đạt thì 50 %: chưa chọn"):
        confirmed(office, "director", by=office.chairman, unit=office.province)
    reason = {"unit_results": {"percent": 100, "reason": "Chưa có công chức thuộc quyền"}}
    judge(score=office.score("director"), parts={}, leading=WELL | reason, remarks="", by=office.chairman)
    (score,) = confirmed(office, "director", by=office.chairman, unit=office.province)
    assert (score.exact, score.stood_on) == ("100", [])


def test_what_isnt_sent_or_has_nothing_assigned_isnt_confirmed(office):
    with pytest.raises(Blocked, match="phiếu chưa được gửi"):
        confirmed(office, "staff-0")
    score = office.score("staff-0")
    with pytest.raises(EvaluationRefused, match="tiêu chí chưa tự chấm"):
        submit(score=score, by=office.director)
    wrote(office, "staff-0")
    products(score)[0].delete()
    with pytest.raises(Blocked, match="không có nhiệm vụ được giao"):
        confirmed(office, "staff-0")


def test_only_the_head_who_monitors_confirms(office):
    wrote(office, "staff-0")
    with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
        confirmed(office, "staff-0", by=office.chairman)
    with pytest.raises(EvaluationRefused, match="không thuộc thẩm quyền theo dõi"):
        confirmed(office, "staff-0", by=office.chairman, unit=office.province)


def test_points_of_a_criterion_stay_within_it(office):
    score = office.score("staff-0")
    for text, sentence in (("6", "từ 0 đến 5 điểm"), ("x", "không phải là một số"), ("-1", "từ 0")):
        with pytest.raises(EvaluationRefused, match=sentence):
            save(score=score, parts={"I.1": text}, words={}, rows=None, by=office.director)
    save(score=score, parts={"II.1": "2,5"}, words={}, rows=None, by=office.director)
    assert office.score("staff-0").own_parts == {"II.1": "2.5"}


def test_the_database_itself_keeps_a_confirmed_score(office):
    wrote(office, "staff-0")
    (score,) = confirmed(office, "staff-0")
    with pytest.raises(InternalError, match="confirmed_scores_stay"), transaction.atomic():
        PeriodScore.objects.filter(pk=score.pk).update(exact="100")
    with pytest.raises(IntegrityError, match="confirmed_by_somebody"), transaction.atomic():
        PeriodScore.objects.filter(pk=office.score("staff-1").pk).update(exact="100")


def test_a_replaced_score_stays_and_the_leader_whose_d_stood_on_it_is_flagged(office):
    for name in ("staff-0", "staff-1", "deputy", "director"):
        wrote(office, name)
    judge(score=office.score("deputy"), parts={}, leading=WELL, remarks="", by=office.director)
    judge(score=office.score("director"), parts={}, leading=WELL, remarks="", by=office.chairman)
    confirmed(office, "staff-0", "staff-1", "deputy")
    confirmed(office, "director", by=office.chairman, unit=office.province)
    old = office.score("staff-0")
    with pytest.raises(EvaluationRefused, match="Ghi lý do"):
        replace_score(score=old, reason=" ", by=office.director, today=TODAY)
    new = replace_score(score=old, reason="Chấm nhầm", by=office.director, today=TODAY)
    leaders = [office.score("director"), office.score("deputy")]
    assert shaken(leaders) == frozenset(), "the old one stands until the new one is confirmed"
    judge(score=new, parts=dict.fromkeys(new.own_parts, "0"), leading={}, remarks="", by=office.director)
    confirmed(office, "staff-0")
    assert office.score("staff-0").exact == "70"
    assert PeriodScore.objects.get(pk=old.pk).exact == "100"
    assert shaken(leaders) == {one.pk for one in leaders}
    name = office.people["staff-0"].full_name
    assert told_to(office.province) == [
        f"Điểm tháng 3 năm 2026 của {name} đã được chấm lại: "
        "xem lại d của Hà Văn Giám Đốc và chấm lại nếu cần."
    ]
    assert [text.split(": ")[1][:18] for text in told_to(office.unit)] == ["xem lại d của Lý T"]
    with pytest.raises(EvaluationRefused, match="đang có hiệu lực"):
        replace_score(score=old, reason="Lần nữa", by=office.director, today=TODAY)


def test_the_years_facts_take_the_months_that_were_scored_and_worked(office):
    wrote(office, "staff-0", faults=1, delays=2)
    confirmed(office, "staff-0")
    one = Evaluation.objects.select_related("organisation", "proposal").get(person=office.people["staff-0"])
    Organisation.objects.filter(pk=one.organisation_id).update(catalogue_on=date(2026, 2, 1))
    one.refresh_from_db()
    months = facts_of([one])[one.pk]["months"]
    assert [row["month"] for row in months] == list(range(1, 13))
    assert months[2] == {"month": 3, "worked": True, "score": "393/4", "catalogue": True}
    assert months[0] == {"month": 1, "worked": True, "catalogue": False}


def test_last_months_work_is_taken_over_with_nothing_done(office):
    wrote(office, "staff-0", faults=1)
    open_month(office, "2026-04")
    april = office.score("staff-0", "2026-04")
    assert copy_last(score=april, by=office.director) == 1
    (item,) = products(april)
    assert (item.name, item.assigned, item.done, item.faults) == ("Thẩm định hồ sơ", 10, 0, 0)
    assert office.score("staff-0", "2026-04").own_parts == office.score("staff-0").own_parts
    with pytest.raises(EvaluationRefused, match="đã có công việc"):
        copy_last(score=april, by=office.director)


def test_january_takes_over_december_and_not_the_years_work(office):
    """Both end on 31 December."""
    person = office.people["staff-0"]
    open_month(office, "2026-01")
    january = office.score("staff-0", "2026-01")
    did(person, office.unit, year=2025)
    with pytest.raises(EvaluationRefused, match="Chưa có công việc của kỳ trước"):
        copy_last(score=january, by=office.director)
    days = {"starts_on": date(2025, 12, 1), "ends_on": date(2025, 12, 31)}
    PeriodScore.objects.create(
        cycle=make_cycle(2025), period_on=days["starts_on"], person=person, unit=office.unit, **days,
        group=january.group, place=january.place, law=january.law, is_leader=False,
        monitor_unit=january.monitor_unit,
    )  # fmt: skip
    WorkItem.objects.create(person=person, unit=office.unit, name="Việc tháng 12", assigned=4, **days)
    did(person, office.unit, year=2025)
    assert copy_last(score=january, by=office.director) == 1
    assert [item.name for item in products(january)] == ["Việc tháng 12"]


def test_a_month_that_isnt_over_is_confirmed_as_provisional(office):
    wrote(office, "staff-0")
    (score,) = confirmed(office, "staff-0", today=date(2026, 3, 30))
    assert score.is_provisional
