"""Find the header rows of a sheet's tables and read each column's name from them.

A header is known by its number or name column ("STT", "Họ và tên"); a sheet without either has its
header in the first row of texts that is nearly as wide as the rows below.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from imports.wording import is_personal, spaced
from imports.workbook import RawSheet

SEARCHED_ROWS = 60
MOST_HEADER_ROWS = 5
KEY_COLUMNS = 6
LONGEST_TEXT = 120

_NUMBER = re.compile(r"s\.?\s*t\.?\s*t\.?|tt\.?|số tt|số thứ tự|thứ tự|no\.?")
_NAME = re.compile(
    r"họ(?:\W|\s|$).{0,30}tên(?!\w).{0,40}|họ tên.{0,40}|tên (?:đơn vị|cơ quan|tổ chức).{0,40}"
)
_ABOVE_TABLE = re.compile(
    r"\(?(?:đơn vị(?: tính)?\s*:|đvt|mẫu|biểu|phụ lục|ngày\s*[\d.…]|tính đến|.*ngày .*tháng)"
)
_LABEL_ONLY = re.compile(r"[\d\s.,()=+/-]*")


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header stands (0-based rows, both inclusive) and the header path of each sheet column."""

    top: int
    bottom: int
    paths: tuple[tuple[str, ...], ...]
    number_column: int | None
    name_column: int

    @property
    def texts(self) -> frozenset[str]:
        """Every text of the header, folded, by which it is known again further down."""
        return frozenset(text.casefold() for path in self.paths for text in path)


def find_headers(sheet: RawSheet) -> list[Header]:
    """The header of each table in the sheet from the top down; one repeated further down counts once."""
    first = _first_header_row(sheet.rows)
    if first is None:
        return []
    headers = [_header_at(sheet, first)]
    for row in _numbered_headers(sheet.rows, headers[0]):
        texts = {text.casefold() for text in _texts(sheet.rows[row])}
        if texts <= headers[-1].texts:
            continue
        headers.append(_header_at(sheet, row))
    return headers


def _first_header_row(rows: list[list]) -> int | None:
    searched = rows[:SEARCHED_ROWS]
    for index, row in enumerate(searched):
        texts = _texts(row)
        if len(texts) >= 2 and not any(map(is_personal, row)) and any(map(_is_key, texts)):
            return index
    widest = max((len(_texts(row, kinds=object)) for row in searched), default=0)
    for index, row in enumerate(searched):
        texts = _texts(row)
        if len(texts) >= max(3, 0.6 * widest) and _is_all_labels(row):
            return index
    return None


def _numbered_headers(rows: list[list], first: Header) -> Iterable[int]:
    """Rows below the first header that have a number column and nothing but labels."""
    column = first.number_column
    if column is None:
        return
    for index in range(first.bottom + 1, len(rows)):
        row = rows[index]
        cell = row[column]
        # Cheap before dear: of thousands of rows nearly all fall at the first two.
        if type(cell) is not str or not cell or cell[0].isdigit():
            continue
        if _NUMBER.fullmatch(spaced(cell).casefold()) and len(_texts(row)) >= 3 and _is_all_labels(row):
            yield index


def _is_key(text: str) -> bool:
    folded = text.casefold()
    return bool(_NUMBER.fullmatch(folded) or _NAME.fullmatch(folded))


def _is_all_labels(row: list) -> bool:
    return all(
        isinstance(cell, str) and len(cell) <= LONGEST_TEXT and not _LABEL_ONLY.fullmatch(cell)
        for cell in row
        if cell != ""
    )


def _texts(row: list, kinds: type = str) -> list[str]:
    return [text for cell in row if isinstance(cell, kinds) and (text := spaced(cell))]


def _header_at(sheet: RawSheet, key_row: int) -> Header:
    merged = {first: last for first, last in sheet.merged if first[0] <= key_row + MOST_HEADER_ROWS}
    labels = {column: spaced(cell) for column, cell in enumerate(sheet.rows[key_row]) if spaced(cell)}
    number = next((c for c, text in labels.items() if _NUMBER.fullmatch(text.casefold())), None)
    top = _top(sheet, key_row, labels, merged)
    bottom = _bottom(sheet, key_row, labels, merged, number)
    paths = _paths(sheet, top, bottom, merged)
    return Header(top, bottom, paths, number, _name_column(paths, number))


