"""Figures of ratings: levels by unit, group, leader or not, against the year before; each opens its list."""

import json
from datetime import date
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.enums import Role
from core.days import since
from evaluations.models import (
    Cycle,
    Decision,
    Evaluation,
    PastRating,
    PeriodScore,
    Petition,
    Pool,
    Rating,
)
from evaluations.petition import file_petition
from reports.rating_figures import evaluations_behind, rating_figures, ratings_of_year
from reports.rating_measures import RATINGS
from reports.templatetags.reports import points
from staff.models import Person
from staff.tally_upkeep import keep_up
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import opened
from tests.reports.unit_page import unit_page

pytestmark = pytest.mark.django_db

DAY = date(2022, 12, 10)
NOT_RATED = {"findings": [{"acts": True, "outcome": "not_rated", "cite": "khoản 3 Điều 2 NĐ 90/2020"}]}


def rate(
    cycle: Cycle, person: Person, level: str, replaces: Rating | None = None, on: date = DAY,
    grounds: dict | None = None,
) -> Rating:  # fmt: skip
    """A signed rating, as the tables hold it."""
    one = Evaluation.objects.get(cycle=cycle, person=person)
    pool, _ = Pool.objects.get_or_create(cycle=cycle, unit=one.rater_unit, law=one.law)
    decision = Decision.objects.create(
        cycle=cycle, unit=one.rater_unit, number=f"{Decision.objects.count()}/QĐ", decided_on=on,
        published_on=on, signed_by=cycle.made_by,
    )  # fmt: skip
    grounds = grounds or {"law": {"code": one.law}, "findings": []} | ({} if level else NOT_RATED)
    return Rating.objects.create(
        decision=decision, evaluation=one, level=level, outcome="suggested" if level else "not_rated",
        pool=pool, grounds=grounds, replaces=replaces,
    )  # fmt: skip


@pytest.fixture
def rated():
    """Nine people: five rated, one not rated by law, one gone, the rest waiting; last year two."""
    made = make_offices()
    before = opened(make_cycle(2021))
    rate(before, made.people["director"], "GOOD")
    rate(before, made.people["clerk"], "FULFILLED")
    cycle = made.cycle = opened(make_cycle())
    first = rate(cycle, made.people["director"], "FULFILLED")
    rate(cycle, made.people["director"], "EXCELLENT", replaces=first)
    for name in ("deputy", "clerk", "teacher"):
        rate(cycle, made.people[name], "GOOD")
    rate(cycle, made.people["commune_clerk"], "NOT_FULFILLED")
    rate(cycle, made.people["principal"], "")
    Evaluation.objects.filter(cycle=cycle, person=made.people["division_head"]).update(left_on=DAY)
    return made


def numbers(found) -> dict[str, int]:
    return {code.removeprefix("ratings."): found[code].numerator for code in RATINGS if found[code].numerator}


def test_a_replaced_rating_counts_once_and_whoever_left_not_at_all(rated):
    found = rating_figures(rated.cycle)
    assert numbers(found) == {
        "total": 8, "rated": 5, "excellent": 1, "good": 3, "not_fulfilled": 1, "not_rated": 1, "waiting": 2,
        "left": 1,
    }  # fmt: skip
    assert found["ratings.good_share"].value == Fraction(3, 5)
    assert found.reasons == (("khoản 3 Điều 2 NĐ 90/2020", 1),)


def test_groups_and_leaders_add_up_to_all(rated):
    found = rating_figures(rated.cycle)
    for narrow in (lambda cell: cell.group, lambda cell: cell.is_leader, lambda cell: cell.unit_id):
        values = {narrow(cell) for cell in found.cells}
        parts = [found.where(lambda cell, v=value: narrow(cell) == v) for value in values]  # noqa: B023
        for code in RATINGS:
            assert sum(part[code].numerator for part in parts) == found[code].numerator


def test_every_number_has_just_its_people_behind_it(rated):
    found = rating_figures(rated.cycle)
    for code in RATINGS:
        assert len(evaluations_behind(rated.cycle, code, None)) == found[code].numerator
    leaders = evaluations_behind(rated.cycle, "ratings.good", None, leader=True)
    assert [Evaluation.objects.get(pk=pk).person for pk in leaders] == [rated.people["deputy"]]
    of_unit = evaluations_behind(rated.cycle, "ratings.good", [rated.units["school"].pk])
    assert [Evaluation.objects.get(pk=pk).person for pk in of_unit] == [rated.people["teacher"]]


def test_petitions_are_counted_with_those_that_wait(rated):
    user = factories.make_user()
    Person.objects.filter(pk=rated.people["teacher"].pk).update(account=user)
    rating = Rating.objects.get(evaluation__cycle=rated.cycle, evaluation__person=rated.people["teacher"])
    file_petition(rating=rating, text="Xem lại", on=DAY, by=user)
    found = rating_figures(rated.cycle)
    assert (found["ratings.petitions"].numerator, found["ratings.petitions_open"].numerator) == (1, 1)


