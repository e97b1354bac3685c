"""What is a table, a header, a person's row, a unit's row, a total or a signature on an office's sheet."""

import json
import unicodedata
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from imports.table import Reason, Table, cell_address, find_table, find_tables
from imports.workbook import read
from tests.imports.workbooks import HEADERS, SIGNATURES, blank, cells, person, roster, section, sheet

DATA = Path(__file__).parents[2] / "demo" / "data"


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "danh-sach.xlsx"


@pytest.fixture
def table(path):
    """Write a roster and give back the table found in it."""

    def found(*body, **options) -> Table:
        roster(path, body, **options)
        return find_table(read(path)[0])

    return found


def names(table: Table) -> list[str]:
    return [row.cells[1] for row in table.rows]


def skipped(table: Table) -> list[tuple[str, str]]:
    return [(row.reason, row.text) for row in table.skipped]


def by_section(table: Table) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.cells[1], row.sections) for row in table.rows]


def headers(table: Table) -> list[tuple[str, ...]]:
    return [column.header for column in table.columns]


# The province's own workbooks


@pytest.fixture(scope="module")
def december() -> list[Table]:
    return [find_table(one) for one in read(DATA / "danh-sach-ccvc-2021-12-30.xlsx")]


@pytest.fixture(scope="module")
def june() -> list[Table]:
    return [find_table(one) for one in read(DATA / "danh-sach-ccvc-2022-06-30.xlsx")]


def test_every_person_of_the_december_roster_is_a_row(december):
    assert [len(one.rows) for one in december] == [1356, 8881, 2234]


def test_every_person_of_the_june_roster_is_a_row(june):
    changes = json.loads((DATA / "changes-2022-06-30.json").read_text())
    people = {row.cells[column] for one, column in zip(june, (4, 4, 8), strict=True) for row in one.rows}
    assert sum(len(one.rows) for one in june) == len(people) == 12_532
    assert people.issuperset(changes["joined"])
    assert people.isdisjoint(changes["left"])


def test_only_the_agencies_rows_are_skipped_in_the_december_roster(december):
    assert [Counter(row.reason for row in one.skipped) for one in december] == [{"section": 28}, {}, {}]
    assert [row.number for row in december[0].skipped][:3] == [8, 38, 92]
    assert december[0].skipped[-1].text == "XXVIII | UBND HUYỆN NA RÌ"


def test_each_civil_servant_stands_under_an_agency(december):
    people = Counter(row.sections for row in december[0].rows)
    assert len(people) == 28
    assert people["VĂN PHÒNG UBND TỈNH",] == 29
    assert people["UBND HUYỆN NA RÌ",] == 39
    assert december[0].rows[-1].section == "UBND HUYỆN NA RÌ"
    assert {row.section for one in december[1:] for row in one.rows} == {None}


def test_the_rosters_tell_their_day(december, june):
    assert [one.as_of for one in december] == [date(2021, 12, 30)] * 3
    assert [one.as_of for one in june] == [date(2022, 6, 30)] * 3
    assert december[2].title_lines == [
        "SỞ NỘI VỤ TỈNH BẮC KẠN",
        "PHÒNG TỔ CHỨC CÁN BỘ",
        "DANH SÁCH CÁN BỘ, CÔNG CHỨC CẤP XÃ",
        "(Tính đến ngày 30/12/2021)",
    ]


def test_the_rosters_columns_have_their_groups_name_before_their_own(december):
    first, second, third = december
    assert [one.header_rows for one in december] == [(6, 7)] * 3
    assert [(column.letter, column.header) for column in first.columns][:5] == [
        ("A", ("STT",)),
        ("B", ("Họ và tên",)),
        ("C", ("Ngày, tháng, năm sinh", "Nam")),
        ("D", ("Ngày, tháng, năm sinh", "Nữ")),
        ("E", ("Số CCCD",)),
    ]
    assert headers(first)[9:13] == [
        ("Ngạch công chức", part) for part in ("Mã số", "Tên ngạch", "Bậc", "Hệ số")
    ]
    assert headers(second)[5:8] == [
        ("Đơn vị công tác", part) for part in ("Mã đơn vị", "Tên đơn vị", "Cơ quan quản lý")
    ]
    assert headers(third)[4:8] == [("Họ và tên",), ("Giới tính", "Nam"), ("Giới tính", "Nữ"), ("Năm sinh",)]
    assert [len(one.columns) for one in december] == [20, 18, 15]


