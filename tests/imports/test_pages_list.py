"""The list of batches, and uploading a workbook."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.enums import Role
from agencies.models import Grant
from core.days import since, today
from imports.kinds import get_kind
from imports.models import Batch, State
from imports.receive import SameBytes, amend
from tests.core.test_list_book import cells_of
from tests.factories import FIRST_DAY, make_unit, make_user_in
from tests.imports import small

pytestmark = pytest.mark.django_db
LIST, UPLOAD = "/nhap-danh-sach/", "/nhap-danh-sach/moi/"


@pytest.fixture
def office():
    return small.people_of_the_office()


def send(user, path, **fields):
    """The upload form as a browser sends it."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    data = {"kind": "people", "scope": "{}", "day": "", "file": file} | fields
    return small.signed_in(user).post(UPLOAD, data)


def test_an_empty_list_says_what_to_do_first(office):
    page = small.html_of(small.signed_in(office.officer).get(LIST))
    assert "Chưa có danh sách nào." in page and "Tải lên tệp Excel đầu tiên." in page
    assert f'href="{UPLOAD}"' in page


def test_who_only_approves_is_not_offered_to_upload(office):
    page = small.html_of(small.signed_in(office.leader).get(LIST))
    assert "Chưa có danh sách nào." in page and UPLOAD not in page
    assert small.signed_in(office.leader).get(UPLOAD).status_code == 403


def test_the_list_shows_each_batch_with_its_state_in_words_and_its_counts(office, tmp_path):
    small.half_a_year(tmp_path, office)
    page = small.html_of(small.signed_in(office.officer).get(LIST))
    assert page.index("danh-sach-06.xlsx") < page.index("danh-sach-12.xlsx"), "newest first"
    for words in ("30/06/2022", "Đã so sánh", "Đã áp dụng", "Hoàng Thu Hà"):
        assert words in page


def test_the_list_is_narrowed_by_state_and_kind_in_the_address(office, tmp_path):
    small.half_a_year(tmp_path, office)
    client = small.signed_in(office.officer)
    page = small.html_of(client.get(LIST, {"trang-thai": "applied", "loai": "people"}))
    assert "danh-sach-12.xlsx" in page and "danh-sach-06.xlsx" not in page
    assert "Bỏ lọc Trạng thái: Đã áp dụng" in page
    nothing = small.html_of(client.get(LIST, {"trang-thai": "cancelled"}))
    assert "Không có đợt nào như đang lọc." in nothing


def test_the_list_is_taken_out_as_it_is_filtered(office, tmp_path):
    small.half_a_year(tmp_path, office)
    client, query = small.signed_in(office.officer), "?trang-thai=applied"
    assert f'href="{LIST}xuat/{query}"' in client.get(f"{LIST}{query}").text
    _, filters, _, _, heads, row = cells_of(client.get(f"{LIST}xuat/{query}").content)
    assert filters == ["Bộ lọc: Trạng thái: Đã áp dụng"] and heads[1] == "Tệp"
    batch = Batch.objects.get(state=State.APPLIED)
    assert row[:3] == [batch.pk, "danh-sach-12.xlsx", get_kind("people").label]
    assert row[6] == batch.counts["new"]
    assert "danh-sach" not in str(cells_of(small.signed_in(office.clerk).get(f"{LIST}xuat/").content))


def test_a_filter_that_does_not_exist_is_no_error(office, tmp_path):
    small.half_a_year(tmp_path, office)
    assert small.signed_in(office.officer).get(LIST, {"trang-thai": "<x>", "trang": "-3"}).status_code == 200


def test_a_clerk_sees_no_batch_of_others(office, tmp_path):
    batch = small.half_a_year(tmp_path, office)
    client = small.signed_in(office.clerk)
    assert "danh-sach" not in small.html_of(client.get(LIST)).replace("nhap-danh-sach", "")
    assert client.get(batch.get_absolute_url()).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_batches(
    office, tmp_path, django_assert_max_num_queries
):
    batch = small.half_a_year(tmp_path, office)
    client = small.signed_in(office.officer)
    client.get(LIST)
    with django_assert_max_num_queries(14) as few:
        client.get(LIST)
    Batch.objects.bulk_create(
        [
            Batch(
                kind="people", file_name=f"{n}.xlsx", sha256=str(n), size=1, state=State.CANCELLED,
                as_of=batch.as_of, counts=batch.counts, uploaded_by=office.officer,
            )
            for n in range(100)
        ]
    )  # fmt: skip
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(LIST)