def test_a_petition_against_a_months_score_is_counted_of_its_person_once(rated):
    one = Evaluation.objects.get(cycle=rated.cycle, person=rated.people["clerk"])
    for month, state in ((3, "open"), (4, "upheld")):
        old = scored(one, month, rated.cycle.made_by)
        new = scored(one, month, rated.cycle.made_by, version=2, replaces=old, replaced_for="Sót")
        Petition.objects.create(
            score=old, text="Xem lại điểm.", filed_on=DAY, due_on=DAY, state=state,
            **({"answered_on": DAY, "answer": "Chấm lại.", "new_score": new} if state == "upheld" else {}),
        )  # fmt: skip
    found = rating_figures(rated.cycle)
    codes = ("petitions", "petitions_open", "petitions_upheld")
    assert [found[f"ratings.{code}"].numerator for code in codes] == [1, 1, 1]
    assert evaluations_behind(rated.cycle, "ratings.petitions", None) == [one.pk]


def scored(one: Evaluation, month: int, by, **fields) -> PeriodScore:
    first = date(2022, month, 1)
    return PeriodScore.objects.create(
        cycle=one.cycle, period_on=first, person=one.person, unit=one.unit, starts_on=first, ends_on=first,
        group=one.group, place=one.place, is_leader=False, law="nd335-2025", monitor_unit=one.rater_unit,
        level="EXCELLENT", confirmed_by=by, **{"exact": "90", "confirmed_at": timezone.now()} | fields,
    )  # fmt: skip


def test_a_year_known_from_papers_alone_is_what_a_year_is_compared_with(client, sign_in, rated):
    Cycle.objects.filter(year=2021).update(year=2019)
    sign_in(client, factories.make_user_in(Role.OFFICER))
    page = reverse("reports:ratings", args=[rated.cycle.pk])
    assert "So với" not in client.get(page).text
    for name, level in (("clerk", "GOOD"), ("teacher", "FULFILLED"), ("deputy", "")):
        PastRating.objects.create(
            person=rated.people[name], year=2021, level=level, number="1/QĐ", decided_on=date(2021, 12, 9),
            valid=since(date(2021, 12, 9)), opened_by=factories.make_act(),
        )  # fmt: skip
    text = client.get(page).text
    assert "So với 2021" in text and "Xếp loại năm 2022 và năm 2021" in text
    before = ratings_of_year(2021, None, None)
    assert numbers(before) == {"total": 3, "rated": 2, "good": 1, "fulfilled": 1, "not_rated": 1}
    of_school = ratings_of_year(2021, None, [rated.units["school"].pk])
    assert numbers(of_school) == {"total": 1, "rated": 1, "fulfilled": 1}
    assert ratings_of_year(2020, None, None) is None


def test_groups_posts_and_units_are_compared_by_the_share_of_good_or_better(client, sign_in, rated):
    sign_in(client, factories.make_user_in(Role.OFFICER))
    text = " ".join(client.get(reverse("reports:ratings", args=[rated.cycle.pk])).text.split())
    assert text.count("Tốt trở lên, so với 2021") == 3
    # Those without a post: the clerk fulfilled in 2021; in 2022 two of three are good.
    row = text.split("Không giữ chức vụ</th>")[1].split("</tr>")[0]
    assert "tăng 66,7 điểm %" in row


def test_the_page_shows_shares_against_last_year_and_opens_lists(client, sign_in, rated):
    sign_in(client, factories.make_user_in(Role.OFFICER))
    page = reverse("reports:ratings", args=[rated.cycle.pk])
    text = client.get(page).content.decode()
    assert "60,0" in text and "tăng 10 điểm %" in text  # good: 3 of 5, last year 1 of 2
    assert "khoản 3 Điều 2 NĐ 90/2020: 1 người" in text
    assert "Chưa gửi phiếu tự đánh giá: 2 người" in text
    assert "Xếp loại năm 2022 và năm 2021" in text
    behind = reverse("reports:ratings-behind", args=[rated.cycle.pk])
    people = client.get(behind, {"so": "ratings.good", "don_vi": "SNV"}).content.decode()
    assert "Hoàng Thị Deputy" in people and "Hoàng Thị Teacher" not in people
    assert client.get(behind, {"so": "khong-co"}).status_code == 404
    assert "Hoàng Thị Teacher" in client.get(behind, {"so": "ratings.good", "nhom": "public_employee"}).text


def test_a_head_sees_their_own_units_and_no_others(client, sign_in, rated):
    sign_in(client, factories.make_user_in(Role.UNIT_HEAD, rated.units["district"]))
    page = reverse("reports:ratings", args=[rated.cycle.pk])
    text = client.get(page).content.decode()
    assert "UBND huyện Ba Bể" in text and "Sở Nội vụ" not in text
    assert client.get(page, {"don_vi": "SNV"}).status_code == 404
    behind = reverse("reports:ratings-behind", args=[rated.cycle.pk])
    assert "Hoàng Thị Deputy" not in client.get(behind, {"so": "ratings.good"}).text
    sign_in(client, factories.make_user_in(Role.ADMIN))
    assert client.get(page).status_code == 403


