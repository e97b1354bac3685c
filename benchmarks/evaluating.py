"""Opening a year's cycle and scoring a month for the whole province, against COPY of the same rows."""

import io
import time
from collections.abc import Callable, Iterator
from datetime import date

from django.db import connection, transaction

from agencies.models import UnitPeriod
from benchmarks import databases
from benchmarks.applying import copied_out, make_tables
from benchmarks.measure import Result, paired
from benchmarks.province import DECEMBER, carry_out, officer, waiting_job
from core.days import since, today
from core.models import Job
from evaluations import open_cycle
from evaluations.enums import DelegationKind
from evaluations.models import Cycle, Delegation, PeriodScore
from evaluations.preflight import preflight
from evaluations.resolve import resolve
from evaluations.scores import confirm_many
from evaluations.scores import open as open_period
from evaluations.scores.periods import period_called
from staff.models import Person

GOAL = 10
CYCLE, OPENED, SENT = "bench_cycle", "bench_cycle_opened", "bench_scores_sent"
JULY = "2026-07"  # the first month in which civil servants and public employees are both scored
LINES = 5  # of work, each person's


def measure(runs: int) -> Iterator[Result]:
    _make_states()
    yield _against_copy(
        "open a cycle",
        CYCLE,
        lambda cycle: open_cycle.start(cycle, by=officer()),
        ("evaluations_organisation", "evaluations_evaluation"),
        runs,
    )
    yield _against_copy(
        "open a month",
        OPENED,
        lambda cycle: open_period.start(cycle, period_called(cycle, JULY), by=officer()),
        ("evaluations_periodscore",),
        runs,
    )
    yield _against_copy("score a month", SENT, _confirm, ("evaluations_periodscore",), runs)


def _against_copy(
    name: str, state: str, start: Callable[[Cycle], Job], tables: tuple[str, ...], runs: int
) -> Result:
    """A job of the whole province against COPY of the rows and events that it writes."""
    rows = _written(state, start, tables)
    make_tables(list(rows))
    return paired(
        name,
        ours=lambda: _ours(state, start),
        floor=lambda: _floor(rows),
        runs=runs,
        goal=GOAL,
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


def _make_states() -> None:
    """A cycle in which every unit has a head; the same opened; the sheets of July written and sent."""
    databases.use(DECEMBER.applied)
    databases.copy(DECEMBER.applied)
    _cycle_ready_to_open()
    databases.keep(CYCLE)
    open_cycle.start(Cycle.objects.get(), by=officer())
    carry_out(waiting_job())
    databases.keep(OPENED)
    open_period.start(Cycle.objects.get(), period_called(Cycle.objects.get(), JULY), by=officer())
    carry_out(waiting_job())
    _write_and_send()
    databases.keep(SENT)


def _cycle_ready_to_open() -> None:
    """The cycle of 2026; a unit without a head gets somebody in charge; one account signs for all units."""
    cycle = Cycle.objects.create(
        year=2026, name="Năm 2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        rated_on=date(2026, 12, 10), made_by=officer(),
    )  # fmt: skip
    paper = {"decision_number": "01/QĐ", "decision_on": date(2026, 1, 1), "made_by": officer()}
    valid = since(date(2026, 1, 1))
    spare = iter(Person.objects.order_by("-pk").values_list("pk", flat=True))
    units = {
        problem.unit.unit_id
        for ready in preflight(resolve(cycle, on=open_cycle.as_of(cycle)))
        for problem in ready.problems
    }
    Delegation.objects.bulk_create(
        Delegation(unit_id=unit, person_id=next(spare), kind=DelegationKind.ACTING, valid=valid, **paper)
        for unit in sorted(units)
    )
    signer = Person.objects.order_by("pk").first()
    Person.objects.filter(pk=signer.pk).update(account=officer())
    Delegation.objects.bulk_create(
        Delegation(unit_id=unit, person=signer, kind=DelegationKind.SIGNING, valid=valid, **paper)
        for unit in UnitPeriod.objects.as_of(today()).values_list("unit_id", flat=True)
    )


def _write_and_send() -> None:
    """As everybody would have typed it: five lines of work, full points, leaders' đ and e in full."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO work_workitem (person_id, unit_id, starts_on, ends_on, name, coefficient,
                assigned, done, on_time, beyond, counting, faults, delays, objective_faults,
                objective_delays, objective_cause, source, "order")
            SELECT s.person_id, s.unit_id, s.starts_on, s.ends_on,
                   'Thẩm định, tham mưu xử lý hồ sơ nhóm ' || n, 1 + n * 0.25,
                   10 + n, 10 + n, 0, 0, '', (s.id + n) %% 9 / 8, (s.id + n) %% 7 / 6, 0,
                   0, '', 'typed', n
            FROM evaluations_periodscore s CROSS JOIN generate_series(1, %s) n
            """,
            [LINES],
        )
        cursor.execute(
            """
            UPDATE evaluations_periodscore SET submitted_at = now(), own_parts = CASE law
                WHEN 'nd335-2025' THEN '{"I.1": "5", "I.2": "5", "II.1": "2.5", "II.2": "2.5", "II.3": "2",
                    "II.4": "2.5", "III.1": "2", "III.2": "2.5", "III.3": "2.5", "III.4": "2.5"}'::jsonb
                ELSE '{"I": "10", "II": "9", "III": "9"}'::jsonb END,
                "leading" = CASE WHEN is_leader THEN '{"plan_done_well": true, "unity": true}'::jsonb
                          ELSE '{}'::jsonb END
            """
        )


def _confirm(cycle: Cycle) -> Job:
    units = PeriodScore.objects.order_by().values_list("monitor_unit", flat=True).distinct()
    return confirm_many.start(
        cycle, period_called(cycle, JULY), list(units), by=officer(), result_url="/danh-gia/"
    )


def _scalar(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]
