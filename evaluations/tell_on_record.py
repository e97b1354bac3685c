"""Telling those concerned of a discipline or a conclusion that is put on record, changed or taken back in
mid-cycle.

The person, who may read their own, is told which; the head who rates is told that there is something to look
at, and reads on the sheet what the law makes of it. An event is told once, however often this is called.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import TextChoices

from evaluations.enums import About, OrganisationState
from evaluations.models import Cycle, Notice
from imports.clock import event_table
from staff.service_enums import ConclusionKind, DisciplineForm
from staff.service_models import Conclusion, Discipline

_UNTOLD = """
SELECT e.id, d.pgh_id, d.pgh_obj_id, d.pgh_label, p.full_name, e.rater_unit_id, d.{kind}, d.number,
       d.decided_on,
       EXISTS (SELECT FROM evaluations_rating r WHERE r.evaluation_id = e.id)
FROM evaluations_evaluation e
JOIN evaluations_organisation o ON o.id = e.organisation_id AND o.state = %(open)s
JOIN {events} d ON d.person_id = e.person_id AND d.pgh_created_at > o.opened_at
JOIN staff_person p ON p.id = e.person_id
LEFT JOIN LATERAL (
    SELECT b.* FROM {events} b
    WHERE b.person_id = d.person_id AND b.pgh_obj_id = d.pgh_obj_id AND b.pgh_id < d.pgh_id
    ORDER BY b.pgh_id DESC LIMIT 1
) before ON true
WHERE e.cycle_id = %(cycle)s AND e.left_on IS NULL
  AND (d.decided_on BETWEEN o.starts_on AND o.ends_on OR lower(d.valid) BETWEEN o.starts_on AND o.ends_on)
  AND (d.pgh_label <> 'update' OR ({now}) IS DISTINCT FROM ({before}))
  AND NOT EXISTS (
    SELECT FROM evaluations_notice n
    WHERE n.evaluation_id = e.id AND n.about = %(about)s AND n.event = d.pgh_id)
ORDER BY e.id, d.pgh_id
"""
DONE = {"insert": "được ghi vào hồ sơ", "update": "được sửa trong hồ sơ", "delete": "được rút khỏi hồ sơ"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What is told of one kind of record. ``looked_at`` is what a rating looks at: noting in which year a
    discipline counted, or a file, changes nothing for those concerned.
    """

    about: About
    events: str
    kind: str
    kinds: type[TextChoices]
    looked_at: tuple[str, ...]
    mine: str
    theirs: str

    @property
    def untold(self) -> str:
        now, before = (", ".join(f"{of}.{one}" for one in self.looked_at) for of in ("d", "before"))
        return _UNTOLD.format(kind=self.kind, events=self.events, now=now, before=before)


KINDS = (
    Kind(
        About.DISCIPLINE, event_table(Discipline), "form", DisciplineForm,
        ("side", "form", "number", "decided_on", "valid", "in_duty", "degradation", "offence_id"),
        "Quyết định kỷ luật số {number} ngày {day} ({which}) của bạn", "kỷ luật",
    ),
    Kind(
        About.CONCLUSION, event_table(Conclusion), "kind", ConclusionKind,
        ("kind", "number", "decided_on", "text"),
        "Kết luận số {number} ngày {day} ({which}) về bạn", "kết luận của cấp có thẩm quyền",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a record that concerns an evaluation."""

    evaluation_id: int
    event: int
    record: int
    label: str
    name: str
    rater_unit_id: int
    kind: str
    number: str
    decided_on: date
    is_rated: bool


def tell_on_record(cycle: Cycle) -> int:
    """Write the notices that aren't written yet; how many. Two questions where there is nothing to tell."""
    with transaction.atomic():
        new = [
            notice
            for kind in KINDS
            for one in _newest(_untold(cycle, kind))
            for notice in _notices(one, kind)
        ]
        Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _untold(cycle: Cycle, kind: Kind) -> list[Told]:
    asked: dict[str, Any] = {"cycle": cycle.pk, "open": OrganisationState.OPEN, "about": kind.about}
    with connection.cursor() as cursor:
        cursor.execute(kind.untold, asked)
        return [Told(*row) for row in cursor.fetchall()]


def _newest(found: list[Told]) -> Iterator[Told]:
    """Of each record what it came to; nothing of one that was put down and taken back meanwhile."""
    by_record: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for one in found:
        by_record[one.evaluation_id, one.record].append(one)
    for events in by_record.values():
        first, last = events[0], events[-1]
        if not (first.label == "insert" and last.label == "delete"):
            yield last


def _notices(one: Told, kind: Kind) -> Iterator[Notice]:
    done = DONE[one.label]
    which = str(kind.kinds(one.kind).label).lower()
    mine = kind.mine.format(number=one.number, day=f"{one.decided_on:%d/%m/%Y}", which=which)
    to_do = (
        ", sau khi đã xếp loại; xem kết quả còn đúng quy định không."
        if one.is_rated
        else "; xem lại căn cứ trên phiếu xếp loại trước khi ký."
    )
    theirs = f"{one.name}: {kind.theirs} trong kỳ {done}{to_do}"
    for unit, text in ((None, f"{mine} {done}."), (one.rater_unit_id, theirs)):
        yield Notice(
            evaluation_id=one.evaluation_id, unit_id=unit, about=kind.about, text=text, event=one.event
        )
