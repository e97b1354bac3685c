"""Days are days of Vietnam; every page is asked for one, today unless ``?ngay=`` says another."""

import re
from datetime import date, timedelta

from django.contrib import messages
from django.utils import timezone
from psycopg2.extras import DateRange

from core.errors import DomainError

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2200, 12, 31)
_DAY_FIRST = re.compile(r"(\d{1,2})[/\-.\s](\d{1,2})[/\-.\s](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def today() -> date:
    """Today in Vietnam."""
    return timezone.localdate()


def parse_day(text: str) -> date:
    """The day written as ``1/9/22``, ``01-09-2022``, ``1.9.2022`` or ``2022-09-01``.

    Raises DomainError (``bad_day``) with the sentence for the user.
    """
    text = text.strip()
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        if year < 100:
            year += 2000 if year < 70 else 1900
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise DomainError(
            f"“{text}” không phải là một ngày. Ghi theo dạng ngày/tháng/năm, ví dụ 28/02/1980.",
            code="bad_day",
        )
    try:
        found = date(year, month, day)
    except ValueError:
        raise DomainError(
            f"Ngày {text} không có thật. Ghi theo dạng ngày/tháng/năm, ví dụ 28/02/1980.", code="bad_day"
        ) from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise DomainError(f"Ngày {text} ngoài khoảng 1900–2200. Kiểm tra lại năm.", code="bad_day")
    return found


def since(first: date, until: date | None = None) -> DateRange:
    """The range of days from ``first`` on, up to but without ``until``."""
    return DateRange(first, until, "[)")


def last_day(valid: DateRange) -> date | None:
    """The last day inside a range, None where it is open."""
    return valid.upper - timedelta(days=1) if valid.upper else None


class AsOfMiddleware:
    """Gives every request ``today`` and ``day`` (the as-of day that the page is asked for)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.today = request.day = today()
        if text := request.GET.get("ngay"):
            try:
                request.day = parse_day(text)
            except DomainError as error:
                messages.warning(request, f"{error.sentence} Trang này đang hiện số liệu hôm nay.")
        return self.get_response(request)
