"""An authority's stricter set holds where it was laid down, for whatever isn't signed yet."""

import threading
import time
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from agencies.enums import Role, UnitType
from core.days import since
from evaluations import cap, reresolve
from evaluations.authority_rules import adopt, end
from evaluations.close_cycle import closings
from evaluations.errors import EvaluationRefused
from evaluations.facts_of import verdicts
from evaluations.models import (
    AuthorityRules,
    Cycle,
    Decision,
    Evaluation,
    Organisation,
    PeriodScore,
    Petition,
    Pool,
    Rating,
)
from evaluations.open_cycle import as_of
from evaluations.petition import file_petition
from evaluations.scores import open as opening
from evaluations.scores.facts import facts_of, under_of
from evaluations.scores.periods import period_called
from evaluations.set_days import set_days
from evaluations.stricter import spread
from tests import factories
from tests.evaluations.rated import make_school

pytestmark = pytest.mark.django_db

SET = "working-days-to-petition"  # of a school: its term of petition counts working days
TITLE = "Quy chế của đơn vị (kiến nghị trong 05 ngày làm việc)"
FIRST = date(2026, 8, 15)


@pytest.fixture
def school():
    """A school in the open cycle of 2026, under the decree of public employees, with its officer."""
    cycle, unit, head, teachers = make_school(2, year=2026)
    unit.cycle, unit.head, unit.teachers = cycle, head, teachers
    unit.officer = factories.make_user_in(Role.OFFICER)
    unit.district = unit.periods.get().parent
    return unit


def lay_down(school, unit=None, *, first=FIRST, last=None) -> AuthorityRules:
    return adopt(
        unit_id=(unit or school).pk, code=SET, number="05/QC", decided_on=FIRST, first=first, last=last,
        by=school.officer,
    )  # fmt: skip


def kept(school, unit=None) -> list[str]:
    return Organisation.objects.get(cycle=school.cycle, unit=unit or school).stricter


def sign(school) -> Rating:
    one = Evaluation.objects.get(person=school.teachers[0])
    pool = Pool.objects.create(cycle=school.cycle, unit=school, law=one.law)
    on = date(2026, 12, 11)
    decision = Decision.objects.create(
        cycle=school.cycle, unit=school, number="01/QĐ", decided_on=on, published_on=on,
        signed_by=school.head,
    )  # fmt: skip
    return Rating.objects.create(
        decision=decision, evaluation=one, level="GOOD", outcome="suggested", pool=pool, grounds={}
    )


def test_it_holds_in_the_unit_and_not_above(school):
    lay_down(school)
    assert kept(school) == [SET]
    assert kept(school, school.district) == []


def test_of_a_unit_above_it_holds_below(school):
    lay_down(school, school.district)
    assert kept(school) == kept(school, school.district) == [SET]


def test_the_day_of_the_rating_decides(school):
    lay_down(school, first=date(2026, 12, 11))
    assert kept(school) == []
    school.cycle.organisations.filter(unit=school).update(rated_on=date(2026, 12, 12))
    rules = lay_down(school, school.district, first=date(2026, 12, 12))
    assert kept(school) == [SET]
    end(rules, last=date(2026, 12, 12), by=school.officer)
    assert kept(school) == [SET]


def test_it_stands_on_top_of_the_law_of_people_the_cap_and_petitions(school):
    lay_down(school)
    found = list(Evaluation.objects.select_related("organisation", "cycle", "person").filter(unit=school))
    assert {tuple(one["law"]["layers"]) for one in verdicts(found).values()} == {(TITLE,)}
    pool = cap.standing(school.cycle, school.pk, ["nd233-2026"])["nd233-2026"]
    _, said = cap.counted(school.cycle, pool, group="public_employee", levels=pool.signed)
    assert said["law"]["layers"] == [TITLE]


