"""What stands on a unit's page: rooms register their tabs, and their panels for the overview."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from agencies.rights import Right
from agencies.scope import covered
from agencies.tree import Place


@dataclass(frozen=True, slots=True)
class UnitTab:
    """One tab of a unit's page.

    ``url`` makes the address from the unit's code. The tab is shown to those whose ``right`` covers the
    unit, and where ``count`` is given only when it finds something.
    """

    code: str
    label: str
    order: int
    url: Callable[[str], str]
    right: Right = Right.SEE_UNITS
    count: Callable[[HttpRequest, Place], int] | None = None


@dataclass(frozen=True, slots=True)
class ShownTab:
    """A tab as a page shows it."""

    code: str
    label: str
    url: str
    count: int | None


Panel = Callable[[HttpRequest, Place], SafeString | None]

_tabs: dict[str, UnitTab] = {}
_panels: dict[Panel, int] = {}


def register(tab: UnitTab) -> None:
    """Called by a room in ``AppConfig.ready``; a second tab of the same code replaces the first."""
    _tabs[tab.code] = tab


def register_panel(panel: Panel, order: int = 50) -> None:
    """A panel of the overview; it answers None where it has nothing for this user and unit."""
    _panels[panel] = order


def tabs_of(request: HttpRequest, place: Place) -> list[ShownTab]:
    """The tabs of the unit that have something for this user."""
    shown = []
    for tab in sorted(_tabs.values(), key=lambda tab: (tab.order, tab.label)):
        if not covered(request.user, tab.right, on=request.day).holds(place.unit_id):
            continue
        count = tab.count(request, place) if tab.count else None
        if count != 0:
            shown.append(ShownTab(tab.code, tab.label, tab.url(place.code), count))
    return shown


def panels_of(request: HttpRequest, place: Place) -> list[SafeString]:
    ordered = sorted(_panels, key=lambda panel: _panels[panel])
    return [html for panel in ordered if (html := panel(request, place))]
