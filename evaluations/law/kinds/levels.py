"""Conditions of a level: shares of tasks, facts that a level needs, forbids or forces, bands of a score."""

from abc import abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluations.law.levels import Level
from evaluations.law.numbers import percent, shown
from evaluations.law.rules import Case, Finding, Rule, Set, Subject, value_of

RATED = frozenset({Subject.PERSON, Subject.ORGANISATION})


@dataclass(frozen=True, kw_only=True)
class _Share(Rule):
    """A share ``fact`` ÷ ``base`` in percent."""

    subjects = RATED

    fact: str
    base: str

    def share(self, case: Case) -> tuple[Fraction, dict[str, Any]] | tuple[str, ...]:
        """The share with the words for the sentence, or the names of the facts that are missing."""
        part, whole = case.facts.number(self.fact), case.facts.number(self.base)
        if part is None or not whole:
            return tuple(
                name for name, found in ((self.fact, part), (self.base, whole)) if found is None
            ) or (self.base,)
        words = {"n": shown(part), "of": shown(whole), "share": percent(part, whole)}
        return part * 100 / whole, words

    def unknown(self, case: Case, missing: tuple[str, ...], value: Fraction, **more) -> Finding:
        said = {"n": "?", "of": "?", "share": "chưa rõ", "value": shown(value)}
        return self.finding(case, acts=False, facts_said=said, missing=missing, **more)


@dataclass(frozen=True, kw_only=True)
class ShareAtLeast(_Share):
    """The levels need a share of at least ``value`` percent (``above: true``: more than that)."""

    kind = "share_at_least"

    levels: tuple[Level, ...]
    value: Fraction | Set
    above: bool = False

    def judge(self, case: Case) -> list[Finding]:
        found = self.share(case)
        value = value_of(self.value, case)
        if isinstance(found[0], str):
            return [self.unknown(case, found, value, closes=self.levels)]
        share, words = found
        fails = share <= value if self.above else share < value
        return [
            self.finding(case, acts=fails, facts_said=words | {"value": shown(value)}, closes=self.levels)
        ]


@dataclass(frozen=True, kw_only=True)
class ShareAtMost(_Share):
    """The levels bear a share of at most ``value`` percent."""

    kind = "share_at_most"

    levels: tuple[Level, ...]
    value: Fraction | Set

    def judge(self, case: Case) -> list[Finding]:
        found = self.share(case)
        value = value_of(self.value, case)
        if isinstance(found[0], str):
            return [self.unknown(case, found, value, closes=self.levels)]
        share, words = found
        said = words | {"value": shown(value)}
        return [self.finding(case, acts=share > value, facts_said=said, closes=self.levels)]


@dataclass(frozen=True, kw_only=True)
class ShareForces(_Share):
    """A share ``over`` or ``under`` a bound (both exclusive) forces one level."""

    kind = "share_forces"

    level: Level
    over: Fraction | None = None
    under: Fraction | None = None

    def judge(self, case: Case) -> list[Finding]:
        found = self.share(case)
        bound = self.over if self.over is not None else self.under
        if isinstance(found[0], str):
            return [self.unknown(case, (), bound)]
        share, words = found
        acts = (self.over is not None and share > self.over) or (
            self.under is not None and share < self.under
        )
        if acts and self.waived(case.facts):
            acts = False
        said = words | {"value": shown(bound)}
        return [self.finding(case, acts=acts, facts_said=said, forces=self.level if acts else None)]


@dataclass(frozen=True, kw_only=True)
class FactNeeded(Rule):
    """The levels need a fact to be true."""

    kind = "fact_needed"
    subjects = RATED

    levels: tuple[Level, ...]
    fact: str

    def judge(self, case: Case) -> list[Finding]:
        found = case.facts.truth(self.fact)
        missing = (self.fact,) if found is None else ()
        return [self.finding(case, acts=found is False, missing=missing, closes=self.levels)]


@dataclass(frozen=True, kw_only=True)
class FactForces(Rule):
    """A fact that is true forces one level."""

    kind = "fact_forces"
    subjects = RATED

    level: Level
    fact: str

    def judge(self, case: Case) -> list[Finding]:
        acts = bool(case.facts.truth(self.fact)) and not self.waived(case.facts)
        return [self.finding(case, acts=acts, forces=self.level if acts else None)]


@dataclass(frozen=True, kw_only=True)
class ScoreBand(Rule):
    """A level has the scores from ``at_least`` up to, not including, ``below``. ``forces``: within it no
    other level is open, whatever else holds."""

    kind = "score_band"
    subjects = RATED

    level: Level
    at_least: Fraction | None = None
    below: Fraction | None = None
    forces: bool = False

    def holds(self, score: Fraction) -> bool:
        """Whether the score is within the band."""
        is_above = self.at_least is None or score >= self.at_least
        return is_above and (self.below is None or score < self.below)

    def judge(self, case: Case) -> list[Finding]:
        score = case.facts.number("score")
        bounds = {"at_least": _bound(self.at_least), "below": _bound(self.below)}
        if score is None:
            said = bounds | {"score": "chưa có"}
            return [self.finding(case, acts=False, facts_said=said, missing=("score",), closes=(self.level,))]
        inside = self.holds(score)
        said = bounds | {"score": case.law.score_shown(score)}
        if inside and self.forces:
            return [self.finding(case, acts=True, facts_said=said, forces=self.level)]
        above = self.below is not None and score >= self.below
        lowering = case.rules(Lowers)  # type: ignore[type-abstract]
        lowered = above and any(rule.lowers_to(case) is self.level for rule in lowering)
        acts = not inside and not lowered
        return [self.finding(case, acts=acts, facts_said=said, closes=(self.level,))]


@dataclass(frozen=True, kw_only=True)
class TreatedAsMet(Rule):
    """Conditions that do not apply where a base is nought (a head without units under them)."""

    kind = "treated_as_met"
    subjects = RATED

    base: str
    rules: tuple[str, ...]
    reading: str | Set

    def judge(self, case: Case) -> list[Finding]:
        return [self.finding(case, acts=case.facts.number(self.base) == 0)]


class Lowers(Rule):
    """A rule that brings who scored higher down to a level; the level's band then doesn't close it."""

    @abstractmethod
    def lowers_to(self, case: Case) -> Level | None:
        """The level to which it brings the case; None where it brings it nowhere."""


@dataclass(frozen=True, kw_only=True)
class CapLeavesNoPlace(Lowers):
    """Where the cap has no place left, ``level`` is closed and ``instead`` is open in its stead, although its
    score band ends below. Only for who would have got the place: whom a condition of the level shuts out is
    brought nowhere."""

    kind = "cap_leaves_no_place"
    subjects = RATED
    bars = True

    level: Level
    instead: Level
    allowed: bool | Set

    def lowers_to(self, case: Case) -> Level | None:
        full = case.facts.truth("pool.place_left") is False
        brings = full and value_of(self.allowed, case) and not self._is_shut_out(case)
        return self.instead if brings else None

    def _is_shut_out(self, case: Case) -> bool:
        conditions = [*case.rules(_Share), *case.rules(FactNeeded)]  # type: ignore[type-abstract]
        return any(one.acts and self.level in one.closes for rule in conditions for one in rule.judge(case))

    def judge(self, case: Case) -> list[Finding]:
        full = case.facts.truth("pool.place_left") is False
        return [self.finding(case, acts=full, closes=(self.level,))]


def _bound(value: Fraction | None) -> str:
    return "" if value is None else shown(value)
