"""Prepared querysets give what the queryset itself gives."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from agencies.models import Grant
from core.prepared import Prepared
from staff.models import Person, Post
from tests.factories import FIRST_DAY, make_grant, make_person, make_unit

SOME_ID, SOME_DAY = 9_100_000_000_000_000_001, date(2000, 1, 1)
pytestmark = pytest.mark.django_db


def test_arguments_take_the_places_of_the_samples():
    unit = make_unit()
    people = [make_person(unit=unit, born_on=date(1980, 1, 1 + n)) for n in range(2)]
    posts = Prepared(
        lambda person, on: (
            Post.objects.filter(person_id=person)
            .as_of(on)
            .select_related("person", "unit")
            .annotate(born=F("person__born_on"))
        ),
        person=SOME_ID,
        on=SOME_DAY,
    )
    for person in people:
        (found,) = posts(person=person.pk, on=FIRST_DAY)
        plain = Post.objects.get(person=person)
        assert (found, found.valid, found.group) == (plain, plain.valid, plain.group)
        assert (found.person, found.unit, found.born) == (person, unit, person.born_on)
    assert posts(person=people[0].pk, on=FIRST_DAY - timedelta(days=1)) == []


def test_a_related_row_that_is_missing_is_none():
    held = Prepared(lambda pk: Grant.objects.filter(pk=pk).select_related("unit"), pk=SOME_ID)
    assert held.one(pk=make_grant().pk).unit is None
    assert held.one(pk=0) is None


def test_a_list_is_one_parameter():
    people = [make_person() for _ in range(3)]
    some = Prepared(lambda ids: Person.objects.filter(pk__any=ids), ids=[SOME_ID])
    assert len(some(ids=[person.pk for person in people[:2]])) == 2
    assert some(ids=[]) == []


def test_an_argument_that_is_no_parameter_is_told():
    with pytest.raises(ValueError, match="unit"):
        Prepared(lambda unit: Post.objects.all(), unit=SOME_ID)(unit=1)
