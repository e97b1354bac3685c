"""The page of one batch: what it says at its head, its tabs, their filters and pages."""

import pytest
from django.urls import reverse

from imports import rows
from imports.models import Batch, State
from tests.factories import make_unit
from tests.imports import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return small.people_of_the_office()


@pytest.fixture
def june(office, tmp_path):
    return small.half_a_year(tmp_path, office)


@pytest.fixture
def officer(office):
    return small.signed_in(office.officer)


def page_of(client, batch, **query) -> str:
    return small.html_of(client.get(batch.get_absolute_url(), query))


def test_the_head_says_in_one_sentence_what_will_happen(officer, june):
    page = page_of(officer, june)
    assert "Danh sách cán bộ, công chức, viên chức tính đến ngày 30/06/2022" in page
    assert "Sẽ <strong>thêm 1</strong>, <strong>đổi 2</strong>, cho <strong>thôi 1</strong>" in page
    assert "và giữ nguyên 1 người." in page


def test_an_applied_batch_says_what_was_done(officer, june):
    Batch.objects.filter(pk=june.pk).update(state=State.APPLIED)
    assert "Đã <strong>thêm 1</strong>" in page_of(officer, june)


def test_a_person_with_several_changes_is_one_row_with_a_line_for_each(officer, june):
    page = page_of(officer, june)
    assert page.count("Nông Thị Hạnh, 1980") == 1
    rows = page[page.index("Nông Thị Hạnh, 1980") :]
    assert "Sở Nội vụ" in rows and "Sở Tài chính" in rows
    assert "Bậc, hệ số lương" in rows and "3 · 3,00" in rows and "4 · 3,33" in rows
    assert "1–2 trong 2 người" in page


def test_a_correction_is_marked_as_one(officer, june):
    page = page_of(officer, june, truong="full_name")
    assert "Hà Thị Ảnh, 1980" in page and "đính chính" in page
    assert "đính chính" not in page_of(officer, june, truong="unit")


def test_one_press_keeps_only_those_in_whom_a_field_changes(officer, june):
    page = page_of(officer, june, truong="unit")
    assert "Nông Thị Hạnh" in page and "Hà Thị Ảnh" not in page
    assert "Bậc, hệ số lương</span>" not in page, "only the lines of that field"
    assert "1–1 trong 1 người" in page


def test_step_and_coefficient_are_counted_as_one(officer, june):
    counts = {one.label: (one.count, one.is_correction) for one in rows.field_counts(june)}
    assert counts == {"Bậc, hệ số lương": (1, False), "Đơn vị": (1, False), "Họ và tên": (1, True)}
    page = page_of(officer, june, truong="step")
    assert "1–1 trong 1 người" in page and "3 · 3,00" in page


def test_a_name_is_found_without_accents_and_stays_in_the_address(officer, june):
    url = reverse("imports:find", args=[june.pk])
    response = officer.post(url, {"muc": "thay-doi", "tim": "hanh"})
    assert response.url == f"{june.get_absolute_url()}?muc=thay-doi&tim=hanh"
    page = small.html_of(officer.get(response.url))
    assert "Nông Thị Hạnh" in page and "Hà Thị Ảnh" not in page


def test_a_number_never_gets_into_the_address_by_searching(officer, june):
    response = officer.post(
        reverse("imports:find", args=[june.pk]), {"muc": "thay-doi", "tim": "006180000001"}, follow=True
    )
    assert "006180000001" not in response.redirect_chain[-1][0]
    assert "Ở đây tìm theo tên." in small.html_of(response)


@pytest.mark.parametrize("tab", ["thay-doi", "them-moi", "khong-con"])
def test_a_name_that_is_nowhere_says_so(officer, june, tab):
    page = page_of(officer, june, muc=tab, tim="khongcoai")
    assert "như đang tìm" in page and "Bỏ tìm" in page


def test_the_new_stand_with_their_place_in_the_workbook(officer, june):
    page = page_of(officer, june, muc="them-moi")
    assert "Đàm Thị Yến, 1980" in page and "Danh sách, dòng" in page


def test_those_who_left_wait_for_a_reason(officer, june):
    page = page_of(officer, june, muc="khong-con")
    assert "Lường Thị Bích, 1980" in page and "chưa ghi" in page


