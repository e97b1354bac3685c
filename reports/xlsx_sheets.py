"""What every sheet of a paper's workbook shares: Times New Roman, A4, text that stays text."""

import xlsxwriter.format
import xlsxwriter.workbook
import xlsxwriter.worksheet

from core.paper.paper_layout import DECREE_30, LINE, MM
from core.paper.type_width import wrapped
from core.paper.wording import printable

FONT = "Times New Roman"

_A4 = 9
_MM_PER_INCH = 25.4
_PIXELS_PER_INCH = 96
_CELL_SIDES = 1.5
_PIXEL_LOSS = 0.95
_ROW_LIMIT = 400
"""Points; Excel refuses a file with a row higher than 409."""
_TEXT_LIMIT = 32_767
"""Characters that Excel allows in a cell."""


class Formats:
    """The formats of a workbook: one for each look, however often it is asked for."""

    def __init__(self, workbook: xlsxwriter.workbook.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, str | int | float | bool], ...], xlsxwriter.format.Format] = {}

    def get(self, **look: str | int | float | bool) -> xlsxwriter.format.Format:
        """A format by xlsxwriter's own names, in Times New Roman and with long text in several lines."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"font_name": FONT, "text_wrap": True, **look})
        return self._made[key]


def add_sheet(
    workbook: xlsxwriter.workbook.Workbook, name: str, *, landscape: bool
) -> xlsxwriter.worksheet.Worksheet:
    """A sheet that prints on A4, as wide as the page, with the decree's margins and pages counted from 1."""
    sheet = workbook.add_worksheet(name)
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    left, right, top, bottom = (
        mm / _MM_PER_INCH for mm in (DECREE_30.left, DECREE_30.right, DECREE_30.top, DECREE_30.bottom)
    )
    sheet.set_margins(left, right, top, bottom)
    size = round(DECREE_30.page_number)
    distance = DECREE_30.page_number_from_top / _MM_PER_INCH
    sheet.set_header(f'&C&"{FONT},Regular"&{size}&P', {"margin": distance})
    sheet.set_start_page(1)
    sheet.hide_gridlines(2)
    return sheet


def pixels(mm: float) -> int:
    """The width of a column as xlsxwriter counts it."""
    return round(mm / _MM_PER_INCH * _PIXELS_PER_INCH)


def text_height(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """The height in points of a row with this text in a column of `width` mm.

    Not every program finds it out by itself; the text counts as a little wider than it is, since each sets it
    in whole pixels of its own.
    """
    lines = wrapped(plain(text), size, (width - _CELL_SIDES) * MM * _PIXEL_LOSS, bold=bold)
    return min(len(lines) * size * LINE, _ROW_LIMIT)


def plain(text: str) -> str:
    return printable(text)[:_TEXT_LIMIT]
