"""The pages of organisations: the self-evaluation, the sheet of who recognises, results, levels, targets."""

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.enums import Role, UnitType
from core import days
from evaluations.models import (
    Evaluation,
    Organisation,
    OrganisationProposal,
    OrganisationReport,
    Recognition,
    UnitLevel,
    UnitMatter,
    UnitTargets,
)
from tests import factories
from tests.evaluations.organisations import Province, make_province, ready_to_sign, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(client) -> Province:
    made = make_province()
    made.client = client
    return made


@pytest.fixture
def go(province, sign_in):
    """``go(who, page, unit, …)`` opens a page as somebody; with ``data`` it posts, ``follow``ing."""

    def ask(who: str, page: str, *names: str, data: dict | None = None, **options):
        sign_in(province.client, province.users[who])
        codes = [{"root": "UBT", "school": "TS"}.get(name, name.upper()) for name in names]
        address = reverse(f"evaluations:{page}", args=[province.cycle.pk, *codes])
        if data is None:
            return province.client.get(address)
        return province.client.post(address, data, **{"follow": True} | options)

    return ask


def written(**other) -> dict:
    numbers = {"tasks_all": 30, "tasks_done": 30, "tasks_on_time": 30, "tasks_beyond": 10, "tasks_late": 0}
    numbers |= {"plan_all": 20, "plan_done": 20}
    points = {f"diem-{code}": "9,5" for code in "123"} | {f"diem-{code}": "8" for code in "abcdđegh"}
    return {**numbers, **points, "shortcomings": "none", "level": "EXCELLENT", "summary": "Đều."} | other


class TestSelfEvaluation:
    def test_the_form_asks_the_three_and_eight_criteria_and_says_whose_points_they_are(self, go):
        text = go("p0", "organisation-report", "p0").content.decode()
        assert "3. Cải cách hành chính" in text and "h. Giải quyết đơn thư" in text
        assert "tỉnh chưa quy định; chia đều" in text and "8,75" in text

    def test_a_service_unit_gives_only_the_sum_of_its_own_regulation(self, go):
        text = go("school", "organisation-report", "school").content.decode()
        assert "Tổng điểm theo quy chế" in text and "Dự thảo" in text

    def test_what_is_typed_is_kept_and_what_is_wrong_keeps_its_last_right_value(self, go):
        go("p0", "organisation-report", "p0", data=written())
        answer = go(
            "p0", "organisation-report", "p0", data=written(tasks_done=31, summary="Khác."),
            headers={"HX-Request": "true"}, follow=False,
        )  # fmt: skip
        assert "Có chỗ chưa đúng" in answer.content.decode()
        kept = OrganisationReport.objects.get()
        assert (kept.tasks_done, kept.summary, kept.submitted_at) == (30, "Khác.", None)
        text = go("p0", "organisation-report", "p0", data=written(**{"diem-a": "9"})).content.decode()
        assert "8,75" in text and "sheet-block" in text

    def test_it_is_sent_once_every_criterion_is_scored_and_shut_then(self, go):
        text = go("p0", "organisation-report", "p0", data=written(gui="1", **{"diem-h": ""})).content.decode()
        assert "Ghi điểm của tiêu chí h trước khi gửi." in text
        go("p0", "organisation-report", "p0", data=written(gui="1"))
        assert OrganisationReport.objects.get().submitted_at
        text = go("p0", "organisation-report", "p0", data=written(summary="Sửa")).content.decode()
        assert "Tự đánh giá đã gửi." in text
        assert OrganisationReport.objects.get().summary == "Đều."

    def test_it_is_returned_with_a_reason_which_the_organisation_reads(self, go):
        go("p0", "organisation-report", "p0", data=written(gui="1"))
        assert go("p0", "organisation-give-back", "p0", data={"reason": "Thiếu"}).status_code == 403
        assert "Ghi lý do trả lại" in go("s0", "organisation-give-back", "p0", data={}).content.decode()
        go("s0", "organisation-give-back", "p0", data={"reason": "Thiếu số liệu quý IV"})
        assert "Thiếu số liệu quý IV" in go("p0", "organisation-report", "p0").content.decode()
        go("p0", "organisation-report", "p0", data=written(gui="1"))
        assert OrganisationReport.objects.get().submitted_at

    def test_a_draft_is_its_writers_alone(self, go):
        go("p0", "organisation-report", "p0", data=written(summary="Bản nháp kín"))
        assert "Bản nháp kín" not in go("s0", "organisation-read", "p0").content.decode()
        go("p0", "organisation-report", "p0", data=written(summary="Bản nháp kín", gui="1"))
        text = go("s0", "organisation-read", "p0").content.decode()
        assert "Bản nháp kín" in text and "92,50" in text

    def test_a_clerk_writes_for_the_unit_and_its_divisions_who_recognises_does_not(self, go):
        assert go("clerk", "organisation-report", "s0").status_code == 200
        assert go("s0", "organisation-report", "p0").status_code == 404
        assert go("chairman", "organisation-report", "s0").status_code == 404
        assert go("s1", "organisation-report", "s0").status_code == 404

    def test_levels_of_the_units_directly_below_are_filled_in(self, go, province):
        ready_to_sign(province, "p0")
        go("s0", "organisation-sign", "s0", data=signature(go, "s0", "s0"))
        assert "Phòng Kế hoạch: " in go("s0", "organisation-report", "s0").content.decode()
        assert Recognition.objects.get().level == "GOOD"

    def test_who_recognises_gives_points_and_accepts_force_majeure(self, go, province):
        report(province.evaluation("p0"), by=province.users["p0"], plan_done=10, points="80")
        text = go("s0", "organisation-check", "p0", data={"diem-a": "99"}).content.decode()
        assert "nhỏ hơn hoặc bằng 8,75" in text or "8.75" in text
        go("s0", "organisation-check", "p0",
           data={"diem-h": "7,5", "majeure_accepted": "on", "majeure_reason": "Bão số 3"})  # fmt: skip
        assert OrganisationProposal.objects.get().majeure_reason == "Bão số 3"
        assert "7,5" in go("s0", "organisation-read", "p0").content.decode()
        assert go("p0", "organisation-check", "p0", data={}).status_code == 403


