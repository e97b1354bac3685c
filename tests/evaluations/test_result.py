"""The result as the person reads it: level, decision, signer, and each ground with its facts and article."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.enums import Role
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.law.check import check
from evaluations.models import Evaluation
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(client, sign_in):
    """A teacher, signed in, whose rating is signed: 18 of 20 tasks on time."""
    cycle, school, head, teachers = make_school(2)
    found = ready(cycle, school, head)
    teachers[0].work_items.update(on_time=18, beyond=2)
    one = next(one for one in found if one.person_id == teachers[0].pk)
    decide(
        cycle=cycle, unit_id=school.pk, choices=[Choice(one.pk, "FULFILLED")], number="07/QĐ",
        decided_on=date(2022, 12, 9), by=head,
        today=date(2022, 12, 9),
    )  # fmt: skip
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=teachers[0].pk).update(account=user)
    sign_in(client, user)
    client.cycle, client.head, client.one = cycle, head, one
    client.other = next(other for other in found if other != one)
    return client


def test_the_person_reads_the_decision_with_its_grounds(signed):
    text = signed.get(reverse("evaluations:my-result", args=[signed.cycle.pk])).content.decode()
    assert "Hoàn thành nhiệm vụ" in text
    assert "Quyết định số 07/QĐ ngày 09/12/2022" in text and signed.head.full_name in text
    assert "18/20 việc hoàn thành đúng tiến độ, bảo đảm chất lượng, hiệu quả (90 %); cần 100 %." in text
    assert "điểm b khoản 1 Điều 13 NĐ 90/2020" in text


def test_what_is_signed_reads_the_same_after_the_work_was_mended(signed):
    address = reverse("evaluations:my-result", args=[signed.cycle.pk])
    signed.one.person.work_items.update(on_time=20, beyond=10)
    assert "18/20 việc" in signed.get(address).content.decode()


def test_nobody_reads_a_colleagues_result(signed):
    address = reverse("evaluations:result", args=[signed.cycle.pk, signed.other.pk])
    assert signed.get(address).status_code == 404


def test_the_head_reads_those_that_are_signed_only(signed, sign_in):
    sign_in(signed, signed.head)
    address = reverse("evaluations:result", args=[signed.cycle.pk, signed.one.pk])
    assert "07/QĐ" in signed.get(address).content.decode()
    unsigned = reverse("evaluations:result", args=[signed.cycle.pk, signed.other.pk])
    assert signed.get(unsigned).status_code == 404


def test_before_the_signature_the_page_says_so(signed, sign_in):
    sign_in(signed, signed.head)
    assert Evaluation.objects.filter(person__account=signed.head).exists()
    text = signed.get(reverse("evaluations:my-result", args=[signed.cycle.pk])).content.decode()
    assert "Chưa có quyết định xếp loại." in text


def test_an_administrator_sees_no_ratings(signed, sign_in):
    sign_in(signed, factories.make_user_in(Role.ADMIN))
    address = reverse("evaluations:result", args=[signed.cycle.pk, signed.one.pk])
    assert signed.get(address).status_code == 404


@pytest.mark.parametrize("year", [2022, 2026])
def test_who_had_no_leave_is_told_nothing_of_maternity_leave(year):
    facts = {
        "subject": "person", "group": "civil_servant", "year": year, "on": f"{year}-12-10",
        "service": [{"from": f"{year - 5}-01-01"}],
    }  # fmt: skip
    said = " ".join(one["says"] for one in check(facts, on=date(year, 12, 10))["findings"])
    assert "Thời gian công tác trong năm" in said
    assert "thai sản" not in said
