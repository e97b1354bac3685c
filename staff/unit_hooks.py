"""What the pages of units show of people: their number, the head, the tab."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from agencies.outline import outline_of
from agencies.rights import Right
from agencies.scope import covered, has_right
from agencies.staffing import UnitHead
from agencies.tree import Place
from core.frame import with_day
from core.prepared import Prepared
from staff import filters, people, tally
from staff.models import Post


def counts(request: HttpRequest) -> dict[int, int] | None:
    """People by the unit of their main post; None for those who may not see people."""
    if not has_right(request.user, Right.SEE_PEOPLE):
        return None
    cover = covered(request.user, Right.SEE_PEOPLE, on=request.day)
    tallied = tally.people_by_unit(on=request.day)
    if tallied is None:
        return people.counts_by_unit(people.in_service(request.user, on=request.day))
    return tallied if cover.everywhere else {unit: n for unit, n in tallied.items() if cover.holds(unit)}


def heads(request: HttpRequest, place: Place) -> list[UnitHead] | None:
    """Who heads the unit on the day, by a main or an additional post."""
    if not covered(request.user, Right.SEE_PEOPLE, on=request.day).holds(place.unit_id):
        return None
    root = reverse("staff:list")
    return [
        UnitHead(
            post.person.full_name,
            str(post) if post.is_main else f"{post} (kiêm nhiệm)",
            with_day(request, f"{root}{post.person_id}/"),
        )
        for post in _HEADS(unit=place.unit_id, on=request.day)
    ]


def _heads(unit: int, on: date) -> QuerySet[Post]:
    posts = Post.objects.filter(unit_id=unit).as_of(on).filter(filters.heads(on))
    return posts.select_related("person", "title").order_by("person__sort_key", "person_id")


_HEADS = Prepared(_heads, unit=9_100_000_000_000_000_001, on=date(2000, 1, 1))


def tab_url(code: str) -> str:
    return f"{reverse('staff:list')}?don_vi={code}"


def tab_count(request: HttpRequest, place: Place) -> int:
    """People in the unit and all below it."""
    return outline_of(request).by_id[place.unit_id].people or 0
