"""The list of units: what blocks, what opens and closes, and what it leaves alone."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from agencies.demo import grant
from agencies.enums import Role, UnitType
from agencies.models import Unit, UnitPeriod
from imports import decide
from imports.drive import finish
from imports.errors import ImportRefused
from imports.kinds import get_kind
from imports.models import Batch, Change, State
from tests.scenarios.province import content
from tests.staff.roster_case import applied, changes, codes, compared, office, user

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = (
    "Mã đơn vị",
    "Tên đơn vị",
    "Loại đơn vị",
    "Đơn vị quản lý trực tiếp",
    "Ngày thành lập",
    "Số quyết định",
)
PROVINCE = ("UBT", "UBND tỉnh Bắc Kạn", UnitType.PROVINCE.label, "", "", "")
DAY = date(2022, 6, 30)


def agency(code: str, name: str, parent: str = "UBND tỉnh Bắc Kạn", founded: str = "") -> tuple:
    return (code, name, UnitType.AGENCY.label, parent, founded, "")


@pytest.fixture
def book(tmp_path):
    office()

    def of(*rows: tuple, name: str = "don-vi.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as workbook:
            page = workbook.add_worksheet("Đơn vị")
            for down, cells in enumerate((HEAD, *rows)):
                page.write_row(down, 0, cells)
        return path

    return of


def check(path: Path, day: date = DAY):
    return compared(path, kind="units", as_of=day)


def bring(path: Path, day: date = DAY):
    return applied(path, kind="units", as_of=day)


def cells(batch) -> list[tuple]:
    return list(batch.messages.values_list("cell", "code"))


def names(code: str) -> list[tuple]:
    periods = UnitPeriod.objects.filter(code=code).order_by("valid")
    return [(period.name, period.begins_on, period.ends_on) for period in periods]


def test_a_new_name_closes_and_opens_and_units_left_out_stay(book):
    batch = bring(book(agency("STC", "Sở Tài chính và Kế hoạch")))
    assert changes(batch) == {("name", "Sở Tài chính", "Sở Tài chính và Kế hoạch")}
    assert names("STC") == [
        ("Sở Tài chính", date(2021, 1, 1), DAY),
        ("Sở Tài chính và Kế hoạch", DAY, None),
    ]
    assert names("SNV") == [("Sở Nội vụ", date(2021, 1, 1), None)]


def test_a_new_unit_opens_on_the_day_or_on_its_founding_day(book):
    bring(
        book(
            agency("A", "Sở A"), agency("B", "Sở B", founded="01/03/2022"), agency("C", "Sở C", parent="Sở B")
        )
    )
    assert [names(code)[0][1] for code in "ABC"] == [DAY, date(2022, 3, 1), DAY]
    parent = UnitPeriod.objects.get(code="C").parent_id
    assert UnitPeriod.objects.get(unit=parent).code == "B"


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (("", "Sở A", UnitType.AGENCY.label, "UBND tỉnh Bắc Kạn", "", ""), "no_code", "A3"),
        (("A", "", UnitType.AGENCY.label, "UBND tỉnh Bắc Kạn", "", ""), "no_name", "B3"),
        (("A", "Sở A", "Sở", "UBND tỉnh Bắc Kạn", "", ""), "bad_type", "C3"),
        (agency("A", "Sở A", parent=""), "no_parent", "D3"),
        (agency("A", "Sở A", parent="UBND tỉnh Khác"), "unknown_unit", "D3"),
        (agency("A", "Sở A", founded="30/02/2020"), "bad_day", "E3"),
        (agency("A", "Sở A", parent="Sở A"), "circle", "A3"),
        (agency("SNV", "Sở Nội vụ và Lao động"), "begun_the_same_day", "A3"),
        (agency("12/SA", "Sở A"), "slash_in_code", "A3"),
    ],
)
def test_a_bad_row_blocks_with_a_sentence(book, row, code, cell):
    day = date(2021, 1, 1) if code == "begun_the_same_day" else DAY
    batch = check(book(PROVINCE, row), day=day)
    assert (batch.messages.get(code=code).sheet, batch.messages.get(code=code).cell) == ("Đơn vị", cell)
    assert batch.state == State.HAS_ERRORS


def test_the_same_code_twice_is_told(book):
    assert codes(check(book(agency("A", "Sở A"), agency("A", "Sở B")))) == ["twice"]


def test_a_code_that_another_unit_has_at_another_time_is_told_and_not_a_crash(book):
    bring(book(agency("STCM", "Sở Tài chính mới")), day=date(2023, 1, 1))
    before = check(book(agency("STCM", "Sở Cũ"), name="truoc.xlsx"))
    assert cells(before) == [("A2", "later_code")]
    period = UnitPeriod.objects.get(code="STC")
    period.valid = type(period.valid)(date(2021, 1, 1), date(2022, 2, 1), "[)")
    period.save()
    batch = check(book(agency("STC", "Sở Khác", founded="01/01/2022"), name="sau.xlsx"))
    assert cells(batch) == [("A2", "earlier_code")]
    later = check(book(agency("STC", "Sở Khác", founded="01/02/2022"), name="vua.xlsx"))
    assert codes(later) == [], "a code is free from the day on which the other unit loses it"


@pytest.mark.usefixtures("committed_province")
def test_what_stands_on_the_units_is_counted_as_offices_write_numbers():
    batch = Batch.objects.get(kind="units")
    made = {"batch": batch, "table": "agencies_unit", "operation": Change.Operation.INSERT}
    Change.objects.bulk_create(
        Change(pk_value=pk, **made) for pk in Unit.objects.values_list("pk", flat=True)
    )
    found = get_kind("units").dependants(batch)
    assert "12.471 vị trí công tác đang gắn với đơn vị của đợt này." in found


def test_an_undo_gives_back_the_units_and_is_stopped_by_a_grant(book):
    before = content("units")
    batch = bring(book(agency("A", "Sở A"), agency("STC", "Sở Tài chính và Kế hoạch")))
    unit = UnitPeriod.objects.get(code="A").unit_id
    grant(user("quantri"), Role.UNIT_HEAD, unit)
    with pytest.raises(ImportRefused, match="đang có vai trò"):
        decide.ask_undo(batch, by=user("chuyenvien"), reason="Nhầm tệp")
    user("quantri").grants.filter(unit=unit).delete()
    decide.ask_undo(batch, by=user("chuyenvien"), reason="Nhầm tệp")
    decide.approve_undo(batch, by=user("lanhdao"))
    finish(batch)
    assert content("units") == before
