"""The pages by which a cycle is kept, in a real browser: clean for axe, never wider than a phone."""

from datetime import date

import pytest
from django.db import transaction

from agencies.enums import Role
from core.days import today
from evaluations import national_export, reresolve
from evaluations.models import HandOver, Notice, Reminder
from evaluations.set_days import set_cycle_deadlines
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle
from tests.evaluations.rated import opened
from tests.evaluations.test_reresolve import move
from tests.evaluations.test_reresolve import offices as offices
from tests.reports.test_ratings import rate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def busy(offices):
    """Somebody moved and hands over, some are rated, some went out; last year is there to compare with."""
    with transaction.atomic():
        before = opened(make_cycle(2021))
        rate(before, offices.people["deputy"], "GOOD")
        rate(before, offices.people["clerk"], "GOOD")
        move(offices.people["teacher"], offices.units["other"])
        reresolve.follow(offices.cycle, on=date(2022, 12, 5), by=None)
        move(offices.people["division_head"], offices.units["district"])
        rate(offices.cycle, offices.people["deputy"], "EXCELLENT")
        national_export.export(by=offices.cycle.made_by, today=date(2022, 12, 10))
        rate(offices.cycle, offices.people["clerk"], "GOOD")
        set_cycle_deadlines(
            cycle=offices.cycle, deadlines={"meeting": date(2022, 11, 20)}, by=offices.cycle.made_by
        )
        for name, role, unit in (
            ("officer", Role.OFFICER, None),
            ("leader", Role.HOME_AFFAIRS_LEADER, None),
            ("head", Role.UNIT_HEAD, offices.units["school"]),
            ("director", Role.UNIT_HEAD, offices.units["agency"]),
        ):
            setattr(offices, name, factories.make_user_in(role, unit))
        Person.objects.filter(pk=offices.people["principal"].pk).update(account=offices.head)
        Reminder.objects.create(user=offices.head, day=today(), text="Quá hạn từ 20/11/2022: 1 người.")
    assert Notice.objects.filter(unit=offices.units["school"]).exists()
    return offices


def test_the_pages_of_a_cycle_are_clean_for_axe_and_never_scroll_sideways(page, sign_in, clean, busy):
    root, unit = f"/danh-gia/{busy.cycle.pk}", f"/danh-gia/{busy.cycle.pk}/don-vi/SNV"
    handed = HandOver.objects.order_by("pk").first()
    pages = {
        busy.leader: (f"{root}/", f"{root}/dong/"),
        busy.officer: (
            f"{root}/xac-dinh-lai/", f"{root}/ban-giao/", f"{root}/han/", f"{root}/tien-do/",
            f"{root}/tien-do/SNV/", f"{unit}/ngay/", "/danh-gia/dong-bo/", "/don-vi/SNV/",
            f"/bao-cao/xep-loai/{busy.cycle.pk}/", f"/bao-cao/xep-loai/{busy.cycle.pk}/nguoi/",
        ),
        busy.head: ("/", "/danh-gia/thay-doi/", f"{root}/ban-giao/{handed.pk}/"),
        busy.director: (f"{unit}/cham/", f"{unit}/ky/"),
    }  # fmt: skip
    for user, addresses in pages.items():
        sign_in(page, user)
        for address in addresses:
            page.goto(address)
            assert page.locator("h1").count() == 1, address
            clean(page)
