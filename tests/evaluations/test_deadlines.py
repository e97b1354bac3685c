"""Deadlines of steps, days of a school of its own, who is overdue, and reminders once a day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.enums import Role
from core.days import today
from evaluations.deadlines import due_days, late
from evaluations.enums import Step
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation, Organisation, Reminder, StepDeadline
from evaluations.remind import remind
from evaluations.reresolve import follow
from evaluations.set_days import set_cycle_deadlines, set_days
from evaluations.waiting import waiting_evaluations
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import did, make_school, opened, papers
from work.models import WorkItem

pytestmark = pytest.mark.django_db

MEETING, LAST = date(2022, 11, 20), date(2022, 12, 10)


def days_of(organisation, **changed):
    """What is set when only this changes."""
    return {
        "organisation": organisation, "starts_on": organisation.starts_on, "ends_on": organisation.ends_on,
        "rated_on": organisation.rated_on, "groups": {"civil_servant"}, "deadlines": {},
        "special_decision": "", "reason": "", "by": organisation.cycle.made_by,
    } | changed  # fmt: skip


def of(unit) -> Organisation:
    return Organisation.objects.get(unit=unit)


def test_a_step_is_due_by_the_units_deadline_else_the_cycles_else_the_rating_day():
    cycle, school, _, _ = make_school(1)
    district = school.periods.get().parent
    set_cycle_deadlines(
        cycle=cycle, deadlines={Step.SELF_EVALUATION: date(2022, 11, 10), Step.MEETING: MEETING},
        by=cycle.made_by,
    )  # fmt: skip
    set_days(**days_of(of(school), deadlines={Step.MEETING: date(2022, 11, 15)}))
    days = due_days(cycle)
    assert days.of(school.pk, Step.SELF_EVALUATION) == date(2022, 11, 10)
    assert (days.of(school.pk, Step.MEETING), days.of(district.pk, Step.MEETING)) == (
        date(2022, 11, 15), MEETING,
    )  # fmt: skip
    assert days.of(school.pk, Step.DECISION) == LAST
    set_days(**days_of(of(school)))
    assert due_days(cycle).of(school.pk, Step.MEETING) == MEETING


@pytest.mark.parametrize(
    ("deadlines", "sentence"),
    [
        ({Step.MEETING: date(2022, 12, 11)}, "sau ngày xếp loại"),
        ({Step.SELF_EVALUATION: MEETING, Step.MEETING: MEETING - timedelta(1)}, "phải từ ngày 20/11/2022"),
        ({Step.SELF_EVALUATION: date(2021, 12, 31)}, "phải từ ngày 01/01/2022"),
    ],
)
def test_deadlines_that_cannot_be_are_refused(deadlines, sentence):
    cycle = make_cycle()
    with pytest.raises(EvaluationRefused, match=sentence):
        set_cycle_deadlines(cycle=cycle, deadlines=deadlines, by=cycle.made_by)
    assert not StepDeadline.objects.exists()


def test_a_school_may_be_rated_in_may_and_what_its_people_typed_moves_along():
    _, school, _, teachers = make_school(1)
    did(teachers[0], school)
    end = date(2022, 5, 31)
    set_days(**days_of(of(school), ends_on=end, rated_on=end, groups={"public_employee"}))
    assert of(school).rated_on == end
    item = WorkItem.objects.get()
    assert item.ends_on == end


def test_a_rating_day_beyond_the_laws_window_wants_a_reason():
    _, school, _, _ = make_school(1)
    late_day = date(2022, 12, 20)
    with pytest.raises(EvaluationRefused, match=r"trước ngày 15/12/2022.*Điều 20"):
        set_days(**days_of(of(school), rated_on=late_day))
    set_days(**days_of(of(school), rated_on=late_day, reason="Sáp nhập đơn vị"))
    assert (of(school).rated_on, of(school).days_reason) == (late_day, "Sáp nhập đơn vị")


def test_under_decree_335_a_paper_from_above_allows_until_mid_january():
    made = make_offices()
    cycle = opened(make_cycle(2026))
    agency = Organisation.objects.get(cycle=cycle, unit=made.units["agency"])
    late_day = date(2026, 12, 20)
    with pytest.raises(EvaluationRefused, match="khoản 2 Điều 19"):
        set_days(**days_of(agency, rated_on=late_day))
    set_days(**days_of(agency, rated_on=late_day, special_decision="12/UBND"))
    with pytest.raises(EvaluationRefused, match="khoản 2 Điều 19"):
        set_days(**days_of(agency, rated_on=date(2027, 1, 15), special_decision="12/UBND"))


def test_a_school_year_before_the_law_changed_is_rated_by_the_old_law():
    made = make_offices()
    cycle = opened(make_cycle(2026))
    school = Organisation.objects.get(cycle=cycle, unit=made.units["school"])
    teacher = Evaluation.objects.get(cycle=cycle, person=made.people["teacher"])
    assert teacher.law == "nd233-2026"
    end = date(2026, 6, 15)
    set_days(**days_of(school, ends_on=end, rated_on=end, groups={"public_employee"}))
    follow(cycle, on=date(2026, 6, 1), by=None)
    teacher.refresh_from_db()
    assert teacher.law.startswith("nd90")


def test_days_stay_once_something_is_signed():
    from tests.evaluations.test_close_cycle import sign

    cycle, school, head, _ = make_school(1)
    sign(cycle, school, head, list(Evaluation.objects.filter(rater_unit=school)))
    with pytest.raises(EvaluationRefused, match="chỉ đổi được hạn"):
        set_days(**days_of(of(school), ends_on=date(2022, 12, 30)))
    set_days(**days_of(of(school), deadlines={Step.DECISION: date(2022, 12, 1)}))
    assert StepDeadline.objects.get().due_on == date(2022, 12, 1)


def test_the_database_refuses_a_rating_day_before_the_first_day():
    _, school, _, _ = make_school(1)
    with pytest.raises(IntegrityError, match="evaluations_organisation_rated_after_it_starts"):
        Organisation.objects.filter(unit=school).update(rated_on=date(2021, 12, 31))


def test_the_list_says_who_is_overdue_and_the_persons_page_says_it_too(client, sign_in):
    cycle, school, head, _ = make_school(3)
    set_cycle_deadlines(cycle=cycle, deadlines={Step.SELF_EVALUATION: MEETING}, by=cycle.made_by)
    one = Evaluation.objects.filter(rater_unit=school).first()
    papers(one, by=head)
    found = late(cycle, by=date(2022, 11, 25))
    assert {(it.behind.rater_unit_id == school.pk, it.behind.step, it.behind.n) for it in found} == {
        (True, Step.SELF_EVALUATION, 2), (False, Step.SELF_EVALUATION, 1),
    }  # fmt: skip
    assert not late(cycle, by=date(2022, 11, 19))
    sign_in(client, factories.make_user_in(Role.OFFICER))
    page = reverse("evaluations:progress", args=[cycle.pk])
    text = client.get(page).content.decode()
    assert "Chưa gửi phiếu tự đánh giá" in text and "Chưa có biên bản họp" in text and "quá hạn" in text
    only = client.get(page, {"buoc": "meeting"}).content.decode()
    assert "Chưa có biên bản họp</td>" in only and "Chưa gửi phiếu tự đánh giá</td>" not in only
    people = client.get(reverse("evaluations:people-behind", args=[cycle.pk, "TH01"])).content.decode()
    assert people.count("Chưa gửi phiếu tự đánh giá") == 3
    sign_in(client, head)
    assert "TH01" not in client.get(page, {"buoc": "khong-co"}).content.decode()


def test_the_pages_of_deadlines_save_and_refuse_with_a_sentence(client, sign_in):
    cycle, school, head, _ = make_school(1)
    sign_in(client, factories.make_user_in(Role.OFFICER))
    page = reverse("evaluations:deadlines", args=[cycle.pk])
    assert client.post(page, {"meeting": "20/11/2022"}).status_code == 302
    assert "20/11/2022" in client.get(page).content.decode()
    assert "sau ngày xếp loại" in client.post(page, {"meeting": "20/12/2022"}).content.decode()
    own = reverse("evaluations:days", args=[cycle.pk, "TH01"])
    assert own in client.get(reverse("evaluations:organisation", args=[cycle.pk, "TH01"])).content.decode()
    given = {"starts_on": "1/1/2022", "ends_on": "31/5/2022", "rated_on": "31/5/2022"}
    assert client.post(own, given).status_code == 302
    assert of(school).ends_on == date(2022, 5, 31)
    late_one = client.post(own, given | {"ends_on": "31/12/2022", "rated_on": "20/12/2022"})
    assert "xếp loại được tiến hành trước ngày 15/12/2022" in late_one.content.decode()
    sign_in(client, head)
    assert client.get(own).status_code == 403


@pytest.fixture
def overdue():
    """A cycle whose rating day is over; the head and one teacher have accounts."""
    cycle, _, head, teachers = make_school(2)
    teacher = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=teachers[0].pk).update(account=teacher)
    papers(Evaluation.objects.get(person=teachers[1]), by=head)
    return cycle, head, teacher


def test_whoever_has_something_overdue_is_reminded_once_a_day_however_often_the_clock_ticks(overdue):
    _, head, teacher = overdue
    day = date(2022, 12, 11)
    for _ in range(3):
        remind(today=day)
    said = dict(Reminder.objects.values_list("user", "text"))
    assert said == {
        teacher.pk: "Quá hạn từ 10/12/2022: gửi phiếu tự đánh giá.",
        head.pk: "Quá hạn từ 10/12/2022: 1 người chưa có biên bản họp. "
        "Quá hạn từ 10/12/2022: gửi phiếu tự đánh giá.",
    }
    remind(today=day + timedelta(1))
    assert Reminder.objects.count() == 4


def test_nobody_is_reminded_long_before_nor_in_a_closed_organisation(overdue):
    _, head, _ = overdue
    remind(today=date(2022, 12, 7))
    assert not Reminder.objects.exists()
    Organisation.objects.update(
        state="closed", opened_at="2022-11-01T00:00Z", closed_at="2022-12-01T00:00Z", closed_by=head
    )
    remind(today=date(2022, 12, 11))
    assert not Reminder.objects.exists()


def test_the_database_keeps_one_reminder_a_day(overdue):
    _, head, _ = overdue
    Reminder.objects.create(user=head, day=LAST, text="x")
    with pytest.raises(IntegrityError, match="evaluations_one_reminder_a_day"):
        Reminder.objects.create(user=head, day=LAST, text="y")


def test_reminding_asks_as_little_for_many(overdue):
    cycle, _, _ = overdue
    counts = []
    for number in (1, 30):
        for n in range(number):
            person = factories.make_person(f"Bàn Thị {number} {n}", account=factories.make_user())
            one = Evaluation.objects.filter(cycle=cycle).first()
            one.pk, one.person = None, person
            one.save()
        with CaptureQueriesContext(connection) as asked:
            remind(today=date(2022, 12, 11 + len(counts)))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_home_page_shows_the_days_reminder_and_the_steps_own_deadline(client, sign_in, overdue, rf):
    cycle, _, teacher = overdue
    Reminder.objects.create(user=teacher, day=today(), text="Quá hạn từ 10/12/2022: gửi phiếu.")
    sign_in(client, teacher)
    assert "Quá hạn từ 10/12/2022: gửi phiếu." in client.get("/").content.decode()
    set_cycle_deadlines(cycle=cycle, deadlines={Step.SELF_EVALUATION: MEETING}, by=cycle.made_by)
    request = rf.get("/")
    request.user, request.today = teacher, MEETING
    assert [item.due for item in waiting_evaluations(request)] == [MEETING]
