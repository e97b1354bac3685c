"""A list taken out as a workbook: what it is of, then one row each, with real types and no formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_book(
    title: str, about: Sequence[str], columns: Sequence[tuple[str, int]], rows: Iterable[Sequence]
) -> bytes:
    """The rows under the heads of ``columns`` (words, width in characters), below the title and the lines
    about the list. Text, numbers, days and moments stay what they are; None and empty text stay empty."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Danh sách")
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        moment = book.add_format({"num_format": "hh:mm dd/mm/yyyy", "valign": "top"})
        page.write_string(0, 0, title, book.add_format({"bold": True}))
        for at, line in enumerate(about, start=1):
            page.write_string(at, 0, line)
        top = len(about) + 2  # below the title, these lines and an empty one
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for column, (words, width) in enumerate(columns):
            page.set_column(column, column, width)
            page.write_string(top, column, words, head)
        row = top
        for row, cells in enumerate(rows, start=top + 1):
            for column, value in enumerate(cells):
                if isinstance(value, datetime):
                    page.write_datetime(row, column, timezone.make_naive(value), moment)
                elif isinstance(value, date):
                    page.write_datetime(row, column, value, day)
                elif isinstance(value, int | float):
                    page.write_number(row, column, value, wrapped)
                elif value:
                    page.write_string(row, column, str(value), wrapped)
        page.autofilter(top, 0, row, len(columns) - 1)
        page.freeze_panes(top + 1, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
    return out.getvalue()


def as_file(book: bytes, name: str) -> HttpResponse:
    """The workbook as a download of that name."""
    return HttpResponse(
        book,
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(True, name), "Cache-Control": "no-store"},
    )
