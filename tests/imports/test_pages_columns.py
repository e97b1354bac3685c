"""Nhận cột: what each column became, and correcting it, the day and the scope."""

import pytest
from django.urls import reverse

from imports.models import Batch, State
from tests.factories import make_unit, make_user_in
from tests.imports import small
from tests.imports.workbooks import HEADERS, roster, section

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return small.people_of_the_office()


@pytest.fixture
def batch(office, tmp_path):
    """A workbook whose column of citizen numbers has a header that says nothing."""
    headers = tuple("Mã riêng" if header == "Số CCCD" else header for header in HEADERS)
    path = tmp_path / "la.xlsx"
    roster(path, [section("I", "SỞ NỘI VỤ"), small.woman(0)], headers=headers)
    return small.uploaded(path, office.officer)


@pytest.fixture
def officer(office):
    return small.signed_in(office.officer)


def url_of(batch) -> str:
    return reverse("imports:columns", args=[batch.pk])


def values(batch, **changes) -> dict:
    """The form as the page shows it, with changes such as ``E="citizen_number"``."""
    found = {"day": f"{batch.as_of:%d/%m/%Y}", "scope": "{}"}
    for column in batch.columns[0]["columns"]:
        found[f"cot-0-{column['letter']}"] = changes.pop(column["letter"], column["field"])
    return found | changes


def test_each_column_stands_with_its_letter_header_and_field(officer, batch):
    page = small.html_of(officer.get(url_of(batch)))
    assert "Mã riêng" in page and "Ngạch công chức › Bậc" in page and "Bỏ qua cột này" in page
    assert "1 dòng dữ liệu · bỏ qua 1 dòng tên đơn vị" in page
    assert "Tiêu đề của tệp ghi ngày 30/06/2022." in page


def test_a_corrected_column_is_read_again_and_its_errors_go(officer, batch):
    assert batch.state == State.HAS_ERRORS
    officer.post(url_of(batch), values(batch, E="citizen_number"))
    batch.refresh_from_db()
    assert batch.state == State.UPLOADED and batch.mapping == {"Danh sách": {"E": "citizen_number"}}
    small.run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.counts["errors"], batch.counts["new"]) == (State.COMPARED, 0, 1)


def test_a_later_correction_takes_a_field_from_an_earlier_one(officer, batch):
    officer.post(url_of(batch), values(batch, K="citizen_number"))
    small.run_jobs()
    batch.refresh_from_db()
    officer.post(url_of(batch), values(batch, E="citizen_number"))
    batch.refresh_from_db()
    assert batch.mapping == {"Danh sách": {"E": "citizen_number"}}


def test_a_column_may_be_left_out(officer, batch):
    officer.post(url_of(batch), values(batch, J=""))
    batch.refresh_from_db()
    assert batch.mapping == {"Danh sách": {"J": ""}}


def test_one_field_from_two_columns_is_told_at_the_second(officer, batch):
    page = small.html_of(officer.post(url_of(batch), values(batch, A="citizen_number", E="citizen_number")))
    assert "“Số định danh cá nhân” đã được chọn cho cột A của trang tính này." in page
    assert 'href="#id_cot-0-E"' in page and 'id="id_cot-0-E-loi"' in page
    batch.refresh_from_db()
    assert batch.state == State.HAS_ERRORS


def test_the_day_is_corrected_and_a_wrong_one_told(officer, batch):
    page = small.html_of(officer.post(url_of(batch), values(batch, day="31/06/2022")))
    assert "Ngày 31/06/2022 không có thật." in page
    officer.post(url_of(batch), values(batch, day="1/7/22"))
    batch.refresh_from_db()
    assert f"{batch.as_of:%d/%m/%Y}" == "01/07/2022"


def test_the_scope_is_corrected_within_what_one_may_upload_for(office, officer, batch):
    unit = make_unit("Trường THPT Chợ Mới", "TCM")
    officer.post(url_of(batch), values(batch, scope=f'{{"unit": {unit.pk}}}'))
    batch.refresh_from_db()
    assert batch.scope == {"unit": unit.pk}
    small.run_jobs()
    page = small.html_of(officer.get(batch.get_absolute_url()))
    assert "Trường THPT Chợ Mới và các đơn vị trực thuộc" in page and "Ngoài phạm vi của đợt" in page


def test_nothing_changed_starts_nothing(officer, batch):
    page = small.html_of(officer.post(url_of(batch), values(batch), follow=True))
    assert "Chưa có gì thay đổi." in page
    batch.refresh_from_db()
    assert batch.state == State.HAS_ERRORS


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPLIED, State.CANCELLED])
def test_once_decided_the_columns_are_only_shown(officer, batch, state):
    Batch.objects.filter(pk=batch.pk).update(state=state)
    assert "<select" not in officer.get(url_of(batch)).text
    page = small.html_of(officer.post(url_of(batch), values(batch, E="citizen_number"), follow=True))
    assert "không còn sửa được nữa" in page
    batch.refresh_from_db()
    assert batch.mapping == {}


def test_who_approves_sees_the_columns_but_cannot_change_them(office, batch):
    leader = small.signed_in(office.leader)
    assert "<select" not in leader.get(url_of(batch)).text
    leader.post(url_of(batch), values(batch, E="citizen_number"))
    batch.refresh_from_db()
    assert batch.mapping == {}


def test_another_officer_sees_the_columns_but_cannot_change_them(batch):
    other = small.signed_in(make_user_in("officer", username="khac"))
    assert "<select" not in other.get(url_of(batch)).text
    page = small.html_of(other.post(url_of(batch), values(batch, E="citizen_number"), follow=True))
    assert "do người khác tải lên" in page


def test_the_page_takes_few_queries(officer, batch, django_assert_max_num_queries):
    officer.get(url_of(batch))
    with django_assert_max_num_queries(12):
        officer.get(url_of(batch))
