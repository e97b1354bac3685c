"""The safe way to a workbook's cells.

A workbook comes from outside, so it is opened in a process of its own under limits of memory and time;
what that process can't do, it dies of, and the uploader gets a sentence.
"""

import io
import os
import pickle
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from typing import Any

from imports.errors import ImportRefused
from imports.guard import AGAIN, MAX_BYTES, guard

__all__ = ["ImportRefused", "RawSheet", "guard", "read"]

Cell = str | float | int | bool | date | datetime | time | timedelta
Corner = tuple[int, int]

MEMORY_MB = 1024
SECONDS = 60
MAX_CELLS = 4_000_000

CHILD = Path(__file__).with_name("child.py")
# The child sees no more of the environment than it needs to start: no password, no key.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH")

SMALLER = "Hãy xóa các dòng, cột trống và trang tính không dùng, hoặc chia thành nhiều tệp, rồi tải lại."
SENTENCES = {
    "damaged": f"Không mở được tệp này: nội dung bên trong bị hỏng. {AGAIN}",
    "out_of_memory": f"Không mở được tệp này: bảng tính cần quá nhiều bộ nhớ. {SMALLER}",
    "timed_out": f"Không mở được tệp này: bảng tính mất quá nhiều thời gian để đọc. {SMALLER}",
    "too_many_cells": f"Không mở được tệp này: bảng tính có quá nhiều ô. {SMALLER}",
}
SIGNALS: dict[int, str] = {
    signal.SIGABRT: "out_of_memory",
    signal.SIGKILL: "out_of_memory",
    signal.SIGXCPU: "timed_out",
}


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One worksheet as it stands, from A1 on: ``rows[r][c]`` is the cell in Excel's row r + 1.

    All rows are equally long. Cells are as Excel stores them: every number is a float, an empty cell
    is ``""``, so is an error like #N/A; a formula gives the value that Excel saved with it.
    ``merged`` holds (row, column) of first and last cell, 0-based, both inclusive; they may reach
    beyond ``rows``.
    """

    name: str
    rows: list[list[Cell]]
    hidden: bool
    merged: list[tuple[Corner, Corner]]


def read(
    path: Path,
    *,
    max_bytes: int = MAX_BYTES,
    memory_mb: int = MEMORY_MB,
    seconds: float = SECONDS,
    max_cells: int = MAX_CELLS,
) -> list[RawSheet]:
    """Every worksheet of the workbook, hidden ones too, in the workbook's order.

    Raises ``ImportRefused`` with one of ``guard``'s codes, or ``damaged``, ``out_of_memory``,
    ``timed_out``, ``too_many_cells``. ``seconds`` limits the clock and, rounded up, the processor;
    ``max_cells`` counts blank cells too. Safe to call from any thread.
    """
    guard(path, max_bytes=max_bytes)
    kind, found = _ask_child(path, memory_mb=memory_mb, seconds=seconds, max_cells=max_cells)
    if kind != "sheets":
        raise _refused(found)
    return [RawSheet(*sheet) for sheet in found]


def _ask_child(path: Path, *, memory_mb: int, seconds: float, max_cells: int) -> tuple[str, Any]:
    arguments = (path.absolute(), _library(), os.getpid(), memory_mb, ceil(seconds), max_cells)
    with subprocess.Popen(
        [sys.executable, "-I", "-S", str(CHILD), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        cwd="/",
    ) as child:
        try:
            data, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise _refused("timed_out") from None
        finally:
            child.kill()
    if child.returncode:
        raise _refused(SIGNALS.get(-child.returncode, "damaged"))
    return _PlainUnpickler(io.BytesIO(data)).load()


def _refused(code: str) -> ImportRefused:
    return ImportRefused(SENTENCES[code], code=code)


@cache
def _library() -> Path:
    """The folder from which the child imports calamine, since it starts without site-packages."""
    return Path(find_spec("python_calamine").origin).parents[1]


class _PlainUnpickler(pickle.Unpickler):
    """Takes dates and times and nothing else, so that a child gone wrong can't run code here."""

    def find_class(self, module: str, name: str):
        if module == "datetime" and name in ("date", "datetime", "time", "timedelta"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not a cell")
