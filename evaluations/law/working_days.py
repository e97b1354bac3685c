"""Working days of Vietnam: Monday to Friday without the holidays of ``rules/calendar/holidays.yaml``."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from evaluations.law import lined

FILE = Path(__file__).parent.parent / "rules" / "calendar" / "holidays.yaml"
DAY = timedelta(days=1)


def is_working(day: date) -> bool:
    off, worked = calendar()
    return day in worked or (day.weekday() < 5 and day not in off)


def add_working(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``."""
    while count:
        day += DAY
        count -= is_working(day)
    return day


def next_working(day: date) -> date:
    """``day`` itself where it is worked, else the next that is."""
    while not is_working(day):
        day += DAY
    return day


def remarks(first: date, last: date) -> list[str]:
    """What isn't known of the days off after ``first`` up to ``last``, in sentences: a year that the calendar
    lacks, days that no notice has settled yet. Whoever shows a day due shows them."""
    off, _ = calendar()
    known = {day.year for day in off}
    lacking = [year for year in range(first.year, last.year + 1) if year not in known]
    said = [f"Chưa có lịch nghỉ lễ, Tết năm {year}: hạn này mới trừ thứ Bảy, Chủ nhật." for year in lacking]
    return said + [words for words, days in unsettled() if any(first < day <= last for day in days)]


@cache
def calendar() -> tuple[frozenset[date], frozenset[date]]:
    """Weekdays off, and Saturdays or Sundays worked in their stead."""
    said = lined.read(FILE)
    return frozenset(_days(said["off"])), frozenset(_days(said["worked"]))


@cache
def unsettled() -> tuple[tuple[str, tuple[date, ...]], ...]:
    """Days of which no notice says yet whether they are off, with the words for it."""
    by_year = lined.read(FILE)["unsettled"]
    return tuple(
        (one["says"], tuple(_days({year: one["days"]}))) for year, rows in by_year.items() for one in rows
    )


def _days(by_year) -> list[date]:
    return [date.fromisoformat(f"{year}-{day}") for year, days in by_year.items() for day in days]
