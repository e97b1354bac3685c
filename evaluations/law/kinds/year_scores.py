"""The year's score: the mean of the months, and which months are in it."""

from abc import abstractmethod
from dataclasses import dataclass
from fractions import Fraction

from evaluations.law.errors import FactsError
from evaluations.law.facts import Facts
from evaluations.law.kinds.scores import Step
from evaluations.law.numbers import shown
from evaluations.law.rules import Case, Finding, Rule, Set, Subject, value_of

PERSON = frozenset({Subject.PERSON})


@dataclass(frozen=True, kw_only=True)
class MonthsLeftOut(Rule):
    """A rule that leaves months out of the mean; ``note`` is what the year's form says of each beside it."""

    subjects = PERSON

    note: str

    @abstractmethod
    def leaves_out(self, case: Case, month: Facts) -> bool:
        """Whether the month is not in the mean."""

    def judge(self, case: Case) -> list[Finding]:
        months = case.facts.rows("months")
        if not months:
            return []
        out = [month for month in months if self.leaves_out(case, month)]
        numbers = tuple(sorted(month.whole("month") for month in out))
        said = {"months": _names(out)}
        return [self.finding(case, acts=bool(out), facts_said=said, months=numbers)]


@dataclass(frozen=True, kw_only=True)
class MonthsNotWorked(MonthsLeftOut):
    """Months not worked (sick, maternity, unpaid leave) are not in the mean."""

    kind = "months_not_worked"

    def leaves_out(self, case: Case, month: Facts) -> bool:
        return month.truth("worked") is False


@dataclass(frozen=True, kw_only=True)
class MonthsWithoutCatalogue(MonthsLeftOut):
    """Months before the unit had a product catalogue are not scored and not in the mean."""

    kind = "months_without_catalogue"

    reading: str | Set

    def leaves_out(self, case: Case, month: Facts) -> bool:
        return month.truth("catalogue") is False


@dataclass(frozen=True, kw_only=True)
class MonthsBefore(MonthsLeftOut):
    """Months before ``first`` (of the year in which the law came into force) are not in the mean, but for
    those that another law scored."""

    kind = "months_before"

    first: int | Set
    year: int

    def leaves_out(self, case: Case, month: Facts) -> bool:
        is_before = case.facts.year() == self.year and month.whole("month") < value_of(self.first, case)
        return is_before and month.get("score") is None and not month.get("parts")


@dataclass(frozen=True, kw_only=True)
class MonthsUnscored(MonthsLeftOut):
    """Months spent in a group whose law of those days scores nobody are not in the mean."""

    kind = "months_unscored"
    words = {"reading": ("rating_day",)}

    reading: str | Set

    def leaves_out(self, case: Case, month: Facts) -> bool:
        return month.truth("unscored") is True


@dataclass(frozen=True, kw_only=True)
class MonthsAhead(MonthsLeftOut):
    """Months that hadn't begun by the rating day are not in the mean, nor one that isn't over where none is
    closed ``early``."""

    kind = "months_ahead"

    early: bool | Set

    def leaves_out(self, case: Case, month: Facts) -> bool:
        unfinished = bool(month.truth("provisional")) and not value_of(self.early, case)
        return unfinished or month.truth("ahead") is True


@dataclass(frozen=True, kw_only=True)
class MonthOfParts(Rule):
    """A month spent in more than one post: the score of its ``parts`` by their days, or that of the last; by
    days it is missing while that of any part is."""

    kind = "month_of_parts"
    subjects = PERSON
    words = {"reading": ("by_days", "last")}

    reading: str | Set

    def score(self, case: Case, parts: list[Facts]) -> Fraction | None:
        scores = [part.number("score") for part in parts]
        if value_of(self.reading, case) == "last":
            return scores[-1]
        if None in scores:
            return None
        days = [_days(part) for part in parts]
        weighted = (score * n for score, n in zip(scores, days, strict=True) if score is not None)
        return sum(weighted, Fraction(0)) / sum(days)

    def judge(self, case: Case) -> list[Finding]:
        months = case.facts.rows("months")
        if not months:
            return []
        parted = [month for month in months if month.get("parts")]
        return [self.finding(case, acts=bool(parted), facts_said={"months": _names(parted)})]


