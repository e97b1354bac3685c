"""What the tests of the frame share: a signed-in client in a role, a request without a server."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from accounts.models import User
from agencies.models import Grant
from core.days import since

TODAY = date(2022, 7, 1)


def user_in(role: str | None, username: str = "hanh") -> User:
    user = User.objects.create_user(username=username, full_name="Nguyễn Thị Hồng Hạnh")
    if role:
        Grant.objects.create(user=user, role=role, valid=since(date(2020, 1, 1)))
    return user


def client_in(role: str | None, username: str = "hanh") -> Client:
    client = Client()
    client.force_login(user_in(role, username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def a_request(path: str = "/", roles: frozenset[str] = frozenset(), **query):
    """A GET as it comes out of the middleware, for what needs no database."""
    request = RequestFactory().get(path, query)
    request.user, request.roles = AnonymousUser(), roles
    request.today = request.day = TODAY
    return request


def html_of(response) -> str:
    """The page with each stretch of white space as one blank, however its template is broken into lines."""
    return " ".join(response.text.split())
