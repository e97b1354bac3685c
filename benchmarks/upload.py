"""From an upload to the checked comparison, against calamine and COPY."""

import io
import time
from collections.abc import Iterator
from datetime import date, datetime

from python_calamine import CalamineWorkbook

from benchmarks import databases
from benchmarks.measure import Result, paired
from benchmarks.province import ROSTERS, Roster, carry_out, receive_workbook, waiting_job
from imports.models import Batch, State

GOAL = 5
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def measure(runs: int) -> Iterator[Result]:
    for roster in ROSTERS:
        yield paired(
            f"upload to comparison, {roster.name}",
            ours=lambda roster=roster: _ours(roster),
            floor=lambda roster=roster: _floor(roster),
            runs=runs,
            goal=GOAL,
        )


def _ours(roster: Roster) -> float:
    databases.copy(roster.before)
    began = time.perf_counter()
    batch = receive_workbook("people", roster.path)
    carry_out(waiting_job())
    took = time.perf_counter() - began
    assert Batch.objects.get(pk=batch.pk).state == State.COMPARED
    return took


def _floor(roster: Roster) -> float:
    with databases.floor() as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        width = max(sheet.width for sheet in _sheets(roster))
        cursor.execute(f"CREATE TABLE bare ({', '.join(f'c{place} text' for place in range(width))})")
        connection.commit()
        databases.settle()
        began = time.perf_counter()
        for sheet in _sheets(roster):
            names = ", ".join(f"c{place}" for place in range(sheet.width))
            cursor.copy_expert(f"COPY bare ({names}) FROM STDIN", _copied(sheet.to_python()))
        connection.commit()
        return time.perf_counter() - began


def _sheets(roster: Roster) -> list:
    workbook = CalamineWorkbook.from_path(roster.path)
    return [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]


def _copied(rows: list[list]) -> io.StringIO:
    return io.StringIO("".join("\t".join(map(_text, row)) + "\n" for row in rows))


def _text(cell: object) -> str:
    if type(cell) is str:
        return (
            cell.translate(_ESCAPED) if "\\" in cell or "\n" in cell or "\t" in cell or "\r" in cell else cell
        )
    if isinstance(cell, datetime):
        return str(cell.date())
    if isinstance(cell, date):
        return str(cell)
    return repr(cell)
