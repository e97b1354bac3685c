"""Lists taken out as workbooks: what the list shows, with real types and no formula."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from agencies.enums import Role, UnitType
from core.list_book import list_book
from tests.factories import make_person, make_unit, make_user_in


def cells_of(content: bytes) -> list[list]:
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]


def test_every_kind_of_value_stays_what_it_is_and_text_never_starts_a_formula():
    moment = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
    columns = [("Tên", 20), ("Số", 8), ("Ngày", 12), ("Lúc", 16), ("Không rõ", 8)]
    book = list_book("Sổ", ["Bộ lọc: không lọc"], columns, [("=1+1", 3, date(2026, 1, 2), moment, None)])
    title, about, _, heads, row = cells_of(book)
    assert (title, about) == (["Sổ"], ["Bộ lọc: không lọc"])
    assert heads == ["Tên", "Số", "Ngày", "Lúc", "Không rõ"]
    assert row == ["=1+1", 3, datetime(2026, 1, 2), datetime(2027, 1, 1, 0, 30)]
    assert openpyxl.load_workbook(io.BytesIO(book)).active["A5"].data_type == "s"


def test_a_list_without_rows_has_its_heads():
    assert cells_of(list_book("Sổ", [], [("Tên", 20)], []))[-1] == ["Tên"]


@pytest.mark.django_db
def test_the_list_of_units_is_taken_out_as_it_is_filtered(client, sign_in):
    province = make_unit("UBND tỉnh Bắc Kạn", "UBT", type=UnitType.PROVINCE)
    office = make_unit("Sở Nội vụ", "SNV", province, UnitType.AGENCY)
    make_unit("Trung tâm Lưu trữ", "TTLT", office, UnitType.SERVICE)
    make_person(unit=office)
    sign_in(client, make_user_in(Role.OFFICER))
    page = client.get("/don-vi/?loai=agency").text
    assert 'href="/don-vi/xuat/?loai=agency"' in page
    answer = client.get("/don-vi/xuat/?loai=agency")
    assert answer["Content-Disposition"].startswith("attachment") and answer["Cache-Control"] == "no-store"
    _, filters, _, _, heads, *rows = cells_of(answer.content)
    assert filters == [f"Bộ lọc: Loại: {UnitType.AGENCY.label}"]
    assert heads[:2] == ["Đơn vị", "Mã"]
    assert [row[:2] + row[3:] for row in rows] == [["Sở Nội vụ", "SNV", "UBND tỉnh Bắc Kạn", 1, 1]]


@pytest.mark.django_db
def test_who_sees_part_of_the_tree_takes_out_that_part(client, sign_in):
    province = make_unit("UBND tỉnh Bắc Kạn", "UBT", type=UnitType.PROVINCE)
    mine = make_unit("Sở Nội vụ", "SNV", province, UnitType.AGENCY)
    make_unit("Sở Tư pháp", "STP", province, UnitType.AGENCY)
    sign_in(client, make_user_in(Role.UNIT_HEAD, mine))
    text = str(cells_of(client.get("/don-vi/xuat/").content))
    assert "SNV" in text and "STP" not in text
