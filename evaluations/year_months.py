"""Part I of the year's form under laws that score months: the months, their mean, its derivation."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from evaluations.facts_of import facts_of, verdicts
from evaluations.law.check import check
from evaluations.law.numbers import exact
from evaluations.law.rule_sets import all_rule_sets
from evaluations.law.year import about_months, left_out
from evaluations.models import Evaluation, PeriodScore, Rating
from evaluations.scores.periods import periods_of, scores_months
from evaluations.setting_words import with_settings

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month: its score as shown, and what is noted beside it."""

    month: int
    points: str
    notes: str


@dataclass(frozen=True, slots=True)
class YearMonths:
    """``mean`` is empty while something is missing; ``why`` are its derivation and what is said of single
    months, each with its citation."""

    lines: tuple[MonthLine, ...]
    mean: str
    why: tuple[tuple[str, str], ...]


def year_months(one: Evaluation) -> YearMonths:
    """As it stands; of who is rated as it stood at the signature. ``cycle`` and ``organisation`` at hand."""
    rating = Rating.objects.filter(evaluation=one, replaced_by=None).select_related("decision").first()
    scores = scores_that_stood([one], {one.pk: rating} if rating else {})
    said = rating.grounds if rating else check(facts_of([one])[one.pk], on=one.organisation.rated_on)
    score = said.get("score", {})
    steps = [(step["says"], step["cite"]) for step in with_settings(one.law, score.get("steps", ()))]
    return YearMonths(
        lines=tuple(month_lines(one, scores[one.pk], left_out(one.law, said))),
        mean=score.get("value", ""),
        why=(*steps, *about_months(one.law, said)),
    )


def month_lines(
    evaluation: Evaluation, scores: Iterable[PeriodScore], left_out: Mapping[int, Iterable[str]]
) -> list[MonthLine]:
    """One a month; a quarter's score stands at its last month. Of two posts in a month both scores do. Beside
    a month that isn't in the mean stands why."""
    law = all_rule_sets()[evaluation.law]
    periods = {period.first: period for period in periods_of(evaluation.cycle)}
    points: dict[int, list[str]] = {month: [] for month in MONTHS}
    notes: dict[int, list[str]] = {month: [] for month in MONTHS}
    for score in scores:
        period = periods[score.period_on]
        month = period.months[-1]
        points[month].append(law.score_shown(exact(score.exact, "score")))
        if len(period.months) > 1:
            notes[month].append(period.name.split(" năm ")[0])
        if score.is_provisional:
            notes[month].append("tạm tính")
        if len(points[month]) > 1:
            notes[month].append("hai vị trí")
    for month, why in left_out.items():
        notes[month].extend(why)
    return [
        MonthLine(month, "; ".join(points[month]), "; ".join(dict.fromkeys(notes[month]))) for month in MONTHS
    ]


def months_left_out(
    found: Collection[Evaluation], ratings: Mapping[int, Rating]
) -> dict[int, dict[int, list[str]]]:
    """{evaluation's id: {month: why it isn't in the mean}}, where the law scores months: of who is rated as
    it was signed, of others as it stands."""
    scored = [one for one in found if scores_months(one.law)]
    said = verdicts([one for one in scored if one.pk not in ratings])
    said |= {one.pk: ratings[one.pk].grounds for one in scored if one.pk in ratings}
    return {one.pk: left_out(one.law, said[one.pk]) for one in scored}


def scores_that_stood(
    found: Collection[Evaluation], ratings: dict[int, Rating]
) -> dict[int, list[PeriodScore]]:
    """{evaluation's id: the confirmed scores}; of who is rated those that stood at the signature."""
    rows = PeriodScore.objects.confirmed().filter(
        person__in={one.person_id for one in found}, cycle__in={one.cycle_id for one in found}
    )
    by_person: dict[tuple[int, int], list[PeriodScore]] = {}
    for score in rows.select_related("person", "cycle", "confirmed_by", "on_behalf__made_by").order_by(
        "period_on", "starts_on", "version"
    ):
        by_person.setdefault((score.person_id, score.cycle_id), []).append(score)
    scores: dict[int, list[PeriodScore]] = {}
    for one in found:
        until = ratings[one.pk].decision.made_at if one.pk in ratings else None
        stood = {
            (score.period_on, score.starts_on): score
            for score in by_person.get((one.person_id, one.cycle_id), ())
            if until is None or score.confirmed_at <= until
        }
        scores[one.pk] = list(stood.values())
    return scores
