"""Recognising organisations: one decision, numbered and dated, for one or many; all of them or none."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import pghistory
from django.db import IntegrityError, transaction

from agencies.models import UnitPeriod
from evaluations import organisation_cap as cap
from evaluations.against import Choice, against_level
from evaluations.enums import OrganisationState, RatingLevel
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.law.check import check
from evaluations.law.choose import law_on
from evaluations.law.kinds.acts import FactStops
from evaluations.models import (
    Cycle,
    OrganisationEvaluation,
    Recognition,
    RecognitionDecision,
    RecognitionNotice,
)
from evaluations.organisation_facts import open_complaints, organisation_verdicts, unrated_below
from evaluations.organisation_places import contested_in_range
from evaluations.signers import Signer, check_day, may_sign, person_of
from evaluations.tell_stood_on import tell_lowered_organisation

LOWER_UNRATED = "organisation.lower_unrated"


@dataclass(frozen=True, slots=True)
class Told:
    """A related agency that gets the notice: a unit of the portal, or somebody else by name."""

    name: str
    unit_id: int | None = None


def recognise(
    *,
    cycle: Cycle,
    unit_id: int,
    choices: Collection[Choice],
    number: str,
    decided_on: date,
    told: Collection[Told],
    by,
    today: date,
) -> RecognitionDecision:
    """Sign as the head of the unit. Raises Blocked with all that stands in the way, or EvaluationRefused."""
    if not choices:
        raise EvaluationRefused("Chưa chọn tổ chức nào để ký.", code="nobody")
    _refuse_untold(told)
    check_day(cycle, decided_on, today)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ký công nhận xếp loại tổ chức"):
        delegation = may_sign(unit_id, by=by, days=(decided_on, today))
        asked = {one.evaluation_id: one for one in choices}
        found = _evaluations(cycle, unit_id, asked)
        _refuse_lawless(found, decided_on)
        pools = cap.locked_pools(cycle, unit_id, {one.law for one in found})
        full, over = _cap(cycle, unit_id, found, asked)
        verdicts = organisation_verdicts(found, full=full)
        few = contested_in_range(cycle, unit_id, {pk: choice.level for pk, choice in asked.items()})
        for pk in few.keys() & verdicts.keys():
            verdicts[pk]["contested"] = few[pk]
        signer = Signer(by, person_of(by), delegation, decided_on)
        names = _names(found, decided_on)
        below, complained = unrated_below(found), open_complaints(found)
        troubles = [
            f"{names[one.unit_id]}: {sentence}"
            for one in found
            for sentence in [
                *against_level(asked[one.pk], verdicts[one.pk], whom="tổ chức"),
                *_against_act(
                    one, ("recognise",), signer, level=asked[one.pk].level, below=below[one.pk],
                    complained=one.unit_id in complained,
                ),
            ]
        ]  # fmt: skip
        if troubles := [*troubles, *over]:
            raise Blocked(troubles)
        try:
            with transaction.atomic():
                decision = _decision(cycle, unit_id, number, signer, today)
                Recognition.objects.bulk_create(
                    _recognition(decision, one, asked[one.pk], verdicts[one.pk], pools[one.law])
                    for one in found
                )
                _tell(decision, found, names, told, today)
        except IntegrityError as error:
            raise _refused(error) from None
    return decision


def cancel_and_recognise(
    *,
    recognition: Recognition,
    level: str,
    reason: str,
    cancel_reason: str,
    number: str,
    decided_on: date,
    told: Collection[Told],
    by,
    today: date,
) -> RecognitionDecision:
    """Hủy kết quả và xếp loại lại: a new recognition in the place of one found wrong; the old stays.

    Raises Blocked or EvaluationRefused.
    """
    one = recognition.evaluation
    cycle, unit_id = one.cycle, one.recogniser_unit_id
    _refuse_untold(told)
    check_day(cycle, decided_on, today)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Hủy, công nhận lại xếp loại tổ chức"):
        delegation = may_sign(unit_id, by=by, days=(decided_on, today))
        _refuse_lawless([one], decided_on)
        pool = cap.locked_pools(cycle, unit_id, {one.law})[one.law]
        if Recognition.objects.filter(replaces=recognition).exists():
            raise EvaluationRefused("Kết quả này đã được thay bằng quyết định khác.", code="replaced")
        if level == recognition.level:
            raise EvaluationRefused("Mức mới giống mức cũ; chọn mức khác.", code="same", field="level")
        choice = Choice(one.pk, level, reason)
        full, over = _cap(cycle, unit_id, [one], {one.pk: choice}, without=recognition.level)
        verdict = organisation_verdicts([one], full=full)[one.pk]
        signer = Signer(by, person_of(by), delegation, decided_on)
        papers = ["replacement_reason"] if cancel_reason.strip() else []
        troubles = [
            *against_level(choice, verdict, whom="tổ chức"),
            *_against_act(
                one, ("cancel", "recognise"), signer, level=level, papers=papers,
                below=unrated_below([one])[one.pk], complained=one.unit_id in open_complaints([one]),
            ),
            *over,
        ]  # fmt: skip
        if troubles:
            raise Blocked(troubles)
        try:
            with transaction.atomic():
                decision = _decision(cycle, unit_id, number, signer, today)
                new = _recognition(decision, one, choice, verdict, pool)
                new.replaces, new.cancel_reason = recognition, cancel_reason.strip()
                new.save()
                tell_lowered_organisation(new)
                _tell(decision, [one], _names([one], decided_on), told, today)
        except IntegrityError as error:
            raise _refused(error) from None
    return decision


def _evaluations(cycle: Cycle, unit_id: int, asked: dict[int, Choice]) -> list[OrganisationEvaluation]:
    found = list(
        OrganisationEvaluation.objects.recognised_by(cycle, unit_id)
        .filter(pk__in=asked)
        .select_related("organisation", "cycle", "report", "proposal")
        .prefetch_related("points")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if len(found) < len(asked):
        raise EvaluationRefused(
            "Có tổ chức không thuộc thẩm quyền công nhận của đơn vị này. Tải lại trang.", code="not_theirs"
        )
    if any(one.organisation.state != OrganisationState.OPEN for one in found):
        raise EvaluationRefused("Kỳ đánh giá của tổ chức đã đóng hoặc chưa mở.", code="closed")
    return found


def _cap(
    cycle: Cycle,
    unit_id: int,
    found: list[OrganisationEvaluation],
    asked: dict[int, Choice],
    without: str = "",
) -> tuple[set[int], list[str]]:
    """Those to whom no place is left, and a sentence for each law whose cap the batch would overfill."""
    signed, shares = cap.recognised(cycle, unit_id), cap.raised_shares(cycle, unit_id)
    full: set[int] = set()
    over: list[str] = []
    for law in {one.law for one in found}:
        those = [one for one in found if one.law == law]
        new = Counter(asked[one.pk].level for one in those)
        levels = signed.get(law, Counter()) + new
        if without:
            levels[without] -= 1
        count, said = cap.counted(
            cycle,
            law=law,
            group=those[0].group,
            levels=levels,
            adds=new[RatingLevel.EXCELLENT],
            share=shares[law].share if law in shares else None,
        )
        if count.most is not None and count.excellent >= count.most:
            full |= {one.pk for one in those if asked[one.pk].level != RatingLevel.EXCELLENT}
        if not said["permitted"]:
            over.append(
                f"Hết chỗ hoàn thành xuất sắc: {count.says}; "
                f"nếu ký sẽ là {count.excellent} tổ chức ({count.cite})."
            )
    return full, over


def _against_act(
    one: OrganisationEvaluation,
    acts: Collection[str],
    signer: Signer,
    *,
    level: str,
    below: list[str],
    complained: bool,
    papers: Collection[str] = (),
):
    """Where the law of the day doesn't give the acts to the signer, or something must come first."""
    actor: dict[str, Any] = {
        "role": one.recogniser_role,
        "id": signer.person.pk if signer.person else f"account-{signer.user.pk}",
    }
    if signer.delegation:
        actor |= {"for_absent": True, "delegation": {"from": signer.delegation.valid.lower.isoformat()}}
    report = getattr(one, "report", None)
    law = law_on(one.group, signer.on)
    lower = {rule.id for rule in law.rules if isinstance(rule, FactStops) and rule.fact == LOWER_UNRATED}
    documents = [*papers, *(["proposal"] if report and report.submitted_at else [])]
    for act in acts:
        facts = {
            "subject": "act", "act": act, "group": one.group, "on": signer.on.isoformat(), "actor": actor,
            "ratee": {"place": one.place, "id": f"unit-{one.unit_id}"}, "documents": documents,
            "decides": level,
            "organisation": {"lower_unrated": bool(below), "complaints_unverified": complained},
        }  # fmt: skip
        said = check(facts, on=signer.on)
        for finding in said["findings"]:
            if finding["rule"] in said["refused_by"]:
                also = f" Chưa xếp loại: {', '.join(below)}." if finding["rule"] in lower and below else ""
                yield f"{finding['says']} ({finding['cite']}){also}"


