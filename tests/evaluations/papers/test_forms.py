"""The decrees' forms as files: 335's field for field, 90's in substance, drafts said so."""

import io
from datetime import date, timedelta

import docx
import pytest
from django.utils import timezone

from agencies.enums import Role
from evaluations.enums import Printed, PrintFormat, Step
from evaluations.facts_of import verdicts
from evaluations.law import rule_sets
from evaluations.models import Evaluation, Organisation, PeriodScore, SelfEvaluation, StepRecord
from evaluations.papers.make import paper_of, rendered
from evaluations.papers.monitoring_of import monitoring_paper
from evaluations.papers.offices import offices as offices_of
from evaluations.scores.confirm import confirm
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.papers.printed import AFTER, School, dossier_of, rated, scored, sent, write
from tests.evaluations.papers.reading import fillers, in_order, of_the_decree, tables, words
from tests.evaluations.rated import did, opened
from tests.evaluations.scores.month import TODAY, make_department, open_month, wrote

pytestmark = pytest.mark.django_db
PARTS = {"I.1": "5", "I.2": "4.5", "II.1": "2.5", "II.2": "2", "II.3": "2.5", "II.4": "2.5", "III.1": "1.5",
         "III.2": "2.5", "III.3": "2", "III.4": "2.5"}  # fmt: skip


def form_of(dossier) -> bytes:
    return rendered([paper_of(dossier, Printed.FORM)], PrintFormat.DOCX)


@pytest.fixture
def offices():
    """Everybody of 2026 by name, and one who reads all."""
    made = make_offices()
    cycle = opened(make_cycle(2026))
    made.reader = factories.make_user_in(Role.HOME_AFFAIRS_LEADER)
    made.evaluation = {
        name: Evaluation.objects.get(cycle=cycle, person=person) for name, person in made.people.items()
        if Evaluation.objects.filter(cycle=cycle, person=person).exists()
    }  # fmt: skip
    return made


def test_form_02_of_decree_335_has_every_line_of_the_decree_in_its_order(offices):
    content = form_of(dossier_of(offices.evaluation["clerk"], user=offices.reader))
    assert in_order(of_the_decree("Mẫu số 02"), words(content)) == []
    assert words(content).splitlines()[0] == "Mẫu số 02"
    (months,) = tables(content)
    assert [row[0] for row in months] == ["Tháng", *map(str, range(1, 13)), "Tổng điểm trung bình cả năm"]
    assert months[0] == ["Tháng", "Tổng điểm theo dõi, đánh giá", "Ghi chú"]
    assert words(content).count("☐") == 8 and "☒" not in words(content)
    assert fillers(content) == 3  # no title, and two lines for what is proposed
    assert "dự thảo" not in words(content) and "Bố cục của cổng" not in words(content)


def test_form_02_shows_the_months_the_mean_as_signed_and_ticks_both_levels(offices):
    one, by = offices.evaluation["clerk"], offices.reader
    sent(one, "GOOD", date(2026, 12, 5))
    scored(one, 3, "275/3", by=by)
    scored(one, 12, "89.996", by=by, is_provisional=True)
    rated(one, "EXCELLENT", by=by, mean="91,67")
    content = form_of(dossier_of(one, user=by))
    (months,) = tables(content)
    assert months[3] == ["3", "91,67", ""]
    assert months[12] == ["12", "89,99", "tạm tính"]
    assert months[13] == ["Tổng điểm trung bình cả năm", "91,67", ""]
    text = words(content)
    own, decided = text.split("III. KẾT QUẢ XẾP LOẠI")
    assert "☒ Hoàn thành tốt nhiệm vụ" in own and own.count("☒") == 1
    assert "☒ Hoàn thành xuất sắc nhiệm vụ" in decided and decided.count("☒") == 1
    assert "Bắc Kạn, ngày 05 tháng 12 năm 2026" in own + decided
    assert "Bắc Kạn, ngày 10 tháng 12 năm 2026" in decided and by.full_name in decided


def test_form_02_says_beside_a_month_why_it_is_not_in_the_mean_also_after_the_signature(offices):
    one, by = offices.evaluation["clerk"], offices.reader
    Organisation.objects.filter(pk=one.organisation_id).update(catalogue_on=date(2026, 2, 1))
    leave = factories.make_leave(one.person, first=date(2026, 3, 1), until=date(2026, 4, 1), kind="sick")
    one = Evaluation.objects.select_related("organisation", "cycle", "proposal").get(pk=one.pk)
    scored(one, 2, "80", by=by)

    def notes() -> list[str]:
        return [row[2] for row in tables(form_of(dossier_of(one, user=by)))[0][1:5]]

    expected = ["chưa có danh mục sản phẩm/công việc", "", "không làm việc", ""]
    assert notes() == expected
    rated(one, "GOOD", by=by, mean="80,00", findings=verdicts([one])[one.pk]["findings"])
    leave.delete()
    assert notes() == expected