def test_an_uploaded_workbook_becomes_a_batch_that_is_being_read(office, tmp_path):
    path = small.workbook(tmp_path, [small.woman(0)])
    response = send(office.officer, path)
    batch = Batch.objects.get()
    assert (response.status_code, response.url) == (302, batch.get_absolute_url())
    assert (batch.state, batch.file_name, batch.scope) == (State.UPLOADED, path.name, {})
    page = small.html_of(small.signed_in(office.officer).get(response.url))
    assert "đang chờ đến lượt" in page and f"/nhap-danh-sach/{batch.pk}/tien-do/" in page


def test_the_uploader_may_say_the_day(office, tmp_path):
    send(office.officer, small.workbook(tmp_path, [small.woman(0)]), day="1/7/22")
    assert f"{Batch.objects.get().as_of:%d/%m/%Y}" == "01/07/2022"


def test_a_day_that_is_not_real_is_told_at_its_field(office, tmp_path):
    page = small.html_of(send(office.officer, small.workbook(tmp_path, [small.woman(0)]), day="30/02/2022"))
    assert "Ngày 30/02/2022 không có thật." in page and 'href="#id_day"' in page
    assert not Batch.objects.exists()


def test_what_is_no_workbook_is_refused_with_a_sentence(office, tmp_path):
    path = tmp_path / "don.xlsx"
    path.write_bytes(b"day la thu, khong phai bang tinh")
    response = send(office.officer, path)
    assert response.status_code == 200 and 'href="#id_file"' in response.text
    assert not Batch.objects.exists()


def test_an_empty_file_is_refused_with_a_sentence(office, tmp_path):
    path = tmp_path / "rong.xlsx"
    path.write_bytes(b"")
    assert "Tệp này trống." in small.html_of(send(office.officer, path))


def test_the_same_bytes_again_lead_to_the_batch_that_holds_them(office, tmp_path):
    path = small.workbook(tmp_path, [small.woman(0)])
    send(office.officer, path)
    page = small.html_of(send(office.officer, path))
    assert "Tệp này đã được tải lên" in page and f'href="{Batch.objects.get().get_absolute_url()}"' in page


def test_the_same_bytes_in_a_batch_of_others_give_no_link_to_who_may_not_see_it(office, tmp_path):
    path = small.workbook(tmp_path, [small.woman(0)])
    send(office.officer, path)
    page = small.html_of(send(office.clerk, path, scope=f'{{"unit": {office.finance.pk}}}'))
    assert "Tệp này đã được tải lên" in page and Batch.objects.get().get_absolute_url() not in page


def test_a_clerk_may_upload_only_for_the_own_unit_and_below(office, tmp_path):
    school = make_unit("Trường Tiểu học Cốc Đán", "TCD", parent=office.finance)
    page = small.html_of(small.signed_in(office.clerk).get(UPLOAD))
    assert "Sở Tài chính (STC)" in page and "Trường Tiểu học Cốc Đán (TCD)" in page
    assert "Sở Nội vụ (SNV)" not in page and "Toàn tỉnh" not in page and "Danh sách đơn vị" not in page
    path = small.workbook(tmp_path, [small.woman(0)])
    for foreign in ("{}", f'{{"unit": {office.home.pk}}}', '{"unit": "x"}'):
        assert send(office.clerk, path, scope=foreign).status_code == 200
    assert not Batch.objects.exists()
    send(office.clerk, path, scope=f'{{"unit": {school.pk}}}')
    assert Batch.objects.get().scope == {"unit": school.pk}


def test_an_administrator_brings_in_units_but_sees_no_list_of_people(office, tmp_path):
    batch = small.half_a_year(tmp_path, office)
    client = small.signed_in(office.admin)
    page = small.html_of(client.get(UPLOAD))
    assert "Danh sách đơn vị" in page and "Danh sách cán bộ" not in page
    assert client.get(batch.get_absolute_url()).status_code == 404


def test_a_clerk_sees_the_own_batch_for_as_long_as_the_role_holds(office, tmp_path):
    path = small.workbook(tmp_path, [], [small.woman(0)])
    batch = small.uploaded(path, office.clerk, scope={"unit": office.finance.pk})
    client = small.signed_in(office.clerk)
    assert client.get(batch.get_absolute_url()).status_code == 200
    Grant.objects.filter(user=office.clerk).update(valid=since(FIRST_DAY, today()))
    _sees_nothing_of(batch, client)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.INSPECTOR, Role.UNIT_CLERK])
