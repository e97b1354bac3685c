"""Changing one person: what each verb writes, and what it refuses."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agencies.enums import Cause, Role
from agencies.models import Act
from core.days import last_day
from imports.models import Batch
from staff.correct import Identity, correct
from staff.enums import Group, LeaveReason, Precision
from staff.errors import StaffRefused
from staff.facts import Ground
from staff.leave import leave
from staff.models import EthnicGroup, Person, Post, Qualification, QualificationLevel, Rank, Salary, Title
from staff.qualify import lower_than_held, qualify
from staff.raise_step import misfit, raise_step
from staff.second_post import begin_second_post, end_second_post
from staff.transfer import transfer
from staff.withdraw import latest_act, withdraw
from tests.factories import make_act, make_person, make_qualification, make_salary, make_unit, make_user_in

pytestmark = pytest.mark.django_db
DAY = date(2022, 9, 1)
GROUND = Ground(DAY, "12/QĐ-SNV", date(2022, 8, 20), "theo nguyện vọng")
FIRST = date(2020, 1, 1)
TABLES = (Post, Salary, Qualification)


@pytest.fixture
def office():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def treasury():
    return make_unit("Sở Tài chính", "STC")


@pytest.fixture
def by():
    return make_user_in(Role.OFFICER)


@pytest.fixture
def person(office):
    found = make_person("Nông Thị Ánh", unit=office)
    make_salary(found, step=3, coefficient="3.00")
    make_qualification(found, "DH")
    return found


def title(code: str) -> Title:
    return Title.objects.get(code=code)


def facts(person) -> list[tuple]:
    """Every row of the person's facts, ids included."""
    return [
        row for model in TABLES for row in model.objects.filter(person=person).order_by("pk").values_list()
    ]


def refused(code: str):
    """The verb refuses, and nothing is written."""

    class Refused:
        def __enter__(self):
            self.before = [
                list(model.objects.order_by("pk").values_list()) for model in (*TABLES, Act, Person)
            ]

        def __exit__(self, kind, error, trace):
            assert isinstance(error, StaffRefused), f"nothing was refused ({error!r})"
            assert error.code == code
            after = [list(model.objects.order_by("pk").values_list()) for model in (*TABLES, Act, Person)]
            assert after == self.before
            return True

    return Refused()


# Transfer


def move(person, unit, by, ground=GROUND, code="CV", group=Group.CIVIL_SERVANT):
    return transfer(person=person, unit_id=unit.pk, group=group, title=title(code), ground=ground, by=by)


def test_a_transfer_closes_one_post_and_opens_the_next_on_the_day_of_the_decision(person, treasury, by):
    act = move(person, treasury, by)
    old, new = person.posts.order_by("pk")
    assert (last_day(old.valid), old.closed_by) == (date(2022, 8, 31), act)
    assert (new.begins_on, new.ends_on, new.unit, new.opened_by) == (DAY, None, treasury, act)
    assert (act.cause, act.decision_number, act.decision_on) == (
        Cause.TRANSFER,
        "12/QĐ-SNV",
        date(2022, 8, 20),
    )
    assert (act.effective_on, act.note, act.made_by) == (DAY, "theo nguyện vọng", by)


def test_a_new_title_in_the_same_unit_is_an_appointment(person, office, by):
    assert move(person, office, by, code="GD").cause == Cause.APPOINT


def test_a_transfer_leaves_salary_and_additional_posts_alone(person, office, treasury, by):
    begin_second_post(
        person=person,
        unit_id=treasury.pk,
        group=Group.CIVIL_SERVANT,
        title=None,
        ground=Ground(date(2021, 1, 1)),
        by=by,
    )
    move(person, make_unit("Sở Y tế", "SYT"), by)
    assert person.posts.get(is_main=False).ends_on is None
    assert person.salarys.get().ends_on is None


@pytest.mark.parametrize("day", [FIRST, date(2019, 12, 31)])
def test_nothing_is_written_before_the_present_post_began(person, treasury, by, day):
    with refused("too_early"):
        move(person, treasury, by, Ground(day))


def test_nothing_is_written_before_a_later_post(person, office, treasury, by):
    move(person, treasury, by)
    with refused("too_early"):
        move(person, office, by, Ground(date(2022, 8, 1)))


def test_a_transfer_that_changes_nothing_is_refused(person, treasury, by):
    move(person, treasury, by)
    with refused("no_change"):
        move(person, treasury, by, Ground(date(2022, 10, 1)))


def test_nobody_is_moved_to_a_unit_that_does_not_exist_on_the_day(person, by):
    gone = make_unit("Sở cũ", "CU", until=date(2022, 1, 1))
    with refused("unknown_unit"):
        move(person, gone, by)


def test_who_has_left_is_not_moved(person, treasury, by):
    leave(person=person, reason=LeaveReason.RETIRED, ground=GROUND, by=by)
    with refused("no_post"):
        move(person, treasury, by, Ground(date(2023, 1, 1)))


