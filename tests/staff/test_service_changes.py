"""Leave, discipline, rewards, training: what is written, what is refused, what taking back leaves behind."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agencies.enums import Cause, Role
from agencies.models import Act
from core.days import since
from staff.enter import count_in, enter, mend, take_back
from staff.errors import StaffRefused
from staff.service_enums import DisciplineForm, LeaveKind, RewardKind, Side, TrainingKind
from staff.service_models import SERVICE_FACTS, Discipline, Leave, Offence, Reward, Training
from tests.factories import (
    make_discipline,
    make_leave,
    make_offence,
    make_person,
    make_reward,
    make_training,
    make_unit,
    make_user_in,
)

pytestmark = pytest.mark.django_db
MARCH, SEPTEMBER = date(2022, 3, 1), date(2022, 9, 1)
DECIDED = date(2022, 5, 4)


@pytest.fixture
def office():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def by():
    return make_user_in(Role.OFFICER)


@pytest.fixture
def person(office):
    return make_person("Nông Thị Ánh", unit=office)


def leave(person, first=MARCH, until=SEPTEMBER, kind=LeaveKind.MATERNITY) -> Leave:
    return Leave(person=person, kind=kind, valid=since(first, until), number="3/QĐ", decided_on=MARCH)


def discipline(person, office, **fields) -> Discipline:
    offence = Offence(person=person, happened_on=date(2022, 2, 1), unit=office, text="Vắng mặt không phép")
    usual = {
        "side": Side.ADMINISTRATION, "form": DisciplineForm.WARNING, "number": "15/QĐ-KL",
        "decided_on": DECIDED, "valid": since(DECIDED), "offence": offence, "in_duty": True,
        "degradation": False,
    }  # fmt: skip
    return Discipline(person=person, **usual | fields)


def refused(code: str):
    """The verb refuses, and nothing is written."""

    class Refused:
        def state(self):
            return [
                list(model.objects.order_by("pk").values_list()) for model in (*SERVICE_FACTS, Offence, Act)
            ]

        def __enter__(self):
            self.before = self.state()

        def __exit__(self, kind, error, trace):
            assert isinstance(error, StaffRefused), f"nothing was refused ({error!r})"
            assert (error.code, self.state()) == (code, self.before)
            return True

    return Refused()


def test_each_fact_stands_on_an_act_of_its_own_with_the_decision(person, office, by):
    facts = (
        (leave(person), Cause.OFF_WORK),
        (discipline(person, office), Cause.DISCIPLINE),
        (
            Reward(
                person=person, kind=RewardKind.MERIT, title="Năm 2021", number="7/QĐ-KT",
                decided_on=MARCH, valid=since(MARCH),
            ),
            Cause.REWARD,
        ),
        (
            Training(
                person=person, kind=TrainingKind.THEORY, title="Cao cấp lý luận",
                valid=since(MARCH, SEPTEMBER),
            ),
            Cause.TRAINING,
        ),
    )  # fmt: skip
    for fact, cause in facts:
        act = enter(fact, by=by, note="theo hồ sơ gốc")
        stored = type(fact).objects.get()
        assert stored.opened_by == act
        assert (act.cause, act.decision_number, act.decision_on) == (cause, fact.number, fact.decided_on)
        assert (act.effective_on, act.note, act.made_by) == (fact.begins_on, "theo hồ sơ gốc", by)


def test_two_leaves_never_share_a_day(person, by):
    enter(leave(person), by=by)
    with refused("overlaps"):
        enter(leave(person, date(2022, 8, 31), None, LeaveKind.SICK), by=by)
    enter(leave(person, SEPTEMBER, None, LeaveKind.UNPAID), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_leave(person, first=date(2023, 1, 1), until=None)
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_leave_needs_a_post_and_ends_after_it_begins(person, by):
    with refused("no_post"):
        enter(leave(person, date(2019, 1, 1)), by=by)


def test_a_decision_is_in_effect_from_its_day_on(person, office, by):
    with refused("before_decision"):
        enter(discipline(person, office, valid=since(MARCH)), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_discipline(person, office, decided_on=DECIDED, effective_on=MARCH)


@pytest.mark.parametrize(
    ("side", "form"),
    [(Side.PARTY, DisciplineForm.LOWER_PAY), (Side.ADMINISTRATION, DisciplineForm.EXPULSION)],
)
def test_each_side_has_its_own_forms(person, office, by, side, form):
    with refused("wrong_form"):
        enter(discipline(person, office, side=side, form=form), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_discipline(person, office, side=side, form=form)


def test_nobody_is_disciplined_before_the_offence_or_for_anothers(person, office, by):
    late = Offence(person=person, happened_on=date(2022, 5, 5), unit=office, text="Vắng mặt")
    with refused("before_offence"):
        enter(discipline(person, office, offence=late), by=by)
    other = make_offence(make_person("Hà Văn Tú", unit=office), office)
    with refused("not_theirs"):
        enter(discipline(person, office, offence=other), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_discipline(person, offence=other)
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_party_and_state_decide_on_one_offence(person, office, by):
    enter(discipline(person, office), by=by)
    with refused("known_offence"):
        enter(discipline(person, office, side=Side.PARTY, number="2-QĐ/ĐU"), by=by)
    known = Offence.objects.get()
    enter(discipline(person, office, side=Side.PARTY, number="2-QĐ/ĐU", offence=known), by=by)
    assert known.disciplines.count() == 2


def test_one_decision_is_written_once(person, office, by):
    enter(discipline(person, office), by=by)
    with refused("twice"):
        enter(discipline(person, office, offence=Offence.objects.get()), by=by)
    reward = make_reward(person)
    with refused("twice"):
        enter(
            Reward(
                person=person, kind=reward.kind, title="Lại", number=reward.number,
                decided_on=reward.decided_on, valid=reward.valid,
            ),
            by=by,
        )  # fmt: skip


def test_mending_keeps_the_act_and_says_why_in_the_history(person, office, by):
    act = enter(discipline(person, office), by=by)
    fact = Discipline.objects.select_related("offence", "person").get()
    fact.form, fact.offence.text = DisciplineForm.REPRIMAND, "Bỏ nhiệm sở"
    mend(fact, reason="gõ nhầm hình thức", by=by)
    stored = Discipline.objects.get()
    assert (stored.form, stored.offence.text, stored.opened_by) == ("reprimand", "Bỏ nhiệm sở", act)
    event = Discipline.pgh_event_model.objects.order_by("-pgh_id").first()
    assert event.pgh_context.metadata["reason"] == "gõ nhầm hình thức"
    with refused("no_change"):
        mend(Discipline.objects.select_related("offence", "person").get(), reason="không gì", by=by)
    stored.form = DisciplineForm.WARNING
    with refused("no_reason"):
        mend(stored, reason=" ", by=by)


def test_an_offence_goes_with_the_last_decision_about_it(person, office, by):
    enter(discipline(person, office), by=by)
    offence = Offence.objects.get()
    enter(discipline(person, office, side=Side.PARTY, number="2-QĐ/ĐU", offence=offence), by=by)
    first, second = Discipline.objects.order_by("pk")
    take_back(first, reason="ghi nhầm người", by=by)
    assert Offence.objects.get() == offence
    take_back(second, reason="ghi nhầm người", by=by)
    assert (
        not Offence.objects.exists()
        and not Act.objects.filter(cause=Cause.DISCIPLINE, made_by=by).count() > 1
    )


def test_taking_back_deletes_the_fact_and_its_act_and_leaves_a_reason(person, by):
    enter(leave(person), by=by)
    with refused("no_reason"):
        take_back(Leave.objects.get(), reason="", by=by)
    fact = Leave.objects.get()
    take_back(fact, reason="nhầm người", by=by)
    assert not Leave.objects.exists() and not Act.objects.filter(cause=Cause.OFF_WORK).exists()
    last = Leave.pgh_event_model.objects.order_by("-pgh_id").first()
    assert (last.pgh_label, last.pgh_context.metadata["reason"]) == ("delete", "nhầm người")
    with refused("gone"):
        take_back(fact, reason="lần nữa", by=by)


def test_a_course_is_written_once(person, by):
    made = make_training(person)
    with refused("twice"):
        enter(Training(person=person, kind=made.kind, title=made.title, valid=made.valid), by=by)


def test_the_year_in_which_a_decision_counted_is_said_and_unsaid(person, office, by):
    made = make_discipline(person, office)
    given = {"person": person, "number": made.number, "decided_on": made.decided_on, "by": by}
    assert count_in(**given, year=2022) == 1
    made.refresh_from_db()
    assert made.counted_in_year == 2022
    assert count_in(**given, year=None) == 1
    made.refresh_from_db()
    assert made.counted_in_year is None
