"""Values that no fact can have: a score beyond the scale or below nought, a month that no year has or that
stands twice."""

from fractions import Fraction

from evaluations.law.errors import FactsError
from evaluations.law.kinds.scores import CommonCriteria, ScoreCap
from evaluations.law.numbers import shown
from evaluations.law.rules import Case, Subject

MONTHS = range(1, 12 + 1)


def demand_possible(case: Case) -> None:
    """Raises FactsError. What the law itself bounds (points of criteria, shares) its rules look at."""
    facts = case.facts
    months = facts.rows("months")
    parts = [part for month in months for part in month.rows("parts")]
    scale = _scale(case)
    for row in (facts, *months, *parts):
        score = row.number("score")
        if score is not None and score < 0:
            raise FactsError(f"“score” là {shown(score)}; điểm không được âm.", field="score")
        if scale is not None and score is not None and score > scale:
            sentence = f"“score” là {shown(score)}; điểm không quá {shown(scale)}."
            raise FactsError(sentence, field="score")
    seen: set[int] = set()
    for row in months:
        month = row.whole("month")
        if month not in MONTHS:
            raise FactsError(
                f"Tháng phải từ {MONTHS[0]} đến {MONTHS[-1]}, không phải {month}.", field="months"
            )
        if month in seen:
            raise FactsError(f"Tháng {month} ghi hai lần.", field="months")
        seen.add(month)


def _scale(case: Case) -> Fraction | None:
    """The most that the law's groups of points come to; None where it scores nobody."""
    subject = Subject(case.facts.one_of("subject", list(Subject)))
    groups = [
        rule.most
        for kind in (CommonCriteria, ScoreCap)
        for rule in case.rules(kind)
        if subject in rule.subjects
    ]
    return sum(groups, Fraction(0)) if groups else None
