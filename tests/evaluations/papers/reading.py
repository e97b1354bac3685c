"""Reading a docx back: its words in the order in which they are read, its tables, its pages."""

import io
import re
import zipfile

import docx
from docx.oxml.ns import qn
from pypdf import PdfReader

from evaluations.law.rule_sets import FOLDER

FORMS_BEGIN = "PHỤ LỤC II"
_GAP = re.compile(r"\.{2,}|\||[-_]{3,}|…+")


def words(content: bytes) -> str:
    """All words of the body, a line for each paragraph."""
    lines = []
    for paragraph in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:p")):
        lines.append("".join(node.text or "" for node in paragraph.iter(qn("w:t"))))
    return "\n".join(lines)


def archived(content: bytes) -> dict[str, str]:
    """{name: the words} of what an archive holds; of what isn't a PDF nothing."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: words_of_pdf(archive.read(name)) if name.endswith(".pdf") else ""
            for name in archive.namelist()
        }


def words_of_pdf(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def tables(content: bytes) -> list[list[list[str]]]:
    """The tables with lines around their cells, as rows of texts."""
    found = []
    for table in docx.Document(io.BytesIO(content)).tables:
        if table._tbl.tblPr.find(qn("w:tblBorders")) is not None:
            rows = [[cell.text for cell in row._tr.tc_lst and row.cells] for row in table.rows]
            found.append(rows)
    return found


def fillers(content: bytes) -> int:
    """How many lines of dots there are for the pen."""
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    return xml.count('w:leader="dot"')


def of_the_decree(mark: str) -> list[str]:
    """The words of a form of Decree 335/2025, each piece between dots, lines and cells, in their order."""
    text = (FOLDER / "texts" / "nd335-2025.txt").read_text(encoding="utf-8").split(FORMS_BEGIN)[1]
    form = text.split(f"\n{mark}\n")[1].split("\nMẫu số ")[0]
    pieces = [plain(piece) for line in form.splitlines() for piece in _GAP.split(line)]
    return [piece for piece in pieces if piece and piece != plain("TÊN CƠ QUAN, TỔ CHỨC, ĐƠN VỊ")]


def plain(text: str) -> str:
    """Letters and digits as they are compared: without capitals, raised digits, dashes, a last full stop."""
    flat = text.translate(str.maketrans("¹²", "12")).casefold().replace("-", " ")
    return " ".join(flat.split()).rstrip(". ")


def in_order(pieces: list[str], text: str) -> list[str]:
    """The pieces that the text doesn't have after those before them."""
    flat, place, missing = plain(text.replace("\n", " ")), 0, []
    for piece in pieces:
        found = flat.find(piece, place)
        if found < 0:
            missing.append(piece)
        else:
            place = found + len(piece)
    return missing
