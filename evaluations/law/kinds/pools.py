"""The cap on the share of a level within a pool of people or organisations."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from evaluations.law.errors import FactsError
from evaluations.law.facts import Facts
from evaluations.law.levels import Level
from evaluations.law.numbers import shown
from evaluations.law.rules import Case, Finding, Rule, Set, Subject, value_of

POOLS = ("people", "organisations")


@dataclass(frozen=True, kw_only=True)
class Bound:
    """The most of one group of like duties (or of a pool without any), with the sentence that shows the
    arithmetic; how many of the level are signed in it and being signed."""

    name: str
    candidates: int  # those whose level by criteria is GOOD or better
    share: Fraction
    most: int
    says: str
    signed: int
    adds: int

    @property
    def is_over(self) -> bool:
        return self.signed + self.adds > self.most

    @property
    def sentence(self) -> str:
        """Of a group also its name and what is signed in it."""
        return f"{self.name}: {self.says}, đã xếp {self.signed}" if self.name else self.says


@dataclass(frozen=True, kw_only=True)
class QuotaRaised(Rule):
    """A decision for outstanding achievement may raise the share above the usual one, up to ``most``."""

    kind = "quota_raised"
    subjects = frozenset({Subject.POOL})

    most: Fraction

    def share(self, case: Case) -> Fraction | None:
        """The share that the decision names; None without one, and where the law doesn't bear it."""
        named = case.facts.number("outstanding_decision.share")
        return None if named is None or not self._bears(case, named) else named

    def judge(self, case: Case) -> list[Finding]:
        named = case.facts.number("outstanding_decision.share")
        said = {"share": "không có" if named is None else shown(named), "least": shown(self._usual(case))}
        if named is None:
            return [self.finding(case, acts=False, facts_said=said)]
        return [self.finding(case, acts=True, facts_said=said, refuses=not self._bears(case, named))]

    def _bears(self, case: Case, named: Fraction) -> bool:
        return self._usual(case) < named <= self.most

    def _usual(self, case: Case) -> Fraction:
        rule = case.rule(QuotaShare)
        return Fraction(value_of(rule.share, case)) if rule else Fraction(0)


@dataclass(frozen=True, kw_only=True)
class QuotaShare(Rule):
    """The number rated ``level`` is at most ``share`` percent of a base, within the pool and each of its
    groups of like duties. ``base``: ``good`` (those who remain GOOD) or ``good_or_better``; ``rounding``:
    down or up."""

    kind = "quota_share"
    subjects = frozenset({Subject.POOL})
    words = {"base": ("good", "good_or_better"), "rounding": ("down", "up"), "heads": ("", "rater")}

    level: Level
    share: Fraction | Set
    base: str | Set
    rounding: str | Set
    heads: str | Set = ""  # in whose pool those are who are rated from above

    def bounds(self, case: Case) -> tuple[list[Bound], int]:
        """The bound of each group, and the most of the whole pool."""
        raised = case.rule(QuotaRaised)
        share = (raised.share(case) if raised else None) or value_of(self.share, case)
        groups = case.facts.rows("groups")
        if not groups:
            groups = [case.facts]
        bounds = [self._bound(case, group, share) for group in groups]
        whole = self._most(case, sum(bound.candidates for bound in bounds), share)
        return bounds, min(sum(bound.most for bound in bounds), whole)

    def judge(self, case: Case) -> list[Finding]:
        bounds, most = self.bounds(case)
        signed, adds = in_whole(case.facts, "excellent"), in_whole(case.facts, "adds")
        is_over = signed + adds > most
        refuses = (is_over and adds > 0) or any(bound.is_over and bound.adds for bound in bounds)
        acts = is_over or any(bound.is_over for bound in bounds)
        said = {"arithmetic": "; ".join(bound.sentence for bound in bounds), "most": most, "signed": signed}
        return [self.finding(case, acts=acts, facts_said=said, refuses=refuses, warns=acts and not refuses)]

    def _bound(self, case: Case, group: Facts, share: Fraction) -> Bound:
        candidates = _count(group, "good_or_better")
        most = self._most(case, candidates, share)
        return Bound(
            name=group.get("name") or "",
            candidates=candidates,
            share=share,
            most=most,
            says=self._sentence(case, candidates, share, most),
            signed=_signed(group),
            adds=_adds(group),
        )

    def _most(self, case: Case, candidates: int, share: Fraction) -> int:
        part = share / 100
        exact = part * candidates / (1 + part) if self._of_good(case) else part * candidates
        return ceil(exact) if value_of(self.rounding, case) == "up" else floor(exact)

    def _sentence(self, case: Case, candidates: int, share: Fraction, most: int) -> str:
        if self._of_good(case):
            base, words = candidates - most, "người hoàn thành tốt"
        else:
            base, words = candidates, "người hoàn thành tốt trở lên"
        words = words.replace("người", "đơn vị") if case.facts.get("of") == "organisations" else words
        said = f"{shown(share)} % × {base} {words} = {shown(share * base / 100)} → tối đa {most}"
        if share * base / 100 < most + 1:
            return said
        # One more of the level is one fewer of the base.
        fewer = shown(share * (base - 1) / 100)
        return f"{said} (xếp {most + 1} thì còn {base - 1}: {shown(share)} % × {base - 1} = {fewer})"

    def _of_good(self, case: Case) -> bool:
        return value_of(self.base, case) == "good"


def in_whole(facts: Facts, name: str) -> int:
    """What is said of the whole pool, else what its groups come to."""
    if facts.get(name) is None:
        return sum(_count(group, name) for group in facts.rows("groups"))
    return _count(facts, name)


def _signed(facts: Facts) -> int:
    return _count(facts, "excellent")


def _adds(facts: Facts) -> int:
    return _count(facts, "adds")


def _count(facts: Facts, name: str) -> int:
    if facts.get(name) is None:
        return 0
    found = facts.whole(name)
    if found < 0:
        raise FactsError(f"“{name}” phải từ 0 trở lên, không phải {found}.", field=name)
    return found
