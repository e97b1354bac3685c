"""The search box: rooms register what can be found; numbers of identity never reach a URL."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from core.menu import may_use

MOST_HITS = 20
DIGITS_OF_A_NUMBER = 4
SHORTEST_TEXT = 2


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchSource:
    """``find(request, text, limit)`` answers at most ``limit`` hits inside the user's scope."""

    label: str
    roles: frozenset[str] | None
    find: Callable[[HttpRequest, str, int], list[Hit]]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one source; ``has_more`` when the source held more than are shown."""

    label: str
    hits: list[Hit]
    has_more: bool


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    """Called by a room in ``AppConfig.ready``; a second source of the same label replaces the first."""
    _sources[source.label] = source


def holds_number(text: str) -> bool:
    """Four or more digits: it may be part of a citizen number, so it goes by POST and stays out of logs."""
    return sum(letter.isdecimal() for letter in text) >= DIGITS_OF_A_NUMBER


def search(request: HttpRequest, text: str) -> list[Found]:
    """What each source that the role can use finds, in the order of registration; empty ones left out."""
    if len(text) < SHORTEST_TEXT:
        return []
    answers = []
    for source in _sources.values():
        if may_use(source.roles, request) and (hits := source.find(request, text, MOST_HITS + 1)):
            answers.append(Found(source.label, hits[:MOST_HITS], len(hits) > MOST_HITS))
    return answers
