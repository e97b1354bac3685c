"""Reporting periods and their closing days as data (reporting regime of Nghị định 09/2019/NĐ-CP; a setting).

An office that must close on other days changes this table, not code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reports.enums import Period


@dataclass(frozen=True, slots=True)
class Rule:
    """Counts from the day after ``opens`` (month, day, years before) to ``closes``; due on ``due``."""

    opens: tuple[int, int, int]
    closes: tuple[int, int]
    due: tuple[int, int]
    words: str


RULES = {
    Period.QUARTER_1: Rule((12, 14, 1), (3, 14), (3, 20), "quý I năm {year}"),
    Period.HALF_YEAR: Rule((12, 14, 1), (6, 14), (6, 20), "6 tháng đầu năm {year}"),
    Period.QUARTER_3: Rule((6, 14, 0), (9, 14), (9, 20), "quý III năm {year}"),
    Period.YEAR: Rule((12, 14, 1), (12, 14), (12, 20), "năm {year}"),
}


@dataclass(frozen=True, slots=True)
class Closed:
    """A period that is over: figures as of ``day``, movements after ``since``."""

    since: date
    day: date
    due_on: date
    words: str


def closed(period: str, *, after: date, by: date) -> Iterator[Closed]:
    """The periods of the kind that closed on or after ``after`` and before ``by`` (the day of asking)."""
    rule = RULES[Period(period)]
    for year in range(after.year, by.year + 1):
        day = date(year, *rule.closes)
        if after <= day < by:
            month, first, before = rule.opens
            yield Closed(
                date(year - before, month, first),
                day,
                _workday(date(year, *rule.due)),
                rule.words.format(year=year),
            )


def _workday(day: date) -> date:
    """The day, or the Monday after it where it falls on a weekend (a setting of the reference)."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day
