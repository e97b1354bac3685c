"""Events of the history told to a reader: when, who, what for, and each field old → new."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from accounts.models import User
from core import changes
from core.templatetags.vietnamese import moment

_WHAT = {"apply": "Áp dụng danh sách", "undo": "Hoàn tác danh sách"}
_OPERATIONS = {(False, True): "Thêm", (True, True): "Đổi", (True, False): "Xóa"}


@dataclass(frozen=True, slots=True)
class Line:
    """What changed, and its values in words."""

    label: str
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


def tell(
    events: Iterable[changes.Event],
    names: Mapping,
    *,
    skip: Collection[str],
    labels: Mapping[str, str] = MappingProxyType({}),
    brief: Collection[str] = (),
) -> list[Told]:
    """Events in words, in one query.

    ``names`` gives the words for rows that changes point to, ``skip`` the fields that aren't told,
    ``labels`` the words for fields that have none of their own, ``brief`` the fields that aren't told of a
    row that came or went as a whole.
    """
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
            lines=tuple(
                line for change in event.changes for line in _lines(change, names, skip, labels, brief)
            ),
        )
        for event in events
    ]


def what_words(event: changes.Event) -> str:
    if event.what in _WHAT and event.batch:
        return f"{_WHAT[event.what]}, đợt nhập số {event.batch}"
    return event.what or "Sửa dữ liệu"


def _lines(
    change: changes.Change,
    names: Mapping,
    skip: Collection[str],
    labels: Mapping[str, str],
    brief: Collection[str],
) -> Iterable[Line]:
    """A line for each field of a row that changed; one line for a whole row that came or went."""
    row = f"{_OPERATIONS[bool(change.old), bool(change.new)]} {change.model._meta.verbose_name}"
    is_whole = not (change.old and change.new)
    hidden = {*skip, *brief} if is_whole else skip
    fields = [field for field in change.changed if field.name not in hidden]
    told = [
        (
            labels.get(field.name, str(field.verbose_name)),
            changes.words(field, change.old.get(field.column), names),
            changes.words(field, change.new.get(field.column), names),
        )
        for field in fields
    ]
    if not is_whole:
        yield from (Line(f"{row}: {label}", old, new) for label, old, new in told if old != new)
    elif new_words := _joined((label, new) for label, _, new in told):
        yield Line(row, None, new_words)
    elif old_words := _joined((label, old) for label, old, _ in told):
        yield Line(row, old_words, None)


def _joined(parts: Iterable[tuple[str, str | None]]) -> str:
    """Values in one line; those that say nothing by themselves with their label."""
    return " · ".join(
        f"{label}: {value}" if value in ("có", "không") else value for label, value in parts if value
    )
