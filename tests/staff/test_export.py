"""The list as a workbook: exactly the list, real types, no formula, masked numbers."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from agencies.enums import Role
from staff.enums import Precision
from staff.models import Export
from tests.factories import make_person, make_qualification, make_salary, make_unit, make_user_in

pytestmark = pytest.mark.django_db
NUMBER = "095084001234"


@pytest.fixture
def office():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def officer(client, sign_in):
    sign_in(client, make_user_in(Role.OFFICER, full_name="Hoàng Thu Hà"))
    return client


def take_out(client, query: str = "", **typed):
    return client.post(f"/nhan-su/xuat/{query}", typed)


def rows(answer) -> list[dict]:
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Danh sách"]
    head, *body = sheet.values
    return [dict(zip(head, row, strict=True)) for row in body]


def test_the_workbook_holds_real_dates_and_numbers(officer, office):
    person = make_person("Nông Thị Ánh", unit=office, born_on=date(1976, 5, 2))
    make_salary(person, step=3, coefficient="3.00")
    make_qualification(person, "DH")
    (row,) = rows(take_out(officer))
    assert (row["Ngày sinh"], row["Bậc"], row["Hệ số"]) == (datetime(1976, 5, 2), 3, 3.0)
    assert (row["Đơn vị"], row["Mã ngạch"], row["Chuyên môn"]) == ("Sở Nội vụ", "01.003", "Đại học")


def test_a_birth_date_goes_out_only_as_far_as_it_is_known(officer, office):
    make_person("Hà An", unit=office, born_on=date(1976, 1, 1), born_precision=Precision.YEAR)
    make_person("Hà Bình", unit=office, born_on=date(1976, 5, 1), born_precision=Precision.MONTH)
    assert [row["Ngày sinh"] for row in rows(take_out(officer))] == [1976, "05/1976"]


def test_the_workbook_is_the_list_with_its_filters_order_and_day(officer, office):
    make_person("Hà Thị Bình", unit=office, sex="female")
    make_person("Hà Thị An", unit=office, sex="female")
    make_person("Hà Văn Cường", unit=office)
    make_person("Hà Thị Thôi", unit=office, sex="female", until=date(2022, 1, 1))
    query = "?gioi_tinh=female&xep=-ten"
    assert [row["Họ và tên"] for row in rows(take_out(officer, query))] == ["Hà Thị Bình", "Hà Thị An"]
    assert len(rows(take_out(officer, f"{query}&ngay=2021-12-31"))) == 3
    assert rows(take_out(officer, "?gioi_tinh=xyz")) == []


def test_text_never_begins_a_formula(officer, office):
    make_person("=1+1", unit=office, home_place="@SUM(A1)")
    sheet = openpyxl.load_workbook(io.BytesIO(take_out(officer).content))["Danh sách"]
    assert {cell.data_type for cell in sheet[2] if cell.value is not None} <= {"s", "n", "d"}
    assert sheet["A2"].value == "=1+1"


def test_only_people_of_the_scope_go_out(client, sign_in, office):
    make_person("Hà Thị An", unit=office)
    make_person("Vũ Ngoài", unit=make_unit("Sở Tài chính", "STC"))
    sign_in(client, make_user_in(Role.UNIT_CLERK, office))
    assert [row["Họ và tên"] for row in rows(take_out(client))] == ["Hà Thị An"]


def test_numbers_are_masked_unless_asked_for_with_a_reason(officer, office):
    make_person("Hà Thị An", NUMBER, unit=office)
    assert rows(take_out(officer))[0]["Số định danh cá nhân"] == "•••••••••234"
    refused = take_out(officer, full_numbers="on")
    assert "Ghi lý do cần đủ số định danh" in refused.text
    given = take_out(officer, full_numbers="on", reason="Đối chiếu với bảo hiểm xã hội")
    assert rows(given)[0]["Số định danh cá nhân"] == NUMBER


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.PROVINCIAL_LEADER])
def test_who_may_not_see_numbers_gets_none_whatever_they_send(client, sign_in, office, role):
    make_person("Hà Thị An", NUMBER, unit=office)
    sign_in(client, make_user_in(role))
    assert "Ghi đủ số định danh" not in client.get("/nhan-su/xuat/").text
    (row,) = rows(take_out(client, full_numbers="on", reason="cần"))
    assert row["Số định danh cá nhân"] == "•••••••••234"


def test_each_export_leaves_who_when_what_and_why(officer, office):
    make_person("Hà Thị An", unit=office)
    take_out(officer, "?nhom=civil_servant&ngay=2021-12-30", full_numbers="on", reason="Đối chiếu bảo hiểm")
    left = Export.objects.get()
    assert (str(left.made_by), left.as_of, left.count) == ("Hoàng Thu Hà", date(2021, 12, 30), 1)
    assert (left.filters, left.has_numbers, left.reason) == ("Nhóm: Công chức", True, "Đối chiếu bảo hiểm")


def test_the_page_before_says_how_many_go_out(officer, office):
    make_person("Hà Thị An", unit=office)
    page = officer.get("/nhan-su/xuat/?nhom=civil_servant").text
    assert "Xuất 1 người" in page and "Nhóm: Công chức" in page and Export.objects.count() == 0


def test_queries_do_not_grow_with_the_people(officer, office, django_assert_max_num_queries):
    def costs(more: int) -> int:
        for place in range(more):
            make_person(f"Hà Thị {place}", unit=office)
        with django_assert_max_num_queries(15) as captured:
            take_out(officer)
        return len(captured)

    assert costs(10) == costs(90)
