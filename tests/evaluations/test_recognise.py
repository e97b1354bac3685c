"""Recognising organisations: who may, in which order, under which cap, told to whom, and cancelled."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError

from agencies.enums import Role
from evaluations.against import Choice
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.models import (
    Evaluation,
    Notice,
    OrganisationEvaluation,
    OrganisationProposal,
    Recognition,
    RecognitionNotice,
    UnitMatter,
)
from evaluations.organisation_cap import raise_share
from evaluations.organisation_propose import check_report, leave_out
from evaluations.organisation_sheet import organisation_sheet
from evaluations.recognise import Told, cancel_and_recognise, recognise
from evaluations.unit_matters import record_matter, verify_matter
from tests import factories
from tests.evaluations.organisations import DECIDED, TODAY, Province, make_province, ready_to_sign, report
from tests.evaluations.papers.printed import rated

pytestmark = pytest.mark.django_db
TOLD = [Told("Ban Tổ chức Tỉnh ủy")]


@pytest.fixture
def province() -> Province:
    return make_province()


def sign(province: Province, *names: str, level: str = "GOOD", by=None, unit: str = "root", **other):
    choices = [Choice(province.evaluation(name).pk, level, other.pop("reason", "")) for name in names]
    return recognise(
        **{
            "cycle": province.cycle,
            "unit_id": province.units[unit].pk,
            "choices": choices,
            "number": "12/QĐ",
            "decided_on": DECIDED,
            "told": TOLD,
            "by": by or province.users["chairman"],
            "today": TODAY,
        }
        | other
    )


def test_opening_says_of_every_organisation_at_which_place_it_stands_and_who_recognises(province):
    found = {
        name: (one.place, one.recogniser_role, one.recogniser_unit_id)
        for name in ("s0", "x0", "p0", "px", "school")
        if (one := province.evaluation(name))
    }
    root = province.units["root"].pk
    assert found == {
        "s0": ("provincial_agency", "province_chairman", root),
        "x0": ("commune", "province_chairman", root),
        "p0": ("agency_division", "agency_head", province.units["s0"].pk),
        "px": ("commune_division", "commune_chairman", province.units["x0"].pk),
        "school": ("service_unit", "managing_head", province.units["s1"].pk),
    }
    assert province.evaluation("school").law == "nd233-2026"


def test_before_2026_no_organisation_is_rated():
    assert not OrganisationEvaluation.objects.filter(cycle=make_province(year=2025).cycle).exists()


def test_a_division_is_recognised_by_its_agencys_head_and_by_nobody_else(province):
    ready_to_sign(province, "p0")
    for stranger in ("chairman", "p0", "s1", "clerk"):
        with pytest.raises(EvaluationRefused) as refused:
            sign(province, "p0", by=province.users[stranger], unit="s0")
        assert refused.value.code == "not_the_head"
    with pytest.raises(EvaluationRefused, match="không thuộc thẩm quyền"):
        sign(province, "p0")
    assert str(sign(province, "p0", by=province.users["s0"], unit="s0")) == "Quyết định số 12/QĐ"


def test_the_lower_comes_before_the_higher_by_its_name(province):
    ready_to_sign(province, "s0", "p0")
    with pytest.raises(Blocked) as blocked:
        sign(province, "s0")
    assert "Chưa xếp loại: Phòng Kế hoạch." in blocked.value.sentences[0]
    assert "Điều 9 NĐ 335/2025" in blocked.value.sentences[0]
    sign(province, "p0", by=province.users["s0"], unit="s0")
    sign(province, "s0", number="13/QĐ")
    assert Recognition.objects.count() == 2


def test_a_unit_that_the_law_does_not_rate_is_waited_for_no_more(province):
    ready_to_sign(province, "s0")
    leave_out(evaluation=province.evaluation("p0"), reason="Ban Đảng", by=province.users["officer"])
    sign(province, "s0")


def test_a_complaint_is_looked_into_first_and_its_answer_names_who_did(province):
    ready_to_sign(province, "s1")
    leave_out(evaluation=province.evaluation("school"), reason="Chưa rõ", by=province.users["officer"])
    officer = province.users["officer"]
    matter = record_matter(
        unit_id=province.units["s1"].pk, kind="complaint", on=date(2026, 11, 2), text="Nội bộ mất đoàn kết",
        by=officer, today=TODAY,
    )  # fmt: skip
    with pytest.raises(Blocked, match="kiểm tra, xác minh trước"):
        sign(province, "s1")
    with pytest.raises(EvaluationRefused, match="Ghi ai xác minh"):
        verify_matter(matter=matter, verified_on=DECIDED, verified_by=" ", finding="Không có", by=officer,
                      today=TODAY)  # fmt: skip
    verify_matter(
        matter=matter, verified_on=DECIDED, verified_by="Thanh tra tỉnh", finding="Không có cơ sở",
        by=officer, today=TODAY,
    )  # fmt: skip
    sign(province, "s1")


def test_without_the_organisations_own_proposal_nothing_is_recognised(province):
    with pytest.raises(Blocked) as blocked:
        sign(province, "p0", by=province.users["s0"], unit="s0", reason="Làm tốt.")
    assert any("tự đánh giá và đề xuất" in one for one in blocked.value.sentences)


def test_where_the_law_names_no_level_a_reason_is_asked_for(province):
    one = province.evaluation("p0")
    report(one, points="85", by=province.users["p0"], tasks_on_time=29, tasks_done=29)
    with pytest.raises(Blocked, match="phải ghi lý do"):
        sign(province, "p0", level="FULFILLED", by=province.users["s0"], unit="s0")
    sign(province, "p0", level="FULFILLED", by=province.users["s0"], unit="s0", reason="Xin lùi hạn.")
    signed = Recognition.objects.get()
    assert (signed.outcome, signed.suggested) == ("reasoned_decision", "")


def test_force_majeure_spares_who_missed_the_plan_once_it_is_accepted_with_its_grounds(province):
    one = province.evaluation("p0")
    report(one, points="75", by=province.users["p0"], plan_done=10)
    with pytest.raises(Blocked, match="dưới 70 %"):
        sign(province, "p0", by=province.users["s0"], unit="s0")
    given = {"evaluation": one, "points": {}, "majeure_accepted": True, "by": province.users["s0"]}
    with pytest.raises(EvaluationRefused, match="phải ghi căn cứ"):
        check_report(majeure_reason="", **given)
    check_report(majeure_reason="Bão số 3", **given)
    sign(province, "p0", by=province.users["s0"], unit="s0")


def test_points_given_by_who_recognises_count_instead_of_the_organisations_own(province):
    one = province.evaluation("p0")
    report(one, points="72", by=province.users["p0"])
    check_report(
        evaluation=one, points={"h": 5}, majeure_accepted=False, majeure_reason="", by=province.users["s0"]
    )
    with pytest.raises(Blocked, match="hoàn thành tốt nhiệm vụ từ 70"):
        sign(province, "p0", by=province.users["s0"], unit="s0")


def test_wrongdoing_concluded_in_the_year_forces_the_lowest_level(province):
    ready_to_sign(province, "p0")
    record_matter(
        unit_id=province.units["p0"].pk, kind="wrongdoing", on=date(2026, 3, 1), text="Bổ nhiệm sai",
        number="5-KL", source="UBKT Tỉnh ủy", by=province.users["officer"], today=TODAY,
    )  # fmt: skip
    with pytest.raises(Blocked, match="sai phạm trong công tác cán bộ"):
        sign(province, "p0", by=province.users["s0"], unit="s0")
    sign(province, "p0", level="NOT_FULFILLED", by=province.users["s0"], unit="s0")


class TestCap:
    """Six departments under one chairman: one may be EXCELLENT, of 20 % among those GOOD."""

    NAMES = tuple(f"s{number}" for number in range(2, 8))

    @pytest.fixture
    def six(self) -> Province:
        made = make_province(departments=8, communes=0)
        ready_to_sign(made, *self.NAMES, level="EXCELLENT", points="94")
        return made

    def batch(self, made: Province, excellent: int, names: tuple[str, ...] = NAMES, **other):
        levels = ["EXCELLENT"] * excellent + ["GOOD"] * (len(names) - excellent)
        why = {"EXCELLENT": "Dẫn đầu về kết quả."}
        choices = [
            Choice(made.evaluation(name).pk, level, why.get(level, ""))
            for name, level in zip(names, levels, strict=True)
        ]
        return sign(made, choices=choices, **other)

    def taken_at_once(self, made: Province) -> list[str]:
        rows = organisation_sheet(made.cycle, made.units["root"].pk, user=made.users["chairman"]).rows
        return [row.taken_at_once for row in rows if row.is_contested]

    def test_who_finds_no_place_left_is_rated_good_without_a_reason_given(self, six):
        with pytest.raises(Blocked, match="nếu ký sẽ là 2 tổ chức"):
            self.batch(six, 2)
        self.batch(six, 1)
        assert sorted(Recognition.objects.values_list("level", flat=True)) == ["EXCELLENT"] + ["GOOD"] * 5

    def test_who_gets_one_of_too_few_places_is_chosen_with_a_reason(self, six):
        assert self.taken_at_once(six) == ["GOOD"] * 6, "all six are put down for the one place"
        OrganisationProposal.objects.update(level="")
        assert self.taken_at_once(six) == [""] * 6, "nobody gets it by mere order"
        with pytest.raises(Blocked, match="6 tổ chức đủ điều kiện hoàn thành xuất sắc mà chỉ có 1 chỗ"):
            sign(six, self.NAMES[0], level="EXCELLENT")
        self.batch(six, 1)

    def test_a_decision_for_outstanding_achievement_raises_the_share_within_the_law(self, six):
        given = {
            "cycle": six.cycle, "unit_id": six.units["root"].pk, "law": "nd335-2025",
            "group": "administrative_organisation", "number": "9/QĐ", "decided_on": DECIDED,
            "reason": "Vượt kế hoạch", "by": six.users["chairman"], "today": TODAY,
        }  # fmt: skip
        with pytest.raises(EvaluationRefused, match="không quá 25 %"):
            raise_share(share=30, **given)
        five = self.NAMES[:5]
        with pytest.raises(Blocked, match="Hết chỗ"):
            self.batch(six, 1, five)
        raise_share(share=25, **given)
        self.batch(six, 1, five)

    def test_levels_that_only_stand_elsewhere_are_not_counted(self, six):
        """The divisions of a department are a range of their own."""
        ready_to_sign(six, "p0", level="EXCELLENT", points="94")
        self.batch(six, 1)
        with pytest.raises(Blocked, match="Hết chỗ"):
            sign(six, "p0", level="EXCELLENT", by=six.users["s0"], unit="s0")


def test_the_organisation_and_the_agencies_chosen_are_told_and_kept(province):
    ready_to_sign(province, "p0")
    told = [Told("Sở số 1", province.units["s1"].pk), *TOLD]
    with pytest.raises(EvaluationRefused, match="ít nhất một cơ quan liên quan"):
        sign(province, "p0", by=province.users["s0"], unit="s0", told=[])
    sign(province, "p0", by=province.users["s0"], unit="s0", told=told)
    assert list(RecognitionNotice.objects.values_list("name", "is_related", "sent_on")) == [
        ("Phòng Kế hoạch", False, TODAY),
        ("Sở số 1", True, TODAY),
        ("Ban Tổ chức Tỉnh ủy", True, TODAY),
    ]


def test_a_number_is_used_once_and_a_recognition_is_signed_once(province):
    ready_to_sign(province, "p0", "px")
    sign(province, "p0", by=province.users["s0"], unit="s0")
    with pytest.raises(EvaluationRefused, match="vừa được ký ở nơi khác"):
        sign(province, "p0", by=province.users["s0"], unit="s0", number="14/QĐ")
    sign(province, "px", by=province.users["x0"], unit="x0")


class TestCancelled:
    @pytest.fixture
    def signed(self, province) -> Recognition:
        ready_to_sign(province, "p0")
        sign(province, "p0", by=province.users["s0"], unit="s0")
        return Recognition.objects.select_related("evaluation__cycle").get()

    def again(self, province, signed, **other):
        given = {
            "level": "FULFILLED", "reason": "", "cancel_reason": "Số liệu thiếu trung thực",
            "number": "20/QĐ", "decided_on": DECIDED, "told": TOLD, "by": province.users["s0"],
            "today": TODAY,
        }  # fmt: skip
        return cancel_and_recognise(recognition=signed, **given | other)

    def lower(self, province):
        check_report(
            evaluation=province.evaluation("p0"), points={"h": 0, "g": 0}, majeure_accepted=False,
            majeure_reason="", by=province.users["s0"],
        )  # fmt: skip

    def test_a_wrong_result_is_cancelled_with_its_grounds_and_rated_again(self, province, signed):
        with pytest.raises(Blocked, match="Đạt 80,00 điểm"):
            self.again(province, signed)
        self.lower(province)
        with pytest.raises(Blocked, match="Hủy kết quả và xếp loại lại: cần"):
            self.again(province, signed, cancel_reason=" ")
        self.again(province, signed)
        old, new = Recognition.objects.all()
        assert (old.level, new.level, new.replaces) == ("GOOD", "FULFILLED", old)
        assert new.cancel_reason == "Số liệu thiếu trung thực"
        assert list(Recognition.objects.standing()) == [new]

    def test_who_rates_its_head_is_told_where_the_heads_rating_is_now_above_it(self, province, signed):
        head = Evaluation.objects.get(cycle=province.cycle, person=province.heads["p0"])
        rated(head, "GOOD", by=province.users["s0"])
        self.lower(province)
        self.again(province, signed)
        (told,) = Notice.objects.filter(evaluation=head, about="change")
        assert told.unit == head.rater_unit
        assert "đã được xếp hoàn thành tốt nhiệm vụ, cao hơn mức mới của đơn vị" in told.text

    def test_it_is_not_cancelled_twice_nor_by_anybody_else(self, province, signed):
        with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
            self.again(province, signed, by=province.users["chairman"])
        self.lower(province)
        self.again(province, signed)
        with pytest.raises(EvaluationRefused, match="đã được thay"):
            self.again(province, signed, number="21/QĐ")

    def test_what_was_signed_is_neither_changed_nor_deleted(self, signed):
        with pytest.raises(InternalError), transaction.atomic():
            Recognition.objects.filter(pk=signed.pk).update(level="EXCELLENT")
        with pytest.raises(InternalError), transaction.atomic():
            Recognition.objects.filter(pk=signed.pk).delete()


def test_a_conclusion_needs_its_paper(province):
    with pytest.raises(EvaluationRefused, match="phải có số văn bản"):
        record_matter(
            unit_id=province.units["p0"].pk, kind="corruption", on=DECIDED, text="Lãng phí",
            by=province.users["officer"], today=TODAY,
        )  # fmt: skip
    assert not UnitMatter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_for_the_last_place_one_gets_it():
    """Five are GOOD; there is one place for a sixth, and two ask for it."""
    with transaction.atomic():
        made = make_province(departments=9, communes=0)
        names = tuple(f"s{number}" for number in range(2, 9))
        ready_to_sign(made, *names, level="EXCELLENT", points="94")
        second = factories.make_user_in(Role.PROVINCIAL_LEADER)
    sign(made, *names[2:])
    start, said = threading.Barrier(2), []

    def race(name: str, by, number: str) -> None:
        start.wait()
        try:
            sign(made, name, level="EXCELLENT", reason="Dẫn đầu về kết quả.", by=by, number=number)
            said.append("signed")
        except Blocked as error:
            said.append(error.sentences[0])
        finally:
            connection.close()

    racers = [
        threading.Thread(target=race, args=(name, by, number))
        for name, by, number in ((names[0], made.users["chairman"], "1/QĐ"), (names[1], second, "2/QĐ"))
    ]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert Recognition.objects.filter(level="EXCELLENT").count() == 1
    assert sorted("Hết chỗ" in one for one in said) == [False, True]


def test_a_day_without_a_law_for_the_organisation_is_refused_at_its_field(province):
    """The draft for service units holds from 1/7/2026."""
    ready_to_sign(province, "school")
    given = {"unit": "s1", "by": province.users["s1"]}
    with pytest.raises(EvaluationRefused) as refused:
        sign(province, "school", decided_on=date(2026, 6, 30), **given)
    assert (refused.value.code, refused.value.field) == ("no_law", "decided_on")
    sign(province, "school", **given)
