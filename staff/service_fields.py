"""What the columns of a list of leave, rewards, discipline and training may hold, and its words."""

from core.names import search_key
from imports import parse
from imports.kinds import Field
from imports.parse import BadCell, shown
from staff.service_enums import DisciplineForm, LeaveKind, RewardKind, Side, TrainingKind
from staff.service_models import FIRST_YEAR, LAST_YEAR

LEAVE, REWARD, DISCIPLINE, TRAINING = "leave", "reward", "discipline", "training"
WHAT = {LEAVE: "Nghỉ", REWARD: "Khen thưởng", DISCIPLINE: "Kỷ luật", TRAINING: "Đào tạo, bồi dưỡng"}
KINDS = {LEAVE: LeaveKind, REWARD: RewardKind, DISCIPLINE: DisciplineForm, TRAINING: TrainingKind}
_SAYS_WHAT = {
    "ky luat": DISCIPLINE,
    "khen thuong": REWARD,
    "boi duong": TRAINING,
    "dao tao": TRAINING,
    "nghi": LEAVE,
}
# Other ways to write a kind, besides its label.
_WRITTEN: dict[str, dict[str, str]] = {
    LEAVE: {
        "nghi thai san": LeaveKind.MATERNITY,
        "om": LeaveKind.SICK,
        "nghi om": LeaveKind.SICK,
        "nghi om dau": LeaveKind.SICK,
        "khong luong": LeaveKind.UNPAID,
        "khong huong luong": LeaveKind.UNPAID,
        "nghi khong luong": LeaveKind.UNPAID,
        "nghi khong huong luong": LeaveKind.UNPAID,
        "viec rieng": LeaveKind.UNPAID,
        "di hoc": LeaveKind.STUDY,
        "khac": LeaveKind.OTHER,
        "ly do khac": LeaveKind.OTHER,
    },
    REWARD: {
        "lao dong tien tien": RewardKind.ADVANCED_WORKER,
        "chien si thi dua cap tinh": RewardKind.PROVINCE_FIGHTER,
        "chien si thi dua cap bo": RewardKind.PROVINCE_FIGHTER,
        "ky niem chuong": RewardKind.BADGE,
        "huy hieu": RewardKind.BADGE,
        "khac": RewardKind.OTHER,
    },
    DISCIPLINE: {},
    TRAINING: {
        "boi duong ly luan chinh tri": TrainingKind.THEORY,
        "boi duong quan ly nha nuoc": TrainingKind.STATE_MANAGEMENT,
        "qpan": TrainingKind.DEFENCE,
        "quoc phong an ninh": TrainingKind.DEFENCE,
        "ngoai ngu": TrainingKind.LANGUAGE,
        "tieng dan toc": TrainingKind.LANGUAGE,
        "tin hoc": TrainingKind.IT,
        "chuyen doi so": TrainingKind.IT,
        "nghiep vu": TrainingKind.POSITION,
        "vi tri viec lam": TrainingKind.POSITION,
        "khac": TrainingKind.OTHER,
    },
}
_KNOWN: dict[str, dict[str, str]] = {
    what: {search_key(str(label)): code for code, label in kinds.choices} | _WRITTEN[what]
    for what, kinds in KINDS.items()
}
_SIDES = {
    "dang": Side.PARTY,
    "ky luat dang": Side.PARTY,
    "chinh quyen": Side.ADMINISTRATION,
    "hanh chinh": Side.ADMINISTRATION,
    "ky luat hanh chinh": Side.ADMINISTRATION,
    "nha nuoc": Side.ADMINISTRATION,
}


def parse_what(raw: object) -> str:
    """Nghỉ, khen thưởng, kỷ luật or bồi dưỡng; raises BadCell."""
    found = what_of(search_key(shown(raw)))
    if found is None:
        raise BadCell(f"Loại là một trong: {', '.join(WHAT.values())}.", "bad_what")
    return found


def what_of(text: str) -> str | None:
    """What a text (a cell, the title and name of a sheet) speaks of, if it is of one thing only."""
    found = {what for words, what in _SAYS_WHAT.items() if words in text}
    return found.pop() if len(found) == 1 else None


def parse_side(raw: object) -> str:
    found = _SIDES.get(search_key(shown(raw)))
    if found is None:
        raise BadCell("Ghi “Đảng” hoặc “Hành chính”: bên nào ra quyết định kỷ luật.", "bad_side")
    return found


def kind_of(what: str, written: str) -> str:
    """The code of a kind (or a discipline's form) by its words; raises BadCell."""
    key, known = search_key(written), _KNOWN[what]
    if key not in known:
        labels = ", ".join(str(label) for label in KINDS[what].labels)
        raise BadCell(f"“{written}” không có trong danh mục {WHAT[what].lower()}: {labels}.", "bad_kind")
    return known[key]


def parse_year(raw: object) -> int:
    written = shown(raw).strip()
    if not written.isdecimal() or not FIRST_YEAR <= int(written) <= LAST_YEAR:
        raise BadCell("Ghi năm bằng bốn chữ số, ví dụ 2022.", "bad_year")
    return int(written)


FIELDS = (
    Field("citizen_number", "Số định danh cá nhân", (r"\bcccd\b", r"dinh danh", r"can cuoc"), parse.citizen_number, is_required=True),
    Field("full_name", "Họ và tên", (r"^ho (va )?(chu dem )?ten", r"^ho,? ten"), parse.text, is_required=True),
    Field("side", "Đảng hay hành chính", (r"^loai ky luat", r"^ky luat (cua|ve)", r"\bdang\b"), parse_side),
    Field("kind", "Hình thức", (r"^hinh thuc", r"^danh hieu", r"^ly do nghi", r"^loai (nghi|hinh|dao tao|boi duong)"), parse.text, is_required=True),
    Field("what", "Loại", (r"^loai$", r"^loai (viec|muc)"), parse_what),
    Field("number", "Số quyết định", (r"^so (quyet dinh|qd|van bang|chung chi)", r"^quyet dinh so"), parse.text),
    Field("decided_on", "Ngày quyết định", (r"^ngay (ra )?(quyet dinh|qd|ky|cap)",), parse.day),
    Field("begins_on", "Ngày hiệu lực, từ ngày", (r"hieu luc", r"^tu ngay", r"^ngay bat dau"), parse.day),
    Field("last_on", "Đến hết ngày", (r"^den (het )?ngay", r"^ngay (ket thuc|cuoi)"), parse.day),
    Field("happened_on", "Ngày vi phạm", (r"^ngay (vi pham|xay ra)",), parse.day),
    Field("happened_unit", "Nơi vi phạm", (r"^(noi|don vi) (vi pham|xay ra)",), parse.text),
    Field("title", "Nội dung", (r"^noi dung", r"^ten khoa", r"^hanh vi", r"^thanh tich"), parse.text),
    Field("given_by", "Cơ quan, cơ sở", (r"^co quan (ban hanh|khen|ra|quyet dinh)", r"^co so", r"^co quan, co so"), parse.text),
    Field("in_duty", "Liên quan công vụ", (r"cong vu",), parse.mark),
    Field("degradation", "Suy thoái", (r"suy thoai",), parse.mark),
    Field("counted_in_year", "Đã tính năm", (r"da tinh",), parse_year),
)  # fmt: skip
