"""Of which units' ratings somebody may read figures, and how much of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import Cover, covered
from agencies.tree import below
from core.days import today
from evaluations.models import Cycle
from evaluations.open_cycle import as_of
from evaluations.who_may import ratings_cover

UNIT = "don_vi"


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which units of the cycle the user asks: one and all below it, or all that they may see.

    ``is_decided_only``: they read what is signed, in numbers; who is behind it, and what is on the way, isn't
    theirs to see.
    """

    unit: UnitPeriod | None
    ids: frozenset[int] | None
    children: list[UnitPeriod]
    is_decided_only: bool = False


def figures_cover(user) -> tuple[Cover, bool]:
    """The units whose figures the user may read, and whether only those of signed decisions: whoever approves
    reports that hold such figures, without a right to see ratings."""
    if cover := ratings_cover(user):
        return cover, False
    return covered(user, Right.APPROVE_REPORT, on=today()), True


def scope_of(request: HttpRequest, cycle: Cycle) -> Scope | None:
    """None where the user may not read figures of the unit asked for, or of none at all."""
    (cover, is_decided_only), on = figures_cover(request.user), as_of(cycle)
    if not cover:
        return None
    code = request.GET.get(UNIT, "")
    periods = UnitPeriod.objects.as_of(on)
    unit = periods.filter(code=code).first() if code else None
    if code and (unit is None or not cover.holds(unit.unit_id)):
        return None
    if unit:
        ids: frozenset[int] | None = below([unit.unit_id], on)
        children = periods.filter(parent=unit.unit_id)
    else:
        ids = None if cover.everywhere else cover.unit_ids
        tops = periods.filter(parent=None).values("unit")
        children = (
            periods.filter(parent__in=tops)
            if ids is None
            else periods.filter(unit__in=ids).exclude(parent__in=ids)
        )
    if ids is not None and not cover.everywhere:
        ids &= cover.unit_ids
    return Scope(unit, ids, list(children.order_by("sort_key", "unit_id")), is_decided_only)


def owners(tops: Iterable[int], on: date) -> dict[int, int]:
    """{unit: the one of these at whose top it stands}, by one walk up the tree of the day."""
    parents = dict(UnitPeriod.objects.as_of(on).values_list("unit_id", "parent_id"))
    wanted, found = set(tops), {}
    for unit_id in parents:
        top: int | None = unit_id
        while top is not None and top not in wanted:
            top = parents.get(top)
        if top is not None:
            found[unit_id] = top
    return found
