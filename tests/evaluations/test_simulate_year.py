"""A year played by the portal's own verbs: the same seed plays the same year, and nothing is refused."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from agencies import demo
from agencies.enums import UnitType
from evaluations.models import Cycle, PeriodScore, Rating
from evaluations.simulate.months import WORK
from staff.models import Title
from tests import factories
from work.models import WorkItem

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 4


@pytest.fixture
def province():
    demo.make_accounts()
    root = factories.make_unit("UBND tỉnh", "UBT", type=UnitType.PROVINCE)
    staff = Title.objects.filter(leader_kind="none").order_by("pk").first()
    for code, parent in (("SNV", root), ("STC", root)):
        unit = factories.make_unit(f"Sở {code}", code, parent)
        school = factories.make_unit(f"Trường {code}", f"T{code}", unit, UnitType.SERVICE)
        for place, group in ((unit, "civil_servant"), (school, "public_employee")):
            factories.make_post(
                factories.make_person(f"Hà Văn {place.pk}"), place, group=group, leader_kind="head"
            )
            for number in range(PEOPLE):
                post = factories.make_post(
                    factories.make_person(f"Lý Thị {place.pk} {number}"), place, group=group
                )
                post.title = staff
                post.save()


def played(**options) -> dict:
    out = StringIO()
    call_command("simulate_year", stdout=out, stderr=StringIO(), seed=3, **options)
    return json.loads(out.getvalue())


def test_a_year_under_decree_90_goes_from_self_evaluations_to_a_closed_cycle(province):
    told = played(year=2022)
    assert told["refused"] == {}
    assert sum(told["levels"].values()) == told["people"] == 4 * (PEOPLE + 1)
    assert Cycle.objects.get().state == "closed"


def test_a_year_of_two_decrees_has_months_organisations_and_a_cap(province):
    told = played(year=2026)
    assert told["refused"] == {}
    assert PeriodScore.objects.confirmed().count() == told["counted"]["điểm đã xác nhận"]
    assert set(Rating.objects.values_list("evaluation__law", flat=True)) == {"nd335-2025", "nd233-2026"}
    assert sum(told["levels"].values()) == told["people"]
    work = WorkItem.objects.order_by().values_list("starts_on", "ends_on")
    assert set(work) <= set(PeriodScore.objects.values_list("starts_on", "ends_on")), "months alone have work"
    assert work.count() == len(WORK) * PeriodScore.objects.count()
