"""Nhập thay: another enters a form for somebody who has no account, is absent, or hands in nothing.

It is the side of who rates or monitors that enters: of a head the level above, never the head's own unit; and
nobody for themself. A clerk enters from paper only; who monitors may also score who handed in nothing (khoản
4 Điều 3, khoản 1 Điều 10 NĐ 335/2025: the score is theirs to give).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from evaluations import self_evaluate
from evaluations.enums import BehalfKind
from evaluations.errors import EvaluationRefused
from evaluations.models import Absence, Evaluation, OnBehalf, PeriodScore, SelfEvaluation
from evaluations.scores import write
from evaluations.signers import person_of
from evaluations.steps_done import absences_of
from evaluations.who_may import sides_with, signs_for


def enter_self(
    *, evaluation: Evaluation, words: Mapping[str, str], answers: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]] | None, reason: str, source: str, by, today: date,
) -> SelfEvaluation:  # fmt: skip
    """Enter the yearly form from paper, and send it. Raises EvaluationRefused."""
    refuse_others(evaluation.rater_unit_id, by)
    refuse_oneself(evaluation.person_id, by)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Nhập thay phiếu tự đánh giá"):
        self_evaluate.save(evaluation=evaluation, words=words, answers=answers, rows=rows, by=by)
        written = self_evaluate.submit(evaluation=evaluation, by=by)
        mark(BehalfKind.PAPER, reason, source, by, today, self_evaluation=written)
        Absence.objects.filter(evaluation=evaluation).delete()
    return written


def enter_score(
    *, score: PeriodScore, kind: BehalfKind, parts: Mapping[str, str], words: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]], reason: str, source: str, by, today: date,
) -> PeriodScore:  # fmt: skip
    """Enter a month's form from paper; or score somebody who handed in none, by who monitors: the points are
    theirs then. It is sent either way. Raises EvaluationRefused."""
    refuse_others(score.monitor_unit_id, by)
    refuse_oneself(score.person_id, by)
    with transaction.atomic(), pghistory.context(user=by.pk, what=kind.label):
        if kind == BehalfKind.PAPER:
            write.save(score=score, parts=parts, words=words, rows=rows, by=by)
            score = write.submit(score=score, by=by)
        else:
            _refuse_early(score, by, today)
            write.save(score=score, parts={}, words={}, rows=rows, by=by)
            score = write.locked(score)
            score.parts = write.checked_parts(score, parts)
            write.refuse_lacking(score, score.parts)
            score.submitted_at, score.returned_reason = timezone.now(), ""
            score.save(update_fields=["parts", "submitted_at", "returned_reason"])
        mark(kind, reason, source, by, today, score=score)
    return score


def notes_about(evaluation: Evaluation) -> list[str]:
    """Who entered the yearly form instead of the person, or why they are absent."""
    entered = (
        OnBehalf.objects.filter(self_evaluation__evaluation=evaluation).select_related("made_by").first()
    )
    return [f"{one}." for one in (entered, absences_of([evaluation]).get(evaluation.pk)) if one]


def refuse_others(unit_id: int, by) -> None:
    """Raises EvaluationRefused for who isn't on the side of the unit whose head rates or monitors."""
    if not sides_with(by, unit_id):
        raise EvaluationRefused(
            "Chỉ người đứng đầu có thẩm quyền, hoặc đầu mối của đơn vị đó, mới ghi thay được.",
            code="not_theirs",
        )


def refuse_oneself(person_id: int, by) -> None:
    person = person_of(by)
    if person and person.pk == person_id:
        raise EvaluationRefused("Phiếu của mình thì tự viết, không nhập thay.", code="oneself")


def _refuse_early(score: PeriodScore, by, today: date) -> None:
    """Only who monitors scores who handed in nothing, and once the period is over (or it is the one in which
    the year is rated)."""
    if score.monitor_unit_id not in signs_for(by):
        raise EvaluationRefused(
            "Chấm khi người được đánh giá không gửi phiếu là việc của người theo dõi, đánh giá; "
            "đầu mối chỉ nhập thay từ bản giấy.",
            code="not_the_monitor",
        )
    if today <= score.ends_on and not score.starts_on <= score.cycle.rated_on <= score.ends_on:
        raise EvaluationRefused(
            f"Kỳ chưa hết (ngày cuối {score.ends_on:%d/%m/%Y}) nên chưa thể nói là không gửi phiếu.",
            code="early",
        )


def mark(kind: BehalfKind, reason: str, source: str, by, today: date, **form) -> None:
    """Put down who entered it, why and from what. Raises EvaluationRefused without either."""
    if not reason.strip():
        raise EvaluationRefused("Ghi lý do người khác nhập thay.", code="reason", field="reason")
    if kind == BehalfKind.PAPER and not source.strip():
        raise EvaluationRefused(
            "Ghi nguồn: bản giấy nào, ký ngày nào, lưu ở đâu.", code="source", field="source"
        )
    said = {"kind": kind, "reason": reason.strip(), "source": source.strip(), "made_by": by, "made_on": today}
    OnBehalf.objects.update_or_create(**form, defaults=said)
