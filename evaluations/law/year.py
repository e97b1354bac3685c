"""The months behind a year's score: which are in the mean, what is left out and why, and means of spans."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluations.law.check import case_of
from evaluations.law.kinds.year_scores import (
    MonthOfParts,
    MonthsComplete,
    MonthsLeftOut,
    ProvisionalMonth,
    in_mean,
    month_score,
    year_score,
)
from evaluations.law.rule_sets import all_rule_sets

ABOUT_MONTHS = (MonthsLeftOut, MonthOfParts, MonthsComplete, ProvisionalMonth)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of the months of a span that have a score: ``value`` as shown with its derivation, empty where
    none has one; ``due`` is how many months are in the mean, ``lacking`` those of them without a score."""

    value: str
    says: str
    cite: str
    due: int
    lacking: tuple[int, ...]

    @property
    def months(self) -> str:
        """“12 tháng”; “2/3 tháng” while one is missing."""
        known = self.due - len(self.lacking)
        return f"{known}/{self.due} tháng" if self.lacking else f"{known} tháng"


def mean_so_far(said: dict[str, Any], *, on: date, months: Collection[int] | None = None) -> Mean:
    """Of a person's facts with ``months``: the mean of those known, of the whole year or of these ``months``.
    Raises FactsError."""
    rows = [row for row in said.get("months", ()) if months is None or row["month"] in months]
    case = case_of(said | {"months": rows}, on=on)
    due = in_mean(case)
    lacking = tuple(month.whole("month") for month in due if month_score(case, month) is None)
    known = [row for row in rows if row["month"] not in lacking]
    case = case_of(said | {"months": known}, on=on)
    value, steps = year_score(case) if known else (None, [])
    if value is None:
        return Mean("", "", "", len(due), lacking)
    return Mean(case.law.score_shown(value), steps[-1].says, steps[-1].cite, len(due), lacking)


def left_out(law: str, verdict: dict[str, Any]) -> dict[int, list[str]]:
    """{month: why it isn't in the mean}, in the few words that a form has room for."""
    notes = {rule.id: rule.note for rule in all_rule_sets()[law].rules if isinstance(rule, MonthsLeftOut)}
    found: dict[int, list[str]] = defaultdict(list)
    for one in verdict["findings"]:
        for month in one.get("months", ()):
            if note := notes.get(one["rule"]):
                found[month].append(note)
    return found


def about_months(law: str, verdict: dict[str, Any]) -> list[tuple[str, str]]:
    """(sentence, citation) of what a verdict says of single months: left out, missing, provisional."""
    rules = {rule.id for rule in all_rule_sets()[law].rules if isinstance(rule, ABOUT_MONTHS)}
    return [(one["says"], one["cite"]) for one in verdict["findings"] if one["acts"] and one["rule"] in rules]
