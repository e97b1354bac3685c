"""The docx of a paper, read back from the file: Nghị định 30/2020/NĐ-CP, Phụ lục I."""

import io
import os
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pypdf import PdfReader

from core.paper.paper import Paragraph, Run
from core.paper.paper_layout import MM
from core.paper.render_docx import render_docx
from core.paper.type_width import text_width
from tests.core.sample_paper import sample_paper

CENTER = WD_ALIGN_PARAGRAPH.CENTER
TWIP_PER_MM = 1440 / 25.4


@pytest.fixture(scope="module")
def content():
    return render_docx([sample_paper(annexes=2)])


@pytest.fixture(scope="module")
def document(content):
    return docx.Document(io.BytesIO(content))


def _looks(paragraph):
    """Size, bold and italic of a paragraph of one run."""
    (run,) = paragraph.runs
    return run.font.size.pt, bool(run.font.bold), bool(run.font.italic)


def _find(paragraphs, text):
    return next(paragraph for paragraph in paragraphs if paragraph.text == text)


def test_every_page_is_a4_with_the_margins_of_the_decree(document):
    for section in document.sections:
        sides = sorted((round(section.page_width.mm), round(section.page_height.mm)))
        assert sides == [210, 297]
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm, 1) for margin in margins] == [20, 20, 30, 15]


def test_the_text_stands_and_each_annex_lies(document):
    shapes = [(s.orientation, s.page_width > s.page_height) for s in document.sections]

    assert shapes == [(WD_ORIENT.PORTRAIT, False), (WD_ORIENT.LANDSCAPE, True), (WD_ORIENT.LANDSCAPE, True)]


def test_an_upright_annex_stays_upright():
    paper = sample_paper()
    upright = replace(paper, annexes=(replace(paper.annexes[0], landscape=False),))
    section = docx.Document(io.BytesIO(render_docx([upright]))).sections[1]

    assert section.orientation == WD_ORIENT.PORTRAIT
    assert round(section.page_width.mm) == 210


def test_every_font_for_every_script_is_times_new_roman(content):
    archive = zipfile.ZipFile(io.BytesIO(content))
    seen = 0
    for name in ("word/styles.xml", "word/document.xml", "word/header1.xml", "word/header2.xml"):
        root = docx.oxml.parse_xml(archive.read(name))
        for fonts in root.iter(qn("w:rFonts")):
            assert dict(fonts.attrib) == {
                qn(f"w:{script}"): "Times New Roman" for script in ("ascii", "hAnsi", "eastAsia", "cs")
            }
            seen += 1
    assert seen > 3
    defaults = docx.oxml.parse_xml(archive.read("word/styles.xml")).find(qn("w:docDefaults"))
    assert list(defaults.iter(qn("w:rFonts")))


def test_body_text_is_14_justified_with_an_indent_and_room_between_paragraphs(document):
    paragraph = next(p for p in document.paragraphs if p.text.startswith("Số lượng. "))
    style = paragraph.style

    assert style.font.size == Pt(14)
    assert style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert style.paragraph_format.first_line_indent.cm == pytest.approx(1.27, abs=0.005)
    assert style.paragraph_format.space_after >= Pt(6)
    assert 1 <= style.paragraph_format.line_spacing <= 1.5
    assert paragraph.paragraph_format.alignment is None
    assert all(run.font.size is None for run in paragraph.runs)
    assert [(r.text, r.bold, r.italic) for r in (paragraph.runs[0], paragraph.runs[-2])] == [
        ("Số lượng. ", True, None),
        (" (kế hoạch: 75\u00a0%)", None, True),
    ]


def test_headings_are_styles_of_14_black_and_bold_down_to_level_2(document):
    levels = {}
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith("Heading"):
            levels.setdefault(paragraph.style.name, []).append(paragraph)

    assert levels["Heading 1"][1].text == "II. KẾT QUẢ THỰC HIỆN"
    assert levels["Heading 2"][0].text == "1. Đội ngũ cán bộ, công chức, viên chức"
    assert levels["Heading 3"][0].text == "a) Trình độ chuyên môn"
    for name, paragraphs in levels.items():
        font = paragraphs[0].style.font
        assert (font.size, str(font.color.rgb)) == (Pt(14), "000000")
        assert font.bold is (name != "Heading 3")
        assert paragraphs[0].style.paragraph_format.keep_with_next


def test_the_letterhead_has_its_words_sizes_and_capitals(document):
    head = document.tables[0]
    left, right = head.cell(0, 0).paragraphs, head.cell(0, 1).paragraphs

    assert [(p.text, _looks(p)) for p in left[:2]] == [
        ("UBND TỈNH BẮC KẠN", (13, False, False)),
        ("SỞ NỘI VỤ", (13, True, False)),
    ]
    assert [(p.text, _looks(p)) for p in right[:2]] == [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (13, True, False)),
        ("Độc lập - Tự do - Hạnh phúc", (14, True, False)),
    ]
    assert all(p.alignment == CENTER for p in (*left[:2], *right[:2]))