def signature(go, who: str, unit: str, **other) -> dict:
    found = go(who, "organisation-sign", unit).context["form"].seen
    return {
        "number": "01/QĐ", "decided_on": f"{days.today():%d/%m/%Y}", "seen": found,
        "others": "Ban Tổ chức Tỉnh ủy",
    } | other  # fmt: skip


class TestSheet:
    def test_the_chairman_sees_the_whole_range_with_suggestions_and_the_cap_and_signs_as_a_batch(
        self, go, province
    ):
        ready_to_sign(province, "p0", "px")
        for who in ("s0", "x0"):
            go(who, "organisation-sign", who, data=signature(go, who, who))
        ready_to_sign(province, "s0", "x0")
        text = go("chairman", "organisation-sheet", "root").content.decode()
        for words in ("Sở số 0", "Xã số 0", "Sở số 1", "tối đa 0", "khoản 5 Điều 8", "30/30"):
            assert words in text, words
        assert "Phòng Kế hoạch" not in text
        go("chairman", "organisation-press", "root", "s1", data={"level": "GOOD", "reason": "Tạm"})
        text = go("chairman", "organisation-sheet", "root").content.decode()
        assert "Đơn vị chưa gửi tự đánh giá" in text
        assert "Xếp loại trước các đơn vị cấp dưới: Trường Sở." in text
        given = signature(go, "chairman", "root")
        text = go("chairman", "organisation-sign", "root", data=given).content.decode()
        assert "Sở số 1: " in text and "Chưa ký được" in text
        OrganisationProposal.objects.filter(evaluation=province.evaluation("s1")).delete()
        given = signature(go, "chairman", "root")
        text = go("chairman", "organisation-sign", "root", data=given).content.decode()
        assert "Đã ký Quyết định số 01/QĐ: 2 tổ chức." in text
        signed = Organisation.objects.filter(cycle=province.cycle, unit=province.units["s0"])
        by = {"closed_at": timezone.now(), "closed_by": province.cycle.made_by}
        assert signed.update(state="closed", **by) == 1
        text = go("chairman", "organisation-sheet", "root").content.decode()
        assert "Sở số 0" in text and "đã ký 2" in text, "what was closed is still read here"

    def test_a_press_answers_the_row_and_what_stands_beside_the_sheet(self, go, province):
        report(province.evaluation("p0"), by=province.users["p0"], points="80")
        answer = go(
            "s0", "organisation-press", "s0", "p0", data={"level": "GOOD"}, headers={"HX-Request": "true"}
        )
        text = answer.content.decode()
        assert "evaluations/_organisation_pressed.html" in [one.name for one in answer.templates]
        assert 'aria-pressed="true"' in text and 'id="ben-canh"' in text
        Organisation.objects.filter(unit=province.units["p0"]).update(
            state="closed", closed_at=timezone.now(), closed_by=province.users["officer"]
        )
        answer = go(
            "s0", "organisation-press", "s0", "p0", data={"level": "GOOD"}, headers={"HX-Request": "true"}
        )
        assert answer.headers["HX-Refresh"] == "true"

    def test_a_signature_holds_only_for_what_the_signer_saw_and_names_who_is_told(self, go, province):
        ready_to_sign(province, "p0")
        given = signature(go, "s0", "s0")
        text = go("s0", "organisation-sign", "s0", data=given | {"others": ""}).content.decode()
        assert "Chọn ít nhất một cơ quan liên quan" in text
        OrganisationProposal.objects.update(reason="Đổi")
        text = go("s0", "organisation-sign", "s0", data=given).content.decode()
        assert "Phiếu đã đổi sau khi bạn mở trang này." in text
        assert not Recognition.objects.exists()

    def test_a_clerk_prepares_and_cannot_sign_a_stranger_sees_nothing(self, go, province):
        ready_to_sign(province, "p0")
        assert go("clerk", "organisation-press", "s0", "p0", data={"level": "FULFILLED"}).status_code == 200
        assert go("clerk", "organisation-sign", "s0").status_code == 403
        assert go("s1", "organisation-sheet", "s0").status_code == 404
        assert go("p0", "organisation-press", "s0", "p0", data={"level": "EXCELLENT"}).status_code == 404
        assert OrganisationProposal.objects.get().level == "FULFILLED"

    def test_the_raised_share_stands_beside_the_sheet(self, go):
        given = {
            "law": "nd335-2025",
            "share": "30",
            "number": "5/QĐ",
            "decided_on": f"{days.today():%d/%m/%Y}",
        }
        given["reason"] = "Vượt kế hoạch"
        assert "không quá 25 %" in go("s0", "organisation-share", "s0", data=given).content.decode()
        text = go("s0", "organisation-share", "s0", data=given | {"share": "22,5"}).content.decode()
        assert "22,50 %, quyết định số 5/QĐ" in text
        assert "Đang có: 22,50 %" in go("s0", "organisation-share", "s0").content.decode()
        assert go("p0", "organisation-share", "s0").status_code == 404

    @pytest.mark.parametrize("departments", [2, 12])
    def test_a_sheet_of_many_asks_as_little_as_one_of_few(
        self, client, sign_in, django_assert_max_num_queries, departments
    ):
        made = make_province(departments=departments)
        ready_to_sign(made, *(f"s{number}" for number in range(2, departments)))
        sign_in(client, made.users["chairman"])
        with django_assert_max_num_queries(28):
            client.get(reverse("evaluations:organisation-sheet", args=[made.cycle.pk, "UBT"]))


