"""The records of evaluation: cycles, and the steps of each person's evaluation up to the signed rating."""

from evaluations.models.cycles import Cycle, Delegation, Evaluation, Organisation
from evaluations.models.petitions import Petition
from evaluations.models.printouts import Printout
from evaluations.models.scores import PeriodScore
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
    "Decision",
    "Delegation",
    "Evaluation",
    "Organisation",
    "PeriodScore",
    "Petition",
    "Pool",
    "Printout",
    "Proposal",
    "Rating",
    "SelfEvaluation",
    "StepRecord",
]
