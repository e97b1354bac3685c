"""A paper as a workbook: its words on the first sheet, each table on a sheet of its own with real numbers."""

import datetime as dt
import io

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from core.paper.paper import Heading, Paper, Paragraph, Table
from core.paper.paper_layout import DECREE_30, MOTTO, NATION, RECIPIENTS
from reports.xlsx_sheets import FONT, Formats, add_sheet, pixels, plain, text_height
from reports.xlsx_tables import table_sheet

# xlsxwriter would put the clock's time; a paper without a day has the first one that a zip file knows.
_UNDATED = dt.date(1980, 1, 1)

_PROPERTY_LIMIT = 255


def render_xlsx(paper: Paper) -> bytes:
    """The paper as an Excel file; the same paper gives the same bytes."""
    written = io.BytesIO()
    workbook = Workbook(written, _options())
    _set_properties(workbook, paper)
    formats = Formats(workbook)
    words = _Words(add_sheet(workbook, plain(paper.kind.capitalize()), landscape=False), formats)
    words.head(paper)
    tables = [part for part in paper.body if isinstance(part, Table)]
    for part in paper.body:
        match part:
            case Heading():
                words.line(part.shown, bold=part.level < 3)
            case Paragraph():
                words.line(part.text, align="justify")
            case Table():
                words.line(f"(Xem trang “{_body_table_name(tables, part)}”)", italic=True)
    words.ending(paper)
    for table in tables:
        table_sheet(workbook, formats, _body_table_name(tables, table), table, landscape=False)
    for annex in paper.annexes:
        titles = ((annex.label, True), (annex.title.upper(), True), (paper.caption_of(annex), False))
        table_sheet(
            workbook, formats, plain(annex.label), annex.table, landscape=annex.landscape, titles=titles
        )
    workbook.close()
    return written.getvalue()


class _Words:
    """The first sheet: one column, one row for each line or paragraph, from top to bottom."""

    def __init__(self, sheet: Worksheet, formats: Formats) -> None:
        self._sheet = sheet
        self._formats = formats
        self._row = 0
        sheet.set_column_pixels(0, 0, pixels(DECREE_30.text_width))

    def line(
        self,
        text: str,
        *,
        size: float = DECREE_30.body,
        align: str = "left",
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        look = self._formats.get(font_size=size, align=align, valign="top", bold=bold, italic=italic)
        self._sheet.write_string(self._row, 0, plain(text), look)
        height = text_height(text, size, DECREE_30.text_width, bold=bold)
        self._sheet.set_row(self._row, height + DECREE_30.paragraph_gap)
        self._row += 1

    def gap(self) -> None:
        self._row += 1

    def head(self, paper: Paper) -> None:
        head = paper.letterhead
        if head.parent_body:
            self.line(head.parent_body.upper(), size=DECREE_30.body_name, align="center")
        self.line(head.issuing_body.upper(), size=DECREE_30.body_name, align="center", bold=True)
        self.line(head.number_line, size=DECREE_30.number, align="center")
        self.gap()
        self.line(NATION, size=DECREE_30.nation, align="center", bold=True)
        self.line(MOTTO, size=DECREE_30.motto, align="center", bold=True)
        self.line(head.place_and_day, size=DECREE_30.place_and_day, align="center", italic=True)
        self.gap()
        self.line(paper.kind.upper(), size=DECREE_30.title, align="center", bold=True)
        self.line(paper.subject, size=DECREE_30.title, align="center", bold=True)
        self.gap()
        if paper.addressee:
            self.line(f"Kính gửi: {paper.addressee}", align="center")
            self.gap()

    def ending(self, paper: Paper) -> None:
        self.gap()
        for power in (*paper.signature.powers, paper.signature.post):
            self.line(power.upper(), align="center", bold=True)
        self.gap()
        self.line(paper.signature.name, align="center", bold=True)
        self.gap()
        if paper.recipients:
            self.line(RECIPIENTS, size=DECREE_30.recipients_word, bold=True, italic=True)
        for recipient in paper.recipient_lines:
            self.line(recipient, size=DECREE_30.recipients)


def _options() -> dict[str, bool | dict[str, str | int]]:
    """New each time, for xlsxwriter writes into them.

    Text is text: a name that begins with "=" or looks like an address or a number stays as it was written.
    The standard font is no part of the theme, which would show its own one instead; at 11 its digits are as
    wide as those by which xlsxwriter counts columns.
    """
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": 11, "font_scheme": "none"},
    }


def _body_table_name(tables: list[Table], table: Table) -> str:
    place = next(index for index, other in enumerate(tables, 1) if other is table)
    return f"Bảng {place}"


def _set_properties(workbook: Workbook, paper: Paper) -> None:
    day = paper.letterhead.day or _UNDATED
    workbook.set_properties(
        {
            "title": plain(paper.title)[:_PROPERTY_LIMIT],
            "author": plain(paper.letterhead.issuing_body)[:_PROPERTY_LIMIT],
            "created": dt.datetime(day.year, day.month, day.day),
        }
    )
