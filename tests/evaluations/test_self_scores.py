"""The year's form where the law scores months: the months and their mean to read, the level to put down."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from agencies.enums import Role
from evaluations.enums import RatingLevel
from evaluations.facts_of import facts_of, verdicts
from evaluations.models import Cycle, Evaluation, Organisation, PeriodScore, SelfEvaluation
from evaluations.propose import propose
from evaluations.scores.means import own_means
from evaluations.scores.write import save
from evaluations.self_evaluate import save as save_year
from evaluations.sheet import sheet
from staff.models import Person
from tests import factories
from tests.evaluations.rated import did, papers, scored
from tests.evaluations.scores.month import make_department, open_month
from work.models import WorkItem

pytestmark = pytest.mark.django_db
MANY = 201  # more lines than the form of a year's work takes


@pytest.fixture
def office():
    made = make_department(2, deputy=False)
    made.one = Evaluation.objects.select_related("cycle", "organisation").get(
        cycle=made.cycle, person=made.people["staff-0"]
    )
    return made


@pytest.fixture
def clerk(client, sign_in, office):
    """A civil servant, signed in; ``address`` is the year's form."""
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=office.one.person_id).update(account=user)
    sign_in(client, user)
    client.address = reverse("evaluations:self", args=[office.cycle.pk])
    return client


def write_march(office) -> list:
    """Lines of March as people write them, one of them taken over from somebody with nothing assigned."""
    open_month(office)
    line = {"name": "Thẩm định", "coefficient": Decimal("1.50"), "assigned": Decimal(10), "done": Decimal(9),
            "faults": 1, "delays": 1, "counting": ""}  # fmt: skip
    taken = line | {"name": "Việc nhận thay", "assigned": Decimal(0), "counting": "taken_over"}
    rows = [line, taken, *[line | {"name": f"Hồ sơ {n}"} for n in range(MANY)]]
    save(score=office.score("staff-0"), parts={}, words={}, rows=rows, by=office.director)
    return lines()


def lines() -> list:
    return list(WorkItem.objects.order_by("pk").values())


def test_the_form_has_the_parts_of_form_02_and_nothing_more(clerk, office):
    scored(office.one, by=office.director, points="275/3")
    answer = clerk.get(clerk.address)
    text = answer.content.decode()
    assert "evaluations/_year_months.html" in [one.name for one in answer.templates]
    assert "I. Tổng hợp kết quả theo dõi, đánh giá" in text and "Tổng điểm trung bình cả năm" in text
    assert text.count("91,67") >= 13 and "1100 ÷ 12 tháng = 91,67 (khoản 3 Điều 17" in text
    assert "II. Tự đánh giá, xếp loại chất lượng" in text and 'name="level"' in text
    for part in ("Công việc trong kỳ", "Ưu điểm", "Hạn chế", "viec-TOTAL_FORMS"):
        assert part not in text


def test_what_is_missing_for_the_mean_is_said(clerk, office):
    scored(office.one, by=office.director, but=[date(2026, 4, 1)])
    text = clerk.get(clerk.address).content.decode()
    assert "chưa tính được" in text and "Còn thiếu điểm: tháng 4" in text


def test_the_lines_of_a_month_survive_the_years_form(clerk, office):
    before = write_march(office)
    assert clerk.post(clerk.address, {"level": "GOOD", "gui": "1"}).status_code == 302
    assert SelfEvaluation.objects.get().submitted_at
    assert lines() == before


def test_lines_posted_to_the_years_form_write_no_work(clerk, office):
    before = write_march(office)
    posted = {"viec-TOTAL_FORMS": "1", "viec-INITIAL_FORMS": "0", "viec-0-name": "Khác"}
    clerk.post(clerk.address, posted | {"viec-0-assigned": "1", "level": "GOOD", "strengths": "Tốt"})
    row = {"name": "Khác", "assigned": 1, "done": 1, "on_time": 1, "beyond": 0}
    save_year(evaluation=office.one, words={"level": "GOOD"}, answers={}, rows=[row], by=office.director)
    assert lines() == before
    assert SelfEvaluation.objects.get().strengths == ""


def test_words_written_under_another_law_stay(clerk, office):
    SelfEvaluation.objects.create(evaluation=office.one, strengths="Viết khi là viên chức.")
    clerk.post(clerk.address, {"level": "FULFILLED"})
    kept = SelfEvaluation.objects.get()
    assert (kept.strengths, kept.level) == ("Viết khi là viên chức.", "FULFILLED")


def test_the_head_reads_the_months_and_the_level(client, sign_in, office):
    write_march(office)
    scored(office.one, by=office.director, points="275/3", but=[date(2026, 3, 1)])
    papers(office.one, by=office.director)
    sign_in(client, office.director)
    address = reverse("evaluations:read-self", args=[office.cycle.pk, office.one.pk])
    text = client.get(address).content.decode()
    assert "hoàn thành tốt nhiệm vụ" in text and text.count("91,67") == 11
    assert "Thẩm định" not in text and "Ưu điểm" not in text


def test_under_decree_90_the_lines_of_months_are_no_years_work(office):
    write_march(office)
    did(office.one.person, office.unit, year=2026)
    Evaluation.objects.filter(pk=office.one.pk).update(law="nd90-2020")
    one = Evaluation.objects.select_related("organisation", "proposal").get(pk=office.one.pk)
    assert facts_of([one])[one.pk]["tasks"]["all"] == "20.00"


