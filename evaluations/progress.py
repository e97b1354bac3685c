"""How far a cycle is: for everybody not rated in an open organisation, what is missing first."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import connection

from evaluations.enums import OrganisationState, Step
from evaluations.law.check import check
from evaluations.models import Cycle
from evaluations.steps_done import HOLDS

# The steps that leave a record; the head's remarks stand in the proposal, the notice in the decision.
RECORDED = (Step.SELF_EVALUATION, Step.MEETING, Step.PARTY_OPINION, Step.SYNTHESIS, Step.DECISION)

_UNRATED = f"""
FROM evaluations_evaluation e
JOIN evaluations_organisation o ON o.id = e.organisation_id AND o.state = %(open)s
JOIN staff_person p ON p.id = e.person_id
LEFT JOIN evaluations_selfevaluation s ON s.evaluation_id = e.id
LEFT JOIN LATERAL (
    SELECT array_agg(r.step ORDER BY r.step) FROM evaluations_steprecord r
    WHERE r.organisation_id = e.organisation_id AND {HOLDS}
) done(steps) ON true
WHERE e.cycle_id = %(cycle)s AND e.left_on IS NULL
  AND NOT EXISTS (SELECT FROM evaluations_rating g WHERE g.evaluation_id = e.id)
  AND (%(units)s::bigint[] IS NULL OR e.unit_id = ANY(%(units)s))
"""
# A reason of absence at the day of rating stands in for the form (it is put down only where the law says so).
_STATE = """e.law, e."group", e.place, s.submitted_at IS NOT NULL OR EXISTS (
    SELECT FROM evaluations_absence a WHERE a.evaluation_id = e.id
    AND o.rated_on BETWEEN a.starts_on AND coalesce(a.ends_on, 'infinity')), coalesce(done.steps, '{}')"""
_COUNTED = f"SELECT e.unit_id, e.rater_unit_id, {_STATE}, count(*) {_UNRATED} GROUP BY 1, 2, 3, 4, 5, 6, 7"
_EACH = f"SELECT e.id, {_STATE} {_UNRATED} ORDER BY e.id"


@dataclass(frozen=True, slots=True)
class Behind:
    """So many people of a unit, whom the same head rates, lack this step first."""

    unit_id: int
    rater_unit_id: int
    step: Step
    n: int


def behind(cycle: Cycle, unit_ids: Collection[int] | None = None) -> list[Behind]:
    """Per unit and step the people who aren't rated yet, in one query; None for all units."""
    counted: Counter[tuple[int, int, Step]] = Counter()
    for unit_id, rater_unit, law, group, place, is_sent, steps, n in _rows(_COUNTED, cycle, unit_ids):
        counted[unit_id, rater_unit, _first(cycle, law, group, place, is_sent, steps)] += n
    order = list(Step)
    keys = sorted(counted, key=lambda key: (key[0], order.index(key[2]), key[1]))
    return [Behind(*key, counted[key]) for key in keys]


def steps_missing(cycle: Cycle, unit_ids: Collection[int] | None = None) -> dict[int, Step]:
    """{evaluation's id: the first step missing} of everybody who isn't rated yet, in one query."""
    return {
        pk: _first(cycle, law, group, place, is_sent, steps)
        for pk, law, group, place, is_sent, steps in _rows(_EACH, cycle, unit_ids)
    }


@cache
def chain(law: str, group: str, place: str, year: int) -> tuple[Step, ...]:
    """The steps that this law asks for, in its order, of those that leave a record."""
    facts = {"subject": "cycle", "law": law, "group": group, "year": year, "ratee": {"place": place}}
    said = check(facts, on=date(year, 12, 31))
    known = [Step(step) for step in said["steps"] if step in RECORDED]
    return tuple(known) or (Step.DECISION,)


def _first(cycle: Cycle, law: str, group: str, place: str, is_sent: bool, steps: list[str]) -> Step:
    done = set(steps) | ({Step.SELF_EVALUATION} if is_sent else set())
    return next((step for step in chain(law, group, place, cycle.year) if step not in done), Step.DECISION)


def _rows(sql: str, cycle: Cycle, unit_ids: Collection[int] | None) -> Iterator[tuple]:
    units = None if unit_ids is None else list(unit_ids)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"cycle": cycle.pk, "units": units, "open": OrganisationState.OPEN})
        yield from cursor.fetchall()
