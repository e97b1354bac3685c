"""Tabs that rooms above add to a person's record."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from staff.record import Record


@dataclass(frozen=True, slots=True)
class RecordTab:
    """``url`` is its address for a person; ``shows`` whether the user may open it for the record."""

    code: str
    label: str
    url: Callable[[int], str]
    shows: Callable[[HttpRequest, Record], bool]


_tabs: list[RecordTab] = []


def register(tab: RecordTab) -> None:
    """Called by a room in ``AppConfig.ready``."""
    if tab.code not in {known.code for known in _tabs}:
        _tabs.append(tab)


def tabs_for(request: HttpRequest, record: Record) -> list[RecordTab]:
    return [tab for tab in _tabs if tab.shows(request, record)]
