"""A unit's history: what it was called and where it belonged when, and who changed what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from accounts.models import User
from agencies.models import Unit, UnitPeriod
from core import changes
from core.dated import begins
from core.templatetags.vietnamese import moment

_WHAT = {"apply": "Áp dụng danh sách", "undo": "Hoàn tác danh sách"}
_OPERATIONS = {(False, True): "Thêm", (True, True): "Đổi", (True, False): "Xóa"}


@dataclass(frozen=True, slots=True)
class Line:
    """One field changed: the row that it belongs to, and its values in words."""

    row: str
    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """One event told to a reader: when, who, what for, and its lines."""

    when: str
    who: str
    what: str
    reason: str
    lines: tuple[Line, ...]


def periods_of(unit_id: int) -> list[UnitPeriod]:
    """The unit's periods, newest first, each with ``parent_name`` and the acts that opened and closed it."""
    parent = UnitPeriod.objects.filter(unit=OuterRef("parent"), valid__contains=OuterRef("begun"))
    return list(
        UnitPeriod.objects.filter(unit_id=unit_id)
        .annotate(begun=begins())
        .annotate(parent_name=Subquery(parent.values("name")[:1]))
        .select_related("opened_by__batch", "closed_by__batch")
        .order_by("-begun")
    )


def changes_of(unit_id: int) -> list[Told]:
    """Who changed what about the unit, newest first."""
    events = changes.events_of({Unit: "pgh_obj_id", UnitPeriod: "unit_id"}, unit_id)
    wanted = list(changes.related_ids(events))
    names = dict(_unit_names(pk for model, pk in wanted if model is Unit))
    return tell(events, names)


def tell(events: Iterable[changes.Event], names: dict) -> list[Told]:
    """Events in words; ``names`` gives the words for rows that changes point to."""
    events = list(events)
    users = dict(
        User.objects.filter(pk__in={event.user_id for event in events}).values_list("pk", "full_name")
    )
    return [
        Told(
            when=moment(event.at),
            who=users.get(event.user_id) or "hệ thống",
            what=what_words(event),
            reason=event.reason,
            lines=tuple(line for change in event.changes for line in _lines(change, names)),
        )
        for event in events
    ]


def what_words(event: changes.Event) -> str:
    if event.what in _WHAT and event.batch:
        return f"{_WHAT[event.what]}, đợt nhập số {event.batch}"
    return event.what or "Sửa dữ liệu"


def _lines(change: changes.Change, names: dict) -> Iterable[Line]:
    row = str(change.model._meta.verbose_name)
    done = _OPERATIONS[bool(change.old), bool(change.new)]
    for field in change.changed:
        old, new = (
            changes.words(field, value.get(field.column), names) for value in (change.old, change.new)
        )
        if old != new and field.name not in ("unit", "person", "opened_by", "closed_by"):
            yield Line(f"{done} {row}", str(field.verbose_name), old, new)


def _unit_names(ids: Iterable[int]):
    """The newest name of each unit."""
    found = UnitPeriod.objects.of_units(set(ids)).order_by("unit_id", F("valid").asc())
    return (((Unit, period.unit_id), period.name) for period in found)
