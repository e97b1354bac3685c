"""Rows put in by COPY come out as they were, whatever texts are among them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from core import copying
from core.copying import copy_in

TEXTS = ["", None, r"\N", "\t", 'một "hai", ba', "dòng 1\ndòng 2\r\n", "\\", "'"]


@pytest.fixture
def cursor(db):
    with connection.cursor() as opened:
        opened.execute(
            "CREATE TEMP TABLE copied (n int, said text, on_day date, points numeric, is_so boolean)"
        )
        yield opened


def test_every_text_comes_out_as_it_went_in(cursor):
    copy_in(cursor, "copied (n, said)", enumerate(TEXTS))
    cursor.execute("SELECT said FROM copied ORDER BY n")
    assert [row[0] for row in cursor.fetchall()] == TEXTS


def test_days_numbers_and_truths_keep_their_value(cursor):
    rows = [(1, "", date(2026, 2, 28), Decimal("2.34"), True), (2, "x", None, None, False)]
    copy_in(cursor, "copied", rows)
    cursor.execute("SELECT * FROM copied ORDER BY n")
    assert cursor.fetchall() == rows


def test_more_rows_than_are_held_at_once_all_arrive(cursor):
    copy_in(cursor, "copied (n)", ((n,) for n in range(2 * copying.ROWS_AT_ONCE + 1)))
    cursor.execute("SELECT count(*), count(DISTINCT n) FROM copied")
    assert cursor.fetchone() == (2 * copying.ROWS_AT_ONCE + 1,) * 2
