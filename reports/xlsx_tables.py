"""A table of figures as a sheet: a head that stays in sight and is printed on each page, real numbers."""

import math
import re

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from core.paper.paper import Align, Cell, RowKind, Table
from core.paper.paper_layout import DECREE_30
from core.paper.table_fit import TableFit, fit
from reports.xlsx_sheets import Formats, add_sheet, pixels, plain, text_height

_GAP = 6
"""Points above and below a title."""


def table_sheet(
    workbook: Workbook,
    formats: Formats,
    name: str,
    table: Table,
    *,
    landscape: bool,
    titles: tuple[tuple[str, bool], ...] = (),
) -> None:
    """A sheet with `titles` (each text, and whether it is bold, else italic) over the table."""
    sheet = add_sheet(workbook, name, landscape=landscape)
    width = DECREE_30.lying_text_width if landscape else DECREE_30.text_width
    fitted = fit(table, width)
    for column, column_width in enumerate(fitted.widths):
        sheet.set_column_pixels(column, column, pixels(column_width))
    for row, (text, bold) in enumerate(titles):
        look = formats.get(
            bold=bold, italic=not bold, font_size=DECREE_30.title, align="center", valign="vcenter"
        )
        _merge(sheet, (row, 0, row, len(table.columns) - 1), text, look)
        sheet.set_row(row, text_height(text, DECREE_30.title, width, bold=bold) + _GAP)
    start = len(titles) + 1 if titles else 0
    _write_header(sheet, formats, fitted, start)
    _write_rows(sheet, formats, fitted, start + len(table.header))


def number_format(cell: Cell) -> str:
    """The Excel format in which the cell's value looks like its text: "12.471", "2022", "62,4 %".

    The sign for thousands and decimals is the reader's own setting; "%" is a mere word, since the value is in
    hundredths already.
    """
    whole, _, decimals = re.sub(r"[^\d.,]", "", cell.text).partition(",")
    digits = "0" if re.search(r"\d{4}", whole) else "#,##0"
    fraction = f".{'0' * len(decimals)}" if decimals else ""
    unit = '" %"' if cell.text.rstrip().endswith("%") else ""
    return f"{digits}{fraction}{unit}"


def _write_header(sheet: Worksheet, formats: Formats, fitted: TableFit, start: int) -> None:
    # Spreadsheets set an upright text in one line, so its whole length has to fit.
    for index, height in enumerate(fitted.header_heights(limit=math.inf)):
        sheet.set_row(start + index, height + _GAP)
    for placed in fitted.table.placed_header():
        head = placed.cell
        look = formats.get(
            bold=True,
            font_size=fitted.size,
            border=1,
            align="center",
            valign="vcenter",
            rotation=90 if head.vertical else 0,
        )
        row = start + placed.row
        area = (row, placed.column, row + head.rowspan - 1, placed.column + head.colspan - 1)
        _merge(sheet, area, head.text, look)
    end = start + len(fitted.table.header)
    named = (index for index, column in enumerate(fitted.table.columns[:2]) if column.align == Align.LEFT)
    sheet.freeze_panes(end, next(named, -1) + 1)
    sheet.repeat_rows(start, end - 1)


def _write_rows(sheet: Worksheet, formats: Formats, fitted: TableFit, start: int) -> None:
    for row, line in enumerate(fitted.table.rows, start):
        bold = line.kind != RowKind.BODY
        heights = (
            text_height(cell.text, fitted.size, room, bold=bold)
            for cell, room in zip(line.cells, fitted.widths, strict=True)
        )
        sheet.set_row(row, max(heights) + _GAP / 2)
        for column, (cell, shape) in enumerate(zip(line.cells, fitted.table.columns, strict=True)):
            look: dict[str, str | float | bool] = {
                "font_size": fitted.size,
                "border": 1,
                "align": str(shape.align),
                "valign": "vcenter",
                "bold": bold,
            }
            if cell.value is not None:
                look["num_format"] = number_format(cell)
                sheet.write_number(row, column, cell.value, formats.get(**look))
            elif cell.text:
                sheet.write_string(row, column, plain(cell.text), formats.get(**look))
            else:
                sheet.write_blank(row, column, None, formats.get(**look))


def _merge(sheet: Worksheet, area: tuple[int, int, int, int], text: str, look: Format) -> None:
    first_row, first_column, last_row, last_column = area
    if (first_row, first_column) != (last_row, last_column):
        sheet.merge_range(*area, "", look)
    sheet.write_string(first_row, first_column, plain(text), look)
