"""How a table of figures fits on a page: its columns' widths, the size of its type, its upright headers.

The decree says nothing of type in tables; the rule here is the largest that breaks no word and no figure.
"""

import math
from dataclasses import dataclass

from core.paper.paper import HeaderCell, RowKind, Table
from core.paper.paper_layout import LINE, MM
from core.paper.type_width import text_width, wrapped

SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)

CELL_TOP = 0.6
"""The empty strip above and below the text of a cell, in mm."""

LONGEST_WORD = 20
"""Letters after which a word may be broken; no Vietnamese word comes near it, an address on the net does."""

VERTICAL_LIMIT = 30 * MM
"""An upright header is at most this long (points) if it has room for a second line."""

_MANY_COLUMNS = 24
_SIDE, _SIDE_OF_MANY = 1.0, 0.4


@dataclass(frozen=True, slots=True)
class TableFit:
    """A table laid out: its columns' widths and the cells' inner margin (mm), its size of type (points)."""

    table: Table
    widths: tuple[float, ...]
    side: float
    size: float

    def room(self, column: int, span: int = 1) -> float:
        """The width for text, in points, of a cell over `span` columns from `column` on."""
        return (sum(self.widths[column : column + span]) - 2 * self.side) * MM

    def vertical_length(self, cell: HeaderCell, column: int, limit: float = VERTICAL_LIMIT) -> float:
        """How long the lines of an upright header may be, in points."""
        lines = int(self.room(column) / (self.size * LINE)) or 1
        length = text_width(cell.text, self.size, bold=True)
        if lines > 1 and length > limit:
            length = max(limit, length / lines * 1.2, longest_word(cell.text, bold=True) * self.size)
        return length * 1.03

    def header_heights(self, limit: float = VERTICAL_LIMIT) -> tuple[float, ...]:
        """The least height of each header row in points, its upright texts included."""
        gap = 2 * CELL_TOP * MM
        heights = [self.size * LINE + gap for _ in self.table.header]
        placed_header = self.table.placed_header()
        for placed in placed_header:
            cell = placed.cell
            if not cell.vertical and cell.rowspan == 1:
                lines = wrapped(cell.text, self.size, self.room(placed.column, cell.colspan), bold=True)
                heights[placed.row] = max(heights[placed.row], len(lines) * self.size * LINE + gap)
        for placed in placed_header:
            if placed.cell.vertical:
                last = placed.row + placed.cell.rowspan - 1
                need = self.vertical_length(placed.cell, placed.column, limit) + gap
                heights[last] = max(heights[last], need - sum(heights[placed.row : last]))
        return tuple(heights)


def fit(table: Table, width: float) -> TableFit:
    """The table over `width` mm, in the largest type at which no word is wider than its column.

    Where even the smallest type is too large for a column, the column takes what it lacks from the others.
    """
    side = _SIDE if len(table.columns) <= _MANY_COLUMNS else _SIDE_OF_MANY
    needs = _needs(table)
    floors = [need * SIZES[-1] / MM + 2 * side for need in needs]
    whole = sum(column.width for column in table.columns)
    widths = _at_least([column.width * width / whole for column in table.columns], floors)
    fitting = [(room - 2 * side) * MM / need for room, need in zip(widths, needs, strict=True) if need]
    for placed in table.placed_header():
        need = longest_word(placed.cell.text, bold=True)
        if placed.cell.colspan > 1 and not placed.cell.vertical and need:
            spanned = sum(widths[placed.column : placed.column + placed.cell.colspan])
            fitting.append((spanned - 2 * side) * MM / need)
    largest = min(fitting, default=math.inf)
    size = next((size for size in SIZES if size <= largest), SIZES[-1])
    return TableFit(table, tuple(widths), side, size)


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """The text with a zero-width space in words of more than `longest` letters, where they may be broken."""
    pieces = []
    for word in text.split(" "):
        chunks = [word[start : start + longest] for start in range(0, len(word), longest)]
        pieces.append("\u200b".join(chunks))
    return " ".join(pieces)


def longest_word(text: str, *, bold: bool) -> float:
    """The width of the longest piece that can't be broken, for each point of size."""
    pieces = breakable(text).replace("\u200b", " ").split()
    return max((text_width(piece, 1, bold=bold) for piece in pieces), default=0.0)


def _needs(table: Table) -> list[float]:
    """For each column the widest piece of text that stands in it alone, for each point of size."""
    needs = [0.0 for _ in table.columns]
    for placed in table.placed_header():
        cell = placed.cell
        if cell.vertical:
            needs[placed.column] = max(needs[placed.column], LINE)
        elif cell.colspan == 1:
            needs[placed.column] = max(needs[placed.column], longest_word(cell.text, bold=True))
    for row in table.rows:
        bold = row.kind != RowKind.BODY
        for column, content in row.placed():
            if content.colspan == 1:
                needs[column] = max(needs[column], longest_word(content.text, bold=bold))
    return needs


def _at_least(widths: list[float], floors: list[float]) -> list[float]:
    """The widths with none under its floor, as far as the others can spare it; their sum stays."""
    lacking = sum(max(0.0, floor - width) for width, floor in zip(widths, floors, strict=True))
    spare = sum(max(0.0, width - floor) for width, floor in zip(widths, floors, strict=True))
    if not lacking or lacking > spare:
        return widths
    return [
        max(width, floor) - max(0.0, width - floor) * lacking / spare
        for width, floor in zip(widths, floors, strict=True)
    ]
