"""Small pieces of WordprocessingML: paragraphs, runs, borders, cells; and the same bytes each time."""

import copy
import io
import zipfile
from collections.abc import Iterable

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from core.paper.paper_layout import MM
from core.paper.wording import printable

FONT = "Times New Roman"

_BODY = b"<w:body>"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_BORDER = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "000000"}


def el(tag: str, attributes: dict[str, str] | None = None, *children: BaseOxmlElement) -> BaseOxmlElement:
    """An element such as `w:jc` with its attributes and children."""
    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name), value)
    element.extend(children)
    return element


def twips(mm: float) -> str:
    """Millimetres in twentieths of a point."""
    return str(round(mm * MM * 20))


def points(pt: float) -> str:
    """Points in twentieths of a point."""
    return str(round(pt * 20))


def run(text: str, *, size: float | None = None, bold: bool = False, italic: bool = False) -> BaseOxmlElement:
    """A run of text; line breaks become `w:br`, tabs `w:tab`. Without a size the style gives it."""
    element = el("w:r")
    marks = []
    if bold:
        marks += [el("w:b"), el("w:bCs")]
    if italic:
        marks += [el("w:i"), el("w:iCs")]
    if size is not None:
        marks += [el("w:sz", {"w:val": str(round(size * 2))}), el("w:szCs", {"w:val": str(round(size * 2))})]
    if marks:
        element.append(el("w:rPr", None, *marks))
    element.text = printable(text)
    return element


def page_number(size: float) -> tuple[BaseOxmlElement, ...]:
    """The runs of a PAGE field."""
    parts = (
        el("w:fldChar", {"w:fldCharType": "begin"}),
        _instruction("PAGE"),
        el("w:fldChar", {"w:fldCharType": "end"}),
    )
    runs = []
    for part in parts:
        holder = run("", size=size)
        holder.append(part)
        runs.append(holder)
    return tuple(runs)


def paragraph(
    *runs: BaseOxmlElement,
    align: str = "left",
    style: str | None = None,
    before: float = 0,
    after: float = 0,
    keep_next: bool = False,
    keep_lines: bool = False,
    inset: float = 0,
    outline: int | None = None,
) -> BaseOxmlElement:
    """A paragraph with single spacing and its distances in points, or all of these from `style`.

    `inset` is its distance from both sides, in points.
    """
    properties: list[BaseOxmlElement] = []
    if style is not None:
        properties.append(el("w:pStyle", {"w:val": style}))
    if keep_next:
        properties.append(el("w:keepNext"))
    if keep_lines:
        properties.append(el("w:keepLines"))
    if style is None:
        spacing = {
            "w:before": points(before),
            "w:after": points(after),
            "w:line": "240",
            "w:lineRule": "auto",
        }
        sides = {"w:left": points(inset), "w:right": points(inset)}
        properties += [el("w:spacing", spacing), el("w:ind", sides), el("w:jc", {"w:val": align})]
    if outline is not None:
        properties.append(el("w:outlineLvl", {"w:val": str(outline)}))
    if runs and runs[0].rPr is not None:
        # The mark at the end has a size too: in an empty paragraph it alone makes the line's height.
        properties.append(copy.deepcopy(runs[0].rPr))
    return el("w:p", None, el("w:pPr", None, *properties), *runs)


def dotted(*runs: BaseOxmlElement, room: float, size: float, after: float = 0) -> BaseOxmlElement:
    """A line that goes on in dots up to `room` points, for the pen (or for who types over them)."""
    whole = paragraph(*runs, run("\t", size=size), after=after)
    stop = el("w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": points(room)})
    whole.pPr.find(qn("w:spacing")).addprevious(el("w:tabs", None, stop))
    return whole


def keep_next(whole: BaseOxmlElement) -> None:
    """Let a paragraph stand on the page of what follows it."""
    if whole.tag == qn("w:p") and whole.pPr.find(qn("w:keepNext")) is None:
        style = whole.pPr.find(qn("w:pStyle"))
        mark = el("w:keepNext")
        whole.pPr.insert(0, mark) if style is None else style.addnext(mark)