def test_a_plain_list_of_units_has_its_header_in_the_first_row():
    table = find_table(read(DATA / "don-vi-2021.xlsx")[0])
    assert table.header_rows == (1,)
    assert len(table.rows) == 525
    assert table.rows[0].number == 2
    assert table.rows[0].cells == ["UBT", "UBND tỉnh Bắc Kạn", "UBND cấp tỉnh", "", "", ""]
    assert headers(table)[3] == ("Đơn vị quản lý trực tiếp",)
    assert (table.skipped, table.title_lines, table.as_of) == ([], [], None)


# Header


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


# Units as rows


def test_people_stand_under_the_unit_named_above_them(table):
    found = table(
        section("I", "VĂN PHÒNG UBND TỈNH"),
        person("An"),
        section("II", "SỞ NỘI VỤ"),
        person("Bình"),
        person("Chi"),
    )
    assert [(row.cells[1], row.section) for row in found.rows] == [
        ("An", "VĂN PHÒNG UBND TỈNH"),
        ("Bình", "SỞ NỘI VỤ"),
        ("Chi", "SỞ NỘI VỤ"),
    ]
    assert skipped(found) == [("section", "I | VĂN PHÒNG UBND TỈNH"), ("section", "II | SỞ NỘI VỤ")]


def test_a_person_above_the_first_unit_has_none(table):
    found = table(person("An"), section("I", "SỞ NỘI VỤ"), person("Bình"))
    assert [row.section for row in found.rows] == [None, "SỞ NỘI VỤ"]


def test_units_nest_by_the_style_of_their_numbers(table):
    found = table(
        section("A", "KHỐI SỞ, BAN, NGÀNH"),
        section("I", "SỞ NỘI VỤ"),
        section(1, "Phòng Tổ chức cán bộ"),
        person("An"),
        section(2, "Văn phòng"),
        person("Bình"),
        section("2.1", "Bộ phận Kế toán"),
        person("Chi"),
        section("II", "SỞ TƯ PHÁP"),
        person("Dũng"),
        section("B", "KHỐI HUYỆN"),
        person("Én"),
    )
    assert by_section(found) == [
        ("An", ("KHỐI SỞ, BAN, NGÀNH", "SỞ NỘI VỤ", "Phòng Tổ chức cán bộ")),
        ("Bình", ("KHỐI SỞ, BAN, NGÀNH", "SỞ NỘI VỤ", "Văn phòng")),
        ("Chi", ("KHỐI SỞ, BAN, NGÀNH", "SỞ NỘI VỤ", "Văn phòng", "Bộ phận Kế toán")),
        ("Dũng", ("KHỐI SỞ, BAN, NGÀNH", "SỞ TƯ PHÁP")),
        ("Én", ("KHỐI HUYỆN",)),
    ]


def test_roman_numbers_may_stand_above_letters_as_well(table):
    found = table(
        section("I", "KHỐI TỈNH"),
        section("A", "SỞ NỘI VỤ"),
        person("An"),
        section("II", "KHỐI HUYỆN"),
        person("Bình"),
    )
    assert by_section(found) == [("An", ("KHỐI TỈNH", "SỞ NỘI VỤ")), ("Bình", ("KHỐI HUYỆN",))]


@pytest.mark.parametrize(
    "marks",
    [
        list("ABCD"),
        ["I", "II", "III", "IV", "V"],
        list("HIK"),
        list("UVX"),
        list("CD"),
        ["XCIX", "C", "CI"],
        ["XLIX", "L", "LI"],
    ],
)
def test_c_and_i_and_v_are_letters_or_numbers_by_what_comes_before(table, marks):
    found = table(*(line for mark in marks for line in (section(mark, f"SỞ {mark}"), person(mark))))
    assert by_section(found) == [(mark, (f"SỞ {mark}",)) for mark in marks]


def test_a_unit_numbered_i_under_h_opens_a_level_where_roman_numbers_are_used(table):
    found = table(
        section("G", "KHỐI G"),
        section("I", "SỞ MỘT"),
        person("An"),
        section("H", "KHỐI H"),
        section("I", "SỞ HAI"),
        person("Bình"),
    )
    assert by_section(found)[1] == ("Bình", ("KHỐI H", "SỞ HAI"))