class TestResult:
    @pytest.fixture
    def signed(self, go, province):
        ready_to_sign(province, "p0")
        told = {"related": [str(province.units["s1"].pk)]}
        go("s0", "organisation-sign", "s0", data=signature(go, "s0", "s0", **told))

    def test_the_organisation_and_the_agencies_told_read_it_with_its_grounds(self, go, signed):
        for who in ("p0", "s0", "s1", "officer"):
            text = go(who, "organisation-result", "p0").content.decode()
            for words in (
                "Hoàn thành tốt nhiệm vụ",
                "01/QĐ",
                "Ban Tổ chức Tỉnh ủy",
                "80,00",
                "Cách tính điểm",
            ):
                assert words in text, (who, words)
        assert go("x0", "organisation-result", "p0").status_code == 404
        assert go("s1", "organisation-read", "p0").status_code == 404

    def test_it_is_cancelled_and_rated_again_by_who_recognised(self, go, signed):
        assert go("s1", "organisation-cancel", "p0").status_code == 403
        given = {
            "cancel_reason": "Thiếu trung thực", "level": "FULFILLED", "number": "02/QĐ",
            "decided_on": f"{days.today():%d/%m/%Y}", "others": "Sở Nội vụ",
        }  # fmt: skip
        assert "Chưa xếp loại lại được" in go("s0", "organisation-cancel", "p0", data=given).content.decode()
        go("s0", "organisation-check", "p0", data={"diem-h": "0", "diem-g": "0"})
        text = go("s0", "organisation-cancel", "p0", data=given).content.decode()
        assert "Thay kết quả trước, vì: Thiếu trung thực" in text and "Quyết định trước" in text


