"""Đề nghị xếp loại: one press on the rating sheet; changed freely until the decision is signed."""

import pghistory
from django.db import transaction

from evaluations.enums import General, RatingLevel
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation, Proposal
from evaluations.writing import locked

# What the head who proposes a level says of the general criteria: the sheet asks for nothing more.
IMPLIED = {
    RatingLevel.EXCELLENT: General.WELL,
    RatingLevel.GOOD: General.MET,
    RatingLevel.FULFILLED: General.MET,
    RatingLevel.NOT_FULFILLED: General.MET,
}


def propose(*, evaluation: Evaluation, level: str, by, reason: str = "") -> Proposal:
    """Put down or change the proposal. Raises EvaluationRefused where it is signed or the unit closed."""
    if level not in RatingLevel.values:
        raise EvaluationRefused("Chọn một trong bốn mức xếp loại.", code="level", field="level")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Đề nghị xếp loại"):
        evaluation = locked(evaluation)
        proposal, _ = Proposal.objects.update_or_create(
            evaluation=evaluation,
            defaults={
                "level": level,
                "general": IMPLIED[RatingLevel(level)],
                "reason": reason.strip(),
                "made_by": by,
            },
        )
    return proposal
