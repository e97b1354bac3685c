"""Of a head, who is rated from above: the synthesis by the level that rates, nothing by themself."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.enums import Role
from core import days
from evaluations.against import papers_of
from evaluations.enums import Step
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation, StepRecord
from evaluations.progress import steps_missing
from evaluations.record_step import record_step
from evaluations.steps_done import steps_done
from tests import factories
from tests.evaluations.rated import papers
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db
ON = {"held_on": date(2026, 12, 1), "number": "5-NX/CB"}


@pytest.fixture
def office():
    """A department whose director the province's chairman rates; the minutes and form 02 are there."""
    made = make_department(1)
    found = Evaluation.objects.select_related("organisation", "person", "cycle", "self_evaluation")
    made.one = found.get(person=made.people["director"])
    made.staff = found.get(person=made.people["staff-0"])
    papers(made.one, Step.MEETING, by=made.director)
    made.one = found.get(pk=made.one.pk)
    made.clerk = factories.make_user_in(Role.UNIT_CLERK, made.unit)
    made.officer = made.cycle.made_by
    return made


def there(office, one=None) -> list[str]:
    one = one or office.one
    return papers_of([one], steps_done([one]))[one.pk]


def missing(office) -> Step:
    return steps_missing(office.cycle)[office.one.pk]


def test_the_synthesis_of_their_own_unit_is_none_about_a_head(office):
    for step in (Step.PARTY_OPINION, Step.SYNTHESIS):
        record_step(organisation=office.one.organisation, step=step, by=office.clerk, **ON)
    assert there(office) == ["self_evaluation", "minutes", "party_opinion"]
    assert missing(office) == Step.SYNTHESIS
    assert "synthesis" in there(office, office.staff), "who is rated within the unit has it"
    record_step(
        organisation=office.one.organisation,
        evaluation=office.one,
        step=Step.SYNTHESIS,
        by=office.officer,
        **ON,
    )
    assert "synthesis" in there(office)
    assert missing(office) == Step.DECISION


def test_a_partys_opinion_that_a_head_wrote_about_the_unit_doesnt_hold_for_themself(office):
    record_step(organisation=office.one.organisation, step=Step.PARTY_OPINION, by=office.director, **ON)
    assert "party_opinion" not in there(office) and missing(office) == Step.PARTY_OPINION
    assert "party_opinion" in there(office, office.staff)
    record_step(organisation=office.one.organisation, step=Step.PARTY_OPINION, by=office.clerk, **ON)
    assert "party_opinion" in there(office) and missing(office) == Step.SYNTHESIS


def test_nobody_writes_a_step_about_themself_and_minutes_are_of_all(office):
    said = {"organisation": office.one.organisation, "evaluation": office.one} | ON
    with pytest.raises(EvaluationRefused, match="Không tự ghi"):
        record_step(step=Step.SYNTHESIS, by=office.director, **said)
    with pytest.raises(EvaluationRefused, match="ghi chung cho đơn vị"):
        record_step(step=Step.MEETING, by=office.officer, **said)
    with pytest.raises(EvaluationRefused, match="ghi chung cho đơn vị"):
        record_step(step=Step.SYNTHESIS, by=office.officer, **said | {"evaluation": office.staff})


def test_the_side_of_who_rates_writes_the_synthesis_and_all_see_who_wrote_what(client, sign_in, office):
    record_step(organisation=office.one.organisation, step=Step.PARTY_OPINION, by=office.clerk, **ON)
    place = [office.cycle.pk, "UBT"]
    address = reverse("evaluations:step-of", args=[*place, "tong-hop", office.one.pk])
    for user in (office.director, office.clerk):
        sign_in(client, user)
        assert client.post(address, {"held_on": "1/11/2026"}).status_code == 404
    sign_in(client, office.officer)
    sheet = client.get(reverse("evaluations:sheet", args=place)).content.decode()
    assert "chưa ghi tổng hợp, đề xuất" in sheet
    given = {"held_on": "1/11/2026", "text": "Đề nghị hoàn thành tốt."}
    text = client.post(address, given, follow=True).content.decode()
    assert f"{office.officer.full_name} ghi" in text
    assert f"{office.clerk.full_name} ghi chung cho đơn vị" in text
    assert StepRecord.objects.get(evaluation=office.one).text == "Đề nghị hoàn thành tốt."
    page = client.get(address).content.decode()
    assert f"Về {office.one.person.full_name}" in page and f"người ghi: {office.officer.full_name}" in page
    assert client.get(address.replace("/tong-hop/", "/hop/")).status_code == 404
    sign_in(client, office.chairman)
    assert client.get(address).status_code == 200
    assert "đã ghi đủ các bước" in client.get(reverse("evaluations:sheet", args=place)).content.decode()


def test_the_party_committees_opinion_is_copied_from_a_numbered_paper(office, client, sign_in):
    said = {"organisation": office.one.organisation, "by": office.clerk, "held_on": ON["held_on"]}
    with pytest.raises(EvaluationRefused, match="Ghi số văn bản của cấp ủy"):
        record_step(step=Step.PARTY_OPINION, number=" ", **said)
    assert record_step(step=Step.SYNTHESIS, **said).number == ""
    sign_in(client, office.clerk)
    code = office.unit.periods.get().code
    there = reverse("evaluations:step", args=[office.cycle.pk, code, "cap-uy"])
    given = {"held_on": f"{days.today():%d/%m/%Y}", "text": "Nhất trí."}
    assert client.get(there).context["form"].fields["number"].required
    page = client.post(there, given).content.decode()
    assert "Ngày văn bản" in page and "Của văn bản cấp ủy đã ký" in page
    assert not StepRecord.objects.filter(step=Step.PARTY_OPINION).exists()
    client.post(there, given | {"number": "5-NX/CB"})
    assert StepRecord.objects.get(step=Step.PARTY_OPINION).number == "5-NX/CB"
