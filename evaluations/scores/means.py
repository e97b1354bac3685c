"""The running means of a person's months: of each quarter and half-year that has begun, and of the year."""

from dataclasses import dataclass
from datetime import date

from evaluations.facts_of import facts_of
from evaluations.law.year import Mean, mean_so_far
from evaluations.models import Cycle, Evaluation
from evaluations.scores.periods import ROMAN, periods_of, scores_months

SPANS = (
    *((f"Quý {ROMAN[n]}", range(3 * n + 1, 3 * n + 4)) for n in range(4)),
    ("6 tháng đầu năm", range(1, 7)),
    ("6 tháng cuối năm", range(7, 13)),
    ("Cả năm", range(1, 13)),
)


@dataclass(frozen=True, slots=True)
class SpanMean:
    name: str
    mean: Mean


def own_means(cycle: Cycle, user, *, today: date) -> list[SpanMean]:
    """Of the user's own confirmed scores, by the law of their evaluation, over the months that have begun and
    that the law puts into the mean; none where it scores nobody."""
    one = (
        Evaluation.objects.filter(cycle=cycle, person__account=user)
        .select_related("cycle", "organisation", "proposal")
        .first()
    )
    if one is None or not scores_months(one.law):
        return []
    facts = facts_of([one])[one.pk]
    begun = {
        month
        for period in periods_of(cycle)
        for month in period.months
        if date(period.first.year, month, 1) <= today
    }
    found = [
        SpanMean(name, mean_so_far(facts, on=one.organisation.rated_on, months=begun & set(months)))
        for name, months in SPANS
    ]
    return [span for span in found if span.mean.due]
