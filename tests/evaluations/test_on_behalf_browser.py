"""The pages on which somebody else enters a form, in a real browser."""

import pytest
from django.db import transaction

from agencies.enums import Role
from evaluations.models import Evaluation
from evaluations.scores.confirm import confirm
from tests import factories
from tests.evaluations.rated import make_school
from tests.evaluations.scores.month import MARCH, TODAY, make_department, open_month, wrote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages():
    """A school of 2022 and a department of 2026: (head, addresses) of each."""
    with transaction.atomic():
        cycle, _, head, (teacher,) = make_school(1)
        one = Evaluation.objects.get(person=teacher)
        office = make_department(2)
        open_month(office)
        confirmed = wrote(office, "staff-1")
        confirm(unit_id=office.unit.pk, score_ids=[confirmed.pk], by=office.director, today=TODAY)
        clerk = factories.make_user_in(Role.UNIT_CLERK, office.unit)
        other = Evaluation.objects.get(person=office.people["staff-0"])
        director = Evaluation.objects.get(person=office.people["director"])
    root = f"/danh-gia/{office.cycle.pk}"
    return (
        (head, [f"/danh-gia/{cycle.pk}/nhap-thay/{one.pk}/", f"/danh-gia/{cycle.pk}/vang-mat/{one.pk}/"]),
        (
            office.director,
            [
                f"{root}/nhap-thay/{other.pk}/",
                f"{root}/vang-mat/{other.pk}/",
                f"{root}/diem/nhap-thay/{office.score('staff-0').pk}/",
                f"{root}/don-vi/SNV/diem/{MARCH}/",
                f"{root}/don-vi/SNV/cham/{other.pk}/chi-tiet/",
            ],
        ),
        (clerk, [f"{root}/diem/xem/{confirmed.pk}/kien-nghi/nhap-thay/"]),
        (
            office.chairman,
            [
                f"{root}/don-vi/UBT/cham/",
                f"{root}/don-vi/UBT/cham/{director.pk}/chi-tiet/",
                f"{root}/don-vi/UBT/buoc/tong-hop/{director.pk}/",
            ],
        ),
    )


def test_the_pages_are_clean_for_axe_and_never_scroll_sideways(page, sign_in, clean, pages):
    for user, addresses in pages:
        sign_in(page, user)
        for address in addresses:
            assert page.goto(address).status == 200, address
            clean(page)