def test_number_and_place_with_date_stand_in_one_row(document):
    left, right = (cell.paragraphs[0] for cell in document.tables[0].rows[1].cells)

    assert (left.text, _looks(left)) == ("Số: 05/BC-SNV", (13, False, False))
    assert (right.text, _looks(right)) == ("Bắc Kạn, ngày 05 tháng 01 năm 2022", (14, False, True))


def test_a_body_without_one_above_it_has_a_letterhead_of_one_line():
    paper = sample_paper(annexes=0)
    province = replace(paper, letterhead=replace(paper.letterhead, parent_body="", issuing_body="UBND tỉnh"))
    left = docx.Document(io.BytesIO(render_docx([province]))).tables[0].cell(0, 0)

    assert [p.text for p in left.paragraphs] == ["UBND TỈNH", ""]


def _rule(paragraph, room):
    """The length (mm) of the line that an empty paragraph draws in the middle of `room` mm."""
    border = paragraph._p.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    assert border.get(qn("w:val")) == "single"
    indent = paragraph.paragraph_format
    assert indent.left_indent == indent.right_indent
    return room - indent.left_indent.mm - indent.right_indent.mm


def test_the_lines_of_the_letterhead_have_the_length_of_the_decree(document):
    head = document.tables[0]
    motto = text_width("Độc lập - Tự do - Hạnh phúc", 14, bold=True) / MM
    body = text_width("SỞ NỘI VỤ", 13, bold=True) / MM

    assert _rule(head.cell(0, 1).paragraphs[2], 100) == pytest.approx(motto, abs=0.2)
    assert body / 3 <= _rule(head.cell(0, 0).paragraphs[2], 65) <= body / 2


def test_the_line_under_the_subject_is_a_third_to_a_half_of_it(document):
    _, subject, line = document.paragraphs[:3]
    shown = 165 - 2 * subject.paragraph_format.left_indent.mm

    assert shown / 3 <= _rule(line, 165) <= shown / 2


def test_kind_and_subject_are_centred_bold_14(document):
    kind = document.paragraphs[0]
    subject = document.paragraphs[1]

    assert (kind.text, _looks(kind), kind.alignment) == ("BÁO CÁO", (14, True, False), CENTER)
    assert (_looks(subject), subject.alignment) == ((14, True, False), CENTER)
    assert _find(document.paragraphs, "Kính gửi: Ủy ban nhân dân tỉnh Bắc Kạn").alignment == CENTER