def test_a_score_replaced_after_the_signature_leaves_the_form_as_it_was(offices):
    one, by = offices.evaluation["clerk"], offices.reader
    before = timezone.now() - timedelta(days=1)
    old = scored(one, 3, "80", by=by, confirmed_at=before)
    rated(one, "GOOD", by=by, mean="80,00")
    form = form_of(dossier_of(one, user=by))
    PeriodScore.objects.create(
        **{
            field.attname: getattr(old, field.attname)
            for field in PeriodScore._meta.concrete_fields
            if field.attname not in ("id", "version", "replaces_id", "replaced_for", "exact", "confirmed_at")
        },
        version=2, replaces=old, replaced_for="Tính sót một việc", exact="95", confirmed_at=timezone.now(),
    )  # fmt: skip
    assert form_of(dossier_of(one, user=by)) == form
    assert tables(form)[0][3][1] == "80,00"


def test_who_is_not_rated_has_no_box_ticked_and_the_ground_in_words(offices):
    one, by = offices.evaluation["clerk"], offices.reader
    found = {"rule": "six-months", "acts": True, "says": "Chưa đủ 6 tháng.", "cite": "khoản 1 Điều 11"}
    rated(one, "", by=by, findings=[found])
    text = words(form_of(dossier_of(one, user=by)))
    assert "☒" not in text and "Không xếp loại: Chưa đủ 6 tháng." in text


def test_form_01_of_decree_335_has_every_line_of_the_decree_and_the_products_as_its_annex(offices):
    one = offices.evaluation["clerk"]
    product = {"name": "Báo cáo quý", "coefficient": "1.50", "assigned": "2.00", "done": "2.00", "faults": 1,
               "delays": 2, "objective_delays": 1, "taken_over": True, "objective_cause": "Mất điện",
               "cause_confirmed_by": "Hà Văn A"}  # fmt: skip
    score = scored(
        one, 3, "275/3", by=offices.reader, own_parts=PARTS, strengths="Chủ động", remarks="Nhất trí",
        products=[product], steps=[{"says": "a = 9 ÷ 10 = 90 %", "cite": "điểm a khoản 2 Điều 14"}],
    )  # fmt: skip
    content = rendered([monitoring_paper(score, dossier_of(one, user=offices.reader).office)], "docx")
    text = words(content)
    assert in_order(of_the_decree("Mẫu số 01"), text) == []
    assert "(Kỳ theo dõi, đánh giá: tháng 3 năm 2026)¹" in text
    criteria, annex = tables(content)
    assert criteria[1] == ["(1)", "(2)", "(3)", "(4)"]
    assert [row[1][-1] for row in criteria[-5:-1]] == ["."] * 4, "whole sentences, as in the decree"
    assert criteria[2][2:] == ["10", "9,5"] and criteria[4][2:] == ["5", "4,5"]
    assert criteria[-1] == ["Tổng cộng", "Tổng cộng", "30", "27,5"]
    assert "1. Điểm tiêu chí chung: 27,5" in text
    assert "2. Điểm tiêu chí kết quả thực hiện nhiệm vụ: 64,17" in text
    assert "3. Tổng điểm theo dõi, đánh giá công chức: 91,67" in text
    assert "6. Ý kiến nhận xét của cấp có thẩm quyền theo dõi, đánh giá: Nhất trí" in text
    assert annex[1] == [
        "1",
        "Báo cáo quý (nhận thay)",
        "1,5",
        "2",
        "2",
        "1",
        "2 (1 do khách quan)",
        "Mất điện (Hà Văn A xác nhận)",
    ]
    assert annex[-1][1] == "a = 9 ÷ 10 = 90 % (điểm a khoản 2 Điều 14)"
    assert "bố cục của cổng" in text


def test_form_01_of_a_score_with_one_criterion_changed_counts_the_others_as_the_person_gave_them(offices):
    one = offices.evaluation["clerk"]
    score = scored(one, 3, "91", by=offices.reader, own_parts=PARTS, parts={"I.1": "4"})
    content = rendered([monitoring_paper(score, dossier_of(one, user=offices.reader).office)], "docx")
    assert tables(content)[0][-1][2:] == ["30", "27,5"], "the column of the person's own points"
    assert "1. Điểm tiêu chí chung: 26,5" in words(content)
    assert "2. Điểm tiêu chí kết quả thực hiện nhiệm vụ: 64,5" in words(content)


