"""What waits for the user: rooms register sources of waiting work and panels for the home page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.safestring import SafeString

from core import menu

SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One thing to do: ``action`` is the word on its button, ``url`` where the button leads."""

    title: str
    detail: str
    url: str
    action: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class DueBadge:
    """How near a deadline is, in words and as a kind of status badge."""

    words: str
    kind: str


Source = Callable[[HttpRequest], list[WaitingItem]]
Panel = Callable[[HttpRequest], SafeString | None]

_sources: list[Source] = []
_panels: list[Panel] = []


def register(source: Source) -> None:
    """Called by a room in ``AppConfig.ready``. The source itself looks at the request's roles."""
    if source not in _sources:
        _sources.append(source)


def register_panel(panel: Panel) -> None:
    """A panel beside the waiting work; it answers None where it has nothing for this user."""
    if panel not in _panels:
        _panels.append(panel)


def waiting_items(request: HttpRequest) -> list[WaitingItem]:
    """Oldest deadline first; what has no deadline comes last."""
    items = [item for source in _sources for item in source(request)]
    return sorted(items, key=lambda item: (item.due is None, item.due or date.max, item.title))


def count(request: HttpRequest) -> int:
    return sum(len(source(request)) for source in _sources)


def panels(request: HttpRequest) -> list[SafeString]:
    return [html for panel in _panels if (html := panel(request))]


def due_badge(due: date | None, today: date) -> DueBadge | None:
    """«quá hạn 2 ngày», «hôm nay», «còn 4 ngày»; nothing where there is no deadline."""
    if due is None:
        return None
    days = (due - today).days
    if days < 0:
        return DueBadge(f"quá hạn {-days} ngày", "bad")
    if days == 0:
        return DueBadge("hôm nay", "warn")
    return DueBadge(f"còn {days} ngày", "warn" if days <= SOON_DAYS else "info")


menu.register(menu.MenuEntry("Việc của tôi", "core:home", order=0, count=count))
