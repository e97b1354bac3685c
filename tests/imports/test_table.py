"""How a sheet is cut into tables, and a table into rows."""

from datetime import date

import pytest
import xlsxwriter

from imports.table import Reason, cell_address, find_table, find_tables
from imports.workbook import read
from tests.imports.tables import headers, names
from tests.imports.workbooks import SIGNATURES, blank, cells, person, roster, section, sheet


def test_a_value_merged_over_several_people_belongs_to_each(path):
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet()
        page.write_row("A1", ["STT", "Họ và tên", "Đơn vị", "Chức vụ"])
        page.write_column("A2", [1, 2, 3])
        page.write_column("B2", ["An", "Bình", "Chi"])
        page.write_column("D2", ["Trưởng phòng", "Chuyên viên", "Chuyên viên"])
        page.merge_range("C2:C3", "Phòng Nội vụ")
        page.write("C4", "Phòng Tư pháp")
    raw = read(path)[0]
    found = find_table(raw)
    assert [row.cells[2] for row in found.rows] == ["Phòng Nội vụ", "Phòng Nội vụ", "Phòng Tư pháp"]
    assert raw.rows[2][2] == ""


def test_cells_merged_outside_the_table_are_no_matter(path):
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet()
        page.write_row("A1", ["STT", "Họ và tên", "Chức vụ"])
        page.write_row("A2", [1, "An", "x"])
        page.write_row("A3", [2, "Bình", "x"])
        page.merge_range("Z2:Z3", "")
        page.merge_range("B50:B52", "")
    assert names(find_table(read(path)[0])) == ["An", "Bình"]


def test_the_last_people_above_a_second_table_are_not_taken_for_its_title(table, path):
    table(
        cells("1", "An", "x"),
        cells("", "Bình", "x", "y", "z"),
        cells("STT", "Họ tên", "Công việc"),
        cells("1", "Chi", "Lái xe"),
        headers=("STT", "Họ và tên", "Chức vụ", "Ngạch", "Ghi chú"),
    )
    first, second = find_tables(read(path)[0])
    assert (names(first), names(second), second.title_lines) == (["An", "Bình"], ["Chi"], [])


def test_a_short_row_with_a_number_above_a_second_table_is_a_person(table, path):
    table(
        cells("1", "An", "x"),
        cells("STT", "Họ tên", "Công việc"),
        cells("1", "Chi", "Lái xe"),
        headers=("STT", "Họ và tên", "Chức vụ", "Ngạch", "Ghi chú"),
    )
    first, second = find_tables(read(path)[0])
    assert (names(first), names(second)) == (["An"], ["Chi"])


def test_two_tables_on_one_sheet_have_each_its_columns_title_and_units(path):
    with xlsxwriter.Workbook(path) as workbook:
        sheet(
            workbook,
            [
                section("I", "SỞ NỘI VỤ"),
                person("An"),
                cells("", "Cộng: 1 người"),
                cells("DANH SÁCH HỢP ĐỒNG"),
                cells("(Tính đến ngày 31/12/2022)"),
                cells("STT", "Họ tên", "Công việc", "Từ ngày"),
                cells(1, "Bình", "Lái xe", "01/02/2020"),
                cells(2, "Chi", "Bảo vệ", "01/02/2021"),
            ],
        )
    first, second = find_tables(read(path)[0])
    assert names(first) == ["An"]
    assert [row.reason for row in first.skipped] == ["section", "subtotal"]
    assert names(second) == ["Bình", "Chi"]
    assert headers(second)[:4] == [("STT",), ("Họ tên",), ("Công việc",), ("Từ ngày",)]
    assert second.title_lines == ["DANH SÁCH HỢP ĐỒNG", "(Tính đến ngày 31/12/2022)"]
    assert (first.as_of, second.as_of) == (date(2022, 6, 30), date(2022, 12, 31))
    assert second.rows[0].section is None
    assert find_table(read(path)[0]) == second


def test_a_body_is_split_into_rows_and_skipped_rows_and_nothing_else(path):
    body = [
        section("A", "KHỐI SỞ"),
        section("I", "SỞ NỘI VỤ"),
        person("An"),
        blank(),
        cells("", "Cộng I"),
        section("II", "SỞ TƯ PHÁP"),
        person("Bình"),
        cells(2, "Chi"),
        cells("", "", "", "", "", "", "ghi chú rơi"),
    ]
    written = roster(path, body, total=cells("Tổng cộng"), signatures=SIGNATURES, has_column_numbers=True)
    found = find_table(read(path)[0])
    numbers = [row.number for row in (*found.rows, *found.skipped)]
    assert sorted(numbers) == [written.body_rows[0] - 1, *written.body_rows, *written.tail_rows]
    assert [row.number for row in found.skipped] == sorted(row.number for row in found.skipped)
    assert {row.reason for row in found.skipped} <= set(Reason)


@pytest.mark.parametrize(
    ("row", "column", "address"),
    [(1, 0, "A1"), (145, 2, "C145"), (9, 25, "Z9"), (9, 26, "AA9"), (9, 701, "ZZ9"), (9, 702, "AAA9")],
)
def test_a_cells_address_is_excels(row, column, address):
    assert cell_address(row, column) == address