def test_form_01_before_the_confirmation_has_no_points_but_the_persons_own(offices):
    one = offices.evaluation["clerk"]
    score = scored(
        one, 3, "", by=None, confirmed_at=None, own_parts=PARTS, remarks="Chưa gửi ai", parts=PARTS
    )
    content = rendered([monitoring_paper(score, dossier_of(one, user=offices.reader).office)], "docx")
    assert "Chưa gửi ai" not in words(content) and len(tables(content)) == 1
    assert tables(content)[0][-1][-1] == "27,5"
    assert "3. Tổng điểm theo dõi, đánh giá công chức:" in words(content).splitlines()


def test_a_law_in_draft_says_so_and_whose_layout_it_has(offices):
    content = form_of(dossier_of(offices.evaluation["teacher"], user=offices.reader))
    text = words(content)
    assert "PHIẾU XẾP LOẠI CHẤT LƯỢNG VIÊN CHỨC" in text and "VIÊN CHỨC TỰ XẾP LOẠI" in text
    assert "NĐ 233/2026 ở trạng thái dự thảo, chưa được xác nhận với văn bản gốc" in text
    assert "Bố cục của cổng, theo nội dung Mẫu số 02 Phụ lục II Nghị định số 335/2025/NĐ-CP" in text
    assert "¹" not in text and "công chức" not in text.lower()


def test_form_03_of_decree_90_has_the_parts_of_the_annex_with_what_was_written_and_decided():
    school = School()
    write(school.found[0], thought="Vững vàng.", results="Đạt mọi việc.")
    SelfEvaluation.objects.update(strengths="Tận tụy.\nCó sáng kiến.", weaknesses="Nóng tính.")
    content = form_of(school.dossier())
    text = words(content)
    pieces = [
        "mẫu số 03", "phiếu đánh giá, xếp loại chất lượng viên chức", "năm 2022",
        "(bố cục của cổng, theo nội dung phụ lục nghị định số 90/2020/nđ cp)", "họ và tên: nông thị 000",
        "đơn vị công tác: trường thcs yên hân", "i. kết quả tự đánh giá", "1. chính trị tư tưởng: vững vàng",
        "5. kết quả thực hiện chức trách", "theo hợp đồng làm việc đã ký kết", "đạt mọi việc",
        "công việc năm", "6. thái độ phục vụ nhân dân", "ii. tự nhận xét", "ưu điểm: tận tụy. có sáng kiến",
        "hạn chế, khuyết điểm: nóng tính", "2. tự xếp loại chất lượng: hoàn thành tốt nhiệm vụ",
        "người tự nhận xét", "iii. ý kiến nhận xét",
        "của tập thể nơi công tác: theo biên bản cuộc họp ngày 01/12/2022",
        "iv. kết quả", "hoàn thành xuất sắc nhiệm vụ, theo quyết định số 07/qđ thcsyh ngày 09/12/2022",
        "người đứng đầu", "ma thị hiệu trưởng",
    ]  # fmt: skip
    assert in_order(pieces, text) == []
    assert "dành riêng" not in text.lower()
    (work,) = tables(content)
    assert work[1] == ["1", "Công việc năm", "20", "20", "20", "10"]
    assert work[2][2:] == ["20", "20 (100 %)", "20 (100 %)", "10 (50 %)"]


def test_a_leaders_form_has_the_leaders_part_and_an_officials_has_none():
    school = School(1)
    principal = Evaluation.objects.get(person__account=school.head)
    text = words(form_of(dossier_of(principal, user=school.cycle.made_by)))
    assert "PHẦN DÀNH RIÊNG CHO VIÊN CHỨC QUẢN LÝ" in text and "8. Năng lực lãnh đạo, quản lý:" in text
    Evaluation.objects.filter(pk=principal.pk).update(group="official", form="01")
    text = words(form_of(dossier_of(principal, user=school.cycle.made_by)))
    assert "PHIẾU ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG CÁN BỘ" in text and "DÀNH RIÊNG" not in text
    assert "lĩnh vực được giao lãnh đạo, quản lý, phụ trách" in text
    Evaluation.objects.filter(pk=principal.pk).update(group="civil_servant", form="02")
    text = words(form_of(dossier_of(principal, user=school.cycle.made_by)))
    assert "CHẤT LƯỢNG CÔNG CHỨC" in text and "CÔNG CHỨC GIỮ CHỨC VỤ LÃNH ĐẠO, QUẢN LÝ" in text


def test_who_wrote_nothing_gets_dots_to_write_on():
    school = School(1, signed=0)
    SelfEvaluation.objects.all().delete()
    school.found[0].person.work_items.all().delete()
    content = form_of(school.dossier())
    assert "NGƯỜI TỰ NHẬN XÉT" in words(content) and fillers(content) > 20
    assert "....., ngày....tháng.....năm....." in words(content)


