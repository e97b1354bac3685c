"""Opening a month or quarter for scoring: one sheet a person and post, set-based; safe to run again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pghistory
from django.db import connection

from core import jobs
from core.copying import copy_in
from core.jobs import Run, job
from core.models import Job
from evaluations.enums import CycleState, OrganisationState, Place
from evaluations.errors import EvaluationRefused
from evaluations.law.choose import law_on
from evaluations.models import Cycle
from evaluations.resolve import seat_of
from evaluations.scores.periods import Period, period_called, periods_of, scores_months
from evaluations.seats import is_division, place_of, seats_of, units_of
from evaluations.stricter import spread

_POSTS = """
SELECT post.person_id, post.unit_id, post."group", coalesce(t.name, ''), coalesce(t.leader_kind, 'none'),
       coalesce(t.heads_commune, false), greatest(lower(post.valid), %(first)s),
       least(coalesce(upper(post.valid) - 1, %(last)s), %(last)s)
FROM staff_post post
JOIN evaluations_organisation o ON o.unit_id = post.unit_id AND o.cycle_id = %(cycle)s AND o.state = %(open)s
LEFT JOIN staff_title t ON t.id = post.title_id
WHERE post.is_main AND post.valid && daterange(%(first)s, %(last)s, '[]')
ORDER BY post.person_id, lower(post.valid)
"""
_STAGE = """
CREATE TEMP TABLE stage_score (
    person_id bigint, unit_id bigint, starts_on date, ends_on date, "group" text, place text,
    is_leader boolean, title text, law text, monitor_unit_id bigint, nth int
)
"""
# A sheet is known again by person, unit and its place among the person's sheets in that unit.
_THERE = """
WITH there AS (
    SELECT s.id, s.person_id, s.unit_id,
           row_number() OVER (PARTITION BY s.person_id, s.unit_id ORDER BY s.starts_on) AS nth
    FROM evaluations_periodscore s
    WHERE s.cycle_id = %(cycle)s AND s.period_on = %(first)s AND s.version = 1
)
"""
_GONE = f"""
{_THERE}
DELETE FROM evaluations_periodscore s USING there
WHERE there.id = s.id AND s.confirmed_at IS NULL AND s.submitted_at IS NULL AND s.own_parts = '{{}}'
  AND s.returned_at IS NULL
  AND NOT EXISTS (SELECT FROM evaluations_onbehalf b WHERE b.score_id = s.id)
  AND s.unit_id IN (
    SELECT o.unit_id FROM evaluations_organisation o WHERE o.cycle_id = %(cycle)s AND o.state = %(open)s)
  AND NOT EXISTS (
    SELECT FROM stage_score n
    WHERE n.person_id = there.person_id AND n.unit_id = there.unit_id AND n.nth = there.nth)
"""
_COLUMNS = 'starts_on, ends_on, "group", place, is_leader, title, law, monitor_unit_id'
_MENDED = f"""
{_THERE}
UPDATE evaluations_periodscore s SET ({_COLUMNS})
     = ROW (n.starts_on, n.ends_on, n."group", n.place, n.is_leader, n.title, n.law, n.monitor_unit_id)
FROM there JOIN stage_score n USING (person_id, unit_id, nth)
WHERE there.id = s.id AND s.confirmed_at IS NULL
  AND (s.starts_on, s.ends_on, s."group", s.place, s.is_leader, s.title, s.law, s.monitor_unit_id)
      IS DISTINCT FROM
      (n.starts_on, n.ends_on, n."group", n.place, n.is_leader, n.title, n.law, n.monitor_unit_id)
"""
_NEW = f"""
{_THERE}
INSERT INTO evaluations_periodscore (cycle_id, period_on, person_id, unit_id, {_COLUMNS}, version,
    replaced_for, own_parts, strengths, weaknesses, returned_reason, parts, "leading", remarks, exact, level,
    steps, products, stood_on, is_provisional)
SELECT %(cycle)s, %(first)s, n.person_id, n.unit_id, n.starts_on, n.ends_on, n."group", n.place,
       n.is_leader, n.title, n.law, n.monitor_unit_id, 1,
       '', '{{}}', '', '', '', '{{}}', '{{}}', '', '', '',
       '[]', '[]', '{{}}', false
FROM stage_score n
WHERE NOT EXISTS (
    SELECT FROM there WHERE there.person_id = n.person_id AND there.unit_id = n.unit_id AND there.nth = n.nth)
