"""What a form has beyond a letter, in docx and in PDF; several papers in one file."""

import io
import os
import shutil
import subprocess
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from core.paper.form_parts import Entry, SignatureBox, Signatures, Ticks
from core.paper.paper import (
    Cell,
    Column,
    HeaderCell,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Run,
    Table,
    TableRow,
)
from core.paper.render_docx import render_docx
from core.paper.render_pdf import render_pdf
from tests.core.sample_paper import sample_paper


def a_form(name: str = "Nông Thị Ánh", *, lines: int = 2) -> Paper:
    table = Table(
        columns=(Column(20), Column(60), Column(20)),
        header=((HeaderCell("TT"), HeaderCell("Tiêu chí"), HeaderCell("Điểm")),),
        rows=(
            TableRow((Cell("1"), Cell("Đạo đức"), Cell("5"))),
            TableRow((Cell("Tổng cộng", colspan=2), Cell("5"))),
        ),
    )
    boxes = (
        SignatureBox(("Công chức tự xếp loại",), "Bắc Kạn, ngày 05 tháng 12 năm 2026", "(Ký tên)", name),
        SignatureBox(("Cấp có thẩm quyền", "xếp loại"), "", "(Ký tên)"),
    )
    return Paper(
        letterhead=Letterhead("UBND tỉnh Bắc Kạn", "Sở Nội vụ", None, "", "", None, numbered=False),
        kind="Phiếu xếp loại",
        subject="",
        subtitle="Năm 2026",
        addressee=None,
        mark="Mẫu số 02",
        remarks=("(Bố cục của cổng)",),
        body=(
            Entry("Họ và tên:", name),
            Entry("Ưu điểm:", lines=lines),
            Heading(1, "I. Kết quả", "I"),
            table,
            Ticks((("Hoàn thành tốt", True), ("Hoàn thành", False))),
            Paragraph("x", (Run("QUYẾT ĐỊNH:", bold=True),), centred=True),
            Signatures(boxes),
        ),
        signature=None,
        recipients=(),
        footnotes=("¹ Theo Điều 20.",),
    )


@pytest.fixture(scope="module")
def document():
    return docx.Document(io.BytesIO(render_docx([a_form()])))


def test_a_form_has_its_mark_on_the_right_and_no_number_in_its_head(document):
    mark, kind, subtitle, remark = [p for p in document.paragraphs if p.text][:4]
    assert (mark.text, mark.alignment) == ("Mẫu số 02", docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT)
    assert (kind.text, subtitle.text, remark.text) == ("PHIẾU XẾP LOẠI", "Năm 2026", "(Bố cục của cổng)")
    assert len(document.tables[0].rows) == 1 and "Số:" not in document.tables[0].cell(0, 0).text


def test_what_is_empty_has_dots_up_to_the_right_margin_on_each_of_its_lines(document):
    stops = [
        (stop.get(qn("w:val")), stop.get(qn("w:leader")), int(stop.get(qn("w:pos"))))
        for stop in document.element.body.iter(qn("w:tab"))
        if stop.get(qn("w:leader"))
    ]
    assert stops == [("right", "dot", pytest.approx(165 / 25.4 * 1440, abs=2))] * 2
    assert "Họ và tên: Nông Thị Ánh" in [p.text for p in document.paragraphs]


def test_what_holds_is_ticked_and_a_cell_may_span_columns(document):
    texts = [p.text for p in document.paragraphs]
    assert "☒ Hoàn thành tốt" in texts and "☐ Hoàn thành" in texts
    last = document.tables[1]._tbl.tr_lst[-1].tc_lst
    assert [cell.grid_span for cell in last] == [2, 1]
    with pytest.raises(ValueError, match="2 cells for 3 columns"):
        replace(a_form().body[3], rows=(TableRow((Cell("1"), Cell("2"))),))


def test_names_stand_on_one_line_under_titles_of_any_length_and_never_alone_on_a_page(document):
    titles, names = document.tables[2].rows
    assert [cell.text.splitlines()[-1] for cell in titles.cells] == ["(Ký tên)", "(Ký tên)"]
    assert [cell.text for cell in names.cells] == ["Nông Thị Ánh", ""]
    before = [p for cell in titles.cells for p in cell.paragraphs]
    assert all(p.paragraph_format.keep_with_next for p in before)
    last_words = next(p for p in document.paragraphs if p.text == "QUYẾT ĐỊNH:")
    assert last_words.paragraph_format.keep_with_next


def test_the_pdf_says_the_same_and_the_footnote_ends_it():
    (page,) = PdfReader(io.BytesIO(render_pdf([a_form()]))).pages
    text = page.extract_text()
    wanted = ["Mẫu số 02", "SỞ NỘI VỤ", "PHIẾU XẾP LOẠI", "Năm 2026", "(Bố cục của cổng)", "Nông Thị Ánh",
              "Ưu điểm:", "I. KẾT QUẢ", "Tổng cộng", "× Hoàn thành tốt", "CÔNG CHỨC TỰ XẾP LOẠI",
              "¹ Theo Điều 20."]  # fmt: skip
    places = [text.replace("×\n", "× ").find(one) for one in wanted]
    assert -1 not in places and places == sorted(places)
    assert "Số:" not in text


def test_several_papers_are_one_file_each_from_a_new_page_numbered_from_one():
    papers = [a_form("Một", lines=40), sample_paper(annexes=1), a_form("Hai")]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(papers))).pages]
    starts = [text for text in pages if "CỘNG HÒA XÃ HỘI" in text]
    assert len(starts) == 3 and "Một" in starts[0] and "BÁO CÁO" in starts[1] and "Hai" in starts[2]
    assert [text.split()[0] for text in pages[:2]] == ["Mẫu", "2"]
    sections = docx.Document(io.BytesIO(render_docx(papers))).sections
    assert len(sections) == 4  # the letter's annex lies
    assert [s.page_width > s.page_height for s in sections] == [False, False, True, False]
    assert {s._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for s in sections} == {"1"}


def test_the_same_form_gives_the_same_bytes():
    assert render_docx([a_form(), a_form("Hai")]) == render_docx([a_form(), a_form("Hai")])
    assert render_pdf([a_form(), a_form("Hai")]) == render_pdf([a_form(), a_form("Hai")])


@pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LIBREOFFICE IS MISSING: nobody has opened the docx (Debian package libreoffice-writer-nogui)",
)
def test_libreoffice_opens_a_file_of_several_forms_and_breaks_its_pages_as_meant(tmp_path):
    (tmp_path / "forms.docx").write_bytes(render_docx([a_form("Một", lines=40), a_form("Hai")]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "forms.docx")], check=True, capture_output=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    pages = [page.extract_text() for page in PdfReader(tmp_path / "forms.pdf").pages]
    assert ["Mẫu số 02" in text for text in pages] == [True, False, True]
    assert pages[1].split()[0] == "2" and "Một" in pages[1]
    assert all(words in pages[2] for words in ("☒", "Hoàn thành tốt", "......"))
