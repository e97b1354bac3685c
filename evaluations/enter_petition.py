"""Nhập thay kiến nghị: a petition on paper, of somebody without an account, comes in by another's hand.

The clerk or the personnel body on the side of who answers enters it: not the person, who files by themself,
and not who answers, as one petition is all that there may be and its day decides about the terms, which run
from the day on which the paper was received.
"""

from collections.abc import Sequence
from datetime import date

import pghistory
from django.db import transaction
from django.utils import timezone

from evaluations.enums import BehalfKind
from evaluations.errors import EvaluationRefused
from evaluations.models import PeriodScore, Petition, Rating
from evaluations.on_behalf import mark
from evaluations.petition import take_in
from evaluations.scores.petition import take_in_of_score
from evaluations.signers import person_of
from evaluations.tell import tell_entered
from evaluations.who_may import sides_with, signs_for


def enter_petition(
    *, rating: Rating, text: str, received_on: date, reason: str, source: str, files: Sequence, by,
    today: date,
) -> Petition:  # fmt: skip
    """Enter a petition against a rating. Raises EvaluationRefused for who may not, without a scan, of a day
    before the publication or to come, or for what stands against filing it on that day."""
    one = rating.evaluation
    _refuse(one.rater_unit_id, one.person_id, rating.decision.published_on, received_on, files, by, today)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Nhập kiến nghị từ bản giấy"):
        made = take_in(rating=rating, text=text, on=received_on, by=by, files=files)
        return _entered(made, reason, source, by, today)


def enter_score_petition(
    *, score: PeriodScore, text: str, received_on: date, reason: str, source: str, files: Sequence, by,
    today: date,
) -> Petition:  # fmt: skip
    """Enter a petition about a confirmed score. Raises EvaluationRefused as ``enter_petition``."""
    confirmed_on = timezone.localdate(score.confirmed_at) if score.confirmed_at else None
    _refuse(score.monitor_unit_id, score.person_id, confirmed_on, received_on, files, by, today)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Nhập kiến nghị về điểm từ bản giấy"):
        made = take_in_of_score(score=score, text=text, on=received_on, by=by, files=files)
        return _entered(made, reason, source, by, today)


def against_entering(unit_id: int, person_id: int, by) -> str:
    """Why the user may not enter a petition that the unit's head answers; empty where they may."""
    person = person_of(by)
    if person and person.pk == person_id:
        return "Kiến nghị của mình thì tự gửi, không nhập thay."
    if unit_id in signs_for(by):
        return "Người trả lời kiến nghị không tự nhập thay; giao đầu mối của đơn vị hoặc của cấp trên nhập."
    if not sides_with(by, unit_id):
        return "Chỉ đầu mối của đơn vị có thẩm quyền trả lời, hoặc của cấp trên, mới nhập thay kiến nghị."
    return ""


def _refuse(
    unit_id: int, person_id: int, told_on: date | None, received_on: date, files: Sequence, by, today: date
) -> None:
    if against := against_entering(unit_id, person_id, by):
        raise EvaluationRefused(against, code="not_theirs")
    if not files:
        raise EvaluationRefused("Kèm bản quét của đơn.", code="scan", field="files")
    if received_on > today:
        raise EvaluationRefused("Ngày nhận đơn chưa đến.", code="future", field="received_on")
    if told_on and received_on < told_on:
        raise EvaluationRefused(
            f"Kết quả thông báo ngày {told_on:%d/%m/%Y}; ngày nhận đơn không thể trước ngày đó.",
            code="before",
            field="received_on",
        )


def _entered(made: Petition, reason: str, source: str, by, today: date) -> Petition:
    mark(BehalfKind.PAPER, reason, source, by, today, petition=made)
    tell_entered(made, by=by)
    return made
