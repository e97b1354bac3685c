"""The sheet's answers to a press and to a signature, as the server sees them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.enums import Role, UnitType
from core import days
from evaluations.models import Organisation, Proposal, Rating, SelfEvaluation
from staff.enums import LeaderKind
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import make_school, opened, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(client, sign_in):
    """A school with two teachers, proposed EXCELLENT; its head is signed in."""
    cycle, school, head, _ = make_school(2)
    found = ready(cycle, school, head)
    sign_in(client, head)
    client.cycle, client.school, client.found, client.head = cycle, school, found, head
    client.sign = reverse("evaluations:sign", args=[cycle.pk, "TH01"])
    return client


def seen(client) -> str:
    return client.get(client.sign).context["form"].seen


def given(mark: str) -> dict:
    return {"number": "01/QĐ", "decided_on": f"{days.today():%d/%m/%Y}", "seen": mark}


def test_the_page_of_the_signature_shows_whom_it_is_for_at_which_level(unit):
    text = unit.get(unit.sign).content.decode()
    assert all(one.person.full_name in text for one in unit.found)
    assert text.count("Xuất sắc") == 2


def test_a_signature_holds_only_for_what_the_signer_had_before_their_eyes(unit):
    mark = seen(unit)
    Proposal.objects.filter(evaluation=unit.found[0]).update(level="GOOD")
    answer = unit.post(unit.sign, given(mark))
    assert "Phiếu đã đổi sau khi bạn mở trang này." in answer.content.decode()
    assert not Rating.objects.exists()
    Proposal.objects.filter(evaluation=unit.found[0]).update(level="EXCELLENT")
    assert unit.post(unit.sign, given(seen(unit))).status_code == 302
    assert Rating.objects.count() == 2


def test_the_same_button_twice_signs_once(unit):
    mark = seen(unit)
    unit.post(unit.sign, given(mark))
    assert unit.post(unit.sign, given(mark)).status_code == 200
    assert Rating.objects.count() == 2


def test_a_press_on_a_unit_that_was_closed_meanwhile_shows_the_page_anew_with_the_reason(unit):
    Organisation.objects.filter(unit=unit.school).update(
        state="closed", closed_at=timezone.now(), closed_by=unit.head
    )
    press = reverse("evaluations:press", args=[unit.cycle.pk, "TH01", unit.found[0].pk])
    answer = unit.post(press, {"level": "GOOD"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    sheet = unit.get(reverse("evaluations:sheet", args=[unit.cycle.pk, "TH01"])).content.decode()
    assert "Kỳ đánh giá của đơn vị không mở" in sheet


@pytest.mark.parametrize("schools", [1, 6])
def test_a_sheet_names_the_units_of_those_rated_from_above_and_asks_as_little_for_many(
    client, sign_in, django_assert_max_num_queries, schools
):
    offices = make_offices()
    district = offices.units["district"]
    for number in range(schools):
        school = factories.make_unit(f"Trường số {number}", "", district, UnitType.SERVICE)
        principal = factories.make_person(f"Ma Thị {number}")
        factories.make_post(principal, school, group="public_employee", leader_kind=LeaderKind.HEAD)
    cycle = opened(make_cycle())
    sign_in(client, factories.make_user_in(Role.UNIT_HEAD, district))
    address = reverse("evaluations:sheet", args=[cycle.pk, "H061"])
    with django_assert_max_num_queries(20):
        text = client.get(address).content.decode()
    assert f"Trường số {schools - 1}" in text


def test_what_is_missing_for_a_suggestion_is_named(unit):
    unit.found[0].person.work_items.all().delete()
    sheet = unit.get(reverse("evaluations:sheet", args=[unit.cycle.pk, "TH01"])).content.decode()
    assert "Còn thiếu" in sheet and "công việc trong kỳ" in sheet


def test_a_level_that_does_not_exist_is_refused(unit):
    press = reverse("evaluations:press", args=[unit.cycle.pk, "TH01", unit.found[0].pk])
    answer = unit.post(press, {"level": "BEST"}, follow=True).content.decode()
    assert "Chọn một trong bốn mức xếp loại." in answer


def test_the_head_reads_what_was_sent_and_returns_it_from_there(unit):
    one = unit.found[0]
    SelfEvaluation.objects.filter(evaluation=one).update(strengths="Dạy đều tay.")
    address = reverse("evaluations:read-self", args=[unit.cycle.pk, one.pk])
    text = unit.get(address).content.decode()
    assert "Dạy đều tay." in text and "Công việc năm" in text
    assert reverse("evaluations:give-back", args=[unit.cycle.pk, one.pk]) in text


def test_a_draft_is_its_writers_alone(unit):
    one = unit.found[0]
    SelfEvaluation.objects.filter(evaluation=one).update(submitted_at=None)
    assert unit.get(reverse("evaluations:read-self", args=[unit.cycle.pk, one.pk])).status_code == 404


def test_a_colleague_reads_nobodys(unit, sign_in):
    sign_in(unit, factories.make_user_in(Role.STAFF))
    address = reverse("evaluations:read-self", args=[unit.cycle.pk, unit.found[0].pk])
    assert unit.get(address).status_code == 404
