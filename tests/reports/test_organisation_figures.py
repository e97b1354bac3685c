"""Figures of organisations: levels by type of unit, each number with just its organisations behind it."""

import json
from datetime import date
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.enums import Role
from evaluations.models import (
    OrganisationEvaluation,
    OrganisationPool,
    Recognition,
    RecognitionDecision,
    UnitLevel,
)
from reports.organisation_figures import organisation_figures, organisations_behind
from reports.rating_measures import ORGANISATIONS
from tests import factories
from tests.evaluations.organisations import DECIDED, Province, make_province
from tests.evaluations.rated import opened
from tests.reports.unit_page import unit_page

pytestmark = pytest.mark.django_db


def recognise(
    province: Province, name: str, level: str, replaces: Recognition | None = None, on: date = DECIDED
) -> Recognition:
    """A signed recognition, as the tables hold it."""
    one = province.evaluation(name)
    pool, _ = OrganisationPool.objects.get_or_create(
        cycle=province.cycle, unit=one.recogniser_unit, law=one.law
    )
    decision = RecognitionDecision.objects.create(
        cycle=province.cycle, unit=one.recogniser_unit, decided_on=on, signed_on=on,
        number=f"{RecognitionDecision.objects.count()}/QĐ", signed_by=province.users["chairman"],
    )  # fmt: skip
    return Recognition.objects.create(
        decision=decision, evaluation=one, level=level, outcome="suggested", pool=pool, replaces=replaces,
        grounds={"law": {"code": one.law}, "findings": []}, cancel_reason="Sai số liệu" if replaces else "",
    )  # fmt: skip


@pytest.fixture
def province():
    """Two departments and a commune recognised, one of them anew; a division left out; the rest waiting."""
    made = make_province(departments=2, communes=1)
    first = recognise(made, "s0", "GOOD")
    recognise(made, "s0", "EXCELLENT", replaces=first)
    recognise(made, "s1", "GOOD")
    recognise(made, "x0", "GOOD")
    OrganisationEvaluation.objects.filter(pk=made.evaluation("p0").pk).update(left_out="Là ban Đảng")
    return made


def numbers(found) -> dict[str, int]:
    return {
        code.removeprefix("organisations."): found[code].numerator
        for code in ORGANISATIONS
        if found[code].numerator
    }


def test_a_cancelled_recognition_counts_once_and_who_is_left_out_not_at_all(province):
    found = organisation_figures(province.cycle)
    assert numbers(found) == {
        "total": 5, "recognised": 3, "excellent": 1, "good": 2, "waiting": 2, "unsent": 2, "left_out": 1,
    }  # fmt: skip
    assert found["organisations.good_share"].value == Fraction(2, 3)
    communes = found.where(lambda cell: cell.group == "commune")
    assert numbers(communes) == {"total": 1, "recognised": 1, "good": 1}


def test_every_number_has_just_its_organisations_behind_it(province):
    found = organisation_figures(province.cycle)
    for code in ORGANISATIONS:
        assert len(organisations_behind(province.cycle, code, None)) == found[code].numerator, code
    one = organisations_behind(province.cycle, "organisations.good", None, unit_type="commune")
    assert one == [province.evaluation("x0").pk]
    here = [province.units["s1"].pk]
    assert organisations_behind(province.cycle, "organisations.good_share", here) == [
        province.evaluation("s1").pk
    ]


def test_the_page_has_them_by_type_and_opens_lists(client, sign_in, province):
    sign_in(client, province.users["officer"])
    text = client.get(reverse("reports:ratings", args=[province.cycle.pk])).text
    assert "So với" not in text
    UnitLevel.objects.create(
        unit=province.units["s0"], year=2025, level="GOOD", number="9/QĐ", source="UBND tỉnh",
        decided_on=date(2025, 12, 30), made_by=province.users["officer"],
    )  # fmt: skip
    text = client.get(reverse("reports:ratings", args=[province.cycle.pk])).text
    assert "So với 2025" in text and "giảm 33,3 điểm %" in text
    assert "Tổ chức theo loại đơn vị" in text and "Đơn vị hành chính cấp xã" in text
    behind = reverse("reports:organisations-behind", args=[province.cycle.pk])
    good = client.get(behind, {"so": "organisations.good"}).text
    assert "Sở số 1" in good and "Xã số 0" in good and "Sở số 0" not in good
    assert "Sở số 1" not in client.get(behind, {"so": "organisations.good", "loai": "commune"}).text
    assert "Không thuộc diện: Là ban Đảng" in client.get(behind, {"so": "organisations.left_out"}).text
    assert client.get(behind, {"so": "khong-co"}).status_code == 404


def test_a_head_reads_of_their_own_organisations_alone(client, sign_in, province):
    sign_in(client, province.users["s0"])
    page = client.get(reverse("reports:ratings", args=[province.cycle.pk])).text
    assert "Đơn vị hành chính cấp xã" not in page
    behind = client.get(reverse("reports:organisations-behind", args=[province.cycle.pk])).text
    assert "Phòng Kế hoạch" not in behind and "Sở số 0" in behind and "Sở số 1" not in behind


def test_a_units_page_tells_how_many_organisations_are_recognised(client, sign_in, province):
    sign_in(client, province.users["officer"])
    assert "1 tổ chức được công nhận: 1 hoàn thành xuất sắc nhiệm vụ." in unit_page(client, "S0")


def test_figures_prints_the_organisations_of_a_year_by_type(province):
    out = StringIO()
    call_command("figures", "--ratings", "2026", stdout=out)
    said = json.loads(out.getvalue())["ratings"]["organisations"]
    assert said["measures"]["organisations.recognised"]["value"] == 3
    assert said["by_unit_type"]["commune"]["organisations.good"] == 1


def test_the_page_asks_as_little_for_many_organisations(client, sign_in, province):
    sign_in(client, province.users["officer"])
    counts = []
    for number in (0, 12):
        for n in range(number):
            unit = factories.make_unit(f"Sở thêm {n}", parent=province.units["root"])
            head = factories.make_user_in(Role.UNIT_HEAD, unit)
            factories.make_post(factories.make_person(f"Ma {n}", account=head), unit, leader_kind="head")
        opened(province.cycle)
        pages = [
            reverse("reports:ratings", args=[province.cycle.pk]),
            reverse("reports:organisations-behind", args=[province.cycle.pk]),
        ]
        with CaptureQueriesContext(connection) as asked:
            for page in pages:
                client.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 45
