"""Numbers, days and names as the offices write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core.days import since
from core.templatetags import vietnamese as vi


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [
        (12471, 0, "12.471"),
        (0, 0, "0"),
        (1234567.891, 2, "1.234.567,89"),
        (Decimal("6.25"), 1, "6,3"),
        (-14, 0, "−14"),
        (None, 0, "–"),
    ],
)
def test_numbers(value, places, words):
    assert vi.number(value, places) == words


def test_a_coefficient_has_two_places():
    assert vi.decimal2(Decimal("2.34")) == "2,34" and vi.decimal2(4) == "4,00"


def test_a_share_is_of_a_fraction_or_of_a_whole():
    assert vi.percent(0.624) == vi.percent(624, 1000) == "62,4\N{NO-BREAK SPACE}%"
    assert vi.percent(3, 0) == vi.percent(None) == "–"


def test_a_change_has_its_sign():
    assert [vi.difference(value) for value in (118, -86, 0, None)] == ["+118", "−86", "0", "–"]
    assert [vi.difference(value, 1) for value in (0.1, 0, -1.25)] == ["+0,1", "0,0", "−1,3"]


def test_days_and_instants_are_those_of_vietnam():
    assert vi.day(date(2021, 12, 30)) == "30/12/2021"
    late = datetime(2021, 12, 30, 18, 5, tzinfo=UTC)
    assert vi.day(late) == "31/12/2021" and vi.moment(late) == "01:05 31/12/2021"
    assert vi.day(None) == "chưa rõ"


def test_documents_write_small_days_and_the_first_two_months_with_a_zero():
    assert vi.long_day(date(2022, 2, 3)) == "ngày 03 tháng 02 năm 2022"
    assert vi.long_day(date(2022, 3, 13)) == "ngày 13 tháng 3 năm 2022"


def test_a_range_shows_its_last_day():
    assert vi.period(since(date(2019, 9, 1), date(2022, 9, 1))) == "01/09/2019 – 31/08/2022"
    assert vi.period(since(date(2019, 9, 1))) == "từ 01/09/2019"


@pytest.mark.parametrize("value", ["095084001234", "123456789", "123"])
def test_a_masked_number_shows_three_digits_at_most(value):
    shown = vi.masked(value)
    assert len(shown) == len(value)
    assert sum(letter.isdecimal() for letter in shown) == (3 if len(value) > 3 else 0)
    assert value.endswith(shown.lstrip("•"))


def test_names_are_tidied_and_capitals_made_small():
    assert vi.name("  HÀ  ĐÌNH HOÀN ") == "Hà Đình Hoàn"
    assert vi.name("Hà Đình Hoàn") == "Hà Đình Hoàn" and vi.name(None) == "chưa rõ"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 giây"), (2, "2 giây"), (150, "2 phút"), (4800, "1 giờ 20 phút"), (7200, "2 giờ")],
)
def test_durations(seconds, words):
    assert vi.duration(seconds) == words
