"""Mid-cycle: transfers, new heads, people who come and go are resolved anew; who is rated stays as signed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import pghistory
from django.db import connection, transaction
from django.db.models import Max, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from core import jobs
from core.jobs import Run, job
from core.models import Job
from evaluations import hand_over, open_cycle
from evaluations.changes import Change, Known, Left
from evaluations.enums import CycleState, OrganisationState
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle, Evaluation, Notice, Organisation, Proposal, SelfEvaluation
from evaluations.notices import Told, sentences
from evaluations.open_cycle import as_of
from evaluations.resolve import Line, Resolved, resolve
from evaluations.stricter import spread
from evaluations.tell_on_record import tell_on_record

_KNOWN = """
SELECT e.unit_id, e.person_id, e."group", e.place, e.is_leader, e.title, e.law, e.form, e.monitor_unit_id,
       e.rater_unit_id, e.monitor_id, e.rater_id, e.id, e.left_on,
       EXISTS (SELECT FROM evaluations_rating r WHERE r.evaluation_id = e.id)
FROM evaluations_evaluation e WHERE e.cycle_id = %(cycle)s
"""
# Being signed at this moment: left alone, the next time sees what came of it.
_HELD = """
SELECT e.id FROM evaluations_evaluation e
WHERE e.id = ANY(%(ids)s) AND NOT EXISTS (SELECT FROM evaluations_rating r WHERE r.evaluation_id = e.id)
ORDER BY e.id FOR NO KEY UPDATE OF e SKIP LOCKED
"""
_LAST_DAY = """
SELECT p.person_id, max(upper(p.valid)) FROM staff_post p
WHERE p.person_id = ANY(%(people)s) AND p.is_main AND lower(p.valid) <= %(on)s AND upper(p.valid) <= %(on)s
GROUP BY 1
"""
_UPDATE = """
UPDATE evaluations_evaluation e SET organisation_id = o.id, unit_id = s.unit_id, "group" = s."group",
    place = s.place, is_leader = s.is_leader, title = s.title, law = s.law, form = s.form,
    monitor_unit_id = s.monitor_unit_id, rater_unit_id = s.rater_unit_id, monitor_id = s.monitor_id,
    rater_id = s.rater_id, left_on = NULL
FROM stage_evaluation s JOIN evaluations_organisation o ON o.unit_id = s.unit_id AND o.cycle_id = %(cycle)s
WHERE e.cycle_id = %(cycle)s AND e.person_id = s.person_id
"""


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody whose place changed and who can't follow yet, with the reason."""

    line: Line
    why: str


@dataclass(slots=True)
class Changes:
    """What differs from what the cycle holds: who changed, joined, left, and who can't follow yet."""

    changed: list[Change] = field(default_factory=list)
    joined: list[Line] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    new_units: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changed or self.joined or self.left or self.new_units)


def changes(cycle: Cycle, resolved: Resolved) -> Changes:
    """What the day's people and heads change of the cycle, in three queries."""
    known = {row[1]: Known(*row) for row in _rows(_KNOWN, cycle=cycle.pk)}
    places = {
        unit: (state, max(ends_on, rated_on) < resolved.on)
        for unit, state, ends_on, rated_on in cycle.organisations.values_list(
            "unit_id", "state", "ends_on", "rated_on"
        )
    }
    found = Changes()
    new_units: set[int] = set()
    # After the cycle's own days only those come along whose organisation has later ones.
    is_over = as_of(cycle, resolved.on) < resolved.on
    for line in resolved.lines:
        one = known.pop(line.person.id, None)
        if line.unit_id not in places and (not is_over or (one and _may_change(one, places))):
            new_units.add(line.unit_id)
        _follow(found, line, one, places)
    found.new_units = sorted(new_units)
    gone = [one for one in known.values() if not one.left_on and _may_change(one, places)]
    ended = dict(_rows(_LAST_DAY, people=[one.person_id for one in gone], on=resolved.on)) if gone else {}
    found.left = [Left(one, ended.get(one.person_id, resolved.on)) for one in gone]
    return found


def followed(cycle: Cycle, on: date | None = None) -> date:
    """The day as of which the cycle follows: as long as an open organisation of it may still be rated."""
    own = cycle.organisations.filter(state=OrganisationState.OPEN)
    return as_of(cycle, on, until=own.aggregate(last=Max(Greatest("ends_on", "rated_on")))["last"])


def start(cycle: Cycle, *, by) -> Job:
    """Resolve the cycle anew, now. Raises EvaluationRefused unless it is open."""
    if cycle.state != CycleState.OPEN:
        raise EvaluationRefused("Kỳ đánh giá không mở nên không xác định lại.", code="not_open")
    return jobs.enqueue(
        "evaluations.resolve",
        subject=f"cycle:{cycle.pk}",
        title=f"Xác định lại người đánh giá: {cycle}"[:200],
        by=by,
        result_url=f"/danh-gia/{cycle.pk}/xac-dinh-lai/",
        cycle=cycle.pk,
    )