def test_the_list_names_every_organisation_who_recognises_it_and_how_far_it_is(go, province):
    report(province.evaluation("p0"), by=province.users["p0"])
    text = go("officer", "organisations").content.decode()
    for words in ("Sở số 0", "Phòng Kế hoạch", "UBND tỉnh", "Đã gửi, chờ công nhận", "Chưa gửi tự đánh giá"):
        assert words in text, words
    text = go("p0", "organisations").content.decode()
    assert "Phòng Kế hoạch" in text and "Sở số 1" not in text


def test_a_unit_is_left_out_with_a_reason_and_taken_back(go, province):
    assert go("s0", "organisation-leave-out", "p0", data={"reason": "x"}).status_code == 403
    go("officer", "organisation-leave-out", "p0", data={"reason": "Ban của Đảng"})
    text = go("p0", "organisation-report", "p0", data=written()).content.decode()
    assert "không thuộc diện xếp loại (Ban của Đảng)" in text
    assert "Phòng Kế hoạch" not in go("s0", "organisation-sheet", "s0").content.decode()
    go("officer", "organisation-leave-out", "p0", data={"reason": ""})
    assert "Phòng Kế hoạch" in go("s0", "organisation-sheet", "s0").content.decode()


def test_what_waits_is_named_for_the_organisations_head_and_for_who_recognises(province, sign_in):
    client = province.client
    sign_in(client, province.users["p0"])
    assert "Tự đánh giá của đơn vị" in client.get("/").content.decode()
    report(province.evaluation("p0"), by=province.users["p0"])
    assert "Tự đánh giá của đơn vị" not in client.get("/").content.decode()
    sign_in(client, province.users["s0"])
    assert "Công nhận xếp loại 1 tổ chức" in client.get("/").content.decode()


