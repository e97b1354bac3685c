"""Signing for the head: on a paper, in its days, ended early, and shown as “KT.” where it is used."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies.enums import Role
from core.days import since, today
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.delegate import delegate, end_delegation
from evaluations.enums import DelegationKind
from evaluations.errors import EvaluationRefused
from evaluations.models import Delegation, Evaluation
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, ready

pytestmark = pytest.mark.django_db
ON = date(2022, 12, 10)


@pytest.fixture
def school():
    """Two teachers with all papers; the second has an account and may be delegated."""
    cycle, unit, head, teachers = make_school(2)
    ready(cycle, unit, head)
    unit.cycle, unit.head, unit.teacher, unit.deputy = cycle, head, *teachers
    unit.account = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=unit.deputy.pk).update(account=unit.account)
    return unit


def signing(school, first=ON, last=date(2023, 1, 31)) -> Delegation:
    return delegate(
        unit_id=school.pk, person_id=school.deputy.pk, kind=DelegationKind.SIGNING, number="5/UQ",
        decision_on=first, first=first, last=last, by=school.head,
    )  # fmt: skip


def test_a_delegation_is_ended_early_but_not_before_what_was_signed_by_it(school):
    made = signing(school, last=date(2022, 12, 31))
    one = Evaluation.objects.get(cycle=school.cycle, person=school.teacher)
    decide(
        cycle=school.cycle, unit_id=school.pk, choices=[Choice(one.pk, "EXCELLENT")], number="7/QĐ",
        decided_on=date(2022, 12, 12), by=school.account, today=date(2022, 12, 12),
    )  # fmt: skip
    ended = {"by": school.head, "today": date(2022, 12, 20)}
    with pytest.raises(EvaluationRefused, match="đã ký Quyết định số 7/QĐ"):
        end_delegation(made, last=date(2022, 12, 11), **ended)
    with pytest.raises(EvaluationRefused, match="không thể trước ngày đó"):
        end_delegation(made, last=date(2022, 12, 9), **ended)
    with pytest.raises(EvaluationRefused, match="không sớm hơn"):
        end_delegation(made, last=date(2022, 12, 31), **ended)
    with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
        end_delegation(made, last=date(2022, 12, 15), **ended | {"by": school.account})
    end_delegation(made, last=date(2022, 12, 15), **ended)
    made.refresh_from_db()
    assert made.valid == since(ON, date(2022, 12, 16))
    events = Delegation.pgh_event_model.objects.filter(pgh_obj=made).order_by("pgh_id")
    assert [one.valid.upper for one in events] == [date(2023, 1, 1), date(2022, 12, 16)]


def test_the_right_to_sign_has_a_last_day_begins_with_its_paper_and_is_given_by_another(school):
    """Khoản 3 Điều 13 NĐ 30/2020."""
    with pytest.raises(EvaluationRefused, match="ngày hết hiệu lực"):
        signing(school, last=None)
    given = {
        "unit_id": school.pk, "person_id": school.deputy.pk, "kind": DelegationKind.SIGNING, "number": "5/UQ",
        "decision_on": ON, "first": ON, "last": ON, "by": school.head,
    }  # fmt: skip
    with pytest.raises(EvaluationRefused, match="từ ngày văn bản"):
        delegate(**given | {"first": ON - timedelta(days=1)})
    with pytest.raises(EvaluationRefused, match="tự ủy quyền"):
        delegate(**given | {"by": school.account})
    assert not Delegation.objects.exists()
    acting = delegate(**given | {"kind": DelegationKind.ACTING, "last": None})
    assert acting.ends_on is None


def test_one_person_is_delegated_once_at_a_time(school):
    signing(school)
    with pytest.raises(EvaluationRefused, match="Kết thúc ủy quyền đó trước"):
        signing(school, first=date(2022, 12, 20))


def test_the_head_delegates_and_ends_on_the_page_and_the_sign_page_says_kt(school, client, sign_in):
    address = reverse("evaluations:delegations", args=["TH01"])
    sign = reverse("evaluations:sign", args=[school.cycle.pk, "TH01"])
    sign_in(client, school.head)
    assert address in client.get(sign).content.decode()
    post = school.deputy.posts.get()
    day = f"{today():%d/%m/%Y}"
    given = {"person": post.pk, "number": "5/UQ", "decision_on": day, "begins_on": day, "ends_on": day}
    early = f"{today() - timedelta(days=1):%d/%m/%Y}"
    assert (
        "từ ngày văn bản hoặc sau đó" in client.post(address, given | {"begins_on": early}).content.decode()
    )
    page = client.post(address, given | {"ends_on": "31/12/2199"}, follow=True)
    assert "evaluations/delegations.html" in [template.name for template in page.templates]
    assert "Số 5/UQ" in page.content.decode()
    sign_in(client, school.account)
    text = client.get(sign).content.decode()
    assert "Bạn ký <strong>KT.</strong>" in text and "văn bản số 5/UQ" in text
    assert client.get(address).status_code == 403
    sign_in(client, school.head)
    end = reverse("evaluations:end-delegation", args=["TH01", Delegation.objects.get().pk])
    assert "evaluations/follow_form.html" in [template.name for template in client.get(end).templates]
    assert client.post(end, {"last": day}).status_code == 302
    assert Delegation.objects.get().ends_on == today() + timedelta(days=1)


def test_the_officer_delegates_too_and_strangers_find_nothing(school, client, sign_in):
    address = reverse("evaluations:delegations", args=["TH01"])
    for who, status in (
        (factories.make_user_in(Role.OFFICER), 200),
        (factories.make_user_in(Role.HOME_AFFAIRS_LEADER), 403),
        (factories.make_user_in(Role.ADMIN), 404),
        (factories.make_user_in(Role.UNIT_HEAD, factories.make_unit("Trường khác")), 404),
    ):
        sign_in(client, who)
        assert client.get(address).status_code == status


def test_who_is_put_in_charge_signs_no_paper_of_a_day_before_that(school):
    """A decision dated before the post is held is nobody's: the head who was there then signs it."""
    first = today() - timedelta(days=3)
    delegate(
        unit_id=school.pk, person_id=school.deputy.pk, kind=DelegationKind.ACTING, number="6/QĐ",
        decision_on=first, first=first, last=None, by=school.head,
    )  # fmt: skip
    one = Evaluation.objects.get(cycle=school.cycle, person=school.teacher)
    said = {
        "cycle": school.cycle, "unit_id": school.pk, "choices": [Choice(one.pk, "EXCELLENT")],
        "by": school.account, "today": today(),
    }  # fmt: skip
    with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
        decide(number="7/QĐ", decided_on=first - timedelta(days=1), **said)
    assert decide(number="7/QĐ", decided_on=first, **said).delegation is None, "in charge, not “KT.”"
