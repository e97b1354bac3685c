"""Whoever qualifies for “xuất sắc” where the cap has no place left: the law then opens the level below."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from evaluations import cap
from evaluations.enums import RatingLevel
from evaluations.law.check import check
from evaluations.law.kinds.levels import CapLeavesNoPlace
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, Evaluation, Pool

Verdicts = dict[int, dict[str, Any]]


def with_places(
    cycle: Cycle, unsigned: Collection[Evaluation], *, chosen: Mapping[int, str],
    facts: Mapping[int, dict[str, Any]], said: Verdicts, pools: Mapping[str, Pool],
) -> Verdicts:  # fmt: skip
    """The verdicts ``said`` of people who aren't signed yet, all rated by one unit, judged again where it
    matters: ``chosen`` levels and those signed in the ``pools`` (by law) take the places, and whoever is left
    with the score for one is told so by the rule ``cap_leaves_no_place``."""
    found = dict(said)
    for law in dict.fromkeys(one.law for one in unsigned):
        those = [one for one in unsigned if one.law == law]
        waiting = [
            one
            for one in those
            if said[one.pk].get("level") == RatingLevel.EXCELLENT
            and chosen.get(one.pk) != RatingLevel.EXCELLENT
        ]
        if waiting and _knows_of_places(law) and _is_full(cycle, those, chosen, said, pools.get(law)):
            for one in waiting:
                told = facts[one.pk] | {"pool": {"place_left": False}}
                found[one.pk] = check(told, on=one.organisation.rated_on)
    return found


def _is_full(
    cycle: Cycle, those: list[Evaluation], chosen: Mapping[int, str], said: Verdicts, pool: Pool | None
) -> bool:
    """Whether those chosen and signed fill the cap, where who isn't chosen yet counts as good."""
    levels = Counter(
        chosen.get(one.pk) or (RatingLevel.GOOD if said[one.pk].get("level") in cap.COUNTED else "")
        for one in those
    )
    if pool:
        levels += cap.signed(pool)
    count, _ = cap.counted(cycle, law=those[0].law, group=those[0].group, levels=levels)
    return count.most is not None and count.excellent >= count.most


def _knows_of_places(law: str) -> bool:
    return any(isinstance(rule, CapLeavesNoPlace) for rule in all_rule_sets()[law].rules)
