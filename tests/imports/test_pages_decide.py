"""Decisions on a batch: reasons, submitting, approving, returning, undoing; each safe to press twice."""

from pathlib import Path

import pytest
from django.urls import reverse

from core.models import Job
from imports.models import Batch, Change, Outcome, State
from imports.receive import receive
from staff.models import Person, Post
from tests.factories import make_user_in
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


@pytest.fixture
def leader(office):
    return small.signed_in(office.leader)


def url_of(batch, slug: str) -> str:
    return reverse("imports:offer", args=[batch.pk, slug])


def press(client, batch, slug: str, **data) -> str:
    """The page after the press, with its message."""
    return small.html_of(client.post(url_of(batch, slug), data, follow=True))


def state_of(batch) -> str:
    batch.refresh_from_db()
    return batch.state


def give_reason(client, batch, **data) -> str:
    return small.html_of(client.post(reverse("imports:give-reason", args=[batch.pk]), data, follow=True))


def submitted(officer, june) -> Batch:
    give_reason(officer, june, reason="retired", whom="tat-ca")
    press(officer, june, "trinh-duyet", is_right="on")
    return june


def applied(officer, leader, june) -> Batch:
    submitted(officer, june)
    press(leader, june, "duyet")
    small.run_jobs()
    return june


def test_one_reason_for_all_who_left(officer, june):
    page = give_reason(officer, june, reason="retired", whom="tat-ca")
    assert "Đã ghi lý do “Nghỉ hưu” cho 1 người." in page
    assert june.differences.get(outcome=Outcome.LEFT).reason == "retired"


def test_a_reason_for_the_chosen_only(office, officer, tmp_path):
    first = small.workbook(tmp_path, [small.woman(n) for n in range(4)], as_of=small.DECEMBER)
    small.apply(small.uploaded(first, office.officer), office.officer, office.leader)
    batch = small.uploaded(small.workbook(tmp_path, [small.woman(0)]), office.officer)
    left = list(batch.differences.filter(outcome=Outcome.LEFT).order_by("id"))
    page = give_reason(officer, batch, reason="died", whom="chon", chosen=[left[0].subject_id])
    assert "cho 1 người" in page and "Ghi cho 2 người chưa có" in page
    give_reason(officer, batch, reason="moved_away", whom="chua")
    assert [one.reason for one in batch.differences.filter(outcome=Outcome.LEFT).order_by("id")] == [
        "died", "moved_away", "moved_away",
    ]  # fmt: skip
    only = small.html_of(officer.get(batch.get_absolute_url(), {"muc": "khong-con", "ly-do": "died"}))
    assert left[0].label in only and left[1].label not in only


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"whom": "chon", "reason": "died"}, "Hãy đánh dấu ít nhất một dòng"),
        ({"whom": "chon", "reason": "died", "chosen": "x"}, "Hãy đánh dấu ít nhất một dòng"),
        ({"whom": "tat-ca", "reason": ""}, "Hãy chọn một lý do."),
        ({"whom": "tat-ca", "reason": "khong-co"}, "khong-co"),
        ({}, "Hãy chọn một lý do."),
    ],
)
def test_a_reason_that_is_no_reason_is_told_and_changes_nothing(officer, june, data, sentence):
    assert sentence in give_reason(officer, june, **data)
    assert june.differences.get(outcome=Outcome.LEFT).reason == ""


def test_somebody_elses_people_do_not_get_a_reason_by_their_number(officer, june):
    foreign = june.differences.get(field="unit").subject_id
    page = give_reason(officer, june, reason="died", whom="chon", chosen=[foreign])
    assert "cho 0 người" in page and not june.differences.filter(reason="died").exists()


def test_only_the_uploader_gives_reasons(leader, june):
    assert "Chỉ người tải lên mới ghi được lý do." in give_reason(leader, june, reason="died", whom="tat-ca")


def test_without_reasons_submitting_leads_to_those_who_left(officer, june):
    response = officer.get(url_of(june, "trinh-duyet"))
    assert response.url.endswith("?muc=khong-con")


