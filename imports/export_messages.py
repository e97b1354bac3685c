"""The messages of a batch as a workbook, to be sent back to the office that made the list."""

import io

import xlsxwriter

from imports.models import Batch
from imports.sentences import scope_of, title_of

_HEAD = (
    ("Mức", 10),
    ("Trang tính", 22),
    ("Dòng", 8),
    ("Ô", 8),
    ("Giá trị trong tệp", 30),
    ("Cần làm gì", 90),
)
_HEAD_ROW = 4


def messages_workbook(batch: Batch) -> bytes:
    """An xlsx with every error and warning: where it stands, the value found, what to do."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet("Lỗi và cảnh báo")
        bold = workbook.add_format({"bold": True})
        head = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#E8F1FB", "text_wrap": True})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        page.write_string(0, 0, title_of(batch), bold)
        page.write_string(1, 0, f"Tệp: {batch.file_name}")
        page.write_string(2, 0, f"Phạm vi: {scope_of(batch)}")
        for column, (words, width) in enumerate(_HEAD):
            page.set_column(column, column, width)
            page.write_string(_HEAD_ROW, column, words, head)
        row = _HEAD_ROW
        for row, message in enumerate(
            batch.messages.order_by("severity", "sheet", "row", "id"), _HEAD_ROW + 1
        ):
            page.write_string(row, 0, message.get_severity_display(), wrapped)
            page.write_string(row, 1, message.sheet, wrapped)
            if message.row:
                page.write_number(row, 2, message.row, wrapped)
            page.write_string(row, 3, message.cell, wrapped)
            page.write_string(row, 4, message.value, wrapped)
            page.write_string(row, 5, message.sentence, wrapped)
        page.autofilter(_HEAD_ROW, 0, row, len(_HEAD) - 1)
        page.freeze_panes(_HEAD_ROW + 1, 0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_HEAD_ROW)
    return stream.getvalue()
