"""A cycle closes organisation by organisation, as a job that may be killed and run again."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.enums import Role
from core import jobs
from evaluations import close_cycle
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.enums import CycleState, OrganisationState, Step
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation, Organisation
from evaluations.petition import answer, file_petition
from evaluations.propose import propose
from evaluations.record_step import record_step
from evaluations.reopen import reopen
from staff.models import Person
from tests import factories
from tests.evaluations.rated import did, make_school, papers

pytestmark = pytest.mark.django_db

DAY = date(2022, 12, 10)
CODES = "unit__periods__code"


def sign(cycle, unit, by, those, number="01/QĐ"):
    """All papers, and a decision that calls them fulfilled."""
    for one in those:
        did(one.person, unit)
        papers(one, Step.MEETING, Step.SYNTHESIS, Step.PARTY_OPINION, by=by)
        propose(evaluation=one, level="FULFILLED", by=by, reason="Đủ căn cứ")
    choices = [Choice(one.pk, "FULFILLED", "Đủ căn cứ") for one in those]
    return decide(
        cycle=cycle, unit_id=unit.pk, choices=choices, number=number, decided_on=DAY, by=by, today=DAY
    )


@pytest.fixture
def school():
    """A school whose teachers are all rated; its principal, and the district, are not."""
    with transaction.atomic():
        cycle, unit, head, teachers = make_school(3)
    sign(cycle, unit, head, list(Evaluation.objects.filter(cycle=cycle, rater_unit=unit)))
    return cycle, unit, head, teachers


def rate_principal(cycle, unit):
    district = unit.periods.get().parent
    chairman = factories.make_user_in(Role.UNIT_HEAD, district)
    Person.objects.filter(full_name="Ma Văn Chủ Tịch").update(account=chairman)
    sign(
        cycle,
        district,
        chairman,
        list(Evaluation.objects.filter(cycle=cycle, rater_unit=district, unit=unit)),
    )


def states(cycle):
    return dict(Organisation.objects.filter(cycle=cycle).values_list(CODES, "state"))


def close(cycle):
    with transaction.atomic():
        closed = close_cycle.close_ready(cycle, by=factories.make_user_in(Role.HOME_AFFAIRS_LEADER))
    cycle.refresh_from_db()
    return closed


def leader_of(cycle):
    return factories.make_user_in(Role.HOME_AFFAIRS_LEADER)


def test_an_organisation_stays_open_while_somebody_in_it_is_not_rated_and_says_what_is_missing(school):
    cycle, unit, _, _ = school
    assert close(cycle) == 0
    found = {one.unit_id: one for one in close_cycle.closings(cycle)}
    assert [(one.step, one.n) for one in found[unit.pk].behind] == [(Step.SELF_EVALUATION, 1)]
    assert (found[unit.pk].rated, found[unit.pk].undecided) == (3, 1)
    principal = Evaluation.objects.get(cycle=cycle, unit=unit, ratings=None)
    papers(principal, Step.SYNTHESIS, by=cycle.made_by)
    assert close_cycle.closings(cycle, [unit.pk])[0].behind[0].step == Step.DECISION


def test_who_is_ready_closes_and_the_others_stay(school):
    cycle, unit, _, _ = school
    rate_principal(cycle, unit)
    assert close(cycle) == 1
    assert states(cycle)["TH01"] == OrganisationState.CLOSED
    assert cycle.state == CycleState.OPEN
    assert close(cycle) == 0


def test_the_cycle_closes_with_its_last_organisation_and_opens_again_with_one(school):
    cycle, unit, _, _ = school
    rate_principal(cycle, unit)
    close(cycle)
    assert set(states(cycle).values()) == {"closed", "waiting"} and cycle.state == CycleState.OPEN
    Organisation.objects.filter(cycle=cycle, state="waiting").delete()
    close(cycle)
    assert set(states(cycle).values()) == {"closed"}
    assert cycle.state == CycleState.CLOSED
    leader = factories.make_user_in(Role.HOME_AFFAIRS_LEADER)
    reopen(organisation=Organisation.objects.get(cycle=cycle, unit=unit), reason="Sót một người", by=leader)
    cycle.refresh_from_db()
    assert states(cycle)["TH01"] == "open" and cycle.state == CycleState.OPEN
    event = Organisation.pgh_event_model.objects.order_by("-pgh_id").first()
    assert event.pgh_context.metadata["what"].endswith("Sót một người")
    assert event.pgh_context.metadata["user"] == leader.pk


def test_an_organisation_opens_again_only_with_a_reason_and_only_once_closed(school):
    cycle, unit, _, _ = school
    organisation = Organisation.objects.get(cycle=cycle, unit=unit)
    with pytest.raises(EvaluationRefused, match="Ghi lý do"):
        reopen(organisation=organisation, reason=" ", by=leader_of(cycle))
    with pytest.raises(EvaluationRefused, match="chưa đóng"):
        reopen(organisation=organisation, reason="x", by=leader_of(cycle))


def test_an_open_petition_keeps_the_organisation_open_with_the_article(school):
    cycle, unit, head, teachers = school
    rate_principal(cycle, unit)
    user = factories.make_user()
    Person.objects.filter(pk=teachers[0].pk).update(account=user)
    rating = Evaluation.objects.get(cycle=cycle, person=teachers[0]).ratings.get()
    petition = file_petition(rating=rating, text="Đề nghị xem lại", on=DAY, by=user)
    assert close(cycle) == 0
    found = close_cycle.closings(cycle, [unit.pk])[0]
    assert found.refusals[0].startswith("Còn 1 kiến nghị chưa giải quyết") and "Điều 21" in found.refusals[0]
    assert found.petitions == (petition.pk,)
    answer(petition=petition, text="Giữ nguyên", on=DAY, by=head, today=DAY)
    assert close(cycle) == 1


def test_a_petition_in_time_is_taken_and_answered_after_closing(school):
    cycle, unit, head, teachers = school
    rate_principal(cycle, unit)
    close(cycle)
    user = factories.make_user()
    Person.objects.filter(pk=teachers[0].pk).update(account=user)
    rating = Evaluation.objects.get(cycle=cycle, person=teachers[0]).ratings.get()
    petition = file_petition(rating=rating, text="Đề nghị xem lại", on=DAY, by=user)
    answer(petition=petition, text="Xếp lại", on=DAY, by=head, today=DAY, level="GOOD", number="02/QĐ")
    assert rating.replaced_by.level == "GOOD"
    assert states(cycle)["TH01"] == "closed"


def test_nothing_is_written_in_a_closed_organisation(school):
    cycle, unit, head, _ = school
    rate_principal(cycle, unit)
    late = factories.make_person("Lý Thị Muộn", unit=unit)
    one = Evaluation.objects.filter(cycle=cycle, unit=unit).first()
    one.pk, one.person, one.left_on = None, late, DAY
    one.save()
    close(cycle)
    with pytest.raises(EvaluationRefused, match="không mở"):
        propose(evaluation=one, level="GOOD", by=head)
    with pytest.raises(EvaluationRefused, match="không mở"):
        record_step(organisation=one.organisation, step=Step.MEETING, held_on=DAY, by=head)


def test_the_database_refuses_an_organisation_that_nobody_closed(school):
    cycle, unit, _, _ = school
    with pytest.raises(IntegrityError, match="evaluations_organisation_closed_by_somebody"):
        Organisation.objects.filter(cycle=cycle, unit=unit).update(state="closed")


@pytest.mark.django_db(transaction=True)
def test_the_leader_reads_the_effect_in_numbers_and_closes(client, sign_in, school):
    cycle, unit, _, _ = school
    rate_principal(cycle, unit)
    page = reverse("evaluations:close", args=[cycle.pk])
    sign_in(client, factories.make_user_in(Role.OFFICER))
    assert client.get(page).status_code == 403
    sign_in(client, leader_of(cycle))
    assert page in client.get(reverse("evaluations:cycle", args=[cycle.pk])).content.decode()
    text = client.get(page).content.decode()
    assert "Đóng 1 đơn vị với 4 người đã có quyết định: hoàn thành nhiệm vụ 4." in text
    client.post(page)
    assert jobs.run(jobs.Job.objects.get(kind="evaluations.close").pk)
    assert states(cycle) == {"TH01": "closed", "H061": "waiting"}
    reopening = reverse("evaluations:reopen", args=[cycle.pk, "TH01"])
    organisation = reverse("evaluations:organisation", args=[cycle.pk, "TH01"])
    assert reopening in client.get(organisation).content.decode()
    assert "Đơn vị lại ghi được" in client.get(reopening).content.decode()
    assert client.post(reopening, {"reason": "Sót người"}).status_code == 302
    assert states(cycle)["TH01"] == "open"


def test_closing_asks_no_more_for_more_people(client, sign_in, school, django_assert_max_num_queries):
    cycle, unit, _, _ = school
    sign_in(client, leader_of(cycle))
    for number in range(20):
        other = factories.make_unit(f"Phòng {number}", parent=unit)
        organisation = Organisation.objects.create(
            cycle=cycle, unit=other, starts_on=cycle.starts_on, ends_on=cycle.ends_on,
            rated_on=DAY, state="open", opened_at="2022-11-01T00:00Z",
        )  # fmt: skip
        one = Evaluation.objects.filter(cycle=cycle, unit=unit).first()
        one.pk, one.person = None, factories.make_person(f"Bàn Văn {number}")
        one.organisation, one.unit = organisation, other
        one.save()
    with django_assert_max_num_queries(16):
        text = client.get(reverse("evaluations:close", args=[cycle.pk])).content.decode()
    assert text.count("chưa gửi phiếu tự đánh giá") == 21
