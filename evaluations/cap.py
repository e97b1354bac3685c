"""The cap on “xuất sắc”: pools, their arithmetic, and the lock under which the last place is given."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from evaluations.enums import RatingLevel
from evaluations.law.check import check
from evaluations.law.kinds.pools import QuotaShare
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, Pool, Rating

COUNTED = (RatingLevel.EXCELLENT, RatingLevel.GOOD)


@dataclass(frozen=True, slots=True)
class Count:
    """How full a pool is. ``most`` is None where no rule caps it; ``says`` is the arithmetic in words."""

    candidates: int
    excellent: int
    most: int | None
    says: str
    cite: str


def locked(cycle: Cycle, keys: set[tuple[int, str]]) -> dict[tuple[int, str], Pool]:
    """The pools of (unit, law), made where they are new and locked in one fixed order, so that two who sign
    at once never wait for each other in a ring."""
    Pool.objects.bulk_create(
        [Pool(cycle=cycle, unit_id=unit, law=law) for unit, law in sorted(keys)], ignore_conflicts=True
    )
    units = {unit for unit, _ in keys}
    found = Pool.objects.filter(cycle=cycle, unit__in=units).order_by("pk").select_for_update()
    return {(pool.unit_id, pool.law): pool for pool in found if (pool.unit_id, pool.law) in keys}


def signed(cycle: Cycle, unit_id: int) -> dict[str, Counter[str]]:
    """{law: the levels that stand in the unit's pool of it, signed and not replaced}, in one query."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = Rating.objects.filter(pool__cycle=cycle, pool__unit=unit_id, replaced_by=None).order_by()
    for law, level in rows.values_list("pool__law", "level"):
        found[law][level] += 1
    return found


def counted(cycle: Cycle, *, law: str, group: str, levels: Counter[str], adds: int = 0) -> tuple[Count, dict]:
    """The pool's arithmetic for these levels, and the law's whole answer; ``adds`` EXCELLENT are being signed
    and among the levels."""
    excellent = levels[RatingLevel.EXCELLENT]
    candidates = sum(levels[level] for level in COUNTED)
    said = check(
        {
            "subject": "pool", "of": "people", "law": law, "group": group, "year": cycle.year,
            "on": cycle.rated_on.isoformat(), "good_or_better": candidates,
            "excellent": excellent - adds, "adds": adds,
        },
        on=cycle.rated_on,
    )  # fmt: skip
    caps = {rule.id for rule in all_rule_sets()[law].rules if isinstance(rule, QuotaShare)}
    rule = next((one for one in said["findings"] if one["rule"] in caps), None)
    words = said["groups"][0]["says"] if said.get("groups") else said.get("says", "")
    return Count(candidates, excellent, said["most"], words, rule["cite"] if rule else ""), said
