"""The records of evaluation: cycles, and the steps of each person's evaluation up to the signed rating."""

from evaluations.models.authority_rules import AuthorityRules
from evaluations.models.cycles import Cycle, Delegation, Evaluation, Organisation
from evaluations.models.deadlines import Reminder, StepDeadline
from evaluations.models.duty_groups import DutyGroup, DutyMember, RaisedPeopleShare
from evaluations.models.follow import FollowUp, StatedFact
from evaluations.models.meetings import MeetingOpinion, NoticeNumber
from evaluations.models.moves import HandOver, Notice
from evaluations.models.national import ExportedRating, ExportedScore, NationalExport, NationalFile
from evaluations.models.on_behalf import Absence, OnBehalf
from evaluations.models.organisations import (
    OrganisationEvaluation,
    OrganisationPoints,
    OrganisationProposal,
    OrganisationReport,
)
from evaluations.models.past import PastRating, PastRatingRow
from evaluations.models.petitions import Petition, PetitionFile
from evaluations.models.printouts import Printout
from evaluations.models.recognitions import (
    OrganisationPool,
    RaisedShare,
    Recognition,
    RecognitionDecision,
    RecognitionNotice,
)
from evaluations.models.relatives import Relative
from evaluations.models.scores import PeriodScore, ScoresFollowed
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
    "Absence",
    "AuthorityRules",
    "CriterionAnswer",
    "Cycle",
    "Decision",
    "Delegation",
    "DutyGroup",
    "DutyMember",
    "Evaluation",
    "ExportedRating",
    "ExportedScore",
    "FollowUp",
    "HandOver",
    "MeetingOpinion",
    "NationalExport",
    "NationalFile",
    "Notice",
    "NoticeNumber",
    "OnBehalf",
    "Organisation",
    "OrganisationEvaluation",
    "OrganisationPoints",
    "OrganisationPool",
    "OrganisationProposal",
    "OrganisationReport",
    "PastRating",
    "PastRatingRow",
    "PeriodScore",
    "Petition",
    "PetitionFile",
    "Pool",
    "Printout",
    "Proposal",
    "RaisedPeopleShare",
    "RaisedShare",
    "Rating",
    "Recognition",
    "RecognitionDecision",
    "RecognitionNotice",
    "Relative",
    "Reminder",
    "ScoresFollowed",
    "SelfEvaluation",
    "StatedFact",
    "StepDeadline",
    "StepRecord",
    "UnitLevel",
    "UnitLevelRow",
    "UnitMatter",
    "UnitTargets",
]
