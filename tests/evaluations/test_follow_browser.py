"""The pages of a person's years, of what follows, of delegations and relatives, wide and on a phone."""

from datetime import date

import pytest
from django.db import transaction

from agencies.enums import Role
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.declare_relative import declare_relative
from evaluations.delegate import delegate
from evaluations.enter_past import enter_past
from evaluations.enums import DelegationKind
from evaluations.models import FollowUp
from evaluations.open_follow_ups import cases, write
from tests import factories
from tests.evaluations.rated import make_school, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2022, 12, 20)


@pytest.fixture
def addresses():
    """The pages' addresses, with something on each, and the officer who reads them."""
    officer = factories.make_user_in(Role.OFFICER)
    with transaction.atomic():
        cycle, school, head, (teacher, other) = make_school(2)
        levels = dict(zip(ready(cycle, school, head), ("GOOD", "FULFILLED"), strict=True))
        decide(
            cycle=cycle, unit_id=school.pk, number="4/QĐ", decided_on=date(2022, 12, 10), by=head,
            today=TODAY, choices=[Choice(one.pk, level, "Theo tập thể.") for one, level in levels.items()],
        )  # fmt: skip
        for year, level in ((2020, "NOT_FULFILLED"), (2021, "NOT_FULFILLED")):
            enter_past(
                person=teacher, year=year, level=level, number="03/QĐ-UBND", decided_on=date(year, 12, 9),
                rated_by="UBND huyện Ba Bể", by=officer, today=TODAY,
            )  # fmt: skip
        write(2021, list(cases(2021)), None)
        delegate(
            unit_id=school.pk, person_id=other.pk, kind=DelegationKind.SIGNING, number="5/UQ",
            decision_on=TODAY, first=TODAY, last=date(2199, 12, 31), by=head,
        )  # fmt: skip
        declare_relative(
            person=teacher, number=other.citizen_number, full_name=other.full_name, kind="sibling",
            first=date(2020, 1, 1), by=officer, today=TODAY,
        )  # fmt: skip
    case = FollowUp.objects.order_by("-must", "rule").first()
    person = f"/danh-gia/nguoi/{teacher.pk}"
    return officer, (
        f"{person}/", f"{person}/them/", f"{person}/than-nhan/", f"{person}/du-kien/2021/",
        "/danh-gia/sau-xep-loai/su-dung/?viec=follows-regular-raise", "/danh-gia/sau-xep-loai/",
        f"/danh-gia/sau-xep-loai/{case.pk}/", f"/danh-gia/sau-xep-loai/{case.pk}/quyet-dinh/",
        "/danh-gia/uy-quyen/TH01/",
    )  # fmt: skip


def test_the_pages_are_clean_for_axe_and_never_scroll_sideways(page, sign_in, clean, addresses):
    officer, those = addresses
    sign_in(page, officer)
    for address in those:
        page.goto(address)
        clean(page)
