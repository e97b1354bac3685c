"""Kiến nghị: filed by the person within the term, answered by who rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pghistory
from django.db import IntegrityError, transaction

from evaluations.against import against_act
from evaluations.enums import PetitionState
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.law.check import check
from evaluations.law.kinds.petitions import Deadline
from evaluations.law.rule_sets import all_rule_sets, authorities
from evaluations.law.rules import Subject
from evaluations.models import Petition, PetitionFile, Rating
from evaluations.publish import SINCE
from evaluations.replace_rating import replace_rating
from evaluations.setting_words import leaned_on
from evaluations.signers import may_sign, signer_of
from evaluations.tell import tell_answer
from staff import evidence


def term(rating: Rating, *, on: date) -> dict:
    """What the law of the day says of a petition against the rating, filed on that day."""
    published = rating.decision.published_on.isoformat()
    facts = {
        "subject": "petition", "about": "rating", "group": rating.evaluation.group, "on": on.isoformat(),
        "published_on": published, "filed_on": on.isoformat(), "received_on": on.isoformat(),
        "authorities": rating.evaluation.stricter,
    }  # fmt: skip
    return check(facts, on=on)


@dataclass(frozen=True, slots=True)
class Filing:
    """The last day of a petition (None where the law names none), the article, and that with the settings by
    which the day was counted."""

    due: date | None
    article: str
    cite: str


def filing(said: dict) -> Filing:
    """Of what ``term`` gives."""
    due = said["due"].get(SINCE)
    terms = _filing_terms()
    found = [one for one in said["findings"] if one["rule"] in terms]
    found += [one for one in said["findings"] if one["acts"]]
    finding = next(iter(found), {"cite": ""})
    cite = "; ".join(filter(None, [finding["cite"], leaned_on(said["law"]["code"], finding)]))
    return Filing(date.fromisoformat(due) if due else None, finding["cite"], cite)


def _filing_terms() -> set[str]:
    """The rules that say until when a petition may be filed."""
    sets = [*all_rule_sets().values(), *authorities().values()]
    rules = [rule for one in sets for rule in one.rules if isinstance(rule, Deadline)]
    return {rule.id for rule in rules if rule.subject is Subject.PETITION and rule.since == SINCE}


def file_petition(*, rating: Rating, text: str, on: date, by, files: Sequence = ()) -> Petition:
    """The ratee petitions. Raises EvaluationRefused for a stranger, without words, too late, or twice."""
    if rating.evaluation.person.account_id != by.pk:
        raise EvaluationRefused("Chỉ người được xếp loại mới gửi kiến nghị.", code="stranger")
    return take_in(rating=rating, text=text, on=on, by=by, files=files)


def take_in(*, rating: Rating, text: str, on: date, by, files: Sequence) -> Petition:
    """Keep the petition of a day, whoever puts it in. Raises EvaluationRefused as ``file_petition``."""
    if not text.strip():
        raise EvaluationRefused("Ghi nội dung và căn cứ của kiến nghị.", code="empty", field="text")
    said = term(rating, on=on)
    late = [one for one in said["findings"] if one["rule"] in said["warned_by"] + said["refused_by"]]
    if late:
        raise EvaluationRefused(f"Đã hết hạn gửi. {late[0]['says']} ({late[0]['cite']})", code="late")
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, what="Gửi kiến nghị"):
            if Rating.objects.filter(replaces=rating).exists():
                raise EvaluationRefused("Kết quả này đã được thay bằng quyết định khác.", code="replaced")
            made = Petition.objects.create(
                rating=rating,
                text=text.strip(),
                filed_on=on,
                due_on=date.fromisoformat(said["due"]["received_on"]),
            )
            keep_files(made, files, by=by)
            return made
    except IntegrityError as error:
        if "evaluations_petition_rating_id" not in str(error):
            raise
        raise EvaluationRefused(
            "Đã có kiến nghị về kết quả này; mỗi kết quả kiến nghị một lần.", code="twice"
        ) from None


def keep_files(petition: Petition, files: Sequence, *, by) -> None:
    """Keep the uploads with the petition. Raises StaffRefused (``staff.evidence.keep``)."""
    for one in files:
        kept = evidence.keep(one, person=petition.person, by=by)
        PetitionFile.objects.create(petition=petition, evidence=kept)


def answer(
    *, petition: Petition, text: str, on: date, by, today: date, level: str = "", number: str = ""
) -> Petition:
    """Keep the rating (no ``level``), or rate anew by a decision of that number.

    Raises EvaluationRefused, or Blocked where the law or the cap stands against the new level.
    """
    if not text.strip():
        raise EvaluationRefused("Ghi nội dung trả lời.", code="empty", field="text")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Trả lời kiến nghị"):
        petition = (
            Petition.objects.select_for_update(of=("self",))
            .select_related("rating__evaluation__organisation")
            .get(pk=petition.pk)
        )
        if petition.state != PetitionState.OPEN:
            raise EvaluationRefused("Kiến nghị đã được trả lời; không xem xét lại.", code="answered")
        if not petition.filed_on <= on <= today:
            raise EvaluationRefused(
                "Ngày trả lời phải từ ngày gửi kiến nghị đến hôm nay.", code="day", field="on"
            )
        one = petition.rating.evaluation
        if level and (
            new := Rating.objects.filter(replaces=petition.rating).select_related("decision").first()
        ):
            raise EvaluationRefused(
                f"Kết quả này đã được thay bằng Quyết định số {new.decision.number} ngày "
                f"{new.decision.decided_on:%d/%m/%Y}: trả lời bằng lời, không kèm mức mới.",
                code="replaced", field="level",
            )  # fmt: skip
        delegation = may_sign(one.rater_unit_id, by=by, days=(on, today))
        signer = signer_of(by, delegation, on)
        if against := list(against_act(one, "answer_petition", level="", signer=signer, papers=[])):
            raise Blocked(against)
        if level:
            petition.decision = replace_rating(
                rating=petition.rating,
                level=level,
                reason=text,
                number=number,
                decided_on=on,
                by=by,
                today=today,
            )
        petition.state = PetitionState.UPHELD if level else PetitionState.KEPT
        petition.answer, petition.answered_on, petition.answered_by = text.strip(), on, by
        petition.save()
        tell_answer(petition)
    return petition
