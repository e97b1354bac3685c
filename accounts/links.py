"""One-time links: how an account is first entered, and how a forgotten password is mended."""

from django.conf import settings
from django.urls import reverse
from sesame.utils import get_query_string

from accounts.models import User


def one_time_link(user: User, *, base_url: str, then: str = "") -> str:
    """A link that signs the user in once, within ``SESAME_MAX_AGE`` seconds.

    It dies with its first use, since the token is bound to the time of the last sign-in.
    """
    link = base_url.rstrip("/") + reverse("accounts:enter") + get_query_string(user)
    return f"{link}&next={then}" if then else link


def hours_valid() -> int:
    """For how many hours a link can be used."""
    return settings.SESAME_MAX_AGE // 3600
