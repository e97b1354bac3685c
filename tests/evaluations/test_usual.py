"""What results serve for with nearly everybody is counted and listed by kind, and is nobody's case."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from agencies.enums import Role
from core import jobs
from evaluations import usual
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.law.kinds.follows import Follows, ScoreServes
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import FollowUp, PeriodScore
from evaluations.open_follow_ups import cases, usual_rules, write
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, ready, scored
from tests.evaluations.scores.month import make_department, open_month, wrote

pytestmark = pytest.mark.django_db
ON = date(2024, 12, 10)
MARCH = date(2026, 3, 1)


@pytest.fixture
def school():
    """Three teachers of 2024: one GOOD, one FULFILLED, one NOT_FULFILLED; ``head`` signs in."""
    cycle, unit, head, _ = make_school(3, year=2024)
    found = ready(cycle, unit, head)
    levels = ("GOOD", "FULFILLED", "NOT_FULFILLED")
    decide(
        cycle=cycle, unit_id=unit.pk, number="1/QĐ", decided_on=ON, by=head, today=ON,
        choices=[Choice(one.pk, level, "Vì lý do.") for one, level in zip(found, levels, strict=True)],
    )  # fmt: skip
    cycle.head, cycle.school, cycle.found = head, unit, found
    return cycle


def counts(user, year: int = 2024, **said) -> dict[str, int]:
    return {one.key: one.count for one in usual.uses(year, user=user, on=date(year, 12, 31), **said)}


def test_usual_rules_stand_on_the_years_level_and_the_record_alone():
    found = [
        rule
        for law in all_rule_sets().values()
        for rule in law.rules
        if isinstance(rule, Follows) and rule.usual
    ]
    assert {rule.id for rule in found} == set(usual_rules()) != set()
    for rule in found:
        assert rule.in_a_row == 1 and not rule.must and set(rule.facts) <= {"party_member"}


def test_every_span_that_a_law_names_is_known():
    named = {
        rule.span for law in all_rule_sets().values() for rule in law.rules if isinstance(rule, ScoreServes)
    }
    assert named == set(usual.SPANS)


def test_they_are_counted_by_kind_and_open_no_case(school):
    jobs.run_all_queued()
    write(2024, list(cases(2024)), None)
    assert set(FollowUp.objects.values_list("rule", flat=True)) & set(usual_rules()) == set()
    assert counts(school.head) == {
        "follows-advanced-worker": 1, "follows-bonus": 2, "follows-regular-raise": 2,
    }  # fmt: skip


def test_a_case_taken_up_before_stays_as_it_is(school):
    case = FollowUp.objects.create(
        person=school.found[0].person, unit=school.school, year=2024, rule="follows-bonus",
        law="nd90-2020-sd48-2023", must=False, says="Năm 2024: là căn cứ.", cite="Điều 4",
        grounds={"ratings": [], "facts": {}},
        state="considering", assigned_to=school.head,
    )  # fmt: skip
    write(2024, list(cases(2024)), None)
    case.refresh_from_db()
    assert case.is_grounded and case.state == "considering"


def test_only_the_units_of_the_user_are_counted(school):
    officer = factories.make_user_in(Role.OFFICER)
    assert counts(officer) == counts(school.head)
    stranger = factories.make_user_in(Role.UNIT_HEAD, factories.make_unit("Trường khác"))
    assert counts(stranger) == {} == counts(officer, unit_ids=[0])


# Scores of quarters and half-years


@pytest.fixture
def office():
    """A civil servant with the months to May confirmed: 80 each, March a fraction."""
    made = make_department(1, deputy=False)
    one = made.cycle.evaluations.get(person=made.people["staff-0"])
    scored(one, by=made.director, upto=5, but=[MARCH])
    scored(one, by=made.director, points="275/3", upto=3, but=[date(2026, 1, 1), date(2026, 2, 1)])
    return made


def test_a_quarter_and_a_half_year_serve_by_the_mean_of_their_months(office, client, sign_in):
    found = {one.key: one for one in usual.uses(2026, user=office.director, on=date(2026, 7, 1))}
    assert {key: one.count for key, one in found.items()} == {
        "serves-quarter-1": 1, "serves-quarter-2": 1, "serves-half-year-1": 1,
    }  # fmt: skip
    assert found["serves-quarter-1"].title == "Kết quả quý I năm 2026"
    assert "điểm b khoản 1 Điều 23 NĐ 335/2025" in found["serves-quarter-1"].cite
    assert "điểm c khoản 2 Điều 23" in found["serves-half-year-1"].cite
    sign_in(client, office.director)
    page = reverse("evaluations:usual")
    quarter = client.get(page, {"nam": 2026, "viec": "serves-quarter-1"}).content.decode()
    assert "83,89 điểm" in quarter  # (80 + 80 + 275/3) ÷ 3
    lacking = client.get(page, {"nam": 2026, "viec": "serves-quarter-2"}).content.decode()
    assert "Còn thiếu điểm: tháng 6" in lacking


def test_scores_that_nobody_confirmed_serve_for_nothing():
    made = make_department(1, deputy=False)
    open_month(made)
    wrote(made, "staff-0")
    assert PeriodScore.objects.filter(submitted_at__isnull=False).exists()
    assert counts(made.director, 2026) == {}


def test_who_moved_is_listed_where_the_last_score_of_the_span_was_given(office):
    other = factories.make_unit("Sở Y tế", "SYT", office.province)
    june = PeriodScore.objects.confirmed().latest("period_on")
    june.pk, june.unit = None, other
    june.period_on = june.starts_on = date(2026, 6, 1)
    june.ends_on = date(2026, 6, 30)
    june.save(force_insert=True)
    theirs = factories.make_user_in(Role.UNIT_HEAD, other)
    assert counts(theirs, 2026) == {"serves-quarter-2": 1, "serves-half-year-1": 1}
    assert counts(office.director, 2026) == {"serves-quarter-1": 1}


# The pages


def get(client, sign_in, user, name="usual", **query):
    sign_in(client, user)
    return client.get(reverse(f"evaluations:{name}"), query)


def test_the_page_lists_kinds_and_the_people_of_one_and_takes_them_out(school, client, sign_in):
    answer = get(client, sign_in, school.head, viec="follows-bonus")
    assert "evaluations/usual.html" in [template.name for template in answer.templates]
    text = answer.content.decode()
    assert "Điều 4 Nghị định số 73/2024/NĐ-CP" in text and "trong 2 người" in text
    levels = ["Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ"]
    assert [row.words for row in answer.context["rows"]] == levels
    book = get(client, sign_in, school.head, "export-usual", viec="follows-bonus")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert [sheet.cell(row, 3).value for row in (5, 6, 7)] == [*levels, None]
    whole = get(client, sign_in, school.head, "export-usual")
    assert openpyxl.load_workbook(io.BytesIO(whole.content)).active.max_row == 4 + 5
    assert "Bỏ hết bộ lọc" in get(client, sign_in, school.head, don_vi="KHONGCO").content.decode()
    assert get(client, sign_in, school.head, "export-usual", don_vi="KHONGCO").status_code == 200
    assert (
        "Chưa có kết quả nào"
        in get(
            client, sign_in, factories.make_user_in(Role.UNIT_HEAD, factories.make_unit("Trường khác"))
        ).content.decode()
    )


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OFFICER, 200), (Role.PROVINCIAL_LEADER, 403), (Role.INSPECTOR, 403), (Role.ADMIN, 403)],
)
def test_the_page_is_for_those_who_see_the_cases(school, client, sign_in, role, status):
    assert get(client, sign_in, factories.make_user_in(role)).status_code == status


def test_party_members_only_serve_for_the_partys_rating(office):
    one = office.cycle.evaluations.get(person=office.people["staff-0"])
    like = ("nd335-2025", one.group, one.place, False, "GOOD")
    assert "follows-party-rating" in {rule.id for rule, _ in usual._usual(2026, *like, True)}
    assert "follows-party-rating" not in {rule.id for rule, _ in usual._usual(2026, *like, False)}


def test_the_page_asks_as_little_for_many_people(office, client, sign_in, django_assert_max_num_queries):
    template = PeriodScore.objects.filter(person=office.people["staff-0"]).order_by("period_on")
    for number in range(30):
        person = factories.make_person(f"Nông Văn {number:03d}", unit=office.unit)
        for one in template:
            one.pk, one.person = None, person
            one.save(force_insert=True)
    assert Person.objects.count() > 30
    sign_in(client, office.director)
    with django_assert_max_num_queries(45):
        answer = client.get(reverse("evaluations:usual"), {"nam": 2026, "viec": "serves-quarter-1"})
    assert answer.context["rows"].total == 31
