"""The words by which offices mark the rows of a list that aren't people: units, totals, signatures.

Everything here looks at one cell's text. Where a text could be a person's name, the answer is no.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

_COUNT = re.compile(
    r"(?:\d{1,6}|\d{1,3}(?:[.,]\d{3})+)(?:\s*(?:người|đồng chí|đ/c|biên chế|trường hợp|cbccvc))?"
)
_CITIZEN_ID = re.compile(r"\d{9}|\d{12}")
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")

# First words of a unit's name or of a group of staff. "Văn", "Đoàn", "Thanh", "Thành" alone are surnames,
# so these stand here only with the word that follows.
_UNIT_WORDS = """
    tỉnh, huyện, quận, thành phố, thị xã, thị trấn, xã, phường, các, khối, cấp tỉnh, cấp huyện, cấp xã,
    trực thuộc, tỉnh ủy, tỉnh uỷ, huyện ủy, huyện uỷ, thành ủy, thành uỷ, đảng ủy, đảng uỷ, hđnd, ubnd,
    ubmttq, mttq, mặt trận, ủy ban, uỷ ban, hội đồng, văn phòng, sở, ban, ngành, thanh tra, tổng cục,
    cục, chi cục, vụ, phòng, kho bạc, bộ phận, bộ môn, khoa, tổ chức, tổ chuyên môn, tổ hành chính,
    cơ quan, đơn vị, trung tâm, viện, bệnh viện, trạm, trường, mầm non, tiểu học, trung học, giáo dục,
    thcs, thpt, ptdtbt, ptdtnt, thư viện, bảo tàng, nhà văn hóa, nhà văn hoá, nhà khách, nhà thiếu nhi,
    đài phát thanh, báo, hạt kiểm lâm, vườn quốc gia, quỹ, công ty, tổng công ty, liên minh, liên đoàn,
    liên hiệp, tỉnh đoàn, đoàn thanh niên, đoàn tncs, đoàn đbqh, đoàn đại biểu, hội nông dân,
    hội phụ nữ, hội lhpn, hội liên hiệp, hội cựu chiến binh, hội chữ thập đỏ, hội nhà báo, hội văn học,
    lãnh đạo, người đứng đầu, cấp phó, cán bộ, công chức, viên chức, chuyên viên, nhân viên,
    người lao động, hợp đồng, biên chế
"""
_UNIT = re.compile("(?:" + "|".join(word.strip() for word in _UNIT_WORDS.split(",")) + r")(?!\w)")

_GRAND_TOTAL = re.compile(r"tổng\s*cộng(?!\w)|(?:ấn định )?danh sách (?:này )?(?:có|gồm)(?!\w).*\d")
# "Cộng" and "Toàn" are names of people too, so what follows must be able to follow a sum only.
_SUBTOTAL = re.compile(
    r"tổng(?:\s*số(?!\w)|\s*$|\s*[:(=])|toàn (?:tỉnh|huyện|ngành)(?!\w)"
    r"|cộng\s*(?:$|[:.,(=\d…-]|[ivxl]+\s*$|[a-hđ]\s*$"
    r"|(?:toàn|các|mục|phần|khối|nhóm|chung|số|dồn|đơn vị|cơ quan|sở|phòng|ban|ubnd|xã|phường|huyện|thành phố"
    r"|trường|trung tâm|chi cục|theo|trang|văn phòng)(?!\w))"
)

_SIGNED = re.compile(
    r"(?:người|cán bộ|công chức|kế toán) (?:lập|kiểm|duyệt|tổng hợp)(?!\w)|lập (?:biểu|bảng|danh sách)\s*$"
    r"|thủ trưởng(?!\w)|\(?\s*(?:đã )?ký(?:\s*$|\s*[,()]|\s*tên|\s*và|\s*ghi)|\(?đóng dấu"
    r"|(?:tm|kt|tl|tuq)\s*\.|xác nhận (?:của|cơ quan|đơn vị)|nơi nhận|phê duyệt|đại diện (?:cơ quan|đơn vị)"
    r"|.*ngày[\s\d.…_]*tháng[\s\d.…_]*năm"
)
_SIGNERS_TITLE = re.compile(
    r"(?:q\.\s*|quyền )?(?:phó )?(?:giám đốc|chủ tịch|hiệu trưởng|trưởng (?:phòng|ban)|kế toán|bí thư"
    r"|chánh (?:văn phòng|thanh tra)|cục trưởng|chi cục trưởng|viện trưởng|tổng biên tập)(?!\w)"
)
_NOTE = re.compile(r"\*|\(\*\)|ghi chú\s*:|lưu ý\s*:|chú thích\s*:")

_ORDINAL = re.compile(r"\(?\s*(?:(\d+(?:\.\d+)*)|([IVXLC]+|[A-ZĐ])|([a-zđ]))\s*[.):]?")
_LEADING_ORDINAL = re.compile(r"(\d+(?:\.\d+)*|[IVXLC]+|[A-ZĐ]|[a-zđ])(?:\s*[.):/–-]\s*|(?<=\d)\s+)(?=\w)")
_TRAILING_COUNT = re.compile(r"\s*(?:[:(–-]\s*)\d[\d.,]*\s*(?:người|đồng chí|đ/c|biên chế)?\s*\)?\s*\.?$")
_ROMAN = re.compile(r"C?(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A row's own number: ``kind`` tells its style ("roman", "letter", "small", "1", "1.1" …)."""

    kind: str
    value: int


