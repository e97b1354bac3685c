"""Which rows below a header are people, and which are sums, signatures, repeated headers."""

import pytest

from tests.imports.tables import by_section, names, skipped
from tests.imports.workbooks import HEADERS, SIGNATURES, blank, cells, person, section

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