def test_a_law_that_scores_months_is_told_of_no_tasks(office):
    write_march(office)
    did(office.one.person, office.unit, year=2026)
    assert "tasks" not in facts_of([office.one])[office.one.pk]


def test_the_sheet_shows_the_years_score_and_what_it_stands_on(client, sign_in, office):
    other = Evaluation.objects.get(cycle=office.cycle, person=office.people["staff-1"])
    scored(other, by=office.director, points="89.996", upto=11)
    write_march(office)
    sign_in(client, office.director)
    text = client.get(reverse("evaluations:sheet", args=[office.cycle.pk, "SNV"])).content.decode()
    assert "Điểm năm" in text and "Căn cứ" in text and "Đúng hạn" not in text and "Vượt mức" not in text
    rows = sheet(office.cycle, office.unit.pk, user=office.director).rows
    found = next(row.figures for row in rows if row.evaluation.pk == other.pk)
    assert (found.first, found.second) == ("", "11/12 tháng")
    assert "Còn thiếu điểm: tháng 12." in text


def test_a_sheet_of_two_kinds_of_laws_names_both_figures(client, sign_in, office):
    did(office.one.person, office.unit, year=2026)
    Evaluation.objects.filter(pk=office.one.pk).update(law="nd90-2020")
    other = Evaluation.objects.get(cycle=office.cycle, person=office.people["staff-1"])
    scored(other, by=office.director, points="89.996")
    sign_in(client, office.director)
    text = client.get(reverse("evaluations:sheet", args=[office.cycle.pk, "SNV"])).content.decode()
    assert "Đúng hạn / điểm năm" in text and "20/20" in text and "89,99" in text and "12 tháng" in text


def test_the_radar_counts_faults_and_delays_of_months_but_not_objective_ones(client, sign_in, office):
    product = {"name": "Hồ sơ", "faults": 1, "delays": 2, "objective_faults": 1, "objective_delays": 1}
    scored(office.one, by=office.director, points="95", upto=3, products=[product])
    other = Evaluation.objects.get(cycle=office.cycle, person=office.people["staff-1"])
    scored(other, by=office.director, points="95", products=[product | {"objective_delays": 2}])
    for one in (office.one, other):
        propose(evaluation=one, level=RatingLevel.GOOD, by=office.director)
    sign_in(client, office.director)
    text = client.get(reverse("evaluations:sheet", args=[office.cycle.pk, "SNV"])).content.decode()
    assert "1 người từ mức tốt trở lên có 3 lần sai sót lớn hoặc chậm tiến độ trong các tháng" in text
    assert "có việc chưa đúng hạn" not in text


def test_a_cycle_rated_in_the_next_year_is_judged_by_its_own_year(office):
    """Under the draft of 233 the months before July 2026 aren't in the mean, whenever it is signed."""
    Organisation.objects.update(rated_on=date(2027, 1, 10))
    Cycle.objects.update(rated_on=date(2027, 1, 10))
    Evaluation.objects.update(law="nd233-2026", group="public_employee")
    scored(office.one, by=office.director, but=[date(2026, month, 1) for month in range(1, 7)])
    one = Evaluation.objects.select_related("organisation", "proposal").get(pk=office.one.pk)
    assert PeriodScore.objects.count() == 6
    assert facts_of([one])[one.pk]["year"] == 2026
    said = verdicts([one])[one.pk]
    assert (said["outcome"], said["score"]["value"]) == ("suggested", "80,00")


def test_the_means_of_quarter_half_year_and_year_run_with_the_months(clerk, office):
    """To the person alone, of the months that have begun, were worked and have a score."""
    scored(office.one, by=office.director, points="80", upto=2)
    scored(
        office.one,
        by=office.director,
        points="275/3",
        but=[date(2026, m, 1) for m in (1, 2, 3, *range(5, 13))],
    )
    when = date(2026, 5, 4)
    user = office.one.person.account or Person.objects.get(pk=office.one.person_id).account
    found = {one.name: one.mean for one in own_means(office.cycle, user, today=when)}
    assert list(found) == ["Quý I", "Quý II", "6 tháng đầu năm", "Cả năm"]
    assert [(one.value, one.months) for one in found.values()] == [
        ("80,00", "2/3 tháng"), ("91,67", "1/2 tháng"), ("83,89", "3/5 tháng"), ("83,89", "3/5 tháng"),
    ]  # fmt: skip
    assert found["Cả năm"].says == "251,667 ÷ 3 tháng = 83,89"
    text = clerk.get(reverse("evaluations:scores", args=[office.cycle.pk])).content.decode()
    assert "Điểm trung bình của tôi đến nay" in text and "160 ÷ 2 tháng = 80,00" in text


def test_who_has_no_months_has_no_means(client, sign_in, office):
    assert own_means(office.cycle, office.chairman, today=date(2026, 5, 4)) == []
    sign_in(client, office.chairman)
    text = client.get(reverse("evaluations:scores", args=[office.cycle.pk])).content.decode()
    assert "Điểm trung bình của tôi" not in text
