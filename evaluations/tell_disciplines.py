"""Telling those concerned of a discipline that is put on record, changed or taken back in mid-cycle.

The person, who may read their own discipline, is told which; the head who rates is told that there is
something to look at, and reads on the sheet what the law makes of it. An event is told once, however often
this is called.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from evaluations.enums import About, OrganisationState
from evaluations.models import Cycle, Notice
from staff.service_enums import DisciplineForm

# What a rating looks at: noting in which year it counted, or a file, changes nothing for those concerned.
_UNTOLD = """
SELECT e.id, d.pgh_id, d.pgh_obj_id, d.pgh_label, p.full_name, e.rater_unit_id, d.form, d.number,
       d.decided_on,
       EXISTS (SELECT FROM evaluations_rating r WHERE r.evaluation_id = e.id)
FROM evaluations_evaluation e
JOIN evaluations_organisation o ON o.id = e.organisation_id AND o.state = %(open)s
JOIN staff_disciplineevent d ON d.person_id = e.person_id AND d.pgh_created_at > o.opened_at
JOIN staff_person p ON p.id = e.person_id
LEFT JOIN LATERAL (
    SELECT b.* FROM staff_disciplineevent b
    WHERE b.person_id = d.person_id AND b.pgh_obj_id = d.pgh_obj_id AND b.pgh_id < d.pgh_id
    ORDER BY b.pgh_id DESC LIMIT 1
) before ON true
WHERE e.cycle_id = %(cycle)s AND e.left_on IS NULL
  AND (d.decided_on BETWEEN o.starts_on AND o.ends_on OR lower(d.valid) BETWEEN o.starts_on AND o.ends_on)
  AND (d.pgh_label <> 'update'
       OR (d.side, d.form, d.number, d.decided_on, d.valid, d.in_duty, d.degradation, d.offence_id)
          IS DISTINCT FROM (before.side, before.form, before.number, before.decided_on, before.valid,
           before.in_duty, before.degradation, before.offence_id))
  AND NOT EXISTS (SELECT FROM evaluations_notice n WHERE n.evaluation_id = e.id AND n.event = d.pgh_id)
ORDER BY e.id, d.pgh_id
"""
DONE = {"insert": "được ghi vào hồ sơ", "update": "được sửa trong hồ sơ", "delete": "được rút khỏi hồ sơ"}


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a discipline that concerns an evaluation."""

    evaluation_id: int
    event: int
    discipline: int
    label: str
    name: str
    rater_unit_id: int
    form: str
    number: str
    decided_on: date
    is_rated: bool


def tell_disciplines(cycle: Cycle) -> int:
    """Write the notices that aren't written yet; how many. One question where there is nothing to tell."""
    with transaction.atomic():
        new = [notice for one in _newest(_untold(cycle)) for notice in _notices(one)]
        Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _untold(cycle: Cycle) -> list[Told]:
    with connection.cursor() as cursor:
        cursor.execute(_UNTOLD, {"cycle": cycle.pk, "open": OrganisationState.OPEN})
        return [Told(*row) for row in cursor.fetchall()]


def _newest(found: list[Told]) -> Iterator[Told]:
    """Of each discipline what it came to; nothing of one that was put down and taken back meanwhile."""
    by_discipline: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for one in found:
        by_discipline[one.evaluation_id, one.discipline].append(one)
    for events in by_discipline.values():
        first, last = events[0], events[-1]
        if not (first.label == "insert" and last.label == "delete"):
            yield last


def _notices(one: Told) -> Iterator[Notice]:
    done = DONE[one.label]
    form = DisciplineForm(one.form).label.lower()
    mine = f"Quyết định kỷ luật số {one.number} ngày {one.decided_on:%d/%m/%Y} ({form}) của bạn {done}."
    theirs = (
        f"{one.name}: kỷ luật trong kỳ {done}, sau khi đã xếp loại; xem kết quả còn đúng quy định không."
        if one.is_rated
        else f"{one.name}: kỷ luật trong kỳ {done}; xem lại căn cứ trên phiếu xếp loại trước khi ký."
    )
    for unit, text in ((None, mine), (one.rater_unit_id, theirs)):
        yield Notice(
            evaluation_id=one.evaluation_id, unit_id=unit, about=About.DISCIPLINE, text=text, event=one.event
        )
