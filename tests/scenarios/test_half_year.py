"""The province from December 2021 to June 2022: compared person by person, applied, undone, applied again."""

import pytest
from django.db import connection

from accounts.models import User
from imports import decide
from imports.drive import carry_out, finish
from imports.models import Batch, Change, Outcome, State
from staff.models import Person, Post, Qualification, RosterRow, Salary
from tests.scenarios import province

pytestmark = pytest.mark.django_db(transaction=True)
MAIN = {"is_main": True}


def numbers(batch: Batch, *fields: str) -> set[str]:
    """The citizen numbers of the people in whom the batch changes one of the fields."""
    ids = batch.differences.filter(outcome=Outcome.CHANGED, field__in=fields).values("subject_id")
    return set(Person.objects.filter(pk__in=ids).values_list("citizen_number", flat=True))


def headcount(day) -> int:
    return Post.objects.as_of(day).filter(**MAIN).count()


def test_the_province_goes_through_half_a_year():
    province.december()
    assert headcount(province.DECEMBER_DAY) == 12_471
    before = province.content()

    batch = province.bring_in("people", province.JUNE, left="ask", apply=False)
    expected = province.changes()
    assert batch.as_of == province.JUNE_DAY
    assert (batch.counts["new"], batch.counts["left"]) == (312, 251)
    assert numbers(batch, "unit") == set(expected["moved"]) and len(expected["moved"]) == 245
    assert numbers(batch, "step", "coefficient") == set(expected["raised"]) and len(expected["raised"]) == 568
    assert numbers(batch, "education") == set(expected["degree"]) and len(expected["degree"]) == 37
    assert numbers(batch, "born_on") == set(expected["birth_date_mended"])
    assert len(expected["birth_date_mended"]) == 128
    joined = RosterRow.objects.filter(batch=batch, outcome=Outcome.NEW).values_list(
        "citizen_number", flat=True
    )
    assert set(joined) == set(expected["joined"])
    gone = batch.differences.filter(outcome=Outcome.LEFT).values("subject_id")
    left = set(Person.objects.filter(pk__in=gone).values_list("citizen_number", flat=True))
    assert left == set(expected["left"])
    others = batch.differences.filter(outcome=Outcome.CHANGED).exclude(
        field__in=["unit", "step", "coefficient", "education", "born_on"]
    )
    assert not others.exists()
    assert all(total["difference"] == 0 for total in batch.totals)
    assert province.content() == before, "comparing writes nothing"

    officer, leader = User.objects.get(username="chuyenvien"), User.objects.get(username="lanhdao")
    decide.give_reason(batch, reason="retired", subject_ids=None, by=officer)
    carry_out(batch, by=officer, approver=leader)
    assert headcount(province.DECEMBER_DAY) == 12_471
    assert headcount(province.JUNE_DAY) == 12_532
    assert set(Change.objects.filter(batch=batch).values_list("table", flat=True)) == {
        model._meta.db_table for model in (Person, Post, Salary, Qualification)
    } | {"agencies_act"}
    after = province.content()

    batch.refresh_from_db()
    decide.ask_undo(batch, by=officer, reason="Nhầm tệp")
    decide.approve_undo(batch, by=leader)
    finish(batch)
    batch.refresh_from_db()
    assert batch.state == State.UNDONE
    assert province.content() == before, "the portal is as before, row for row"

    decide_again(batch, officer, leader)
    assert headcount(province.JUNE_DAY) == 12_532
    assert headcount(province.DECEMBER_DAY) == 12_471
    assert province.content().keys() == after.keys()
    assert events_of("staff_postevent") > 12_471 + 312


def decide_again(batch: Batch, officer, leader) -> None:
    """The old batch may be approved again after its undo."""
    from imports.receive import amend

    amend(batch, by=officer)
    finish(batch)
    batch.refresh_from_db()
    decide.give_reason(batch, reason="retired", subject_ids=None, by=officer)
    carry_out(batch, by=officer, approver=leader)


def events_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]
