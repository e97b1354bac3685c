"""The electronic file of a rating (Điều 24 NĐ 335/2025): all of this person's papers, nobody else's."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.enums import Role
from agencies.models import Unit
from evaluations.models import Decision, Evaluation, Rating
from evaluations.papers.file_of import _months
from staff.models import Person
from tests import factories
from tests.evaluations.papers.printed import School, dossier_of, scored
from tests.evaluations.papers.reading import archived
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db


def file(client, sign_in, user, one: Evaluation) -> dict[str, str]:
    sign_in(client, user)
    return archived(client.get(reverse("evaluations:file", args=[one.cycle_id, one.pk])).content)


def signed_above(school: School) -> tuple[Decision, Unit]:
    """A decision of the district on the first teacher and on somebody of another school."""
    district = Unit.objects.get(periods__code="H061")
    other = factories.make_unit("Trường Nơi Khác", "TH02", district, "service")
    foreign = school.found[1]
    Evaluation.objects.filter(pk=foreign.pk).update(unit=other)
    Person.objects.filter(pk=foreign.person_id).update(full_name="Vừ Thị Người Khác")
    signer = factories.make_user_in(Role.UNIT_HEAD, district)
    on = date(2022, 12, 9)
    decision = Decision.objects.create(
        cycle=school.cycle, unit=district, number="88/QĐ", decided_on=on, published_on=on, signed_by=signer
    )
    for one, level in zip(school.found, ("GOOD", "NOT_FULFILLED"), strict=True):
        Rating.objects.create(
            decision=decision, evaluation=one, level=level, outcome="suggested",
            grounds={"law": {"code": one.law, "title": "Nghị định 90", "state": "official"}, "findings": []},
            pool=school.cycle.pools.get_or_create(unit=district, law=one.law)[0],
        )  # fmt: skip
    return decision, district


def test_a_month_worked_at_the_old_unit_has_the_head_of_that_unit(client, sign_in):
    office = make_department(1)
    one = Evaluation.objects.get(person=office.people["staff-0"])
    old = factories.make_unit("Sở Tư pháp", "STP", office.province)
    scored(one, 1, "85", by=office.director, unit=old)
    scored(one, 2, "85", by=office.director)
    text = file(client, sign_in, office.director, one)["b-phieu-theo-doi.pdf"]
    _, january, february = text.split("Mẫu số 01")
    assert "SỞ TƯ PHÁP" in january and "Đơn vị công tác: Sở Tư pháp" in january
    assert "SỞ NỘI VỤ" in february and "TƯ PHÁP" not in february and "Tư pháp" not in february


@pytest.mark.parametrize("months", [2, 9])
def test_the_queries_for_the_months_do_not_grow_with_them(months, django_assert_max_num_queries):
    office = make_department(1)
    one = Evaluation.objects.get(person=office.people["staff-0"])
    for month in range(1, months + 1):
        old = factories.make_unit(f"Sở {month}", f"S{month}", office.province)
        scored(one, month, "85", by=office.director, unit=old)
    found = dossier_of(one, user=office.director)
    with django_assert_max_num_queries(2):
        assert len(_months(found)) == months


def test_of_a_decision_that_the_reader_may_not_read_whole_the_file_has_this_person_alone(client, sign_in):
    school = School(2, signed=0)
    signed_above(school)
    text = file(client, sign_in, school.head, school.found[0])["e-quyet-dinh.pdf"]
    assert "88/QĐ" in text and "Nông Thị 000" in text and "Hoàn thành tốt nhiệm vụ" in text
    assert "Trích lục" in text and "TRÍCH DANH SÁCH" in text
    assert "Người Khác" not in text and "Trường Nơi Khác" not in text
    assert "hông hoàn thành" not in text and "2 người" not in text


def test_who_may_read_the_decision_has_it_whole_in_the_file(client, sign_in):
    school = School(2, signed=0)
    decision, _ = signed_above(school)
    text = file(client, sign_in, decision.signed_by, school.found[0])["e-quyet-dinh.pdf"]
    assert "Vừ Thị Người Khác" in text and "Trường Nơi Khác" in text and "đối với 2 người" in text
    assert "Trích lục" not in text and "TRÍCH" not in text
