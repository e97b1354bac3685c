"""Papers of organisations: report, table of a range, decision with its list, notice; all of an own layout."""

import io

import docx
import pgtrigger
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import days
from evaluations.against import Choice
from evaluations.errors import EvaluationRefused
from evaluations.models import (
    NoticeNumber,
    OrganisationEvaluation,
    OrganisationPoints,
    OrganisationReport,
    Recognition,
    RecognitionDecision,
)
from evaluations.notice_numbers import number_notices
from evaluations.organisation_cap import raise_share
from evaluations.organisation_propose import check_report
from evaluations.papers.make import rendered
from evaluations.papers.make_organisation import notice_of, range_table, recognition_decision_of, report_of
from evaluations.recognise import Told, cancel_and_recognise, recognise
from tests.evaluations.organisations import DECIDED, TODAY, Province, make_province, ready_to_sign, report
from tests.evaluations.papers.reading import in_order, tables, words

pytestmark = pytest.mark.django_db
OWN = "(bố cục của cổng, theo nội dung"


@pytest.fixture
def province() -> Province:
    return make_province()


def docx_of(paper) -> bytes:
    return rendered([paper], "docx")


def with_all(one: OrganisationEvaluation) -> OrganisationEvaluation:
    rows = OrganisationEvaluation.objects.select_related("organisation", "cycle", "report")
    return rows.prefetch_related("points").get(pk=one.pk)


def signed(province: Province, name: str = "p0", *, by: str = "s0", told: str = "Sở số 1", **other):
    choices = [Choice(province.evaluation(name).pk, other.pop("level", "GOOD"), other.pop("reason", ""))]
    return recognise(
        cycle=province.cycle, unit_id=province.units[by].pk, choices=choices, number="12/QĐ-S0",
        decided_on=DECIDED, told=[Told(told, province.units["s1"].pk)], by=province.users[by], today=TODAY,
    )  # fmt: skip


class TestReport:
    def test_it_has_work_points_by_criterion_and_the_level_proposed(self, province):
        one = province.evaluation("p0")
        report(one, points="94", by=province.users["p0"], tasks_late=2, summary="Giải ngân vượt kế hoạch.")
        OrganisationReport.objects.update(shortcomings="all", shortcomings_text="Đã sửa quy chế.")
        check_report(evaluation=one, points={"h": 5}, majeure_accepted=False, majeure_reason="",
                     by=province.users["s0"])  # fmt: skip
        content = docx_of(report_of(with_all(one)))
        pieces = [
            "phòng kế hoạch", "phiếu tự đánh giá, đề xuất mức xếp loại chất lượng tổ chức", "năm 2026",
            f"{OWN} điều 6 đến điều 9 nghị định số 335/2025/nđ cp)",
            "tên cơ quan, tổ chức, đơn vị: phòng kế hoạch", "cấp có thẩm quyền công nhận:", "sở số 0",
            "1. nhiệm vụ được giao: 30; hoàn thành 30; đúng hạn, bảo đảm chất lượng 30; vượt mức yêu cầu 10; "
            "chưa bảo đảm tiến độ 2",
            "2. nhiệm vụ theo chương trình, kế hoạch năm: 20; hoàn thành 20", "đã sửa quy chế",
            "5. kết quả nổi bật, hạn chế: giải ngân vượt kế hoạch", "iv. đề xuất mức xếp loại chất lượng",
            "☒ hoàn thành xuất sắc nhiệm vụ", "☐ hoàn thành tốt nhiệm vụ",
            "người đứng đầu cơ quan, tổ chức, đơn vị",
        ]  # fmt: skip
        assert in_order(pieces, words(content)) == []
        (points,) = tables(content)
        assert points[-1] == ["", "Tổng cộng", "", "100,00", "94,00", "90,25"]
        assert points[-2][3:] == ["8,75", "8,75", "5,00"]
        assert points[1][1] == "Tiêu chí chung" and "Điều 6" in points[2][2]

    def test_before_anything_is_written_it_is_a_blank(self, province):
        text = words(docx_of(report_of(with_all(province.evaluation("p0")))))
        assert "1. Nhiệm vụ được giao:" in text.splitlines() and "☒" not in text

    def test_of_a_service_unit_only_the_sum_is_asked_for_and_the_draft_is_said(self, province):
        one = province.evaluation("school")
        report(one, points="91", by=province.users["school"])
        content = docx_of(report_of(with_all(one)))
        assert "ở trạng thái dự thảo" in words(content)
        assert tables(content)[0][-1] == ["", "Tổng cộng", "", "100,00", "91,00", ""]


