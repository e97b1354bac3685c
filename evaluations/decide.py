"""Signing ratings: one decision, numbered and dated, for one or many people; all of them or none."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import pghistory
from django.db import IntegrityError, transaction

from evaluations import cap
from evaluations.against import Choice, against_act, against_general, against_level, papers_of
from evaluations.count_grounds import count_grounds
from evaluations.enums import General, OrganisationState, RatingLevel
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.facts_of import facts_of
from evaluations.law.check import check
from evaluations.meetings import against_meetings
from evaluations.models import (
    Cycle,
    Decision,
    Evaluation,
    PastRating,
    Pool,
    Rating,
)
from evaluations.models.past import SIGNED_WORDS
from evaluations.open_follow_ups import follow
from evaluations.places_left import contested, with_places
from evaluations.publish import check_published
from evaluations.signers import Signer, check_day, may_sign, signer_of
from evaluations.steps_done import StepsDone, steps_done
from evaluations.tell import tell_results
from imports import clock

FEW = 3  # of more people a sentence says how many, not who


def decide(
    *,
    cycle: Cycle,
    unit_id: int,
    choices: Collection[Choice],
    number: str,
    decided_on: date,
    by,
    today: date,
    published_on: date | None = None,
    shown_in_unit: bool = False,
) -> Decision:
    """Sign as the head of the unit; ``published_on`` is today unless it is given (``check_published``).

    Raises Blocked with all that stands in the way, or EvaluationRefused.
    """
    if not choices:
        raise EvaluationRefused("Chưa chọn ai để ký quyết định.", code="nobody")
    check_day(cycle, decided_on, today)
    published_on = check_published(published_on or today, decided_on=decided_on, today=today)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ký quyết định xếp loại"):
        delegation = may_sign(unit_id, by=by, days=(decided_on, today))
        asked = {one.evaluation_id: one for one in choices}
        found = _evaluations(cycle, unit_id, asked)
        clock.shared()  # no list of earlier years' ratings comes in between
        rows = cap.locked(cycle, {(unit_id, one.law) for one in found})
        pools = cap.standing(cycle, unit_id, {law for _, law in rows})
        facts, said = _judged(cycle, unit_id, found, asked, pools)
        signer = signer_of(by, delegation, decided_on)
        done = steps_done(found)
        papers, meetings = papers_of(found, done), against_meetings(found, done)
        against = [
            (one.person.full_name, sentence)
            for one in found
            for sentence in (
                *_against(one, asked[one.pk], said[one.pk], signer, papers[one.pk]),
                *meetings[one.pk],
            )
        ]
        against += _written_later(found, done, decided_on)
        against += _known_from_papers(cycle, found)
        troubles = [*_together(against), *_over_cap(cycle, pools, found, asked)]
        if troubles:
            raise Blocked(troubles)
        try:
            with transaction.atomic():
                decision = Decision.objects.create(
                    cycle=cycle, unit_id=unit_id, number=number, decided_on=decided_on,
                    published_on=published_on, shown_in_unit=shown_in_unit, signed_by=by,
                    delegation=delegation,
                )  # fmt: skip
                Rating.objects.bulk_create(
                    _rating(decision, one, asked[one.pk], said[one.pk], rows[unit_id, one.law])
                    for one in found
                )
                levels = {one.pk: asked[one.pk].level for one in found}
                count_grounds(found, facts=facts, levels=levels, by=by)
                tell_results(decision, found, today=today)
        except IntegrityError as error:
            raise refused(error) from None
        follow(cycle.year, by=by, decision=decision.pk)
    return decision


def _judged(
    cycle: Cycle, unit_id: int, found: list[Evaluation], asked: dict[int, Choice],
    pools: dict[str, cap.Standing],
) -> tuple[dict[int, dict], dict[int, dict]]:  # fmt: skip
    """Facts and verdicts of those to be signed; who else waits for a place beside them is looked at too."""
    waiting = Evaluation.objects.staying().filter(cycle=cycle, rater_unit=unit_id, ratings=None)
    beside = waiting.filter(law__in=pools).exclude(pk__in=asked)
    others = list(beside.select_related("person", "cycle", "organisation", "proposal", "self_evaluation"))
    everybody = [*found, *others]
    facts = facts_of(found) | (facts_of(others, assumed=General.WELL) if others else {})
    said = {one.pk: check(facts[one.pk], on=one.organisation.rated_on) for one in everybody}
    levels = {one.pk: asked[one.pk].level for one in found}
    fewer = contested(cycle, everybody, chosen=levels, said=said, pools=pools)
    said = with_places(cycle, found, chosen=levels, facts=facts, said=said, pools=pools)
    return facts, {pk: said[pk] | ({"contested": fewer[pk]} if pk in fewer else {}) for pk in asked}


def _evaluations(cycle: Cycle, unit_id: int, asked: dict[int, Choice]) -> list[Evaluation]:
    found = list(
        Evaluation.objects.staying()
        .filter(pk__in=asked, cycle=cycle, rater_unit=unit_id)
        .select_for_update(of=("self",))
        .select_related("person", "cycle", "organisation", "proposal", "self_evaluation")
        .order_by("person__sort_key", "pk")
    )
    if len(found) < len(asked):
        raise EvaluationRefused(
            "Có người không thuộc thẩm quyền xếp loại của đơn vị này. Tải lại trang.", code="not_theirs"
        )
    if any(one.organisation.state != OrganisationState.OPEN for one in found):
        raise EvaluationRefused("Kỳ đánh giá của đơn vị đã đóng.", code="closed")
    return found


def _known_from_papers(cycle: Cycle, found: Collection[Evaluation]):
    """Those whose rating of the year stands in the record already: two can't both be true."""
    people = {one.person_id: one.person.full_name for one in found}
    known = PastRating.objects.filter(person__in=people, year=cycle.year).order_by("person_id")
    for person, number in known.values_list("person_id", "number"):
        yield (
            people[person],
            f"Hồ sơ đã có kết quả xếp loại năm {cycle.year} theo văn bản{f' số {number}' if number else ''}. "
            "Nếu ghi nhầm, đề nghị Sở Nội vụ rút kết quả đó trước khi ký.",
        )