def test_who_uploaded_in_another_role_sees_it_no_longer(office, tmp_path, role):
    batch = small.half_a_year(tmp_path, office)
    unit = office.home if role == Role.UNIT_CLERK else None
    Grant.objects.filter(user=office.officer).update(role=role, unit=unit)
    _sees_nothing_of(batch, small.signed_in(office.officer))


def _sees_nothing_of(batch, client):
    for name in ("batch", "columns", "progress", "messages-file"):
        assert client.get(reverse(f"imports:{name}", args=[batch.pk])).status_code == 404
    assert batch.file_name not in client.get(LIST).text


def test_a_list_of_units_is_only_for_the_whole_province(office, tmp_path):
    path = small.workbook(tmp_path, [small.woman(0)])
    page = small.html_of(send(office.officer, path, kind="units", scope=f'{{"unit": {office.home.pk}}}'))
    assert "Loại danh sách này chỉ nhập được cho toàn tỉnh." in page


@pytest.mark.parametrize(("who", "is_there"), [("officer", True), ("leader", True), ("inspector", False)])
def test_the_menu_leads_here_for_those_who_upload_or_approve(office, who, is_there):
    page = small.signed_in(getattr(office, who)).get("/").text
    assert ("Nhập danh sách" in page) == is_there


def test_what_waits_for_whom_is_on_the_first_page(office, tmp_path):
    batch = small.half_a_year(tmp_path, office)
    title = "Danh sách cán bộ, công chức, viên chức tính đến ngày 30/06/2022"
    mine = small.html_of(small.signed_in(office.officer).get("/"))
    assert title in mine and "Chưa trình duyệt: thêm 1, đổi 2, cho thôi 1 và giữ nguyên 1 người" in mine
    assert title not in small.html_of(small.signed_in(office.leader).get("/"))
    Batch.objects.filter(pk=batch.pk).update(state=State.SUBMITTED)
    assert title not in small.html_of(small.signed_in(office.officer).get("/"))
    theirs = small.html_of(small.signed_in(office.leader).get("/"))
    assert title in theirs and "Hoàng Thu Hà trình:" in theirs and "Xem và duyệt" in theirs


def test_an_undo_waits_for_another_than_who_asked(office, tmp_path):
    batch = small.half_a_year(tmp_path, office)
    second = make_user_in("home_affairs_leader", username="binh", full_name="Bùi Văn Bình")
    Batch.objects.filter(pk=batch.pk).update(state=State.UNDO_ASKED, undo_asked_by=second)
    assert "đề nghị hoàn tác" not in small.html_of(small.signed_in(second).get("/"))
    assert "Bùi Văn Bình đề nghị hoàn tác" in small.html_of(small.signed_in(office.leader).get("/"))


def test_the_same_bytes_taken_up_elsewhere_can_not_be_checked_again(office, tmp_path):
    path = small.workbook(tmp_path, [small.woman(0)])
    old = small.uploaded(path, office.officer)
    Batch.objects.filter(pk=old.pk).update(state=State.REJECTED)
    small.uploaded(path, office.officer)
    url = reverse("imports:offer", args=[old.pk, "kiem-tra-lai"])
    response = small.signed_in(office.officer).post(url, follow=True)
    assert "Tệp này đã được tải lên trong một đợt nhập khác" in small.html_of(response)


def test_the_same_bytes_as_an_applied_batch_come_again_only_after_its_undo(office, tmp_path):
    path = small.workbook(tmp_path, [small.woman(0)])
    old = small.uploaded(path, office.officer)
    with pytest.raises(SameBytes, match="hoặc hủy đợt đó"):
        small.uploaded(path, office.officer)
    Batch.objects.filter(pk=old.pk).update(state=State.APPLIED)
    with pytest.raises(SameBytes, match="Chỉ tải lại được sau khi đợt đó được hoàn tác"):
        small.uploaded(path, office.officer)


def test_only_the_uploader_has_a_batch_checked_again(office, tmp_path):
    from imports.errors import ImportRefused

    batch = small.half_a_year(tmp_path, office)
    with pytest.raises(ImportRefused, match="Chỉ người tải lên"):
        amend(batch, by=make_user_in("officer", username="khac"))