def test_a_unit_in_a_merged_row_may_have_its_number_with_it_or_none(table):
    found = table(
        section("I. VĂN PHÒNG UBND TỈNH", merge=11),
        person("An"),
        section("Phòng Tổng hợp", merge=11),
        person("Bình"),
        section("", "Tổ xe", merge_from=1, merge=10),
        person("Chi"),
        section("II - SỞ NỘI VỤ", merge=11),
        person("Dũng"),
    )
    assert by_section(found) == [
        ("An", ("VĂN PHÒNG UBND TỈNH",)),
        ("Bình", ("VĂN PHÒNG UBND TỈNH", "Phòng Tổng hợp")),
        ("Chi", ("VĂN PHÒNG UBND TỈNH", "Tổ xe")),
        ("Dũng", ("SỞ NỘI VỤ",)),
    ]


def test_a_unit_may_stand_alone_in_the_number_or_the_name_column(table):
    found = table(
        section("Đội quản lý thị trường"), person("An"), section("", "Phòng Nội vụ"), person("Bình")
    )
    assert by_section(found) == [("An", ("Đội quản lý thị trường",)), ("Bình", ("Phòng Nội vụ",))]


@pytest.mark.parametrize(
    "line",
    [
        section("I", "SỞ NỘI VỤ (54 người)"),
        section("I", "SỞ NỘI VỤ: 54 người"),
        section("I", "SỞ NỘI VỤ", "", "", 54),
        section("I", "SỞ NỘI VỤ", "", "54 người"),
        section("I", "SỞ NỘI VỤ", 30, 24),
        section("SỞ NỘI VỤ", "", "", "", 54),
    ],
)
def test_a_units_head_count_is_no_part_of_its_name(table, line):
    found = table(line, person("An"))
    assert by_section(found) == [("An", ("SỞ NỘI VỤ",))]


@pytest.mark.parametrize("line", [section("I", "Tạp chí Ba Bể"), section("I", "TẠP CHÍ BA BỂ", "", 12)])
def test_a_big_number_marks_a_unit_of_any_name(table, line):
    assert table(line, person("An")).rows[0].section.casefold() == "tạp chí ba bể"


def test_the_number_in_a_units_name_stays(table):
    found = table(section("I", "TRƯỜNG THPT SỐ 2"), person("An"))
    assert found.rows[0].section == "TRƯỜNG THPT SỐ 2"


def test_a_unit_with_a_number_and_no_name_doesnt_leave_people_to_the_one_before(table):
    found = table(
        section("A", "KHỐI SỞ"), section("I", "SỞ NỘI VỤ"), person("An"), section("II"), person("Bình")
    )
    assert by_section(found) == [("An", ("KHỐI SỞ", "SỞ NỘI VỤ")), ("Bình", ("KHỐI SỞ",))]


# What looks like a unit, a total or a signature and is a person


@pytest.mark.parametrize(
    "name", ["Cộng Văn An", "CỘNG THỊ HÒA", "Toàn Văn Tỉnh", "Đoàn Văn Hậu", "Thanh Văn Tra"]
)
@pytest.mark.parametrize("number", [1, "", "1", "a"])
def test_a_person_with_an_odd_name_is_data(table, name, number):
    found = table(section("I", "SỞ NỘI VỤ"), person(name, number=number), person("Hà Văn Tú"))
    assert by_section(found) == [(name, ("SỞ NỘI VỤ",)), ("Hà Văn Tú", ("SỞ NỘI VỤ",))]


