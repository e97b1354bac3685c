"""Discipline in the year: which decisions count, which were counted already, which happened elsewhere."""

from dataclasses import dataclass

from evaluations.law.facts import Facts
from evaluations.law.levels import Level
from evaluations.law.rules import Case, Finding, Rule, Subject

PERSON = frozenset({Subject.PERSON})


@dataclass(frozen=True, kw_only=True)
class DisciplineForces(Rule):
    """A disciplinary decision of the year forces a level.

    ``day`` is the decision's day that must lie in the period (``decided_on`` or ``effective_on``); ``one_of``
    names facts of the decision of which one must be true (an empty list: any offence); a decision that
    another rule discounts, or gives to another organisation, doesn't count.
    """

    kind = "discipline_forces"
    subjects = PERSON
    words = {"day": ("decided_on", "effective_on"), "one_of": ("in_duty", "degradation")}

    level: Level
    day: str
    one_of: tuple[str, ...] = ()

    def judge(self, case: Case) -> list[Finding]:
        found = []
        for decision in case.facts.rows("disciplines"):
            said = _said(decision, self.day)
            counts = self.counts(case, decision)
            if missing := self._missing(case, decision):
                open_else = tuple(level for level in Level if level.is_above(self.level))
                one = self.finding(case, acts=False, facts_said=said, missing=missing, closes=open_else)
            else:
                one = self.finding(case, acts=counts, facts_said=said, forces=self.level if counts else None)
            found.append(one)
        return found

    def _missing(self, case: Case, decision: Facts) -> tuple[str, ...]:
        """The facts of the decision that aren't known and on which it turns whether it counts."""
        if any(rule.sets_aside(case, decision) for rule in case.rules(DisciplineCounted)):
            return ()
        told = {name: decision.truth(name) for name in self.one_of}
        unknown = [] if any(told.values()) else [name for name, said in told.items() if said is None]
        if self.one_of and not any(told.values()) and not unknown:
            return ()
        if decision.day(self.day) is None:
            unknown.append(self.day)
        elif not _in_period(case, decision, self.day):
            return ()
        return tuple(f"disciplines.{name}" for name in unknown)

    def counts(self, case: Case, decision: Facts) -> bool:
        """Whether the decision forces the level in this year."""
        elsewhere = case.rules(DisciplineElsewhere)
        return self.would_count(case, decision) and not any(
            rule.sets_aside(case, decision) for rule in elsewhere
        )

    def would_count(self, case: Case, decision: Facts) -> bool:
        """Whether it forces the level wherever the offence happened."""
        grave = not self.one_of or any(decision.truth(name) for name in self.one_of)
        return (
            _in_period(case, decision, self.day)
            and grave
            and not any(rule.sets_aside(case, decision) for rule in case.rules(DisciplineCounted))
        )


@dataclass(frozen=True, kw_only=True)
class DisciplineCounted(Rule):
    """An offence that already counted in another year doesn't count again in this one. ``paired``: only where
    two decisions, one of the Party and one of the State, were made on the same offence."""

    kind = "discipline_counted"
    subjects = PERSON

    paired: bool

    def sets_aside(self, case: Case, decision: Facts) -> bool:
        if decision.get("counted_in") is None:
            return False
        in_another_year = decision.year("counted_in") != case.facts.year()
        return in_another_year and bool(decision.truth("has_other_decision")) == self.paired

    def judge(self, case: Case) -> list[Finding]:
        found = []
        for decision in case.facts.rows("disciplines"):
            acts = self.sets_aside(case, decision)
            said = _said(decision, "decided_on") | {"counted_in": decision.get("counted_in") or "–"}
            found.append(self.finding(case, acts=acts, facts_said=said))
        return found


@dataclass(frozen=True, kw_only=True)
class DisciplineElsewhere(Rule):
    """An offence at another organisation belongs to that one's result; what it means for the rating here the
    law doesn't say: a reasoned decision. ``also_here``: an offence at both counts for each by itself.

    Only decisions that would force a level are looked at: one on a private matter is neither here nor there.
    """

    kind = "discipline_elsewhere"
    subjects = PERSON

    also_here: bool

    def sets_aside(self, case: Case, decision: Facts) -> bool:
        is_elsewhere = bool(decision.truth("offence_elsewhere"))
        return is_elsewhere and _would_force(case, decision) and self._fits(case)

    def judge(self, case: Case) -> list[Finding]:
        found = []
        for decision in case.facts.rows("disciplines"):
            acts = self.sets_aside(case, decision)
            outcome = "reasoned" if acts and not self.also_here else ""
            found.append(
                self.finding(case, acts=acts, facts_said=_said(decision, "decided_on"), outcome=outcome)
            )
        return found

    def _fits(self, case: Case) -> bool:
        rows = case.facts.rows("disciplines")
        here = any(not row.truth("offence_elsewhere") and _would_force(case, row) for row in rows)
        return here == self.also_here


def _would_force(case: Case, decision: Facts) -> bool:
    return any(rule.would_count(case, decision) for rule in case.rules(DisciplineForces))


def _in_period(case: Case, decision: Facts, name: str) -> bool:
    day = decision.day(name)
    first, last = case.facts.period()
    return day is not None and first <= day <= last


def _said(decision: Facts, name: str) -> dict[str, str]:
    day = decision.day(name)
    return {
        "number": decision.get("number") or "(chưa ghi số)",
        "form": decision.get("form") or "kỷ luật",
        "day": day.strftime("%d/%m/%Y") if day else "(chưa rõ ngày)",
    }
