"""Which rows are a table's header, how its columns are called, and for which day it holds."""

import unicodedata
from datetime import date, datetime

import pytest
import xlsxwriter

from imports.table import cell_address, find_table, find_tables
from imports.workbook import read
from tests.imports.tables import by_section, headers, names
from tests.imports.workbooks import cells, person, section


def test_a_row_keeps_the_number_that_excel_shows_and_its_raw_cells(table, path):
    found = table(section("I", "SỞ NỘI VỤ"), person("Hà Văn Tú", step=5, recruited_on=date(2011, 12, 29)))
    (row,) = found.rows
    assert row.number == 9
    assert row.cells[7:10] == [5.0, 3.0, date(2011, 12, 29)]
    assert len(row.cells) == len(read(path)[0].rows[0])
    assert cell_address(row.number, 7) == "H9"


def test_a_header_of_three_rows_gives_paths_of_three_names(table):
    found = table(
        person(),
        header_lines=[
            ["STT", "Họ và tên", "Trình độ", "", "", "", "Ghi chú"],
            ["", "", "Chuyên môn", "", "Ngoại ngữ", "", ""],
            ["", "", "Đại học", "Khác", "Anh", "Khác", ""],
        ],
        merges=[(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 5), (1, 2, 1, 3), (1, 4, 1, 5), (0, 6, 2, 6)],
    )
    assert found.header_rows == (6, 7, 8)
    assert headers(found)[:7] == [
        ("STT",),
        ("Họ và tên",),
        ("Trình độ", "Chuyên môn", "Đại học"),
        ("Trình độ", "Chuyên môn", "Khác"),
        ("Trình độ", "Ngoại ngữ", "Anh"),
        ("Trình độ", "Ngoại ngữ", "Khác"),
        ("Ghi chú",),
    ]
    assert len(found.rows) == 1


def test_a_header_of_one_row_is_followed_by_data_at_once(table):
    found = table(cells(1, "Hà Văn Tú", "Chuyên viên"), headers=("STT", "Họ và tên", "Chức vụ"))
    assert found.header_rows == (6,)
    assert names(found) == ["Hà Văn Tú"]


def test_a_two_row_header_typed_without_merging_is_read_the_same(table):
    found = table(
        cells(1, "Hà Văn Tú", "", "06/12/1980", "x"),
        header_lines=[
            ["STT", "Họ và tên", "Ngày sinh", "", "Ghi chú"],
            ["", "", "Nam", "Nữ", ""],
        ],
    )
    assert found.header_rows == (6, 7)
    assert headers(found) == [
        ("STT",),
        ("Họ và tên",),
        ("Ngày sinh", "Nam"),
        ("Ngày sinh", "Nữ"),
        ("Ghi chú",),
    ]
    assert names(found) == ["Hà Văn Tú"]


def test_a_first_row_without_number_or_name_is_not_taken_for_sub_columns(table):
    found = table(
        cells("", "", "Chuyên viên", "Phòng Nội vụ", "hợp đồng"),
        cells(1, "Hà Văn Tú", "Chuyên viên", "Phòng Nội vụ", ""),
        header_lines=[["STT", "Họ và tên", "Chức vụ", "Đơn vị", "Ghi chú"]],
    )
    assert found.header_rows == (6,)
    assert [row.number for row in found.rows] == [7, 8]


def test_groups_that_stand_above_the_row_of_numbers_belong_to_the_header(table):
    found = table(
        cells(1, "Hà Văn Tú", "06/12/1980", "", 3, 2.34),
        header_lines=[
            ["", "", "Ngày sinh", "", "Lương", ""],
            ["STT", "Họ và tên", "Nam", "Nữ", "Bậc", "Hệ số"],
        ],
        merges=[(0, 2, 0, 3), (0, 4, 0, 5)],
    )
    assert found.header_rows == (6, 7)
    assert headers(found)[3:5] == [("Ngày sinh", "Nữ"), ("Lương", "Bậc")]


