"""The worker is killed while it opens a year for everybody, opens and scores a month, and closes.

``KILLS`` moments of each, seeded: one here, fifty by ``make test-kill``. What is saved then is what was there
before or all of what comes after, and the next worker brings the job to its end.
"""

import io
import os
import random
import time

import pytest
from django.db import connection
from django.db.models import F

from accounts.models import User
from core.models import Job
from evaluations import close_cycle, open_cycle
from evaluations.models import Cycle, PeriodScore
from evaluations.scores import confirm_many
from evaluations.scores import open as open_period
from evaluations.scores.periods import period_called
from tests.scenarios.evaluating import JULY, make_cycle_to_open, rate_everybody, send_sheets
from tests.scenarios.fixtures import put_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("committed_province"),
    pytest.mark.kill,
]
KILLS = int(os.environ.get("KILLS", "1"))
SCORED_UNITS = 15  # whose sheets are confirmed: those of the whole province take too long for each kill
# What the jobs write, without ids and moments, which differ from one run to the next.
MEANING = """
SELECT md5(string_agg(line, '|' ORDER BY line)) FROM (
    SELECT 'c' || state FROM evaluations_cycle
    UNION ALL SELECT 'o' || unit_id || state FROM evaluations_organisation
    UNION ALL
    SELECT 'e' || person_id || unit_id || law || form || rater_unit_id || coalesce(rater_id, 0)
    FROM evaluations_evaluation
    UNION ALL
    SELECT 's' || person_id || unit_id || starts_on || monitor_unit_id || exact || level || steps || products
           || cardinality(stood_on)
    FROM evaluations_periodscore
) x(line)
"""
TABLES = ("cycle", "organisation", "organisationevaluation", "evaluation", "periodscore")
EVENTS = """
SELECT (SELECT count(*) FROM evaluations_evaluationevent),
       (SELECT count(*) FROM evaluations_periodscoreevent),
       (SELECT count(*) FROM evaluations_organisationevent)
"""


def asked(sql: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def meaning() -> tuple:
    """What the jobs have written, and how many events of it."""
    return *asked(MEANING), *asked(EVENTS)


def copied() -> dict[str, bytes]:
    """The rows that the jobs write, with their events."""
    names = [f"evaluations_{name}{of}" for name in TABLES for of in ("", "event")]
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            stream = io.BytesIO()
            cursor.copy_expert(f"COPY {name} TO STDOUT", stream)
            found[name] = stream.getvalue()
    return found


class Walk:
    """A step begun again and again from the same rows, with a worker that may be killed on the way."""

    def __init__(self, worker, start) -> None:
        self.worker, self.start = worker, start
        self.rows, self.before = copied(), meaning()
        began = time.monotonic()
        self.begin()
        self.finish()
        self.seconds = time.monotonic() - began
        self.after = meaning()
        assert self.after != self.before

    def begin(self) -> None:
        self.start(Cycle.objects.get())

    def finish(self) -> None:
        self.worker.wait(lambda: not Job.objects.unfinished().exists(), "the job to end")
        assert not [one.error for one in Job.objects.filter(state=Job.State.FAILED)]

    def kill_at(self, fraction: float) -> None:
        put_in(self.rows)
        self.begin()
        time.sleep(self.seconds * fraction)
        self.worker.kill()
        assert meaning() in (self.before, self.after), (
            f"killed at {fraction:.2f} it left something half-saved"
        )
        self.worker.start()
        self.finish()
        assert meaning() == self.after, "nothing is doubled and nothing is missing"


def test_a_killed_worker_leaves_no_evaluation_half_written(worker):
    officer = User.objects.get(username="chuyenvien")
    make_cycle_to_open(officer)
    moments = random.Random(335)

    def walk(start) -> None:
        found = Walk(worker, start)
        for _ in range(KILLS):
            found.kill_at(moments.random())

    walk(lambda cycle: open_cycle.start(cycle, by=officer))
    walk(lambda cycle: open_period.start(cycle, period_called(cycle, JULY), by=officer))
    send_sheets()
    above = PeriodScore.objects.exclude(unit=F("monitor_unit")).values("monitor_unit")
    lowest = PeriodScore.objects.exclude(monitor_unit__in=above).order_by("monitor_unit")
    units = list(lowest.values_list("monitor_unit", flat=True).distinct()[:SCORED_UNITS])
    walk(
        lambda cycle: confirm_many.start(
            cycle, period_called(cycle, JULY), units, by=officer, result_url="/danh-gia/"
        )
    )
    rate_everybody(Cycle.objects.get(), officer)
    walk(lambda cycle: close_cycle.start(cycle, by=officer))
    assert Cycle.objects.get().state == "closed"
