"""The page of groups of like duties: of each law the groups with their arithmetic, and everybody's place."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Subquery

from agencies.models import UnitPeriod
from evaluations import cap
from evaluations.duty_groups import is_capped
from evaluations.enums import RatingLevel
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, DutyGroup, Evaluation, Rating
from evaluations.open_cycle import as_of


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Somebody of the pool; ``group`` is empty for one of the rest."""

    evaluation: Evaluation
    unit_name: str
    group: str
    is_signed: bool

    @property
    def key(self) -> str:
        return str(self.evaluation.pk)


@dataclass(frozen=True, slots=True)
class DutyPool:
    """One law's people. ``count`` is the arithmetic if all of them are good or better."""

    law: str
    short: str
    is_capped: bool
    is_signed: bool
    groups: list[DutyGroup]
    rows: list[DutyRow]
    count: cap.Count

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Where somebody may be put: (key, words)."""
        return [*((str(group.pk), group.name) for group in self.groups), ("", cap.REST_WORDS)]

    @property
    def unsigned(self) -> list[DutyRow]:
        return [row for row in self.rows if not row.is_signed]


def duty_pools(cycle: Cycle, unit_id: int, *, user) -> list[DutyPool]:
    """Those of the laws under which the unit's head rates somebody, in a fixed number of queries."""
    here = UnitPeriod.objects.as_of(as_of(cycle)).filter(unit=OuterRef("unit"))
    found = list(
        Evaluation.objects.visible_to(user)
        .staying()
        .filter(cycle=cycle, rater_unit=unit_id)
        .select_related("person")
        .annotate(
            unit_name=Subquery(here.values("name")[:1]),
            is_signed=Exists(Rating.objects.filter(evaluation=OuterRef("pk"))),
        )
        .order_by("title", "person__sort_key", "pk")
    )
    groups = list(
        DutyGroup.objects.filter(pool__cycle=cycle, pool__unit=unit_id)
        .select_related("pool")
        .annotate(people=Count("members"))
        .order_by("name", "pk")
    )
    pools = cap.standing(cycle, unit_id, sorted({one.law for one in found}))
    return [_pool(cycle, pool, [one for one in found if one.law == law], groups, unit_id)
            for law, pool in pools.items()]  # fmt: skip


def _pool(
    cycle: Cycle, pool: cap.Standing, those: list[Evaluation], groups: Sequence[DutyGroup], unit_id: int
) -> DutyPool:
    good = pool.levels((one, RatingLevel.GOOD) for one in those)
    count, _ = cap.counted(cycle, pool, group=those[0].group, levels=Counter(good))
    return DutyPool(
        law=pool.law,
        short=all_rule_sets()[pool.law].short,
        is_capped=is_capped(pool.law),
        is_signed=bool(pool.signed),
        groups=[group for group in groups if group.pool.law == pool.law],
        rows=[
            DutyRow(
                evaluation=one,
                unit_name=one.unit_name if one.unit_id != unit_id else "",  # type: ignore[attr-defined]
                group=pool.names.get(pool.group_of(one), ""),
                is_signed=one.is_signed,  # type: ignore[attr-defined]
            )
            for one in those
        ],
        count=count,
    )
