"""Whoever signs gives a step back with a reason; until it is written anew it holds for nobody."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from agencies.enums import Role
from evaluations.enums import Step
from evaluations.errors import EvaluationRefused
from evaluations.models import Decision, Evaluation, Pool, Rating, StepRecord
from evaluations.progress import steps_missing
from evaluations.record_step import record_step
from evaluations.return_step import return_step
from evaluations.steps_done import steps_done
from tests import factories
from tests.evaluations.rated import papers
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db
WHY = "Biên bản thiếu ý kiến của hai người."


@pytest.fixture
def office():
    """A department with one member of staff: their form is in, the clerk wrote the minutes down."""
    made = make_department(1)
    found = Evaluation.objects.select_related("organisation", "person", "cycle", "self_evaluation")
    made.one = found.get(person=made.people["staff-0"])
    papers(made.one, by=made.director)
    made.clerk = factories.make_user_in(Role.UNIT_CLERK, made.unit)
    made.record = minutes(made)
    made.code = "SNV"
    return made


def minutes(office, **said) -> StepRecord:
    return record_step(
        organisation=office.one.organisation, step=Step.MEETING, by=office.clerk,
        **{"held_on": date(2026, 12, 1)} | said,
    )  # fmt: skip


def address(office, name: str = "step") -> str:
    return reverse(f"evaluations:{name}", args=[office.cycle.pk, office.code, "hop"])


def test_it_holds_for_nobody_until_it_is_written_anew(office):
    assert steps_missing(office.cycle)[office.one.pk] != Step.MEETING
    return_step(office.record, reason=WHY, by=office.director)
    assert steps_missing(office.cycle)[office.one.pk] == Step.MEETING
    assert Step.MEETING not in steps_done([office.one])[office.one.pk]
    again = minutes(office, text="Đủ ý kiến.")
    assert again.pk == office.record.pk and not again.is_returned and not again.returned_reason
    assert steps_missing(office.cycle)[office.one.pk] != Step.MEETING
    assert Step.MEETING in steps_done([office.one])[office.one.pk]


def test_its_history_keeps_who_returned_it_and_why(office):
    return_step(office.record, reason=WHY, by=office.director)
    minutes(office)
    kept = StepRecord.pgh_event_model.objects.filter(pgh_obj=office.record, returned_reason=WHY).get()
    assert kept.returned_by == office.director


def test_the_head_returns_it_from_its_page_and_the_clerk_finds_it_at_home(office, client, sign_in):
    sign_in(client, office.director)
    assert "Trả lại để sửa" in client.get(address(office)).content.decode()
    sheet = client.post(address(office, "step-give-back"), {"reason": WHY}, follow=True).content.decode()
    assert "Đã trả lại" in sheet and "ghi lại</li>" in sheet
    sign_in(client, office.clerk)
    home = client.get("/").content.decode()
    assert "Bị trả lại: " in home and WHY in home and address(office) in home
    page = client.get(address(office)).content.decode()
    assert WHY in page and "Trả lại để sửa" not in page
    minutes(office)
    assert WHY not in client.get("/").content.decode()


def test_one_about_a_person_goes_back_to_its_own_page(office, client, sign_in):
    head = Evaluation.objects.select_related("organisation").get(person=office.people["director"])
    office.cycle.made_by = officer = factories.make_user_in(Role.OFFICER, head.rater_unit)
    about = record_step(
        organisation=head.organisation, evaluation=head, step=Step.SYNTHESIS, by=officer,
        held_on=date(2026, 12, 1),
    )  # fmt: skip
    return_step(about, reason="Thiếu phụ lục", by=office.director)
    sign_in(client, officer)
    home = client.get("/").content.decode()
    code = head.rater_unit.periods.get().code
    assert reverse("evaluations:step-of", args=[office.cycle.pk, code, "tong-hop", head.pk]) in home


def test_who_only_prepares_returns_nothing(office, client, sign_in):
    sign_in(client, office.clerk)
    assert client.post(address(office, "step-give-back"), {"reason": WHY}).status_code == 403
    assert not StepRecord.objects.get(pk=office.record.pk).is_returned


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_asked_for(office, reason):
    with pytest.raises(EvaluationRefused, match="lý do"):
        return_step(office.record, reason=reason, by=office.director)


def test_it_is_returned_once(office):
    return_step(office.record, reason=WHY, by=office.director)
    with pytest.raises(EvaluationRefused, match="đang chờ ghi lại"):
        return_step(office.record, reason=WHY, by=office.director)


def test_once_a_rating_stands_on_it_it_stays(office):
    one = office.one
    pool = Pool.objects.create(cycle=office.cycle, unit=one.rater_unit, law=one.law)
    decision = Decision.objects.create(
        cycle=office.cycle, unit=one.rater_unit, number="01/QĐ", decided_on=date(2026, 12, 10),
        published_on=date(2026, 12, 10), signed_by=office.director,
    )  # fmt: skip
    Rating.objects.create(
        decision=decision, evaluation=one, level="GOOD", outcome="suggested", pool=pool, grounds={}
    )
    with pytest.raises(EvaluationRefused, match="Đã có quyết định"):
        return_step(office.record, reason=WHY, by=office.director)


def test_the_database_refuses_a_return_without_who_and_why(office):
    with pytest.raises(IntegrityError, match="returned_with_a_reason"):
        StepRecord.objects.filter(pk=office.record.pk).update(returned_at=timezone.now())
