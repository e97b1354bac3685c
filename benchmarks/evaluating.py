"""Opening a year's cycle, scoring a month and closing for the whole province, and printing 1,000 forms: each
against COPY of the same rows."""

import io
import time
from collections.abc import Callable, Iterator
from functools import cache

from django.db import connection

from benchmarks import databases
from benchmarks.applying import copied_out, make_tables
from benchmarks.measure import Result, paired
from benchmarks.province import DECEMBER, carry_out, officer, waiting_job
from core.models import Job
from evaluations import close_cycle, open_cycle
from evaluations.enums import Printed, PrintFormat
from evaluations.models import Cycle, PeriodScore
from evaluations.papers import print_unit
from evaluations.scores import confirm_many
from evaluations.scores import open as open_period
from evaluations.scores.periods import period_called
from tests.scenarios.evaluating import JULY, make_cycle_to_open, rate_everybody, send_sheets

GOAL = 10
CYCLE, OPENED, SENT = "bench_cycle", "bench_cycle_opened", "bench_scores_sent"
RATED, LARGE = "bench_rated", "bench_large_unit"
FORMS = 1_000


def measure(runs: int) -> Iterator[Result]:
    make_states()
    yield _against_copy(
        "open a cycle",
        CYCLE,
        lambda cycle: open_cycle.start(cycle, by=officer()),
        ("evaluations_organisation", "evaluations_organisationevaluation", "evaluations_evaluation"),
        runs,
        GOAL,
    )
    yield _against_copy(
        "open a month",
        OPENED,
        lambda cycle: open_period.start(cycle, period_called(cycle, JULY), by=officer()),
        ("evaluations_periodscore",),
        runs,
        GOAL,
    )
    yield _against_copy("score a month", SENT, _confirm, ("evaluations_periodscore",), runs, GOAL)
    yield _against_copy(
        "close a cycle",
        RATED,
        lambda cycle: close_cycle.start(cycle, by=officer()),
        ("evaluations_organisation",),
        runs,
    )
    rows = _printed()
    yield _paired(f"print {FORMS:,} forms", LARGE, _print, rows, runs)


def _against_copy(
    name: str,
    state: str,
    start: Callable[[Cycle], Job],
    tables: tuple[str, ...],
    runs: int,
    goal: float | None = None,
) -> Result:
    """A job of the whole province against COPY of the rows and events that it writes."""
    return _paired(name, state, start, _written(state, start, tables), runs, goal)


def _paired(
    name: str,
    state: str,
    start: Callable[[Cycle], Job],
    rows: dict[str, bytes],
    runs: int,
    goal: float | None = None,
) -> Result:
    make_tables(list(rows))
    return paired(
        name,
        ours=lambda: _ours(state, start),
        floor=lambda: _floor(rows),
        runs=runs,
        goal=goal,
        rows={table: copied.count(b"\n") for table, copied in rows.items()},
    )


def _ours(state: str, start: Callable[[Cycle], Job]) -> float:
    databases.copy(state)
    start(Cycle.objects.get())
    job = waiting_job()
    began = time.perf_counter()
    carry_out(job)
    return time.perf_counter() - began


def _floor(rows: dict[str, bytes]) -> float:
    with databases.floor() as bare, bare.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(rows)}")
        bare.commit()
        databases.settle()
        began = time.perf_counter()
        for table, copied in rows.items():
            cursor.copy_expert(f"COPY {table} FROM STDIN", io.BytesIO(copied))
        bare.commit()
        return time.perf_counter() - began


def _written(state: str, start: Callable[[Cycle], Job], tables: tuple[str, ...]) -> dict[str, bytes]:
    """The rows that the job wrote and their events, as COPY gives them."""
    databases.copy(state)
    last = {table: _scalar(f"SELECT coalesce(max(pgh_id), 0) FROM {table}event") for table in tables}
    start(Cycle.objects.get())
    carry_out(waiting_job())
    queries = {}
    for table in tables:
        events = f"SELECT * FROM {table}event WHERE pgh_id > {last[table]}"
        ids = f"SELECT pgh_obj_id FROM {table}event WHERE pgh_id > {last[table]}"
        queries |= {f"{table}event": events, table: f"SELECT * FROM {table} WHERE id IN ({ids})"}
    return {table: copied for table, query in queries.items() if (copied := copied_out(query))}


def _printed() -> dict[str, bytes]:
    """What a file of 1,000 forms is made from, and the file."""
    databases.copy(LARGE)
    _print(Cycle.objects.get())
    carry_out(waiting_job())
    those = f"SELECT person_id FROM evaluations_evaluation WHERE unit_id = {_large_unit()}"
    return {
        "evaluations_evaluation": copied_out(
            f"SELECT * FROM evaluations_evaluation WHERE person_id IN ({those})"
        ),
        "evaluations_periodscore": copied_out(
            f"SELECT * FROM evaluations_periodscore WHERE person_id IN ({those})"
        ),
        "evaluations_printout": copied_out("SELECT * FROM evaluations_printout"),
    }


def _print(cycle: Cycle) -> Job:
    return print_unit.start(
        cycle=cycle, unit_id=_large_unit(), paper=Printed.FORM, format=PrintFormat.DOCX, by=officer(),
        result_url="/danh-gia/",
    )  # fmt: skip


def _large_unit() -> int:
    return _scalar("SELECT unit_id FROM evaluations_evaluation GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")


def _put_in_one_unit() -> None:
    """1,000 civil servants in one unit, as if it were so large."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE evaluations_evaluation e SET unit_id = o.unit_id, organisation_id = o.id
            FROM (SELECT * FROM evaluations_organisation ORDER BY id LIMIT 1) o
            WHERE e.id IN (
                SELECT id FROM evaluations_evaluation WHERE law = 'nd335-2025' ORDER BY id LIMIT %s)
            """,
            [FORMS],
        )
        cursor.execute(
            "DELETE FROM evaluations_evaluation e USING evaluations_organisation o "
            "WHERE o.id = (SELECT min(id) FROM evaluations_organisation) "
            "AND e.organisation_id = o.id AND law <> 'nd335-2025'"
        )


@cache
def make_states() -> None:
    """A cycle in which every unit has a head; the same opened; the sheets of July written and sent; everybody
    rated; July scored and 1,000 people in one unit."""
    databases.use(DECEMBER.applied)
    databases.copy(DECEMBER.applied)
    make_cycle_to_open(officer())
    databases.keep(CYCLE)
    open_cycle.start(Cycle.objects.get(), by=officer())
    carry_out(waiting_job())
    databases.keep(OPENED)
    open_period.start(Cycle.objects.get(), period_called(Cycle.objects.get(), JULY), by=officer())
    carry_out(waiting_job())
    send_sheets()
    databases.keep(SENT)
    _confirm(Cycle.objects.get())
    carry_out(waiting_job())
    _put_in_one_unit()
    databases.keep(LARGE)
    databases.copy(OPENED)
    rate_everybody(Cycle.objects.get(), officer())
    databases.keep(RATED)


def _confirm(cycle: Cycle) -> Job:
    units = PeriodScore.objects.order_by().values_list("monitor_unit", flat=True).distinct()
    return confirm_many.start(
        cycle, period_called(cycle, JULY), list(units), by=officer(), result_url="/danh-gia/"
    )


def _scalar(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]
