"""A small office for the tests of the roster: two agencies and a commune, and one-sheet workbooks of rows."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from accounts.models import User
from agencies.demo import make_accounts
from agencies.enums import Cause, UnitType
from agencies.models import Act, Unit, UnitPeriod
from agencies.names import keys
from core.days import since
from imports.drive import Wish, carry_out, drive
from imports.models import Batch

FIRST, SECOND, THIRD = date(2022, 1, 1), date(2022, 6, 30), date(2022, 12, 31)
HEAD = (
    "STT", "Họ và tên", "Giới tính", "Ngày sinh", "Số CCCD", "Mã đơn vị", "Tên đơn vị", "Chức vụ", "Loại",
    "Mã ngạch", "Bậc", "Hệ số", "Trình độ CM", "Lý luận chính trị", "Dân tộc", "Đảng viên",
)  # fmt: skip


def office() -> None:
    """UBND tỉnh with Sở Nội vụ and Sở Tài chính, and xã Yên Hân, from 2021 on."""
    make_accounts()
    act = Act.objects.create(cause=Cause.FOUND, effective_on=date(2021, 1, 1))
    province = _unit(act, "UBT", "UBND tỉnh Bắc Kạn", UnitType.PROVINCE, None)
    _unit(act, "SNV", "Sở Nội vụ", UnitType.AGENCY, province)
    _unit(act, "STC", "Sở Tài chính", UnitType.AGENCY, province)
    _unit(act, "02116", "UBND xã Yên Hân", UnitType.COMMUNE, province)


def _unit(act: Act, code: str, name: str, kind: str, parent: Unit | None) -> Unit:
    unit = Unit.objects.create()
    UnitPeriod.objects.create(
        unit=unit, code=code, name=name, type=kind, parent=parent, valid=since(date(2021, 1, 1)),
        opened_by=act, **keys(name),
    )  # fmt: skip
    return unit


def row(number: int, **other) -> dict:
    """A civil servant of Sở Nội vụ with the columns of ``HEAD``; ``other`` replaces cells by their field."""
    values = {
        "name": f"Nông Thị Ánh {number}", "sex": "Nữ", "born": "20/05/1983", "id": f"006183{number:06d}",
        "code": "SNV", "unit": "Sở Nội vụ", "title": "Chuyên viên", "group": "Công chức", "rank": "01.003",
        "step": 3, "coefficient": 3.0, "education": "Đại học", "theory": "Trung cấp", "ethnicity": "Tày",
        "party": "x",
    }  # fmt: skip
    return values | other


def workbook(
    path: Path, rows: Sequence[dict], *, day: date | None = FIRST, without: Sequence[str] = ()
) -> Path:
    """A workbook of the rows; ``without`` names headers whose columns are left out."""
    columns = [place for place, name in enumerate(HEAD) if name not in without]
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Danh sách")
        page.write(0, 0, "DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC")
        if day:
            page.write(1, 0, f"(Tính đến ngày {day:%d/%m/%Y})")
        for across, place in enumerate(columns):
            page.write(2, across, HEAD[place])
        for down, values in enumerate(rows, start=1):
            cells = [down, *values.values()]
            for across, place in enumerate(columns):
                page.write(2 + down, across, cells[place])
    return path


def books(folder: Path) -> Callable[..., Path]:
    """The office, and a function that writes workbooks of rows: ``book(row(1), row(2), day=…, name=…)``."""
    office()

    def book(*rows: dict, name: str = "danh-sach.xlsx", **options) -> Path:
        return workbook(folder / name, rows, **options)

    return book


def user(name: str) -> User:
    return User.objects.get(username=name)


def compared(path: Path, **options) -> Batch:
    """The batch after check and comparison; nobody who left has a reason yet."""
    wish = {"kind": "people", "path": path, "by": user("chuyenvien"), "scope": {}, "left": "ask"} | options
    return drive(Wish(**wish))


def applied(path: Path, **options) -> Batch:
    """The batch after it was approved and applied; those who left retired."""
    batch = compared(path, left="retired", **options)
    carry_out(batch, by=user("chuyenvien"), approver=user("lanhdao"))
    batch.refresh_from_db()
    return batch


def codes(batch: Batch) -> list[str]:
    """The codes of the batch's messages."""
    return sorted(batch.messages.values_list("code", flat=True))


def changes(batch: Batch) -> set[tuple[str, str, str]]:
    """(field, old, new) of everything that the batch changes."""
    return set(batch.differences.filter(outcome="changed").values_list("field", "old", "new"))
