"""Pages through the WSGI application, uncached, against a bare Django page of 50 rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from benchmarks import databases
from benchmarks.caller import Caller
from benchmarks.measure import QUERIES, Result, paired
from benchmarks.province import JUNE, officer
from staff.models import Post

PAGES = "bench_pages"
CALLS = 5  # of either page in turn
PAIRS_A_RUN = 5


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its goals: a multiple of the bare page, and a number of queries."""

    name: str
    path: str
    most_times: float
    most_queries: int


def measure(runs: int) -> Iterator[Result]:
    with (
        ready() as (cookie, pages),
        Caller("backend.wsgi", PAGES) as ours,
        Caller("benchmarks.bare", PAGES) as bare,
    ):
        for page in pages:
            first = ours.ask(page.path, cookie=cookie)
            assert first["status"] == "200 OK", (page, first)
            counted = ours.ask(page.path, cookie=cookie)
            yield Result(f"{page.name}, queries", counted["queries"], QUERIES, goal=page.most_queries)
            yield paired(
                page.name,
                ours=lambda page=page: ours.ask(page.path, cookie=cookie, times=CALLS)["seconds"],
                floor=lambda: bare.ask("/", times=CALLS)["seconds"],
                runs=runs * PAIRS_A_RUN,
                goal=page.most_times,
                bytes=counted["bytes"],
                calls=CALLS,
            )


@contextmanager
def ready() -> Iterator[tuple[str, list[Page]]]:
    """A database with both rosters, the officer's cookie for it, and the pages to ask for."""
    databases.copy(JUNE.applied, PAGES)
    client = Client()
    client.force_login(officer(), backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    pages = _pages()
    databases.use(JUNE.applied)
    yield f"{name}={client.cookies[name].value}", pages


def _pages() -> list[Page]:
    """The person has a history: a post in both rosters that differ."""
    moved = Post.objects.filter(closed_by__cause="roster").order_by("person_id").first()
    return [
        Page("people list", "/nhan-su/", 2.5, 12),
        Page("person record", f"/nhan-su/{moved.person_id}/", 2.5, 15),
        Page("dashboard of a school", "/don-vi/CS01891/", 4, 15),
        Page("dashboard of a district", "/don-vi/UB061/", 4, 15),
        Page("dashboard of the province", "/don-vi/UBT/", 4, 15),
    ]