def test_of_what_another_decree_rules_it_says_nothing(school):
    lay_down(school, school.district)
    clerk = factories.make_person("Lý Văn Chuyên Viên")
    factories.make_post(clerk, school, group="civil_servant")
    reresolve.follow(school.cycle, on=as_of(school.cycle), by=school.officer)
    found = Evaluation.objects.select_related("organisation", "cycle", "person").exclude(law="nd233-2026")
    assert {one.law for one in found} == {"nd335-2025"}
    assert all(one.stricter == [SET] for one in found)
    assert all(one["law"]["layers"] == [] for one in verdicts(found).values())


@pytest.mark.parametrize(("is_laid_down", "due"), [(False, date(2026, 12, 16)), (True, date(2026, 12, 18))])
def test_the_term_of_a_petition_follows_it(school, is_laid_down, due):
    """Published on Friday 11/12: five days end on Wednesday 16, five working days on Friday 18."""
    if is_laid_down:
        lay_down(school)
    rating = sign(school)
    account = factories.make_user_in(Role.UNIT_CLERK, school)
    rating.evaluation.person.account = account
    rating.evaluation.person.save()
    file_petition(rating=rating, text="Xem lại.", on=due, by=account)
    Petition.objects.all().delete()
    with pytest.raises(EvaluationRefused, match="hết hạn"):
        file_petition(rating=rating, text="Xem lại.", on=date(2026, 12, due.day + 1), by=account)


def test_what_is_signed_keeps_what_it_stood_on(school):
    rules = lay_down(school)
    sign(school)
    end(rules, last=date(2026, 9, 1), by=school.officer)
    assert kept(school) == [SET]


def test_where_a_unit_goes_after_the_year_leaves_the_years_set_on_it(school):
    after = date(2027, 1, 5)
    school.cycle.rated_on = date(2027, 1, 10)
    school.cycle.save()
    school.cycle.organisations.update(rated_on=school.cycle.rated_on)
    lay_down(school, school.district)
    school.periods.update(valid=since(factories.FIRST_DAY, after), closed_by=factories.make_act())
    there = factories.make_unit("Phường mới", "P01", type=UnitType.COMMUNE)
    factories.make_period(
        school, name="Trường THCS Yên Hân", code="TH01", parent=there, type=UnitType.SERVICE, first=after
    )
    chairman = factories.make_person("Lý Thị Chủ Tịch")
    factories.make_post(chairman, there, leader_kind="head")
    reresolve.keep_up(on=after)
    principal = Evaluation.objects.get(unit=school, place="employing_head")
    assert (principal.rater, kept(school)) == (chairman, [SET])


def test_a_unit_that_comes_in_later_and_new_days_follow_it(school):
    lay_down(school, school.district)
    new = factories.make_unit("Trường mới", "TH02", school.district, UnitType.SERVICE)
    factories.make_post(factories.make_person("Ma Thị Mới"), new, group="public_employee", leader_kind="head")
    reresolve.follow(school.cycle, on=as_of(school.cycle), by=school.officer)
    assert kept(school, new) == [SET]
    organisation = Organisation.objects.get(cycle=school.cycle, unit=school)
    set_days(
        organisation=organisation, starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 1),
        rated_on=date(2026, 8, 10), groups={"public_employee"}, deadlines={}, special_decision="",
        reason="Theo năm học", by=school.officer,
    )  # fmt: skip
    assert kept(school) == []


def test_a_month_is_scored_under_the_sets_of_its_last_day(school):
    lay_down(school)
    for slug in ("2026-07", "2026-08"):
        period = period_called(school.cycle, slug)
        opening.write(school.cycle, period, opening.spans(school.cycle, period), by=school.officer)
    found = dict(
        PeriodScore.objects.filter(person=school.teachers[0]).values_list("period_on__month", "stricter")
    )
    assert found == {7: [], 8: [SET]}
    score = PeriodScore.objects.get(person=school.teachers[0], period_on=date(2026, 8, 1))
    assert facts_of([score], under_of([score]))[score.pk]["authorities"] == [SET]


