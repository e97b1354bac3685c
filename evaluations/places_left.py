"""Who qualifies for “xuất sắc” where the cap has too few places: which of them gets one is a reasoned choice,
and where no place is left the law opens the level below."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from evaluations import cap
from evaluations.enums import RatingLevel
from evaluations.law.check import check
from evaluations.law.kinds.levels import CapLeavesNoPlace
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, Evaluation

Verdicts = dict[int, dict[str, Any]]


def with_places(
    cycle: Cycle, unsigned: Collection[Evaluation], *, chosen: Mapping[int, str],
    facts: Mapping[int, dict[str, Any]], said: Verdicts, signed: Mapping[str, Counter[str]],
) -> Verdicts:  # fmt: skip
    """The verdicts ``said`` of people who aren't signed yet, all rated by one unit, judged again where it
    matters: ``chosen`` levels and those ``signed`` (by law) take the places, and whoever is left
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
        if waiting and _knows_of_places(law) and _is_full(cycle, those, chosen, said, signed):
            for one in waiting:
                told = facts[one.pk] | {"pool": {"place_left": False}}
                found[one.pk] = check(told, on=one.organisation.rated_on)
    return found


def contested(
    cycle: Cycle, unsigned: Collection[Evaluation], *, chosen: Mapping[int, str], said: Verdicts,
    signed: Mapping[str, Counter[str]],
) -> dict[int, dict[str, int | bool]]:  # fmt: skip
    """{evaluation's id: how many ``qualify`` for EXCELLENT, the ``most`` that may be, and whether the places
    are ``full``} of those who qualify where there are fewer places than they. ``unsigned`` is everybody whom
    the unit rates and hasn't signed."""
    found: dict[int, dict[str, int | bool]] = {}
    for law in dict.fromkeys(one.law for one in unsigned):
        those = [one for one in unsigned if one.law == law]
        qualify = [one for one in those if said[one.pk].get("level") == RatingLevel.EXCELLENT]
        if not qualify:
            continue
        before = signed.get(law, Counter[str]())
        good = sum(1 for one in those if said[one.pk].get("level") in cap.COUNTED)
        levels = before + Counter({RatingLevel.GOOD.value: good})
        count, _ = cap.counted(cycle, law=law, group=those[0].group, levels=levels)
        taken = before[RatingLevel.EXCELLENT]
        if count.most is None or taken + len(qualify) <= count.most:
            continue
        full = taken + sum(1 for one in those if chosen.get(one.pk) == RatingLevel.EXCELLENT) >= count.most
        there = {"qualify": taken + len(qualify), "most": count.most, "full": full}
        found |= {one.pk: there for one in qualify}
    return found


def _is_full(
    cycle: Cycle, those: list[Evaluation], chosen: Mapping[int, str], said: Verdicts,
    signed: Mapping[str, Counter[str]],
) -> bool:  # fmt: skip
    """Whether those chosen and signed fill the cap, where who isn't chosen yet counts as good."""
    levels = Counter(
        chosen.get(one.pk) or (RatingLevel.GOOD if said[one.pk].get("level") in cap.COUNTED else "")
        for one in those
    )
    levels += signed.get(those[0].law, Counter())
    count, _ = cap.counted(cycle, law=those[0].law, group=those[0].group, levels=levels)
    return count.most is not None and count.excellent >= count.most


def _knows_of_places(law: str) -> bool:
    return any(isinstance(rule, CapLeavesNoPlace) for rule in all_rule_sets()[law].rules)
