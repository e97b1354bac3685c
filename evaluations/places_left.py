"""Who qualifies for “xuất sắc” where the cap has too few places: which of them gets one is a reasoned choice,
and where no place is left the law opens the level below. Places are those of the group of like duties."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from evaluations import cap
from evaluations.cap import Standing
from evaluations.enums import RatingLevel
from evaluations.law.check import check
from evaluations.law.kinds.levels import CapLeavesNoPlace
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, Evaluation

Verdicts = dict[int, dict[str, Any]]
EXCELLENT = RatingLevel.EXCELLENT


def with_places(
    cycle: Cycle, unsigned: Collection[Evaluation], *, chosen: Mapping[int, str],
    facts: Mapping[int, dict[str, Any]], said: Verdicts, pools: Mapping[str, Standing],
) -> Verdicts:  # fmt: skip
    """The verdicts ``said`` of people who aren't signed yet, all rated by one unit, judged again where it
    matters: ``chosen`` levels and those signed in the ``pools`` (by law) take the places, and whoever is left
    with the score for one is told so by the rule ``cap_leaves_no_place``."""
    found = dict(said)
    for law in dict.fromkeys(one.law for one in unsigned):
        those = [one for one in unsigned if one.law == law]
        waiting = [
            one for one in those if said[one.pk].get("level") == EXCELLENT and chosen.get(one.pk) != EXCELLENT
        ]
        if not waiting or not _knows_of_places(law):
            continue
        count = _as_chosen(cycle, those, chosen, said, pools[law])
        for one in waiting:
            if count.is_full(pools[law].group_of(one)):
                told = facts[one.pk] | {"pool": {"place_left": False}}
                found[one.pk] = check(told, on=one.organisation.rated_on)
    return found


def contested(
    cycle: Cycle, unsigned: Collection[Evaluation], *, chosen: Mapping[int, str], said: Verdicts,
    pools: Mapping[str, Standing],
) -> dict[int, dict[str, int | bool]]:  # fmt: skip
    """{evaluation's id: how many ``qualify`` for EXCELLENT, the ``most`` that may be, and whether the places
    are ``full``} of those who qualify where there are fewer places than they. ``unsigned`` is everybody whom
    the unit rates and hasn't signed."""
    found: dict[int, dict[str, int | bool]] = {}
    for law in dict.fromkeys(one.law for one in unsigned):
        pool, those = pools[law], [one for one in unsigned if one.law == law]
        qualify: dict[int, list[Evaluation]] = defaultdict(list)
        for one in those:
            if said[one.pk].get("level") == EXCELLENT:
                qualify[pool.group_of(one)].append(one)
        if not qualify:
            continue
        good = [(one, RatingLevel.GOOD) for one in those if said[one.pk].get("level") in cap.COUNTED]
        levels = pool.signed + pool.levels(good)
        count, _ = cap.counted(cycle, pool, group=those[0].group, levels=levels)
        if count.most is None:
            continue
        taken = Counter({group: pool.signed[group, EXCELLENT] for group in {*pool.names, cap.REST}})
        asked = Counter(pool.group_of(one) for one in those if chosen.get(one.pk) == EXCELLENT)
        for group, asks in qualify.items():
            part = count.part(group)
            there = part and short(part.most, taken[group], len(asks), asked[group])
            if not there and count.whole_binds:
                asking = sum(len(those) for those in qualify.values())
                there = short(count.most, taken.total(), asking, asked.total())
            if there:
                found |= {one.pk: there for one in asks}
    return found


def short(most: int, taken: int, asks: int, chosen: int) -> dict[str, int | bool]:
    """How few places there are; empty where there are enough."""
    if taken + asks <= most:
        return {}
    return {"qualify": taken + asks, "most": most, "full": taken + chosen >= most}


def _as_chosen(
    cycle: Cycle, those: list[Evaluation], chosen: Mapping[int, str], said: Verdicts, pool: Standing
) -> cap.Count:
    """The pool with those chosen and signed, where who isn't chosen yet counts as good."""
    levels = pool.levels(
        (one, chosen.get(one.pk) or (RatingLevel.GOOD if said[one.pk].get("level") in cap.COUNTED else ""))
        for one in those
    )
    return cap.counted(cycle, pool, group=those[0].group, levels=levels + pool.signed)[0]


def _knows_of_places(law: str) -> bool:
    return any(isinstance(rule, CapLeavesNoPlace) for rule in all_rule_sets()[law].rules)
