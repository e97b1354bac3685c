"""What counts as one door when wrong sign-ins are counted: django-axes asks here."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Where the request came from: behind the proxy its last hop, which the proxy itself wrote.

    Earlier hops, and the header where no proxy stands, are whatever the caller likes to send.
    """
    here = request.META.get("REMOTE_ADDR", "")
    if not settings.BEHIND_PROXY:
        return here
    return request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or here


def is_by_link(request: HttpRequest, credentials: dict | None = None) -> bool:
    """Entering by a one-time link isn't counted: its signed token can't be guessed, and who brings a used
    one names no account, so that five of them would close the links of everybody at that address."""
    return "sesame" in (credentials or {})
