"""Before a signature the unit stands beside its last year, like units, and facts; it forbids nothing."""

import pytest
from django.urls import reverse

from evaluations.models import Evaluation
from evaluations.propose import propose
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle
from tests.evaluations.rated import did, make_school, opened
from tests.reports.test_ratings import rate
from work.models import WorkItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    """A school with four teachers; last year one of four was excellent; another school signed this year."""
    cycle, unit, head, teachers = make_school(4)
    before = opened(make_cycle(2021))
    for teacher, level in zip(teachers, ("EXCELLENT", "GOOD", "GOOD", "FULFILLED"), strict=True):
        rate(before, teacher, level)
    other = factories.make_unit("Trường THCS Hà Hiệu", "TH02", unit.periods.get().parent, "service")
    principal = factories.make_person("Triệu Thị Hiệu Trưởng")
    factories.make_post(principal, other, group="public_employee", leader_kind="head")
    for number in range(5):
        person = factories.make_person(f"Bàn Thị {number}")
        factories.make_post(person, other, group="public_employee")
    opened(cycle)
    for number in range(5):
        rate(cycle, Person.objects.get(full_name=f"Bàn Thị {number}"), "GOOD" if number else "EXCELLENT")
    rate(cycle, Person.objects.get(full_name="Triệu Thị Hiệu Trưởng"), "EXCELLENT")  # signed by the district
    for teacher in teachers[:2]:
        propose(evaluation=Evaluation.objects.get(cycle=cycle, person=teacher), level="EXCELLENT", by=head)
    for teacher in teachers[2:]:
        propose(evaluation=Evaluation.objects.get(cycle=cycle, person=teacher), level="GOOD", by=head)
    return cycle, unit, head, teachers


def test_the_sheet_and_the_page_of_the_signature_say_how_the_unit_compares(client, sign_in, school):
    cycle, _, head, _ = school
    sign_in(client, head)
    for name in ("sheet", "sign"):
        text = client.get(reverse(f"evaluations:{name}", args=[cycle.pk, "TH01"])).content.decode()
        assert "Xuất sắc 50 %; năm trước 25 %; các đơn vị cùng loại đến nay 20 %." in text
        assert "Xếp loại bên cạnh năm trước và các đơn vị cùng loại" in text


def test_facts_against_the_levels_are_counted(client, sign_in, school):
    cycle, unit, head, teachers = school
    did(teachers[0], unit)
    WorkItem.objects.update(on_time=19)
    factories.make_discipline(teachers[1], unit)
    sign_in(client, head)
    text = client.get(reverse("evaluations:sheet", args=[cycle.pk, "TH01"])).content.decode()
    assert "1 người từ mức tốt trở lên có việc chưa đúng hạn" in text
    assert "1 người từ mức tốt trở lên có quyết định kỷ luật trong kỳ." in text


def test_with_nothing_to_compare_the_sheet_says_nothing(client, sign_in):
    cycle, _, head, _ = make_school(1)
    sign_in(client, head)
    text = client.get(reverse("evaluations:sheet", args=[cycle.pk, "TH01"])).content.decode()
    assert "Nhìn lại trước khi ký" not in text and "cùng loại" not in text
