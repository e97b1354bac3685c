"""Bàn giao: the old unit's remarks or scores on who moved in the year, where the law asks for them."""

from collections import defaultdict
from datetime import date
from functools import cache

import pghistory
from django.db import connection, transaction
from django.utils import timezone

from evaluations.enums import OrganisationState
from evaluations.errors import EvaluationRefused
from evaluations.law.check import check
from evaluations.law.kinds.cycles import MovedInYear
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, Evaluation, HandOver
from evaluations.who_may import signs_for
from evaluations.writing import locked
from staff.service_facts import moves_of

# Few people serve in two units within a year: they are found first, as the rows just written have no
# statistics yet.
_MOVED = """
WITH moved AS MATERIALIZED (
    SELECT p.person_id FROM staff_post p
    WHERE p.is_main AND p.valid && (
        SELECT daterange(min(o.starts_on), max(greatest(o.ends_on, o.rated_on)), '[]')
        FROM evaluations_organisation o WHERE o.cycle_id = %(cycle)s)
    GROUP BY p.person_id HAVING count(DISTINCT p.unit_id) > 1
)
SELECT e.id FROM moved
JOIN evaluations_evaluation e ON e.person_id = moved.person_id AND e.cycle_id = %(cycle)s
JOIN evaluations_organisation o ON o.id = e.organisation_id
WHERE o.state = %(open)s AND e.left_on IS NULL
  AND NOT EXISTS (SELECT FROM evaluations_rating r WHERE r.evaluation_id = e.id)
  AND EXISTS (
      SELECT FROM staff_post p WHERE p.person_id = e.person_id AND p.is_main AND p.unit_id <> e.unit_id
      AND p.valid && daterange(o.starts_on, least(greatest(o.ends_on, o.rated_on), %(on)s), '[]'))
ORDER BY e.id
"""


def ask(cycle: Cycle, *, on: date) -> int:
    """Ask the old units for what the law wants of them, once each, in a transaction; how many are new."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, {"cycle": cycle.pk, "open": OrganisationState.OPEN, "on": on})
        ids = [row[0] for row in cursor.fetchall()]
    found = list(Evaluation.objects.filter(pk__in=ids).select_related("organisation", "cycle").order_by("pk"))
    before = HandOver.objects.filter(evaluation__cycle=cycle).count()
    HandOver.objects.bulk_create(_asked(found, on), ignore_conflicts=True)
    return HandOver.objects.filter(evaluation__cycle=cycle).count() - before


def write(*, hand_over: HandOver, text: str, by) -> HandOver:
    """Hand over, or mend it while the person isn't rated. Raises EvaluationRefused."""
    if not text.strip():
        raise EvaluationRefused("Ghi nội dung bàn giao.", code="empty", field="text")
    if hand_over.from_unit_id not in signs_for(by):
        raise EvaluationRefused(
            "Chỉ người đứng đầu đơn vị cũ, hoặc người được ủy quyền, mới bàn giao được.", code="not_the_head"
        )
    with transaction.atomic(), pghistory.context(user=by.pk, what="Bàn giao đánh giá"):
        locked(hand_over.evaluation)
        hand_over = HandOver.objects.select_for_update().get(pk=hand_over.pk)
        hand_over.text, hand_over.written_by, hand_over.written_at = text.strip(), by, timezone.now()
        hand_over.save(update_fields=["text", "written_by", "written_at"])
    return hand_over


def _asked(found: list[Evaluation], on: date):
    by_days: dict[tuple[date, date, date], list[Evaluation]] = defaultdict(list)
    for one in found:
        days = one.organisation
        by_days[days.starts_on, days.ends_on, days.rated_on].append(one)
    for (first, last, rated_on), those in by_days.items():
        moves = moves_of([one.person_id for one in those], first=first, last=last, on=rated_on)
        for one, moved in [
            (who, move) for who in those for move in reversed(moves.get(who.person_id, []))
        ]:  # the newest first: of a unit left twice one is kept
            if moved.old.unit_id == one.unit_id or moved.on > on:
                continue
            said = wanted(
                one.law, one.group, one.cycle.year, first, last, rated_on,
                tuple(sorted((key, value) for key, value in moved.fact(last).items() if key != "from_unit")),
            )  # fmt: skip
            if said:
                asks, cite, says = said
                yield HandOver(
                    evaluation=one, from_unit_id=moved.old.unit_id, moved_on=moved.on, asks=asks,
                    cite=cite, says=says, asked_on=on,
                )  # fmt: skip


@cache
def wanted(
    law: str, group: str, year: int, first: date, last: date, rated_on: date, moved: tuple
) -> tuple[str, str, str] | None:
    """What this law asks of the old unit, its article and its sentence; None where it asks for nothing."""
    rules = {rule.id: rule for rule in all_rule_sets()[law].rules if isinstance(rule, MovedInYear)}
    said = check(
        {
            "subject": "person", "law": law, "group": group, "leader": "none", "year": year,
            "on": rated_on.isoformat(), "moved": dict(moved),
            "period": {"from": first.isoformat(), "to": last.isoformat()},
        },
        on=rated_on,
    )  # fmt: skip
    for one in said["findings"]:
        if one["acts"] and one["rule"] in rules:
            return rules[one["rule"]].asks, one["cite"], one["says"]
    return None
