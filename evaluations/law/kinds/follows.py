"""What a rating, or ratings over years, leads to: always a list for people to decide."""

from dataclasses import dataclass
from typing import Any

from evaluations.law.levels import WORDS, Level
from evaluations.law.rules import Case, Finding, Rule, Subject

PERSON = frozenset({Subject.PERSON})
SPANS = ("quarter", "half_year")


@dataclass(frozen=True, kw_only=True)
class Follows(Rule):
    """The rating of the year, or of ``in_a_row`` years up to it, is one of ``levels``: something ``must`` or
    may be looked at. ``facts`` must be true besides. What is ``usual`` serves nearly everybody and is
    listed, not decided person by person; it stands on the year's level and the record alone."""

    kind = "follows"
    subjects = PERSON

    levels: tuple[Level, ...]
    in_a_row: int = 1
    must: bool = False
    usual: bool = False
    facts: tuple[str, ...] = ()

    @property
    def stands_on_top(self) -> bool:
        return False

    def judge(self, case: Case) -> list[Finding]:
        ratings = {row.year(): row.one_of("level", list(Level)) for row in case.facts.rows("ratings")}
        if not ratings:
            return []
        last = max(ratings)
        years = range(last, last - self.in_a_row, -1)
        acts = all(ratings.get(year) in self.levels for year in years) and all(
            case.facts.truth(name) for name in self.facts
        )
        said: dict[str, Any] = {"year": last, "level": WORDS[Level(ratings[last])]}
        return [self.finding(case, acts=acts, facts_said=said)]


@dataclass(frozen=True, kw_only=True)
class ScoreServes(Rule):
    """The score of a quarter or half-year serves as a ground for something."""

    kind = "score_serves"
    subjects = PERSON
    words = {"span": SPANS}

    span: str

    @property
    def stands_on_top(self) -> bool:
        return False

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("scored") is None:
            return []
        return [self.finding(case, acts=case.facts.get("scored") == self.span)]