def test_the_words_of_the_minutes_about_all_stay_out_of_one_persons_form():
    school = School()
    StepRecord.objects.filter(step=Step.MEETING).update(text="Cô B hay đi muộn.", number="3/BB")
    school.found[0].organisation.steps.create(
        evaluation=school.found[0], step=Step.PARTY_OPINION, held_on=date(2022, 12, 2), text="Nhất trí.",
        made_by=school.head,
    )  # fmt: skip
    text = words(form_of(school.dossier()))
    assert "đi muộn" not in text and "Theo biên bản cuộc họp số 3/BB ngày 01/12/2022." in text
    assert "3. Của cấp ủy nơi công tác (nếu có): Nhất trí." in text


def test_the_person_reads_what_others_wrote_only_once_the_decision_is_published():
    school = School(signed=0)
    own = words(form_of(school.dossier(user=school.teacher)))
    assert "Theo biên bản" not in own and "Hoàn thành tốt nhiệm vụ" in own
    assert "Theo biên bản" in words(form_of(school.dossier()))
    school.sign(school.found[:1])
    before = words(form_of(school.dossier(user=school.teacher, today=date(2022, 12, 8))))
    assert "07/QĐ" not in before and "Theo biên bản" not in before
    assert "07/QĐ-THCSYH" in words(form_of(school.dossier(user=school.teacher, today=AFTER)))


def test_what_the_person_has_not_sent_is_read_by_themselves_alone():
    school = School(signed=0)
    SelfEvaluation.objects.update(submitted_at=None, strengths="Bản nháp")
    assert "Bản nháp" in words(form_of(school.dossier(user=school.teacher)))
    assert "Bản nháp" not in words(form_of(school.dossier()))


def test_signs_that_mean_something_to_word_or_to_the_typesetter_stay_signs():
    school = School(1, signed=0)
    odd = '<w:p/> & ]]> {{ x }} #import "a" $x$ \\ *đậm* _nghiêng_ ☒ \x0b\r Ba\u0306\u0301c'
    write(school.found[0], thought=odd)
    paper = paper_of(school.dossier(), Printed.FORM)
    shown = '<w:p/> & ]]> {{ x }} #import "a" $x$ \\ *đậm* _nghiêng_ ☒  Bắc'
    assert shown in words(rendered([paper], PrintFormat.DOCX))
    assert rendered([paper], PrintFormat.PDF).startswith(b"%PDF")


def test_a_form_of_2022_is_the_same_byte_for_byte_without_the_rules_that_came_later(monkeypatch):
    school = School()
    of_all = [
        rendered([paper_of(school.dossier(), which)], kind) for which in Printed for kind in PrintFormat
    ]
    of_then = rule_sets.load([rule_sets.FOLDER / f"{name}.yaml" for name in ("common", "nd90-2020")])
    assert len(of_then) == 2 < len(rule_sets.all_rule_sets())
    for module in ("evaluations.law.rule_sets", "evaluations.law.choose", "evaluations.papers.frame"):
        monkeypatch.setattr(f"{module}.all_rule_sets", lambda: of_then)
    again = [rendered([paper_of(school.dossier(), which)], kind) for which in Printed for kind in PrintFormat]
    assert again == of_all


def test_a_form_has_the_head_and_the_margins_of_decree_30():
    school = School(1)
    document = docx.Document(io.BytesIO(form_of(school.dossier())))
    (section,) = document.sections
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    left, right = document.tables[0].rows[0].cells
    assert [p.text for p in left.paragraphs[:2]] == ["UBND HUYỆN BA BỂ", "TRƯỜNG THCS YÊN HÂN"]
    assert right.paragraphs[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert len(document.tables[0].rows) == 1


def test_the_work_of_another_year_stays_out_of_the_form():
    school = School(1)
    did(school.found[0].person, school.unit, year=2021, all=99)
    assert "99" not in str(tables(form_of(school.dossier())))


def test_a_month_that_was_really_confirmed_prints_its_products_and_its_arithmetic():
    office = make_department(1, deputy=False)
    open_month(office)
    score = wrote(office, "staff-0", delays=1)
    confirm(unit_id=office.unit.pk, score_ids=[score.pk], by=office.director, today=TODAY)
    score = PeriodScore.objects.select_related("person", "cycle", "confirmed_by").get(pk=score.pk)
    here = offices_of([office.unit.pk], score.ends_on)[office.unit.pk]
    content = rendered([monitoring_paper(score, here)], PrintFormat.DOCX)
    criteria, annex = tables(content)
    assert criteria[-1][2:] == ["30", "30"]
    assert annex[1] == ["1", "Thẩm định hồ sơ", "1", "10", "10", "0", "1", ""]
    assert annex[2][0] == "Cách tính điểm" and len(annex) == 3 + len(score.steps)
    assert "1. Điểm tiêu chí chung: 30" in words(content)
    assert "3. Tổng điểm theo dõi, đánh giá công chức: 99,42" in words(content)
