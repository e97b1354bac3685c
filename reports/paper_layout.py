"""The measures of an official paper (Nghị định 30/2020/NĐ-CP, Phụ lục I), and how a table fits into them.

One place for every renderer: where the decree leaves a choice ("cỡ chữ 13 đến 14") the choice is made here.
"""

from dataclasses import dataclass

from reports.paper import HeaderCell, RowKind, Table
from reports.type_width import text_width, wrapped

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"

MM = 72 / 25.4
"""Points in a millimetre."""

LINE = 1.149
"""The height of a single line of Times New Roman for each point of its size."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Lengths in mm; sizes of type, and distances between paragraphs, in points."""

    page_width: float = 210
    page_height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    page_number_from_top: float = 10
    first_line: float = 12.7
    left_half: float = 65
    cell_side: float = 1.0
    cell_top: float = 0.6
    signature_room: float = 25

    nation: float = 13
    motto: float = 14
    body_name: float = 13
    number: float = 13
    place_and_day: float = 14
    title: float = 14
    body: float = 14
    page_number: float = 14
    recipients_word: float = 12
    recipients: float = 11
    paragraph_gap: float = 6
    line_spacing: float = 1.15
    rule_share: float = 0.42
    """The line under the issuing body and the subject: between 1/3 and 1/2 of the text above it."""

    @property
    def text_width(self) -> float:
        return self.page_width - self.left - self.right

    @property
    def lying_text_width(self) -> float:
        """The width of the text on a page in landscape."""
        return self.page_height - self.left - self.right


DECREE_30 = Layout()

TABLE_SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
LONGEST_WORD = 20
"""Letters after which a word may be broken; no Vietnamese word comes near it, an address on the net does."""

VERTICAL_LIMIT = 30 * MM
"""A vertical header is at most this long (points) if it has room for a second line."""


def column_widths(table: Table, width: float) -> tuple[float, ...]:
    """The width of each column when the table is `width` wide, in the same unit."""
    whole = sum(column.width for column in table.columns)
    return tuple(column.width * width / whole for column in table.columns)


def table_size(table: Table, width: float) -> float:
    """The largest size of type (points) at which no word is wider than its column; `width` in mm."""
    inner = _inner_widths(table, width)
    fit = TABLE_SIZES[0]
    for placed in table.placed_header():
        cell = placed.cell
        if cell.vertical:
            room, need = inner[placed.column][0], LINE
        else:
            spanned = inner[placed.column : placed.column + cell.colspan]
            room, need = sum(whole for _, whole in spanned) - _padding(), _longest_word(cell.text, bold=True)
        fit = min(fit, room / need) if need else fit
    for row in table.rows:
        bold = row.kind != RowKind.BODY
        for (room, _), cell in zip(inner, row.cells, strict=True):
            need = _longest_word(cell.text, bold=bold)
            fit = min(fit, room / need) if need else fit
    return next((size for size in TABLE_SIZES if size <= fit), TABLE_SIZES[-1])


def vertical_length(
    cell: HeaderCell, column_width: float, size: float, limit: float = VERTICAL_LIMIT
) -> float:
    """How long the lines of a vertical header may be, in points; `column_width` in mm."""
    lines = int((column_width * MM - _padding()) / (size * LINE)) or 1
    length = text_width(cell.text, size, bold=True)
    if lines > 1 and length > limit:
        length = max(limit, length / lines * 1.2, _longest_word(cell.text, bold=True) * size)
    return length * 1.03


def header_heights(
    table: Table, width: float, size: float, limit: float = VERTICAL_LIMIT
) -> tuple[float, ...]:
    """The least height of each header row in points, its vertical texts included; `width` in mm."""
    widths = [inner * MM for inner in column_widths(table, width)]
    gap = 2 * DECREE_30.cell_top * MM
    heights = [size * LINE + gap for _ in table.header]
    placed_header = table.placed_header()
    for placed in placed_header:
        if not placed.cell.vertical and placed.cell.rowspan == 1:
            room = sum(widths[placed.column : placed.column + placed.cell.colspan]) - _padding()
            lines = len(wrapped(placed.cell.text, size, room, bold=True))
            heights[placed.row] = max(heights[placed.row], lines * size * LINE + gap)
    for placed in placed_header:
        if placed.cell.vertical:
            last = placed.row + placed.cell.rowspan - 1
            need = vertical_length(placed.cell, widths[placed.column] / MM, size, limit) + gap
            heights[last] = max(heights[last], need - sum(heights[placed.row : last]))
    return tuple(heights)


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """The text with a zero-width space in words of more than `longest` letters, where they may be broken."""
    pieces = []
    for word in text.split(" "):
        chunks = [word[start : start + longest] for start in range(0, len(word), longest)]
        pieces.append("\u200b".join(chunks))
    return " ".join(pieces)


def rule_length(text: str, size: float, room: float) -> float:
    """The length of the line under a bold text that has `room` points: a share of its widest line."""
    return DECREE_30.rule_share * max(wrapped(text, size, room, bold=True))


def subject_rule(subject: str) -> float:
    """The length in points of the line under the subject, which stands in balanced lines."""
    room = balanced_width(subject, DECREE_30.title, DECREE_30.text_width * MM)
    return rule_length(subject, DECREE_30.title, room)


def balanced_width(text: str, size: float, room: float) -> float:
    """The narrowest width (points) in which a bold text takes no more lines than in `room`: like lines."""
    lines = len(wrapped(text, size, room, bold=True))
    if lines == 1:
        return room
    narrow, wide = room / 2, room
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        if len(wrapped(text, size, middle, bold=True)) > lines:
            narrow = middle
        else:
            wide = middle
    return min(room, wide * 1.01)


def _inner_widths(table: Table, width: float) -> list[tuple[float, float]]:
    """For each column the room for text and the whole width, in points."""
    return [(whole * MM - _padding(), whole * MM) for whole in column_widths(table, width)]


def _padding() -> float:
    return 2 * DECREE_30.cell_side * MM


def _longest_word(text: str, *, bold: bool) -> float:
    """The width of the longest piece that can't be broken, for each point of size."""
    return max(
        (text_width(word, 1, bold=bold) for word in breakable(text).replace("\u200b", " ").split()), default=0
    )