ON CONFLICT DO NOTHING
"""
KIND = "evaluations.open_period"


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one person in one post within the period."""

    person_id: int
    unit_id: int
    group: str
    title: str
    place: Place
    is_leader: bool
    first: date
    last: date


def start(cycle: Cycle, period: Period, *, by) -> Job:
    """Open the period, or bring it up to date after transfers. Raises EvaluationRefused."""
    if cycle.state != CycleState.OPEN:
        raise EvaluationRefused("Kỳ đánh giá chưa mở, hoặc đã đóng.", code="not_open")
    return jobs.enqueue(
        KIND,
        subject=f"cycle:{cycle.pk}:{period.slug}",
        title=f"Mở phiếu theo dõi {period.name}",
        by=by,
        result_url=f"/danh-gia/{cycle.pk}/diem/",
        cycle=cycle.pk,
        period=period.slug,
    )


def open_due(*, today: date) -> int:
    """Start every period of an open cycle that has begun and has no sheet yet; the number of jobs."""
    started = 0
    for cycle in Cycle.objects.filter(state=CycleState.OPEN):
        opened = set(cycle.scores.order_by().values_list("period_on", flat=True).distinct())
        for period in periods_of(cycle):
            if period.first <= today <= cycle.ends_on and period.first not in opened:
                start(cycle, period, by=cycle.made_by)
                started += 1
    return started


@job(KIND)
def open_period(run: Run) -> None:
    """Write the sheets of everybody whose law scores them by month or quarter."""
    cycle = Cycle.objects.get(pk=run.job.params["cycle"])
    period = period_called(cycle, run.job.params["period"])
    run.progress("Xác định người theo dõi, đánh giá", 0, 2)
    found = spans(cycle, period)
    run.progress("Lập phiếu cho từng người", 1, 2)
    with run.commit():
        write(cycle, period, found, by=run.job.created_by)


def write(cycle: Cycle, period: Period, found: Iterable[Span], *, by) -> None:
    """The sheets of the period as these spans of posts say, within a transaction: new ones, those that are
    not confirmed brought up to date, and untouched ones of posts that are gone taken away."""
    what = f"Mở phiếu theo dõi {period.name}"
    args: dict[str, Any] = {"cycle": cycle.pk, "first": period.first, "open": OrganisationState.OPEN}
    with pghistory.context(user=by.pk if by else None, what=what), connection.cursor() as cursor:
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        cursor.execute(_STAGE)
        copy_in(cursor, "stage_score", _rows(found))
        for statement in (_GONE, _MENDED, _NEW):
            cursor.execute(statement, args)
        cursor.execute("DROP TABLE stage_score")
        spread(cycle, on=period.last)


def spans(cycle: Cycle, period: Period) -> list[Span]:
    """Everybody's days by post in the units that are open; a change of title alone doesn't cut them."""
    with connection.cursor() as cursor:
        cursor.execute(
            _POSTS,
            {
                "cycle": cycle.pk,
                "open": OrganisationState.OPEN,
                "first": period.first,
                "last": period.last,
            },
        )
        rows = cursor.fetchall()
    found: list[Span] = []
    units = units_of(period.last)
    for person, unit, group, title, kind, heads_commune, first, last in rows:
        place, is_leader = place_of(kind, heads_commune, in_division=is_division(unit, units))
        new = Span(person, unit, group, title, place, is_leader, first, last)
        before = found[-1] if found else None
        if before and replace(before, title=title, first=first, last=last) == new:
            found[-1] = replace(new, first=before.first)
        else:
            found.append(new)
    return found


def _rows(found: Iterable[Span]) -> Iterator[tuple]:
    """Rows of ``stage_score``, of those whose law has scores and whose monitor is known."""
    trees: dict[date, tuple] = {}
    seen: dict[tuple[int, int], int] = {}
    for span in found:
        law = law_on(span.group, span.last)
        if law is None or not scores_months(law.code):
            continue
        if span.last not in trees:
            units = units_of(span.last)
            trees[span.last] = (units, seats_of(units, span.last))
        seat = seat_of("monitor", span.group, span.place, span.last, span.unit_id, *trees[span.last])
        if seat is None:
            continue
        nth = seen[span.person_id, span.unit_id] = seen.get((span.person_id, span.unit_id), 0) + 1
        yield (
            span.person_id, span.unit_id, span.first, span.last, span.group, span.place.value, span.is_leader,
            span.title, law.code, seat.unit_id, nth,
        )  # fmt: skip
