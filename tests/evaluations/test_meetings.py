"""Who must be at the meeting: the step asks for them, and nobody is signed whose meeting lacked one."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.enums import Role
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.meetings import asked_of
from evaluations.models import Evaluation, Organisation, OrganisationEvaluation, StepRecord
from evaluations.organisation_propose import leave_out
from evaluations.record_step import record_step
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import make_school, opened, papers, ready, scored

pytestmark = pytest.mark.django_db
ALL_BUT_DIVISIONS = ["collective_leadership", "party_representative"]


@pytest.fixture
def agency():
    """Sở Nội vụ with a division, in the cycle of 2026 under Decree 335; its director is rated from above."""
    made = make_offices()
    made.chairman = factories.make_user_in(Role.PROVINCIAL_LEADER)
    made.head = factories.make_user_in(Role.UNIT_HEAD, made.units["agency"])
    Person.objects.filter(pk=made.people["director"].pk).update(account=made.head)
    made.cycle = opened(make_cycle(2026))
    made.director = Evaluation.objects.get(cycle=made.cycle, person=made.people["director"])
    papers(made.director, "meeting", "party_opinion", "synthesis", by=made.head)
    scored(made.director, by=made.chairman)
    rated = OrganisationEvaluation.objects.get(cycle=made.cycle, unit=made.units["agency"])
    leave_out(evaluation=rated, reason="Không thuộc đối tượng", by=made.cycle.made_by)
    made.meeting = StepRecord.objects.filter(organisation=made.director.organisation, step="meeting")
    return made


def sign(made, one: Evaluation, by) -> None:
    on = date(2026, 12, 10)
    decide(
        cycle=made.cycle, unit_id=one.rater_unit_id, choices=[Choice(one.pk, "GOOD", "Theo tập thể.")],
        number="1/QĐ", decided_on=on, by=by, today=on,
    )  # fmt: skip


def test_golden_81_a_head_is_not_signed_after_a_meeting_without_the_divisions_heads(agency):
    agency.meeting.update(attendants=ALL_BUT_DIVISIONS)
    with pytest.raises(Blocked) as refused:
        sign(agency, agency.director, agency.chairman)
    (sentence,) = refused.value.sentences
    assert "Hoàng Thị Director" in sentence and "Cuộc họp ngày 01/12/2026" in sentence
    assert "còn thiếu: người đứng đầu các đơn vị cấu thành" in sentence
    assert "điểm b khoản 1 Điều 21 NĐ 335/2025" in sentence
    agency.meeting.update(attendants=[*ALL_BUT_DIVISIONS, "division_heads"])
    sign(agency, agency.director, agency.chairman)


def test_golden_81_a_head_is_not_signed_without_the_party_committees_opinion(agency):
    StepRecord.objects.filter(step="party_opinion").delete()
    with pytest.raises(Blocked, match=r"ý kiến nhận xét của cấp ủy.*điểm c khoản 1 Điều 21"):
        sign(agency, agency.director, agency.chairman)


@pytest.mark.parametrize("is_large", [True, False])
def test_in_a_large_body_heads_of_divisions_may_write_instead(agency, is_large):
    agency.meeting.update(attendants=ALL_BUT_DIVISIONS, wrote=["division_heads"], is_large=is_large)
    if is_large:
        sign(agency, agency.director, agency.chairman)
    else:
        with pytest.raises(Blocked, match="còn thiếu"):
            sign(agency, agency.director, agency.chairman)


def test_each_place_has_its_own_attendants_by_the_law_of_the_day(agency):
    found = {one.places: one.who for one in asked_of(agency.director.organisation, date(2026, 12, 1))}
    assert found["employing_head",] == ("collective_leadership", "party_representative", "division_heads")
    assert ("division_staff",) in found.values()


def test_a_unit_without_divisions_meets_with_everybody():
    cycle, school, head, _ = make_school(2)
    found = ready(cycle, school, head)
    StepRecord.objects.filter(step="meeting").update(attendants=["collective_leadership"])
    on = date(2022, 12, 10)
    given = {
        "cycle": cycle,
        "unit_id": school.pk,
        "number": "1/QĐ",
        "decided_on": on,
        "by": head,
        "today": on,
    }
    with pytest.raises(Blocked) as refused:
        decide(choices=[Choice(one.pk, "EXCELLENT") for one in found], **given)
    (sentence,) = refused.value.sentences
    assert sentence.startswith("Nông Thị 000, Nông Thị 001: ") and "toàn thể công chức, viên chức" in sentence
    StepRecord.objects.filter(step="meeting").update(attendants=["all_staff"])
    decide(choices=[Choice(one.pk, "EXCELLENT") for one in found], **given)


def test_after_a_signature_attendants_may_be_added_and_nothing_else():
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    StepRecord.objects.filter(step="meeting").update(attendants=["all_staff"], present=2, invited=2)
    on = date(2022, 12, 10)
    decide(
        cycle=cycle, unit_id=school.pk, choices=[Choice(one.pk, "EXCELLENT")], number="1/QĐ", decided_on=on,
        by=head, today=on,
    )  # fmt: skip
    step = {
        "organisation": one.organisation, "step": "meeting", "held_on": date(2022, 12, 1), "by": head,
        "present": 3, "invited": 2,
    }  # fmt: skip
    for wrong in ({"attendants": []}, {"attendants": ["all_staff"], "text": "Khác."}):
        with pytest.raises(EvaluationRefused, match="chỉ bổ sung được thành phần"):
            record_step(**step | wrong | {"present": 2})
    more = ["all_staff", "party_representative"]
    assert record_step(**step | {"attendants": more, "present": 2}).attendants == more


def test_the_page_asks_for_those_whom_the_law_asks_for_and_says_who_is_missing(agency, client, sign_in):
    agency.meeting.delete()
    sign_in(client, agency.head)
    address = reverse("evaluations:step", args=[agency.cycle.pk, "SNV", "hop"])
    page = client.get(address)
    text = page.content.decode()
    assert "evaluations/step.html" in [template.name for template in page.templates]
    assert "điểm b khoản 1 Điều 21 NĐ 335/2025" in text and "Cơ quan có quy mô lớn" in text
    assert "Đại diện công đoàn" not in text
    given = {"held_on": "5/1/2026", "present": 5, "invited": 6, "attendants": ALL_BUT_DIVISIONS}
    answer = client.post(address, given, follow=True).content.decode()
    assert "Chưa ký được: Cuộc họp ngày 05/01/2026" in answer
    assert Organisation.objects.get(unit=agency.units["agency"]).steps.filter(step="meeting").exists()
