"""The units that a user sees on a day as a tree, with sums from below."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest

from agencies import staffing, tree
from agencies.enums import UnitType
from agencies.models import UnitPeriod
from agencies.tree import Place

_TYPE_ORDER = {value: place for place, value in enumerate(UnitType.values)}


@dataclass(slots=True)
class Branch:
    """A unit with those below it, and how many these are; ``people`` counts the unit and all below it, None
    where it isn't told.
    """

    place: Place
    parent_id: int | None
    children: list["Branch"] = field(default_factory=list)
    below: int = 0
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """``roots`` are the units whose parent is outside the user's scope, or that have none."""

    roots: list[Branch]
    by_id: dict[int, Branch]

    def with_code(self, code: str) -> Branch | None:
        return next((branch for branch in self.by_id.values() if branch.place.code == code), None)

    def way_to(self, branch: Branch) -> list[Branch]:
        """The branch with those above it, from the root down, as far as the user sees them."""
        way = [branch]
        while above := self.by_id.get(way[0].parent_id or 0):
            way.insert(0, above)
        return way

    def count(self, type_: str) -> int:
        return sum(branch.place.type == type_ for branch in self.by_id.values())


def outline_of(request: HttpRequest) -> Outline:
    """The page's tree with people, read once a request: the page, its tabs and panels share it."""
    if not hasattr(request, "outline"):
        request.outline = outline_for(request.user, on=request.day, people=staffing.people_by_unit(request))
    return request.outline


def outline_around(request: HttpRequest, code: str) -> Outline:
    """Of the page's tree only the way to the unit of the code and what is below it."""
    if not hasattr(request, "outline"):
        request.outline = outline_for(
            request.user, on=request.day, people=staffing.people_by_unit(request), around=code
        )
    return request.outline


def outline_for(
    user, *, on: date, people: Mapping[int, int] | None = None, around: str | None = None
) -> Outline:
    """The tree of the day, in one query: types in their order, names in Vietnamese order.

    ``around`` is the code of a unit: then without units that are neither above nor below it.
    """
    periods = UnitPeriod.objects.visible_to(user, on=on).as_of(on).order_by("sort_key", "unit_id")
    if around is not None:
        periods = periods.filter(tree.around(around, on))
    by_id = {
        unit_id: Branch(Place(unit_id, code, name, type_), parent_id, [])
        for unit_id, code, name, type_, parent_id in periods.values_list(
            "unit_id", "code", "name", "type", "parent_id"
        )
    }
    roots: list[Branch] = []
    for branch in by_id.values():
        above = by_id.get(branch.parent_id) if branch.parent_id else None
        (above.children if above else roots).append(branch)
    for branch in by_id.values():
        if branch.children:
            branch.children.sort(key=_place_of_type)
    roots.sort(key=_place_of_type)
    for root in roots:
        _add_up(root, people)
    return Outline(roots, by_id)


def _place_of_type(branch: Branch) -> int:
    return _TYPE_ORDER[branch.place.type]


def _add_up(branch: Branch, people: Mapping[int, int] | None) -> None:
    total = people.get(branch.place.unit_id, 0) if people is not None else None
    for child in branch.children:
        _add_up(child, people)
        branch.below += child.below + 1
        if total is not None:
            total += child.people or 0
    branch.people = total
