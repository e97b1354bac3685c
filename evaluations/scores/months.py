"""The months of people in a cycle, as the law takes their mean."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from core.days import last_day, since
from evaluations.law.choose import law_on
from evaluations.models import Cycle, PeriodScore
from evaluations.scores.periods import Period, periods_of, scores_months
from staff.models import Post

ONE_DAY = timedelta(days=1)


def months_of(
    people: Collection[int], *, cycle: Cycle, served: dict[int, dict[str, Any]], first: date, last: date,
    on: date, catalogue_from: dict[int, date | None], groups: dict[int, str],
) -> dict[int, list[dict[str, Any]]]:  # fmt: skip
    """{person: rows for the law's ``months``}, in two queries. Of each month between the days: its score, or
    those of its parts with their days (a part that was worked and isn't confirmed has none, so that the month
    waits for it); whether it was worked (``served``: the law's ``service`` and ``leave``); whether the unit
    had a catalogue by then; whether it was spent in another group than that of ``groups``, whose law then
    scored nobody; whether it begins after the rating's day ``on``. A quarter's score is that of each of its
    months.
    """
    scores: dict[tuple[int, date], list[PeriodScore]] = defaultdict(list)
    rows = PeriodScore.objects.standing().filter(cycle=cycle, person__in=people).order_by("starts_on", "pk")
    for one in rows.only(
        "person_id", "period_on", "starts_on", "ends_on", "exact", "is_provisional", "confirmed_at"
    ):
        scores[one.person_id, one.period_on].append(one)
    elsewhere = _unscored(groups, first, last)
    periods = [one for one in periods_of(cycle) if one.first <= last and one.last >= first]
    return {
        person: [
            _row(month, period, scores.get((person, period.first), []), served[person])
            | {"catalogue": _had_catalogue(period, catalogue_from.get(person))}
            | ({"unscored": True} if _is_within(period, elsewhere.get(person, ())) else {})
            | ({"ahead": True} if period.first > on else {})
            for period in periods
            for month in period.months
        ]
        for person in people
    }


def _row(month: int, period: Period, scores: list[PeriodScore], served: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"month": month, "worked": _worked(period.first, period.last, served)}
    known = [one for one in scores if one.confirmed_at]
    parts = [one for one in scores if one.confirmed_at or _worked(one.starts_on, one.ends_on, served)]
    if known and len(parts) > 1:
        row["parts"] = [_part(one) for one in parts]
    elif known:
        row["score"] = known[0].exact
    return row | ({"provisional": True} if any(one.is_provisional for one in known) else {})


def _part(one: PeriodScore) -> dict[str, Any]:
    days = {"days": (one.ends_on - one.starts_on).days + 1}
    return days | ({"score": one.exact} if one.confirmed_at else {})


def _unscored(groups: dict[int, str], first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    """{person: the days in another group than now, whose law scored nobody then}."""
    posts = Post.objects.main().filter(person__in=groups, valid__overlap=since(first, last + ONE_DAY))
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for person, group, valid in posts.values_list("person", "group", "valid"):
        if group == groups[person]:
            continue
        start, end = max(valid.lower, first), min(last_day(valid) or last, last)
        law = law_on(group, end)
        if law is None or not scores_months(law.code):
            found[person].append((start, end))
    return found


def _is_within(period: Period, spans: Collection[tuple[date, date]]) -> bool:
    """Whether the period's last day lies in one of the spans: whose law it was then."""
    return any(start <= period.last <= end for start, end in spans)


def _worked(first: date, last: date, served: dict[str, Any]) -> bool:
    """Whether there was a day in service and not on leave between the days."""
    worked = _days(served["service"], first, last) - _days(served["leave"], first, last)
    return bool(worked)


def _days(spans: list[dict[str, str]], first: date, last: date) -> set[date]:
    found: set[date] = set()
    for span in spans:
        day = max(date.fromisoformat(span["from"]), first)
        end = min(date.fromisoformat(span["to"]), last)
        while day <= end:
            found.add(day)
            day += ONE_DAY
    return found


def _had_catalogue(period: Period, since: date | None) -> bool:
    return since is None or since <= period.last
