"""The pages of a year's evaluation for a unit of 100: their queries, and their time beside ten earlier years
and 60 months of scores against their time without."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client

from agencies.models import UnitPeriod
from benchmarks import databases, evaluating
from benchmarks.caller import Caller
from benchmarks.measure import QUERIES, Result, paired
from benchmarks.province import officer
from core.days import today
from evaluations.models import Cycle, Evaluation
from tests.scenarios.evaluating import JULY, put_earlier_years

NEW, OLD = "bench_sheets_new", "bench_sheets_old"
PEOPLE, YEARS, MONTHS = 100, 10, 60
FLAT = 1.25  # times the page without earlier years: what still counts as flat
CALLS = 5
PAIRS_A_RUN = 3


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    path: str
    most_queries: int | None = None


def measure(runs: int) -> Iterator[Result]:
    with ready() as (cookie, pages), Caller("backend.wsgi", OLD) as old, Caller("backend.wsgi", NEW) as new:
        for page in pages:
            for caller in (old, new):
                first = caller.ask(page.path, cookie=cookie)
                assert first["status"] == "200 OK", (page, first)
            counted = old.ask(page.path, cookie=cookie)
            yield Result(f"{page.name}, queries", counted["queries"], QUERIES, goal=page.most_queries)
            yield paired(
                f"{page.name}, {YEARS} years and {MONTHS} months",
                ours=lambda page=page: old.ask(page.path, cookie=cookie, times=CALLS)["seconds"],
                floor=lambda page=page: new.ask(page.path, cookie=cookie, times=CALLS)["seconds"],
                runs=runs * PAIRS_A_RUN,
                goal=FLAT,
                bytes=counted["bytes"],
            )


@contextmanager
def ready() -> Iterator[tuple[str, list[Page]]]:
    """Two databases that differ in the earlier years, the officer's cookie for both, and the pages."""
    evaluating.make_states()
    databases.copy(evaluating.SENT)
    unit = _unit_of_a_hundred()
    cycle = Cycle.objects.get()
    client = Client()
    client.force_login(officer(), backend="django.contrib.auth.backends.ModelBackend")
    databases.keep(NEW)
    put_earlier_years(cycle, officer(), years=YEARS, months=MONTHS)
    databases.keep(OLD)
    code = UnitPeriod.objects.as_of(today()).get(unit=unit).code
    root = f"/danh-gia/{cycle.pk}"
    pages = [
        Page(f"rating sheet of {PEOPLE}", f"{root}/don-vi/{code}/cham/", 20),
        Page(f"month's scores of {PEOPLE}", f"{root}/don-vi/{code}/diem/{JULY}/", 20),
        Page("cycle's overview", f"{root}/"),
        Page("unit in the cycle", f"{root}/don-vi/{code}/"),
    ]
    name = settings.SESSION_COOKIE_NAME
    yield f"{name}={client.cookies[name].value}", pages


def _unit_of_a_hundred() -> int:
    """The largest unit, with so many people as its head rates and monitors: others are taken out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit_id FROM evaluations_evaluation WHERE law = 'nd335-2025' "
            "GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        )
        unit = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM evaluations_organisation WHERE unit_id = %s", [unit])
        organisation = cursor.fetchone()[0]
        more = Evaluation.objects.filter(law="nd335-2025", place="employing_staff").exclude(unit=unit)
        lacking = PEOPLE - Evaluation.objects.filter(rater_unit=unit, law="nd335-2025").count()
        taken = list(more.order_by("pk").values_list("pk", "person")[: max(0, lacking)])
        Evaluation.objects.filter(pk__in=[one for one, _ in taken]).update(
            unit=unit, organisation=organisation, rater_unit=unit, monitor_unit=unit
        )
        cursor.execute(
            "UPDATE evaluations_periodscore SET unit_id = %s, monitor_unit_id = %s WHERE person_id = ANY(%s)",
            [unit, unit, [person for _, person in taken]],
        )
    return unit
