"""Naming another share of “xuất sắc” for the people of a pool, and what the law bears of such a decision."""

from datetime import date
from decimal import Decimal
from typing import Any

import pghistory
from django.db import transaction

from evaluations import cap
from evaluations.enums import CycleState
from evaluations.errors import EvaluationRefused
from evaluations.law.check import check
from evaluations.law.kinds.pools import QuotaRaised
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, RaisedPeopleShare
from evaluations.signers import check_day, may_sign


def raise_people_share(
    *, cycle: Cycle, unit_id: int, law: str, group: str, share: Decimal, number: str, decided_on: date,
    reason: str, by, today: date,
) -> RaisedPeopleShare:  # fmt: skip
    """By a decision of who rates, for outstanding achievement of the organisation. Raises EvaluationRefused.

    ``group`` is that of the people in the law.
    """
    if not reason.strip():
        raise EvaluationRefused("Ghi thành tích làm căn cứ.", code="reason", field="reason")
    check_day(cycle, decided_on, today)
    if cycle.state != CycleState.OPEN:
        raise EvaluationRefused("Kỳ đánh giá không mở.", code="closed")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Quyết định tỷ lệ xuất sắc của cá nhân"):
        may_sign(unit_id, by=by, days=(decided_on, today))
        pool = cap.locked(cycle, {(unit_id, law)})[unit_id, law]
        facts = {
            "subject": "pool", "of": "people", "law": law, "group": group, "year": cycle.year,
            "on": cycle.rated_on.isoformat(), "good_or_better": 0,
            "outstanding_decision": {"share": str(share)},
            "authorities": list(cap.standing(cycle, unit_id, [law])[law].stricter),
        }  # fmt: skip
        demand_within_law(law, check(facts, on=cycle.rated_on))
        made, _ = RaisedPeopleShare.objects.update_or_create(
            pool=pool,
            defaults={
                "share": share, "number": number, "decided_on": decided_on, "reason": reason.strip(),
                "made_by": by,
            },
        )  # fmt: skip
    return made


def demand_within_law(law: str, said: dict[str, Any]) -> None:
    """Raises EvaluationRefused where the law knows no raised share, or not one of this height."""
    raising = {rule.id for rule in all_rule_sets()[law].rules if isinstance(rule, QuotaRaised)}
    found = next((one for one in said["findings"] if one["rule"] in raising and one["acts"]), None)
    if found is None:
        raise EvaluationRefused(
            f"{all_rule_sets()[law].short} không nêu trường hợp được quyết định tỷ lệ cao hơn.",
            code="share",
            field="law",
        )
    if found["rule"] in said["refused_by"]:
        raise EvaluationRefused(
            f"Luật không cho nâng đến tỷ lệ này. {found['says']} ({found['cite']})",
            code="share",
            field="share",
        )
