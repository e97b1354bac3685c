"""Minutes, synthesis, decision with its list, notice: of what is written down, with blanks for the rest."""

import io
from datetime import date

import docx
import pytest

from core.days import since
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.enums import DelegationKind, Printed, PrintFormat, Step
from evaluations.models import Delegation, Evaluation, Rating, StepRecord
from evaluations.papers.gather import with_all
from evaluations.papers.make import decision_of, paper_of, rendered, unit_paper
from evaluations.replace_rating import replace_rating
from staff.models import Person, Title
from tests import factories
from tests.evaluations.papers.printed import AFTER, SIGNED, School
from tests.evaluations.papers.reading import in_order, tables, words

pytestmark = pytest.mark.django_db
DOCX = PrintFormat.DOCX


def made(school: School, which: str) -> bytes:
    people = list(with_all(Evaluation.objects.filter(pk__in=[one.pk for one in school.found])).order_by("pk"))
    paper = unit_paper(which, school.cycle, school.unit.pk, people, user=school.head, today=AFTER)
    return rendered([paper], DOCX)


def decision(school: School, one=None) -> bytes:
    return rendered([decision_of(one or school.decision, user=school.head, today=AFTER)], DOCX)


def test_minutes_have_day_attendants_numbers_words_and_a_line_for_each_person():
    school = School(2)
    StepRecord.objects.filter(step=Step.MEETING).update(
        number="3/BB-THCS", text="Ý kiến chung: đoàn kết.", attendants=["all_staff"], present=11, invited=12
    )
    content = made(school, "bien-ban")
    pieces = [
        "số: 3/bb thcs", "ba bể, ngày 01 tháng 12 năm 2022", "biên bản",
        "họp nhận xét, đánh giá, xếp loại chất lượng năm 2022", "1. thời gian: ngày 01 tháng 12 năm 2022",
        "3. thành phần: toàn thể công chức, viên chức", "4. có mặt: 11/12 người", "6. chủ trì", "7. thư ký",
        "nông thị 001", "ý kiến chung: đoàn kết", "thông qua tại cuộc họp", "thư ký", "chủ trì",
    ]  # fmt: skip
    assert in_order(pieces, words(content)) == []
    (people,) = tables(content)
    assert people[1] == ["1", "Nông Thị 000", "", "Tốt", "", "Xuất sắc", ""]
    assert len(people) == 3


def test_minutes_of_a_meeting_to_come_are_a_blank_to_take_along():
    school = School(1, signed=0)
    StepRecord.objects.all().delete()
    text = words(made(school, "bien-ban"))
    assert "1. Thời gian:" in text.splitlines() and "ngày 01" not in text


def test_the_synthesis_has_all_opinions_the_proposal_and_what_was_decided():
    school = School(2)
    StepRecord.objects.filter(step=Step.PARTY_OPINION).update(number="9-NX/CB")
    (people,) = tables(made(school, "tong-hop"))
    assert people[1][3:] == ["Tốt", "01/12/2022", "Số 9-NX/CB, 01/12/2022", "Xuất sắc", "Xuất sắc", ""]
    assert people[2][3:] == ["Tốt", "01/12/2022", "Số 9-NX/CB, 01/12/2022", "Xuất sắc", "", ""]


def test_the_decision_counts_its_levels_names_its_law_and_has_the_list_as_annex():
    school = School(2, signed=2)
    content = decision(school)
    pieces = [
        "số: 07/qđ thcsyh", "ba bể, ngày 09 tháng 12 năm 2022", "quyết định",
        "về việc công nhận kết quả đánh giá, xếp loại chất lượng năm 2022",
        "người đứng đầu trường thcs yên hân", "căn cứ nghị định số 90/2020/nđ cp", "quyết định:", "điều 1",
        "đối với 2 người (hoàn thành xuất sắc nhiệm vụ: 2 người)", "điều 2", "điều 3", "nơi nhận",
        "ma thị hiệu trưởng", "phụ lục", "danh sách kết quả",
        "(kèm theo quyết định số 07/qđ thcsyh ngày 09 tháng 12 năm 2022 của trường thcs yên hân)",
    ]  # fmt: skip
    assert in_order(pieces, words(content)) == []
    (people,) = tables(content)
    assert people[2] == ["2", "Nông Thị 001", "", "Trường THCS Yên Hân", "Hoàn thành xuất sắc nhiệm vụ", ""]
    assert len(docx.Document(io.BytesIO(content)).sections) == 2


def test_who_signs_for_the_absent_head_signs_kt_by_the_heads_authority():
    school = School(3)
    deputy = factories.make_user()
    person = school.found[1].person
    Person.objects.filter(pk=person.pk).update(account=deputy)
    person.posts.update(title=Title.objects.get(code="PHT"))
    Delegation.objects.create(
        unit=school.unit, person=person, kind=DelegationKind.SIGNING, decision_number="5/UQ",
        decision_on=SIGNED, valid=since(date(2022, 12, 1)), made_by=school.head,
    )  # fmt: skip
    signed = decide(
        cycle=school.cycle, unit_id=school.unit.pk, choices=[Choice(school.found[2].pk, "EXCELLENT")],
        number="08/QĐ", decided_on=SIGNED, by=deputy, today=SIGNED,
    )  # fmt: skip
    head = ["người đứng đầu trường thcs yên hân", "kt. người đứng đầu"]
    pieces = [*head, "phó hiệu trưởng", person.full_name.lower()]
    assert in_order(pieces, words(decision(school, signed))) == []


def test_a_decision_that_takes_the_place_of_another_names_it_and_the_old_one_stays_as_it_was():
    school = School(1)
    before = decision(school)
    new = replace_rating(
        rating=Rating.objects.get(), level="GOOD", reason="Chấp nhận kiến nghị.", number="12/QĐ",
        decided_on=SIGNED, by=school.head, today=SIGNED,
    )  # fmt: skip
    content = decision(school, new)
    assert "thay thế kết quả tại Quyết định số 07/QĐ-THCSYH ngày 09/12/2022." in words(content)
    assert tables(content)[0][1][4:] == ["Hoàn thành tốt nhiệm vụ", "Thay QĐ số 07/QĐ-THCSYH"]
    assert decision(school) == before


def test_the_notice_says_the_level_its_grounds_and_until_when_to_petition():
    school = School(2)
    late = school.found[1]
    late.person.work_items.update(on_time=18, beyond=2)
    decide(
        cycle=school.cycle, unit_id=school.unit.pk, choices=[Choice(late.pk, "FULFILLED")], number="08/QĐ",
        decided_on=SIGNED, by=school.head, today=SIGNED,
    )  # fmt: skip
    content = rendered([paper_of(school.dossier(1), Printed.NOTICE)], DOCX)
    pieces = [
        "thông báo", "kết quả đánh giá, xếp loại chất lượng năm 2022", "kính gửi: ông nông thị 001",
        "theo quyết định số 08/qđ ngày 09/12/2022", "hoàn thành nhiệm vụ", "nghị định số 90/2020/nđ cp",
        "18/20 việc hoàn thành đúng tiến độ", "(điểm b khoản 1 điều 13 nđ 90/2020)",
        "có quyền kiến nghị", "đến hết ngày 16/12/2022 (điều 21 nđ 90/2020)",
    ]  # fmt: skip
    assert in_order(pieces, words(content)) == []


def test_before_the_signature_there_is_no_notice():
    school = School(2)
    assert paper_of(school.dossier(1), Printed.NOTICE) is None
    own = school.dossier(0, user=school.teacher, today=date(2022, 12, 8))
    assert paper_of(own, Printed.NOTICE) is None
