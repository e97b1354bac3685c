"""The self-evaluation: kept as typed, sent once with a level, returned with a reason."""

import re
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from agencies.enums import Role
from evaluations.models import Evaluation, SelfEvaluation
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle
from tests.evaluations.rated import make_school, opened
from work.models import WorkItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client, sign_in):
    """A teacher of a school in an open cycle, signed in."""
    with transaction.atomic():
        cycle, school, head, teachers = make_school(2)
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=teachers[0].pk).update(account=user)
    sign_in(client, user)
    client.cycle, client.head, client.school, client.person = cycle, head, school, teachers[0]
    client.address = reverse("evaluations:self", args=[cycle.pk])
    return client


def written(**other) -> dict:
    rows = {"viec-TOTAL_FORMS": "1", "viec-INITIAL_FORMS": "0", "viec-0-name": "Dạy toán lớp 8"}
    numbers = {"viec-0-assigned": "20", "viec-0-done": "20", "viec-0-on_time": "18", "viec-0-beyond": "2,5"}
    return rows | numbers | {"strengths": "Đều tay.", "level": "GOOD", "tieu-chi-ethics": "Giữ gìn."} | other


def test_the_form_asks_the_criteria_of_the_groups_own_form(teacher):
    text = teacher.get(teacher.address).content.decode()
    assert "mẫu 03, NĐ 90/2020" in text
    assert "Tác phong, lề lối làm việc" in text
    assert "Năng lực tập hợp, đoàn kết" not in text


def test_what_is_typed_is_kept_with_the_years_work(teacher):
    teacher.post(teacher.address, written())
    kept = SelfEvaluation.objects.get()
    assert (kept.strengths, kept.level, kept.submitted_at) == ("Đều tay.", "GOOD", None)
    assert kept.answers.get().text == "Giữ gìn."
    item = WorkItem.objects.get(person=teacher.person)
    assert (item.name, float(item.on_time), float(item.beyond)) == ("Dạy toán lớp 8", 18, 2.5)
    assert (item.starts_on, item.ends_on) == (date(2022, 1, 1), date(2022, 12, 31))


def test_numbers_stand_in_the_form_as_they_were_typed(teacher):
    teacher.post(teacher.address, written())
    text = teacher.get(teacher.address).content.decode()
    for name, value in (("assigned", "20"), ("beyond", "2,5")):
        assert re.search(rf'name="viec-0-{name}" value="{value}"', text), name


def test_saving_again_touches_only_the_lines_that_changed(teacher):
    second = {"viec-TOTAL_FORMS": "2", "viec-1-name": "Chủ nhiệm", "viec-1-assigned": "1"}
    second |= {"viec-1-done": "1", "viec-1-on_time": "1", "viec-1-beyond": "0"}
    teacher.post(teacher.address, written(**second))
    events = WorkItem.pgh_event_model.objects
    before, ids = events.count(), list(WorkItem.objects.values_list("pk", flat=True))
    teacher.post(teacher.address, written(**second))
    assert events.count() == before
    teacher.post(teacher.address, written(**second | {"viec-1-name": "Chủ nhiệm 8A"}))
    assert events.count() == before + 1
    assert list(WorkItem.objects.values_list("pk", flat=True)) == ids
    teacher.post(teacher.address, written())
    assert [item.pk for item in WorkItem.objects.all()] == ids[:1]


def test_a_wrong_number_is_said_at_its_place_and_the_words_are_kept(teacher):
    text = teacher.post(teacher.address, written(**{"viec-0-on_time": "21"})).content.decode()
    assert "Không thể nhiều hơn số hoàn thành." in text
    assert SelfEvaluation.objects.get().strengths == "Đều tay."
    assert not WorkItem.objects.exists()


def test_sending_wants_a_level_and_shuts_the_form(teacher):
    text = teacher.post(teacher.address, written(level="", gui="1"), follow=True).content.decode()
    assert "Chọn mức tự xếp loại trước khi gửi." in text
    teacher.post(teacher.address, written(gui="1"))
    assert SelfEvaluation.objects.get().submitted_at
    text = teacher.post(teacher.address, written(strengths="Khác"), follow=True).content.decode()
    assert "Phiếu đã gửi." in text
    assert SelfEvaluation.objects.get().strengths == "Đều tay."


def test_the_head_returns_it_with_a_reason_which_the_person_reads(teacher, sign_in):
    teacher.post(teacher.address, written(gui="1"))
    one = Evaluation.objects.get(person=teacher.person)
    back = reverse("evaluations:give-back", args=[teacher.cycle.pk, one.pk])
    assert teacher.post(back, {"reason": "Thiếu công tác chủ nhiệm."}).status_code == 403
    user = Person.objects.get(pk=teacher.person.pk).account
    sign_in(teacher, teacher.head)
    assert "Ghi lý do trả lại" in teacher.post(back, {"reason": " "}, follow=True).content.decode()
    teacher.post(back, {"reason": "Thiếu công tác chủ nhiệm."})
    sign_in(teacher, user)
    assert "Thiếu công tác chủ nhiệm." in teacher.get(teacher.address).content.decode()
    teacher.post(teacher.address, written(strengths="Có chủ nhiệm.", gui="1"))
    kept = SelfEvaluation.objects.get()
    assert kept.submitted_at and kept.strengths == "Có chủ nhiệm." and not kept.returned_reason


