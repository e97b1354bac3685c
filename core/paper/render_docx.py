"""A paper as docx, laid out by Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from collections.abc import Iterable

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from core.paper.docx_forms import entry, footnotes, mark, signatures, ticks, under_title
from core.paper.docx_styles import BODY_STYLE, HEADING_STYLES, blank_document, set_page
from core.paper.docx_tables import figures_table
from core.paper.docx_xml import (
    body_taken_out,
    cell,
    keep_next,
    paragraph,
    row,
    rule,
    run,
    saved,
    sliver,
    table,
)
from core.paper.form_parts import Entry, Signatures, Ticks
from core.paper.paper import Annex, Heading, Letterhead, Paper, Paragraph, Table
from core.paper.paper_layout import (
    DECREE_30,
    MM,
    MOTTO,
    NATION,
    RECIPIENTS,
    balanced_width,
    rule_length,
    subject_rule,
)
from core.paper.type_width import text_width
from core.paper.wording import glued

_LEFT = DECREE_30.left_half
_RIGHT = DECREE_30.text_width - _LEFT


def render_docx(papers: Iterable[Paper]) -> bytes:
    """The papers as one Word file, each on a new page; the same papers give the same bytes.

    A paper is written out before the next is taken, so that memory doesn't grow with their number but by the
    text.
    """
    document, written = None, []
    for paper in papers:
        if document is None:
            document = blank_document(paper)
        else:
            set_page(document.add_section(WD_SECTION.NEW_PAGE), landscape=False)
            _shrink_section_end(document)
            written.append(body_taken_out(document))
        _add_paper(document, paper)
    if document is None:
        raise ValueError("A file needs a paper.")
    return saved(document, before=b"".join(written))


def _add_paper(document: Document, paper: Paper) -> None:
    _add(
        document,
        *mark(paper),
        *_letterhead(paper.letterhead),
        *_title(paper),
        *_body(paper),
        *_ending(paper),
        *footnotes(paper),
    )
    for annex in paper.annexes:
        _add_annex(document, paper, annex)


def _add(document: Document, *elements: BaseOxmlElement) -> None:
    last = document.element.body[-1]  # the last section's properties
    for element in elements:
        last.addprevious(element)


def _letterhead(head: Letterhead) -> tuple[BaseOxmlElement, ...]:
    room = _LEFT * MM
    issuing = head.issuing_body.upper()
    left = [
        paragraph(run(issuing, size=DECREE_30.body_name, bold=True), align="center"),
        rule(rule_length(issuing, DECREE_30.body_name, room), room),
    ]
    if head.parent_body:
        parent = run(head.parent_body.upper(), size=DECREE_30.body_name)
        left.insert(0, paragraph(parent, align="center"))
    right = [
        paragraph(run(NATION, size=DECREE_30.nation, bold=True), align="center"),
        paragraph(run(MOTTO, size=DECREE_30.motto, bold=True), align="center"),
        rule(text_width(MOTTO, DECREE_30.motto, bold=True), _RIGHT * MM),
    ]
    rows = [row(cell(_LEFT, *left), cell(_RIGHT, *right))]
    if head.numbered:
        number = run(glued(head.number_line), size=DECREE_30.number)
        day = run(glued(head.place_and_day), size=DECREE_30.place_and_day, italic=True)
        rows.append(
            row(
                cell(_LEFT, paragraph(number, align="center", before=8), v_align="bottom"),
                cell(_RIGHT, paragraph(day, align="center", before=8), v_align="bottom"),
            )
        )
    return (table((_LEFT, _RIGHT), rows, borders=False, side=0),)


def _title(paper: Paper) -> tuple[BaseOxmlElement, ...]:
    room = DECREE_30.text_width * MM
    kind = run(paper.kind.upper(), size=DECREE_30.title, bold=True)
    parts = [paragraph(kind, align="center", before=20, keep_next=True)]
    if paper.subject:
        parts += [
            _balanced(paper.subject, room),
            rule(subject_rule(paper.subject), room, after=14, keep_next=True),
        ]
    parts += under_title(paper)
    if paper.addressee:
        addressee = run(f"Kính gửi: {paper.addressee}", size=DECREE_30.body)
        parts.append(paragraph(addressee, align="center", after=12))
    return tuple(parts)


def _balanced(text: str, room: float) -> BaseOxmlElement:
    """A centred bold title in lines of like length."""
    inset = (room - balanced_width(text, DECREE_30.title, room)) / 2
    words = run(text, size=DECREE_30.title, bold=True)
    return paragraph(words, align="center", inset=inset, keep_next=True)


def _body(paper: Paper) -> tuple[BaseOxmlElement, ...]:
    elements: list[BaseOxmlElement] = []
    for part in paper.body:
        match part:
            case Heading():
                elements.append(paragraph(run(glued(part.shown)), style=HEADING_STYLES[part.level]))
            case Paragraph():
                runs = (run(glued(r.text), bold=r.bold, italic=r.italic) for r in part.runs)
                # The signature must not stand alone on a page (it keeps with the last words).
                last = part is paper.body[-1]
                if part.centred:
                    elements.append(paragraph(*runs, align="center", before=6, after=6, keep_next=True))
                else:
                    elements.append(paragraph(*runs, style=BODY_STYLE, keep_next=last))
            case Table():
                elements += [
                    figures_table(part, DECREE_30.text_width),
                    paragraph(run("", size=4), after=DECREE_30.paragraph_gap),
                ]
            case Entry():
                elements += entry(part)
            case Ticks():
                elements += ticks(part)
            case Signatures():
                if elements:
                    keep_next(elements[-1])
                elements += signatures(part)
    return tuple(elements)


def _ending(paper: Paper) -> tuple[BaseOxmlElement, ...]:
    """Recipients on the left, signature on the right, in one row that stays whole."""
    left = []
    if paper.recipients:
        word = run(RECIPIENTS, size=DECREE_30.recipients_word, bold=True, italic=True)
        lines = (run(line, size=DECREE_30.recipients) for line in paper.recipient_lines)
        left = [paragraph(word), *(paragraph(line) for line in lines)]
    signature = paper.signature
    if signature is None:
        return tuple(left)
    capitals = [*(power.upper() for power in signature.powers), signature.post.upper()]
    name = run(signature.name, size=DECREE_30.body, bold=True)
    right = [
        *(paragraph(run(line, size=DECREE_30.body, bold=True), align="center") for line in capitals),
        paragraph(name, align="center", before=DECREE_30.signature_room * MM),
    ]
    half = DECREE_30.text_width / 2
    whole = row(cell(half, *(left or [paragraph()])), cell(half, *right))
    return paragraph(run("", size=6), keep_next=True), table((half, half), [whole], borders=False, side=0)


def _add_annex(document: Document, paper: Paper, annex: Annex) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section, landscape=annex.landscape)
    _shrink_section_end(document)
    width = DECREE_30.lying_text_width if annex.landscape else DECREE_30.text_width
    label = run(annex.label, size=DECREE_30.title, bold=True)
    caption = run(paper.caption_of(annex), size=DECREE_30.body, italic=True)
    _add(
        document,
        paragraph(label, align="center", keep_next=True, outline=0),
        _balanced(annex.title.upper(), width * MM),
        paragraph(caption, align="center", after=10, keep_next=True),
        figures_table(annex.table, width),
        sliver(),
    )


def _shrink_section_end(document: Document) -> None:
    """The paragraph that ends the former section takes no room, or an empty page would follow a full one."""
    before = document.element.body[-1].itersiblings(qn("w:p"), preceding=True)
    ending = next(sect for p in before if (sect := p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")) is not None)
    holder = ending.getparent().getparent()
    holder.getparent().replace(holder, sliver(ending))