@pytest.mark.parametrize(
    "line",
    [
        cells(1, "Cộng Văn An"),
        cells("", "Cộng Văn An"),
        cells("", "Đoàn Văn Hậu"),
        cells(1, "Phùng Văn Ban"),
        cells(1, "NGUYỄN VĂN AN"),
        cells("", "Nguyễn Văn An", "", "", "", "Giám đốc"),
        cells("", "Nguyễn Văn An", "", "", "012345678"),
        cells("", "", "", "", "006180000001"),
        cells("", "", "06/12/1980"),
        cells("I", "Nguyễn Văn An", "06/12/1980", "", "006180000001"),
        cells("1.1", "Nguyễn Văn An"),
        cells("", "", "", "", "", "", "", "", "", "", "nghỉ thai sản"),
        cells("", "", "Chuyên viên"),
        cells("", "Nguyễn Văn An", "", "", "", "Giám đốc", "ký ngày 1 tháng 2 năm 2020"),
        cells("?"),
        cells(1, "Cộng"),
        cells("I", "Nguyễn Văn An", 1985),
        cells("I", "SỞ NỘI VỤ", "", "", "", "", "", 2.34),
        cells("TT", "Nguyễn Văn An"),
        cells("", "", "", "", "", "", "", 5, 3, 2),
        cells("", "", "", "", "", "", "", 12, 45, 99),
        cells("", "", "", "", "", "", "", 3, 4),
        cells("", "Cộng", "", "", "006180000001"),
        cells("", "Tổng số", "", "", "Chuyên viên", "Đại học", "Kinh"),
        cells(1, "", "", "", "", "Người lập biểu"),
    ],
)
def test_when_in_doubt_a_row_is_data(table, line):
    found = table(section("I", "SỞ NỘI VỤ"), person("Trước"), line, person("Sau"))
    assert [row.number for row in found.rows] == [9, 10, 11]
    assert {row.section for row in found.rows} == {"SỞ NỘI VỤ"}


def test_a_number_written_as_text_or_missing_makes_no_difference(table):
    found = table(
        person("An", number="1"),
        person("Bình", number="02"),
        person("Chi", number="3."),
        person("Dũng", number=""),
    )
    assert names(found) == ["An", "Bình", "Chi", "Dũng"]


def test_numbering_may_begin_anew_in_every_unit(table):
    found = table(
        section("I", "SỞ NỘI VỤ"), person("An"), person("Bình"), section("II", "SỞ TƯ PHÁP"), person("Chi")
    )
    assert [row.cells[0] for row in found.rows] == [1.0, 2.0, 1.0]


# Totals


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (cells("", "Cộng"), "subtotal"),
        (cells("", "CỘNG:", "", "", "", "", "", "", 70.5), "subtotal"),
        (cells("", "Cộng I"), "subtotal"),
        (cells("", "Cộng (I+II)", 12, 16), "subtotal"),
        (cells("", "Cộng mục A: 28 người"), "subtotal"),
        (cells("Tổng số: 28 người"), "subtotal"),
        (cells("Tổng số", "", 12, 16, "", "", "", "", 84.12), "subtotal"),
        (cells("Cộng Sở Nội vụ", merge=3), "subtotal"),
        (cells("", "Tổng:", "", 28), "subtotal"),
        (cells("", "Tổng cộng"), "total"),
        (cells("Tổng cộng: 12.471 người", merge=11), "total"),
        (cells("", "TỔNG  CỘNG (A+B)", "12", "16", "28"), "total"),
        (cells("III", "Tổng cộng", "", "", 28), "total"),
        (cells("", "Ấn định danh sách có 28 người./."), "total"),
        (cells("Danh sách này gồm 28 đồng chí", merge=11), "total"),
    ],
)
def test_a_sum_is_skipped_as_what_it_is(table, line, reason):
    found = table(section("I", "SỞ NỘI VỤ"), person("An"), line, person("Bình"))
    assert names(found) == ["An", "Bình"]
    assert [row.reason for row in found.skipped] == ["section", reason]
    assert found.rows[1].section == "SỞ NỘI VỤ"


def test_a_unit_called_tong_cuc_is_a_unit_and_not_a_total(table):
    found = table(section("I", "TỔNG CỤC THUẾ"), person("An"))
    assert found.rows[0].section == "TỔNG CỤC THUẾ"


# Below the table and between