class TestRange:
    @pytest.fixture
    def six(self) -> Province:
        made = make_province(departments=8, communes=0)
        made.names = tuple(f"s{number}" for number in range(2, 8))
        ready_to_sign(made, *made.names, level="GOOD", points="80")
        return made

    def test_the_table_has_all_of_the_range_with_the_caps_arithmetic(self, six):
        raise_share(
            cycle=six.cycle, unit_id=six.units["root"].pk, law="nd335-2025",
            group="administrative_organisation", share=25, number="9/QĐ", decided_on=DECIDED,
            reason="Vượt kế hoạch.", by=six.users["chairman"], today=TODAY,
        )  # fmt: skip
        content = docx_of(range_table(six.cycle, six.units["root"].pk, user=six.users["chairman"]))
        (rows,) = tables(content)
        assert [row[1] for row in rows[1:]] == [f"Sở số {number}" for number in range(8)]
        assert rows[3][2:9] == ["80,00", "30/30", "33,3 %", "Xuất sắc", "Tốt", "Tốt", ""]
        text = words(content).lower()
        assert (
            in_order([OWN, "25 % ×", "tỷ lệ 25 % theo quyết định số 9/qđ ngày 10/12/2026: vượt"], text) == []
        )

    def test_a_range_with_nobody_has_no_table(self, six):
        assert range_table(six.cycle, six.units["s5"].pk, user=six.users["s5"]) is None


class TestSigned:
    def test_the_decision_counts_levels_and_has_its_list_as_annex(self, province):
        ready_to_sign(province, "p0")
        content = docx_of(recognition_decision_of(signed(province)))
        pieces = [
            "số: 12/qđ s0", "ngày 10 tháng 12 năm 2026", "quyết định",
            "về việc công nhận kết quả xếp loại chất lượng tổ chức năm 2026", OWN, "sở số 0",
            "căn cứ nghị định số 335/2025/nđ cp", "căn cứ kết quả tự đánh giá, đề xuất", "quyết định:",
            "điều 1. công nhận kết quả xếp loại chất lượng năm 2026 đối với 1 tổ chức "
            "(hoàn thành tốt nhiệm vụ: 1 tổ chức), có danh sách kèm theo",
            "điều 2", "điều 3", "triệu thị s0", "danh sách kết quả xếp loại chất lượng tổ chức năm 2026",
        ]  # fmt: skip
        assert in_order(pieces, words(content)) == []
        assert tables(content)[0][1] == ["1", "Phòng Kế hoạch", "80,00", "Hoàn thành tốt nhiệm vụ", ""]
        assert len(docx.Document(io.BytesIO(content)).sections) == 2

    def test_the_notice_goes_to_the_organisation_and_related_agencies_with_grounds_and_no_petition(
        self, province
    ):
        ready_to_sign(province, "p0")
        signed(province)
        text = words(docx_of(notice_of(Recognition.objects.get())))
        pieces = [
            "ngày 11 tháng 12 năm 2026", "thông báo", "kết quả xếp loại chất lượng tổ chức năm 2026",
            "kính gửi: phòng kế hoạch; sở số 1", "theo quyết định số 12/qđ s0 ngày 10/12/2026, sở số 0",
            "hoàn thành tốt nhiệm vụ", "khoản 2 điều 8", "tổ chức không kiến nghị", "như trên",
        ]  # fmt: skip
        assert in_order(pieces, text) == []

    def test_each_notice_has_a_number_of_the_register_of_who_recognises(self, province):
        ready_to_sign(province, "p0")
        decision = signed(province)
        said = {"symbol": "TB-S0", "by": province.users["s0"], "today": TODAY}
        (given,) = number_notices(decision=decision, first=7, issued_on=TODAY, **said)
        assert (str(given), given.unit_id) == ("07/TB-S0", province.units["s0"].pk)
        text = words(docx_of(notice_of(Recognition.objects.get()))).lower()
        assert in_order(["số: 07/tb s0", "ngày 11 tháng 12 năm 2026", "thông báo"], text) == []
        number_notices(decision=decision, first=9, issued_on=TODAY, **said)
        assert list(NoticeNumber.objects.values_list("serial", flat=True)) == [9]
        with pytest.raises(EvaluationRefused, match=r"từ ngày công bố \(11/12/2026\) đến hôm nay"):
            number_notices(decision=decision, first=9, issued_on=DECIDED, **said)

    def test_a_number_is_of_one_notice(self, province):
        ready_to_sign(province, "p0")
        decision = signed(province)
        said = {"symbol": "TB-S0", "by": province.users["s0"], "today": TODAY, "issued_on": TODAY}
        number_notices(decision=decision, first=7, **said)
        with pytest.raises(IntegrityError), transaction.atomic():
            NoticeNumber.objects.update(recognition=None)

    def test_a_new_result_says_which_it_takes_the_place_of_and_the_old_decision_stays(self, province):
        ready_to_sign(province, "p0")
        old = signed(province)
        before = docx_of(recognition_decision_of(old))
        check_report(
            evaluation=province.evaluation("p0"), points={"h": 0, "g": 0}, majeure_accepted=False,
            majeure_reason="", by=province.users["s0"],
        )  # fmt: skip
        new = cancel_and_recognise(
            recognition=Recognition.objects.select_related("evaluation__cycle").get(), level="FULFILLED",
            reason="", cancel_reason="Số liệu thiếu trung thực", number="20/QĐ", decided_on=DECIDED,
            told=[Told("Ban Tổ chức Tỉnh ủy")], by=province.users["s0"], today=TODAY,
        )  # fmt: skip
        content = docx_of(recognition_decision_of(new))
        assert "thay thế kết quả tại Quyết định số 12/QĐ-S0 ngày 10/12/2026" in words(content)
        assert tables(content)[0][1][4] == "Thay QĐ số 12/QĐ-S0: Số liệu thiếu trung thực"
        notice = words(docx_of(notice_of(Recognition.objects.standing().get())))
        assert "thay kết quả “tốt” tại Quyết định số 12/QĐ-S0" in notice
        assert docx_of(recognition_decision_of(old)) == before


