"""An organisation's points, and what ties its head's rating to its own."""

from dataclasses import dataclass
from fractions import Fraction

from evaluations.law.kinds.levels import Lowers
from evaluations.law.kinds.scores import CommonCriteria, Step
from evaluations.law.levels import WORDS, Level
from evaluations.law.numbers import exact, shown
from evaluations.law.rules import Case, Finding, Rule, Set, Subject

LOWEST = list(Level)[-1]


@dataclass(frozen=True, kw_only=True)
class NotAboveOrganisation(Lowers):
    """The head's level is not above the organisation's, where the organisation is rated. Of the
    lowest level that leaves no choice: it is the head's, too."""

    kind = "not_above_organisation"
    subjects = frozenset({Subject.PERSON})
    bars = True

    def lowers_to(self, case: Case) -> Level | None:
        if not case.facts.truth("organisation.is_rated") or case.facts.get("organisation.level") is None:
            return None
        return Level(case.facts.one_of("organisation.level", list(Level)))

    def judge(self, case: Case) -> list[Finding]:
        level = self.lowers_to(case)
        if level is None:
            return []
        above = tuple(one for one in Level if one.is_above(level))
        words = {"organisation": case.facts.get("organisation.name") or "Đơn vị", "level": WORDS[level]}
        forces = level if level is LOWEST else None
        return [self.finding(case, acts=bool(above), facts_said=words, closes=above, forces=forces)]


@dataclass(frozen=True, kw_only=True)
class OrganisationFirst(Rule):
    """The organisation is rated first: until then its head's rating waits."""

    kind = "organisation_first"
    subjects = frozenset({Subject.PERSON})

    def judge(self, case: Case) -> list[Finding]:
        if not case.facts.truth("organisation.is_rated"):
            return []
        waits = case.facts.get("organisation.level") is None
        words = {"organisation": case.facts.get("organisation.name") or "đơn vị"}
        return [self.finding(case, acts=waits, facts_said=words, outcome="hold" if waits else "")]


@dataclass(frozen=True, kw_only=True)
class SumOfPoints(Rule):
    """An organisation's score: the points of its groups of criteria together."""

    kind = "sum_of_points"
    subjects = frozenset({Subject.ORGANISATION})

    def judge(self, case: Case) -> list[Finding]:
        score, _ = organisation_score(case)
        if score is None:
            some = any(rule.points(case) is not None for rule in case.rules(CommonCriteria))
            return [self.finding(case, acts=False, facts_said={"score": "chưa đủ"})] if some else []
        return [self.finding(case, acts=True, facts_said={"score": case.law.score_shown(score)})]


@dataclass(frozen=True, kw_only=True)
class PointsWithin(Rule):
    """Each criterion of a group (``<fact>_parts``) bears no more points than ``parts`` has for it: what the
    decree leaves to the authority."""

    kind = "points_within"
    subjects = frozenset({Subject.ORGANISATION})

    fact: str
    parts: dict[str, Fraction]
    reading: str | Set

    def judge(self, case: Case) -> list[Finding]:
        given = case.facts.table(f"{self.fact}_parts")
        if not given:
            return []
        over = [
            f"{code}: {shown(points)}"
            for code, value in given.items()
            if not 0 <= (points := exact(value, code)) <= self.parts.get(code, Fraction(0))
        ]
        said = {"over": "; ".join(over) or "không có"}
        return [self.finding(case, acts=bool(over), facts_said=said, outcome="hold" if over else "")]


def organisation_score(case: Case) -> tuple[Fraction | None, list[Step]]:
    """The sum of common criteria and results with its derivation; None while a group is missing."""
    rule = case.rule(SumOfPoints)
    groups = case.rules(CommonCriteria)
    points = [(group, group.points(case)) for group in groups]
    if rule is None or not points or any(value is None for _, value in points):
        return None, []
    steps = [
        Step(
            term=group.fact,
            value=value,
            says=f"{group.label}: {shown(value)} điểm",
            cite=group.citation(case.facts),
            rule=group.id,
        )
        for group, value in points
    ]
    return sum((value for _, value in points), Fraction(0)), steps