# Leaving


def test_leaving_closes_every_post_and_the_salary_under_one_act_with_its_reason(person, treasury, by):
    begin_second_post(
        person=person,
        unit_id=treasury.pk,
        group=Group.CIVIL_SERVANT,
        title=None,
        ground=Ground(date(2021, 1, 1)),
        by=by,
    )
    act = leave(person=person, reason=LeaveReason.RETIRED, ground=GROUND, by=by)
    assert (act.cause, act.reason) == (Cause.LEAVE, LeaveReason.RETIRED)
    closed = [*person.posts.all(), *person.salarys.all()]
    assert len(closed) == 3
    assert {(last_day(fact.valid), fact.closed_by) for fact in closed} == {(date(2022, 8, 31), act)}
    assert person.qualifications.get().ends_on is None


def test_nobody_leaves_twice(person, by):
    leave(person=person, reason=LeaveReason.RETIRED, ground=GROUND, by=by)
    with refused("no_post"):
        leave(person=person, reason=LeaveReason.RETIRED, ground=Ground(date(2023, 1, 1)), by=by)
    with refused("ends_later"):
        leave(person=person, reason=LeaveReason.RETIRED, ground=Ground(date(2022, 1, 1)), by=by)


def test_who_was_raised_later_does_not_leave_before_it(person, by):
    lift(person, by)
    with refused("too_early"):
        leave(person=person, reason=LeaveReason.RESIGNED, ground=Ground(date(2022, 8, 1)), by=by)


# Raising


def lift(person, by, ground=GROUND, step=4, coefficient="3.33"):
    return raise_step(
        person=person,
        rank=Rank.objects.get(code="01.003"),
        step=step,
        coefficient=Decimal(coefficient),
        ground=ground,
        by=by,
    )


def test_a_raise_closes_the_salary_and_opens_the_next(person, by):
    act = lift(person, by)
    old, new = person.salarys.order_by("pk")
    assert (last_day(old.valid), old.closed_by) == (date(2022, 8, 31), act)
    assert (new.step, new.coefficient, new.begins_on, new.opened_by) == (4, Decimal("3.33"), DAY, act)
    assert act.cause == Cause.RAISE


def test_the_first_salary_of_a_person_only_opens(office, by):
    person = make_person("Hà Thị Mới", unit=office)
    lift(person, by)
    assert person.salarys.get().begins_on == DAY


def test_the_same_salary_is_no_raise(person, by):
    with refused("no_change"):
        lift(person, by, step=3, coefficient="3.00")


def test_a_raise_of_nothing_is_refused(person, by):
    with refused("empty"):
        raise_step(person=person, rank=None, step=None, coefficient=None, ground=GROUND, by=by)


def test_what_does_not_fit_the_table_of_the_rank_is_said_and_may_be_written(person, by):
    rank = Rank.objects.get(code="01.003")
    assert misfit(rank, 4, Decimal("3.33")) == ""
    assert (
        misfit(rank, 4, Decimal("3.00")) == "Theo bảng lương, Chuyên viên bậc 4 có hệ số 3,33; đang ghi 3,00."
    )
    assert "không có (quá số bậc của ngạch)" in misfit(rank, 12, Decimal("5.97"))
    lift(person, by, step=4, coefficient="3.00")
    assert person.salarys.get(step=4).coefficient == Decimal("3.00")


# Qualifications


def test_a_new_degree_takes_the_place_of_the_old_one(person, by):
    qualify(person=person, level=QualificationLevel.objects.get(code="THS"), ground=GROUND, by=by)
    old, new = person.qualifications.order_by("pk")
    assert (str(old.level), last_day(old.valid)) == ("Đại học", date(2022, 8, 31))
    assert (str(new.level), new.begins_on) == ("Thạc sĩ", DAY)


def test_a_qualification_of_another_kind_stands_beside_it(person, by):
    qualify(person=person, level=QualificationLevel.objects.get(code="LL-CC"), ground=GROUND, by=by)
    assert person.qualifications.still_open().count() == 2


def test_the_level_that_is_held_already_is_refused(person, by):
    with refused("no_change"):
        qualify(person=person, level=QualificationLevel.objects.get(code="DH"), ground=GROUND, by=by)


def test_a_lower_level_than_the_one_held_is_warned_of(person):
    assert "Đại học" in lower_than_held(person, QualificationLevel.objects.get(code="CD"), GROUND)
    assert lower_than_held(person, QualificationLevel.objects.get(code="TS"), GROUND) == ""


# Additional posts


def begin_second(person, unit, by, ground=GROUND):
    return begin_second_post(
        person=person, unit_id=unit.pk, group=Group.CIVIL_SERVANT, title=title("GD"), ground=ground, by=by
    )


