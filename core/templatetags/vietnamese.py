"""Words, numbers and days as the offices write them: 12.471, 62,4 %, 2,34, 30/12/2021."""

import unicodedata
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils import timezone

register = template.Library()

UNKNOWN = "chưa rõ"
NOTHING = "–"
THIN = "\N{NO-BREAK SPACE}"


@register.filter
def number(value: Any, places: int = 0) -> str:
    """``12471`` → «12.471»; with places ``6.25|number:1`` → «6,3». Unknown is «–»."""
    if type(value) is int and not places:
        text = f"{abs(value):,}".replace(",", ".")
        return f"−{text}" if value < 0 else text
    if value is None or value == "":
        return NOTHING
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if rounded < 0 else text


@register.filter
def decimal2(value: Any) -> str:
    """A coefficient: «2,34»."""
    return number(value, 2)


@register.filter
def difference(value: Any, places: int = 0) -> str:
    """A change with its sign: «+118», «−86», «0»."""
    text = number(value, places)
    has_sign = text == NOTHING or text.startswith("−") or not text.strip("0,")
    return text if has_sign else f"+{text}"


@register.filter
def percent(value: Any, whole: Any = None) -> str:
    """A fraction, or a part of a whole: ``0.624|percent`` and ``624|percent:1000`` → «62,4 %»."""
    if value is None or value == "" or (whole is not None and not whole):
        return NOTHING
    share = Decimal(str(value)) / Decimal(str(whole)) if whole is not None else Decimal(str(value))
    return f"{number(share * 100, 1)}{THIN}%"


@register.filter
def day(value: Any) -> str:
    """«30/12/2021»; an instant is shown by its day in Vietnam. Unknown is «chưa rõ»."""
    if value is None or value == "":
        return UNKNOWN
    return f"{_local(value):%d/%m/%Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """«08:12 16/03/2022», in Vietnam's time."""
    return NOTHING if value is None else f"{_local(value):%H:%M %d/%m/%Y}"


@register.filter
def long_day(value: date | None) -> str:
    """As documents write it: «ngày 30 tháng 12 năm 2021», with «02» for days under 10 and months 1, 2."""
    if value is None:
        return "ngày … tháng … năm …"
    month = f"{value.month:02d}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


@register.filter
def period(valid: Any) -> str:
    """A range ``[from, to)`` with its last day inclusive: «01/09/2019 – 31/08/2022», «từ 01/09/2019»."""
    if valid is None or (valid.lower is None and valid.upper is None):
        return UNKNOWN
    if valid.upper is None:
        return f"từ {day(valid.lower)}"
    end = day(valid.upper - timedelta(days=1))
    return f"đến {end}" if valid.lower is None else f"{day(valid.lower)} – {end}"


@register.filter
def masked(value: str | None) -> str:
    """A citizen number with only its last three digits: «•••••••••123»."""
    if not value:
        return NOTHING
    return "•" * max(len(value) - 3, 0) + value[-3:] if len(value) > 3 else "•" * len(value)


@register.filter
def name(value: str | None) -> str:
    """A name in NFC with single spaces; one that is written all in capitals gets small letters."""
    if not value:
        return UNKNOWN
    words = unicodedata.normalize("NFC", value).split()
    return " ".join(word.capitalize() for word in words) if value.isupper() else " ".join(words)


@register.filter
def known(value: Any) -> Any:
    """The value, or «chưa rõ» where there is none."""
    return UNKNOWN if value is None or value == "" else value


@register.filter
def duration(seconds: float | None) -> str:
    """«2 giây», «3 phút», «1 giờ 20 phút»."""
    if seconds is None:
        return NOTHING
    whole = max(round(seconds), 1)
    if whole < 60:
        return f"{whole} giây"
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{minutes} phút"
    hours, rest = divmod(minutes, 60)
    return f"{hours} giờ {rest} phút" if rest else f"{hours} giờ"


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
