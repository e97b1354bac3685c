"""Closing and opening one person's dated facts: what every single change shares.

A change takes effect on a day, stands on a decision, and leaves one act. It is refused where a later fact
exists, so that time is only ever written on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import pghistory
from django.db import transaction

from accounts.models import User
from agencies.enums import Cause
from agencies.models import Act, UnitPeriod
from core.days import since
from core.templatetags.vietnamese import day
from imports import clock
from staff.errors import StaffRefused
from staff.models import Fact, Person

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Ground:
    """The decision behind a change, and the first day on which it holds."""

    effective_on: date
    decision_number: str = ""
    decision_on: date | None = None
    note: str = ""


@contextmanager
def changing(person: Person, *, what: str, by: User, reason: str = "") -> Iterator[None]:
    """One transaction in which no batch is applied and nobody else changes the person."""
    context = {"what": what, "user": by.pk} | ({"reason": reason} if reason else {})
    with transaction.atomic(), pghistory.context(**context):
        clock.shared()
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        yield


def ground_words(ground: Ground | Act) -> str:
    """The decision behind a change, and its note: why it was made."""
    parts = []
    if ground.decision_number:
        signed = f" ngày {day(ground.decision_on)}" if ground.decision_on else ""
        parts.append(f"Quyết định số {ground.decision_number}{signed}")
    return " · ".join([*parts, ground.note] if ground.note else parts)


def make_act(ground: Ground, *, cause: Cause, by: User, reason: str = "") -> Act:
    return Act.objects.create(
        cause=cause,
        reason=reason,
        note=ground.note,
        decision_number=ground.decision_number,
        decision_on=ground.decision_on,
        effective_on=ground.effective_on,
        made_by=by,
    )


def in_force(facts: list[F], on: date, *, what: str) -> F | None:
    """The fact that a change on the day would close; None where none holds.

    Raises StaffRefused (``too_early``, ``ends_later``) where a fact begins on the day or later, or where
    the one in force already has an end.
    """
    newest = max(facts, key=lambda fact: fact.begins_on, default=None)
    if newest is None:
        return None
    if newest.begins_on >= on:
        raise StaffRefused(
            f"{what} gần nhất bắt đầu từ ngày {newest.begins_on:%d/%m/%Y}. "
            "Ngày có hiệu lực phải sau ngày đó; nếu dữ kiện ấy sai, hãy hoàn tác nó trước.",
            code="too_early",
            field="effective_on",
        )
    if newest.ends_on is None:
        return newest
    if newest.ends_on > on:
        raise StaffRefused(
            f"{what} này đã có ngày kết thúc là {newest.ends_on:%d/%m/%Y}. "
            "Hãy hoàn tác việc kết thúc đó trước.",
            code="ends_later",
            field="effective_on",
        )
    return None


def main_post_in_force(person: Person, on: date):
    """The main post that a change on the day would close. Raises StaffRefused (``no_post`` too)."""
    post = in_force(list(person.posts.main().order_by("pk")), on, what="Vị trí công tác")
    if post is None:
        raise StaffRefused(
            f"Ngày {on:%d/%m/%Y} {person.full_name} không có vị trí công tác nào. "
            "Kiểm tra lại ngày có hiệu lực.",
            code="no_post",
            field="effective_on",
        )
    return post


def close(fact: Fact, act: Act) -> None:
    """End the fact on the act's day."""
    fact.valid, fact.closed_by = since(fact.begins_on, act.effective_on), act
    fact.save(update_fields=["valid", "closed_by"])


def unit_on(unit_id: int, on: date) -> UnitPeriod:
    """The unit as it is called on the day. Raises StaffRefused (``unknown_unit``)."""
    period = UnitPeriod.objects.as_of(on).of_units([unit_id]).order_by("pk").first()
    if period is None:
        raise StaffRefused(
            f"Ngày {on:%d/%m/%Y} không có đơn vị này. Chọn đơn vị khác, hoặc kiểm tra lại ngày có hiệu lực.",
            code="unknown_unit",
            field="unit",
        )
    return period