def test_the_block_of_signatures_is_skipped_with_the_names_in_it(table):
    found = table(person("An"), person("Bình"), total=cells("", "Tổng cộng: 2 người"), signatures=SIGNATURES)
    assert names(found) == ["An", "Bình"]
    assert skipped(found) == [
        ("total", "Tổng cộng: 2 người"),
        ("blank", ""),
        ("signature", "Bắc Kạn, ngày 30 tháng 6 năm 2022"),
        ("signature", "NGƯỜI LẬP BIỂU | THỦ TRƯỞNG ĐƠN VỊ"),
        ("signature", "(Ký, ghi rõ họ tên) | (Ký tên, đóng dấu)"),
        ("blank", ""),
        ("blank", ""),
        ("signature", "Ma Thị Ngọc | Hoàng Văn Thắng"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [("", "", "", "", "", "Bắc Kạn, ngày … tháng … năm 2022")],
        [("", "Người lập", "", "", "", "TM. ỦY BAN NHÂN DÂN"), ("", "", "", "", "", "KT. CHỦ TỊCH")],
        [("NGƯỜI LẬP BIỂU", "", "", "", "", "GIÁM ĐỐC"), (), ("Ma Thị Ngọc", "", "", "", "", "Hoàng Thắng")],
        [("", "", "", "", "", "", "GIÁM ĐỐC"), (), ("", "", "", "", "", "", "Hoàng Văn Thắng")],
        [("Nơi nhận:",), ("- Như trên;",), ("- Lưu: VT.",)],
        [("Ghi chú: x là đảng viên",)],
        [("", "Xác nhận của Sở Nội vụ", "", "", "", "Thủ trưởng cơ quan")],
    ],
)
def test_signatures_and_notes_come_in_many_forms(table, lines):
    found = table(person("An"), signatures=lines)
    assert names(found) == ["An"]
    assert {row.reason for row in found.skipped} == {"blank", "signature"}


def test_people_added_below_the_signatures_are_not_lost(table):
    found = table(
        person("An"),
        *(cells(*line) for line in SIGNATURES),
        person("Bình", number=2),
        person("Chi", number=""),
    )
    assert names(found) == ["An", "Bình", "Chi"]


def test_a_number_marks_a_person_below_the_signatures_though_little_else_is_known(table):
    found = table(person("An"), *(cells(*line) for line in SIGNATURES), cells(2, "Bình"))
    assert names(found) == ["An", "Bình"]


def test_every_unit_may_be_signed_by_itself(table):
    found = table(
        section("I", "SỞ NỘI VỤ"),
        person("An"),
        *(cells(*line) for line in SIGNATURES),
        section("II", "SỞ TƯ PHÁP"),
        person("Bình"),
    )
    assert by_section(found) == [("An", ("SỞ NỘI VỤ",)), ("Bình", ("SỞ TƯ PHÁP",))]


def test_a_title_of_office_alone_in_a_row_is_no_signature_when_people_follow(table):
    found = table(person("An"), cells("", "", "", "", "", "Giám đốc"), person("Bình", number=2))
    assert [row.number for row in found.rows] == [8, 9, 10]


def test_titles_of_office_may_head_groups_of_people(table):
    found = table(
        section("Hiệu trưởng"),
        person("An"),
        section("", "Phó Hiệu trưởng", merge_from=1, merge=8),
        person("Bình"),
    )
    assert [row.section for row in found.rows] == ["Hiệu trưởng", "Phó Hiệu trưởng"]
    assert skipped(found) == [("section", "Hiệu trưởng"), ("section", "Phó Hiệu trưởng")]


def test_a_lone_title_of_office_before_a_unit_is_kept_in_its_place(table):
    found = table(
        section("I", "SỞ NỘI VỤ"),
        person("An"),
        cells("", "", "", "", "", "Giám đốc"),
        section("II", "SỞ TƯ PHÁP"),
        person("Bình"),
    )
    assert [(row.number, row.section) for row in found.rows] == [
        (9, "SỞ NỘI VỤ"),
        (10, "SỞ NỘI VỤ"),
        (12, "SỞ TƯ PHÁP"),
    ]


def test_a_unit_founded_by_a_long_written_day_is_no_signature(table):
    found = table(
        cells("T1", "Trường THPT Bắc Kạn", "QĐ ngày 01 tháng 02 năm 2020"),
        cells("T2", "Trường THPT Ba Bể", ""),
        cells("", "", "Người lập biểu"),
        cells("T3", "Trường THPT Na Rì", "x"),
        headers=("Mã đơn vị", "Tên đơn vị", "Quyết định"),
        total=cells("Tổng số: 3 đơn vị"),
        signatures=[("", "", "NGƯỜI LẬP BIỂU"), ("", "", "Ma Thị Ngọc")],
    )
    assert [row.cells[0] for row in found.rows] == ["T1", "T2", "T3"]
    assert [row.reason for row in found.skipped] == [
        "signature",
        "subtotal",
        "blank",
        "signature",
        "signature",
    ]