def _names(found: Collection[OrganisationEvaluation], on: date) -> dict[int, str]:
    periods = UnitPeriod.objects.as_of(on).of_units([one.unit_id for one in found])
    known = dict(periods.values_list("unit_id", "name"))
    return {one.unit_id: known.get(one.unit_id, str(one)) for one in found}


def _decision(cycle: Cycle, unit_id: int, number: str, signer: Signer, today: date) -> RecognitionDecision:
    return RecognitionDecision.objects.create(
        cycle=cycle, unit_id=unit_id, number=number, decided_on=signer.on, signed_on=today,
        signed_by=signer.user, delegation=signer.delegation,
    )  # fmt: skip


def _recognition(decision, one: OrganisationEvaluation, choice: Choice, verdict: dict, pool) -> Recognition:
    return Recognition(
        decision=decision,
        evaluation=one,
        level=choice.level,
        suggested=verdict.get("level") or "",
        outcome=verdict["outcome"],
        reason=choice.reason.strip(),
        grounds=verdict,
        pool=pool,
    )


def _tell(decision, found, names: dict[int, str], told: Collection[Told], today: date) -> None:
    """The notices: one to each organisation, one to each related agency."""
    own = {one.unit_id for one in found}
    notices = [
        RecognitionNotice(decision=decision, unit_id=unit, name=names[unit], is_related=False, sent_on=today)
        for unit in own
    ]
    notices += [
        RecognitionNotice(
            decision=decision, unit_id=one.unit_id, name=one.name, is_related=True, sent_on=today
        )
        for one in dict.fromkeys(told)
        if one.unit_id not in own or one.unit_id is None
    ]
    RecognitionNotice.objects.bulk_create(notices)


def _refuse_lawless(found: Collection[OrganisationEvaluation], on: date) -> None:
    """An act is by the law of its own day: there must be one."""
    if any(law_on(one.group, on) is None for one in found):
        raise EvaluationRefused(
            f"Ngày {on:%d/%m/%Y} chưa có quy định về công nhận xếp loại tổ chức này.",
            code="no_law",
            field="decided_on",
        )


def _refuse_untold(told: Collection[Told]) -> None:
    if not any(one.name.strip() for one in told):
        raise EvaluationRefused(
            "Chọn ít nhất một cơ quan liên quan nhận thông báo kết quả.", code="told", field="related"
        )


def _refused(error: IntegrityError) -> EvaluationRefused:
    """The sentence for a constraint that a decision met; what isn't known is raised again."""
    if "evaluations_recognition_number_once" in str(error):
        return EvaluationRefused("Số quyết định này đã dùng trong kỳ.", code="number", field="number")
    if "evaluations_first_recognition_once" in str(error):
        return EvaluationRefused("Có tổ chức vừa được ký ở nơi khác. Tải lại trang.", code="signed")
    raise error
