"""A realistic periodic report with one annex of many rows and columns, for the tests of all formats."""

import datetime as dt

from core.paper.paper import (
    Align,
    Annex,
    Cell,
    Column,
    HeaderCell,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    RowKind,
    Run,
    Signature,
    Table,
    TableRow,
    number,
    percent,
)

UNITS_PER_GROUP = {"Sở, ban, ngành": 20, "Huyện, thành phố": 8, "Xã, phường, thị trấn": 108}

_RANKS = ("CVCC và tương đương", "CVC và tương đương", "CV và tương đương", "Cán sự", "Nhân viên")
_DEGREES = ("Tiến sĩ", "Thạc sĩ", "Đại học", "Cao đẳng", "Trung cấp")
_THEORY = ("Cử nhân", "Cao cấp", "Trung cấp", "Sơ cấp")
_PLAIN = ("Biên chế được giao", "Có mặt", "Nữ", "Đảng viên")


def annex_table() -> Table:
    """STT, unit and 18 columns of figures; 3 group rows, 136 units and a total: 140 rows."""
    columns = (Column(9), Column(46, Align.LEFT), *(Column(11, Align.RIGHT) for _ in range(18)))
    header = (
        (
            HeaderCell("STT", rowspan=2),
            HeaderCell("Đơn vị", rowspan=2),
            *(HeaderCell(name, rowspan=2, vertical=True) for name in _PLAIN),
            HeaderCell("Chia theo ngạch công chức", colspan=5),
            HeaderCell("Trình độ chuyên môn", colspan=5),
            HeaderCell("Lý luận chính trị", colspan=4),
        ),
        tuple(HeaderCell(name, vertical=True) for name in (*_RANKS, *_DEGREES, *_THEORY)),
    )
    rows = []
    for roman, (group, count) in zip(("I", "II", "III"), UNITS_PER_GROUP.items(), strict=True):
        rows.append(_row(roman, group, 1000 + 137 * count, RowKind.GROUP))
        rows += [_row(str(i + 1), _unit_name(group, i + 1), 11 + 7 * i, RowKind.BODY) for i in range(count)]
    rows.append(_row("", "Tổng cộng", 12471, RowKind.TOTAL))
    return Table(columns, header, tuple(rows))


def _unit_name(group: str, position: int) -> str:
    if position % 10 == 3:
        return f"Ban Quản lý dự án đầu tư xây dựng công trình số {position}"
    return f"{group.split(',')[0]} số {position}"


def _row(position: str, name: str, start: int, kind: RowKind) -> TableRow:
    figures = [start, *(start * (18 - i) // 19 for i in range(17))]
    cells = [Cell(number(value), value, figure="staff.total") for value in figures]
    return TableRow((Cell(position), Cell(name), *cells), kind)


def summary_table() -> Table:
    """A small table for the body, with a share in its last column."""
    columns = (Column(10), Column(80, Align.LEFT), Column(30, Align.RIGHT), Column(40, Align.CENTER))
    header = (tuple(HeaderCell(text) for text in ("TT", "Nhóm", "Có mặt", "Đại học trở lên")),)
    facts = (("1", "Công chức", 1356, 95.0), ("2", "Viên chức", 8881, 62.4), ("3", "Cấp xã", 2234, 71.25))
    rows = tuple(
        TableRow((Cell(no), Cell(name), Cell(number(count), count), Cell(percent(share, 2), share)))
        for no, name, count, share in facts
    )
    return Table(columns, header, rows)


def sample_paper(
    *, number: str | None = "05/BC-SNV", day: dt.date | None = dt.date(2022, 1, 5), annexes: int = 1
) -> Paper:
    """A report of two pages; with `number` and `day` None it is a draft."""
    words = (
        "Các cơ quan, đơn vị đã quán triệt, triển khai nghiêm túc Đề án; người đứng đầu trực tiếp chỉ đạo, "
        "phân công rõ người, rõ việc, rõ thời hạn, rõ trách nhiệm; kỷ luật, kỷ cương hành chính được giữ "
        "vững, mức độ hài lòng của người dân, doanh nghiệp được nâng lên so với cùng kỳ năm trước."
    )
    body = (
        Heading(1, "I. Công tác lãnh đạo, chỉ đạo, điều hành", "I"),
        Paragraph("I.1", (Run(words),)),
        Heading(1, "II. Kết quả thực hiện", "II"),
        Heading(2, "1. Đội ngũ cán bộ, công chức, viên chức", "II.1"),
        Paragraph(
            "II.1.1",
            (
                Run("Số lượng. ", bold=True),
                Run("Tính đến ngày 30/12/2021, toàn tỉnh có "),
                Run("12.471", figure="staff.total"),
                Run(" người, gồm "),
                Run("1.356", figure="staff.civil_servants"),
                Run(" công chức, "),
                Run("8.881", figure="staff.public_employees"),
                Run(" viên chức và "),
                Run("2.234", figure="staff.commune"),
                Run(" cán bộ, công chức cấp xã. Tỷ lệ viên chức có trình độ đại học trở lên đạt "),
                Run("62,4 %", figure="staff.degree_share"),
                Run(" (kế hoạch: 75 %)", italic=True),
                Run("."),
            ),
        ),
        summary_table(),
        Heading(3, "a) Trình độ chuyên môn", "II.1.a"),
        Paragraph("II.1.2", (Run(words),)),
        Heading(2, "2. Thực hiện nhiệm vụ, chỉ tiêu của Đề án", "II.2"),
        Paragraph("II.2.1", (Run(f"{words} {words}"),)),
        Heading(1, "III. Đánh giá chung", "III"),
        Paragraph("III.1", (Run(words),)),
        Heading(1, "IV. Phương hướng, nhiệm vụ thời gian tới", "IV"),
        Paragraph("IV.1", (Run(words),)),
        Heading(1, "V. Kiến nghị, đề xuất", "V"),
        Paragraph("V.1", (Run("Sở Nội vụ kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo./."),)),
    )
    return Paper(
        letterhead=Letterhead("UBND tỉnh Bắc Kạn", "Sở Nội vụ", number, "BC-SNV", "Bắc Kạn", day),
        kind="BÁO CÁO",
        subject=(
            "Kết quả thực hiện Đề án “Đổi mới phong cách, lề lối làm việc của đội ngũ cán bộ, công chức, "
            "viên chức” năm 2021"
        ),
        addressee="Ủy ban nhân dân tỉnh Bắc Kạn",
        body=body,
        signature=Signature(("KT. Giám đốc",), "Phó Giám đốc", "Nguyễn Thị Bích Hằng"),
        recipients=("Như trên", "Lãnh đạo Sở", "Các cơ quan, đơn vị trực thuộc Sở", "Lưu: VT, CCHC"),
        annexes=tuple(
            Annex(roman, "Số lượng, chất lượng công chức", None, annex_table())
            for roman in ("I", "II", "III")[:annexes]
        ),
    )