@job("evaluations.resolve")
def resolve_anew(run: Run) -> None:
    cycle = Cycle.objects.get(pk=run.job.params["cycle"])
    run.progress("Xác định lại người đánh giá, thẩm quyền", 0, 2)
    with run.commit():
        run.progress("Ghi thay đổi và báo người liên quan", 1, 2)
        follow(cycle, on=followed(cycle), by=run.job.created_by)


def keep_up(on: date | None = None) -> None:
    """Resolve every open cycle anew where something changed; safe to be called by any number of beats."""
    for cycle in Cycle.objects.filter(state=CycleState.OPEN):
        day = followed(cycle, on)
        if changes(cycle, resolve(cycle, on=day)):
            with transaction.atomic():
                follow(cycle, on=day, by=None)
        tell_on_record(cycle)


def follow(cycle: Cycle, *, on: date, by) -> Changes:
    """Write what changed and tell those concerned, within a transaction. Returns what was written."""
    with pghistory.context(user=by.pk if by else None, what="Xác định lại người đánh giá"):
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if cycle.state != CycleState.OPEN:
            return Changes()
        list(cycle.organisations.select_for_update().order_by("pk").values_list("pk", flat=True))
        resolved = resolve(cycle, on=on)
        found = changes(cycle, resolved)
        ids = [one.known.id for one in [*found.changed, *found.left]]
        free = {row[0] for row in _rows(_HELD, ids=ids)} if ids else set()
        found.changed = [one for one in found.changed if one.known.id in free]
        found.left = [one for one in found.left if one.known.id in free]
        _write(cycle, found)
        _tell(cycle, resolved, found)
        spread(cycle, on=on)
        hand_over.ask(cycle, on=on)
    return found


def _follow(found: Changes, line: Line, known: Known | None, places: dict[int, tuple[str, bool]]) -> None:
    state, is_over = places.get(line.unit_id, (OrganisationState.WAITING, False))
    if known and not _may_change(known, places):
        return
    if known and not known.left_on and not line.problems and known.values == open_cycle.values_of(line):
        return
    if line.problems:
        if known:
            found.held.append(Held(line, "chưa rõ ai đánh giá tại đơn vị: xem trang của kỳ"))
    elif is_over:
        return
    elif state == OrganisationState.OPEN:
        if known:
            found.changed.append(Change(known, line))
        else:
            found.joined.append(line)
    elif state == OrganisationState.CLOSED or known:
        why = "đã đóng kỳ: mở lại nếu cần" if state == OrganisationState.CLOSED else "chưa mở kỳ"
        found.held.append(Held(line, f"đơn vị {why}"))


def _may_change(known: Known, places: dict[int, tuple[str, bool]]) -> bool:
    """Not rated, in an organisation that is open and whose own days aren't over."""
    state, is_over = places[known.unit_id]
    return not known.is_rated and state == OrganisationState.OPEN and not is_over


def _write(cycle: Cycle, found: Changes) -> None:
    if found.new_units:
        Organisation.objects.bulk_create(
            Organisation(
                cycle=cycle, unit_id=unit, starts_on=cycle.starts_on, ends_on=cycle.ends_on,
                rated_on=cycle.rated_on,
            )
            for unit in found.new_units
        )  # fmt: skip
    if found.changed:
        with open_cycle.staged(one.line for one in found.changed) as cursor:
            cursor.execute(_UPDATE, {"cycle": cycle.pk})
    if found.joined:
        open_cycle.insert(cycle, found.joined)
    by_day: dict[date, list[int]] = {}
    for one in found.left:
        by_day.setdefault(one.on, []).append(one.known.id)
    for day, ids in by_day.items():
        Evaluation.objects.filter(pk__in=ids).update(left_on=day)
    # What the old head proposed stands in the history; the new one hasn't said anything yet.
    elsewhere = [one.known.id for one in found.changed if one.is_moved or one.has_other_rater_unit]
    Proposal.objects.filter(evaluation__in=elsewhere).delete()
    _return_forms([one.known.id for one in found.changed if one.has_other_form])


def _return_forms(ids: list[int]) -> None:
    SelfEvaluation.objects.filter(Q(submitted_at__isnull=False), evaluation__in=ids).update(
        submitted_at=None,
        returned_at=timezone.now(),
        returned_reason="Nhóm hoặc chức vụ đã đổi nên mẫu phiếu đổi: xem lại rồi gửi lại.",
    )


def _tell(cycle: Cycle, resolved: Resolved, found: Changes) -> None:
    told: Iterable[Told] = sentences(cycle, resolved, found.changed, found.joined, found.left)
    pks = dict(
        Evaluation.objects.filter(
            cycle=cycle, person__in=[line.person.id for line in found.joined]
        ).values_list("person_id", "pk")
    )
    Notice.objects.bulk_create(
        Notice(evaluation_id=one.evaluation_id or pks[one.person_id], unit_id=one.unit_id, text=one.text)
        for one in told
    )


def _rows(sql: str, **arguments) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchall()
