"""Telling those concerned what changed: one sentence for the person, one for each head it touches."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone

from agencies.models import UnitPeriod
from evaluations.changes import Change, Left
from evaluations.cycle_pages import seat_words
from evaluations.models import Cycle, Notice
from evaluations.resolve import Line, Resolved
from staff.enums import Group
from staff.models import Person


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence; ``unit_id`` None for the person, ``evaluation_id`` None for who just joined."""

    person_id: int
    evaluation_id: int | None
    unit_id: int | None
    text: str


def sentences(
    cycle: Cycle, resolved: Resolved, changed: Collection[Change], joined: Collection[Line],
    left: Collection[Left],
) -> Iterator[Told]:  # fmt: skip
    """What the people, their old and their new heads are told, in two queries."""
    names = _names(resolved, {one.known.unit_id for one in changed})
    for one in changed:
        yield from _of_change(one, names)
    for line in joined:
        there = names[line.unit_id]
        mine = f"Bạn được đánh giá trong kỳ {cycle.in_sentence} tại {there}: viết phiếu tự đánh giá."
        yield Told(line.person.id, None, None, mine)
        yield Told(line.person.id, None, line.rater.unit_id, f"{line.person.name} mới có tên tại {there}.")
    people = dict(
        Person.objects.filter(pk__in=[one.known.person_id for one in left]).values_list("pk", "full_name")
    )
    for gone in left:
        known, day = gone.known, f"{gone.on:%d/%m/%Y}"
        mine = f"Bạn không còn trong phạm vi kỳ {cycle.in_sentence} từ ngày {day}."
        yield Told(known.person_id, known.id, None, mine)
        yield Told(
            known.person_id, known.id, known.rater_unit_id,
            f"{people[known.person_id]} ra khỏi phạm vi kỳ từ ngày {day}, không còn trên phiếu xếp loại.",
        )  # fmt: skip


def mark_read(found, *, by) -> int:
    """Those of the notices that nobody has read are read by the user now."""
    unread = Notice.objects.filter(pk__in=found.unread().values("pk"))
    return unread.update(read_at=timezone.now(), read_by=by)


def _of_change(one: Change, names: dict[int, str]) -> Iterator[Told]:
    line, known = one.line, one.known
    if mine := " ".join(_to_person(one, names)):
        yield Told(line.person.id, known.id, None, mine)
    if one.is_moved or one.has_other_rater_unit or one.is_back:
        told = f"{line.person.name} ({names[line.unit_id]}) nay do người đứng đầu đơn vị bạn xếp loại."
        yield Told(line.person.id, known.id, line.rater.unit_id, told)
        if known.rater_unit_id != line.rater.unit_id:
            told = f"{line.person.name} nay thuộc {names[line.unit_id]}, không còn trên phiếu của bạn."
            yield Told(line.person.id, known.id, known.rater_unit_id, told)


def _to_person(one: Change, names: dict[int, str]) -> Iterator[str]:
    line = one.line
    if one.is_back:
        yield f"Bạn lại trong phạm vi kỳ, tại {names[line.unit_id]}."
    elif one.is_moved:
        yield (
            f"Bạn chuyển từ {names[one.known.unit_id]} đến {names[line.unit_id]}: "
            "phiếu tự đánh giá đã viết được giữ."
        )
    if one.has_other_place:
        title = f", {line.title}" if line.title else ""
        yield f"Bạn nay được đánh giá là {Group(line.group).label.lower()}{title}."
    if one.has_other_form:
        yield f"Phiếu nay theo mẫu {line.form} ({line.law.short}): xem lại rồi gửi lại."
    if one.has_other_rater:
        yield f"Người quyết định xếp loại nay là {seat_words(line.rater)}."
    if one.has_other_monitor and line.monitor:
        yield f"Người theo dõi, đánh giá nay là {seat_words(line.monitor)}."


def _names(resolved: Resolved, units: set[int]) -> dict[int, str]:
    """The units' names of the day, of those that are no more their last ones."""
    names = {unit.unit_id: unit.name for unit in resolved.units.values()}
    gone = units - names.keys()
    if gone:
        last = UnitPeriod.objects.filter(unit__in=gone).order_by("unit_id", "valid")
        names |= dict(last.values_list("unit_id", "name"))
    return names