def test_a_table_without_numbers_may_have_units_in_merged_rows(table):
    found = table(
        cells("I. KHỐI SỞ"),
        cells("T1", "Trường THPT Bắc Kạn", "x"),
        section("Trực thuộc huyện", merge=3),
        cells("T2", "Trường Tiểu học Ba Bể", "x"),
        cells("T3", "", ""),
        headers=("Mã đơn vị", "Tên đơn vị", "Ghi chú"),
    )
    assert [(row.cells[0], row.section) for row in found.rows] == [
        ("T1", "KHỐI SỞ"),
        ("T2", "Trực thuộc huyện"),
        ("T3", "Trực thuộc huyện"),
    ]


def test_blank_rows_between_are_told_and_those_at_the_end_are_not(table):
    found = table(
        person("An"), blank(), cells("  ", " "), person("Bình", number=2), cells(" "), cells("", "  ")
    )
    assert names(found) == ["An", "Bình"]
    assert [(row.number, row.reason) for row in found.skipped] == [(9, "blank"), (10, "blank")]


def test_rows_numbered_in_advance_and_never_filled_in_are_blank(table):
    found = table(person("An"), cells(2), cells("3"))
    assert names(found) == ["An"]
    assert skipped(found) == [("blank", "2"), ("blank", "3")]


def test_the_numbers_of_columns_under_a_header_are_no_data(table):
    found = table(person("An"), has_column_numbers=True)
    assert names(found) == ["An"]
    assert [row.reason for row in found.skipped] == ["numbering_row"]


@pytest.mark.parametrize(
    "line",
    [
        cells(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        cells("A", "B", 1, 2, 3, 4, 5, 6, 7, 8, 9),
        cells("(1)", "(2)", "", "(3)", "(4)=(5)+(6)", "(5)", "(6)"),
    ],
)
def test_the_numbers_of_columns_come_in_many_forms(table, line):
    found = table(line, person("An"))
    assert names(found) == ["An"]
    assert [row.reason for row in found.skipped] == ["numbering_row"]


def test_a_header_repeated_on_every_page_is_skipped_both_its_rows(table):
    first = [header if isinstance(header, str) else header[0] for header in HEADERS]
    top = [
        "STT",
        "Họ và tên",
        "Ngày, tháng, năm sinh",
        "",
        "Số CCCD",
        "Chức vụ, chức danh",
        "Ngạch công chức",
    ]
    below = ["", "", "Nam", "Nữ", "", "", "Mã số", "Bậc", "Hệ số"]
    assert set(first) >= set(top) - {""}
    found = table(person("An"), cells(*top), cells(*below), person("Bình", number=2))
    assert names(found) == ["An", "Bình"]
    assert [(row.number, row.reason) for row in found.skipped] == [
        (9, "repeated_header"),
        (10, "repeated_header"),
    ]


def test_a_repeated_header_may_name_two_sub_columns_only_and_follow_a_signature(table):
    found = table(
        cells(1, "An", "06/12/1980", "", "x"),
        cells("", "", "", "", "GIÁM ĐỐC"),
        cells("STT", "Họ và tên", "Ngày sinh", "", "Ghi chú"),
        cells("", "", "Nam", "Nữ"),
        cells(2, "Bình", "06/12/1981", "", "x"),
        headers=("STT", "Họ và tên", ("Ngày sinh", ("Nam", "Nữ")), "Ghi chú"),
    )
    assert names(found) == ["An", "Bình"]
    assert [row.reason for row in found.skipped] == ["signature", "repeated_header", "repeated_header"]


def test_a_list_of_unit_names_is_data_and_not_sections(table):
    found = table(
        cells("Trường THPT Bắc Kạn"), cells("Sở Nội vụ"), headers=("Tên đơn vị", "Loại đơn vị", "Ghi chú")
    )
    assert [row.cells[0] for row in found.rows] == ["Trường THPT Bắc Kạn", "Sở Nội vụ"]


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
