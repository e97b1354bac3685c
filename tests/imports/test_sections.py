"""Under which unit a person stands when units are rows of the list."""

import pytest

from tests.imports.tables import by_section, skipped
from tests.imports.workbooks import person, section


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
