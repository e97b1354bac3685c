"""What the lines above a table say: its title, and the day for which it holds."""

import re
from collections.abc import Iterable
from datetime import date

_BETWEEN = r"[\s|:]*"
_LEAD = (
    rf"(?:đến|tại thời điểm|thời điểm|có mặt){_BETWEEN}(?:hết|thời điểm|nay)?{_BETWEEN}(?:ngày)?{_BETWEEN}"
)
_DAYS = (
    re.compile(rf"{_LEAD}(\d{{1,2}})\s*[./-]\s*(\d{{1,2}})\s*[./-]\s*(\d{{4}}|\d{{2}})(?!\d)"),
    re.compile(rf"{_LEAD}(\d{{1,2}})\s*tháng\s*(\d{{1,2}})\s*năm\s*(\d{{4}})"),
)


def as_of(lines: Iterable[str]) -> date | None:
    """The day up to which the list holds, from a line as "(Tính đến ngày 30/06/2022)".

    A decision's day or the day of signing beside it is not taken; a day that doesn't exist is None.
    """
    for line in lines:
        folded = line.casefold()
        for pattern in _DAYS:
            found = pattern.search(folded)
            if found:
                return _day(*map(int, found.groups()))
    return None


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None
