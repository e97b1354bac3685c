"""The cap on “xuất sắc”: pools with their groups of like duties, the arithmetic, and the lock under which the
last place is given."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from evaluations.enums import RatingLevel
from evaluations.law.check import check
from evaluations.law.kinds.pools import QuotaShare
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, Evaluation, Pool
from evaluations.setting_words import leaned_on

COUNTED = (RatingLevel.EXCELLENT, RatingLevel.GOOD)
REST = 0  # the group of all those of the pool who stand in no named one
REST_WORDS = "Những người còn lại"
NUMBERS = ("good_or_better", "excellent", "adds")

_STANDING = """
SELECT p.law, o.stricter, x.evaluation_id, x.level, x.group_id, x.name, s.share, s.number, s.decided_on,
       s.reason
FROM (SELECT %(cycle)s AS cycle_id, %(unit)s AS unit_id) here
LEFT JOIN evaluations_organisation o USING (cycle_id, unit_id)
LEFT JOIN evaluations_pool p USING (cycle_id, unit_id)
LEFT JOIN evaluations_raisedpeopleshare s ON s.pool_id = p.id
LEFT JOIN LATERAL (
    SELECT r.evaluation_id, r.level, NULL::bigint AS group_id, NULL AS name FROM evaluations_rating r
    WHERE r.pool_id = p.id AND NOT EXISTS (SELECT FROM evaluations_rating n WHERE n.replaces_id = r.id)
    UNION ALL
    SELECT m.evaluation_id, NULL, g.id, g.name
    FROM evaluations_dutygroup g JOIN evaluations_dutymember m ON m.group_id = g.id WHERE g.pool_id = p.id
) x ON true
"""

Levels = Counter[tuple[int, str]]
"""How many of (group of like duties, level)."""


@dataclass(frozen=True, slots=True)
class Part:
    """How full one group of like duties is; a pool without named groups is one part without a name."""

    group: int
    name: str
    candidates: int
    excellent: int
    most: int
    says: str

    @property
    def is_full(self) -> bool:
        return self.excellent >= self.most

    @property
    def is_over(self) -> bool:
        return self.excellent > self.most


@dataclass(frozen=True, slots=True)
class Count:
    """How full a pool is. ``most`` is None where no rule caps it; ``says`` is the arithmetic in words."""

    candidates: int
    excellent: int
    most: int | None
    says: str
    cite: str
    parts: tuple[Part, ...] = ()
    settings: str = ""  # those that act in the arithmetic, in words

    @property
    def has_groups(self) -> bool:
        return any(part.name for part in self.parts)

    @property
    def whole_binds(self) -> bool:
        """Whether the pool as a whole bears fewer than its groups together."""
        return self.most is not None and self.most < sum(part.most for part in self.parts)

    def part(self, group: int) -> Part | None:
        return next((part for part in self.parts if part.group == group), None)

    def is_full(self, group: int) -> bool:
        """Whether there is no place left for somebody of the group."""
        if self.most is None:
            return False
        part = self.part(group)
        return bool(part and part.is_full) or (self.whole_binds and self.excellent >= self.most)


@dataclass(frozen=True, slots=True)
class RaisedTo:
    """The share that a decision names for the pool, in percent, with the decision."""

    share: Decimal
    number: str
    decided_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One pool as it stands: the levels signed and not replaced, who is in which group, a raised share."""

    law: str
    signed: Levels = field(default_factory=Counter)
    names: dict[int, str] = field(default_factory=dict)
    groups: dict[int, int] = field(default_factory=dict)  # evaluation's id → group's
    raised: RaisedTo | None = None
    stricter: tuple[str, ...] = ()  # authorities' sets in the unit of who signs

    @property
    def order(self) -> list[int]:
        """The named groups, by their names."""
        return sorted(self.names, key=lambda group: (self.names[group], group))

    def name_of(self, group: int) -> str:
        return self.names.get(group, REST_WORDS)

    def group_of(self, one: Evaluation) -> int:
        return self.groups.get(one.pk, REST)

    def levels(self, chosen: Iterable[tuple[Evaluation, str]]) -> Levels:
        """These levels by the group of each person."""
        return Counter((self.group_of(one), level) for one, level in chosen)


