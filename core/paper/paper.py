"""One official paper (văn bản hành chính), described once and independent of its format.

The renderers for docx, pdf and xlsx and the HTML page all read a `Paper`; none of them computes a figure or a
word of its own. The parts and their order follow Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.paper.form_parts import Entry, Signatures, Ticks
from core.paper.wording import BLANK, day_in_words, document_number, number, percent

__all__ = [
    "Align",
    "Annex",
    "Cell",
    "Column",
    "Entry",
    "HeaderCell",
    "Heading",
    "Letterhead",
    "Paper",
    "Paragraph",
    "Part",
    "PlacedHeader",
    "RowKind",
    "Run",
    "Signature",
    "Signatures",
    "Table",
    "TableRow",
    "Ticks",
    "day_in_words",
    "document_number",
    "number",
    "percent",
]


class Align(StrEnum):
    """How the body cells of a column stand; header cells are always centred."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RowKind(StrEnum):
    """What a table row is: an ordinary line, the head of a group (I, II, …) or a sum (Cộng, Tổng cộng)."""

    BODY = "body"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a paper: who issues it, its number (số, ký hiệu), place and day.

    Names are given as one writes them ("Sở Nội vụ"); the head itself shows them in capitals. `number` is the
    full "05/BC-SNV", or None while the paper has none: then a blank before `symbol` is left for the pen, as
    for a missing `day`. `parent_body` is empty for a body that has none above it (UBND cấp tỉnh). A form
    (mẫu phiếu) isn't `numbered`: its days stand where it is signed.
    """

    parent_body: str
    issuing_body: str
    number: str | None
    symbol: str
    place: str
    day: dt.date | None
    numbered: bool = True

    @property
    def full_number(self) -> str:
        return self.number or f"{BLANK}/{self.symbol}"

    @property
    def number_line(self) -> str:
        """ "Số: 05/BC-SNV"."""
        return f"Số: {self.full_number}"

    @property
    def place_and_day(self) -> str:
        """ "Bắc Kạn, ngày 05 tháng 01 năm 2022"."""
        return f"{self.place}, {day_in_words(self.day)}"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style. `figure` is the code of the measure that the number comes from."""

    text: str
    bold: bool = False
    italic: bool = False
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its own numbering in the text: level 1 "I. …", level 2 "1. …", level 3 "a) …"."""

    level: int
    text: str
    anchor: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"a heading has level 1, 2 or 3, not {self.level}")

    @property
    def shown(self) -> str:
        """The text as it is printed: level 1 stands in capitals."""
        return self.text.upper() if self.level == 1 else self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    anchor: str
    runs: tuple[Run, ...]
    centred: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's share of the table's width (any unit, the same in the whole table) and its alignment."""

    width: float
    align: Align = Align.CENTER


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """`vertical` text reads from bottom to top, for narrow columns."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is the number that `text` shows, in the text's own unit ("62,4 %" has 62.4); None for words."""

    text: str
    value: int | float | Decimal | None = None
    figure: str | None = None
    anchor: str = ""
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.BODY

    def placed(self) -> tuple[tuple[int, Cell], ...]:
        """Each cell with the column (from 0) at which it begins."""
        column, placed = 0, []
        for cell in self.cells:
            placed.append((column, cell))
            column += cell.colspan
        return tuple(placed)


@dataclass(frozen=True, slots=True)
class PlacedHeader:
    """A header cell with the row and column (from 0) of its upper left corner."""

    row: int
    column: int
    cell: HeaderCell


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header cells, and those of each row, fill its columns without a gap."""

    columns: tuple[Column, ...]
    header: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[TableRow, ...]

    def __post_init__(self) -> None:
        for index, row in enumerate(self.rows):
            filled = sum(cell.colspan for cell in row.cells)
            if filled != len(self.columns):
                raise ValueError(f"row {index} has {filled} cells for {len(self.columns)} columns")
        covered = sum(placed.cell.colspan * placed.cell.rowspan for placed in self.placed_header())
        if covered != len(self.columns) * len(self.header):
            raise ValueError("the header cells don't fill the header")

    def placed_header(self) -> tuple[PlacedHeader, ...]:
        """Where each header cell stands, counted as HTML does: a row goes on at the next free place."""
        taken: set[tuple[int, int]] = set()
        placed = []
        for row, cells in enumerate(self.header):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                spots = {
                    (r, c)
                    for r in range(row, row + cell.rowspan)
                    for c in range(column, column + cell.colspan)
                }
                if spots & taken or row + cell.rowspan > len(self.header):
                    raise ValueError(f"header cell {cell.text!r} doesn't fit in its place")
                if column + cell.colspan > len(self.columns):
                    raise ValueError(f"header cell {cell.text!r} stands beyond the last column")
                taken |= spots
                placed.append(PlacedHeader(row, column, cell))
        return tuple(placed)


@dataclass(frozen=True, slots=True)
class Annex:
    """A phụ lục; the only one of a paper has no number. Without a `caption` it says of which paper it is a
    part ("Kèm theo Báo cáo số …").
    """

    number_roman: str
    title: str
    caption: str | None
    table: Table
    landscape: bool = True

    @property
    def label(self) -> str:
        return f"Phụ lục {self.number_roman}".strip()


@dataclass(frozen=True, slots=True)
class Signature:
    """`powers` are the lines that say for whom one signs: "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC", or none."""

    powers: tuple[str, ...]
    post: str
    name: str


Part = Heading | Paragraph | Table | Entry | Ticks | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `recipients` are the lines of Nơi nhận without dash and stop, the filing line last.

    A form has a `mark` ("Mẫu số 02") above its head, a `subtitle` instead of a subject, and no signature but
    those in its body. `remarks` say under the title what a reader must know of it; `footnotes` end it.
    """

    letterhead: Letterhead
    kind: str
    subject: str
    addressee: str | None
    body: tuple[Part, ...]
    signature: Signature | None
    recipients: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()
    mark: str = ""
    subtitle: str = ""
    remarks: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """ "Báo cáo Kết quả …": the name of the file's content for its properties."""
        return f"{self.kind.capitalize()} {self.subject or self.subtitle}".strip()

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """The lines as printed: "- UBND tỉnh;" and the last one with a full stop."""
        names = [recipient.strip().strip("-;.").strip() for recipient in self.recipients]
        stops = [";"] * (len(names) - 1) + ["."]
        return tuple(f"- {name}{stop}" for name, stop in zip(names, stops, strict=False))

    def caption_of(self, annex: Annex) -> str:
        """(Kèm theo Báo cáo số 05/BC-SNV ngày 05 tháng 01 năm 2022 của Sở Nội vụ)."""
        if annex.caption is not None:
            return annex.caption
        head = self.letterhead
        return (
            f"(Kèm theo {self.kind.capitalize()} số {head.full_number} {day_in_words(head.day)}"
            f" của {head.issuing_body})"
        )
