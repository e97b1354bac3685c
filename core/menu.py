"""The left navigation: rooms register their entries, a page shows those that the role can use."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import reverse

MOST_ENTRIES = 8


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the navigation.

    ``roles`` None means everybody who is signed in; ``shows`` may ask more of the request, with a query at
    most. ``count`` gives the number of things that wait behind the entry; it is asked for apart from the
    page, so it may cost a query or two.
    """

    label: str
    url_name: str
    roles: frozenset[str] | None = None
    order: int = 50
    count: Callable[[HttpRequest], int | None] | None = None
    shows: Callable[[HttpRequest], bool] | None = None

    @property
    def key(self) -> str:
        return self.url_name.replace(":", "-")

    @property
    def url(self) -> str:
        return _address(self.url_name)


@cache
def _address(url_name: str) -> str:
    return reverse(url_name)


_entries: dict[str, MenuEntry] = {}


def register(entry: MenuEntry) -> None:
    """Called by a room in ``AppConfig.ready``; a second entry for the same page replaces the first."""
    _entries[entry.url_name] = entry


def may_use(roles: frozenset[str] | None, request: HttpRequest) -> bool:
    """Whether the role in which the user acts is among ``roles`` (None: everybody signed in)."""
    if roles is None:
        return request.user.is_authenticated
    return bool(roles & getattr(request, "roles", frozenset()))


def entries_for(request: HttpRequest) -> list[MenuEntry]:
    usable = [
        entry
        for entry in _entries.values()
        if may_use(entry.roles, request) and (entry.shows is None or entry.shows(request))
    ]
    return sorted(usable, key=lambda entry: (entry.order, entry.label))[:MOST_ENTRIES]


def counts_for(request: HttpRequest) -> dict[str, int]:
    """What waits behind each entry, by the entry's key; entries with nothing waiting are left out."""
    counts = {entry.key: entry.count(request) for entry in entries_for(request) if entry.count}
    return {key: count for key, count in counts.items() if count}
