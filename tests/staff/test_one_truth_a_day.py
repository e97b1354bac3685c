"""The database itself refuses two truths of one day about a person, whoever writes them and however many at
once (``core.one_a_day``)."""

import threading
from datetime import date

import psycopg2
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import NotSupportedError

from core.days import since
from core.one_a_day import hold_off_others
from staff.models import Post, Qualification, QualificationLevel, Rank, Salary
from tests.factories import make_person, make_post, make_unit
from tests.sessions import another

pytestmark = pytest.mark.django_db(transaction=True)
MARCH, MAY, JULY = date(2022, 3, 1), date(2022, 5, 1), date(2022, 7, 1)
RULES = {
    "post": "staff_post_one_a_day",
    "additional": "staff_post_one_a_day",
    "salary": "staff_salary_one_a_day",
    "qualification": "staff_qualification_one_a_day",
}


@pytest.fixture
def facts():
    """A person with one fact under each rule, all from March on; one of another person beside each."""
    office, other = make_unit("Sở Nội vụ", "SNV"), make_unit("Sở Tài chính", "STC")
    found = {}
    for name in ("Lường Văn Đạt", "Ma Thị Hà"):
        person = make_person(name)
        post = make_post(person, office, first=MARCH)
        act = {"person": person, "opened_by": post.opened_by, "valid": since(MARCH)}
        level = QualificationLevel.objects.filter(kind="education").first()
        found = {
            "post": post,
            "additional": make_post(person, other, first=MARCH, is_main=False),
            "salary": Salary.objects.create(rank=Rank.objects.first(), **act),
            "qualification": Qualification.objects.create(kind="education", level=level, **act),
        }
    return found


def again(fact, valid):
    """The same fact for other days, as a row that isn't written yet."""
    copied = type(fact).objects.get(pk=fact.pk)
    copied.pk, copied.valid, copied._state.adding = None, valid, True
    return copied


def refused(rule: str):
    return pytest.raises(IntegrityError, match=f"^{rule.removesuffix('_one_a_day')}: two rows of person_id")


@pytest.mark.parametrize("rule", RULES)
def test_a_second_fact_of_the_same_days_is_refused(facts, rule):
    with refused(RULES[rule]) as raised:
        again(facts[rule], since(MAY)).save()
    assert raised.value.__cause__.diag.constraint_name == RULES[rule]
    again(facts[rule], since(date(2021, 1, 1), MARCH)).save()  # up to the day before


@pytest.mark.parametrize("rule", RULES)
def test_days_are_moved_onto_those_of_another_fact_only_in_vain(facts, rule):
    facts[rule].valid = since(MARCH, MAY)
    facts[rule].save()
    later = again(facts[rule], since(JULY))
    later.save()
    with refused(RULES[rule]):
        type(later).objects.filter(pk=later.pk).update(valid=since(date(2022, 4, 30)))
    with refused(RULES[rule]):
        type(later).objects.filter(pk=facts[rule].pk).update(valid=since(MARCH))
    type(later).objects.filter(pk=facts[rule].pk).update(valid=since(MARCH, JULY))


@pytest.mark.parametrize("rule", RULES)
def test_one_statement_that_writes_two_of_one_day_is_refused(facts, rule):
    type(facts[rule]).objects.filter(pk=facts[rule].pk).delete()
    with refused(RULES[rule]):
        type(facts[rule]).objects.bulk_create(
            [again(facts_like, days) for facts_like, days in _twice(facts[rule])]
        )


def _twice(fact):
    other = type(fact).objects.exclude(person=fact.person).filter(**_alike(fact)).get()
    other.person = fact.person
    for days in (since(MARCH), since(MAY, JULY)):
        yield other, days


def _alike(fact):
    return {"is_main": fact.is_main} if isinstance(fact, Post) else {}


