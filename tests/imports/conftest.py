"""Where a test's workbook lies, and the way from written rows to the table found in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from imports.table import Table, find_table
from imports.workbook import read
from tests.imports.workbooks import roster


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "danh-sach.xlsx"


@pytest.fixture
def table(path) -> Callable[..., Table]:
    """Write a roster of these lines, with ``roster``'s options, and give back the table found in it."""

    def found(*body, **options) -> Table:
        roster(path, body, **options)
        return find_table(read(path)[0])

    return found
