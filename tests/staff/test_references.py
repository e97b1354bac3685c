"""The database itself refuses a reference to what isn't there, whoever writes it and whenever."""

import threading

import psycopg2
import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, connection, transaction
from pghistory.models import Event

from agencies.models import Act, Unit
from imports.models import Change
from staff.models import EthnicGroup, Person, Post, Qualification, QualificationLevel, Rank, Salary, Title
from tests.sessions import another
from tests.staff.roster_case import applied, books, row

MISSING = 999_999
REFERENCES = [
    (Person, "ethnicity"), (Person, "religion"),
    (Post, "person"), (Post, "unit"), (Post, "title"), (Post, "opened_by"), (Post, "closed_by"),
    (Salary, "person"), (Salary, "rank"), (Salary, "opened_by"), (Salary, "closed_by"),
    (Qualification, "person"), (Qualification, "level"),
    (Qualification, "opened_by"), (Qualification, "closed_by"),
]  # fmt: skip
USED = {
    Act: Post.objects.values("opened_by"),
    EthnicGroup: Person.objects.values("ethnicity"),
    Person: Post.objects.values("person"),
    QualificationLevel: Qualification.objects.values("level"),
    Rank: Salary.objects.values("rank"),
    Title: Post.objects.values("title"),
    Unit: Post.objects.values("unit"),
}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(tmp_path):
    applied(books(tmp_path)(row(1), row(2)))


def run(sql: str, *args) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.rowcount


def test_only_references_that_are_checked_so_have_no_foreign_key():
    without = {
        (model, field.name)
        for label in ("agencies", "imports", "staff")
        for model in apps.get_app_config(label).get_models()
        if not issubclass(model, Event)
        for field in model._meta.concrete_fields
        if field.is_relation and not field.db_constraint and field.model is model
    }
    assert without == {*REFERENCES, (Change, "batch")}


def test_a_row_can_not_be_made_to_refer_to_nothing(people):
    for model, name in REFERENCES:
        table, column = model._meta.db_table, model._meta.get_field(name).column
        with pytest.raises(IntegrityError, match=f"{column} = {MISSING} is not there"), transaction.atomic():
            # Of one row: two that were given to the same nobody would already meet each other.
            run(f"UPDATE {table} SET {column} = {MISSING} WHERE id = (SELECT min(id) FROM {table})")


def test_one_row_of_many_that_comes_to_refer_to_nothing_is_found(people):
    for model, name in REFERENCES:
        table, column = model._meta.db_table, model._meta.get_field(name).column
        last = model.objects.latest("pk").pk
        with pytest.raises(IntegrityError, match=f"{column} = {MISSING} is not there"), transaction.atomic():
            run(f"UPDATE {table} SET {column} = CASE WHEN id = %s THEN {MISSING} ELSE {column} END", last)


def test_a_fact_of_nobody_can_not_be_written(people):
    for model in (Post, Salary, Qualification):
        fact = model.objects.first()
        fact.pk, fact.person_id = None, MISSING
        with pytest.raises(IntegrityError, match="person_id"), transaction.atomic():
            fact.save(force_insert=True)


def test_what_is_referred_to_can_neither_be_deleted_nor_get_another_key(people):
    for model, used in USED.items():
        table = model._meta.db_table
        key = model.objects.filter(pk__in=used).values_list("pk", flat=True)[0]
        with pytest.raises(IntegrityError, match="refers to it"), transaction.atomic():
            run("SET CONSTRAINTS ALL DEFERRED")
            run(f"DELETE FROM {table} WHERE id = %s", key)
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            run(f"UPDATE {table} SET id = {MISSING} WHERE id = %s", key)


def test_what_nothing_refers_to_any_longer_can_be_deleted(people):
    person = Person.objects.first()
    for model in (Post, Salary, Qualification):
        run(f"DELETE FROM {model._meta.db_table} WHERE person_id = %s", person.pk)
    assert run("DELETE FROM staff_person WHERE id = %s", person.pk) == 1


def test_deleting_waits_for_one_who_is_just_referring_to_it(tmp_path):
    applied(books(tmp_path)(row(1)))
    title = Title.objects.create(code="moi", name="Chức danh mới")
    refused = []
    with another() as writer, another() as deleter:
        writer.cursor().execute("UPDATE staff_post SET title_id = %s", [title.pk])

        def delete() -> None:
            try:
                deleter.cursor().execute("DELETE FROM staff_title WHERE id = %s", [title.pk])
            except psycopg2.errors.ForeignKeyViolation as error:
                refused.append(error)

        thread = threading.Thread(target=delete)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "it must wait for the writer"
        writer.commit()
        thread.join(10)
    assert refused and Post.objects.get().title_id == title.pk


def test_referring_to_what_is_just_being_deleted_is_refused(tmp_path):
    applied(books(tmp_path)(row(1)))
    title = Title.objects.create(code="moi", name="Chức danh mới")
    refused = []
    with another() as deleter, another() as writer:
        deleter.cursor().execute("DELETE FROM staff_title WHERE id = %s", [title.pk])

        def refer() -> None:
            try:
                writer.cursor().execute("UPDATE staff_post SET title_id = %s", [title.pk])
            except psycopg2.errors.ForeignKeyViolation as error:
                refused.append(error)

        thread = threading.Thread(target=refer)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "it must wait for the one who deletes"
        deleter.commit()
        thread.join(10)
    assert refused
