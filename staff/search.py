"""People in the search box: by name without accents; by the whole number for those who may see it."""

import re

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse

from agencies.models import UnitPeriod
from agencies.rights import Right
from core.frame import with_day
from core.names import search_key
from core.search import Hit, holds_number
from staff.models import Person, Post

_NUMBER = re.compile(r"\d{12}")


def find(request: HttpRequest, text: str, limit: int) -> list[Hit]:
    """In the user's scope as of the page's day, in Vietnamese order; one query."""
    people = _with_number(request, text) if holds_number(text) else _named(request, text)
    return [_hit(request, person) for person in _with_post(request, people)[:limit]]


def _named(request: HttpRequest, text: str):
    """Every word stands in the name."""
    people = Person.objects.visible_to(request.user, on=request.day)
    for word in search_key(text).split():
        people = people.filter(search_key__contains=word)
    return people


def _with_number(request: HttpRequest, text: str):
    """The holder of the number, where their post of the day is one of which the user sees numbers."""
    number = re.sub(r"[\s.]", "", text)
    if not _NUMBER.fullmatch(number):
        return Person.objects.none()
    posts = Post.objects.visible_to(request.user, on=request.day, right=Right.SEE_NUMBERS).as_of(request.day)
    people = Person.objects.visible_to(request.user, on=request.day, right=Right.SEE_NUMBERS)
    return people.filter(citizen_number=number, pk__in=posts.values("person"))


def _with_post(request: HttpRequest, people):
    """People with ``title_name`` and ``unit_name`` of their main post, where it is in the user's scope."""
    posts = Post.objects.visible_to(request.user, on=request.day).as_of(request.day).main()
    mine = posts.filter(person=OuterRef("pk"))
    unit = UnitPeriod.objects.filter(unit=OuterRef("main_unit")).as_of(request.day)
    return (
        people.annotate(main_unit=Subquery(mine.values("unit")[:1]))
        .annotate(title_name=Subquery(mine.values("title__name")[:1]))
        .annotate(unit_name=Subquery(unit.values("name")[:1]))
        .order_by("sort_key", "pk")
    )


def _hit(request: HttpRequest, person) -> Hit:
    born = f", {person.birth_year}" if person.birth_year else ""
    if person.unit_name is None:
        detail = "Không có vị trí công tác trong phạm vi của bạn vào ngày này"
    else:
        detail = " · ".join(filter(None, [person.title_name, person.unit_name]))
    url = with_day(request, reverse("staff:record", args=[person.pk]))
    return Hit(f"{person.full_name}{born}", detail, url)