def test_a_name_leads_to_the_record_as_of_the_workbooks_day(officer, june):
    person = june.differences.get(field="unit").subject_id
    assert f'href="/nhan-su/{person}/?ngay=2022-06-30"' in page_of(officer, june)


def test_control_totals_stand_beside_with_their_difference(officer, june):
    page = page_of(officer, june)
    assert "Đối chiếu tổng số" in page and "Công chức" in page
    assert "Không đơn vị nào lệch." in page and "Xem tất cả 2 đơn vị" in page
    units = page_of(officer, june, muc="doi-chieu")
    assert "Sở Nội vụ" in units and "Sở Tài chính" in units


def test_units_with_a_difference_come_first_and_stand_beside(officer, june):
    june.totals[-1] |= {"label": "Sở Lệch", "difference": -14}
    june.save()
    page = page_of(officer, june, muc="doi-chieu")
    assert "Đơn vị có số lệch" in page and "−14" in page
    main = page[page.index("Đối chiếu theo đơn vị") :]
    assert main.index("Sở Lệch") < main.index("Sở Nội vụ")


def test_errors_show_cell_value_and_sentence_grouped_by_what_is_wrong(officer, office, tmp_path):
    path = small.workbook(
        tmp_path, [small.woman(0), small.person("Hà Văn Tú", citizen_id="12"), small.woman(5, step=99)]
    )
    batch = small.uploaded(path, office.officer)
    page = page_of(officer, batch)
    assert batch.state == State.HAS_ERRORS
    for words in (
        "E10",
        "Số định danh cá nhân gồm đúng 12 chữ số.",
        "Số định danh sai",
        "Bậc sai",
        "2 lỗi",
    ):
        assert words in page
    only = page_of(officer, batch, muc="loi", loai="bad_step")
    assert "Bậc lương là số nguyên từ 1 đến 15." in only and "gồm đúng 12 chữ số" not in only
    assert "Trình duyệt</a>" not in page


def test_messages_are_paged_by_fifty(officer, june):
    june.messages.bulk_create(
        [
            type(june.messages.model())(
                batch=june,
                severity="warning",
                code="rank_name_differs",
                sheet="A",
                row=n,
                sentence=f"Câu {n}.",
            )
            for n in range(1, 121)
        ]
    )
    page = page_of(officer, june, muc="canh-bao", trang="3")
    assert "101–120 trong 120 cảnh báo" in page and "Câu 120." in page and "Câu 100." not in page


def test_a_tab_or_filter_that_does_not_exist_is_no_error(officer, june):
    for query in (
        {"muc": "x"},
        {"truong": "x"},
        {"muc": "loi", "loai": "x"},
        {"muc": "khong-con", "ly-do": "x"},
    ):
        assert officer.get(june.get_absolute_url(), query).status_code == 200


def test_who_may_not_see_a_batch_gets_404_everywhere(office, june):
    for user in (office.clerk, office.admin, office.inspector):
        client = small.signed_in(user)
        for name in ("batch", "columns", "progress", "messages-file"):
            assert client.get(reverse(f"imports:{name}", args=[june.pk])).status_code == 404
        for name in ("find", "give-reason"):
            assert client.post(reverse(f"imports:{name}", args=[june.pk])).status_code == 404
        assert client.get(reverse("imports:offer", args=[june.pk, "duyet"])).status_code == 404


@pytest.mark.parametrize(
    "tab", ["thay-doi", "them-moi", "khong-con", "loi", "canh-bao", "doi-chieu", "dien-bien"]
)
def test_a_tab_takes_few_queries(officer, june, tab, django_assert_max_num_queries):
    officer.get(june.get_absolute_url(), {"muc": tab})
    with django_assert_max_num_queries(20):
        officer.get(june.get_absolute_url(), {"muc": tab})


