"""A new decision in the place of an earlier one: the old stays, the cap is checked again."""

from datetime import date

import pghistory
from django.db import IntegrityError, transaction

from evaluations import cap
from evaluations.count_grounds import count_grounds, forget_grounds
from evaluations.decide import (
    Blocked,
    Choice,
    Signer,
    against_act,
    against_level,
    check_day,
    may_sign,
    person_of,
    refused,
)
from evaluations.enums import RatingLevel
from evaluations.errors import EvaluationRefused
from evaluations.facts_of import facts_of
from evaluations.law.check import check
from evaluations.models import Decision, Rating
from evaluations.open_follow_ups import follow
from imports import clock


def replace_rating(
    *,
    rating: Rating,
    level: str,
    reason: str,
    number: str,
    decided_on: date,
    by,
    today: date,
) -> Decision:
    """Answer a petition by another level, by the law under which the first was rated, as the head who rated.

    Raises Blocked with what stands in the way, or EvaluationRefused.
    """
    one = rating.evaluation
    check_day(one.cycle, decided_on, today)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Quyết định xếp loại thay thế"):
        delegation = may_sign(one.rater_unit_id, by=by, days=(decided_on, today))
        clock.shared()
        pool = cap.locked(one.cycle, {(one.rater_unit_id, one.law)})[one.rater_unit_id, one.law]
        if Rating.objects.filter(replaces=rating).exists():
            raise EvaluationRefused("Kết quả này đã được thay bằng quyết định khác.", code="replaced")
        if level == rating.level:
            raise EvaluationRefused(
                "Mức mới giống mức cũ; giữ nguyên thì không cần quyết định mới.", code="same", field="level"
            )
        facts = facts_of([one])
        verdict = check(facts[one.pk], on=one.organisation.rated_on)
        signer = Signer(by, person_of(by), delegation, decided_on)
        troubles = [
            *against_level(Choice(one.pk, level, reason), verdict),
            *against_act(one, "answer_petition", level=level, signer=signer, papers=[]),
        ]
        troubles += _over_cap(rating, level, pool)
        if troubles:
            raise Blocked(troubles)
        try:
            with transaction.atomic():
                decision = Decision.objects.create(
                    cycle=one.cycle, unit_id=one.rater_unit_id, number=number, decided_on=decided_on,
                    published_on=today, signed_by=by, delegation=delegation,
                )  # fmt: skip
                Rating.objects.create(
                    decision=decision, evaluation=one, level=level, suggested=verdict.get("level") or "",
                    outcome=verdict["outcome"], reason=reason.strip(), grounds=verdict, pool=pool,
                    replaces=rating,
                )  # fmt: skip
                if rating.level == RatingLevel.NOT_FULFILLED:
                    forget_grounds(one, year=facts[one.pk]["year"], by=by)
                count_grounds([one], facts=facts, levels={one.pk: level}, by=by)
        except IntegrityError as error:
            raise refused(error) from None
        for year in (one.cycle.year, one.cycle.year + 1):  # a row of two years ends in the next one
            follow(year, by=by, decision=decision.pk)
    return decision


def _over_cap(rating: Rating, level: str, pool):
    """The cap guards what adds an EXCELLENT; what only lowers it is allowed."""
    one = rating.evaluation
    levels = cap.signed(pool)
    levels[rating.level] -= 1
    levels[level] += 1
    adds = 1 if level == RatingLevel.EXCELLENT else 0
    count, said = cap.counted(one.cycle, law=one.law, group=one.group, levels=levels, adds=adds)
    if adds and not said["permitted"]:
        yield f"Hết chỗ hoàn thành xuất sắc: {count.says} ({count.cite})."
