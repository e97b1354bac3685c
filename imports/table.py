"""Find the tables in a sheet: which columns they have, which rows are data, what stands around them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from imports import titles
from imports.header import Header, find_headers
from imports.lines import Reason, SkippedRow, TableRow, sort_lines
from imports.wording import is_signed, spaced, total_kind
from imports.workbook import RawSheet

__all__ = ["Column", "Reason", "SkippedRow", "Table", "TableRow", "cell_address", "find_table", "find_tables"]

MOST_TITLE_CELLS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: 0-based index, Excel's letter, its name from the top header row down.

    ``header`` is empty for a column that holds data under no name.
    """

    index: int
    letter: str
    header: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table; row numbers are Excel's.

    Where cells of the body are merged downwards, the rows below the first have its value too.
    """

    sheet: str
    columns: list[Column]
    header_rows: tuple[int, ...]
    rows: list[TableRow]
    title_lines: list[str]
    as_of: date | None
    skipped: list[SkippedRow]


def find_table(sheet: RawSheet) -> Table | None:
    """The table of the sheet, of several the one with most rows; None for a sheet without a table."""
    return max(find_tables(sheet), key=lambda table: len(table.rows), default=None)


def find_tables(sheet: RawSheet) -> list[Table]:
    """Every table of the sheet from the top down; each begins with a header of its own."""
    headers = find_headers(sheet)
    starts = [0]
    for above, header in pairwise(headers):
        starts.append(_titles_start(sheet.rows, header.top, above))
    ends = [*starts[1:], len(sheet.rows)]
    return [
        _table(sheet, header, start, end) for header, start, end in zip(headers, starts, ends, strict=False)
    ]


def cell_address(row: int, column: int) -> str:
    """Excel's name of a cell: Excel's row number and the 0-based column, so (145, 2) is "C145"."""
    return f"{_letter(column)}{row}"


def _table(sheet: RawSheet, header: Header, start: int, end: int) -> Table:
    body_from = header.bottom + 1
    body = _filled_down(sheet, body_from, end)
    _drop_trailing_blanks(body)
    wide = _wide_texts(sheet, header, body_from, end)
    rows, skipped = sort_lines(body, header=header, first=body_from + 1, wide=wide)
    lines = [text for row in sheet.rows[start : header.top] if (text := _line_text(row))]
    return Table(
        sheet=sheet.name,
        columns=_columns(header, rows),
        header_rows=tuple(range(header.top + 1, header.bottom + 2)),
        rows=rows,
        title_lines=lines,
        as_of=titles.as_of(lines),
        skipped=skipped,
    )


def _columns(header: Header, rows: list[TableRow]) -> list[Column]:
    return [
        Column(index, _letter(index), path)
        for index, path in enumerate(header.paths)
        if path or any(row.cells[index] != "" for row in rows)
    ]


def _filled_down(sheet: RawSheet, start: int, end: int) -> list[list]:
    rows = sheet.rows[start:end]
    copied = set()
    for (top, column), (bottom, _) in sheet.merged:
        if not start <= top < bottom or top >= end or column >= len(rows[0]):
            continue
        value = rows[top - start][column]
        for index in range(top - start + 1, min(bottom + 1, end) - start):
            # The sheet's own rows stay as they were read.
            if index not in copied:
                rows[index] = rows[index].copy()
                copied.add(index)
            rows[index][column] = value
    return rows


def _drop_trailing_blanks(rows: list[list]) -> None:
    while rows and not _line_text(rows[-1]):
        rows.pop()


def _wide_texts(sheet: RawSheet, header: Header, start: int, end: int) -> dict[int, int]:
    """Row number to column of each cell that is merged over three columns, or half of a narrow table."""
    enough = min(3, max(2, sum(map(bool, header.paths)) / 2))
    return {
        row + 1: column
        for (row, column), (_, last) in sheet.merged
        if start <= row < end and last - column + 1 >= enough
    }


def _titles_start(rows: list[list], top: int, above: Header) -> int:
    """Where the lines over a further table begin: after the last row that belongs to the one above."""
    start = top
    while start > above.bottom + 1 and _may_be_title(rows[start - 1], above):
        start -= 1
    return start


def _may_be_title(row: list, above: Header) -> bool:
    texts = [spaced(cell) for cell in row if cell != ""]
    if len(texts) > MOST_TITLE_CELLS or not all(isinstance(cell, str) for cell in row):
        return False
    is_numbered = above.number_column is not None and spaced(row[above.number_column])[:1].isdigit()
    return not is_numbered and not any(is_signed(text) or total_kind(text) for text in texts)


def _line_text(row: Iterable) -> str:
    return " | ".join(text for cell in row if cell != "" and (text := spaced(cell)))


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