def _written_later(found: Collection[Evaluation], done: StepsDone, decided_on: date):
    """Of each the papers on which the decision would stand, although they are of a later day than it."""
    for one in found:
        for row in done[one.pk].values():
            if row.held_on > decided_on:
                yield (
                    one.person.full_name,
                    f"{row.get_step_display()} ghi ngày {row.held_on:%d/%m/%Y}, sau ngày quyết định "
                    f"({decided_on:%d/%m/%Y}). Sửa một trong hai ngày.",
                )


def _against(one: Evaluation, choice: Choice, verdict: dict[str, Any], signer: Signer, papers: list[str]):
    """The sentences that stand against this choice."""
    yield from against_level(choice, verdict)
    yield from against_general(one, choice)
    yield from against_act(one, "rate", level=choice.level, signer=signer, papers=papers)


def _together(against: list[tuple[str, str]]) -> list[str]:
    """One line for each sentence, with the names of those whom it concerns (of many: how many)."""
    names: dict[str, list[str]] = {}
    for name, sentence in against:
        names.setdefault(sentence, []).append(name)
    return [
        f"{', '.join(those) if len(those) <= FEW else f'{len(those)} người'}: {sentence}"
        for sentence, those in names.items()
    ]


def _over_cap(
    cycle: Cycle, pools: dict[str, cap.Standing], found: list[Evaluation], asked: dict[int, Choice]
) -> Iterator[str]:
    """One sentence for each pool, or group in it, that the batch would fill beyond its cap."""
    for law, pool in pools.items():
        those = [one for one in found if one.law == law]
        new = pool.levels((one, asked[one.pk].level) for one in those)
        adds = Counter({key: n for key, n in new.items() if key[1] == RatingLevel.EXCELLENT})
        count, said = cap.counted(cycle, pool, group=those[0].group, levels=pool.signed + new, adds=adds)
        if not said["permitted"]:
            yield from cap.no_place(count, [group for group, _ in adds])


def _rating(decision: Decision, one: Evaluation, choice: Choice, verdict: dict, pool: Pool) -> Rating:
    return Rating(
        decision=decision,
        evaluation=one,
        level=choice.level,
        suggested=verdict.get("level") or "",
        outcome=verdict["outcome"],
        reason=choice.reason.strip(),
        grounds=verdict,
        pool=pool,
    )


def refused(error: IntegrityError) -> EvaluationRefused:
    """The sentence for a constraint that a decision met; what isn't known is raised again."""
    if "evaluations_decision_number_once" in str(error):
        return EvaluationRefused("Số quyết định này đã dùng trong kỳ.", code="number", field="number")
    if "evaluations_first_rating_once" in str(error):
        return EvaluationRefused("Có người vừa được ký quyết định ở nơi khác. Tải lại trang.", code="signed")
    if SIGNED_WORDS in str(error):
        return EvaluationRefused("Có người vừa được ghi kết quả năm này theo văn bản.", code="past")
    raise error
