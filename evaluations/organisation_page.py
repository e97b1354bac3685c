"""An organisation's evaluation as it is read: what it wrote, its points, the law's verdict, the result."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluations.law import cite
from evaluations.law.check import check
from evaluations.law.kinds.acts import PLACES, ROLES
from evaluations.law.rule_sets import RuleSet, all_rule_sets
from evaluations.models import OrganisationEvaluation, OrganisationPoints, Recognition, RecognitionNotice
from evaluations.organisation_enums import MatterKind
from evaluations.organisation_facts import organisation_facts
from evaluations.organisations import GROUPS, WHOLE, criteria_of, criteria_set
from evaluations.results import OUTCOMES, Ground
from evaluations.setting_words import leaned_on, with_settings
from evaluations.sheet import KINDS, SHORT
from evaluations.units_in_year import UnitInYear, units_in_year


@dataclass(frozen=True, slots=True)
class PointsLine:
    """One criterion with what the organisation and who recognises give it."""

    code: str
    title: str
    most: Decimal
    cite: str
    group: str
    own: Decimal | None
    given: Decimal | None


@dataclass(frozen=True, slots=True)
class Below:
    """A unit directly under the organisation, with its level in the year."""

    name: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    evaluation: OrganisationEvaluation
    points: list[PointsLine]
    below: list[Below]
    verdict: dict[str, Any]

    @property
    def law(self) -> RuleSet:
        return all_rule_sets()[self.evaluation.law]

    @property
    def criteria_note(self) -> str:
        """What is said of criteria that the authority hasn't laid down yet."""
        found = criteria_set(self.evaluation.law)
        return found.title if found and found.is_draft else ""

    @property
    def place(self) -> str:
        return PLACES[self.evaluation.place]

    @property
    def recogniser(self) -> str:
        return ROLES[self.evaluation.recogniser_role]

    @property
    def suggested(self) -> str:
        return self.verdict.get("level") or ""

    @property
    def suggested_words(self) -> str:
        return SHORT[self.suggested] if self.suggested else OUTCOMES[self.verdict["outcome"]]

    @property
    def suggested_kind(self) -> str:
        return KINDS[self.suggested]

    @property
    def score(self) -> str:
        return self.verdict.get("score", {}).get("value", "")

    @property
    def grounds(self) -> list[Ground]:
        return grounds_of(self.verdict)


def organisation_page(one: OrganisationEvaluation, *, drafts: bool = False) -> OrganisationPage:
    facts = organisation_facts([one], drafts=drafts)[one.pk]
    day = min(one.organisation.rated_on, one.organisation.ends_on)
    under = units_in_year([one.unit_id], on=day, year=one.cycle.year).under.get(one.unit_id, [])
    return OrganisationPage(
        evaluation=one,
        points=points_lines(one),
        below=[_below(other) for other in under],
        verdict=check(facts, on=one.organisation.rated_on),
    )


def points_lines(one: OrganisationEvaluation) -> list[PointsLine]:
    known = {row.code: row for row in one.points.all()}
    none = OrganisationPoints()
    criteria = criteria_of(one.law)
    if not criteria:
        row = known.get(WHOLE, none)
        title = "Tổng điểm theo quy chế đánh giá của đơn vị"
        return [PointsLine(WHOLE, title, Decimal(100), "", "", row.own, row.given)]
    return [
        PointsLine(
            code=criterion.code,
            title=criterion.title,
            most=Decimal(criterion.most),
            cite=cite.words(criterion.at),
            group=GROUPS[criterion.group],
            own=known.get(criterion.code, none).own,
            given=known.get(criterion.code, none).given,
        )
        for criterion in criteria
    ]


def _below(other: UnitInYear) -> Below:
    words = SHORT[other.level] if other.level else ("chưa xếp loại" if other.is_rated else "không xếp loại")
    return Below(other.name, words, KINDS[other.level])


def grounds_of(verdict: dict[str, Any]) -> list[Ground]:
    """Every rule that was looked at, those that decided first."""
    by = {rule for level in verdict.get("levels", {}).values() for rule in level["by"]}
    found = [
        Ground(
            says=one["says"],
            cite=one["cite"],
            decides=one["acts"] and one["rule"] in by,
            note=_note(verdict["law"]["code"], one),
        )
        for one in verdict["findings"]
    ]
    return sorted(found, key=lambda ground: not ground.decides)


def _note(law: str, finding: dict[str, Any]) -> str:
    said = ["dữ kiện chưa có"] if finding.get("missing") else []
    return "; ".join(filter(None, [*said, leaned_on(law, finding)]))


@dataclass(frozen=True, slots=True)
class RecognitionPage:
    """The recognition that stands; ``replaced`` are those it took the place of, the newest first."""

    evaluation: OrganisationEvaluation
    recognition: Recognition
    replaced: list[Recognition]
    notices: list[RecognitionNotice]

    @property
    def words(self) -> str:
        return self.recognition.get_level_display()

    @property
    def kind(self) -> str:
        return KINDS[self.recognition.level]

    @property
    def outcome(self) -> str:
        return OUTCOMES[self.recognition.outcome]

    @property
    def grounds(self) -> list[Ground]:
        return grounds_of(self.recognition.grounds)

    @property
    def steps(self) -> list[dict[str, Any]]:
        said = self.recognition.grounds
        return with_settings(said["law"]["code"], said.get("score", {}).get("steps", []))

    @property
    def law(self) -> dict[str, Any]:
        return self.recognition.grounds["law"]


def recognition_page(recognitions: list[Recognition]) -> RecognitionPage:
    """Of all recognitions of one organisation, the newest first (at least one)."""
    standing, *replaced = recognitions
    return RecognitionPage(
        evaluation=standing.evaluation,
        recognition=standing,
        replaced=replaced,
        notices=list(standing.decision.notices.all()),
    )


MATTER_KINDS = {MatterKind.COMPLAINT: "warn", MatterKind.WRONGDOING: "bad", MatterKind.CORRUPTION: "bad"}
