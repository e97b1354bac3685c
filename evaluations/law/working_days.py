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


@cache
def calendar() -> tuple[frozenset[date], frozenset[date]]:
    """Weekdays off, and Saturdays or Sundays worked in their stead."""
    said = lined.read(FILE)
    return frozenset(_days(said["off"])), frozenset(_days(said["worked"]))


def _days(by_year) -> list[date]:
    return [date.fromisoformat(f"{year}-{day}") for year, days in by_year.items() for day in days]
