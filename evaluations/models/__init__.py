"""The records of evaluation: cycles, and the steps of each person's evaluation up to the signed rating."""

from evaluations.models.cycles import Cycle, CycleDeadline, Delegation, Evaluation, Organisation
from evaluations.models.steps import (
    CriterionAnswer,
    Decision,
    Pool,
    Proposal,
    Rating,
    SelfEvaluation,
    StepRecord,
)

__all__ = [
    "CriterionAnswer",
    "Cycle",
    "CycleDeadline",
    "Decision",
    "Delegation",
    "Evaluation",
    "Organisation",
    "Pool",
    "Proposal",
    "Rating",
    "SelfEvaluation",
    "StepRecord",
]