def test_it_waits_for_the_person_until_it_is_sent(teacher):
    assert "Viết phiếu tự đánh giá" in teacher.get("/").content.decode()
    teacher.post(teacher.address, written(gui="1"))
    assert "Viết phiếu tự đánh giá" not in teacher.get("/").content.decode()


def test_the_words_of_last_year_are_a_start_and_never_the_level(teacher):
    assert "Lấy lời tự đánh giá năm trước" not in teacher.get(teacher.address).content.decode()
    empty = {"viec-TOTAL_FORMS": "0", "viec-INITIAL_FORMS": "0", "nam-truoc": "1"}
    text = teacher.post(teacher.address, empty).content.decode()
    assert "Chưa có phiếu đã gửi của năm trước" in text
    teacher.post(teacher.address, written(gui="1"))
    cycle = opened(make_cycle(2023))
    address = reverse("evaluations:self", args=[cycle.pk])
    assert "Lấy lời tự đánh giá năm trước" in teacher.get(address).content.decode()
    text = teacher.post(address, empty, follow=True).content.decode()
    assert "Đều tay." in text and "Giữ gìn." in text and "Dạy toán" not in text
    kept = SelfEvaluation.objects.get(evaluation__cycle=cycle)
    assert (kept.strengths, kept.level, kept.submitted_at) == ("Đều tay.", "", None)
    assert "Lấy lời tự đánh giá năm trước" not in text
    again = teacher.post(address, empty | {"strengths": "Viết mới"}).content.decode()
    assert "Phiếu đã có nội dung nên không lấy từ năm trước." in again


def test_last_years_work_is_a_start_with_nothing_done_yet(teacher):
    empty = {"viec-TOTAL_FORMS": "0", "viec-INITIAL_FORMS": "0", "viec-nam-truoc": "1"}
    assert "việc của năm trước" not in teacher.get(teacher.address).text
    assert "Chưa có công việc của năm trước để lấy." in teacher.post(teacher.address, empty).text
    teacher.post(teacher.address, written(gui="1"))
    cycle = opened(make_cycle(2023))
    address = reverse("evaluations:self", args=[cycle.pk])
    assert "Lấy 1 việc của năm trước" in teacher.get(address).text
    text = teacher.post(address, empty, follow=True).text
    assert "Đã lấy 1 việc của năm trước" in text and "Lấy 1 việc của năm trước" not in text
    item = WorkItem.objects.get(person=teacher.person, starts_on=date(2023, 1, 1))
    assert (item.name, item.assigned, item.done, item.on_time) == ("Dạy toán lớp 8", 20, 0, 0)
    kept = WorkItem.objects.get(person=teacher.person, starts_on=date(2022, 1, 1))
    assert float(kept.on_time) == 18
    again = teacher.post(address, written() | {"viec-nam-truoc": "1"}).text
    assert "Phiếu đã có công việc nên không lấy từ năm trước." in again


def test_a_line_that_came_of_an_assignment_is_no_line_of_the_form(teacher):
    teacher.post(teacher.address, written())
    item = WorkItem.objects.get()
    WorkItem.objects.filter(pk=item.pk).update(source="assigned", name="Việc được giao")
    teacher.post(teacher.address, written())
    assert "Việc được giao" not in teacher.get(teacher.address).content.decode()
    assert sorted(WorkItem.objects.values_list("name", flat=True)) == ["Dạy toán lớp 8", "Việc được giao"]


def test_nobody_writes_anothers(client, sign_in):
    cycle, *_ = make_school(1)
    sign_in(client, factories.make_user_in(Role.OFFICER))
    assert client.get(reverse("evaluations:self", args=[cycle.pk])).status_code == 404


def test_minutes_are_written_down_by_the_units_own_and_mended_until_something_is_signed(teacher, sign_in):
    address = reverse("evaluations:step", args=[teacher.cycle.pk, "TH01", "hop"])
    given = {"held_on": "5/12/2022", "present": "3", "invited": "2", "attendants": ["all_staff"]}
    assert teacher.post(address, given).status_code == 404
    sign_in(teacher, teacher.head)
    assert "không thể nhiều hơn số người được mời" in teacher.post(address, given).content.decode()
    assert teacher.post(address, given | {"present": "2"}).status_code == 302
    sheet = teacher.get(reverse("evaluations:sheet", args=[teacher.cycle.pk, "TH01"])).content.decode()
    assert "đã ghi, 05/12/2022" in sheet
    assert teacher.get(address.replace("/hop/", "/khac/")).status_code == 404
