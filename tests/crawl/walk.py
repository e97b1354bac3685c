"""Asking every address as every role, each time as if nothing had been asked before."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from core.days import today
from tests.crawl.fill import ASKED, Case, Things
from tests.crawl.read import words_of
from tests.crawl.who import BEFORE, ROLES, secrets_of
from tests.crawl.world import World

SIGN_IN = "/tai-khoan/dang-nhap/"
# Their addresses differ from day to day and are asked for a past day, too. (A report has a day of its own.)
ROOMS_WITH_DAYS = ("agencies", "staff", "core")


@dataclass(frozen=True, slots=True)
class Address:
    """A pattern of the project: its name with the room, its path with %(argument)s, its arguments."""

    name: str
    path: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one role got at one place: the status, and which words that it may not read.

    ``asked`` is all of the place but the thing asked for; ``may_reach`` is None where scope has no say.
    """

    asked: str
    thing: str
    role: str
    status: str
    leaks: tuple[str, ...]
    may_reach: bool | None

    @property
    def place(self) -> str:
        return " · ".join(filter(None, [self.asked, self.thing]))


def addresses() -> list[Address]:
    """Every pattern of the project, recursively, the admin's included."""
    return list(_patterns(get_resolver(), "/", ""))


def _patterns(resolver: URLResolver, prefix: str, room: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            normal = _path(pattern)
            yield from _patterns(pattern, prefix + normal, pattern.namespace or room)
        else:
            path = prefix + _path(pattern)
            name = pattern.name or f"«{path}»"
            yield Address(f"{room}:{name}" if room else name, path, tuple(_arguments(path)))


def _path(pattern: URLPattern | URLResolver) -> str:
    route = getattr(pattern.pattern, "_route", None)
    if route is not None:
        for name in pattern.pattern.converters:
            start = route.index("<")
            route = route[:start] + f"%({name})s" + route[route.index(">") + 1 :]
        return str(route)
    return normalize(str(pattern.pattern.regex.pattern))[0][0]


def _arguments(path: str) -> list[str]:
    return [part.partition(")")[0] for part in path.split("%(")[1:]]


class PlainClient(Client):
    """Django's without its record of every template drawn and of its context, which nobody reads here."""

    def request(self, **request):
        response = self.handler(self._base_environ(**request))
        self.cookies.update(response.cookies)
        return response


class Walk:
    """One client per role; whatever a request changes is rolled back."""

    def __init__(self, world: World) -> None:
        self.things = Things(world)
        self.clients = {role: PlainClient() for role in ROLES}
        for role, user in world.users.items():
            self.clients[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self.cookies = {role: copy.deepcopy(client.cookies) for role, client in self.clients.items()}

    def __iter__(self) -> Iterator[Seen]:
        for address in addresses():
            has_days = address.name.partition(":")[0] in ROOMS_WITH_DAYS
            asked = [
                ("GET", "", {}, False),
                ("POST", "", {}, True),
                *((method, f"({label})", data, False) for method, label, data in ASKED.get(address.name, ())),
            ]
            for case in self.things.fill(address.name, address.arguments):
                opened: list[str] = []
                for method, label, data, is_brief in list(asked):
                    if is_brief and not case.is_brief:
                        continue
                    answers = yield from self._all(address, case, method, label, data)
                    if not label and method == "GET":
                        opened = [role for role, status in answers.items() if status == "200"]
                    if set(answers.values()) <= {"405", "sign-in"}:
                        asked.remove((method, label, data, is_brief))  # nor will other things be
                if has_days and opened:
                    data = {"ngay": BEFORE.isoformat()}
                    yield from self._all(address, case, "GET", "(in 2021)", data, opened, BEFORE)

    def _all(
        self, address: Address, case: Case, method: str, label: str, data: dict, roles=ROLES, day=None
    ) -> Iterator[Seen]:
        """Every role asks; returns the status that each got."""
        asked = " ".join(filter(None, [method, address.name, case.others, label]))
        answers = {}
        for role in roles:
            answers[role], leaks = self._ask(
                role, method, address.path % case.arguments, data, day or today()
            )
            may_reach = None if case.roles is None else role in case.roles
            yield Seen(asked, case.thing, role, answers[role], leaks, may_reach)
        return answers

    def _ask(self, role: str, method: str, path: str, data: dict, day: date) -> tuple[str, tuple[str, ...]]:
        client = self.clients[role]
        client.cookies = copy.deepcopy(self.cookies[role])
        with transaction.atomic():
            try:
                response = client.get(path, data) if method == "GET" else client.post(path, data)
                words = words_of(response)
            except (Exception, pytest.fail.Exception) as error:
                return f"500 {type(error).__name__}: {error}"[:300], ()
            finally:
                transaction.set_rollback(True)
        leaks = tuple(secret for secret in secrets_of(role, day) if secret in words)
        return _status(response), leaks


def _status(response) -> str:
    if response.status_code == 302 and response["Location"].startswith(SIGN_IN):
        return "sign-in"
    return str(response.status_code)
