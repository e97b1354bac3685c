"""The cap on “xuất sắc” over the organisations in one range: its lock, its arithmetic, a raised share."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pghistory
from django.db import transaction

from evaluations.cap import COUNTED, Count
from evaluations.enums import RatingLevel
from evaluations.errors import EvaluationRefused
from evaluations.law.check import check
from evaluations.law.kinds.pools import QuotaShare
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, OrganisationPool, RaisedShare, Recognition
from evaluations.raise_share import demand_within_law
from evaluations.setting_words import leaned_on
from evaluations.signers import check_day, may_sign


def locked_pools(cycle: Cycle, unit_id: int, laws: set[str]) -> dict[str, OrganisationPool]:
    """{law: its pool in the range of the unit's head}, made where new and locked in one fixed order."""
    OrganisationPool.objects.bulk_create(
        [OrganisationPool(cycle=cycle, unit_id=unit_id, law=law) for law in sorted(laws)],
        ignore_conflicts=True,
    )
    found = OrganisationPool.objects.filter(cycle=cycle, unit=unit_id, law__in=laws)
    return {pool.law: pool for pool in found.order_by("pk").select_for_update()}


def recognised(cycle: Cycle, unit_id: int) -> dict[str, Counter[str]]:
    """{law: the levels that stand in the range}: signed and not replaced."""
    found: dict[str, Counter[str]] = {}
    rows = Recognition.objects.standing().filter(pool__cycle=cycle, pool__unit=unit_id).order_by()
    for law, level in rows.values_list("pool__law", "level"):
        found.setdefault(law, Counter())[level] += 1
    return found


def raised_shares(cycle: Cycle, unit_id: int) -> dict[str, RaisedShare]:
    """{law: the decision that raises the share in the range}."""
    rows = RaisedShare.objects.filter(pool__cycle=cycle, pool__unit=unit_id).select_related("pool")
    return {row.pool.law: row for row in rows}


def counted(
    cycle: Cycle, *, law: str, group: str, levels: Counter[str], adds: int = 0, share: Decimal | None = None
) -> tuple[Count, dict[str, Any]]:
    """The range's arithmetic for these levels, and the law's whole answer; ``adds`` EXCELLENT are being
    signed and among the levels, ``share`` is that of a decision for outstanding achievement."""
    excellent = levels[RatingLevel.EXCELLENT]
    candidates = sum(levels[level] for level in COUNTED)
    facts: dict[str, Any] = {
        "subject": "pool", "of": "organisations", "law": law, "group": group, "year": cycle.year,
        "on": cycle.rated_on.isoformat(), "good_or_better": candidates, "excellent": excellent - adds,
        "adds": adds,
    }  # fmt: skip
    if share is not None:
        facts["outstanding_decision"] = {"share": str(share)}
    said = check(facts, on=cycle.rated_on)
    caps = {rule.id for rule in all_rule_sets()[law].rules if isinstance(rule, QuotaShare)}
    rule = next((one for one in said["findings"] if one["rule"] in caps), None)
    words = said["groups"][0]["says"] if said.get("groups") else said.get("says", "")
    cite, settings = rule["cite"] if rule else "", leaned_on(law, rule or {})
    return Count(candidates, excellent, said["most"], words, cite, settings=settings), said


def raise_share(
    *, cycle: Cycle, unit_id: int, law: str, group: str, share: Decimal, number: str, decided_on: date,
    reason: str, by, today: date,
) -> RaisedShare:  # fmt: skip
    """Name another share for the range by a decision, within what the law bears. Raises EvaluationRefused."""
    if not reason.strip():
        raise EvaluationRefused("Ghi thành tích làm căn cứ.", code="reason", field="reason")
    check_day(cycle, decided_on, today)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Quyết định tỷ lệ xuất sắc của tổ chức"):
        may_sign(unit_id, by=by, days=(decided_on, today))
        pool = locked_pools(cycle, unit_id, {law})[law]
        levels = recognised(cycle, unit_id).get(law, Counter())
        _, said = counted(cycle, law=law, group=group, levels=levels, share=share)
        demand_within_law(law, said)
        made, _ = RaisedShare.objects.update_or_create(
            pool=pool,
            defaults={
                "share": share, "number": number, "decided_on": decided_on, "reason": reason.strip(),
                "made_by": by,
            },
        )  # fmt: skip
    return made
