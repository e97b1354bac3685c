"""What a roster changes in the portal, and what it must leave alone."""

from datetime import timedelta

import pytest

from agencies.models import UnitPeriod
from core.days import since
from core.models import Job
from imports import decide
from imports.drive import carry_out, finish
from imports.errors import ImportRefused
from imports.models import Change, Outcome, State
from imports.receive import SameBytes, amend, receive
from staff.models import Person, Post, Qualification, Salary
from tests.scenarios.province import content
from tests.staff.roster_case import (
    FIRST,
    SECOND,
    THIRD,
    applied,
    books,
    changes,
    codes,
    compared,
    row,
    user,
)

# Workbooks of other bytes: a column less each.
COLUMN_OF = {"begun_the_same_day": ["Dân tộc"], "later_facts": ["Đảng viên"]}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def book(tmp_path):
    return books(tmp_path)


@pytest.fixture
def two(book):
    """Two people in Sở Nội vụ since the first day."""
    return applied(book(row(1), row(2)))


def test_facts_close_and_open_on_the_day_of_the_roster(two, book):
    applied(book(row(1, code="STC", unit="Sở Tài chính", step=4, coefficient=3.33), row(2), day=SECOND))
    posts = Post.objects.filter(person__citizen_number="006183000001").order_by("valid")
    assert [(post.begins_on, post.ends_on) for post in posts] == [(FIRST, SECOND), (SECOND, None)]
    salaries = Salary.objects.filter(person__citizen_number="006183000001").order_by("valid")
    assert [(salary.step, salary.ends_on) for salary in salaries] == [(3, SECOND), (4, None)]
    assert posts[0].closed_by == posts[1].opened_by
    untouched = Post.objects.get(person__citizen_number="006183000002")
    assert (untouched.begins_on, untouched.ends_on) == (FIRST, None)


def test_a_mended_birth_date_is_a_correction_and_opens_nothing(two, book):
    batch = applied(book(row(1, born="02/05/1983"), row(2), day=SECOND))
    assert changes(batch) == {("born_on", "20/05/1983", "02/05/1983")}
    assert batch.differences.get(outcome=Outcome.CHANGED).is_correction
    assert Post.objects.count() == 2 and Salary.objects.count() == 2


def test_a_column_that_is_not_there_changes_nothing(two, book):
    batch = compared(
        book(row(1), row(2), day=SECOND, without=["Trình độ CM", "Đảng viên", "Hệ số", "Dân tộc"])
    )
    assert changes(batch) == set()
    assert batch.counts["unchanged"] == 2


def test_an_empty_cell_in_a_column_that_is_there_is_shown_as_a_change(two, book):
    batch = applied(book(row(1, theory=""), row(2), day=SECOND))
    assert changes(batch) == {("theory", "Trung cấp", "")}
    held = Qualification.objects.filter(person__citizen_number="006183000001", kind="theory")
    assert [(fact.begins_on, fact.ends_on) for fact in held] == [(FIRST, SECOND)]


def test_a_salary_keeps_what_the_roster_does_not_speak_of(two, book):
    applied(book(row(1, step=4, coefficient=3.33), row(2), day=SECOND, without=["Mã ngạch"]))
    assert (
        Salary.objects.get(person__citizen_number="006183000001", valid__upper_inf=True).rank.code == "01.003"
    )


def test_who_is_no_longer_listed_leaves_with_a_reason_and_keeps_the_past(two, book):
    batch = compared(book(row(1), day=SECOND))
    assert batch.counts["left"] == 1
    with pytest.raises(ImportRefused, match="chưa ghi lý do"):
        decide.submit(batch, by=user("chuyenvien"), warnings_confirmed=True)
    gone = batch.differences.get(outcome=Outcome.LEFT)
    decide.give_reason(batch, reason="retired", subject_ids=[gone.subject_id], by=user("chuyenvien"))
    carry_out(batch, by=user("chuyenvien"), approver=user("lanhdao"))
    post = Post.objects.get(person=gone.subject_id)
    assert (post.ends_on, post.closed_by.reason) == (SECOND, "retired")
    assert Qualification.objects.filter(person=gone.subject_id, valid__upper_inf=True).count() == 2


def test_who_left_and_comes_back_gets_a_new_post(two, book):
    applied(book(row(1), day=SECOND))
    batch = applied(book(row(1), row(2), day=THIRD))
    assert (batch.counts["new"], Person.objects.count()) == (1, 2)
    posts = Post.objects.filter(person__citizen_number="006183000002").order_by("valid")
    assert [(post.begins_on, post.ends_on) for post in posts] == [(FIRST, SECOND), (THIRD, None)]
    assert Salary.objects.filter(person__citizen_number="006183000002").count() == 2


def test_a_roster_says_nothing_of_groups_that_it_does_not_hold(two, book):
    batch = compared(
        book(
            row(9, code="02116", unit="xã Yên Hân", group="Công chức cấp xã", title="Tài chính - kế toán"),
            day=SECOND,
        )
    )
    assert (batch.counts["new"], batch.counts["left"]) == (1, 0)


def test_a_roster_of_the_same_day_or_an_earlier_one_does_not_overwrite(two, book):
    moved = row(1, code="STC", unit="Sở Tài chính")
    same_day = compared(book(moved, row(2), name="cung-ngay.xlsx"))
    assert cells(same_day) == [("Danh sách", "E4", "begun_the_same_day")]
    applied(book(moved, row(2), day=SECOND, name="sau.xlsx"))
    between = compared(
        book(
            row(1, code="02116", unit="UBND xã Yên Hân"),
            row(2),
            day=SECOND - timedelta(days=30),
            name="giua.xlsx",
        )
    )
    assert cells(between) == [("Danh sách", "E4", "later_facts")]