def test_submitting_states_the_effect_and_asks_to_confirm_day_scope_and_warnings(officer, june):
    give_reason(officer, june, reason="retired", whom="tat-ca")
    june.messages.create(severity="warning", code="x", sheet="A", sentence="Lạ.")
    page = small.html_of(officer.get(url_of(june, "trinh-duyet")))
    assert "thêm 1, đổi 2, cho thôi 1 và giữ nguyên 1 người" in page
    assert "đúng là tính đến ngày 30/06/2022, cho phạm vi: Toàn tỉnh." in page
    assert "Tôi đã xem 1 cảnh báo." in page
    assert "Hãy mở tab Cảnh báo" in press(officer, june, "trinh-duyet", is_right="on")
    assert "Hãy xác nhận ngày và phạm vi" in press(officer, june, "trinh-duyet", warnings_confirmed="on")
    assert state_of(june) == State.COMPARED
    page = press(officer, june, "trinh-duyet", is_right="on", warnings_confirmed="on")
    assert "Đã trình duyệt." in page and state_of(june) == State.SUBMITTED


@pytest.mark.parametrize("slug", ["trinh-duyet", "huy"])
def test_a_second_press_of_the_uploader_is_a_message(officer, june, slug):
    give_reason(officer, june, reason="retired", whom="tat-ca")
    press(officer, june, slug, is_right="on")
    if slug == "huy":
        assert "Đợt này đang ở trạng thái “Đã hủy”" in press(officer, june, slug)
    else:
        assert "Đợt này đang ở trạng thái “Chờ duyệt”" in press(officer, june, slug, is_right="on")


def test_the_uploader_is_told_that_another_must_approve(officer, june):
    page = small.html_of(officer.get(submitted(officer, june).get_absolute_url()))
    assert "người duyệt phải khác người tải lên" in page and "Duyệt</a>" not in page


def test_who_uploaded_does_not_approve_in_another_role_either(office, leader, officer, june):
    submitted(officer, june)
    Batch.objects.filter(pk=june.pk).update(uploaded_by=office.leader)
    page = small.html_of(leader.get(june.get_absolute_url()))
    assert "Duyệt</a>" not in page and "Trả lại</a>" not in page
    assert "Xem và duyệt" not in small.html_of(leader.get("/"))
    for answer in (
        leader.get(url_of(june, "duyet"), follow=True),
        leader.post(url_of(june, "duyet"), follow=True),
    ):
        assert "Người duyệt phải khác người tải lên." in small.html_of(answer)
    assert state_of(june) == State.SUBMITTED


def test_who_asked_for_an_undo_does_not_approve_it(office, leader, officer, june):
    applied(officer, leader, june)
    Batch.objects.filter(pk=june.pk).update(state=State.UNDO_ASKED, undo_asked_by=office.leader)
    assert "Duyệt hoàn tác</a>" not in small.html_of(leader.get(june.get_absolute_url()))
    answer = leader.get(url_of(june, "duyet-hoan-tac"), follow=True)
    assert "Người duyệt hoàn tác phải khác người đề nghị." in small.html_of(answer)
    assert "Người duyệt phải khác người đề nghị." in press(leader, june, "duyet-hoan-tac")


def test_who_has_no_right_to_approve_gets_403(officer, june):
    submitted(officer, june)
    for slug in ("duyet", "tra-lai", "duyet-hoan-tac"):
        assert officer.get(url_of(june, slug)).status_code == 403
        assert officer.post(url_of(june, slug)).status_code == 403
    assert state_of(june) == State.SUBMITTED


def test_who_has_no_right_to_upload_gets_403(leader, june):
    for slug in ("trinh-duyet", "huy", "hoan-tac", "kiem-tra-lai"):
        assert leader.post(url_of(june, slug)).status_code == 403


def test_another_officer_may_look_but_not_submit(june):
    other = small.signed_in(make_user_in("officer", username="khac"))
    assert "Chỉ người tải lên mới" in press(other, june, "huy")
    assert state_of(june) == State.COMPARED
    page = small.html_of(other.get(url_of(june, "huy"), follow=True))
    assert "Chỉ người tải lên mới làm được việc này." in page


def test_a_decision_that_does_not_exist_is_404(officer, june):
    assert officer.get(url_of(june, "xoa-het")).status_code == 404


