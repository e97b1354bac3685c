"""What checking a roster says: where, what was found, and whether it blocks."""

import pytest

from imports.models import Severity, State
from staff.models import Person
from tests.imports.workbooks import person, roster, section
from tests.staff.roster_case import FIRST, codes, compared, office, row, workbook

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def check(tmp_path):
    office()

    def of(*rows, **options):
        return compared(workbook(tmp_path / "danh-sach.xlsx", rows, **options))

    return of


def test_a_clean_roster_has_nothing_to_say(check):
    batch = check(row(1), row(2))
    assert codes(batch) == []
    assert (batch.state, batch.as_of, batch.counts["new"]) == (State.COMPARED, FIRST, 2)
    assert not Person.objects.exists(), "checking writes nobody"


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        ({"id": 6183000001.0}, "number_not_text", "E4"),
        ({"id": "061830001"}, "number_of_9_digits", "E4"),
        ({"id": "00618300000X"}, "bad_number", "E4"),
        ({"id": ""}, "no_citizen_number", "E4"),
        ({"name": ""}, "no_full_name", "B4"),
        ({"born": "30/02/1980"}, "bad_day", "D4"),
        ({"sex": "Nam giới"}, "bad_sex", "C4"),
        ({"code": "KHONGCO"}, "unknown_unit_code", "F4"),
        ({"code": "", "unit": "Sở Chưa Có"}, "unknown_unit", "G4"),
        ({"code": "", "unit": ""}, "no_unit", "G4"),
        ({"title": "Siêu nhân"}, "not_in_catalogue", "H4"),
        ({"rank": "99.999"}, "not_in_catalogue", "J4"),
        ({"step": "16"}, "bad_step", "K4"),
        ({"coefficient": "ba"}, "bad_number_value", "L4"),
        ({"coefficient": 300}, "bad_coefficient", "L4"),
        ({"ethnicity": "Atlantis"}, "not_in_catalogue", "O4"),
        ({"party": "hình như"}, "bad_mark", "P4"),
        ({"group": "Hợp đồng"}, "bad_group", "I4"),
    ],
)
def test_a_bad_cell_blocks_and_is_told_with_its_address(check, cells, code, cell):
    batch = check(row(1, **cells), row(2))
    message = batch.messages.get(code=code)
    assert (message.severity, message.sheet, message.cell) == (Severity.ERROR, "Danh sách", cell)
    assert message.sentence.endswith((".", "”)."))
    assert batch.state == State.HAS_ERRORS


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"unit": "Sở Tài chính"}, "unit_name_differs"),
        ({"coefficient": 3.1}, "coefficient_does_not_fit"),
        ({"step": 12, "coefficient": 4.98}, "coefficient_does_not_fit"),
        ({"sex": "Nam"}, "number_disagrees"),
        ({"born": "20/05/1984"}, "number_disagrees"),
    ],
)
def test_an_odd_cell_warns_and_does_not_block(check, cells, code):
    batch = check(row(1, **cells))
    assert codes(batch) == [code]
    assert batch.state == State.COMPARED


def test_the_code_of_a_unit_wins_over_its_name(check):
    batch = check(row(1, code="SNV", unit="Sở Tài chính"))
    assert batch.differences.count() == 0
    assert "Cổng lấy theo mã" in batch.messages.get().sentence


def test_a_unit_is_found_by_name_without_regard_to_case_and_prefix(check):
    batch = check(
        row(1, code="", unit="SỞ NỘI  VỤ"),
        row(2, code="", unit="xã Yên Hân", group="Công chức cấp xã", title="Tài chính - kế toán"),
    )
    assert codes(batch) == []


def test_the_same_person_twice_is_told_at_the_second_row_with_where_the_first_is(check):
    batch = check(row(1), row(2), row(1, name="Tên khác"))
    message = batch.messages.get(code="twice")
    assert message.cell == "E6" and "dòng 4" in message.sentence


def test_what_has_no_column_of_its_own_is_told_at_the_cell_that_says_who_it_is(check):
    batch = check(row(1), row(2, code="02116", unit="UBND xã Yên Hân"), without=["Loại"])
    message = batch.messages.get()
    assert (message.code, message.cell, message.value) == ("no_group", "E5", "006183000002")


def test_a_unit_that_only_a_section_row_names_is_told_with_its_name(tmp_path):
    office()
    path = tmp_path / "theo-muc.xlsx"
    written = roster(path, [section("I", "SỞ CHƯA CÓ"), person()])
    message = compared(path).messages.get()
    assert (message.code, message.sheet, message.value) == ("unknown_unit", "Danh sách", "SỞ CHƯA CÓ")
    assert message.cell == f"E{written.body_rows[-1]}"


def test_a_unit_is_told_at_its_code_where_the_list_has_no_names_of_units(tmp_path):
    office()
    rows = [row(1, code="")]
    message = compared(workbook(tmp_path / "ma.xlsx", rows, without=["Tên đơn vị"])).messages.get()
    assert (message.code, message.cell, message.value) == ("no_unit", "F4", "")


def test_a_workbook_without_a_day_asks_for_it(check):
    batch = check(row(1), day=None)
    assert codes(batch) == ["no_day"]
    assert batch.state == State.HAS_ERRORS


def test_a_workbook_without_the_number_column_asks_for_the_column(check):
    batch = check(row(1), without=["Số CCCD"])
    assert "no_column" in codes(batch)


def test_names_are_kept_composed_and_with_single_spaces(check):
    import unicodedata

    batch = check(row(1, name=unicodedata.normalize("NFD", "Nông  Thị Ánh ")))
    from staff.models import RosterRow

    assert RosterRow.objects.get(batch=batch).full_name == unicodedata.normalize("NFC", "Nông Thị Ánh")
