"""What was done with an account and its roles: who, when, what."""

from collections.abc import Iterable, Iterator

from accounts.models import User
from agencies.enums import Role
from agencies.models import Grant, Unit, UnitPeriod
from agencies.told import Line, Told, tell
from core import changes

EVERYWHERE = "toàn tỉnh"
_SHOWN = {"is_active": "đang dùng", "full_name": "họ và tên", "username": "tên đăng nhập"}


def history_of(account: User) -> list[Told]:
    """The account's events and those of its grants, newest first."""
    events = changes.events_of({User: "pgh_obj_id", Grant: "user_id"}, account.pk)
    ids = {pk for model, pk in changes.related_ids(events) if model is Unit}
    units = dict(UnitPeriod.objects.of_units(ids).order_by("unit_id", "valid").values_list("unit_id", "name"))
    told = zip(tell(events, {}, skip=()), events, strict=True)
    return [
        Told(one.when, one.who, one.what, one.reason, tuple(_lines(event.changes, units)))
        for one, event in told
    ]


def _lines(found: Iterable[changes.Change], units: dict[int, str]) -> Iterator[Line]:
    for change in found:
        if change.model is Grant:
            yield _grant_line(change, units)
        elif change.old:
            yield from _account_lines(change)


def _grant_line(change: changes.Change, units: dict[int, str]) -> Line:
    row = change.new or change.old
    place = units.get(row["unit_id"], f"đơn vị số {row['unit_id']}") if row["unit_id"] else EVERYWHERE
    valid = Grant._meta.get_field("valid")
    old, new = (changes.words(valid, side.get("valid"), {}) for side in (change.old, change.new))
    return Line(f"{Role(row['role']).label}, {place}", old, new)


def _account_lines(change: changes.Change) -> Iterator[Line]:
    for field in change.changed:
        if field.name in _SHOWN:
            old, new = (changes.words(field, side.get(field.column), {}) for side in (change.old, change.new))
            yield Line(f"Tài khoản: {_SHOWN[field.name]}", old, new)