def test_the_page_number_stands_centred_above_the_text_but_not_on_the_first_page(document):
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section.header_distance < section.top_margin
        (line,) = section.header.paragraphs
        assert line.alignment == CENTER
        assert [e.text for e in line._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert {run.font.size.pt for run in line.runs} == {14}
        assert not list(section.first_page_header._element.iter(qn("w:instrText")))
        assert not section.footer.paragraphs[0].text


def test_every_annex_counts_its_pages_from_1(document):
    starts = [s._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for s in document.sections]

    assert starts == ["1", "1", "1"]


def test_the_signature_stands_on_the_right_of_the_recipients(document):
    ending = document.tables[2]
    left, right = ending.cell(0, 0).paragraphs, ending.cell(0, 1).paragraphs

    assert (left[0].text, _looks(left[0])) == ("Nơi nhận:", (12, True, True))
    assert [p.text for p in left[1:]] == list(sample_paper().recipient_lines)
    assert {_looks(p) for p in left[1:]} == {(11, False, False)}
    assert [p.text for p in right] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Bích Hằng"]
    assert {(_looks(p), p.alignment) for p in right} == {((14, True, False), CENTER)}
    assert right[2].paragraph_format.space_before >= Mm(20)


def test_the_last_words_stay_on_the_page_of_the_signature(document):
    last = _find(document.paragraphs, "Sở Nội vụ kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo./.")

    assert last.paragraph_format.keep_with_next
    assert document.tables[2].rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_an_annex_has_its_label_title_and_caption(document):
    start = [paragraph.text for paragraph in document.paragraphs].index("Phụ lục I")
    label, title, caption = document.paragraphs[start : start + 3]

    assert (_looks(label), label.alignment) == ((14, True, False), CENTER)
    assert (title.text, _looks(title)) == ("SỐ LƯỢNG, CHẤT LƯỢNG CÔNG CHỨC", (14, True, False))
    assert caption.text == "(Kèm theo Báo cáo số 05/BC-SNV ngày 05 tháng 01 năm 2022 của Sở Nội vụ)"
    assert (_looks(caption), caption.alignment) == ((14, False, True), CENTER)


def test_the_head_of_a_table_is_repeated_and_no_row_breaks(document):
    rows = document.tables[3].rows

    assert len(rows) == 2 + 140
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] * 2 + [False] * 140
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_column_widths_are_fixed_in_the_grid_and_in_every_cell(document):
    table = document.tables[3]._tbl
    grid = [int(column.get(qn("w:w"))) for column in table.tblGrid]

    assert table.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    assert len(grid) == 20
    assert sum(grid) == pytest.approx(252 * TWIP_PER_MM, abs=20)
    for row in table.tr_lst[2:]:
        assert [int(tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for tc in row.tc_lst] == grid
    for row in table.tr_lst[:2]:
        spans = [tc.grid_span for tc in row.tc_lst]
        assert sum(spans) == 20
        start = 0
        for tc, span in zip(row.tc_lst, spans, strict=True):
            width = int(tc.tcPr.find(qn("w:tcW")).get(qn("w:w")))
            assert width == pytest.approx(sum(grid[start : start + span]), abs=span)
            start += span


def test_headers_over_two_rows_are_merged_and_narrow_ones_read_upward(document):
    first, second = document.tables[3]._tbl.tr_lst[:2]
    merges = [[tc.vMerge for tc in row.tc_lst] for row in (first, second)]

    assert merges[0] == ["restart"] * 6 + [None] * 3
    assert merges[1] == ["continue"] * 6 + [None] * 14
    upward = [tc.tcPr.find(qn("w:textDirection")) for tc in second.tc_lst[6:]]
    assert {direction.get(qn("w:val")) for direction in upward} == {"btLr"}
    # Word gives an upward text no height of its own.
    heights = [int(row.trPr.find(qn("w:trHeight")).get(qn("w:val"))) / 20 for row in (first, second)]
    assert sum(heights) >= text_width("Biên chế được giao", 9, bold=True)


def test_figures_are_right_names_left_and_sums_bold(document):
    table = document.tables[3]._tbl
    rows = {row.tc_lst[1].p_lst[0].text: row for row in table.tr_lst[2:]}

    def shown(tc):
        run = tc.p_lst[0].r_lst[0]
        return tc.p_lst[0].pPr.jc.val, run.rPr.find(qn("w:b")) is not None

    assert [shown(tc) for tc in rows["Tổng cộng"].tc_lst[1:3]] == [
        (WD_ALIGN_PARAGRAPH.LEFT, True),
        (WD_ALIGN_PARAGRAPH.RIGHT, True),
    ]
    assert rows["Tổng cộng"].tc_lst[2].p_lst[0].text == "12.471"
    assert shown(rows["Sở, ban, ngành"].tc_lst[2])[1]
    assert not shown(rows["Sở số 1"].tc_lst[2])[1]


def test_the_file_names_its_language_title_and_day(document):
    properties = document.core_properties

    assert properties.language == "vi-VN"
    assert properties.title.startswith("Báo cáo Kết quả thực hiện Đề án")
    assert properties.author == "Sở Nội vụ"
    assert properties.created.date().isoformat() == "2022-01-05"
    languages = list(document.styles.element.iter(qn("w:lang")))
    assert languages
    assert {language.get(qn("w:val")) for language in languages} == {"vi-VN"}


def test_the_same_paper_gives_the_same_bytes(content, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2033, 5, 18, 3, 33, 20, 2, 138, 0)))

    assert render_docx([sample_paper(annexes=2)]) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_draft_has_blanks_and_no_day_in_its_properties():
    draft = docx.Document(io.BytesIO(render_docx([sample_paper(number=None, day=None)])))
    number, day = (cell.text for cell in draft.tables[0].rows[1].cells)

    assert number.split() == ["Số:", "/BC-SNV"]
    assert day.split() == ["Bắc", "Kạn,", "ngày", "tháng", "năm"]
    assert draft.core_properties.created is None


def test_text_from_users_stays_text():
    text = "<w:p/> & ]]> \x00{{ x }} Ba\u0306\u0301c"
    paper = replace(sample_paper(annexes=0), subject=text, body=(Paragraph("x", (Run(text),)),))
    document = docx.Document(io.BytesIO(render_docx([paper])))

    shown = [paragraph.text for paragraph in document.paragraphs]
    assert shown.count("<w:p/> & ]]> {{ x }} Bắc") == 2


@pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LIBREOFFICE IS MISSING: nobody has opened the docx (Debian package libreoffice-writer-nogui)",
)
def test_libreoffice_opens_it_and_lays_it_out_as_meant(content, tmp_path):
    (tmp_path / "paper.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "paper.docx")],
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    pages = PdfReader(tmp_path / "paper.pdf").pages
    texts = [page.extract_text().strip() for page in pages]
    lying = [page.mediabox.width > page.mediabox.height for page in pages]
    starts = [index for index, text in enumerate(texts) if text.startswith("Phụ lục ")]

    assert lying == [False] * starts[0] + [True] * (len(pages) - starts[0])
    assert starts[0] == 2
    assert len(starts) == 2
    assert texts[1].splitlines()[0].strip() == "2"
    assert texts[starts[0] + 1].splitlines()[0].strip() == "2"
    assert texts[starts[1] + 1].splitlines()[0].strip() == "2"
    for index in range(starts[0], len(pages)):
        assert "Chia theo ngạch công chức" in texts[index]
    assert "12.471" in texts[-1]
