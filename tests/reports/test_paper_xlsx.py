"""The workbook of a paper, read back by openpyxl."""

import datetime as dt
import io
import time
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from core.paper.paper import Annex, Cell, Column, HeaderCell, Paragraph, Run, Table, TableRow
from reports.render_xlsx import render_xlsx
from tests.core.sample_paper import sample_paper

FIRST_ROW = 7
"""Of the annex's body: three titles, a blank row, two header rows."""


@pytest.fixture(scope="module")
def content():
    return render_xlsx(sample_paper(annexes=2))


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def _of_cells(*cells):
    """A paper whose one annex has these cells in its only row."""
    header = (tuple(HeaderCell(str(index)) for index, _ in enumerate(cells)),)
    table = Table(tuple(Column(1) for _ in cells), header, (TableRow(tuple(cells)),))
    paper = replace(sample_paper(annexes=0), annexes=(Annex("I", "Thử", None, table),))
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(paper)))["Phụ lục I"][6]


def test_words_come_first_then_each_table_on_its_sheet(book):
    assert book.sheetnames == ["Báo cáo", "Bảng 1", "Phụ lục I", "Phụ lục II"]


def test_the_first_sheet_has_the_papers_words_in_order(book):
    words = [cell.value for (cell,) in book["Báo cáo"].iter_rows() if cell.value]
    paper = sample_paper()
    expected = [
        "UBND TỈNH BẮC KẠN",
        "SỞ NỘI VỤ",
        "Số: 05/BC-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bắc Kạn, ngày 05 tháng 01 năm 2022",
        "BÁO CÁO",
        paper.subject,
        "Kính gửi: Ủy ban nhân dân tỉnh Bắc Kạn",
        "I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, ĐIỀU HÀNH",
    ]

    assert words[: len(expected)] == expected
    assert "(Xem trang “Bảng 1”)" in words
    assert {part.text for part in paper.body if isinstance(part, Paragraph)} <= set(words)
    assert words[-8:] == [
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Thị Bích Hằng",
        "Nơi nhận:",
        *paper.recipient_lines,
    ]


def test_long_text_is_wrapped_in_a_row_high_enough(book):
    sheet = book["Báo cáo"]
    (row,) = (cell.row for (cell,) in sheet.iter_rows() if str(cell.value).startswith("Số lượng. "))

    assert sheet.cell(row, 1).alignment.wrap_text
    assert 3 * 14 * 1.149 <= sheet.row_dimensions[row].height <= 4 * 14 * 1.149


def test_a_row_is_never_higher_than_excel_allows():
    paper = replace(sample_paper(annexes=0), body=(Paragraph("x", (Run("một " * 4000),)),))
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(paper)))["Báo cáo"]

    assert max(row.height for row in sheet.row_dimensions.values() if row.height) <= 409


def test_figures_are_numbers_and_words_are_text(book):
    rows = list(book["Phụ lục I"].iter_rows(min_row=FIRST_ROW))
    table = sample_paper().annexes[0].table

    assert len(rows) == len(table.rows) == 140
    for row, line in zip(rows, table.rows, strict=True):
        for shown, cell in zip(row, line.cells, strict=True):
            if cell.value is None:
                assert shown.value == (cell.text or None)
            else:
                assert (type(shown.value), shown.value, shown.data_type) == (int, cell.value, "n")


def test_shares_are_numbers_that_look_like_their_text(book):
    shares = [book["Bảng 1"].cell(row, 4) for row in (2, 3, 4)]

    assert [cell.value for cell in shares] == [95, 62.4, 71.25]
    assert [cell.number_format for cell in shares] == ['#,##0" %"', '#,##0.0" %"', '#,##0.00" %"']


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("12.471", 12471, "#,##0"),
        ("2022", 2022, "0"),
        ("2,34", Decimal("2.34"), "#,##0.00"),
        ("-86", -86, "#,##0"),
        ("95 %", 95.0, '#,##0" %"'),
    ],
)
def test_a_number_has_the_format_of_its_text(text, value, expected):
    cell = _of_cells(Cell(text, value))[0]

    assert (cell.data_type, cell.value, cell.number_format) == ("n", pytest.approx(float(value)), expected)


def test_text_never_becomes_a_formula_a_link_or_a_number():
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "https://example.vn", "00123", "{=A1}"]
    cells = _of_cells(*(Cell(text) for text in texts))

    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_no_words_of_a_paper_become_a_formula():
    formula = '=HYPERLINK("http://example.vn","x")'
    paper = sample_paper()
    annex = replace(
        paper.annexes[0],
        title=formula,
        caption=formula,
        table=Table((Column(1), Column(1)), ((HeaderCell(formula, colspan=2),),), ()),
    )
    hostile = replace(
        paper,
        subject=formula,
        body=(Paragraph("x", (Run(formula),)),),
        recipients=(formula,),
        annexes=(annex,),
    )
    content = render_xlsx(hostile)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 2
    assert all(b"<f>" not in sheet and b"<hyperlink" not in sheet for sheet in sheets)
    assert openpyxl.load_workbook(io.BytesIO(content))["Phụ lục I"]["A5"].value == formula


