"""Declared relatives: by the person or Sở Nội vụ, for both of the two, and nobody decides about one."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.enums import Role
from core.days import since, today
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.declare_relative import declare_relative, end_relative
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.models import Evaluation, Relative
from evaluations.petition import answer, file_petition
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, ready

pytestmark = pytest.mark.django_db
ON = date(2022, 12, 10)
SINCE = date(2020, 1, 1)


@pytest.fixture
def school():
    """The principal and two teachers with all papers; the first teacher has an account."""
    cycle, unit, head, teachers = make_school(2)
    ready(cycle, unit, head)
    unit.cycle, unit.head, unit.teacher, unit.other = cycle, head, *teachers
    unit.account = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=unit.teacher.pk).update(account=unit.account)
    unit.teacher.refresh_from_db()
    unit.principal = Person.objects.get(account=head)
    return unit


def declared(person: Person, other: Person, by, **said) -> Relative:
    given = {
        "number": other.citizen_number, "full_name": other.full_name, "kind": "sibling", "first": SINCE,
        "today": today(),
    }  # fmt: skip
    return declare_relative(person=person, by=by, **given | said)


def sign(school) -> None:
    found = Evaluation.objects.filter(cycle=school.cycle, rater_unit=school)
    decide(
        cycle=school.cycle, unit_id=school.pk, choices=[Choice(one.pk, "EXCELLENT") for one in found],
        number="1/QĐ", decided_on=ON, by=school.head, today=ON,
    )  # fmt: skip


@pytest.mark.parametrize("declares", ["teacher", "principal"])
def test_nobody_signs_about_a_relative_whoever_of_the_two_declared_it(school, declares):
    pair = (school.teacher, school.principal, school.account)
    if declares == "principal":
        pair = (school.principal, school.teacher, school.head)
    made = declared(*pair)
    with pytest.raises(Blocked) as refused:
        sign(school)
    (sentence,) = refused.value.sentences
    assert sentence.startswith(f"{school.teacher.full_name}: Người quyết định không là người thân")
    assert "Điều 23 Luật Phòng, chống tham nhũng" in sentence
    end_relative(made, until=date(2022, 12, 10), reason="Khai nhầm.", by=pair[2], today=today())
    sign(school)


def test_a_relative_answers_no_petition(school):
    sign(school)
    one = Evaluation.objects.get(cycle=school.cycle, person=school.teacher)
    filed = file_petition(rating=one.ratings.get(), text="Xem lại.", on=ON, by=school.account)
    declared(school.teacher, school.principal, school.account)
    for level in ({}, {"level": "GOOD", "number": "2/QĐ"}):
        with pytest.raises(Blocked, match="người thân"):
            answer(petition=filed, text="Giữ.", on=ON, by=school.head, today=ON, **level)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"number": "000000000000"}, "unknown"),
        ({"full_name": "Người Khác"}, "unknown"),
        ({"first": today() + timedelta(days=1)}, "future"),
    ],
)
def test_a_declaration_must_fit(school, said, code):
    with pytest.raises(EvaluationRefused) as refused:
        declared(school.teacher, school.other, school.account, **said)
    assert refused.value.code == code


def test_it_is_declared_once_and_never_of_oneself(school):
    declared(school.teacher, school.other, school.account)
    with pytest.raises(EvaluationRefused, match="Đã khai"):
        declared(school.teacher, school.other, school.account)
    with pytest.raises(EvaluationRefused, match="Không khai chính mình"):
        declared(school.teacher, school.teacher, school.account)
    with pytest.raises(IntegrityError), transaction.atomic():
        Relative.objects.create(
            person=school.teacher, other=school.teacher, kind="other", valid=since(SINCE),
            declared_by=school.account,
        )  # fmt: skip


def test_only_the_person_and_home_affairs_declare_and_end(school):
    made = declared(school.teacher, school.other, factories.make_user_in(Role.OFFICER))
    for act in (
        lambda: declared(school.teacher, school.principal, school.head),
        lambda: end_relative(made, until=today(), reason="Nhầm.", by=school.head, today=today()),
    ):
        with pytest.raises(EvaluationRefused, match="Sở Nội vụ"):
            act()
    with pytest.raises(EvaluationRefused, match="phải sau ngày"):
        end_relative(made, until=SINCE, reason="Nhầm.", by=school.account, today=today())
    with pytest.raises(EvaluationRefused, match="Ghi lý do"):
        end_relative(made, until=today(), reason=" ", by=school.account, today=today())


def test_the_person_declares_and_ends_on_the_page(school, client, sign_in):
    address = reverse("evaluations:relatives", args=[school.teacher.pk])
    sign_in(client, school.account)
    record = client.get(reverse("staff:record", args=[school.teacher.pk])).content.decode()
    assert address in record
    given = {
        "full_name": school.other.full_name, "number": "123", "kind": "spouse", "first": "1/1/2020",
    }  # fmt: skip
    assert "đúng 12 chữ số" in client.post(address, given).content.decode()
    page = client.post(address, given | {"number": school.other.citizen_number}, follow=True)
    assert "evaluations/relatives.html" in [template.name for template in page.templates]
    text = page.content.decode()
    assert school.other.full_name in text and school.other.citizen_number not in text
    made = Relative.objects.get()
    end = reverse("evaluations:end-relative", args=[school.teacher.pk, made.pk])
    assert "evaluations/follow_form.html" in [template.name for template in client.get(end).templates]
    assert client.post(end, {"until": "1/1/2021", "reason": "Ly hôn."}).status_code == 302
    made.refresh_from_db()
    assert made.ends_on == date(2021, 1, 1)


def test_nobody_else_reads_who_is_whose_relative(school, client, sign_in):
    declared(school.teacher, school.other, school.account)
    for who in (
        school.head,
        factories.make_user_in(Role.ADMIN),
        factories.make_user_in(Role.PROVINCIAL_LEADER),
    ):
        sign_in(client, who)
        assert client.get(reverse("evaluations:relatives", args=[school.teacher.pk])).status_code == 404