def test_an_additional_post_stands_beside_the_main_one_and_can_end(person, treasury, by):
    begin_second(person, treasury, by)
    post = person.posts.get(is_main=False)
    assert (post.unit, post.begins_on) == (treasury, DAY)
    end_second_post(person=person, post=post, ground=Ground(date(2023, 1, 1)), by=by)
    post.refresh_from_db()
    assert last_day(post.valid) == date(2022, 12, 31)
    assert person.posts.main().get().ends_on is None


def test_the_same_unit_is_not_held_twice(person, treasury, by):
    begin_second(person, treasury, by)
    with refused("held_already"):
        begin_second(person, treasury, by, Ground(date(2023, 1, 1)))


def test_without_a_main_post_there_is_no_additional_one(person, treasury, by):
    with refused("no_post"):
        begin_second(person, treasury, by, Ground(date(2019, 1, 1)))


def test_the_main_post_is_not_ended_as_an_additional_one(person, by):
    with refused("not_additional"):
        end_second_post(person=person, post=person.posts.get(), ground=GROUND, by=by)


# Corrections


def corrected(person, **changes) -> Identity:
    return replace(Identity.of(person), **changes)


def test_a_correction_writes_in_place_and_opens_no_fact(person, by):
    before = facts(person)
    tay = EthnicGroup.objects.get(code="02")
    new = corrected(
        person,
        full_name="  Nông   Thị Ảnh ",
        born_on=date(1980, 1, 1),
        born_precision=Precision.YEAR,
        ethnicity_id=tay.pk,
    )
    assert correct(person=person, identity=new, reason="theo căn cước", by=by) == [
        "full_name",
        "born_on",
        "born_precision",
        "ethnicity_id",
    ]
    person.refresh_from_db()
    assert (person.full_name, person.born_on, person.ethnicity) == ("Nông Thị Ảnh", date(1980, 1, 1), tay)
    assert person.search_key == "nong thi anh"
    assert facts(person) == before


def test_a_corrected_name_is_sorted_anew(person, by):
    key = person.sort_key
    correct(person=person, identity=corrected(person, full_name="Nông Thị Bưởi"), reason="x", by=by)
    person.refresh_from_db()
    assert person.sort_key > key


def test_a_correction_needs_a_reason_and_a_difference(person, by):
    with refused("no_reason"):
        correct(person=person, identity=corrected(person, full_name="Nông Thị Bưởi"), reason=" ", by=by)
    with refused("no_change"):
        correct(person=person, identity=corrected(person), reason="theo căn cước", by=by)


def test_the_number_of_another_person_is_not_taken_and_its_holder_not_named(person, by):
    make_person("Lý Văn Khác", "095084001234")
    with refused("number_taken"):
        correct(person=person, identity=corrected(person, citizen_number="095084001234"), reason="x", by=by)
    with pytest.raises(StaffRefused) as refusal:
        correct(person=person, identity=corrected(person, citizen_number="095084001234"), reason="x", by=by)
    assert "Lý Văn Khác" not in refusal.value.sentence


def test_a_party_day_needs_a_member(person, by):
    with refused("party_day"):
        correct(person=person, identity=corrected(person, party_on=date(2010, 1, 1)), reason="x", by=by)


# Taking back


@pytest.mark.parametrize(
    "change",
    [
        lambda person, unit, by: move(person, unit, by),
        lambda person, unit, by: leave(person=person, reason=LeaveReason.RETIRED, ground=GROUND, by=by),
        lambda person, unit, by: lift(person, by),
        lambda person, unit, by: qualify(
            person=person, level=QualificationLevel.objects.get(code="THS"), ground=GROUND, by=by
        ),
        lambda person, unit, by: begin_second(person, unit, by),
    ],
    ids=["transfer", "leave", "raise", "qualify", "second post"],
)
def test_taking_back_leaves_the_facts_row_for_row_as_before(person, treasury, by, change):
    before, acts = facts(person), Act.objects.count()
    act = change(person, treasury, by)
    assert facts(person) != before
    withdraw(person=person, act=act, reason="ghi nhầm", by=by)
    assert facts(person) == before
    assert Act.objects.count() == acts


def test_only_the_latest_change_is_taken_back(person, treasury, by):
    first = move(person, treasury, by)
    second = lift(person, by)
    with refused("not_latest"):
        withdraw(person=person, act=first, reason="ghi nhầm", by=by)
    withdraw(person=person, act=second, reason="ghi nhầm", by=by)
    assert latest_act(person.pk) == first


def test_taking_back_needs_a_reason(person, treasury, by):
    act = move(person, treasury, by)
    with refused("no_reason"):
        withdraw(person=person, act=act, reason=" ", by=by)


def test_a_change_of_a_batch_is_not_taken_back_alone(person, by):
    batch = Batch.objects.create(kind="people", file_name="a.xlsx", sha256="0" * 64, size=1, uploaded_by=by)
    act = make_act(batch=batch)
    person.salarys.update(opened_by=act)
    with refused("of_a_batch"):
        withdraw(person=person, act=latest_act(person.pk), reason="ghi nhầm", by=by)
