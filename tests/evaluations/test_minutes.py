"""Minutes hold where, when, who led and wrote, who was absent, and of each person opinions and votes."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import days
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.errors import EvaluationRefused
from evaluations.meeting_opinions import Said, left_empty, put_opinions
from evaluations.models import Evaluation, MeetingOpinion, NoticeNumber, Proposal, StepRecord
from evaluations.notice_numbers import number_notices
from evaluations.papers.gather import with_all
from evaluations.papers.make import paper_of, rendered, unit_paper
from evaluations.record_step import record_step
from staff.models import Person
from tests.evaluations.papers.printed import AFTER, SIGNED, School
from tests.evaluations.papers.reading import in_order, tables, words
from tests.evaluations.rated import make_school, ready

pytestmark = pytest.mark.django_db
MEETING = {
    "present": 11, "invited": 12, "absent": "Nông Thị An, nghỉ ốm\nLý Văn Bình, đi học",
    "place": "Phòng hội đồng", "begins_at": time(14), "ends_at": time(16, 30),
    "chair": "Ma Thị Hiệu Trưởng, Hiệu trưởng",
    "secretary": "Nông Thị Thư, Thư ký hội đồng",
}  # fmt: skip


def minutes_of(school: School) -> bytes:
    people = list(with_all(Evaluation.objects.filter(pk__in=[one.pk for one in school.found])).order_by("pk"))
    paper = unit_paper("bien-ban", school.cycle, school.unit.pk, people, user=school.head, today=AFTER)
    return rendered([paper], "docx")


def meeting(school: School) -> StepRecord:
    return StepRecord.objects.get(step="meeting", organisation__unit=school.unit)


class TestMinutes:
    @pytest.fixture
    def school(self):
        made = School(2, signed=0)
        StepRecord.objects.filter(step="meeting").update(**MEETING)
        return made

    def test_the_paper_says_all_of_the_meeting_and_of_each_person(self, school):
        said = {school.found[0].pk: Said("Gương mẫu, tận tụy.", "EXCELLENT", 10)}
        put_opinions(record=meeting(school), said=said, by=school.head)
        Proposal.objects.filter(evaluation=school.found[1]).update(collective="Cần đổi mới giờ dạy.")
        content = minutes_of(school)
        pieces = [
            "1. thời gian: 14 giờ 00 phút, ngày 01 tháng 12 năm 2022", "2. địa điểm: phòng hội đồng",
            "4. có mặt: 11/12 người", "5. vắng mặt (ghi rõ lý do): nông thị an, nghỉ ốm; lý văn bình, đi học",
            "6. chủ trì: ma thị hiệu trưởng, hiệu trưởng", "7. thư ký: nông thị thư, thư ký hội đồng",
            "cuộc họp kết thúc lúc 16 giờ 30 phút. biên bản đã được đọc", "thư ký", "chủ trì",
        ]  # fmt: skip
        assert in_order(pieces, words(content)) == []
        (people,) = tables(content)
        assert people[1][4:] == ["Gương mẫu, tận tụy.", "Xuất sắc", "10/11"]
        assert people[2][4:] == ["Cần đổi mới giờ dạy.", "Xuất sắc", ""]

    def test_the_words_of_the_meeting_stand_on_the_persons_form_unless_the_sheet_has_others(self, school):
        one = school.found[0]
        put_opinions(record=meeting(school), said={one.pk: Said("Gương mẫu.")}, by=school.head)
        assert "2. Của tập thể nơi công tác: Gương mẫu." in words(
            rendered([paper_of(school.dossier(), "phieu")], "docx")
        )
        Proposal.objects.filter(evaluation=one).update(collective="Tận tụy.")
        text = words(rendered([paper_of(school.dossier(), "phieu")], "docx"))
        assert "Tận tụy." in text and "Gương mẫu." not in text

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            (Said("", "GOOD", 12), r"từ 0 đến số người dự \(11\)"),
            (Said("", "", 3), "phải chọn mức đề xuất"),
            (Said("", "BEST"), "mức đề xuất không hợp lệ"),
        ],
    )
    def test_votes_are_for_a_level_and_of_those_present(self, school, said, sentence):
        with pytest.raises(EvaluationRefused, match=sentence):
            put_opinions(record=meeting(school), said={school.found[0].pk: said}, by=school.head)
        assert not MeetingOpinion.objects.exists()

    def test_who_is_signed_keeps_what_the_minutes_said_and_nobody_writes_of_themselves(self, school):
        first, second = school.found
        record = meeting(school)
        put_opinions(record=record, said={first.pk: Said("Trước.", "GOOD", 9)}, by=school.head)
        school.sign([first])
        Person.objects.filter(pk=first.person_id).update(account=None)
        Person.objects.filter(pk=second.person_id).update(account=school.teacher)
        both = {first.pk: Said("Sau."), second.pk: Said("Tự khen.")}
        assert put_opinions(record=record, said=both, by=school.teacher) == 0
        assert put_opinions(record=record, said=both, by=school.head) == 1
        assert {one.text for one in MeetingOpinion.objects.all()} == {"Trước.", "Tự khen."}

    def test_after_a_signature_only_what_was_left_empty_may_be_filled_in(self, school):
        record = meeting(school)
        StepRecord.objects.filter(pk=record.pk).update(chair="", place="Phòng hội đồng")
        school.sign(school.found[:1])
        given = {
            "organisation": record.organisation, "step": "meeting", "held_on": record.held_on,
            "attendants": record.attendants, "by": school.head,
        } | MEETING  # fmt: skip
        with pytest.raises(EvaluationRefused, match="chỗ còn để trống của biên bản"):
            record_step(**given | {"place": "Hội trường"})
        assert record_step(**given).chair == MEETING["chair"]

    def test_a_meeting_ends_after_it_begins(self, school):
        with pytest.raises(IntegrityError), transaction.atomic():
            StepRecord.objects.filter(step="meeting").update(ends_at=time(13))

    @pytest.mark.parametrize("day", [date(2021, 12, 31), date(2019, 9, 2)])
    def test_a_step_is_not_of_a_day_before_the_period(self, school, day):
        record = meeting(school)
        given = {"organisation": record.organisation, "held_on": day, "attendants": record.attendants}
        with pytest.raises(EvaluationRefused, match=r"trước ngày đầu của kỳ \(01/01/2022\)"):
            record_step(step="meeting", by=school.head, **given | MEETING)

    def test_what_is_left_empty_is_named(self, school):
        record = meeting(school)
        assert left_empty(record) == ""
        record.chair, record.begins_at, record.absent = "", None, ""
        assert left_empty(record) == "ai vắng mặt, lý do, giờ bắt đầu, chủ trì"
        record.present = 12
        assert left_empty(record) == "giờ bắt đầu, chủ trì"


class TestNotices:
    @pytest.fixture
    def school(self):
        return School(3, signed=2)

    def given(self, school: School, **other):
        said = {"decision": school.decision, "first": 7, "symbol": "TB-THCSYH", "issued_on": AFTER,
                "by": school.head, "today": AFTER}  # fmt: skip
        return number_notices(**said | other)

    def test_each_person_of_a_decision_has_a_number_of_their_own_and_the_papers_its_day(self, school):
        assert [str(one) for one in self.given(school)] == ["07/TB-THCSYH", "08/TB-THCSYH"]
        text = words(rendered([paper_of(school.dossier(1), "thong-bao")], "docx")).lower()
        assert in_order(["số: 08/tb thcsyh", "ba bể, ngày 20 tháng 12 năm 2022", "thông báo"], text) == []
        self.given(school, first=11)
        assert list(NoticeNumber.objects.values_list("serial", flat=True)) == [11, 12]

    def test_a_number_is_used_once_a_year(self, school):
        self.given(school)
        other = school.sign(school.found[2:], number="08/QĐ-THCSYH")
        with pytest.raises(EvaluationRefused, match="có số đã dùng trong năm 2022"):
            self.given(school, decision=other, first=8)
        self.given(school, decision=other, first=9)

    def test_a_notice_is_not_of_a_day_before_publication_nor_to_come(self, school):
        for day in (date(2022, 12, 8), date(2022, 12, 21)):
            with pytest.raises(EvaluationRefused, match="Ngày thông báo phải từ ngày công bố"):
                self.given(school, issued_on=day)
        with pytest.raises(EvaluationRefused, match="ký hiệu"):
            self.given(school, symbol=" ")


class TestPages:
    @pytest.fixture
    def school(self, client, sign_in):
        made = School(2, signed=1)
        sign_in(client, made.head)
        made.url = lambda name, *more: reverse(f"evaluations:{name}", args=[made.cycle.pk, "TH01", *more])
        return made

    def test_the_step_asks_for_all_that_minutes_hold_and_leads_on_to_the_opinions(self, client, sign_in):
        cycle, unit, head, _ = make_school(1)
        ready(cycle, unit, head)
        StepRecord.objects.filter(step="meeting").delete()
        sign_in(client, head)
        address = reverse("evaluations:step", args=[cycle.pk, "TH01", "hop"])
        said = {"held_on": "01/12/2022", "present": 2, "invited": 2, "attendants": "all_staff"}
        wrong = client.post(address, said | {"begins_at": "16:00", "ends_at": "15:00"}).content.decode()
        assert "Giờ kết thúc phải sau giờ bắt đầu." in wrong
        early = client.post(address, said | {"held_on": "02/09/2019"}).content.decode()
        assert "Ngày ghi bước này trước ngày đầu của kỳ (01/01/2022)." in early
        page = client.post(address, said | {"chair": "Ma Thị Hiệu Trưởng", "begins_at": "14:00"}, follow=True)
        assert "evaluations/opinions.html" in [one.name for one in page.templates]
        assert (
            "Biên bản còn để trống, in ra có chỗ ghi tay: địa điểm, giờ kết thúc, thư ký."
            in page.content.decode()
        )
        kept = StepRecord.objects.get(step="meeting")
        assert (kept.chair, kept.begins_at) == ("Ma Thị Hiệu Trưởng", time(14))
        assert 'value="14:00"' in client.get(address).content.decode()

    def test_opinions_start_from_the_proposal_and_are_written_at_once(
        self, client, school, django_assert_max_num_queries
    ):
        StepRecord.objects.filter(step="meeting").update(present=3, invited=3)
        with django_assert_max_num_queries(20):
            text = client.get(school.url("opinions")).content.decode()
        one = school.found[1]
        assert f'name="phieu-{one.pk}"' in text and "(đã ký)" in text
        wrong = {f"muc-{one.pk}": "GOOD", f"phieu-{one.pk}": "4", f"y-kien-{one.pk}": "Tận tụy."}
        text = client.post(school.url("opinions"), wrong).content.decode()
        assert "từ 0 đến số người dự (3)" in text and "Tận tụy." in text
        page = client.post(school.url("opinions"), wrong | {f"phieu-{one.pk}": "3"}, follow=True)
        assert "Đã ghi ý kiến, biểu quyết về" in page.content.decode()
        kept = MeetingOpinion.objects.get(evaluation=one)
        assert (kept.level, kept.votes, kept.text) == ("GOOD", 3, "Tận tụy.")

    def test_without_a_meeting_there_is_nothing_to_write(self, client, school):
        StepRecord.objects.filter(step="meeting").delete()
        assert client.get(school.url("opinions")).status_code == 404

    def test_numbers_of_notices_are_given_from_the_papers(self, client, school):
        address = school.url("notice-numbers", school.decision.pk)
        assert address in client.get(school.url("papers")).content.decode()
        day = f"{days.today():%d/%m/%Y}"
        wrong = client.post(address, {"first": 7, "symbol": "TB", "issued_on": "01/01/2020"})
        assert "evaluations/notice_numbers.html" in [one.name for one in wrong.templates]
        assert "Ngày thông báo phải từ" in wrong.content.decode()
        page = client.post(address, {"first": 7, "symbol": "TB-THCS", "issued_on": day}, follow=True)
        assert "Đã ghi số cho 1 thông báo, từ 07/TB-THCS đến 07/TB-THCS." in page.content.decode()
        assert "Đã ghi: 07/TB-THCS." in client.get(address).content.decode()


def test_what_was_said_of_somebody_is_kept_when_it_is_mended():
    school = School(1, signed=0)
    record = meeting(school)
    for text in ("Một.", "Hai."):
        put_opinions(record=record, said={school.found[0].pk: Said(text)}, by=school.head)
    events = MeetingOpinion.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", "text")
    assert list(events) == [("insert", "Một."), ("update", "Hai.")]
    signing = {"cycle": school.cycle, "unit_id": school.unit.pk, "number": "1/QĐ", "decided_on": SIGNED}
    decide(choices=[Choice(school.found[0].pk, "EXCELLENT")], by=school.head, today=SIGNED, **signing)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingOpinion.objects.update(level="", votes=1)


def test_who_writes_minutes_while_another_does_is_told_of_theirs(client, sign_in):
    school = School(1, signed=0)
    sign_in(client, school.head)
    address = reverse("evaluations:step", args=[school.cycle.pk, "TH01", "hop"])
    said = {"held_on": "01/12/2022", "present": 2, "invited": 2, "attendants": "all_staff"}
    seen = client.get(address).context["form"]["seen"].value()
    client.post(address, said | {"seen": seen, "text": "Họp tại phòng hội đồng."})
    page = client.post(address, said | {"seen": seen, "text": "Họp ở hội trường."})
    text = page.content.decode()
    assert "Người khác vừa ghi" in text and "Nội dung: “Họp tại phòng hội đồng.”" in text
    assert "Họp ở hội trường." in text and meeting(school).text == "Họp tại phòng hội đồng."
    again = {"seen": page.context["form"]["seen"].value(), "text": "Họp ở hội trường."}
    assert client.post(address, said | again).status_code == 302
    assert meeting(school).text == "Họp ở hội trường."