def test_the_second_person_approves_and_the_portal_changes(officer, leader, june):
    submitted(officer, june)
    page = small.html_of(leader.get(url_of(june, "duyet")))
    assert "Duyệt và áp dụng ngay: thêm 1, đổi 2, cho thôi 1 và giữ nguyên 1 người." in page
    assert not Person.objects.filter(full_name="Đàm Thị Yến").exists()
    assert "Đã duyệt. Cổng đang áp dụng danh sách." in press(leader, june, "duyet")
    assert "Đợt này đang ở trạng thái “Đang áp dụng”" in press(leader, june, "duyet")
    small.run_jobs()
    page = small.html_of(leader.get(june.get_absolute_url()))
    assert state_of(june) == State.APPLIED and Person.objects.filter(full_name="Đàm Thị Yến").exists()
    assert "Đã ghi vào cổng" in page and "Vị trí công tác" in page and "Nông Văn Thành duyệt" in page


def test_a_return_needs_its_reason_and_the_uploader_reads_it(officer, leader, june):
    submitted(officer, june)
    assert "Hãy ghi lý do để người kia biết." in press(leader, june, "tra-lai", note=" ")
    press(leader, june, "tra-lai", note="Thiếu Sở Y tế.")
    assert state_of(june) == State.REJECTED
    page = small.html_of(officer.get(june.get_absolute_url()))
    assert "Trả lại (Nông Văn Thành" in page and "Thiếu Sở Y tế." in page and "Kiểm tra lại</a>" in page
    assert "Thiếu Sở Y tế." in small.html_of(officer.get(june.get_absolute_url(), {"muc": "dien-bien"}))


def test_a_returned_batch_is_checked_again_and_submitted_again(officer, leader, june):
    submitted(officer, june)
    press(leader, june, "tra-lai", note="Xem lại.")
    assert "Cổng đang kiểm tra lại." in press(officer, june, "kiem-tra-lai")
    assert "không còn sửa được nữa" in press(officer, june, "kiem-tra-lai")
    assert Job.objects.unfinished().count() == 1
    small.run_jobs()
    submitted(officer, june)
    assert state_of(june) == State.SUBMITTED


def test_an_undo_is_asked_with_a_reason_and_done_when_another_agrees(officer, leader, june):
    before = sorted(Post.objects.values_list("id", "person_id", "unit_id", "valid"), key=str)
    applied(officer, leader, june)
    page = small.html_of(officer.get(url_of(june, "hoan-tac")))
    assert "bỏ 1 người đã thêm, trả lại thông tin cũ của 2 người, đưa 1 người đã cho thôi trở lại" in page
    assert "Hãy ghi lý do để người kia biết." in press(officer, june, "hoan-tac")
    page = press(officer, june, "hoan-tac", note="Tệp cũ.")
    assert "Hoàng Thu Hà đề nghị hoàn tác đợt này:" in page and "Đang chờ một người khác đồng ý" in page
    page = small.html_of(leader.get(url_of(june, "duyet-hoan-tac")))
    assert "Hoàn tác ngay:" in page and "Tệp cũ." in page
    press(leader, june, "duyet-hoan-tac")
    assert "Đợt này đang ở trạng thái “Đang hoàn tác”" in press(leader, june, "duyet-hoan-tac")
    small.run_jobs()
    assert state_of(june) == State.UNDONE and not Change.objects.filter(batch=june).exists()
    assert sorted(Post.objects.values_list("id", "person_id", "unit_id", "valid"), key=str) == before
    assert "Kiểm tra lại</a>" in small.html_of(officer.get(june.get_absolute_url()))


def test_an_undo_may_be_declined(officer, leader, june):
    applied(officer, leader, june)
    press(officer, june, "hoan-tac", note="Tệp cũ.")
    press(leader, june, "khong-hoan-tac", note="Tệp đúng rồi.")
    assert state_of(june) == State.APPLIED
    assert "Tệp đúng rồi." in small.html_of(officer.get(june.get_absolute_url()))


