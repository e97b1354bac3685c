"""What stands around every page: navigation, as-of day, role, and the user's long jobs.

One query a page at most (the jobs), and only when the page is a whole one: everything here is asked for
by the template when it gets there. The numbers beside the menu come from the cache; where it is cold,
the page fetches them after it has loaded.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from redis.exceptions import RedisError

from core import lists, menu
from core.models import Job
from core.prepared import Prepared

COUNTS_HOLD_SECONDS = 30
TELL_FOR = timedelta(days=7)
MOST_NEWS = 5


def _jobs(user: int, since: datetime) -> QuerySet:
    news = Q(seen_at=None, ended_at__gte=since)
    mine = Job.objects.visible_to(get_user_model()(pk=user))
    return mine.filter(Q(state__in=Job.UNFINISHED) | news)[:50]


_JOBS = Prepared(_jobs, user=9_100_000_000_000_000_001, since=datetime(2000, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A menu entry as this page shows it; ``count`` None means not known yet, or nothing."""

    key: str
    label: str
    url: str
    count: int | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class JobView:
    """A job with what is worked out for showing it; a still one doesn't ask for itself again."""

    job: Job
    seconds_left: float | None
    refresh: bool = False
    is_still: bool = False

    @property
    def asks_again(self) -> bool:
        return not (self.is_still or self.job.is_over)


def frame(request: HttpRequest) -> dict[str, "Frame"]:
    """The context processor."""
    return {"frame": Frame(request)}


class Frame:
    """Read by ``base.html``; each part is worked out at most once, when it is asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def is_signed_in(self) -> bool:
        user = getattr(self._request, "user", None)
        return bool(user and user.is_authenticated)

    @property
    def portal_name(self) -> str:
        return settings.PORTAL_NAME

    @cached_property
    def menu(self) -> list[MenuLine]:
        if not self.is_signed_in:
            return []
        entries = menu.entries_for(self._request)
        here = max((e.url for e in entries if self._request.path.startswith(e.url)), key=len, default=None)
        counts = self.counts or {}
        return [
            MenuLine(
                entry.key,
                entry.label,
                with_day(self._request, entry.url),
                counts.get(entry.key),
                # The home page's address begins every other one.
                entry.url == here and (entry.url != "/" or self._request.path == "/"),
            )
            for entry in entries
        ]

    @cached_property
    def counts(self) -> dict[str, int] | None:
        """The menu's numbers from the cache, None when they must be asked for again.

        A page with a message has just done something, so it doesn't trust the cache.
        """
        if not self.is_signed_in or len(get_messages(self._request)):
            return None
        try:
            return cache.get(counts_key(self._request))
        except RedisError:
            return {}

    @cached_property
    def day(self) -> date | None:
        return getattr(self._request, "day", None)

    @cached_property
    def today(self) -> date | None:
        return getattr(self._request, "today", None)

    @property
    def is_other_day(self) -> bool:
        return self.day != self.today

    @property
    def today_url(self) -> str:
        return lists.url_with(self._request, ngay=None, trang=self._request.GET.get(lists.PAGE))

    @property
    def other_parameters(self) -> list[tuple[str, str]]:
        """What a form that asks for another day must send along."""
        query = self._request.GET
        return [
            (name, value)
            for name in query
            for value in query.getlist(name)
            if name not in (lists.DAY, lists.PAGE)
        ]

    @property
    def grants(self) -> list:
        return getattr(self._request, "grants", [])

    @property
    def acting(self):
        return getattr(self._request, "acting", None)

    @cached_property
    def jobs(self) -> list[Job]:
        """The user's unfinished jobs, and those whose end they have not been told of."""
        if not self.is_signed_in:
            return []
        return _JOBS(user=self._request.user.pk, since=timezone.now() - TELL_FOR)

    @property
    def running(self) -> list[JobView]:
        return [job_view(job) for job in self.jobs if not job.is_over]

    def tell_ended(self) -> list[Job]:
        """The ended jobs to tell of now; from then on they count as told."""
        ended = [job for job in self.jobs if job.is_over][:MOST_NEWS]
        mark_seen(ended)
        return ended


def with_day(request: HttpRequest, url: str) -> str:
    """The address with ``?ngay=`` when the page shows another day than today."""
    day = getattr(request, "day", None)
    if day is None or day == request.today:
        return url
    return f"{url}{'&' if '?' in url else '?'}{lists.DAY}={day.isoformat()}"


def job_view(job: Job, *, refresh: bool = False) -> JobView:
    """``refresh``: the page that shows the job loads itself anew when the job ends."""
    return JobView(job, seconds_left(job), refresh)


def seconds_left(job: Job) -> float | None:
    """At the speed so far; None before there is a speed to go by."""
    if job.is_over or not job.started_at or not 0 < job.done <= job.total:
        return None
    passed = (timezone.now() - job.started_at).total_seconds()
    return passed * (job.total - job.done) / job.done if passed >= 1 else None


def mark_seen(jobs: list[Job]) -> None:
    if unseen := [job.pk for job in jobs if job.seen_at is None]:
        Job.objects.filter(pk__in=unseen).update(seen_at=timezone.now())


def counts_key(request: HttpRequest) -> str:
    acting = getattr(request, "acting", None)
    return f"menu-counts:{request.user.pk}:{acting.pk if acting else ''}"


def fresh_counts(request: HttpRequest) -> dict[str, int]:
    """The menu's numbers asked for anew, and kept for the next pages."""
    counts = menu.counts_for(request)
    try:
        cache.set(counts_key(request), counts, COUNTS_HOLD_SECONDS)
    except RedisError:
        return counts
    return counts
