"""A new decision in the place of an earlier one: the old stays, the cap is checked again.

Two ways lead to it: who rated upholds a petition; or the head of the managing agency finds the result untrue.
"""

import dataclasses
from collections import Counter
from datetime import date

import pghistory
from django.db import IntegrityError, transaction

from agencies.divisions import managing_unit
from evaluations import cap
from evaluations.against import Choice, against_act, against_level
from evaluations.count_grounds import count_grounds, forget_grounds
from evaluations.decide import refused
from evaluations.enums import RatingLevel, Untrue
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.facts_of import facts_of
from evaluations.law.check import check
from evaluations.models import Decision, Evaluation, Rating
from evaluations.open_follow_ups import follow
from evaluations.places_left import with_places
from evaluations.resolve import who
from evaluations.signers import check_day, may_sign, signer_of
from evaluations.tell import tell_results
from evaluations.who_may import signs_for
from imports import clock

UNTRUTHFUL = "replace_untruthful"


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
    return _replace(
        rating, Choice(rating.evaluation_id, level, reason), act="answer_petition", number=number,
        unit_id=rating.evaluation.rater_unit_id, decided_on=decided_on, by=by, today=today,
    )  # fmt: skip


def replace_untruthful(
    *,
    rating: Rating,
    level: str,
    why: Untrue,
    found: str,
    number: str,
    decided_on: date,
    by,
    today: date,
) -> Decision:
    """Replace a result that proved untrue, as the head of the managing agency. ``found`` says what showed it.

    Raises Blocked with what stands in the way (the article, where somebody else than the law means tries), or
    EvaluationRefused.
    """
    one = rating.evaluation
    authority = who(UNTRUTHFUL, one.group, one.place, decided_on)
    if authority is None:
        raise EvaluationRefused(
            "Quy định của ngày này không nêu ai được thay kết quả không chính xác của nhóm này; "
            "chỉ xếp loại lại khi có kiến nghị.",
            code="no_law",
        )
    unit_id, role = acts_as(one, by=by, on=decided_on)
    papers = ["replacement_reason"] if found.strip() else []
    reason = f"{Untrue(why).label}. {found.strip()}" if found.strip() else ""
    return _replace(
        rating, Choice(rating.evaluation_id, level, reason), act=UNTRUTHFUL, number=number, unit_id=unit_id,
        decided_on=decided_on, by=by, today=today, role=role, papers=papers, untrue=authority.below_points,
    )  # fmt: skip


def acts_as(one: Evaluation, *, by, on: date) -> tuple[int, str]:
    """As the head of which unit, and in which role of the law, the user comes to the rating.

    Raises EvaluationRefused for somebody with no part in it.
    """
    mine, managing = signs_for(by), managing_unit(one.unit_id, on)
    if managing in mine:
        return managing, "managing_head"
    if one.rater_unit_id in mine:
        return one.rater_unit_id, "employing_head"
    if one.unit_id in mine:
        return one.unit_id, "direct_head"
    raise EvaluationRefused(
        "Chỉ người đứng đầu cơ quan quản lý của người được xếp loại mới thay kết quả không chính xác.",
        code="not_the_head",
    )


def over_cap(rating: Rating) -> str:
    """How far the pool of the rating is over its cap now, as a sentence; empty where it isn't. A replacement
    that lowers a level may leave it so: the earlier signatures stand."""
    one = rating.evaluation
    pool = _pool(rating)
    count, said = cap.counted(one.cycle, pool, group=one.group, levels=pool.signed)
    if not said.get("over"):
        return ""
    part = next((part for part in count.parts if part.name and part.is_over), None)
    there = f"nhóm “{part.name}”" if part else "nhóm"
    full: cap.Part | cap.Count = part or count
    return (
        f"Sau khi thay, {there} có {full.excellent} người hoàn thành xuất sắc, vượt {said['over']} người "
        f"so với tối đa {full.most} ({full.says}; {count.cite}). Các quyết định đã ký vẫn giữ; "
        "cấp có thẩm quyền xem xét."
    )