def spaced(value: object) -> str:
    """A cell as one line of NFC text with single spaces; 5.0 is "5", a day dd/mm/yyyy, empty is ""."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, date | datetime):
        return f"{value:%d/%m/%Y}"
    return str(value)


def is_unit(text: str) -> bool:
    """Whether a text names a unit or a group of staff, as "Phòng Nội vụ", "Lãnh đạo"."""
    return bool(_UNIT.match(text.casefold()))


def is_count(value: object) -> bool:
    """Whether a cell beside a unit's or a total's name may be its head count."""
    if isinstance(value, float):
        return value.is_integer() and 0 <= value < 1_000_000
    return isinstance(value, str) and bool(_COUNT.fullmatch(spaced(value).casefold()))


def is_personal(value: object) -> bool:
    """Whether only a person's row holds such a cell: a day, a citizen number."""
    if isinstance(value, str):
        text = value.strip()
        return text[:1].isdigit() and bool(_CITIZEN_ID.fullmatch(text) or _DAY.fullmatch(text))
    return isinstance(value, date | datetime)


def total_kind(text: str) -> str | None:
    """``"total"``, ``"subtotal"`` or None for a row's leading text."""
    folded = text.casefold()
    if _GRAND_TOTAL.match(folded):
        return "total"
    return "subtotal" if _SUBTOTAL.match(folded) else None


def is_signed(text: str) -> bool:
    """Whether a text stands in the block of signatures and nowhere else: place and day, "Người lập biểu"."""
    return bool(_SIGNED.match(text.casefold()))


def is_signers_title(text: str) -> bool:
    """Whether a text may stand above a signature, though a person's row holds such titles as well."""
    return bool(_SIGNERS_TITLE.match(text.casefold()))


def is_note(text: str) -> bool:
    """Whether a text is a remark under the table."""
    return bool(_NOTE.match(text.casefold()))


def ordinals(text: str) -> list[Ordinal]:
    """The readings of a cell that holds only a number; "I" and "C" have two, a name none."""
    found = _ORDINAL.fullmatch(text)
    if not found:
        return []
    digits, capital, small = found.groups()
    if digits:
        parts = digits.split(".")
        return [Ordinal(".".join("1" * len(parts)), int(parts[-1]))]
    if small:
        return [Ordinal("small", ord(small))]
    readings = []
    if _ROMAN.fullmatch(capital):
        readings.append(Ordinal("roman", _roman(capital)))
    if len(capital) == 1:
        readings.append(Ordinal("letter", ord(capital)))
    return readings


def split_ordinal(text: str) -> tuple[list[Ordinal], str]:
    """ "II. SỞ NỘI VỤ" as its number and name; no number when there is none."""
    found = _LEADING_ORDINAL.match(text)
    if not found:
        return [], text
    return ordinals(found[1]), text[found.end() :]


def without_count(text: str) -> str:
    """A unit's name without the head count behind it: "SỞ NỘI VỤ (54 người)" is "SỞ NỘI VỤ"."""
    return _TRAILING_COUNT.sub("", text) or text


def _roman(text: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