def test_a_provincial_leader_reads_decided_numbers_and_no_lists(client, sign_in, rated):
    leader = factories.make_user_in(Role.PROVINCIAL_LEADER)
    sign_in(client, leader)
    page = reverse("reports:ratings", args=[rated.cycle.pk])
    text = client.get(page).text
    assert "60,0" in text and "tăng 10 điểm %" in text and "UBND huyện Ba Bể" in text
    for word in ("Chưa có quyết định", "Chưa ký", "Chưa gửi phiếu", "Có kiến nghị", "mở danh sách"):
        assert word not in text, word
    assert client.get(page, {"don_vi": "SNV"}).status_code == 200
    for name, args in (("ratings-behind", []), ("organisations-behind", []), ("scores", ["2022-03"])):
        address = reverse(f"reports:{name}", args=[rated.cycle.pk, *args])
        assert client.get(address, {"so": "ratings.good"}).status_code == 403
    text = unit_page(client, "SNV")
    assert "Xếp loại năm 2022" in text and "chưa có quyết định" not in text


def test_a_provincial_leader_learns_nothing_of_a_cycle_without_decisions(client, sign_in):
    make_offices()
    opened(make_cycle())
    sign_in(client, factories.make_user_in(Role.PROVINCIAL_LEADER))
    assert "Xếp loại năm 2022" not in unit_page(client, "SNV")


def test_the_units_page_has_the_levels_for_those_who_may_see_them(client, sign_in, rated):
    sign_in(client, factories.make_user_in(Role.OFFICER))
    text = unit_page(client, "SNV")
    assert "Xếp loại năm 2022" in text and "0 trong 3 người chưa có quyết định" in text
    sign_in(client, factories.make_user_in(Role.ADMIN))
    assert "Xếp loại năm 2022" not in unit_page(client, "SNV")


def test_figures_prints_the_ratings_of_a_year(rated):
    out = StringIO()
    call_command("figures", "--ratings", "2022", "--unit", "SNV", "--as-of", "2022-12-10", stdout=out)
    said = json.loads(out.getvalue())["ratings"]
    assert said["measures"]["ratings.good"]["value"] == 2
    assert said["measures"]["ratings.good_share"] == {
        "name": "Tỷ lệ hoàn thành tốt nhiệm vụ", "unit": "%", "value": 66.67,
        "numerator": 2, "denominator": 3,
    }  # fmt: skip


def test_the_page_asks_as_little_for_many_units(client, sign_in, rated):
    sign_in(client, factories.make_user_in(Role.OFFICER))
    page = reverse("reports:ratings", args=[rated.cycle.pk])
    counts = []
    for number in (1, 30):
        for n in range(number):
            unit = factories.make_unit(f"Sở {number} {n}", parent=rated.units["province"])
            person = factories.make_person(f"Bàn Thị {number} {n}")
            factories.make_post(person, unit, leader_kind="head")
        opened(rated.cycle)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (None, "–"),
        (Fraction(0), "không đổi"),
        (Fraction(5, 2), "tăng 2,5 điểm %"),
        (Fraction(-3), "giảm 3 điểm %"),
    ],
)
def test_a_change_of_shares_is_told_in_points(change, words):
    assert points(change) == words


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PROVINCIAL_LEADER])
def test_the_units_page_itself_counts_no_ratings(client, sign_in, rated, role, django_assert_max_num_queries):
    keep_up()
    sign_in(client, factories.make_user_in(role))
    client.get("/don-vi/SNV/")
    with django_assert_max_num_queries(15):
        client.get("/don-vi/SNV/")


@pytest.fixture
def parts():
    """A year of two cycles: one of the district with its school and commune, one of the department."""
    made = make_offices()
    made.cycles = {
        name: opened(make_cycle(name=f"Năm 2022, {name}", root=made.units[name]))
        for name in ("district", "agency")
    }
    rate(made.cycles["district"], made.people["teacher"], "GOOD")
    rate(made.cycles["agency"], made.people["clerk"], "EXCELLENT")
    return made


@pytest.mark.parametrize(("unit", "level"), [("TH01", "good"), ("SNV", "excellent")])
def test_a_units_figures_are_those_of_the_cycle_that_it_is_in(client, sign_in, parts, unit, level):
    out = StringIO()
    call_command("figures", "--ratings", "2022", "--unit", unit, "--as-of", "2022-12-10", stdout=out)
    measures = json.loads(out.getvalue())["ratings"]["measures"]
    assert (measures[f"ratings.{level}"]["value"], measures["ratings.rated"]["value"]) == (1, 1)
    sign_in(client, factories.make_user_in(Role.OFFICER))
    name = {"TH01": "district", "SNV": "agency"}[unit]
    page = client.get(reverse("agencies:unit", args=[unit])).content.decode()
    assert reverse("reports:ratings-panel", args=[parts.cycles[name].pk]) in page


def test_no_part_is_told_as_the_whole_province(parts):
    with pytest.raises(CommandError, match="năm 2022 của toàn tỉnh"):
        call_command("figures", "--ratings", "2022", "--as-of", "2022-12-10", stdout=StringIO())
