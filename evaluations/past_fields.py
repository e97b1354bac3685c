"""What the columns of a list of earlier years' ratings may hold, in the words that offices use."""

from core.names import search_key
from evaluations.enums import RatingLevel
from evaluations.models.past import FIRST_YEAR
from imports import parse
from imports.kinds import Field
from imports.parse import BadCell, shown

NOT_RATED = "NOT_RATED"  # while staged: an empty level would look like an empty cell
LEVEL_WORDS = {**{str(code): str(label) for code, label in RatingLevel.choices}, NOT_RATED: "Không xếp loại"}
_WRITTEN = {
    "htxsnv": RatingLevel.EXCELLENT,
    "htxs": RatingLevel.EXCELLENT,
    "hoan thanh xuat sac": RatingLevel.EXCELLENT,
    "xuat sac": RatingLevel.EXCELLENT,
    "httnv": RatingLevel.GOOD,
    "htt": RatingLevel.GOOD,
    "hoan thanh tot": RatingLevel.GOOD,
    "tot": RatingLevel.GOOD,
    "htnv": RatingLevel.FULFILLED,
    "ht": RatingLevel.FULFILLED,
    "hoan thanh": RatingLevel.FULFILLED,
    "khtnv": RatingLevel.NOT_FULFILLED,
    "kht": RatingLevel.NOT_FULFILLED,
    "khong hoan thanh": RatingLevel.NOT_FULFILLED,
    "khong xep loai": NOT_RATED,
    "chua xep loai": NOT_RATED,
    "khong danh gia": NOT_RATED,
    "khong danh gia, xep loai": NOT_RATED,
    "kxl": NOT_RATED,
}
_KNOWN = {search_key(words): code for code, words in LEVEL_WORDS.items()} | _WRITTEN


def parse_level(raw: object) -> str:
    """A level by its words or an abbreviation; raises BadCell."""
    found = _KNOWN.get(search_key(shown(raw)).strip(" ."))
    if found is None:
        raise BadCell(
            f"“{shown(raw)}” không phải một mức xếp loại. Ghi một trong: {', '.join(LEVEL_WORDS.values())}; "
            "hoặc HTXSNV, HTTNV, HTNV, KHTNV.",
            "bad_level",
        )
    return str(found)


def parse_year(raw: object) -> int:
    """A year of four digits; of a school year “2021-2022” the later one, in which it is rated."""
    first, _, last = shown(raw).strip().replace("–", "-").replace(" ", "").partition("-")
    is_school_year = last.isdecimal() and first.isdecimal() and int(last) == int(first) + 1
    written = last if is_school_year else first if not last else ""
    if not written.isdecimal() or not FIRST_YEAR <= int(written) <= 2200:
        raise BadCell("Ghi năm bằng bốn chữ số, ví dụ 2022; năm học ghi 2021-2022.", "bad_year")
    return int(written)


FIELDS = (
    Field("citizen_number", "Số định danh cá nhân", (r"\bcccd\b", r"dinh danh", r"can cuoc"), parse.citizen_number, is_required=True),
    Field("full_name", "Họ và tên", (r"^ho (va )?(chu dem )?ten", r"^ho,? ten"), parse.text, is_required=True),
    Field("year", "Năm", (r"^nam$", r"^nam (danh gia|xep loai|hoc)"), parse_year, is_required=True),
    Field("decided_on", "Ngày quyết định", (r"^ngay (ra )?(quyet dinh|qd|ky)",), parse.day),
    Field("number", "Số quyết định", (r"^so (quyet dinh|qd)", r"^quyet dinh so"), parse.text),
    Field("rated_by", "Nơi xếp loại", (r"^(noi|don vi|co quan|cap) (xep loai|danh gia|quyet dinh|ra|ban hanh)",), parse.text),
    Field("level", "Mức xếp loại", (r"^(muc|ket qua) (do )?(danh gia|xep loai|chat luong)", r"^xep loai", r"^ket qua$", r"^muc$"), parse_level, is_required=True),
    Field("note", "Ghi chú", (r"^ghi chu",), parse.text),
)  # fmt: skip
