"""The words of an answer, whatever it is: a page, a workbook, a Word document, a PDF, an archive."""

import html
import io
import re
import zipfile
from pathlib import PurePath

import openpyxl
from pypdf import PdfReader

_TAGS = re.compile(rb"<[^>]+>")


def words_of(response) -> str:
    """All text of the answer, its headers and cookies too."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.get("Content-Type", "")
    heads = " ".join(f"{name}: {value}" for name, value in response.items())
    return f"{heads} {response.cookies.output()} {_text(body, kind)}"


def _text(body: bytes, kind: str) -> str:
    if "spreadsheetml" in kind:
        book = openpyxl.load_workbook(io.BytesIO(body))
        return " ".join(
            str(value) for sheet in book for row in sheet.values for value in row if value is not None
        )
    if "wordprocessingml" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return " ".join(
                html.unescape(_TAGS.sub(b"", parts.read(name)).decode())
                for name in parts.namelist()
                if name.endswith(".xml")
            )
    if "pdf" in kind:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if kind == "application/zip":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return " ".join(
                f"{name} {_text(parts.read(name), PurePath(name).suffix)}" for name in parts.namelist()
            )
    return html.unescape(body.decode(errors="replace"))
