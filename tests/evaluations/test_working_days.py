"""Working days: the holidays of the file, and what it doesn't know said beside the day due."""

from datetime import date

import pytest

from evaluations.law.check import check
from evaluations.law.working_days import add_working, calendar, is_working, remarks, unsettled


def due(group: str, **days: str) -> dict:
    return check({"subject": "petition", "group": group, "on": "2026-12-10", **days}, on=date(2026, 12, 10))


@pytest.mark.parametrize(
    ("received", "answered"),
    [
        (date(2027, 4, 15), date(2027, 4, 27)),  # over 16/4, the tenth of the third lunar month
        (date(2027, 4, 26), date(2027, 5, 7)),  # over 30/4, and 3/5 for Saturday 1/5
        (date(2027, 2, 3), date(2027, 2, 19)),  # over Tết as expected
    ],
)
def test_days_of_2027_are_counted_over_its_holidays(received, answered):
    assert add_working(received, 7) == answered


def test_a_year_that_the_calendar_lacks_is_said_and_not_passed_over():
    assert remarks(date(2026, 12, 14), date(2026, 12, 23)) == []
    said = remarks(date(2027, 12, 28), date(2028, 1, 6))
    assert said == ["Chưa có lịch nghỉ lễ, Tết năm 2028: hạn này mới trừ thứ Bảy, Chủ nhật."]
    found = due("civil_servant", received_on="2030-01-02")
    assert "năm 2030" in found["remarks"]["received_on"][0]


def test_days_that_no_notice_has_settled_are_named_where_a_clock_runs_over_them():
    assert "Tết Âm lịch 2027 là dự kiến" in remarks(date(2027, 2, 3), date(2027, 2, 19))[0]
    assert "Văn hóa" in due("civil_servant", received_on="2026-11-20")["remarks"]["received_on"][0]
    assert "remarks" not in due("civil_servant", received_on="2026-12-14")
    assert remarks(date(2027, 9, 3), date(2027, 9, 14)) == []


def test_a_term_in_calendar_days_is_remarked_only_where_it_ends():
    over = due("public_employee", published_on="2027-02-02")
    assert over["due"]["published_on"] == "2027-02-12" and "dự kiến" in str(over["remarks"])
    assert "remarks" not in due("public_employee", published_on="2027-01-28")


def test_the_files_days_are_weekdays_and_its_unsettled_days_are_in_years_that_it_has():
    off, worked = calendar()
    assert all(day.weekday() < 5 for day in off) and all(day.weekday() >= 5 for day in worked)
    years = {day.year for day in off}
    assert {day.year for _, days in unsettled() for day in days} <= years
    assert max(years) >= 2027 and not is_working(date(2027, 5, 3))
