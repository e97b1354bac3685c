"""Tell the rows below a header apart: data, units' names, totals, signatures, repeated headers.

A data row must never get lost, so every other kind has to be proved; what can't be told is data, and
the checks after this will complain about it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from imports import wording
from imports.header import Header
from imports.sections import Sections
from imports.wording import Ordinal, spaced

# So many filled cells, with a number and a name among them, are a person and nothing else.
FILLED_ENOUGH = 4
MOST_SIGNERS = 4

_COLUMN_NUMBER = re.compile(r"[A-ZĐa-zđ]|\(?(\d{1,3})\)?(?:\s*=.*)?")


class Reason(StrEnum):
    """Why a row under the header isn't data."""

    SECTION = "section"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    SIGNATURE = "signature"
    BLANK = "blank"
    NUMBERING_ROW = "numbering_row"
    REPEATED_HEADER = "repeated_header"


@dataclass(slots=True)
class TableRow:
    """One data row: Excel's row number, its raw cells over the sheet's width, the units named above it.

    ``sections`` goes from the widest to the nearest, ``section`` is the nearest or None.
    """

    number: int
    cells: list
    section: str | None
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that isn't data; ``text`` is its filled cells with " | " between."""

    number: int
    reason: Reason
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A row under doubt: its filled cells as (column, text) beside the raw values."""

    number: int
    cells: list
    filled: list[tuple[int, str]]

    @property
    def text(self) -> str:
        return " | ".join(text for _, text in self.filled)

    @property
    def words(self) -> list[str]:
        return [text for _, text in self.filled if not any(map(str.isdigit, text))]


def sort_lines(
    rows: Sequence[list], *, header: Header, first: int, wide: dict[int, int]
) -> tuple[list[TableRow], list[SkippedRow]]:
    """Data rows and skipped rows among ``rows``, of which the first is Excel's row ``first``.

    ``wide`` gives for a row number the column of a text that is merged over much of the table.
    """
    sorter = _Sorter(header, wide)
    number_column, name_column = header.number_column, header.name_column
    is_numbered = number_column is not None
    key = number_column if is_numbered else name_column
    data = sorter.data
    for number, cells in enumerate(rows, first):
        mark, name = cells[key], cells[name_column]
        if (
            len(cells) - cells.count("") >= FILLED_ENOUGH
            and type(name) is str
            and (type(mark) is float or (type(mark) is str and mark.isdigit()))
        ):
            if sorter.signed:
                sorter.end_signatures()
            data.append(TableRow(number, cells, sorter.section, sorter.path))
        else:
            sorter.take(number, cells)
    sorter.finish()
    return data, sorted(sorter.skipped, key=lambda row: row.number)


class _Sorter:
    """Takes the doubtful rows in order; what one row is may hang on those before it."""

    def __init__(self, header: Header, wide: dict[int, int]) -> None:
        self.number_column = header.number_column
        self.name_column = header.name_column
        self.header_texts = header.texts
        self.wide = wide
        self.data: list[TableRow] = []
        self.skipped: list[SkippedRow] = []
        self.signed: list[_Line] = []
        self.sections = Sections()
        self.section: str | None = None
        self.path: tuple[str, ...] = ()

    def take(self, number: int, cells: list) -> None:
        if any(map(wording.is_personal, cells)):
            self._add(number, cells)
            return
        filled = [
            (column, text) for column, cell in enumerate(cells) if cell != "" and (text := spaced(cell))
        ]
        line = _Line(number, cells, filled)
        reason = self._reason(line)
        if reason == Reason.SIGNATURE:
            self.signed.append(line)
        elif reason:
            self._skip(line, reason)
        else:
            self._add(number, cells)

    def end_signatures(self) -> None:
        """Data follows: a block without a sure mark of signing wasn't one."""
        lines, self.signed = self.signed, []
        is_sure = any(wording.is_signed(text) for line in lines for _, text in line.filled)
        for line in lines:
            if is_sure:
                self._skip(line, Reason.SIGNATURE)
            elif self._open_section(line):
                self._skip(line, Reason.SECTION)
            else:
                self._append(line.number, line.cells)

    def finish(self) -> None:
        for line in self.signed:
            self._skip(line, Reason.SIGNATURE)
        self.signed = []

    def _reason(self, line: _Line) -> Reason | None:
        if not line.filled or self._is_number_only(line):
            return Reason.BLANK
        if _is_numbering(line):
            return Reason.NUMBERING_ROW
        if self._is_header(line):
            self.finish()
            return Reason.REPEATED_HEADER
        total = self._total_reason(line)
        if total:
            return total
        if self._is_signature(line):
            return Reason.SIGNATURE
        if self._section(line) is None:
            return None
        self.end_signatures()
        self._open_section(line)
        return Reason.SECTION

    def _add(self, number: int, cells: list) -> None:
        self.end_signatures()
        self._append(number, cells)

    def _append(self, number: int, cells: list) -> None:
        self.data.append(TableRow(number, cells, self.section, self.path))

    def _skip(self, line: _Line, reason: Reason) -> None:
        self.skipped.append(SkippedRow(line.number, reason, line.text))

    def _is_number_only(self, line: _Line) -> bool:
        """A row numbered in advance and never filled in."""
        (column, text), *others = line.filled
        return not others and column == self.number_column and text.isdigit()

    def _is_header(self, line: _Line) -> bool:
        if not all(text.casefold() in self.header_texts for _, text in line.filled):
            return False
        above = self.skipped[-1] if self.skipped else None
        is_second_row = above is not None and (above.number, above.reason) == (
            line.number - 1,
            Reason.REPEATED_HEADER,
        )
        return is_second_row or len(line.filled) > 2

    def _total_reason(self, line: _Line) -> Reason | None:
        number = dict(line.filled).get(self.number_column, "")
        if number.isdigit():
            return None
        for _, text in line.filled[:2]:
            kind = wording.total_kind(text)
            if kind:
                return Reason(kind) if len(line.words) <= 3 else None
        return None

    def _is_signature(self, line: _Line) -> bool:
        texts = [text for _, text in line.filled]
        first_column, first = line.filled[0]
        is_numbered = first_column == self.number_column and first.isdigit()
        if is_numbered or len(texts) > (MOST_SIGNERS if self.number_column is not None else 2):
            return False
        if self.signed:
            return not (first_column == self.number_column and _big_ordinals(first))
        if len(texts) == 1 and wording.is_note(first):
            return True
        if any(map(wording.is_signed, texts)):
            return line.cells[self.name_column] == "" or wording.is_signed(first)
        return all(map(wording.is_signers_title, texts))

    def _is_wide(self, line: _Line) -> bool:
        return self.wide.get(line.number) == line.filled[0][0]

    def _open_section(self, line: _Line) -> bool:
        """Make the row's unit the one that holds from here on, if it names one."""
        found = self._section(line)
        if found is None:
            return False
        self.sections.open(*found)
        self.path = self.sections.path
        self.section = self.path[-1] if self.path else None
        return True

    def _section(self, line: _Line) -> tuple[list[Ordinal], str] | None:
        """The number's readings and the name of the unit that a row names."""
        (column, first), *others = line.filled
        if column == self.number_column:
            readings = wording.ordinals(first)
            if readings:
                return self._numbered_section(readings, line)
        if not all(wording.is_count(line.cells[c]) for c, _ in others):
            return None
        readings, name = wording.split_ordinal(first)
        is_unit = wording.is_unit(name)
        is_alone = not others and len(name) > 2
        is_marked = is_alone and (self._is_wide(line) or column == self.number_column)
        is_named = is_unit and self.number_column is not None and column <= self.name_column
        if is_marked or is_named or (is_alone and is_unit and _big_ordinals(first.split()[0])):
            return readings, name
        return None

    def _numbered_section(self, readings: list[Ordinal], line: _Line) -> tuple[list[Ordinal], str] | None:
        _, *others = line.filled
        is_big = readings[0].kind in ("roman", "letter")
        if not others:
            return (readings, "") if is_big else None
        (_, name), *rest = others
        if not all(wording.is_count(line.cells[column]) for column, _ in rest):
            return None
        if wording.is_unit(name) or (is_big and (not rest or name.isupper())):
            return readings, name
        return None


def _big_ordinals(text: str) -> bool:
    return any(reading.kind in ("roman", "letter") for reading in wording.ordinals(text))


def _is_numbering(line: _Line) -> bool:
    """The row (1) (2) (3) … or A B 1 2 … under a header; (5)=(3)+(4) counts as 5."""
    found = [_COLUMN_NUMBER.fullmatch(text) for _, text in line.filled]
    if len(found) < 3 or not all(found):
        return False
    numbers = [int(one[1]) for one in found if one[1]]
    return (
        len(numbers) >= 2
        and all(after > one for one, after in pairwise(numbers))
        and numbers[-1] <= 2 * len(line.cells)
    )
