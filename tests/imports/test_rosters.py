"""What is found in the province's own workbooks."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from imports.table import Table, find_table
from imports.workbook import read
from tests.imports.tables import headers

DATA = Path(__file__).parents[2] / "demo" / "data"


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
