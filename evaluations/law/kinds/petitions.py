"""Terms that run from a day, and what a petition (kiến nghị) may be about."""

from dataclasses import dataclass
from datetime import date, timedelta

from evaluations.law.rules import Case, Finding, Rule, Set, Subject, value_of
from evaluations.law.working_days import add_working, next_working, remarks

PETITION = frozenset({Subject.PETITION})
ABOUT = ("rating", "score", "organisation", "answer")
UNITS = {"working": "ngày làm việc", "calendar": "ngày"}


@dataclass(frozen=True, kw_only=True)
class Deadline(Rule):
    """``days`` (working or calendar, as ``count`` says) after the day of ``since``; kept where ``done`` is no
    later. A calendar term that ends on a day off moves to the next working day, where ``moves``."""

    kind = "deadline"
    subjects = PETITION | {Subject.CYCLE}
    words = {"count": UNITS}

    since: str
    done: str
    days: int | Set
    count: str | Set
    moves: bool | Set = False
    stops: bool | Set = False  # no text lets a term stand still, nor does the portal

    @property
    def stands_on_top(self) -> bool:
        return self.subject is not Subject.CYCLE

    def due(self, case: Case) -> date | None:
        start = case.facts.day(self.since)
        if start is None:
            return None
        days = int(value_of(self.days, case))
        if value_of(self.count, case) == "working":
            return add_working(start, days)
        last = start + timedelta(days=days)
        return next_working(last) if value_of(self.moves, case) else last

    def remarks(self, case: Case) -> list[str]:
        """What isn't known of the days off on which the day due stands."""
        start, due = case.facts.day(self.since), self.due(case)
        if start is None or due is None:
            return []
        if value_of(self.count, case) == "working":
            return remarks(start, due)
        last = start + timedelta(days=int(value_of(self.days, case)))
        return remarks(last - timedelta(days=1), due) if value_of(self.moves, case) else []

    def judge(self, case: Case) -> list[Finding]:
        due = self.due(case)
        if due is None:
            return []
        done = case.facts.day(self.done)
        until = done or case.facts.day("on")
        late = until is not None and until > due
        said = {
            "term": f"{value_of(self.days, case)} {UNITS[value_of(self.count, case)]}",
            "due": f"{due:%d/%m/%Y}",
            "done": f"{done:%d/%m/%Y}" if done else "chưa",
        }
        return [self.finding(case, acts=late, facts_said=said, warns=late)]


@dataclass(frozen=True, kw_only=True)
class MayPetition(Rule):
    """Whether a petition may be ``about`` a rating, a score of a period, or an organisation's rating."""

    kind = "may_petition"
    subjects = PETITION
    words = {"about": ABOUT}

    about: str
    allowed: bool | Set

    def judge(self, case: Case) -> list[Finding]:
        about = case.facts.get("about") or "rating"
        acts = about == self.about
        refused = acts and not value_of(self.allowed, case)
        return [self.finding(case, acts=acts, refuses=refused)]