@pytest.mark.parametrize("rule", RULES)
def test_a_fact_given_to_another_person_meets_theirs(facts, rule):
    other = type(facts[rule]).objects.exclude(person=facts[rule].person).filter(**_alike(facts[rule])).get()
    with refused(RULES[rule]):
        type(other).objects.filter(pk=other.pk).update(person=facts[rule].person)


def test_closing_and_opening_is_one_transaction(facts):
    for fact in facts.values():
        with transaction.atomic():
            new = again(fact, since(MAY))
            type(fact).objects.filter(pk=fact.pk).update(valid=since(MARCH, MAY))
            new.save()


def test_an_additional_post_stands_beside_the_main_one_and_in_the_same_unit_only_once(facts):
    extra = again(facts["post"], since(MAY))
    extra.is_main = False
    extra.save()
    with refused(RULES["post"]):
        Post.objects.filter(pk=extra.pk).update(is_main=True)
    with refused(RULES["additional"]):
        Post.objects.filter(pk=extra.pk).update(unit=facts["additional"].unit)


@pytest.mark.parametrize("rule", RULES)
def test_of_two_who_write_at_once_the_later_waits_and_is_refused(facts, rule):
    table = type(facts[rule])._meta.db_table
    type(facts[rule]).objects.filter(pk=facts[rule].pk).update(valid=since(MARCH, MAY))
    columns = [f.column for f in type(facts[rule])._meta.concrete_fields if f.column not in ("id", "valid")]
    names = ", ".join(f'"{name}"' for name in columns)
    write = f"INSERT INTO {table} ({names}, valid) SELECT {names}, '[2022-06-01,)' FROM {table} WHERE id = %s"
    told = []
    with another() as first, another() as second:
        first.cursor().execute(write, [facts[rule].pk])

        def write_too() -> None:
            try:
                second.cursor().execute(write, [facts[rule].pk])
            except psycopg2.errors.ExclusionViolation as error:
                told.append(error)

        thread = threading.Thread(target=write_too)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "it must wait for the first"
        first.commit()
        thread.join(10)
    assert [error.diag.constraint_name for error in told] == [RULES[rule]]


def test_nothing_is_written_where_another_writer_would_not_be_seen(facts):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with pytest.raises(NotSupportedError, match="READ COMMITTED"):
            again(facts["salary"], since(date(2020, 1, 1), date(2021, 1, 1))).save()
        transaction.set_rollback(True)


@pytest.mark.parametrize("rule", RULES)
def test_who_holds_off_all_others_locks_nobody_and_is_refused_like_them(facts, rule):
    table, person = type(facts[rule])._meta.db_table, facts[rule].person
    columns = [f.column for f in type(facts[rule])._meta.concrete_fields if f.column not in ("id", "valid")]
    names = ", ".join(f'"{name}"' for name in columns)
    days = "'[2021-06-01,2021-07-01)'"
    write = f"INSERT INTO {table} ({names}, valid) SELECT {names}, {days} FROM {table} WHERE id = %s"
    with another() as beside, transaction.atomic():
        hold_off_others(type(facts[rule]))
        with connection.cursor() as cursor:
            cursor.execute(write, [facts[rule].pk])
        beside.cursor().execute("SELECT FROM staff_person WHERE id = %s FOR UPDATE NOWAIT", [person.pk])
        beside.rollback()
        with refused(RULES[rule]), transaction.atomic():
            again(facts[rule], since(date(2021, 6, 30), MARCH)).save()


def test_who_writes_waits_for_who_holds_off_all_others(facts):
    told = []
    with another() as beside:

        def write() -> None:
            beside.cursor().execute(
                "UPDATE staff_salary SET valid = '[2022-02-01,)' WHERE id = %s", [facts["salary"].pk]
            )
            told.append("written")

        thread = threading.Thread(target=write)
        with transaction.atomic():
            hold_off_others(Post, Salary)
            thread.start()
            thread.join(0.5)
            assert thread.is_alive() and not told
        thread.join(10)
        assert told
