"""Small workbooks for tests, laid out as offices lay them out.

``roster`` writes the usual one: letterhead, title, date, two header rows with merged cells, then what
``body`` lists: people, sections, sub-totals, blank rows, any row at all; then total and signatures.

    roster(path, [section("I", "SỞ NỘI VỤ"), person("Nông Thị Hạnh"), person("Hà Văn Tú"), cells("", "Cộng")])

``sheet`` does the same on a workbook that is already open, for a workbook of several sheets.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

# A header column: its name, or (name over several columns, names below).
Header = str | tuple[str, tuple[str, ...]]

LETTERHEAD = ("SỞ NỘI VỤ TỈNH BẮC KẠN", "PHÒNG TỔ CHỨC CÁN BỘ", "", "DANH SÁCH CÔNG CHỨC")
HEADERS: tuple[Header, ...] = (
    "STT",
    "Họ và tên",
    ("Ngày, tháng, năm sinh", ("Nam", "Nữ")),
    "Số CCCD",
    "Chức vụ, chức danh",
    ("Ngạch công chức", ("Mã số", "Bậc", "Hệ số")),
    "Ngày tuyển dụng",
    "Ghi chú",
)
SIGNATURES = (
    ("", "", "", "", "", "", "Bắc Kạn, ngày 30 tháng 6 năm 2022"),
    ("", "NGƯỜI LẬP BIỂU", "", "", "", "", "THỦ TRƯỞNG ĐƠN VỊ"),
    ("", "(Ký, ghi rõ họ tên)", "", "", "", "", "(Ký tên, đóng dấu)"),
    (),
    (),
    ("", "Ma Thị Ngọc", "", "", "", "", "Hoàng Văn Thắng"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table's body: its cells, and how many of them, from ``merge_from`` on, are merged."""

    cells: tuple = ()
    merge_from: int = 0
    merge: int = 0
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """Where things came to stand, in Excel's row numbers."""

    header_rows: tuple[int, ...]
    body_rows: tuple[int, ...]
    tail_rows: tuple[int, ...] = field(default=())


def person(
    name: str = "Nông Thị Hạnh",
    *,
    citizen_id: object = "006180000001",
    born: object = "06/12/1980",
    is_woman: bool = True,
    position: str = "Chuyên viên",
    rank: str = "01.003",
    step: object = 3,
    coefficient: object = 3.0,
    recruited_on: object = date(2003, 2, 8),
    note: str = "",
    number: object = None,
) -> Line:
    """A person's row under ``HEADERS``; ``number`` None numbers on from the last section or start."""
    births = ("", born) if is_woman else (born, "")
    rest = (citizen_id, position, rank, step, coefficient, recruited_on, note)
    return Line((number, name, *births, *rest), is_person=True)


def section(*texts: object, merge_from: int = 0, merge: int = 0) -> Line:
    """A row that names the unit below it, as ``section("I", "SỞ NỘI VỤ")``; it restarts the numbering."""
    return Line(texts, merge_from, merge)


def cells(*values: object, merge_from: int = 0, merge: int = 0) -> Line:
    """Any other row, cell by cell from column A."""
    return Line(values, merge_from, merge)


def blank() -> Line:
    return Line()


def roster(path: Path, body: Iterable[Line] = (), **options) -> Written:
    """Write a workbook of one sheet; the options are ``sheet``'s."""
    with xlsxwriter.Workbook(path) as workbook:
        return sheet(workbook, body, **options)


def sheet(
    workbook: xlsxwriter.Workbook,
    body: Iterable[Line] = (),
    *,
    name: str = "Danh sách",
    letterhead: Sequence[str] = LETTERHEAD,
    as_of: str = "(Tính đến ngày 30/06/2022)",
    headers: Sequence[Header] = HEADERS,
    header_lines: Sequence[Sequence[object]] = (),
    merges: Sequence[tuple[int, int, int, int]] = (),
    has_column_numbers: bool = False,
    total: Line | None = None,
    signatures: Sequence[Sequence[object]] = (),
    is_hidden: bool = False,
) -> Written:
    """Write one sheet.

    ``header_lines`` replaces ``headers`` by rows written as they are, with ``merges`` as (first row,
    first column, last row, last column), 0-based from the first header row.
    """
    page = workbook.add_worksheet(name)
    if is_hidden:
        page.hide()
    writer = _Writer(page, workbook.add_format({"num_format": "dd/mm/yyyy"}))
    for text in (*letterhead, *([as_of] if as_of else [])):
        writer.line(Line((text,)))
    top = writer.next_row
    if header_lines:
        writer.merge(top, merges)
        for texts in header_lines:
            writer.line(Line(tuple(texts)))
    else:
        _two_rows(writer, headers)
    header_rows = tuple(range(top + 1, writer.next_row + 1))
    if has_column_numbers:
        writer.line(Line(tuple(f"({n})" for n in range(1, writer.width + 1))))
    body_rows = writer.body(body)
    tail_from = writer.next_row
    if total:
        writer.line(total)
    if signatures:
        writer.line(Line())
    for texts in signatures:
        writer.line(Line(tuple(texts)))
    return Written(header_rows, body_rows, tuple(range(tail_from + 1, writer.next_row + 1)))


class _Writer:
    def __init__(self, page, day_format) -> None:
        self.page = page
        self.day_format = day_format
        self.next_row = 0
        self.width = 0

    def body(self, lines: Iterable[Line]) -> tuple[int, ...]:
        first = self.next_row
        number = 0
        for line in lines:
            if line.is_person:
                number += 1
                if line.cells[0] is None:
                    line = Line((number, *line.cells[1:]))
            elif any(line.cells):
                number = 0
            self.line(line)
        return tuple(range(first + 1, self.next_row + 1))

    def line(self, line: Line) -> None:
        for column, value in enumerate(line.cells):
            self.cell(self.next_row, column, value)
        if line.merge:
            text = line.cells[line.merge_from]
            last = line.merge_from + line.merge - 1
            self.page.merge_range(self.next_row, line.merge_from, self.next_row, last, text)
        self.width = max(self.width, len(line.cells))
        self.next_row += 1

    def cell(self, row: int, column: int, value: object) -> None:
        if isinstance(value, date | datetime):
            self.page.write_datetime(row, column, value, self.day_format)
        elif isinstance(value, str):
            if value:
                self.page.write_string(row, column, value)
        elif value is not None:
            self.page.write(row, column, value)

    def merge(self, top: int, merges: Sequence[tuple[int, int, int, int]]) -> None:
        """Merge areas whose first cells are written afterwards."""
        for row, column, last_row, last_column in merges:
            self.page.merge_range(top + row, column, top + last_row, last_column, "")

    def group(self, column: int, title: str, names: Sequence[str]) -> None:
        if len(names) > 1:
            self.page.merge_range(self.next_row, column, self.next_row, column + len(names) - 1, title)
        else:
            self.cell(self.next_row, column, title)
        for offset, name in enumerate(names):
            self.cell(self.next_row + 1, column + offset, name)


def _two_rows(writer: _Writer, headers: Sequence[Header]) -> None:
    """Header cells over one or two rows: a plain one is merged downwards, a group over its columns."""
    is_grouped = any(not isinstance(header, str) for header in headers)
    column = 0
    for header in headers:
        if not isinstance(header, str):
            writer.group(column, *header)
            column += len(header[1])
            continue
        if is_grouped:
            writer.page.merge_range(writer.next_row, column, writer.next_row + 1, column, header)
        else:
            writer.cell(writer.next_row, column, header)
        column += 1
    writer.width = column
    writer.next_row += 2 if is_grouped else 1
