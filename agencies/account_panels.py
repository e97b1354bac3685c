"""What other rooms show beside an account on its page: they register it in ``AppConfig.ready``."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from accounts.models import User

Panel = Callable[[HttpRequest, User], SafeString | None]

_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """A panel beside the account; it answers None where it has nothing to say."""
    if panel not in _panels:
        _panels.append(panel)


def panels_of(request: HttpRequest, account: User) -> list[SafeString]:
    return [html for panel in _panels if (html := panel(request, account))]