class TestMatters:
    given = {"kind": "complaint", "on": "2/1/2026", "text": "Đơn không tên: mất đoàn kết"}

    def test_a_complaint_is_written_down_and_looked_into_out_of_the_units_sight(self, go):
        assert "Chưa xác minh" in go("s0", "unit-matters", "p0", data=self.given).content.decode()
        assert go("p0", "unit-matters", "p0").status_code == 404
        pk = UnitMatter.objects.get().pk
        client = go("s0", "unit-matters", "p0").client
        address = reverse("evaluations:unit-matter", args=[Evaluation.objects.first().cycle_id, "P0", pk])
        found = {"verified_on": "3/1/2026", "verified_by": "Thanh tra Sở", "finding": "Không có cơ sở"}
        text = client.post(address, found | {"verified_on": "1/1/2026"}).content.decode()
        assert "Ngày xác minh phải từ ngày nhận" in text
        assert "Thanh tra Sở" in client.post(address, found, follow=True).content.decode()
        assert "Ghi lý do rút." in client.post(address, {"rut": "1", "reason": ""}).content.decode()
        client.post(address, {"rut": "1", "reason": "Nhầm đơn vị"})
        assert not UnitMatter.objects.exists()

    def test_a_conclusion_without_its_paper_is_refused_at_its_field(self, go):
        text = go("officer", "unit-matters", "p0", data=self.given | {"kind": "wrongdoing"}).content.decode()
        assert "phải có số văn bản" in text


class TestTargets:
    given = {"all": 10, "completed": 9, "on_time": 8, "exceeded": 2}

    def test_the_units_head_or_clerk_writes_them_a_leader_of_a_field_may_have_their_own(self, go, province):
        person = province.heads["s0"]
        assert "9" in go("clerk", "unit-targets", "s0", data=self.given).content.decode()
        text = go("s0", "unit-targets", "s0", data=self.given | {"person": person.pk, "on_time": 10}).content
        assert "không thể nhiều hơn số hoàn thành" in text.decode()
        go("s0", "unit-targets", "s0", data=self.given | {"person": person.pk})
        assert set(UnitTargets.objects.values_list("person", flat=True)) == {None, person.pk}
        go("s0", "unit-targets", "s0", data={"bo": person.pk})
        assert UnitTargets.objects.get().person is None

    def test_who_sees_the_unit_from_above_reads_them_only(self, go, province):
        assert go("officer", "unit-targets", "s0").status_code == 200
        assert go("officer", "unit-targets", "s0", data=self.given).status_code == 403
        assert go("s1", "unit-targets", "s0").status_code == 404


class TestLevels:
    @pytest.fixture
    def office(self, client, sign_in):
        root = factories.make_unit("UBND tỉnh", "UBT", type=UnitType.PROVINCE)
        client.school = factories.make_unit("Trường Một", "TM", root, UnitType.SERVICE)
        sign_in(client, factories.make_user_in(Role.OFFICER))
        return client

    given = {
        "unit": "TM", "year": "2022", "level": "GOOD", "number": "7/QĐ", "decided_on": "1/12/2022",
        "source": "Sở Giáo dục",
    }  # fmt: skip

    def test_home_affairs_writes_levels_with_their_paper_and_withdraws_them_with_a_reason(self, office):
        address = reverse("evaluations:unit-levels")
        text = office.post(address, self.given, follow=True).content.decode()
        assert "Trường Một" in text and "Số 7/QĐ ngày 01/12/2022, Sở Giáo dục" in text
        assert "đã có mức xếp loại năm 2022" in office.post(address, self.given).content.decode()
        back = reverse("evaluations:withdraw-unit-level", args=[UnitLevel.objects.get().pk])
        assert "Ghi lý do rút" in office.post(back, {"reason": ""}, follow=True).content.decode()
        office.post(back, {"reason": "Sai trường"})
        assert not UnitLevel.objects.exists()

    def test_a_unit_reads_its_own_and_writes_none(self, office, sign_in):
        office.post(reverse("evaluations:unit-levels"), self.given)
        sign_in(office, factories.make_user_in(Role.UNIT_HEAD, office.school))
        address = reverse("evaluations:unit-levels")
        assert "Trường Một" in office.get(address).content.decode()
        assert office.post(address, self.given).status_code == 403
        sign_in(office, factories.make_user_in(Role.ADMIN))
        assert "Trường Một" not in office.get(address).content.decode()
