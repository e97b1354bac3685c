"""Opening a cycle organisation by organisation: who is ready opens, who isn't waits; safe to run again."""

import contextlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

import pghistory
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from core import jobs
from core.copying import copy_in
from core.days import today
from core.jobs import Run, job
from core.models import Job
from evaluations import hand_over
from evaluations.enums import CycleState, OrganisationState
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle
from evaluations.organisations import write_organisations
from evaluations.preflight import Ready, preflight
from evaluations.resolve import Line, resolve
from evaluations.seats import units_of
from evaluations.stricter import spread

_ORGANISATIONS = """evaluations_organisation (cycle_id, unit_id, starts_on, ends_on, rated_on, state,
    opened_at, opened_by_id, special_decision, days_reason, reopened_reason)"""
_STAGE = """
CREATE TEMP TABLE stage_evaluation (
    unit_id bigint, person_id bigint, "group" text, place text, is_leader boolean, title text, law text,
    form text, monitor_unit_id bigint, rater_unit_id bigint, monitor_id bigint, rater_id bigint
)
"""
_INSERT = """
INSERT INTO evaluations_evaluation (organisation_id, cycle_id, person_id, unit_id, "group", place, is_leader,
    title, law, form, monitor_unit_id, rater_unit_id, monitor_id, rater_id)
SELECT o.id, o.cycle_id, s.person_id, s.unit_id, s."group", s.place, s.is_leader, s.title, s.law, s.form,
       s.monitor_unit_id, s.rater_unit_id, s.monitor_id, s.rater_id
FROM stage_evaluation s
JOIN evaluations_organisation o ON o.unit_id = s.unit_id AND o.cycle_id = %(cycle)s
ON CONFLICT (cycle_id, person_id) DO NOTHING
"""


def as_of(cycle: Cycle, on: date | None = None, *, until: date | None = None) -> date:
    """The day as of which it is resolved who evaluates whom: today, but not before the period, and not after
    its last day or that of the rating, whichever is later: where somebody is on the rating day, there they
    are rated (Điều 19.1 NĐ 335/2025). ``until``: the last day of an organisation with days of its own."""
    last = max(cycle.ends_on, cycle.rated_on, until or cycle.ends_on)
    return min(max(on or today(), cycle.starts_on), last)


def start(cycle: Cycle, *, by) -> Job:
    """Open the cycle for every organisation that is ready. Raises EvaluationRefused for a closed one."""
    if cycle.state == CycleState.CLOSED:
        raise EvaluationRefused("Kỳ đánh giá đã đóng nên không mở thêm được.", code="closed")
    return jobs.enqueue(
        "evaluations.open",
        subject=f"cycle:{cycle.pk}",
        title=f"Mở kỳ đánh giá: {cycle}"[:200],
        by=by,
        result_url=f"/danh-gia/{cycle.pk}/",
        cycle=cycle.pk,
    )


@job("evaluations.open")
def open_ready(run: Run) -> None:
    """Write organisations and evaluations; those that are open already stay as they are."""
    cycle = Cycle.objects.get(pk=run.job.params["cycle"])
    run.progress("Xác định người đánh giá, thẩm quyền", 0, 3)
    found = preflight(resolve(cycle, on=as_of(cycle)))
    run.progress("Lập phiếu cho từng người", 1, 3)
    by = run.job.created_by
    with run.commit():
        write(cycle, found, by=by)


def write(cycle: Cycle, found: Iterable[Ready], *, by) -> None:
    """The organisations of the cycle, and the evaluations of those that open now, within a transaction."""
    with pghistory.context(user=by.pk if by else None, what="open_cycle"):
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        _write(cycle, list(found), by)
        cycle.state = CycleState.OPEN
        cycle.save(update_fields=["state"])
        hand_over.ask(cycle, on=as_of(cycle))


def _write(cycle: Cycle, found: list[Ready], by) -> None:
    known = dict(cycle.organisations.values_list("unit_id", "state"))
    now = timezone.now()
    new = [ready for ready in found if ready.unit.unit_id not in known]
    with connection.cursor() as cursor:
        copy_in(cursor, _ORGANISATIONS, [_organisation(cycle, ready, now, by) for ready in new])
    opening = [
        ready
        for ready in found
        if ready.is_ready and known.get(ready.unit.unit_id) in (None, OrganisationState.WAITING)
    ]
    waited = [ready.unit.unit_id for ready in opening if ready.unit.unit_id in known]
    cycle.organisations.filter(unit__in=waited).update(
        state=OrganisationState.OPEN, opened_at=now, opened_by=by
    )
    insert(cycle, [line for ready in opening for line in ready.lines])
    spread(cycle, on=as_of(cycle))
    # An organisation that is new after the period has nothing in it to be rated.
    write_organisations(cycle, units_of(min(as_of(cycle), cycle.ends_on)))


def _organisation(cycle: Cycle, ready: Ready, now: datetime, by) -> tuple:
    """The unit's row in the cycle, in the order of ``_ORGANISATIONS``: open where it is ready."""
    days = (cycle.starts_on, cycle.ends_on, cycle.rated_on)
    said = (
        (OrganisationState.OPEN, now, by and by.pk)
        if ready.is_ready
        else (OrganisationState.WAITING, None, None)
    )
    return (cycle.pk, ready.unit.unit_id, *days, *said, "", "", "")


def insert(cycle: Cycle, lines: Collection[Line]) -> None:
    """An evaluation for each of the lines; who has one keeps it."""
    with staged(lines) as cursor:
        cursor.execute(_INSERT, {"cycle": cycle.pk})


@contextlib.contextmanager
def staged(lines: Iterable[Line]) -> Iterator[CursorWrapper]:
    """The lines as rows of ``stage_evaluation``, for statements that write them."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        copy_in(cursor, "stage_evaluation", map(values_of, lines))
        yield cursor
        cursor.execute("DROP TABLE stage_evaluation")


def values_of(line: Line) -> tuple:
    """What an evaluation keeps of the line, in the order of the staged columns."""
    return (
        line.unit_id, line.person.id, line.group, line.place, line.is_leader, line.title,
        line.law.code, line.form,
        line.monitor.unit_id if line.monitor else None, line.rater.unit_id,
        line.monitor.head.id if line.monitor and line.monitor.head else None,
        line.rater.head.id if line.rater.head else None,
    )  # fmt: skip
