"""Undo: row for row, by two people, and only while nothing later stands on the batch."""

from datetime import date
from decimal import Decimal

import pytest

from core import changes
from imports import decide
from imports.drive import finish
from imports.errors import ImportRefused
from imports.models import Change, State
from staff.facts import Ground
from staff.models import Person, Salary
from staff.raise_step import raise_step
from staff.withdraw import withdraw
from tests.scenarios.province import content
from tests.staff.roster_case import SECOND, THIRD, applied, books, row, user

pytestmark = pytest.mark.django_db(transaction=True)
THIRD_PERSON = row(3, born="1990", id="006190000003")


@pytest.fixture
def book(tmp_path):
    return books(tmp_path)


@pytest.fixture
def first(book):
    return applied(book(row(1), row(2)))


@pytest.fixture
def second(first, book):
    return applied(
        book(
            row(1, code="STC", unit="Sở Tài chính"),
            row(3, born="1990", id="006190000003"),
            day=SECOND,
            name="hai.xlsx",
        )
    )


def undo(batch) -> None:
    decide.ask_undo(batch, by=user("chuyenvien"), reason="Nhầm tệp")
    decide.approve_undo(batch, by=user("lanhdao"))
    finish(batch)
    batch.refresh_from_db()


def test_an_undo_gives_back_every_row_with_its_id(first, book):
    before = content()
    batch = applied(book(row(1, step=4, coefficient=3.33, born="01/05/1983"), row(3), day=SECOND))
    assert content() != before
    undo(batch)
    assert (batch.state, content()) == (State.UNDONE, before)
    assert not Change.objects.filter(batch=batch).exists()


def test_the_history_tells_why_a_batch_was_undone(second):
    undo(second)
    last = changes.event_model(Person).objects.select_related("pgh_context").latest("pgh_id")
    assert (last.pgh_context.metadata["what"], last.pgh_context.metadata["reason"]) == ("undo", "Nhầm tệp")


def test_an_undo_needs_two_people_and_a_reason(second):
    with pytest.raises(ImportRefused, match="vì sao"):
        decide.ask_undo(second, by=user("chuyenvien"), reason=" ")
    decide.ask_undo(second, by=user("chuyenvien"), reason="Nhầm tệp")
    with pytest.raises(ImportRefused, match="phải khác người đề nghị"):
        decide.approve_undo(second, by=user("chuyenvien"))
    decide.refuse_undo(second, by=user("lanhdao"), note="Không nhầm")
    second.refresh_from_db()
    assert second.state == State.APPLIED


def test_a_later_change_of_a_touched_person_stands_in_the_way_and_is_named(second):
    salary = Salary.objects.get(person__citizen_number="006190000003")
    salary.step = 5
    salary.save()
    with pytest.raises(ImportRefused, match="Nông Thị Ánh 3: ngạch, bậc, hệ số lương đổi lúc"):
        decide.ask_undo(second, by=user("chuyenvien"), reason="Nhầm tệp")


def test_a_single_change_that_was_taken_back_no_longer_stands_in_the_way(second):
    before, officer = content(), user("chuyenvien")
    salary = Salary.objects.get(person__citizen_number="006190000003")
    act = raise_step(
        person=salary.person,
        rank=salary.rank,
        step=4,
        coefficient=Decimal("3.33"),
        ground=Ground(date(2022, 9, 1), "12/QĐ-SNV", date(2022, 8, 20)),
        by=officer,
    )
    with pytest.raises(ImportRefused, match="ngạch, bậc, hệ số lương đổi lúc"):
        decide.ask_undo(second, by=officer, reason="Nhầm tệp")
    withdraw(person=salary.person, act=act, reason="Ghi nhầm", by=officer)
    assert content() == before
    undo(second)
    assert second.state == State.UNDONE


def test_a_change_of_somebody_else_does_not_stand_in_the_way(first, book):
    batch = applied(book(row(1, step=4, coefficient=3.33), row(2), day=SECOND))
    Person.objects.filter(citizen_number="006183000002").update(home_place="Ba Bể")
    undo(batch)
    assert batch.state == State.UNDONE


def test_a_later_batch_stands_in_the_way_until_it_is_undone_itself(first, second, book):
    before = content()
    third = applied(
        book(row(1, code="SNV"), row(3, born="1990", id="006190000003"), day=THIRD, name="ba.xlsx")
    )
    with pytest.raises(ImportRefused, match=f"đợt nhập số {third.pk}"):
        decide.ask_undo(second, by=user("chuyenvien"), reason="Nhầm tệp")
    undo(third)
    assert content() == before
    undo(second)
    assert second.state == State.UNDONE


def test_an_account_on_a_person_that_the_batch_made_stands_in_the_way(second):
    person = Person.objects.get(citizen_number="006190000003")
    person.account = user("quantri")
    person.save()
    with pytest.raises(ImportRefused, match="đã có tài khoản"):
        decide.ask_undo(second, by=user("chuyenvien"), reason="Nhầm tệp")


def test_what_changes_between_asking_and_approving_stops_the_undo(second):
    decide.ask_undo(second, by=user("chuyenvien"), reason="Nhầm tệp")
    Person.objects.filter(citizen_number="006190000003").update(home_place="Na Rì")
    before = content()
    decide.approve_undo(second, by=user("lanhdao"))
    with pytest.raises(ImportRefused, match=r"Chưa hoàn tác gì: .*đã có thay đổi") as refused:
        finish(second)
    second.refresh_from_db()
    assert (second.state, content()) == (State.APPLIED, before)
    step = second.steps.last()
    assert step.what == "Không hoàn tác được" and "Nông Thị Ánh" in step.note
    assert "Nông Thị Ánh" not in refused.value.sentence, "the job's sentence outlives the right to see people"


def test_history_keeps_both_the_applying_and_the_undoing(second):
    undo(second)
    event = Salary.pgh_event_model.objects.filter(person_id__isnull=False).order_by("pgh_id")
    said = [(e.pgh_label, e.pgh_context.metadata.get("what")) for e in event if e.pgh_context]
    assert ("insert", "apply") in said and ("delete", "undo") in said