def cells(batch) -> list[tuple]:
    return list(batch.messages.values_list("sheet", "cell", "code"))


def test_who_began_a_second_post_that_day_does_not_leave_on_it(two, book):
    person = Person.objects.get(citizen_number="006183000002")
    post = Post.objects.get(person=person)
    elsewhere = UnitPeriod.objects.as_of(SECOND).get(code="STC").unit_id
    for first, code in ((SECOND, "begun_the_same_day"), (THIRD, "later_facts")):
        second = Post.objects.create(
            person=person, unit_id=elsewhere, group=post.group, is_main=False, valid=since(first),
            opened_by=post.opened_by,
        )  # fmt: skip
        batch = compared(book(row(1), day=SECOND, name=f"{code}.xlsx", without=COLUMN_OF[code]))
        assert codes(batch) == [code] and batch.state == State.HAS_ERRORS
        second.delete()


def test_the_same_bytes_come_twice_only_after_an_undo_or_a_rejection(two, book):
    path = book(row(1), row(2, step=4, coefficient=3.33), day=SECOND)
    batch = compared(path)
    with pytest.raises(SameBytes) as refused:
        receive(kind="people", path=path, name=path.name, by=user("chuyenvien"), scope={})
    assert refused.value.batch == batch
    decide.submit(batch, by=user("chuyenvien"), warnings_confirmed=True)
    decide.reject(batch, by=user("lanhdao"), note="Kiểm tra lại")
    again = compared(path)
    assert again.pk != batch.pk
    with pytest.raises(SameBytes):
        amend(batch, by=user("chuyenvien"))


def test_the_uploader_never_approves(two, book):
    batch = compared(book(row(1, step=4, coefficient=3.33), row(2), day=SECOND))
    decide.submit(batch, by=user("chuyenvien"), warnings_confirmed=True)
    with pytest.raises(ImportRefused, match="phải khác người tải lên"):
        decide.approve(batch, by=user("chuyenvien"))
    with pytest.raises(ImportRefused, match="không có quyền duyệt"):
        decide.approve(batch, by=user("quantri"))


def test_warnings_are_confirmed_before_a_batch_is_submitted(two, book):
    batch = compared(book(row(1, coefficient=3.1), row(2), day=SECOND))
    with pytest.raises(ImportRefused, match="cảnh báo"):
        decide.submit(batch, by=user("chuyenvien"), warnings_confirmed=False)


def test_a_batch_is_compared_again_when_the_portal_moved_meanwhile(two, book):
    batch = compared(book(row(1, step=4, coefficient=3.33), row(2), day=SECOND))
    decide.submit(batch, by=user("chuyenvien"), warnings_confirmed=True)
    Person.objects.filter(citizen_number="006183000002").update(full_name="Tên Mới")
    before = content()
    decide.approve(batch, by=user("lanhdao"))
    with pytest.raises(ImportRefused, match=r"Chưa ghi gì: dữ liệu của cổng đã đổi.* cần duyệt lại"):
        finish(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.approved_by) == (State.SUBMITTED, None)
    job = Job.objects.filter(kind="imports.apply").first()
    assert (job.state, job.created_by) == (Job.State.FAILED, user("lanhdao")), "told as not done"
    assert [(move["was"], move["field"], move["old"]) for move in batch.moved] == [
        (False, "Họ và tên", "Tên Mới")
    ]
    note = "Dữ liệu của cổng đã đổi từ lần so sánh trước: 1 chỗ khác. Đợt này cần duyệt lại."
    assert batch.steps.last().note == note
    assert content() == before, "nothing was written"
    decide.approve(batch, by=user("lanhdao"))
    finish(batch)
    batch.refresh_from_db()
    assert batch.state == State.APPLIED


def test_a_change_that_is_otherwise_now_is_one_place_in_the_steps_as_on_the_page(two, book):
    batch = compared(book(row(1, step=4, coefficient=3.33), row(2), day=SECOND))
    decide.submit(batch, by=user("chuyenvien"), warnings_confirmed=True)
    Salary.objects.filter(person__citizen_number="006183000001").update(coefficient=3.1)
    decide.approve(batch, by=user("lanhdao"))
    with pytest.raises(ImportRefused):
        finish(batch)
    batch.refresh_from_db()
    assert [(move["was"], move["old"], move["new"]) for move in batch.moved] == [
        (True, "3,00", "3,33"),
        (False, "3,10", "3,33"),
    ]
    assert "trước: 1 chỗ khác" in batch.steps.last().note


def test_a_change_that_matters_not_is_compared_again_and_applied(two, book):
    batch = compared(book(row(1, step=4, coefficient=3.33), row(2), day=SECOND))
    decide.submit(batch, by=user("chuyenvien"), warnings_confirmed=True)
    person = Person.objects.get(citizen_number="006183000002")
    person.account = user("quantri")
    person.save()
    decide.approve(batch, by=user("lanhdao"))
    finish(batch)
    batch.refresh_from_db()
    assert batch.state == State.APPLIED


def test_every_written_row_is_in_the_change_table_with_before_and_after(two, book):
    batch = applied(book(row(1, step=4, coefficient=3.33), row(2), day=SECOND))
    salaries = Change.objects.filter(batch=batch, table="staff_salary").order_by("id")
    assert [(change.operation, change.sheet, change.row) for change in salaries] == [
        ("update", 0, 4),
        ("insert", 0, 4),
    ]
    assert (
        salaries[0].before["valid"] == "[2022-01-01,)"
        and salaries[0].after["valid"] == "[2022-01-01,2022-06-30)"
    )
    assert salaries[1].before is None and salaries[1].after["step"] == 4