class TestPages:
    def url(self, province, code, paper, format="docx"):
        return reverse("evaluations:organisation-paper", args=[province.cycle.pk, code, paper, format])

    def test_each_paper_comes_as_docx_and_pdf_from_the_pages_that_link_to_it(self, client, sign_in, province):
        ready_to_sign(province, "p0")
        signed(province)
        decision = RecognitionDecision.objects.get()
        sign_in(client, province.users["s0"])
        pk, links = province.cycle.pk, []
        for name, code in (
            ("organisation-read", "P0"),
            ("organisation-result", "P0"),
            ("organisation-sheet", "S0"),
        ):
            text = client.get(reverse(f"evaluations:{name}", args=[pk, code])).content.decode()
            links.append(text)
        addresses = [self.url(province, "P0", "phieu"), self.url(province, "P0", "thong-bao"),
                     self.url(province, "S0", "tong-hop")]  # fmt: skip
        for address, page in zip(addresses, links, strict=True):
            assert address in page
            assert client.get(address).content[:2] == b"PK"
            assert client.get(address.replace("docx", "pdf")).content[:4] == b"%PDF"
        address = reverse("evaluations:organisation-decision", args=[pk, "S0", decision.pk, "docx"])
        assert address in links[2] and client.get(address).content[:2] == b"PK"
        for wrong in (self.url(province, "P0", "khac"), self.url(province, "P0", "phieu", "txt")):
            assert client.get(wrong).status_code == 404

    def test_numbers_of_notices_are_given_from_the_sheet(self, client, sign_in, province):
        ready_to_sign(province, "p0")
        decision = signed(province)
        with pgtrigger.ignore("evaluations.RecognitionDecision:signed_recognition_decisions_stay"):
            RecognitionDecision.objects.update(signed_on=days.today())
        sign_in(client, province.users["s0"])
        address = reverse(
            "evaluations:organisation-notice-numbers", args=[province.cycle.pk, "S0", decision.pk]
        )
        back = reverse("evaluations:organisation-sheet", args=[province.cycle.pk, "S0"])
        assert address in client.get(back).content.decode()
        wrong = client.post(address, {"first": 7, "symbol": "TB", "issued_on": "01/01/2020"})
        assert "Ngày thông báo phải từ" in wrong.content.decode()
        day = f"{days.today():%d/%m/%Y}"
        page = client.post(address, {"first": 7, "symbol": "TB-S0", "issued_on": day}, follow=True)
        assert page.redirect_chain[-1][0] == back
        assert "Đã ghi số cho 1 thông báo, từ 07/TB-S0 đến 07/TB-S0." in page.content.decode()
        text = client.get(address).content.decode()
        assert "Đã ghi: 07/TB-S0." in text and "Mỗi tổ chức một thông báo" in text
        sign_in(client, province.users["p0"])
        assert client.get(address).status_code == 404

    def test_a_report_not_sent_is_the_organisations_own_and_a_decision_is_of_who_sees_the_range(
        self, client, sign_in, province
    ):
        one = province.evaluation("p0")
        report(one, by=province.users["p0"], sent=False)
        sign_in(client, province.users["p0"])
        assert client.get(self.url(province, "P0", "phieu")).status_code == 200
        sign_in(client, province.users["s0"])
        allowed = client.get(self.url(province, "P0", "phieu")).status_code
        assert allowed == 404
        OrganisationReport.objects.all().delete()
        OrganisationPoints.objects.all().delete()
        ready_to_sign(province, "p0")
        decision = signed(province)
        sign_in(client, province.users["p0"])
        address = reverse(
            "evaluations:organisation-decision", args=[province.cycle.pk, "S0", decision.pk, "pdf"]
        )
        assert client.get(address).status_code == 404
        assert client.get(self.url(province, "P0", "thong-bao")).status_code == 200
        sign_in(client, province.users["s1"])
        assert client.get(self.url(province, "P0", "thong-bao")).status_code == 200, "the agency told"
        assert client.get(self.url(province, "P0", "phieu")).status_code == 404


def test_the_day_of_the_report_is_that_on_which_it_was_sent(province):
    one = province.evaluation("p0")
    report(one, by=province.users["p0"])
    OrganisationReport.objects.update(submitted_at="2026-12-04T20:00:00+00:00")
    assert "ngày 05 tháng 12 năm 2026" in words(docx_of(report_of(with_all(one))))
