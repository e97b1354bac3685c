"""A signed rating as the person reads it: the level, who signed, by which rules, with the facts in them."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluations.enums import RatingLevel
from evaluations.law.kinds.levels import ScoreBand
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Evaluation, Petition, Rating
from evaluations.remark import LABELS, WORDS
from evaluations.rule_words import MARK_WORDS
from evaluations.setting_words import leaned_on, with_settings
from evaluations.sheet import KINDS

OUTCOMES = {
    "suggested": "Mức theo quy định",
    "forced": "Mức buộc theo quy định",
    "not_rated": "Không xếp loại theo quy định",
    "reasoned_decision": "Luật không nêu mức; cấp có thẩm quyền quyết định và nêu lý do",
    "incomplete": "Chưa đủ dữ kiện để suy ra mức; cấp có thẩm quyền quyết định và nêu lý do",
    "hold": "Cấp có thẩm quyền quyết định và nêu lý do",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One rule that was looked at: its sentence with the facts, its article, and whether it decided."""

    says: str
    cite: str
    decides: bool
    note: str


@dataclass(frozen=True, slots=True)
class Result:
    """``rating`` is the one that stands; ``replaced`` are those it took the place of, the newest first."""

    evaluation: Evaluation
    rating: Rating
    replaced: list[Rating]
    grounds: list[Ground]
    steps: list[dict[str, Any]]

    @property
    def petition(self) -> Petition | None:
        return getattr(self.rating, "petition", None)

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """(who speaks or of what, the words) of what was said of the person before the rating."""
        proposal = getattr(self.evaluation, "proposal", None)
        said = [(LABELS[name], getattr(proposal, name, "")) for name in WORDS]
        return [(label, text) for label, text in said if text]

    @property
    def words(self) -> str:
        return self.rating.get_level_display() or "Không xếp loại"

    @property
    def kind(self) -> str:
        return KINDS[self.rating.level]

    @property
    def outcome(self) -> str:
        return OUTCOMES[self.rating.outcome]

    @property
    def suggested(self) -> str:
        return RatingLevel(self.rating.suggested).label if self.rating.suggested else ""

    @property
    def law(self) -> dict[str, Any]:
        return self.rating.grounds["law"]


def result_of(evaluation: Evaluation) -> Result | None:
    """The result of one evaluation as it stands; None before it is signed."""
    ratings = list(
        Rating.objects.filter(evaluation=evaluation)
        .select_related("decision__signed_by", "decision__delegation", "petition")
        .order_by("-pk")
    )
    if not ratings:
        return None
    standing = ratings[0]
    said = standing.grounds
    return Result(
        evaluation=evaluation,
        rating=standing,
        replaced=ratings[1:],
        grounds=grounds_of(said),
        steps=with_settings(said["law"]["code"], said.get("score", {}).get("steps", [])),
    )


def grounds_of(said: dict[str, Any]) -> list[Ground]:
    """Every rule that a verdict looked at, those that decided first."""
    decided = {one["rule"] for one in decides(said)}
    grounds = [
        Ground(
            says=one["says"],
            cite=one["cite"],
            decides=one["rule"] in decided,
            note=_note(said["law"]["code"], one),
        )
        for one in said["findings"]
    ]
    return sorted(grounds, key=lambda ground: not ground.decides)


def _note(law: str, finding: dict[str, Any]) -> str:
    """What the reader must know of a rule: a fact is missing, or the law is read in one of several ways."""
    said = ["dữ kiện chưa có"] if finding.get("missing") else []
    if mark := MARK_WORDS.get(finding.get("mark", "")):
        said.append(mark.lower())
    if words := leaned_on(law, finding):
        said.append(words)
    return "; ".join(said)


def decides(grounds: dict[str, Any]) -> list[dict[str, Any]]:
    """Of a verdict's findings those that decided: the band in which the score lies, what forces the level,
    what keeps from a better one; of who isn't rated all that act."""
    levels, level = list(RatingLevel.values), grounds.get("level") or ""
    better = levels[: levels.index(level)] if level else levels
    bands = [one for one in all_rule_sets()[grounds["law"]["code"]].rules if isinstance(one, ScoreBand)]
    score = grounds.get("score", {}).get("exact")
    # Who was brought down to the level by something else has a score outside of its band.
    holding = [one for one in bands if one.level == level and (score is None or one.holds(Fraction(score)))]
    by = {one.id for one in holding}
    for name, state in grounds.get("levels", {}).items():
        if state["state"] == "forced" or name in better:
            by |= set(state["by"])
    # Another band says only that the score isn't in it.
    by -= {one.id for one in bands} - {one.id for one in holding}
    return [
        one
        for one in grounds["findings"]
        if one["rule"] in by or (one["acts"] and grounds["outcome"] == "not_rated")
    ]