@dataclass(frozen=True, kw_only=True)
class MonthsComplete(Rule):
    """A month that was worked and has a catalogue but no score holds the year's score back."""

    kind = "months_complete"
    subjects = PERSON

    def judge(self, case: Case) -> list[Finding]:
        months = case.facts.rows("months")
        if not months:
            return []
        lacking = [month for month in in_mean(case) if month_score(case, month) is None]
        said = {"months": _names(lacking)}
        return [self.finding(case, acts=bool(lacking), facts_said=said, outcome="hold" if lacking else "")]


@dataclass(frozen=True, kw_only=True)
class ProvisionalMonth(Rule):
    """A month that isn't over on the rating day is closed early, and said to be provisional."""

    kind = "provisional_month"
    subjects = PERSON

    early: bool | Set

    def judge(self, case: Case) -> list[Finding]:
        months = case.facts.rows("months")
        if not months or not value_of(self.early, case):
            return []
        early = [month for month in months if month.truth("provisional")]
        return [self.finding(case, acts=bool(early), facts_said={"months": _names(early)}, warns=bool(early))]


@dataclass(frozen=True, kw_only=True)
class MeanOfMonths(Rule):
    """Quarter, half-year and year are the plain means of their months."""

    kind = "mean_of_months"
    subjects = PERSON

    def value(self, case: Case) -> Fraction | None:
        """None while a month is missing, or where no month counts."""
        scores = [month_score(case, month) for month in in_mean(case)]
        if not scores or (None in scores and case.rule(MonthsComplete)):
            return None
        known = [score for score in scores if score is not None]
        return sum(known, Fraction(0)) / len(known) if known else None

    def judge(self, case: Case) -> list[Finding]:
        if not case.facts.rows("months"):
            return []
        value = self.value(case)
        said = {
            "n": len(in_mean(case)),
            "mean": "chưa tính được" if value is None else case.law.score_shown(value),
        }
        return [self.finding(case, acts=value is not None, facts_said=said)]


def year_score(case: Case) -> tuple[Fraction | None, list[Step]]:
    rule = case.rule(MeanOfMonths)
    value = rule.value(case) if rule else None
    if rule is None or value is None:
        return None, []
    months = in_mean(case)
    total = sum((month_score(case, month) or Fraction(0) for month in months), Fraction(0))
    says = f"{shown(total, 3)} ÷ {len(months)} tháng = {case.law.score_shown(value)}"
    return value, [Step(term="year", value=value, says=says, cite=rule.citation(case.facts), rule=rule.id)]


def month_score(case: Case, month: Facts) -> Fraction | None:
    """The score of the month, or what its parts give; None while it is missing."""
    rule = case.rule(MonthOfParts)
    if parts := month.rows("parts"):
        return rule.score(case, parts) if rule else None
    return month.number("score")


def in_mean(case: Case) -> list[Facts]:
    """The months that no rule leaves out."""
    rules = case.rules(MonthsLeftOut)  # type: ignore[type-abstract]
    return [
        month
        for month in case.facts.rows("months")
        if not any(rule.leaves_out(case, month) for rule in rules)
    ]


def _days(part: Facts) -> int:
    days = part.whole("days")
    if days < 1:
        raise FactsError(
            f"Số ngày ở một vị trí trong tháng phải từ 1 trở lên, không phải {days}.", field="days"
        )
    return days


def _names(months: list[Facts]) -> str:
    numbers = sorted(month.whole("month") for month in months)
    return ", ".join(f"tháng {number}" for number in numbers) or "không tháng nào"