def _name_column(paths: tuple[tuple[str, ...], ...], number: int | None) -> int:
    for column, path in enumerate(paths):
        if any(_NAME.fullmatch(text.casefold()) for text in path):
            return column
    if number is not None and number + 1 < len(paths):
        return number + 1
    return next(column for column, path in enumerate(paths) if path)


def _top(sheet: RawSheet, key_row: int, labels: dict[int, str], merged: dict) -> int:
    """The first header row: groups over several columns may stand above the row of "STT"."""
    top = key_row
    while top > 0 and key_row - top < MOST_HEADER_ROWS:
        above = [(column, spaced(cell)) for column, cell in enumerate(sheet.rows[top - 1]) if spaced(cell)]
        if not above or not all(_is_group(top - 1, column, text, labels, merged) for column, text in above):
            break
        top -= 1
    return top


def _is_group(row: int, column: int, text: str, labels: dict[int, str], merged: dict) -> bool:
    last = merged.get((row, column), (row, column))
    span = range(column, last[1] + 1)
    return (
        last[0] == row
        and 1 < len(span) < 0.8 * len(labels)
        and column > min(labels)
        and all(below in labels for below in span)
        and not _ABOVE_TABLE.match(text.casefold())
    )


def _bottom(sheet: RawSheet, key_row: int, labels: dict[int, str], merged: dict, number: int | None) -> int:
    """The last header row, from cells merged downwards, else from the rows that only name sub-columns."""
    ends = [merged[key_row, column][0] for column in labels if (key_row, column) in merged]
    bottom = min(max(ends, default=key_row), key_row + MOST_HEADER_ROWS - 1, len(sheet.rows) - 1)
    key = number if number is not None else min(labels)
    if merged.get((key_row, key), (key_row, key))[0] > key_row:
        return bottom
    while bottom + 1 < len(sheet.rows) and bottom - key_row < MOST_HEADER_ROWS - 1:
        row = sheet.rows[bottom + 1]
        if not _names_sub_columns(row, key_row, key, labels, merged):
            break
        bottom += 1
    return bottom


def _names_sub_columns(row: list, key_row: int, key: int, labels: dict[int, str], merged: dict) -> bool:
    filled = [column for column, cell in enumerate(row) if spaced(cell)]
    if not filled or filled[0] <= key or not _is_all_labels(row):
        return False
    grouped = {
        below
        for column in labels
        if (key_row, column) in merged
        for below in range(column, merged[key_row, column][1] + 1)
    }
    # A group typed without merging has its own cell and nothing in those to its right.
    loose = {c for c in filled if c not in labels or (c + 1 not in labels and c + 1 in filled)}
    if len(filled) == 1:
        return filled[0] in grouped
    return all(column in grouped or column in loose for column in filled)


def _paths(sheet: RawSheet, top: int, bottom: int, merged: dict) -> tuple[tuple[str, ...], ...]:
    grid = [[spaced(cell) for cell in row] for row in sheet.rows[top : bottom + 1]]
    own = [row.copy() for row in grid]
    width = len(grid[0])
    for (row, column), (last_row, last_column) in merged.items():
        if not top <= row <= bottom:
            continue
        for r in range(row - top, min(last_row, bottom) - top + 1):
            for c in range(column, min(last_column, width - 1) + 1):
                grid[r][c] = own[row - top][column]
    _spread_loose_groups(grid, own)
    return tuple(_path(row[column] for row in grid) for column in range(width))


def _spread_loose_groups(grid: list[list[str]], own: list[list[str]]) -> None:
    """Let a group's name that wasn't merged reach over the sub-columns to its right."""
    for r in range(len(grid) - 1):
        for c in range(1, len(grid[r])):
            is_below = any(row[c] for row in own[r + 1 :])
            if not grid[r][c] and grid[r][c - 1] and is_below and any(row[c - 1] for row in own[r + 1 :]):
                grid[r][c] = grid[r][c - 1]


def _path(texts: Iterable[str]) -> tuple[str, ...]:
    path: list[str] = []
    for text in texts:
        if text and text not in path[-1:]:
            path.append(text)
    return tuple(path)
