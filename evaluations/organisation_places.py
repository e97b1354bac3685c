"""Which organisations of a range qualify for EXCELLENT where the cap has fewer places than they: which of
them gets one is a reasoned choice, as of people."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from evaluations import organisation_cap as cap
from evaluations.enums import OrganisationState, RatingLevel
from evaluations.models import Cycle, OrganisationEvaluation
from evaluations.organisation_facts import organisation_verdicts
from evaluations.places_left import short

EXCELLENT = RatingLevel.EXCELLENT


def contested(
    cycle: Cycle, unit_id: int, unsigned: Collection[OrganisationEvaluation], *,
    chosen: Mapping[int, str], said: Mapping[int, dict[str, Any]],
) -> dict[int, dict[str, int | bool]]:  # fmt: skip
    """{evaluation's id: how many ``qualify``, the ``most`` that may be, whether the places are ``full``} of
    those who qualify where places are too few. ``unsigned`` is every organisation of the range that isn't
    recognised yet, ``said`` what the law says of each while there is a place."""
    signed, shares = cap.recognised(cycle, unit_id), cap.raised_shares(cycle, unit_id)
    found: dict[int, dict[str, int | bool]] = {}
    for law in dict.fromkeys(one.law for one in unsigned):
        those = [one for one in unsigned if one.law == law]
        qualify = [one for one in those if said[one.pk].get("level") == EXCELLENT]
        if not qualify:
            continue
        there = signed.get(law, Counter())
        good = sum(1 for one in those if said[one.pk].get("level") in cap.COUNTED)
        count, _ = cap.counted(
            cycle, law=law, group=those[0].group, levels=there + Counter({RatingLevel.GOOD: good}),
            share=shares[law].share if law in shares else None,
        )  # fmt: skip
        if count.most is None:
            continue
        asked = sum(1 for one in those if chosen.get(one.pk) == EXCELLENT)
        if few := short(count.most, there[EXCELLENT], len(qualify), asked):
            found |= {one.pk: few for one in qualify}
    return found


def contested_in_range(
    cycle: Cycle, unit_id: int, chosen: Mapping[int, str]
) -> dict[int, dict[str, int | bool]]:
    """The same of the whole range: who waits beside those in ``chosen`` counts, too."""
    waiting = list(
        OrganisationEvaluation.objects.recognised_by(cycle, unit_id)
        .filter(organisation__state=OrganisationState.OPEN, recognitions=None)
        .select_related("organisation", "cycle", "report", "proposal")
        .prefetch_related("points")
    )
    return contested(cycle, unit_id, waiting, chosen=chosen, said=organisation_verdicts(waiting))