def locked(cycle: Cycle, keys: set[tuple[int, str]]) -> dict[tuple[int, str], Pool]:
    """The pools of (unit, law), made where they are new and locked in one fixed order, so that two who sign
    at once never wait for each other in a ring. With a pool its groups and its share are locked, too."""
    Pool.objects.bulk_create(
        [Pool(cycle=cycle, unit_id=unit, law=law) for unit, law in sorted(keys)], ignore_conflicts=True
    )
    units = {unit for unit, _ in keys}
    found = Pool.objects.filter(cycle=cycle, unit__in=units).order_by("pk").select_for_update()
    return {(pool.unit_id, pool.law): pool for pool in found if (pool.unit_id, pool.law) in keys}


def standing(cycle: Cycle, unit_id: int, laws: Iterable[str]) -> dict[str, Standing]:
    """The unit's pool of each of the laws, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"cycle": cycle.pk, "unit": unit_id})
        everything = cursor.fetchall()
    stricter = tuple(everything[0][1] or ())
    found = {law: Standing(law, stricter=stricter) for law in laws}
    rows = [(law, *rest) for law, _, *rest in everything if law in found]
    for law, one, _, group, name, *_ in rows:
        if group is not None:
            found[law].names[group] = name
            found[law].groups[one] = group
    for law, one, level, _, _, *raised in rows:
        if level is not None:
            found[law].signed[found[law].groups.get(one, REST), level] += 1
        if raised[0] is not None and found[law].raised is None:
            found[law] = replace(found[law], raised=RaisedTo(*raised))
    return found


def counted(
    cycle: Cycle, pool: Standing, *, group: str, levels: Levels, adds: Levels | None = None
) -> tuple[Count, dict[str, Any]]:
    """The pool's arithmetic for these levels, and the law's whole answer; ``adds`` are being signed and among
    the levels. ``group`` is that of its people in the law."""
    numbers = {group: _numbers(levels, adds or Counter(), group) for group in (*pool.order, REST)}
    if pool.names and not numbers[REST]["good_or_better"]:
        del numbers[REST]
    facts: dict[str, Any] = {
        "subject": "pool", "of": "people", "law": pool.law, "group": group, "year": cycle.year,
        "on": cycle.rated_on.isoformat(), "authorities": list(pool.stricter),
    }  # fmt: skip
    facts |= {name: sum(one[name] for one in numbers.values()) for name in NUMBERS}
    if pool.names:
        facts["groups"] = [{"name": pool.name_of(one)} | said for one, said in numbers.items()]
    if pool.raised:
        facts["outstanding_decision"] = {"share": str(pool.raised.share)}
    said = check(facts, on=cycle.rated_on)
    parts = tuple(
        Part(one, bound["name"], there["good_or_better"], there["excellent"] + there["adds"], bound["most"],
             bound["says"])
        for (one, there), bound in zip(numbers.items(), said.get("groups", ()), strict=False)
    )  # fmt: skip
    caps = {rule.id for rule in all_rule_sets()[pool.law].rules if isinstance(rule, QuotaShare)}
    rule = next((one for one in said["findings"] if one["rule"] in caps), None)
    words = "; ".join(f"{part.name}: {part.says}" if part.name else part.says for part in parts)
    return Count(
        candidates=facts["good_or_better"],
        excellent=facts["excellent"] + facts["adds"],
        most=said["most"],
        says=words or said.get("says", ""),
        cite=rule["cite"] if rule else "",
        parts=parts,
        settings=leaned_on(pool.law, rule or {}),
    ), said


def no_place(count: Count, added: Iterable[int]) -> list[str]:
    """One sentence for each group among ``added`` that these levels fill beyond the cap, or for the whole."""
    over = [part for part in count.parts if part.name and part.is_over and part.group in set(added)]
    if not over:
        return [
            f"Hết chỗ hoàn thành xuất sắc: {count.says}; nếu ký sẽ là {count.excellent} người ({count.cite})."
        ]
    return [
        f"Hết chỗ hoàn thành xuất sắc trong nhóm “{part.name}”: {part.says}; nếu ký sẽ là {part.excellent} "
        f"người ({count.cite})."
        for part in over
    ]


def _numbers(levels: Levels, adds: Levels, group: int) -> dict[str, int]:
    added = adds[group, RatingLevel.EXCELLENT]
    return {
        "good_or_better": sum(levels[group, level] for level in COUNTED),
        "excellent": levels[group, RatingLevel.EXCELLENT] - added,
        "adds": added,
    }
