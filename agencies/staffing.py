"""What the pages of units show of people, told by the room of people.

That room stands above this one, so it registers its answers in ``AppConfig.ready``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from agencies.tree import Place


@dataclass(frozen=True, slots=True)
class UnitHead:
    """The head of a unit (người đứng đầu) as of the day."""

    name: str
    title: str
    url: str


# {unit id: people with their main post in it}; None where the user may not see people.
Counts = Callable[[HttpRequest], dict[int, int] | None]
Heads = Callable[[HttpRequest, Place], list[UnitHead] | None]

_counts: list[Counts] = []
_heads: list[Heads] = []


def register(*, counts: Counts, heads: Heads) -> None:
    """The later registration stands in for the earlier."""
    _counts[:] = [counts]
    _heads[:] = [heads]


def people_by_unit(request: HttpRequest) -> dict[int, int] | None:
    """How many people have their main post in each unit as of the page's day, in one query."""
    return _counts[0](request) if _counts else None


def heads_of(request: HttpRequest, place: Place) -> list[UnitHead] | None:
    return _heads[0](request, place) if _heads else None
