"""Reading the cells of a workbook: each function takes a raw value and gives what is stored, or BadCell.

Raw values are those of the reader: str, float, bool, date, datetime. An empty cell never comes here.
"""

import math
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from core.days import parse_day
from core.errors import DomainError
from core.names import clean

_MONTH_YEAR = re.compile(r"(\d{1,2})[/\-.](\d{4})")
_YEAR = re.compile(r"(19|20)\d{2}")


class BadCell(Exception):
    """The value can't stand in this column; ``sentence`` says in Vietnamese why and what to do."""

    def __init__(self, sentence: str, code: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


def shown(raw: object) -> str:
    """A raw value as a user would read it in the cell."""
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else str(round(raw, 6)).replace(".", ",")
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return f"{raw:%d/%m/%Y}"
    return str(raw)


def text(raw: object) -> str:
    """NFC text with single spaces."""
    return clean(shown(raw))


def code(raw: object) -> str:
    """A code kept as text; a number in the cell has lost its zeros, which can't be known again."""
    return text(raw)


def citizen_number(raw: object) -> str:
    """Số định danh cá nhân: exactly twelve digits, kept as text."""
    if isinstance(raw, float):
        raise BadCell(
            "Ô này lưu số định danh dạng số nên có thể đã mất số 0 ở đầu. "
            "Định dạng cột là Văn bản (Text) rồi nhập lại đủ 12 chữ số.",
            "number_not_text",
        )
    digits = text(raw).replace(" ", "").lstrip("'’`")
    if re.fullmatch(r"[0-9]{9}", digits):
        raise BadCell(
            "Đây là số chứng minh nhân dân 9 chữ số. Thay bằng số định danh cá nhân 12 chữ số.",
            "number_of_9_digits",
        )
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise BadCell("Số định danh cá nhân gồm đúng 12 chữ số. Kiểm tra lại với căn cước.", "bad_number")
    return digits


def day(raw: object) -> date:
    """A real date, as Excel keeps it or as typed."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return parse_day(text(raw))
    except DomainError as error:
        raise BadCell(error.sentence, error.code) from None


def birth(raw: object) -> tuple[date, str]:
    """A birth date with its precision: a day, or ``04/1970``, or ``1970``."""
    if not isinstance(raw, date):
        written = text(raw)
        if _YEAR.fullmatch(written):
            return date(int(written), 1, 1), "year"
        if match := _MONTH_YEAR.fullmatch(written):
            month, year = int(match[1]), int(match[2])
            if not 1 <= month <= 12:
                raise BadCell(f"Tháng {month} không có thật. Ghi theo dạng ngày/tháng/năm.", "bad_day")
            return date(year, month, 1), "month"
    return day(raw), "day"


def mark(raw: object) -> bool:
    """A mark in a yes-or-no column: ``x``, ``có``, ``1``."""
    written = text(raw).lower()
    if written in {"x", "có", "1", "✓", "true", "đảng viên"}:
        return True
    if written in {"không", "0", "-", "false"}:
        return False
    raise BadCell("Cột này đánh dấu bằng chữ “x”. Sửa ô thành “x” hoặc để trống.", "bad_mark")


def decimal(raw: object) -> Decimal:
    """A number with at most two decimals, ``2,34`` or ``2.34``."""
    try:
        if isinstance(raw, float):
            if not math.isfinite(raw):
                raise InvalidOperation
            return Decimal(str(round(raw, 2)))
        return Decimal(text(raw).replace(" ", "").replace(",", ".")).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise BadCell("Đây không phải là một con số. Ghi ví dụ 2,34.", "bad_number_value") from None


def coefficient(raw: object) -> Decimal:
    """Hệ số lương: above 0, below 20."""
    value = decimal(raw)
    if not 0 < value < 20:
        raise BadCell(
            "Hệ số lương phải lớn hơn 0 và nhỏ hơn 20. Kiểm tra lại dấu phẩy thập phân.", "bad_coefficient"
        )
    return value


def step(raw: object) -> int:
    """Bậc lương: a whole number from 1 to 15, also written ``3/9``."""
    written = text(raw).split("/")[0].strip()
    if not written.isdecimal() or not 1 <= int(written) <= 15:
        raise BadCell("Bậc lương là số nguyên từ 1 đến 15.", "bad_step")
    return int(written)
