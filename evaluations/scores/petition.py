"""Kiến nghị about a month's or quarter's score: filed by the person, answered by who monitors."""

from collections.abc import Sequence
from datetime import date

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluations.against import against_act
from evaluations.enums import PetitionState
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.law.check import case_of, check
from evaluations.law.errors import FactsError
from evaluations.law.kinds.petitions import MayPetition
from evaluations.models import PeriodScore, Petition
from evaluations.petition import keep_files
from evaluations.scores.confirm import ONESELF
from evaluations.signers import may_sign, person_of, signer_of
from evaluations.tell import tell_answer

ABOUT = "score"


def against_filing(score: PeriodScore, *, on: date) -> str:
    """Why no petition about the score may be filed on that day, with the article; empty where one may."""
    try:
        said, allows = _law(score, on)
    except FactsError as error:
        return str(error)
    against = [one for one in said["findings"] if one["rule"] in said["refused_by"] + said["warned_by"]]
    if against:
        return " ".join(f"{one['says']} ({one['cite']})" for one in against)
    if not allows:
        return "Quy định của ngày này không nêu kiến nghị về điểm tháng, quý; kiến nghị về kết quả xếp loại."
    return ""


def file_score_petition(*, score: PeriodScore, text: str, on: date, by, files: Sequence = ()) -> Petition:
    """The person petitions about their confirmed score. Raises EvaluationRefused for a stranger, without
    words, where the law gives no petition or its term is over, or twice."""
    if score.person.account_id != by.pk:
        raise EvaluationRefused("Chỉ người được chấm điểm mới gửi kiến nghị.", code="stranger")
    return take_in_of_score(score=score, text=text, on=on, by=by, files=files)


def take_in_of_score(*, score: PeriodScore, text: str, on: date, by, files: Sequence) -> Petition:
    """Keep the petition of a day, whoever puts it in. Raises EvaluationRefused as ``file_score_petition``."""
    if not text.strip():
        raise EvaluationRefused("Ghi nội dung và căn cứ của kiến nghị.", code="empty", field="text")
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, what="Gửi kiến nghị về điểm"):
            score = PeriodScore.objects.select_for_update(of=("self",)).get(pk=score.pk)
            if score.confirmed_at is None:
                raise EvaluationRefused("Điểm chưa được xác nhận nên chưa kiến nghị được.", code="open")
            if PeriodScore.objects.filter(replaces=score).exists():
                raise EvaluationRefused("Điểm này đã được chấm lại.", code="replaced")
            if sentence := against_filing(score, on=on):
                raise EvaluationRefused(f"Không nhận kiến nghị. {sentence}", code="law")
            said, _ = _law(score, on)
            made = Petition.objects.create(
                score=score,
                text=text.strip(),
                filed_on=on,
                due_on=date.fromisoformat(said["due"]["received_on"]),
            )
            keep_files(made, files, by=by)
            return made
    except IntegrityError as error:
        if "evaluations_petition_score_id" not in str(error):
            raise
        raise EvaluationRefused(
            "Đã có kiến nghị về điểm này; mỗi điểm kiến nghị một lần.", code="twice"
        ) from None


def answer_score_petition(*, petition: Petition, text: str, on: date, by, today: date) -> Petition:
    """Answer with words: kept where the score stands, upheld where a new version of it is confirmed.

    Raises EvaluationRefused, also while a new version waits for its confirmation, or Blocked by the law.
    """
    if not text.strip():
        raise EvaluationRefused("Ghi nội dung trả lời.", code="empty", field="text")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Trả lời kiến nghị về điểm"):
        petition = Petition.objects.select_for_update().get(pk=petition.pk)
        if petition.state != PetitionState.OPEN:
            raise EvaluationRefused("Kiến nghị đã được trả lời; không xem xét lại.", code="answered")
        if not petition.filed_on <= on <= today:
            raise EvaluationRefused(
                "Ngày trả lời phải từ ngày gửi kiến nghị đến hôm nay.", code="day", field="on"
            )
        score = PeriodScore.objects.select_for_update(of=("self",)).get(pk=petition.score_id)
        delegation = may_sign(score.monitor_unit_id, by=by, days=(on, today))
        person = person_of(by)
        if person and person.pk == score.person_id:
            raise EvaluationRefused(ONESELF, code="oneself")
        signer = signer_of(by, delegation, on)
        if against := list(against_act(score, "monitor", level="", signer=signer, papers=[])):
            raise Blocked(against)
        new = PeriodScore.objects.filter(replaces=score).first()
        if new and new.confirmed_at is None:
            raise EvaluationRefused(
                "Điểm mới chưa được xác nhận; xác nhận điểm mới rồi trả lời kiến nghị.", code="unconfirmed"
            )
        petition.new_score = new
        petition.state = PetitionState.UPHELD if new else PetitionState.KEPT
        petition.answer, petition.answered_on, petition.answered_by = text.strip(), on, by
        petition.save()
        tell_answer(petition)
    return petition


def _law(score: PeriodScore, on: date) -> tuple[dict, bool]:
    """What the law of the day says, and whether it speaks of petitions about scores at all."""
    published = timezone.localdate(score.confirmed_at).isoformat()
    facts = {
        "subject": "petition", "about": ABOUT, "group": score.group, "on": on.isoformat(),
        "published_on": published, "filed_on": on.isoformat(), "received_on": on.isoformat(),
        "authorities": score.stricter,
    }  # fmt: skip
    rules = case_of(facts, on=on).rules(MayPetition)
    return check(facts, on=on), any(rule.about == ABOUT for rule in rules)