def _replace(
    rating: Rating, choice: Choice, *, act: str, unit_id: int, number: str, decided_on: date, by, today: date,
    role: str = "", papers: list[str] | None = None, untrue: bool = False,
) -> Decision:  # fmt: skip
    one, level = rating.evaluation, choice.level
    check_day(one.cycle, decided_on, today)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Quyết định xếp loại thay thế"):
        delegation = may_sign(unit_id, by=by, days=(decided_on, today))
        clock.shared()
        pool = cap.locked(one.cycle, {(one.rater_unit_id, one.law)})[one.rater_unit_id, one.law]
        if Rating.objects.filter(replaces=rating).exists():
            raise EvaluationRefused("Kết quả này đã được thay bằng quyết định khác.", code="replaced")
        if level == rating.level:
            raise EvaluationRefused(
                "Mức mới giống mức cũ; giữ nguyên thì không cần quyết định mới.", code="same", field="level"
            )
        facts = facts_of([one])
        verdict = _judged(rating, level, facts)
        signer = signer_of(by, delegation, decided_on)
        troubles = [
            *against_level(choice, verdict, above=rating.level if untrue else ""),
            *against_act(one, act, level=level, signer=signer, papers=papers or [], role=role),
        ]
        troubles += _no_place(rating, level)
        if troubles:
            raise Blocked(troubles)
        try:
            with transaction.atomic():
                decision = Decision.objects.create(
                    cycle=one.cycle, unit_id=unit_id, number=number, decided_on=decided_on,
                    published_on=today, signed_by=by, delegation=delegation,
                    shown_in_unit=rating.decision.shown_in_unit,
                )  # fmt: skip
                Rating.objects.create(
                    decision=decision, evaluation=one, level=level, suggested=verdict.get("level") or "",
                    outcome=verdict["outcome"], reason=choice.reason.strip(), grounds=verdict, pool=pool,
                    replaces=rating,
                )  # fmt: skip
                if rating.level == RatingLevel.NOT_FULFILLED:
                    forget_grounds(one, year=facts[one.pk]["year"], by=by)
                count_grounds([one], facts=facts, levels={one.pk: level}, by=by)
                tell_results(decision, [one], today=today)
        except IntegrityError as error:
            raise refused(error) from None
        for year in (one.cycle.year, one.cycle.year + 1):  # a row of two years ends in the next one
            follow(year, by=by, decision=decision.pk)
    return decision


def _judged(rating: Rating, level: str, facts: dict[int, dict]) -> dict:
    """What the law says of the person now, told too whether the pool has a place left without this rating."""
    one, pool = rating.evaluation, _pool(rating)
    signed = Counter(pool.signed)
    signed[pool.group_of(one), rating.level] -= 1
    said = {one.pk: check(facts[one.pk], on=one.organisation.rated_on)}
    pools = {one.law: dataclasses.replace(pool, signed=signed)}
    return with_places(one.cycle, [one], chosen={one.pk: level}, facts=facts, said=said, pools=pools)[one.pk]


def _no_place(rating: Rating, level: str) -> list[str]:
    """The cap guards what adds an EXCELLENT; what only lowers it is allowed."""
    if level != RatingLevel.EXCELLENT:
        return []
    one, pool = rating.evaluation, _pool(rating)
    group, levels = pool.group_of(one), Counter(pool.signed)
    levels[group, rating.level] -= 1
    levels[group, level] += 1
    adds = Counter({(group, level): 1})
    count, said = cap.counted(one.cycle, pool, group=one.group, levels=levels, adds=adds)
    return [] if said["permitted"] else cap.no_place(count, [group])


def _pool(rating: Rating) -> cap.Standing:
    law = rating.pool.law
    return cap.standing(rating.evaluation.cycle, rating.pool.unit_id, [law])[law]
