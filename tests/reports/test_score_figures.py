"""Figures of a month's scores: the mean, the levels, how many have none yet; each opens its list."""

import json
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.enums import Role
from evaluations.models import PeriodScore
from evaluations.scores.periods import periods_of
from reports.rating_measures import SCORES
from reports.score_figures import score_figures, scores_behind
from tests import factories
from tests.evaluations.organisations import make_province
from tests.reports.unit_page import unit_page

pytestmark = pytest.mark.django_db

MARCH, LEVELS = "2026-03", {"275/3": "EXCELLENT", "80": "GOOD", "85": "GOOD"}


def sheet(province, name: str, points: str = "", month: int = 2, **fields) -> PeriodScore:
    """A sheet of the head of the unit for a month (from 0); with points a confirmed one."""
    person, unit = province.heads[name], province.units[name]
    period = periods_of(province.cycle)[month]
    confirmed = (
        {
            "confirmed_at": timezone.now(), "confirmed_by": province.users["chairman"], "exact": points,
            "level": LEVELS.get(points, ""), "submitted_at": timezone.now(),
        }
        if points
        else {}
    )  # fmt: skip
    usual = {
        "cycle": province.cycle, "period_on": period.first, "person": person, "unit": unit,
        "starts_on": period.first, "ends_on": period.last, "group": "civil_servant",
        "place": "employing_head", "is_leader": True, "law": "nd335-2025",
        "monitor_unit": province.units["root"],
    }  # fmt: skip
    return PeriodScore.objects.create(**usual | confirmed | fields)


@pytest.fixture
def province():
    """In March three sheets with a score, of which one stands in the place of another; one without."""
    made = make_province(departments=2, communes=1)
    first = sheet(made, "s0", "80")
    sheet(made, "s0", "275/3", version=2, replaces=first, replaced_for="Tính sót")
    sheet(made, "s1", "85")
    sheet(made, "x0", "80", is_leader=False)
    sheet(made, "p0", strengths="Nháp kín")
    sheet(made, "s0", "80", month=1)
    made.march = periods_of(made.cycle)[2].first
    return made


def figures(province, **narrowed):
    return score_figures(province.cycle, **narrowed)[province.march]


def test_a_replaced_score_counts_once_and_the_mean_is_exact(province):
    found = figures(province)
    assert {code: found[code].numerator for code in SCORES if found[code].numerator} == {
        "scores.total": 4, "scores.confirmed": 3, "scores.excellent": 1, "scores.good": 2, "scores.none": 1,
        "scores.unsent": 1,
    }  # fmt: skip
    assert abs(found.mean - (Fraction(275, 3) + 85 + 80) / 3) < Fraction(1, 10**9)
    assert found.where(lambda cell: not cell.is_leader).mean == 80
    assert figures(province, unit_ids=[province.units["p0"].pk]).mean is None


def test_a_score_replaced_but_not_confirmed_anew_still_counts(province):
    old = PeriodScore.objects.get(person=province.heads["s1"], period_on=province.march)
    sheet(province, "s1", version=2, replaces=old, replaced_for="Tính lại")
    found = figures(province)
    assert (found["scores.total"].numerator, found["scores.confirmed"].numerator) == (4, 3)


def test_every_number_has_just_its_sheets_behind_it(province):
    found = figures(province)
    for code in SCORES:
        assert (
            len(scores_behind(province.cycle, code, None, period_on=province.march)) == found[code].numerator
        )
    leaders = scores_behind(province.cycle, "scores.good", None, period_on=province.march, leader=True)
    assert PeriodScore.objects.get(pk__in=leaders).person == province.heads["s1"]


def test_the_pages_tell_the_mean_and_who_has_none_without_the_draft(client, sign_in, province):
    sign_in(client, province.users["officer"])
    text = client.get(reverse("reports:ratings", args=[province.cycle.pk])).text
    assert "Tháng 3 năm 2026" in text and "85,56" in text
    text = client.get(reverse("reports:scores", args=[province.cycle.pk, MARCH])).text
    assert "85,56" in text and "So với tháng 2 năm 2026" in text and "giảm 33,3 điểm %" in text
    behind = reverse("reports:scores-behind", args=[province.cycle.pk, MARCH])
    text = client.get(behind, {"so": "scores.none"}).text
    assert "Triệu Thị P0" in text and "Nháp kín" not in text and "Chưa có điểm" in text
    text = client.get(behind, {"so": "scores.excellent"}).text
    assert "91,67" in text and "Triệu Thị S1" not in text
    assert client.get(behind, {"so": "khong-co"}).status_code == 404
    assert client.get(reverse("reports:scores", args=[province.cycle.pk, "2026-13"])).status_code == 404
    assert client.get(reverse("reports:scores", args=[province.cycle.pk, "2026-12"])).status_code == 200


def test_a_head_reads_scores_of_their_own_units_alone(client, sign_in, province):
    sign_in(client, province.users["s0"])
    behind = client.get(reverse("reports:scores-behind", args=[province.cycle.pk, MARCH])).text
    assert "Triệu Thị P0" in behind and "Triệu Thị S1" not in behind
    page = reverse("reports:scores", args=[province.cycle.pk, MARCH])
    assert "91,67" in client.get(page).text and "85,56" not in client.get(page).text
    assert client.get(page, {"don_vi": "S1"}).status_code == 404
    for role in (Role.ADMIN, Role.INSPECTOR, Role.PROVINCIAL_LEADER):
        sign_in(client, factories.make_user_in(role))
        assert client.get(page).status_code == 403


def test_a_units_page_tells_the_newest_mean(client, sign_in, province):
    sign_in(client, province.users["officer"])
    assert "trung bình 91,67 của 1 phiếu; 1 phiếu chưa có điểm" in unit_page(client, "S0")


def test_figures_prints_the_means_of_a_years_months(province):
    out = StringIO()
    call_command("figures", "--ratings", "2026", stdout=out)
    said = json.loads(out.getvalue())["ratings"]["scores"]
    assert list(said) == ["2026-02", MARCH]
    assert said[MARCH]["scores.mean"] == {"name": "Điểm trung bình", "unit": "điểm", "value": 85.56}


def test_the_page_asks_as_little_for_many_sheets(client, sign_in, province):
    sign_in(client, province.users["officer"])
    counts = []
    for months in (1, 8):
        for month in range(3, 2 + months):
            for name in ("s0", "s1", "x0"):
                sheet(province, name, "80", month=month)
        with CaptureQueriesContext(connection) as asked:
            for name in ("scores", "scores-behind"):
                client.get(reverse(f"reports:{name}", args=[province.cycle.pk, MARCH]))
            client.get(reverse("reports:ratings", args=[province.cycle.pk]))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 60
