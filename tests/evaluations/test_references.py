"""What an evaluation or a score refers to is there and stays, whoever writes."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from pghistory.models import Event

from agencies.models import Unit
from evaluations.models import Cycle, Evaluation, Organisation, PeriodScore
from staff.models import Person
from tests.evaluations.offices import make_cycle
from tests.evaluations.scores.month import make_department, open_month
from tests.factories import make_person

MISSING = 999_999
REFERENCES = {
    Evaluation: (
        "organisation", "cycle", "person", "unit", "monitor_unit", "rater_unit", "monitor", "rater",
    ),
    PeriodScore: ("cycle", "person", "unit", "monitor_unit"),
}  # fmt: skip
NEW = {
    Cycle: lambda month: make_cycle(2031),
    Organisation: lambda month: Organisation.objects.create(
        cycle=make_cycle(2032), unit=month.province, starts_on=month.cycle.starts_on,
        ends_on=month.cycle.ends_on, rated_on=month.cycle.rated_on,
    ),
    Person: lambda month: make_person("Người mới"),
    Unit: lambda month: Unit.objects.create(),
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def month():
    made = make_department()
    open_month(made)
    return made


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_only_references_that_are_checked_so_have_no_foreign_key():
    without = {
        (model, field.name)
        for model in apps.get_app_config("evaluations").get_models()
        if not issubclass(model, Event)
        for field in model._meta.concrete_fields
        if field.is_relation and not field.db_constraint and field.model is model
    }
    assert without == {(model, name) for model, names in REFERENCES.items() for name in names}


@pytest.mark.parametrize("model", REFERENCES)
def test_nothing_can_be_made_to_refer_to_what_is_not_there(model):
    for name in REFERENCES[model]:
        column = model._meta.get_field(name).column
        with pytest.raises(IntegrityError, match=f"{column} = {MISSING} is not there"):
            table = model._meta.db_table
            run(f"UPDATE {table} SET {column} = {MISSING} WHERE id = (SELECT max(id) FROM {table})")


@pytest.mark.parametrize("model", REFERENCES)
def test_what_is_referred_to_can_not_be_deleted(month, model):
    table = model._meta.db_table
    for name in REFERENCES[model]:
        field = model._meta.get_field(name)
        new = NEW[field.remote_field.model](month)
        row = model.objects.latest("pk")
        model.objects.filter(pk=row.pk).update(**{name: new})
        with pytest.raises(IntegrityError, match=f"a row of {table} refers to it"):
            run(f"DELETE FROM {new._meta.db_table} WHERE id = {new.pk}")