def test_one_set_holds_once_a_day_in_a_unit(school):
    lay_down(school, last=date(2026, 9, 30))
    with pytest.raises(EvaluationRefused, match="đã áp dụng"):
        lay_down(school, first=date(2026, 9, 30))
    lay_down(school, first=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("last", "sentence"), [(date(2026, 8, 14), "không thể trước"), (None, "không sớm hơn")]
)
def test_it_ends_earlier_or_not_at_all(school, last, sentence):
    rules = lay_down(school, last=date(2026, 9, 30))
    with pytest.raises(EvaluationRefused, match=sentence):
        end(rules, last=last or date(2026, 9, 30), by=school.officer)


def test_the_database_wants_the_paper(school):
    rules = lay_down(school)
    with pytest.raises(IntegrityError, match="by_paper"), transaction.atomic():
        AuthorityRules.objects.filter(pk=rules.pk).update(number="")


def test_home_affairs_lays_it_down_and_ends_it_from_its_page(school, client, sign_in):
    sign_in(client, school.officer)
    there = reverse("evaluations:authority-rules")
    assert "Chưa có đơn vị nào" in client.get(there).content.decode()
    given = {
        "unit": "TH01",
        "code": SET,
        "number": "05/QC",
        "decided_on": "01/08/2026",
        "first": "15/08/2026",
    }
    page = client.post(there, given, follow=True).content.decode()
    assert "Đã áp dụng tại Trường THCS Yên Hân" in page and "từ 15/08/2026" in page
    assert "đã áp dụng" in client.post(there, given).content.decode()
    found = AuthorityRules.objects.get()
    away = reverse("evaluations:end-authority-rules", args=[found.pk])
    assert "không có thật" in client.post(away, {"last": "31/02/2026"}, follow=True).content.decode()
    page = client.post(away, {"last": "30/09/2026"}, follow=True).content.decode()
    assert "từ 15/08/2026 đến 30/09/2026" in page
    assert kept(school) == []


def test_others_lay_nothing_down(school, client, sign_in):
    sign_in(client, school.head)
    assert client.get(reverse("evaluations:authority-rules")).status_code == 403


def test_closing_asks_by_it(school):
    """A cycle isn't closed over an open petition, whichever sets stand on top."""
    lay_down(school)
    rating = sign(school)
    on = date(2026, 12, 12)
    Petition.objects.create(rating=rating, text="Xem lại.", filed_on=on, due_on=on)
    held = {one.organisation_id: one for one in closings(school.cycle)}
    assert not held[rating.evaluation.organisation_id].is_ready


@pytest.mark.django_db(transaction=True)
def test_a_unit_that_is_being_opened_is_not_missed():
    """The set is laid down while somebody opens the cycle for one more unit: one of them spreads it there."""
    with transaction.atomic():
        cycle, unit, _, _ = make_school(1, year=2026)
        new = factories.make_unit("Trường mới", "TH02", unit.periods.get().parent, UnitType.SERVICE)
        officer = factories.make_user_in(Role.OFFICER)

    def lay() -> None:
        try:
            adopt(
                unit_id=new.pk, code=SET, number="05/QC", decided_on=FIRST, first=FIRST, last=None, by=officer
            )
        finally:
            connection.close()

    other = threading.Thread(target=lay)
    with transaction.atomic():
        locked = Cycle.objects.select_for_update().get(pk=cycle.pk)
        other.start()
        wait_for_one_waiting()
        made = Organisation.objects.create(
            cycle=locked, unit=new, starts_on=cycle.starts_on, ends_on=cycle.ends_on, rated_on=cycle.rated_on
        )
        spread(locked, on=as_of(locked))
    other.join()
    made.refresh_from_db()
    assert made.stricter == [SET]


def wait_for_one_waiting() -> None:
    """Until somebody waits for a lock that this connection holds."""
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
            time.sleep(0.05)
    raise AssertionError("nobody waits")
