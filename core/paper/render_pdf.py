"""A paper as a tagged PDF, laid out by Nghị định 30/2020/NĐ-CP, Phụ lục I, with Typst.

The paper goes to Typst as JSON, so that no text of a user is ever read as markup; the only fonts are the four
that the project carries, so that a page looks the same on every machine.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from core.paper.form_parts import Entry, Signatures, Ticks
from core.paper.paper import Annex, Heading, Paper, Paragraph, Part, Signature, Table
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
from core.paper.table_fit import CELL_TOP, breakable, fit
from core.paper.type_width import FONTS, text_width
from core.paper.wording import glued, printable

TEMPLATE = Path(__file__).resolve().parent / "typst" / "paper.typ"

_LONGEST_WORD_OF_TEXT = 40

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def render_pdf(papers: Iterable[Paper]) -> bytes:
    """The papers as one PDF, each on a new page; the same papers give the same bytes."""
    data = json.dumps([_paper(one) for one in papers], ensure_ascii=False)
    pdf = typst.compile(
        TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts(), sys_inputs={"papers": data}, format="pdf"
    )
    return bytes(pdf)


@cache
def _fonts() -> typst.Fonts:
    """The project's fonts and no others: Typst would take a foreign one without a word."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _paper(paper: Paper) -> dict[str, Json]:
    day = paper.letterhead.day
    return {
        "layout": asdict(DECREE_30),
        "title": printable(paper.title),
        "day": None if day is None else [day.year, day.month, day.day],
        "mark": _text(paper.mark),
        "letterhead": _letterhead(paper),
        "kind": _text(paper.kind.upper()),
        "subject": _balanced(paper.subject, DECREE_30.text_width) if paper.subject else None,
        "subject_rule": subject_rule(paper.subject) if paper.subject else 0,
        "subtitle": _text(paper.subtitle),
        "remarks": [_text(line) for line in paper.remarks],
        "addressee": _text(f"Kính gửi: {paper.addressee}") if paper.addressee else None,
        "body": [_part(part) for part in paper.body],
        "recipients_word": RECIPIENTS,
        "recipients": [_text(line) for line in paper.recipient_lines],
        "signature": _signature(paper.signature),
        "footnotes": [_text(note) for note in paper.footnotes],
        "annexes": [_annex(paper, annex) for annex in paper.annexes],
    }


def _signature(signature: Signature | None) -> dict[str, Json] | None:
    if signature is None:
        return None
    return {
        "capitals": [_text(line.upper()) for line in (*signature.powers, signature.post)],
        "name": _text(signature.name),
    }


def _letterhead(paper: Paper) -> dict[str, Json]:
    head = paper.letterhead
    issuing = head.issuing_body.upper()
    return {
        "author": printable(head.issuing_body),
        "parent_body": _text(head.parent_body.upper()),
        "issuing_body": _text(issuing),
        "issuing_rule": rule_length(issuing, DECREE_30.body_name, DECREE_30.left_half * MM),
        "nation": NATION,
        "motto": MOTTO,
        "motto_rule": text_width(MOTTO, DECREE_30.motto, bold=True),
        "numbered": head.numbered,
        "number_line": _text(head.number_line),
        "place_and_day": _text(head.place_and_day),
    }


def _part(part: Part) -> dict[str, Json]:
    match part:
        case Heading():
            return {"kind": "heading", "level": part.level, "text": _text(part.shown)}
        case Paragraph():
            runs: list[Json] = [
                {"text": _text(run.text), "bold": run.bold, "italic": run.italic} for run in part.runs
            ]
            return {"kind": "paragraph", "runs": runs, "centred": part.centred}
        case Table():
            return {"kind": "table", "table": _table(part, DECREE_30.text_width)}
        case Entry():
            said = printable(part.text).strip().split("\n")
            lines: list[Json] = [_text(line) for line in said if line.strip()]
            return {"kind": "entry", "label": _text(part.label), "lines": lines, "dots": part.lines}
        case Ticks():
            options: list[Json] = [{"text": _text(words), "holds": holds} for words, holds in part.options]
            return {"kind": "ticks", "options": options}
        case Signatures():
            boxes: list[Json] = [
                {
                    "day": _text(box.place_and_day),
                    "capitals": [_text(line.upper()) for line in box.capitals],
                    "note": _text(box.note),
                    "name": _text(box.name),
                }
                for box in part.boxes
            ]
            return {"kind": "signatures", "boxes": boxes}


def _annex(paper: Paper, annex: Annex) -> dict[str, Json]:
    width = DECREE_30.lying_text_width if annex.landscape else DECREE_30.text_width
    return {
        "label": _text(annex.label),
        "title": _balanced(annex.title.upper(), width),
        "caption": _text(paper.caption_of(annex)),
        "landscape": annex.landscape,
        "table": _table(annex.table, width),
    }


def _table(table: Table, width: float) -> dict[str, Json]:
    fitted = fit(table, width)
    header: list[Json] = [
        {
            "row": placed.row,
            "column": placed.column,
            "text": breakable(printable(placed.cell.text)),
            "colspan": placed.cell.colspan,
            "rowspan": placed.cell.rowspan,
            "vertical": placed.cell.vertical,
            "length": fitted.vertical_length(placed.cell, placed.column),
        }
        for placed in table.placed_header()
    ]
    return {
        "size": fitted.size,
        "widths": list(fitted.widths),
        "side": fitted.side,
        "top": CELL_TOP,
        "header": header,
        "rows": [
            {
                "kind": str(row.kind),
                "cells": [
                    {
                        "text": breakable(printable(cell.text)),
                        "colspan": cell.colspan,
                        "align": str(table.columns[column].align),
                    }
                    for column, cell in row.placed()
                ],
            }
            for row in table.rows
        ],
    }


def _balanced(title: str, width: float) -> dict[str, Json]:
    return {"text": _text(title), "width": balanced_width(title, DECREE_30.title, width * MM)}


def _text(text: str) -> str:
    """Text that may be broken where a word would run off the page."""
    return breakable(glued(text), _LONGEST_WORD_OF_TEXT)