def test_the_number_of_queries_does_not_grow_with_the_people(office, tmp_path, django_assert_max_num_queries):
    batch = small.half_a_year(tmp_path, office, more=100)
    client = small.signed_in(office.officer)
    client.get(batch.get_absolute_url())
    assert "1–50 trong 102 người" in page_of(client, batch)
    with django_assert_max_num_queries(20) as many:
        client.get(batch.get_absolute_url())
    with django_assert_max_num_queries(len(many.captured_queries)) as few:
        client.get(batch.get_absolute_url(), {"trang": 3})
    assert len(few.captured_queries) == len(many.captured_queries)


def test_links_of_units_cost_one_query_for_all(office, tmp_path, django_assert_max_num_queries):
    from imports.kinds import get_kind

    units = [make_unit(f"Trường {n}", f"T{n}") for n in range(10)]
    with django_assert_max_num_queries(1):
        urls = get_kind("units").subject_urls([unit.pk for unit in units], small.JUNE_DAY)
    assert urls[units[3].pk] == "/don-vi/T3/?ngay=2022-06-30"


def test_while_a_job_runs_its_progress_is_seen_by_all_who_see_the_batch(office, june):
    Batch.objects.filter(pk=june.pk).update(state=State.REJECTED)
    small.signed_in(office.officer).post(reverse("imports:offer", args=[june.pk, "kiem-tra-lai"]))
    for user in (office.officer, office.leader):
        client = small.signed_in(user)
        assert "Kiểm tra, so sánh: danh-sach-06.xlsx" in page_of(client, june)
        answer = client.get(reverse("imports:progress", args=[june.pk]))
        assert "HX-Refresh" not in answer.headers
    small.run_jobs()
    answer = small.signed_in(office.leader).get(reverse("imports:progress", args=[june.pk]))
    assert answer.headers["HX-Refresh"] == "true"


def test_a_refused_workbook_says_why_and_what_to_do(officer, june):
    Batch.objects.filter(pk=june.pk).update(state=State.REFUSED, refusal="Tệp có mật khẩu.", counts={})
    page = page_of(officer, june)
    assert (
        "Không nhận được tệp này." in page
        and "Tệp có mật khẩu." in page
        and "Sửa tệp rồi tải lên lại" in page
    )


def test_what_moved_since_the_first_comparison_is_shown(officer, june):
    june.moved = [
        {"was": True, "label": "Hà Thị Ảnh, 1980", "field": "Bậc", "old": "3", "new": "4", "detail": ""},
        {"was": False, "label": "Hà Thị Ảnh, 1980", "field": "Bậc", "old": "2", "new": "4", "detail": ""},
        {"was": False, "label": "Lý Văn Sơn", "field": "", "old": "", "new": "", "detail": "Sở Nội vụ"},
    ]
    june.state = State.SUBMITTED
    june.save()
    page = page_of(officer, june)
    assert "Dữ liệu của cổng đã đổi sau lần so sánh trước" in page and "thấy 2 chỗ khác" in page
    assert page.count("Hà Thị Ảnh, 1980") == 2, "once among what moved, once among the changes"
    assert "không có thay đổi này" in page


@pytest.mark.parametrize("what", ["Không áp dụng được", "Không hoàn tác được"])
def test_a_job_that_ended_for_a_reason_of_its_own_is_told_at_the_head(officer, june, what):
    june.steps.create(what=what, note="Có lỗi ngoài dự kiến; không có gì bị thay đổi.")
    page = page_of(officer, june)
    alert = page[page.index("alert-warning") : page.index("batch-effect")]
    assert what in alert and "Có lỗi ngoài dự kiến" in alert


def test_the_history_says_who_did_what(officer, june):
    page = page_of(officer, june, muc="dien-bien")
    assert "Tải lên" in page and "Hoàng Thu Hà · danh-sach-06.xlsx" in page and "Kiểm tra, so sánh" in page


def test_the_messages_come_as_a_workbook_that_starts_no_formula(officer, june):
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    june.messages.create(
        severity="error",
        code="bad_number",
        sheet="Danh sách",
        row=10,
        cell="E10",
        value="=1+1",
        sentence="Sửa ô này.",
    )
    answer = officer.get(reverse("imports:messages-file", args=[june.pk]))
    assert "attachment" in answer["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert ["Lỗi", "Danh sách", 10.0, "E10", "=1+1", "Sửa ô này."] in rows
    assert b"<f>" not in answer.content
