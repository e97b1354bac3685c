"""Đề nghị xếp loại: one press on the rating sheet; changed freely until the decision is signed."""

import pghistory
from django.db import transaction

from evaluations.enums import General, OrganisationState, RatingLevel
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation, Proposal

# What a level says of the general criteria where the head judged nothing else.
IMPLIED = {
    RatingLevel.EXCELLENT: General.WELL,
    RatingLevel.GOOD: General.MET,
    RatingLevel.FULFILLED: General.MET,
    RatingLevel.NOT_FULFILLED: General.MET,
}


def propose(*, evaluation: Evaluation, level: str, by, general: str = "", reason: str = "") -> Proposal:
    """Put down or change the proposal. Raises EvaluationRefused where it is signed or the unit closed."""
    if level not in RatingLevel.values:
        raise EvaluationRefused("Chọn một trong bốn mức xếp loại.", code="level", field="level")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Đề nghị xếp loại"):
        locked = Evaluation.objects.select_for_update(of=("self",)).select_related("organisation")
        evaluation = locked.get(pk=evaluation.pk)
        if evaluation.organisation.state != OrganisationState.OPEN:
            raise EvaluationRefused("Kỳ đánh giá của đơn vị không mở.", code="closed")
        if evaluation.ratings.exists():
            raise EvaluationRefused("Người này đã có quyết định xếp loại.", code="signed")
        proposal, _ = Proposal.objects.update_or_create(
            evaluation=evaluation,
            defaults={
                "level": level,
                "general": general or IMPLIED[RatingLevel(level)],
                "reason": reason.strip(),
                "made_by": by,
            },
        )
    return proposal
