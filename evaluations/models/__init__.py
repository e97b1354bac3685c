"""The records of evaluation: cycles, and the steps of each person's evaluation up to the signed rating."""

from evaluations.models.cycles import Cycle, Delegation, Evaluation, Organisation
from evaluations.models.organisations import (
    OrganisationEvaluation,
    OrganisationPoints,
    OrganisationProposal,
    OrganisationReport,
)
from evaluations.models.petitions import Petition
from evaluations.models.recognitions import (
    OrganisationPool,
    RaisedShare,
    Recognition,
    RecognitionDecision,
    RecognitionNotice,
)
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
from evaluations.models.unit_facts import UnitLevel, UnitLevelRow, UnitMatter, UnitTargets

__all__ = [
    "CriterionAnswer",
    "Cycle",
    "Decision",
    "Delegation",
    "Evaluation",
    "Organisation",
    "OrganisationEvaluation",
    "OrganisationPoints",
    "OrganisationPool",
    "OrganisationProposal",
    "OrganisationReport",
    "PeriodScore",
    "Petition",
    "Pool",
    "Proposal",
    "RaisedShare",
    "Rating",
    "Recognition",
    "RecognitionDecision",
    "RecognitionNotice",
    "SelfEvaluation",
    "StepRecord",
    "UnitLevel",
    "UnitLevelRow",
    "UnitMatter",
    "UnitTargets",
]
