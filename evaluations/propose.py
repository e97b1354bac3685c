"""Đề nghị xếp loại: one press on the rating sheet; changed freely until the decision is signed."""

import pghistory
from django.db import transaction

from evaluations.enums import General, RatingLevel
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation, Proposal
from evaluations.signers import person_of
from evaluations.writing import locked


def propose(
    *, evaluation: Evaluation, level: str, by, reason: str = "", general: str = General.WELL
) -> Proposal:
    """Put down or change the proposal. ``general`` is how the head judges the general criteria, apart from
    the level. Raises EvaluationRefused where it is signed or the unit closed, or of oneself."""
    if level not in RatingLevel.values:
        raise EvaluationRefused("Chọn một trong bốn mức xếp loại.", code="level", field="level")
    if general not in General.values:
        raise EvaluationRefused("Chọn mức đáp ứng các tiêu chí chung.", code="general", field="general")
    person = person_of(by)
    if person and person.pk == evaluation.person_id:
        raise EvaluationRefused("Không ai tự đề nghị mức xếp loại cho mình.", code="oneself")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Đề nghị xếp loại"):
        evaluation = locked(evaluation)
        proposal, _ = Proposal.objects.update_or_create(
            evaluation=evaluation,
            defaults={
                "level": level,
                "general": general,
                "reason": reason.strip(),
                "made_by": by,
            },
        )
    return proposal