def test_the_unit_of_measure_above_a_header_is_not_part_of_it(table):
    found = table(
        cells(1, "Hà Văn Tú", 3, 2.34),
        header_lines=[["", "", "Đơn vị tính: đồng", ""], ["STT", "Họ và tên", "Bậc", "Hệ số"]],
        merges=[(0, 2, 0, 3)],
    )
    assert found.header_rows == (7,)
    assert found.title_lines[-1] == "Đơn vị tính: đồng"


@pytest.mark.parametrize(
    ("line", "merge"),
    [
        (["", "", "Danh sách chính thức"], None),
        (["Danh sách chính thức"], (0, 0, 0, 2)),
        (["", "Danh sách chính thức"], (0, 1, 0, 5)),
        (["", "", "", "", "Danh sách chính thức"], (0, 4, 0, 7)),
    ],
)
def test_a_title_right_above_a_header_is_no_group_of_columns(table, line, merge):
    found = table(
        cells(1, "Hà Văn Tú", "x", 3, 2.34, "x"),
        header_lines=[line, ["STT", "Họ và tên", "Chức vụ", "Bậc", "Hệ số", "Ghi chú"]],
        merges=[merge] if merge else [],
    )
    assert found.header_rows == (7,)
    assert found.title_lines[-1] == "Danh sách chính thức"


def test_a_last_header_cell_may_be_merged_beyond_the_table(table):
    found = table(
        cells(1, "Hà Văn Tú", "x"), header_lines=[["STT", "Họ và tên", "Ghi chú"]], merges=[(0, 2, 0, 6)]
    )
    assert headers(found)[:3] == [("STT",), ("Họ và tên",), ("Ghi chú",)]
    assert names(found) == ["Hà Văn Tú"]


def test_a_row_of_words_below_merged_headers_is_data(table):
    found = table(cells("", "", "nam giới", "nữ giới"), person("An"))
    assert found.header_rows == (6, 7)
    assert [row.number for row in found.rows] == [8, 9]


@pytest.mark.parametrize("line", [cells("", "", "", "lẻ"), cells("", "", "Trưởng phòng", "", "x")])
def test_a_row_that_names_no_whole_group_is_data(table, line):
    found = table(line, person("An"), header_lines=[["STT", "Họ và tên", "Chức vụ", "", "Ghi chú"]])
    assert found.header_rows == (6,)
    assert [row.number for row in found.rows] == [7, 8]


def test_a_units_row_beside_a_column_without_a_name_is_no_header(table):
    found = table(
        section("I", "SỞ NỘI VỤ"),
        cells(1, "", "Hà Văn Tú", "x"),
        header_lines=[["STT", "", "Họ và tên", "Ghi chú"]],
    )
    assert found.header_rows == (6,)
    assert [row.section for row in found.rows] == ["SỞ NỘI VỤ"]


def test_a_line_that_tells_the_writers_name_and_a_day_is_no_header(table):
    found = table(
        person("An"),
        header_lines=[["Họ và tên người lập", "Hà Văn Tú", "30/06/2022"], ["STT", "Họ và tên", "Nam", "Nữ"]],
    )
    assert found.header_rows == (7,)


def test_a_header_without_the_usual_names_is_the_first_row_as_wide_as_the_table(path):
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet()
        page.write_row("A1", ["UBND TỈNH", "Biểu mẫu", "Bắc Kạn"])
        page.write_row("A2", ["Mã", "Tên gọi", "Cấp", "Loại", "Địa chỉ", "Ghi chú"])
        page.write_row("A3", ["T1", "Trạm", "xã", "y tế", "Ba Bể", "x"])
    found = find_table(read(path)[0])
    assert (found.header_rows, found.title_lines) == ((2,), ["UBND TỈNH | Biểu mẫu | Bắc Kạn"])
    assert [row.cells[0] for row in found.rows] == ["T1"]


def test_a_columns_name_is_told_with_single_spaces_and_composed_letters(table):
    decomposed = unicodedata.normalize("NFD", "Họ và tên")
    found = table(
        cells(1, "Hà Văn Tú", ""), header_lines=[["Số\nTT", f"  {decomposed} ", "Chức vụ,\n chức danh"]]
    )
    assert headers(found) == [("Số TT",), ("Họ và tên",), ("Chức vụ, chức danh",)]


