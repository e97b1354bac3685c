"""The columns of the workbook of the list behind a figure, by what the list is of."""

from collections.abc import Callable, Sequence

from evaluations.enums import RatingLevel
from reports.behind import Behind
from reports.enums import Move
from staff.enums import Group

Columns = tuple[Sequence[tuple[str, int]], Callable[..., tuple]]
_PEOPLE = (
    ("Họ và tên", 28), ("Năm sinh", 10), ("Chức vụ, chức danh", 28), ("Đơn vị", 40), ("Nhóm", 20),
)  # fmt: skip
_LEVELS = dict(RatingLevel.choices)
_GROUPS = dict(Group.choices)
_FROM_TO = {Move.MOVED_IN: "Từ", Move.MOVED_OUT: "Đến"}


def columns(meant: Behind) -> Columns:
    """The heads with their widths, and what fills a row under them."""
    if meant.is_of_organisations:
        return (("Tổ chức", 44), ("Kết quả", 36)), lambda row: (row.full_name, _organisation(row))
    if meant.is_of_moves:
        heads = (("Họ và tên", 28), ("Đơn vị", 40), ("Từ ngày", 12), ("Chi tiết", 44))
        return heads, lambda row: (row.full_name, row.unit_name, row.day, _move(row))
    if meant.is_of_ratings:
        heads = (("Họ và tên", 28), ("Chức vụ, chức danh", 28), ("Đơn vị", 40), ("Kết quả", 44))
        return heads, lambda row: (row.full_name, row.title, row.unit_name, _person(row))
    return _PEOPLE, lambda row: (
        row.full_name, row.born_on.year if row.born_on else None, row.title, row.unit_name,
        _GROUPS.get(row.group, row.group),
    )  # fmt: skip


def _move(row) -> str:
    if row.reason:
        return row.get_reason_display()
    return f"{_FROM_TO[row.kind]} {row.other_name}" if row.kind in _FROM_TO else ""


def _organisation(row) -> str:
    return _LEVELS[row.level] if row.level else "Chưa được công nhận"


def _person(row) -> str:
    if row.level:
        return _LEVELS[row.level]
    if row.is_signed:
        return "Không xếp loại" + (f": {row.not_rated_by}" if row.not_rated_by else "")
    return "Chưa có quyết định"