def test_the_head_is_merged_stays_in_sight_and_is_printed_on_each_page(book):
    sheet = book["Phụ lục I"]
    merged = {str(area) for area in sheet.merged_cells.ranges}

    assert {"A5:A6", "B5:B6", "C5:C6", "G5:K5", "L5:P5", "Q5:T5", "A1:T1", "A2:T2", "A3:T3"} <= merged
    assert len(merged) == 3 + 6 + 3
    assert (sheet["G5"].value, sheet["G6"].value) == ("Chia theo ngạch công chức", "CVCC và tương đương")
    assert sheet["G6"].alignment.textRotation == 90
    assert sheet["G5"].alignment.textRotation == 0
    assert sheet.freeze_panes == f"C{FIRST_ROW}"
    assert sheet.print_title_rows == "$5:$6"


def test_an_annex_has_its_titles_above(book):
    sheet = book["Phụ lục I"]

    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [
        "Phụ lục I",
        "SỐ LƯỢNG, CHẤT LƯỢNG CÔNG CHỨC",
        "(Kèm theo Báo cáo số 05/BC-SNV ngày 05 tháng 01 năm 2022 của Sở Nội vụ)",
    ]
    assert [(c.font.bold, c.font.italic) for c in (sheet["A1"], sheet["A2"], sheet["A3"])] == [
        (True, False),
        (True, False),
        (False, True),
    ]


def test_sheets_print_on_a4_as_wide_as_the_page(book):
    orientations = {}
    for sheet in book:
        orientations[sheet.title] = sheet.page_setup.orientation
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.page_setup.useFirstPageNumber
        assert sheet.page_setup.firstPageNumber in (None, 1)
        margins = sheet.page_margins
        sides = (margins.top, margins.bottom, margins.left, margins.right)
        assert [round(side * 25.4) for side in sides] == [20, 20, 30, 15]
        assert sheet.oddHeader.center.text == "&P"
    assert orientations == {
        "Báo cáo": "portrait",
        "Bảng 1": "portrait",
        "Phụ lục I": "landscape",
        "Phụ lục II": "landscape",
    }


def test_every_cell_is_in_times_new_roman(book, content):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                # A font of a theme's scheme would be shown in the theme's own font.
                assert (cell.font.name, cell.font.scheme) == ("Times New Roman", None), cell
    assert book["Báo cáo"]["A1"].font.size == 13
    styles = zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml")
    assert b"Calibri" not in styles


def test_figures_stand_right_names_left_and_sums_are_bold(book):
    rows = {row[1].value: row for row in book["Phụ lục I"].iter_rows(min_row=FIRST_ROW)}

    assert [cell.alignment.horizontal for cell in rows["Sở số 1"][:3]] == ["center", "left", "right"]
    assert rows["Tổng cộng"][2].font.bold
    assert rows["Sở, ban, ngành"][2].font.bold
    assert not rows["Sở số 1"][2].font.bold
    assert rows["Sở số 1"][2].border.left.style == "thin"


def test_columns_have_the_shares_of_the_table(book):
    sheet = book["Phụ lục I"]
    widths = [sheet.column_dimensions[get_column_letter(index)].width for index in (1, 2, 3)]

    assert widths[1] / widths[2] == pytest.approx(46 / 11, rel=0.05)
    assert widths[0] / widths[2] == pytest.approx(9 / 11, rel=0.05)


def test_rows_with_two_lines_are_high_enough_for_both(book):
    sheet = book["Phụ lục I"]
    heights = {
        row[1].value: sheet.row_dimensions[row[1].row].height for row in sheet.iter_rows(min_row=FIRST_ROW)
    }

    long = next(height for name, height in heights.items() if name.startswith("Ban Quản lý dự án"))
    assert long >= 2 * 9 * 1.149
    assert heights["Sở số 1"] < long
    assert sheet.row_dimensions[5].height + sheet.row_dimensions[6].height > 80


def test_the_file_names_title_author_and_the_papers_own_day(book):
    assert book.properties.title.startswith("Báo cáo Kết quả thực hiện Đề án")
    assert book.properties.creator == "Sở Nội vụ"
    assert book.properties.created == dt.datetime(2022, 1, 5)


def test_the_same_paper_gives_the_same_bytes(content, monkeypatch):
    draft = render_xlsx(sample_paper(number=None, day=None))
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2033, 5, 18, 3, 33, 20, 2, 138, 0)))

    assert render_xlsx(sample_paper(annexes=2)) == content
    assert render_xlsx(sample_paper(number=None, day=None)) == draft
    with zipfile.ZipFile(io.BytesIO(draft)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")
