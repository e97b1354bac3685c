"""Writing confirmed scores in the order staff → those who lead them → heads, each wave in one statement."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from core.copying import copy_in
from evaluations.models import PeriodScore
from evaluations.scores.facts import Under, facts_of, judged, under_of
from evaluations.tell import tell_scores
from evaluations.tell_stood_on import tell_replaced_scores

FEW = 3  # of more people a sentence says how many, not who
_STAGE = """
CREATE TEMP TABLE stage_confirmed (
    id bigint, exact text, level text, steps jsonb, products jsonb, stood_on bigint[], is_provisional boolean
)
"""
_WRITE = """
UPDATE evaluations_periodscore s
SET exact = n.exact, level = n.level, steps = n.steps, products = n.products, stood_on = n.stood_on,
    is_provisional = n.is_provisional, confirmed_at = %(at)s, confirmed_by_id = %(by)s
FROM stage_confirmed n WHERE n.id = s.id
"""


def write_confirmed(
    scores: list[PeriodScore], *, by, today: date, tell: Callable[[int, int], None] | None = None
) -> list[str]:
    """Confirm the scores, within a transaction; the sentences that stand in the way, in which case the caller
    takes all of it back. Who leads others is taken once all under them are confirmed; ``tell`` hears before
    each such wave how many of all are done.
    """
    waiting, stuck = scores, list[tuple[PeriodScore, str]]()
    while waiting:
        if tell:
            tell(len(scores) - len(waiting), len(scores))
        under = under_of(waiting)
        ready = [one for one in waiting if one.pk not in under or under[one.pk].is_whole]
        if not ready:
            return together([*stuck, *((one, _lower_first(under[one.pk])) for one in waiting)])
        facts = facts_of(ready, under)
        right = []
        for one in ready:
            verdict = judged(one, facts[one.pk])
            if sentence := stands_against(one, verdict, under.get(one.pk)):
                stuck.append((one, sentence))
            else:
                right.append(_row(one, verdict, facts[one.pk], under.get(one.pk), today))
        if stuck:
            return together(stuck)
        _write(right, by)
        done = {one.pk for one in ready}
        waiting = [one for one in waiting if one.pk not in done]
    tell_scores(scores, today=today)
    tell_replaced_scores(scores)
    return []


def stands_against(one: PeriodScore, verdict: dict[str, Any], under: Under | None) -> str:
    """Why a score can't be confirmed yet; empty where it can."""
    if one.submitted_at is None:
        return "phiếu chưa được gửi."
    if under and not under.is_whole:
        return _lower_first(under)
    if verdict["holds"]:
        return " ".join(f"{one['says']} ({one['cite']})" for one in verdict["holds"])
    return "" if verdict["exact"] else "chưa đủ dữ kiện để tính điểm."


def _lower_first(under: Under) -> str:
    return f"còn {under.waiting} người thuộc quyền chưa có điểm; chấm cấp dưới trước."


def _row(
    one: PeriodScore, verdict: dict[str, Any], facts: dict[str, Any], under: Under | None, today: date
) -> tuple:
    return (
        one.pk,
        verdict["exact"],
        verdict["level"],
        json.dumps(verdict["steps"], ensure_ascii=False),
        json.dumps(facts["products"], ensure_ascii=False),
        "{" + ",".join(map(str, under.scores if under else ())) + "}",
        today <= one.ends_on,
    )


def _write(rows: Iterable[tuple], by) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        copy_in(cursor, "stage_confirmed", rows)
        cursor.execute(_WRITE, {"at": timezone.now(), "by": by.pk})
        cursor.execute("DROP TABLE stage_confirmed")


def together(against: Iterable[tuple[PeriodScore, str]]) -> list[str]:
    """One line for each sentence, with the names of those whom it concerns (of many: how many)."""
    names: dict[str, list[str]] = {}
    for one, sentence in against:
        names.setdefault(sentence, []).append(one.person.full_name)
    return [
        f"{', '.join(those) if len(those) <= FEW else f'{len(those)} người'}: {sentence}"
        for sentence, those in names.items()
    ]
