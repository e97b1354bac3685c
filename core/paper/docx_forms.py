"""The parts of a form in docx: its mark, lines to fill in, boxes to tick, signatures side by side."""

from docx.oxml.xmlchemy import BaseOxmlElement

from core.paper.docx_xml import cell, dotted, paragraph, row, rule, run, sliver, table
from core.paper.form_parts import BOX, TICKED, Entry, Signatures, Ticks
from core.paper.paper import Paper
from core.paper.paper_layout import DECREE_30, MM
from core.paper.wording import glued, printable

_ROOM = DECREE_30.text_width * MM
_FOOTNOTE_RULE = 50 * MM


def mark(paper: Paper) -> tuple[BaseOxmlElement, ...]:
    """ "Mẫu số 02", on the right above the head."""
    if not paper.mark:
        return ()
    return (paragraph(run(paper.mark, size=DECREE_30.body_name, bold=True), align="right", after=6),)


def under_title(paper: Paper) -> list[BaseOxmlElement]:
    lines = []
    if paper.subtitle:
        lines.append(paragraph(run(paper.subtitle, size=DECREE_30.title), align="center"))
    lines += [
        paragraph(run(line, size=DECREE_30.remark, italic=True), align="center", before=2)
        for line in paper.remarks
    ]
    if lines and not paper.subject:
        lines.append(paragraph(run("", size=6), after=4))
    return lines


def entry(part: Entry) -> list[BaseOxmlElement]:
    """The label with the text, further lines of it as paragraphs; or dots to the right margin."""
    if not printable(part.text).strip():
        gap = DECREE_30.paragraph_gap
        label = [run(part.label, size=DECREE_30.body)] if part.label else []
        first = dotted(*label, room=_ROOM, size=DECREE_30.body, after=gap)
        more = (dotted(room=_ROOM, size=DECREE_30.body, after=gap) for _ in range(part.lines - 1))
        return [first, *more]
    lines = [line for line in printable(part.text).strip().split("\n") if line.strip()]
    if part.label:
        lines[0] = f"{part.label} {lines[0]}"
    return [
        paragraph(run(glued(line), size=DECREE_30.body), align="both", after=DECREE_30.paragraph_gap)
        for line in lines
    ]


def ticks(part: Ticks) -> list[BaseOxmlElement]:
    last = len(part.options) - 1
    return [
        paragraph(
            run(f"{TICKED if holds else BOX} {words}", size=DECREE_30.body),
            after=DECREE_30.paragraph_gap,
            keep_next=place < last,
        )
        for place, (words, holds) in enumerate(part.options)
    ]


def signatures(part: Signatures) -> list[BaseOxmlElement]:
    """One row that stays whole; the names stand on one line, however long the titles above them are."""
    width = DECREE_30.text_width / len(part.boxes)
    titles, names = [], []
    for box in part.boxes:
        lines = [
            run(glued(box.place_and_day), size=DECREE_30.body_name, italic=True),
            *(run(line.upper(), size=DECREE_30.body_name, bold=True) for line in box.capitals),
            run(box.note, size=DECREE_30.remark, italic=True),
        ]
        shown = [line for line in lines if line.text] or [run("")]
        titles.append(cell(width, *(paragraph(line, align="center", keep_next=True) for line in shown)))
        name = run(box.name, size=DECREE_30.body_name, bold=True)
        names.append(cell(width, paragraph(name, align="center", before=DECREE_30.signature_room * MM)))
    widths = [width] * len(part.boxes)
    gap = paragraph(run("", size=6), keep_next=True)
    return [gap, table(widths, [row(*titles), row(*names)], borders=False, side=1), sliver()]


def footnotes(paper: Paper) -> tuple[BaseOxmlElement, ...]:
    if not paper.footnotes:
        return ()
    line = rule(_FOOTNOTE_RULE, _ROOM, after=4, to_left=True)
    notes = (paragraph(run(glued(note), size=DECREE_30.recipients), align="both") for note in paper.footnotes)
    return (paragraph(run("", size=6)), line, *notes)
