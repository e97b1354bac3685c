"""Groups of like duties and a raised share: places are counted within each group, by the share decided."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.enums import Role
from core import days
from evaluations import cap
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.duty_groups import dissolve, name_group, put_into
from evaluations.enums import CycleState
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.models import DutyGroup, DutyMember, Evaluation, RaisedPeopleShare, Rating, StepRecord
from evaluations.propose import propose
from evaluations.raise_share import raise_people_share
from evaluations.replace_rating import over_cap, replace_rating
from evaluations.sheet import sheet
from tests import factories
from tests.evaluations.rated import make_school, papers, ready, scored
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 10)
LAW = "nd335-2025"


def make_office(staff: int):
    """So many civil servants of a department, each of 95 points, with all papers."""
    made = make_department(staff, deputy=False)
    made.rated = list(
        Evaluation.objects.filter(cycle=made.cycle, rater_unit=made.unit).order_by("person__sort_key")
    )
    for one in made.rated:
        scored(one, by=made.director, points="95")
        papers(one, "meeting", by=made.director)
    StepRecord.objects.update(attendants=["all_staff"])
    return made


def group_of(office, name, people, by=None):
    given = {"cycle": office.cycle, "unit_id": office.unit.pk, "law": LAW, "by": by or office.director}
    group = name_group(name=name, **given)
    put_into(people=[one.pk for one in people], group=group, **given)
    return group


def signed(office, people, levels, number="01/QĐ"):
    choices = [
        Choice(one.pk, level, "Dẫn đầu về kết quả." if level == "EXCELLENT" else "")
        for one, level in zip(people, levels, strict=True)
    ]
    return decide(
        cycle=office.cycle, unit_id=office.unit.pk, choices=choices, number=number, decided_on=ON,
        by=office.director, today=ON,
    )  # fmt: skip


def raised(office, share, **other):
    given = {
        "cycle": office.cycle, "unit_id": office.unit.pk, "law": LAW, "group": "civil_servant",
        "number": "9/QĐ", "decided_on": ON, "reason": "Vượt kế hoạch năm.", "by": office.director,
        "today": ON,
    }  # fmt: skip
    return raise_people_share(share=share, **given | other)


class TestGroups:
    """Twelve people: two places together, one for each of two groups of six."""

    @pytest.fixture
    def office(self):
        made = make_office(12)
        made.first, made.second = made.rated[:6], made.rated[6:]
        return made

    def test_a_group_has_only_its_own_places(self, office):
        group_of(office, "Chuyên viên tổng hợp", office.first)
        group_of(office, "Văn thư, phục vụ", office.second)
        with pytest.raises(Blocked) as refused:
            signed(office, office.rated, ["EXCELLENT", "EXCELLENT", *["GOOD"] * 10])
        (sentence,) = [one for one in refused.value.sentences if "Hết chỗ" in one]
        assert "trong nhóm “Chuyên viên tổng hợp”: 20 % × 5 người hoàn thành tốt = 1 → tối đa 1" in sentence
        assert "nếu ký sẽ là 2 người" in sentence and "Điều 20" in sentence
        signed(office, office.rated, [*["EXCELLENT", *["GOOD"] * 5] * 2])
        assert Rating.objects.filter(level="EXCELLENT").count() == 2

    def test_without_groups_the_two_places_are_anybodys(self, office):
        signed(office, office.rated, ["EXCELLENT", "EXCELLENT", *["GOOD"] * 10])

    def test_who_stands_in_no_group_is_counted_among_the_rest(self, office):
        group_of(office, "Lái xe", office.rated[:7])
        rest = office.rated[7:]
        with pytest.raises(Blocked, match=r"trong nhóm “Những người còn lại”: 20 % × 5 .* tối đa 0"):
            signed(office, rest, ["EXCELLENT", *["GOOD"] * 4])
        signed(office, office.rated, ["EXCELLENT", *["GOOD"] * 11])

    def test_the_place_of_one_group_is_taken_while_the_others_is_free(self, office):
        group_of(office, "A", office.first)
        group_of(office, "B", office.second)
        propose(evaluation=office.first[0], level="EXCELLENT", by=office.director)
        rows = sheet(office.cycle, office.unit.pk, user=office.director).rows
        assert [row.suggested for row in rows[1:6]] == ["GOOD"] * 5
        assert [row.suggested for row in rows[6:]] == ["EXCELLENT"] * 6
        assert rows[6].verdict["contested"] == {"qualify": 6, "most": 1, "full": False}
        assert rows[0].verdict["contested"] == {"qualify": 6, "most": 1, "full": True}

    def test_what_is_signed_counts_in_its_group_for_the_next_signature_and_for_a_replacement(self, office):
        group_of(office, "A", office.first)
        group_of(office, "B", office.second)
        signed(office, office.first, ["EXCELLENT", *["GOOD"] * 5])
        signed(office, office.second, ["EXCELLENT", *["GOOD"] * 5], number="02/QĐ")
        given = {"reason": "Xem lại.", "decided_on": ON, "by": office.director, "today": ON}
        rating = Rating.objects.get(evaluation=office.first[1])
        with pytest.raises(Blocked, match="Hết chỗ hoàn thành xuất sắc trong nhóm “A”"):
            replace_rating(rating=rating, level="EXCELLENT", number="03/QĐ", **given)
        lowered = Rating.objects.get(evaluation=office.first[2])
        new = Rating.objects.create(
            decision=lowered.decision, evaluation=lowered.evaluation, level="NOT_FULFILLED", outcome="forced",
            grounds={}, pool=lowered.pool, replaces=lowered,
        )  # fmt: skip
        assert "nhóm “A” có 1 người hoàn thành xuất sắc, vượt 1 người so với tối đa 0" in over_cap(new)

    def test_once_somebody_is_signed_groups_stay_and_only_the_unsigned_are_put_elsewhere(self, office):
        group = group_of(office, "A", office.first)
        signed(office, office.first, ["EXCELLENT", *["GOOD"] * 5])
        given = {"cycle": office.cycle, "unit_id": office.unit.pk, "law": LAW, "by": office.director}
        with pytest.raises(EvaluationRefused, match="không lập, không bỏ nhóm được"):
            name_group(name="C", **given)
        with pytest.raises(EvaluationRefused, match="không lập, không bỏ nhóm được"):
            dissolve(group=group, by=office.director)
        with pytest.raises(EvaluationRefused, match="Chuyên Viên 00 đã có quyết định xếp loại"):
            put_into(people=[office.first[0].pk, office.second[0].pk], group=None, **given)
        assert put_into(people=[office.second[0].pk], group=group, **given) == 1
        member = DutyMember.objects.get(evaluation=office.first[0])
        with pytest.raises(IntegrityError, match="ở lại trong nhóm"), transaction.atomic():
            DutyMember.objects.filter(pk=member.pk).delete()

    def test_a_group_counts_only_while_its_pool_is_that_of_the_person(self, office):
        group_of(office, "A", office.first)
        elsewhere = Evaluation.objects.filter(pk=office.first[0].pk)
        elsewhere.update(rater_unit=office.province)
        pool = cap.standing(office.cycle, office.province.pk, [LAW])[LAW]
        assert pool.group_of(office.first[0]) == cap.REST

    def test_groups_are_of_who_decides_and_of_home_affairs_and_of_one_pool(self, office):
        officer = factories.make_user_in(Role.OFFICER)
        clerk = factories.make_user_in(Role.UNIT_CLERK, office.unit)
        group = group_of(office, "A", office.first, by=officer)
        given = {"cycle": office.cycle, "unit_id": office.unit.pk, "law": LAW}
        with pytest.raises(EvaluationRefused, match="Chỉ người có thẩm quyền"):
            name_group(name="B", by=clerk, **given)
        with pytest.raises(EvaluationRefused, match="Đã có nhóm"):
            name_group(name=" A ", by=officer, **given)
        with pytest.raises(EvaluationRefused, match="Đặt tên"):
            name_group(name=" ", by=officer, **given)
        with pytest.raises(EvaluationRefused, match="Chọn ít nhất một người"):
            put_into(people=[], group=group, by=officer, **given)
        director = Evaluation.objects.get(person=office.people["director"])
        with pytest.raises(EvaluationRefused, match="không thuộc phiếu này"):
            put_into(people=[director.pk], group=group, by=officer, **given)
        office.cycle.state = CycleState.CLOSED
        with pytest.raises(EvaluationRefused, match="không mở"):
            put_into(people=[office.first[0].pk], group=None, by=officer, **given)

    def test_who_named_a_group_and_put_whom_into_it_is_kept(self, office):
        group = group_of(office, "A", office.first)
        pk = group.pk
        dissolve(group=group, by=office.director)
        events = DutyGroup.pgh_event_model.objects.filter(pgh_obj_id=pk).order_by("pgh_id")
        assert [one.pgh_label for one in events] == ["insert", "delete"]
        assert events[1].pgh_context.metadata["what"] == "Bỏ nhóm nhiệm vụ tương đồng"
        assert DutyMember.pgh_event_model.objects.filter(pgh_label="delete").count() == 6


class TestRaisedShare:
    """Five people: none may be EXCELLENT at 20 %, one at 25 %."""

    @pytest.fixture
    def office(self):
        return make_office(5)

    def test_a_decision_for_outstanding_achievement_frees_a_place(self, office):
        batch = (office.rated, ["EXCELLENT", *["GOOD"] * 4])
        with pytest.raises(Blocked, match="20 % × 5 người hoàn thành tốt = 1 → tối đa 0"):
            signed(office, *batch)
        raised(office, 25)
        ((_, count, shown),) = sheet(office.cycle, office.unit.pk, user=office.director).side.counts
        assert (shown.number, count.most) == ("9/QĐ", 0)
        signed(office, *batch)
        ((_, count, _),) = sheet(office.cycle, office.unit.pk, user=office.director).side.counts
        assert count.says == "25 % × 4 người hoàn thành tốt = 1 → tối đa 1"

    def test_a_second_one_finds_no_place_at_the_raised_share(self, office):
        raised(office, 25)
        with pytest.raises(Blocked, match=r"25 % × 4 .* nếu ký sẽ là 2 người"):
            signed(office, office.rated, ["EXCELLENT", "EXCELLENT", *["GOOD"] * 3])

    def test_the_law_bears_no_more_than_it_says_and_wants_the_achievement(self, office):
        with pytest.raises(EvaluationRefused, match="không quá 25 %") as refused:
            raised(office, 26)
        assert refused.value.field == "share"
        with pytest.raises(EvaluationRefused, match="Ghi thành tích"):
            raised(office, 25, reason=" ")
        with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
            raised(office, 25, by=factories.make_user_in(Role.OFFICER))
        assert not RaisedPeopleShare.objects.exists()

    def test_the_decree_of_before_names_no_case_for_it(self):
        cycle, school, head, _ = make_school(1, year=2024)
        with pytest.raises(EvaluationRefused, match="không nêu trường hợp được quyết định tỷ lệ cao hơn"):
            raise_people_share(
                cycle=cycle, unit_id=school.pk, law="nd90-2020-sd48-2023", group="public_employee", share=25,
                number="9/QĐ", decided_on=date(2024, 12, 1), reason="Vượt kế hoạch.", by=head,
                today=date(2024, 12, 10),
            )  # fmt: skip


def test_under_the_decree_of_2023_two_groups_of_three_have_no_place_at_all():
    cycle, school, head, _ = make_school(6, year=2024)
    found = ready(cycle, school, head)
    given = {"cycle": cycle, "unit_id": school.pk, "law": "nd90-2020-sd48-2023", "by": head}
    for name, people in (("Tổ Tự nhiên", found[:3]), ("Tổ Xã hội", found[3:])):
        put_into(people=[one.pk for one in people], group=name_group(name=name, **given), **given)
    choices = [
        Choice(found[0].pk, "EXCELLENT", "Dẫn đầu."),
        *(Choice(one.pk, "GOOD", "Hết chỗ.") for one in found[1:]),
    ]
    signing = {"cycle": cycle, "unit_id": school.pk, "choices": choices, "number": "1/QĐ", "by": head,
               "decided_on": date(2024, 12, 10), "today": date(2024, 12, 10)}  # fmt: skip
    with pytest.raises(Blocked, match=r"nhóm “Tổ Tự nhiên”.*khoản 6 Điều 2"):
        decide(**signing)
    for group in DutyGroup.objects.all():
        dissolve(group=group, by=head)
    decide(**signing)


class TestPages:
    @pytest.fixture
    def office(self, client, sign_in):
        made = make_office(7)
        sign_in(client, made.director)
        made.url = lambda name, *more: reverse(f"evaluations:{name}", args=[made.cycle.pk, "SNV", *more])
        return made

    def test_a_group_is_named_filled_and_dissolved(self, client, office, django_assert_max_num_queries):
        page = client.post(office.url("duty-groups"), {"law": LAW, "name": "Văn thư"}, follow=True)
        assert "Đã lập nhóm “Văn thư”" in page.content.decode()
        group = DutyGroup.objects.get()
        people = [one.pk for one in office.rated[:6]]
        given = {"law": LAW, "group": str(group.pk), "people": people}
        page = client.post(office.url("put-into-group"), given, follow=True)
        assert "Đã xếp 6 người vào nhóm “Văn thư”." in page.content.decode()
        with django_assert_max_num_queries(22):
            text = client.get(office.url("duty-groups")).content.decode()
        assert "Văn thư, 6 người: 20 % × 5 người hoàn thành tốt = 1 → tối đa 1." in text
        side = client.get(office.url("sheet")).content.decode()
        assert "Văn thư: 0 / 0" in side and "Nhóm nhiệm vụ tương đồng" in side
        page = client.post(
            office.url("put-into-group"), {"law": LAW, "group": "", "people": people[:1]}, follow=True
        )
        assert "Đã xếp 1 người vào nhóm còn lại." in page.content.decode()
        page = client.post(office.url("drop-group", group.pk), follow=True)
        assert "Đã bỏ nhóm “Văn thư”." in page.content.decode() and not DutyGroup.objects.exists()

    def test_what_is_refused_is_said_on_the_page(self, client, office):
        page = client.post(office.url("duty-groups"), {"law": "khac", "name": "A"}, follow=True)
        assert "Chọn quy định mà nhóm thuộc về." in page.content.decode()
        given = {"law": LAW, "group": "", "people": ["x"]}
        page = client.post(office.url("put-into-group"), given, follow=True)
        assert "Chọn ít nhất một người." in page.content.decode()
        assert client.post(office.url("put-into-group"), {"group": "9", "law": LAW}).status_code == 404

    def test_the_share_is_raised_by_the_form_and_said_beside_the_sheet(self, client, office):
        on = days.today()
        said = {"law": LAW, "number": "9/QĐ", "decided_on": f"{on:%d/%m/%Y}", "reason": "Vượt kế hoạch."}
        page = client.post(office.url("people-share"), said | {"share": "30"})
        assert "evaluations/people_share.html" in [one.name for one in page.templates]
        assert "không quá 25 %" in page.content.decode()
        page = client.post(office.url("people-share"), said | {"share": "25"}, follow=True)
        words = f"Tỷ lệ 25 % theo Quyết định số 9/QĐ ngày {on:%d/%m/%Y}: Vượt kế hoạch."
        assert words in page.content.decode()
        assert "Đang có: 25 %" in client.get(office.url("people-share")).content.decode()
