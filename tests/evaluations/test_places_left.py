"""Under Decree 335 the last place under the cap is a choice; who has the score and no place is good."""

from datetime import date

import pytest

from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.errors import Blocked
from evaluations.models import Evaluation, StepRecord
from evaluations.propose import propose
from evaluations.results import decides
from evaluations.sheet import sheet
from tests.evaluations.rated import papers, scored
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 10)
STAFF = 6  # of whom one may be excellent


@pytest.fixture
def office():
    made = make_department(STAFF, deputy=False)
    made.rated = list(
        Evaluation.objects.filter(cycle=made.cycle, rater_unit=made.unit).order_by("person__sort_key")
    )
    for one in made.rated:
        scored(one, by=made.director, points="95")
        papers(one, "meeting", by=made.director)
    StepRecord.objects.update(attendants=["all_staff"])
    return made


def signed(office, levels):
    reasons = {"EXCELLENT": "Dẫn đầu về kết quả."}
    choices = [
        Choice(one.pk, level, reasons.get(level, "")) for one, level in zip(office.rated, levels, strict=True)
    ]
    return decide(
        cycle=office.cycle, unit_id=office.unit.pk, choices=choices, number="01/QĐ", decided_on=ON,
        by=office.director, today=ON,
    )  # fmt: skip


def test_all_are_suggested_for_it_until_the_place_is_given_and_then_the_others_are_good(office):
    rows = sheet(office.cycle, office.unit.pk, user=office.director).rows
    assert {row.suggested for row in rows} == {"EXCELLENT"}
    assert {one["rule"] for row in rows for one in decides(row.verdict)} == {"band-excellent"}
    assert {row.taken_at_once for row in rows} == {""}, "nobody gets the one place by mere order"
    propose(evaluation=office.rated[2], level="EXCELLENT", by=office.director)
    rows = sheet(office.cycle, office.unit.pk, user=office.director).rows
    assert [row.suggested for row in rows].count("GOOD") == STAFF - 1
    assert rows[2].suggested == "EXCELLENT"
    assert rows[2].blocks == [
        "Có 6 người đủ điều kiện hoàn thành xuất sắc mà chỉ có 1 chỗ: phải ghi lý do chọn người này."
    ]
    (said,) = [one for one in rows[0].verdict["findings"] if one["rule"] == "cap-is-full"]
    assert said["acts"] and "Điều 20" in said["cite"]
    deciding = {one["rule"] for one in decides(rows[0].verdict)}
    assert "cap-is-full" in deciding and not {one for one in deciding if one.startswith("band-")}


def test_the_others_are_signed_as_good_without_a_reason(office):
    signed(office, ["EXCELLENT", *["GOOD"] * (STAFF - 1)])


def test_with_the_place_free_good_is_not_open_to_who_has_the_score(office):
    with pytest.raises(Blocked, match="hoàn thành tốt nhiệm vụ từ 70 đến dưới 90"):
        signed(office, ["GOOD"] * STAFF)


def test_a_second_one_finds_no_place(office):
    with pytest.raises(Blocked, match="Hết chỗ hoàn thành xuất sắc"):
        signed(office, ["EXCELLENT", "EXCELLENT", *["GOOD"] * (STAFF - 2)])