@pytest.mark.parametrize("word", ["STT", "TT", "Stt", "Số TT", "Số thứ tự", "S.T.T"])
def test_the_number_column_is_known_by_its_usual_names(table, word):
    found = table(
        section("I", "SỞ NỘI VỤ"), cells(1, "Hà", "x"), header_lines=[[word, "Người được cử", "Ghi chú"]]
    )
    assert found.header_rows == (6,)
    assert by_section(found) == [("Hà", ("SỞ NỘI VỤ",))]


def test_a_letterhead_on_both_sides_is_no_header(table):
    found = table(
        person(),
        letterhead=(),
        header_lines=[
            ["UBND TỈNH BẮC KẠN", "", "Mẫu số 02", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["SỞ NỘI VỤ", "", "", "", "Độc lập - Tự do - Hạnh phúc"],
            ["STT", "Họ và tên", "Nam", "Nữ", "Số CCCD"],
        ],
    )
    assert found.header_rows == (4,)
    assert found.title_lines[1] == "UBND TỈNH BẮC KẠN | Mẫu số 02 | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_a_column_of_data_under_no_name_is_told_and_an_empty_one_is_not(table):
    found = table(
        cells(1, "Hà Văn Tú", "", "", "", "ngoài bảng"),
        header_lines=[["STT", "Họ và tên", "", "Ghi chú"]],
    )
    assert [(column.letter, column.header) for column in found.columns] == [
        ("A", ("STT",)),
        ("B", ("Họ và tên",)),
        ("D", ("Ghi chú",)),
        ("F", ()),
    ]


def test_a_sheet_of_prose_or_nothing_has_no_table(path):
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Trống")
        workbook.add_worksheet("Lời dẫn").write_column("A1", ["Kính gửi: Sở Nội vụ", "Xin gửi danh sách."])
    assert [find_table(one) for one in read(path)] == [None, None]
    assert [find_tables(one) for one in read(path)] == [[], []]


def test_a_header_alone_is_a_table_without_rows(table):
    found = table()
    assert (found.rows, found.skipped, len(found.columns)) == ([], [], 11)


# The day of the list


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("(Tính đến ngày 30/06/2022)", date(2022, 6, 30)),
        ("Số liệu tính đến hết ngày 30-6-2022", date(2022, 6, 30)),
        ("có mặt đến 30.6.2022", date(2022, 6, 30)),
        ("tính đến ngày 30 tháng 6 năm 2022", date(2022, 6, 30)),
        ("TÍNH ĐẾN NGÀY 05 THÁNG 01 NĂM 2022", date(2022, 1, 5)),
        ("tại thời điểm 31/12/2021", date(2021, 12, 31)),
        ("Có mặt tại thời điểm ngày 31/12/2021", date(2021, 12, 31)),
        ("Từ ngày 01/01/2022 đến ngày 30/6/2022", date(2022, 6, 30)),
        ("(đến 30/6/22)", date(2022, 6, 30)),
        (unicodedata.normalize("NFD", "(Tính đến ngày 30/06/2022)"), date(2022, 6, 30)),
        ("(Kèm theo Quyết định số 12/QĐ-SNV ngày 05/01/2022)", None),
        ("Bắc Kạn, ngày 30 tháng 6 năm 2022", None),
        ("(Tính đến ngày 31/06/2022)", None),
        ("", None),
    ],
)
def test_the_day_of_the_list_is_read_from_its_title(table, line, day):
    assert table(person(), as_of=line).as_of == day


def test_the_day_of_the_list_may_stand_in_a_cell_of_its_own(path):
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet()
        page.write("A1", "Tính đến ngày")
        page.write_datetime("B1", datetime(2022, 6, 30), workbook.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_row("A2", ["STT", "Họ và tên", "Chức vụ"])
    assert find_table(read(path)[0]).as_of == date(2022, 6, 30)
