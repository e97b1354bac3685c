"""How numbers and days are written in an official Vietnamese paper."""

import datetime as dt
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

# No-break spaces, since plain ones fall together in HTML: the room that a pen needs.
BLANK = "\u00a0" * 6

_UNPRINTABLE = {"Cc", "Cs", "Cn"}


def day_in_words(day: dt.date | None) -> str:
    """ "ngày 05 tháng 01 năm 2022"; blanks to fill in by hand for None.

    A zero stands before days under 10 and before months 1 and 2 only (Nghị định 30/2020/NĐ-CP, Phụ lục I,
    mục II.4), so that no digit can be put in front of them later.
    """
    if day is None:
        return f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def number(value: int | float | Decimal, decimals: int = 0) -> str:
    """12471 → "12.471"; with one decimal 62.45 → "62,5" (rounded half up, as one does by hand)."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def percent(value: int | float | Decimal, decimals: int = 1) -> str:
    """A share in hundredths: 62.4 → "62,4 %", and 95.0 → "95 %"."""
    shown = number(value, decimals)
    return f"{shown.rstrip('0').rstrip(',') if ',' in shown else shown} %"


def document_number(value: int) -> str:
    """5 → "05": a zero before numbers under 10 (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3)."""
    return f"{value:02d}"


def printable(text: str) -> str:
    """Composed letters (NFC), without the control characters that no document format can hold."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) not in _UNPRINTABLE)


def glued(text: str) -> str:
    """Running text in which a number and its percent sign stay on one line (no-break space between)."""
    return re.sub(r"(?<=\d) %", "\u00a0%", printable(text))
