"""The messages of a batch as a workbook, to be sent back to the office that made the list."""

from core.list_book import list_book
from imports.models import Batch
from imports.sentences import scope_of, title_of

_HEADS = (
    ("Mức", 10),
    ("Trang tính", 22),
    ("Dòng", 8),
    ("Ô", 8),
    ("Giá trị trong tệp", 30),
    ("Cần làm gì", 90),
)


def messages_workbook(batch: Batch) -> bytes:
    """An xlsx with every error and warning: where it stands, the value found, what to do."""
    found = batch.messages.order_by("severity", "sheet", "row", "id")
    return list_book(
        title_of(batch),
        [f"Tệp: {batch.file_name}", f"Phạm vi: {scope_of(batch)}"],
        _HEADS,
        (
            (one.get_severity_display(), one.sheet, one.row or None, one.cell, one.value, one.sentence)
            for one in found
        ),
    )