def test_what_stands_in_the_way_of_an_undo_is_named(officer, leader, june):
    applied(officer, leader, june)
    person = Person.objects.get(full_name="Đàm Thị Yến")
    Person.objects.filter(pk=person.pk).update(home_place="Ba Bể")
    response = officer.get(url_of(june, "hoan-tac"))
    page = small.html_of(response)
    assert "Chưa hoàn tác được đợt này" in page and "Đàm Thị Yến" in page and response.status_code == 200
    assert "Chưa hoàn tác được đợt này vì" in press(officer, june, "hoan-tac", note="Tệp cũ.")
    assert state_of(june) == State.APPLIED


def test_when_the_portal_changed_the_batch_is_shown_with_what_moved(officer, leader, june):
    submitted(officer, june)
    Person.objects.filter(full_name="Triệu Thị Cúc").update(full_name="Triệu Thị Cức")
    press(leader, june, "duyet")
    small.run_jobs()
    assert state_of(june) == State.SUBMITTED
    told = news_of(leader)
    assert "không xong" in told and "Áp dụng: danh-sach-06.xlsx. Chưa ghi gì:" in told
    assert "Đợt này đã được so sánh lại và cần duyệt lại." in told and "đã xong" not in told
    page = small.html_of(leader.get(june.get_absolute_url()))
    assert "Dữ liệu của cổng đã đổi sau lần so sánh trước" in page
    moved = page[page.index("Lần so sánh trước") : page.index("Tìm theo tên")]
    assert "Triệu Thị Cúc, 1980" in moved and "không có thay đổi này" in moved
    press(leader, june, "duyet")
    small.run_jobs()
    assert state_of(june) == State.APPLIED


def test_an_undo_that_was_stopped_is_told_as_not_done_and_names_nobody(officer, leader, june):
    applied(officer, leader, june)
    press(officer, june, "hoan-tac", note="Tệp cũ.")
    Person.objects.filter(full_name="Đàm Thị Yến").update(home_place="Ba Bể")
    press(leader, june, "duyet-hoan-tac")
    small.run_jobs()
    assert state_of(june) == State.APPLIED
    told = news_of(leader)
    assert "không xong" in told and "Hoàn tác: danh-sach-06.xlsx. Chưa hoàn tác gì:" in told
    assert "Đàm Thị Yến" not in told


def test_a_workbook_that_turns_out_unreadable_is_told_as_not_done(office, officer, tmp_path):
    path = small.workbook(tmp_path, [small.woman(0)])
    batch = receive(kind="people", path=path, name=path.name, by=office.officer, scope={})
    Path(batch.file.path).write_bytes(path.read_bytes()[:-400])
    small.run_jobs()
    assert state_of(batch) == State.REFUSED
    told = news_of(officer)
    assert "không xong" in told and "bị hỏng hoặc tải lên chưa đủ" in told and "đã xong" not in told


def news_of(client) -> str:
    """What the corner of any page tells of the jobs that ended."""
    Job.objects.update(seen_at=None)
    Job.objects.exclude(pk=Job.objects.first().pk).delete()
    page = small.html_of(client.get("/tim/"))
    return page[page.index('id="tin-viec"') :]


def test_a_job_that_stopped_can_be_started_again(officer, leader, june):
    submitted(officer, june)
    assert "không có việc nào cần chạy lại" in press(officer, june, "chay-lai")
    press(leader, june, "duyet")
    Job.objects.filter(kind="imports.apply").update(state=Job.State.FAILED, error="Máy đã tắt.")
    page = small.html_of(officer.get(june.get_absolute_url()))
    assert "Việc của đợt này đã dừng giữa chừng" in page and "Máy đã tắt." in page
    assert "Việc đang chạy lại." in press(officer, june, "chay-lai")
    assert "không có việc nào cần chạy lại" in press(officer, june, "chay-lai")
    small.run_jobs()
    assert state_of(june) == State.APPLIED


def test_nothing_is_decided_by_a_get(officer, leader, june):
    submitted(officer, june)
    leader.get(url_of(june, "duyet"))
    officer.get(url_of(june, "huy"))
    assert state_of(june) == State.SUBMITTED


def test_a_confirmation_takes_few_queries(leader, officer, june, django_assert_max_num_queries):
    submitted(officer, june)
    with django_assert_max_num_queries(15):
        leader.get(url_of(june, "duyet"))
