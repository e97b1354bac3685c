"""What the pages of units show of people: their number, the head, the tab."""

from django.http import HttpRequest
from django.urls import reverse

from agencies.outline import outline_of
from agencies.rights import Right
from agencies.scope import covered, has_right
from agencies.staffing import UnitHead
from agencies.tree import Place
from core.frame import with_day
from staff import filters, people
from staff.models import Post


def counts(request: HttpRequest) -> dict[int, int] | None:
    """People by the unit of their main post; None for those who may not see people."""
    if not has_right(request.user, Right.SEE_PEOPLE):
        return None
    return people.counts_by_unit(people.in_service(request.user, on=request.day))


def heads(request: HttpRequest, place: Place) -> list[UnitHead] | None:
    """Who heads the unit on the day, by a main or an additional post."""
    if not covered(request.user, Right.SEE_PEOPLE, on=request.day).holds(place.unit_id):
        return None
    posts = Post.objects.filter(unit_id=place.unit_id).as_of(request.day).filter(filters.heads(request.day))
    found = posts.select_related("person", "title").order_by("person__sort_key", "person_id")
    return [
        UnitHead(
            post.person.full_name,
            str(post) if post.is_main else f"{post} (kiêm nhiệm)",
            with_day(request, reverse("staff:record", args=[post.person_id])),
        )
        for post in found
    ]


def tab_url(code: str) -> str:
    return f"{reverse('staff:list')}?don_vi={code}"


def tab_count(request: HttpRequest, place: Place) -> int:
    """People in the unit and all below it."""
    return outline_of(request).by_id[place.unit_id].people or 0