def rule(
    length: float, room: float, *, after: float = 0, keep_next: bool = False, to_left: bool = False
) -> BaseOxmlElement:
    """A line of `length` points in the middle (or at the left) of `room` points: the lower border of an empty
    paragraph."""
    free = room - length
    left, right = (0, free) if to_left else (free / 2, free / 2)
    properties = [el("w:keepNext")] if keep_next else []
    properties += [
        el("w:pBdr", None, el("w:bottom", _BORDER | {"w:sz": "6"})),
        el("w:spacing", {"w:before": "0", "w:after": points(after), "w:line": "60", "w:lineRule": "exact"}),
        el("w:ind", {"w:left": points(left), "w:right": points(right), "w:firstLine": "0"}),
        el("w:jc", {"w:val": "center"}),
    ]
    return el("w:p", None, el("w:pPr", None, *properties))


def sliver(*properties: BaseOxmlElement) -> BaseOxmlElement:
    """A paragraph that takes no room to speak of; Word wants one after a table and to end a section."""
    spacing = el("w:spacing", {"w:before": "0", "w:after": "0", "w:line": "20", "w:lineRule": "exact"})
    mark = el("w:rPr", None, el("w:sz", {"w:val": "2"}), el("w:szCs", {"w:val": "2"}))
    return el("w:p", None, el("w:pPr", None, spacing, mark, *properties))


def table(
    widths: Iterable[float], rows: Iterable[BaseOxmlElement], *, borders: bool, side: float, top: float = 0
) -> BaseOxmlElement:
    """A table of fixed layout; column widths and the cells' inner margins (`side`, `top`) in mm."""
    columns = list(widths)
    properties = [
        el("w:tblW", {"w:w": twips(sum(columns)), "w:type": "dxa"}),
        el("w:jc", {"w:val": "center"}),
    ]
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    if borders:
        properties.append(el("w:tblBorders", None, *(el(f"w:{edge}", _BORDER) for edge in edges)))
    margins = {"top": top, "left": side, "bottom": top, "right": side}
    properties += [
        el("w:tblLayout", {"w:type": "fixed"}),
        el(
            "w:tblCellMar",
            None,
            *(el(f"w:{edge}", {"w:w": twips(mm), "w:type": "dxa"}) for edge, mm in margins.items()),
        ),
    ]
    grid = el("w:tblGrid", None, *(el("w:gridCol", {"w:w": twips(width)}) for width in columns))
    return el("w:tbl", None, el("w:tblPr", None, *properties), grid, *rows)


def row(*cells: BaseOxmlElement, header: bool = False, at_least: float | None = None) -> BaseOxmlElement:
    """A row that never breaks across pages; a header row stands again on each page; height in points."""
    properties = [el("w:cantSplit")]
    if at_least is not None:
        properties.append(el("w:trHeight", {"w:val": points(at_least), "w:hRule": "atLeast"}))
    if header:
        properties.append(el("w:tblHeader"))
    return el("w:tr", None, el("w:trPr", None, *properties), *cells)


def cell(
    width: float,
    *content: BaseOxmlElement,
    span: int = 1,
    merge: str | None = None,
    vertical: bool = False,
    v_align: str = "top",
) -> BaseOxmlElement:
    """A cell of `width` mm over `span` columns; one over several rows has `merge`: "restart", "continue"."""
    properties = [el("w:tcW", {"w:w": twips(width), "w:type": "dxa"})]
    if span > 1:
        properties.append(el("w:gridSpan", {"w:val": str(span)}))
    if merge:
        properties.append(el("w:vMerge", {"w:val": merge}))
    if vertical:
        properties.append(el("w:textDirection", {"w:val": "btLr"}))
    properties.append(el("w:vAlign", {"w:val": v_align}))
    return el("w:tc", None, el("w:tcPr", None, *properties), *content)


def body_taken_out(document: Document) -> bytes:
    """What stands in the body before the last section's properties, as XML, and no longer in the document."""
    written = _body_of(etree.tostring(document.element, encoding="UTF-8"))
    body = document.element.body
    for element in body[:-1]:
        body.remove(element)
    return written


def saved(document: Document, *, before: bytes = b"") -> bytes:
    """The file's bytes, the same for the same content: parts in order of name, no time from the clock.

    ``before`` is what ``body_taken_out`` gave of the same document: it comes first in the body.
    """
    written = io.BytesIO()
    document.save(written)
    result = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        # Readers look for the list of content types first.
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _EARLIEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(_BODY, _BODY + before, 1)
            target.writestr(part, content)
    return result.getvalue()


def _body_of(xml: bytes) -> bytes:
    return xml[xml.index(_BODY) + len(_BODY) : xml.rindex(b"<w:sectPr")]


def _instruction(text: str) -> BaseOxmlElement:
    element = el("w:instrText")
    element.text = text
    return element
