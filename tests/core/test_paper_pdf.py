"""The PDF of a paper, read back from the file: places, sizes, words (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

import io
import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PdfReader

from core.paper.paper import Align, Cell, Column, HeaderCell, Heading, Paragraph, Run, Table, TableRow
from core.paper.paper_layout import MM
from core.paper.render_pdf import render_pdf
from core.paper.type_width import text_width
from tests.core.pdf_words import fonts_of, line_lengths, tags_of, the_one, words_of
from tests.core.sample_paper import UNITS_PER_GROUP, sample_paper


@pytest.fixture(scope="module")
def content():
    return render_pdf([sample_paper(annexes=2)])


@pytest.fixture(scope="module")
def reader(content):
    return PdfReader(io.BytesIO(content))


@pytest.fixture(scope="module")
def pages(reader):
    """The words of each page."""
    return [words_of(page) for page in reader.pages]


@pytest.fixture(scope="module")
def texts(reader):
    return [page.extract_text() for page in reader.pages]


def test_pages_are_a4_and_annexes_lie(reader, texts):
    sizes = [(round(p.mediabox.width / MM), round(p.mediabox.height / MM)) for p in reader.pages]
    first_annex = next(i for i, text in enumerate(texts) if "Phụ lục I" in text)

    assert first_annex == 2
    assert sizes == [(210, 297)] * 2 + [(297, 210)] * (len(sizes) - 2)


def test_every_font_is_an_embedded_tinos(reader):
    fonts = fonts_of(reader)

    assert set(fonts) == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    assert all("/FontFile2" in descriptor for descriptor in fonts.values())


def test_a_letter_that_the_font_lacks_brings_in_no_other_font():
    paper = replace(sample_paper(annexes=0), body=(Paragraph("x", (Run("漢字 😀 ☐"),)),))

    assert all(name.startswith("Tinos-") for name in fonts_of(PdfReader(io.BytesIO(render_pdf([paper])))))


def test_text_is_vietnamese_in_composed_letters(texts):
    text = texts[0]

    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Kính gửi: Ủy ban nhân dân tỉnh Bắc Kạn",
        "I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, ĐIỀU HÀNH",
        "toàn tỉnh có 12.471 người",
    ):
        assert words in text
    assert text == unicodedata.normalize("NFC", text)


def test_text_given_in_decomposed_letters_comes_out_composed():
    alphabet = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
    letters = " ".join((alphabet + alphabet.upper())[i : i + 12] for i in range(0, 134, 12))
    run = Run(unicodedata.normalize("NFD", letters))
    paper = replace(sample_paper(annexes=0), body=(Paragraph("x", (run,)),))
    text = PdfReader(io.BytesIO(render_pdf([paper]))).pages[0].extract_text()

    assert letters.replace(" ", "") in "".join(text.split())


def test_all_text_stands_within_the_margins(reader, pages):
    for page, found in zip(reader.pages, pages, strict=True):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        for words in found:
            if words.upright:
                assert words.x >= 30 * MM - 0.1, words
                assert words.least_right <= width - 15 * MM + 0.1, words
            if words.y < 20 * MM:
                assert words.text.isdigit(), words
            assert words.y <= height - 20 * MM, words
    body = next(w for w in pages[0] if w.text.startswith("nghiệp được nâng lên"))
    assert body.x == pytest.approx(30 * MM, abs=0.1)


def test_body_text_is_14_with_an_indent_and_room_between_paragraphs(pages):
    words = pages[0]
    first, second = [w for w in words if w.text.startswith("Các cơ quan, đơn vị đã quán triệt")][:2]
    heading = the_one(words, "1. Đội ngũ cán bộ, công chức, viên chức")
    lines = sorted({w.y for w in words if first.y <= w.y < heading.y})
    steps = [below - above for above, below in pairwise(lines)]

    assert {first.size, second.size} == {14}
    assert (first.font, heading.font) == ("Tinos-Regular", "Tinos-Bold")
    assert first.x == pytest.approx(42.7 * MM, abs=0.1)
    assert heading.x == pytest.approx(42.7 * MM, abs=0.1)
    # A single line of Times New Roman at 14 is 16.1 points high.
    assert 16 <= min(steps) <= 1.5 * 16.1
    assert max(steps) - min(steps) == pytest.approx(6, abs=0.1)


def test_body_text_is_justified(pages):
    # The last stretch of a full line: a figure, so that no blank in it is stretched.
    (figure,) = [w for w in pages[0] if w.text == "1.356" and w.size == 14]

    assert figure.right == pytest.approx(195 * MM, abs=0.5)


def test_bold_and_italic_words_are_set_so(pages):
    words = pages[0]

    assert the_one(words, "Số lượng.").font == "Tinos-Bold"
    assert next(w for w in words if w.text.startswith("(kế hoạch")).font == "Tinos-Italic"


def test_a_stop_at_the_end_does_not_hang_out_of_its_line():
    rows = tuple(TableRow((Cell(text),)) for text in ("Viên chức,", "Viên chức"))
    table = Table((Column(1, Align.RIGHT),), ((HeaderCell("Nhóm"),),), rows)
    paper = replace(sample_paper(annexes=0), body=(table,))
    words = words_of(PdfReader(io.BytesIO(render_pdf([paper]))).pages[0])

    assert the_one(words, "Viên chức,").right == pytest.approx(the_one(words, "Viên chức").right, abs=0.2)


def test_the_letterhead_has_its_sizes_and_stands_in_two_halves(pages):
    words = pages[0]
    looks = {
        "UBND TỈNH BẮC KẠN": (13, "Tinos-Regular", 62.5),
        "SỞ NỘI VỤ": (13, "Tinos-Bold", 62.5),
        "Số: 05/BC-SNV": (13, "Tinos-Regular", 62.5),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (13, "Tinos-Bold", 145),
        "Độc lập - Tự do - Hạnh phúc": (14, "Tinos-Bold", 145),
    }
    for text, (size, font, middle) in looks.items():
        stretch = the_one(words, text)
        assert (stretch.size, stretch.font) == (size, font)
        assert stretch.middle == pytest.approx(middle * MM, abs=1)
    day = the_one(words, "Bắc Kạn, ngày 05 tháng 01 năm 2022")
    assert (day.size, day.font) == (14, "Tinos-Italic")
    assert day.y == pytest.approx(the_one(words, "Số: 05/BC-SNV").y, abs=0.5)


def test_the_lines_under_motto_body_and_subject_have_the_length_of_the_decree(reader, pages):
    motto, body = (
        text_width("Độc lập - Tự do - Hạnh phúc", 14, bold=True),
        text_width("SỞ NỘI VỤ", 13, bold=True),
    )
    subject = the_one(pages[0], "việc của đội ngũ cán bộ, công chức, viên chức” năm 2021")
    under_body, under_motto, under_subject = line_lengths(reader.pages[0])[:3]

    assert body / 3 <= under_body <= body / 2
    assert under_motto == pytest.approx(motto, abs=0.5)
    assert (subject.right - subject.x) / 3 <= under_subject <= (subject.right - subject.x) / 2


def test_kind_and_subject_are_centred_bold_14(pages):
    words = pages[0]

    for text in ("BÁO CÁO", "việc của đội ngũ cán bộ, công chức, viên chức” năm 2021"):
        title = the_one(words, text)
        assert (title.size, title.font) == (14, "Tinos-Bold")
        assert title.middle == pytest.approx((30 + 195) / 2 * MM, abs=1)


def test_page_numbers_stand_centred_on_top_and_begin_anew_in_each_annex(reader, pages, texts):
    numbers, parts = [], []
    for page, found, text in zip(reader.pages, pages, texts, strict=True):
        on_top = [w for w in found if w.y < 20 * MM]
        for words in on_top:
            assert words.size == 14
            assert words.middle == pytest.approx((float(page.mediabox.width) + 15 * MM) / 2, abs=1)
        numbers.append([words.text for words in on_top])
        parts.append("Phụ lục " in text)
    annex_pages = [index for index, starts in enumerate(parts) if starts]
    expected = []
    for start, end in pairwise([0, *annex_pages, len(numbers)]):
        expected += [[]] + [[str(number)] for number in range(2, end - start + 1)]

    assert len(annex_pages) == 2
    assert annex_pages[1] - annex_pages[0] > 2
    assert numbers == expected


def test_signature_and_recipients_stand_side_by_side(pages):
    words = pages[1]
    power, post, name = (the_one(words, t) for t in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Bích Hằng"))
    word, last = the_one(words, "Nơi nhận:"), the_one(words, "- Lưu: VT, CCHC.")

    for line in (power, post, name):
        assert (line.size, line.font) == (14, "Tinos-Bold")
        assert line.middle == pytest.approx((30 + 165 * 0.75) * MM, abs=1)
    assert (word.size, word.font) == (12, "Tinos-BoldItalic")
    assert (last.size, last.font) == (11, "Tinos-Regular")
    assert word.x == pytest.approx(30 * MM, abs=0.1)
    assert abs(word.y - power.y) < 4
    assert name.y - post.y > 25 * MM


def test_the_signature_never_stands_alone_on_a_page():
    paper = sample_paper(annexes=0)
    line = Paragraph("x", (Run("Một dòng."),))
    seen = set()
    for count in range(14, 32):
        pages = PdfReader(io.BytesIO(render_pdf([replace(paper, body=(line,) * count)]))).pages
        seen.add(len(pages))
        assert "Một dòng." in pages[-1].extract_text()
        assert "Nơi nhận:" in pages[-1].extract_text()
        assert "Nguyễn Thị Bích Hằng" in pages[-1].extract_text()
    assert seen == {1, 2}


def test_an_annex_has_label_title_caption_and_a_head_on_every_page(pages, texts):
    words = pages[2]
    looks = {
        "Phụ lục I": "Tinos-Bold",
        "SỐ LƯỢNG, CHẤT LƯỢNG CÔNG CHỨC": "Tinos-Bold",
        "(Kèm theo Báo cáo số 05/BC-SNV ngày 05 tháng 01 năm 2022 của Sở Nội vụ)": "Tinos-Italic",
    }
    for text, font in looks.items():
        assert (the_one(words, text).size, the_one(words, text).font) == (14, font)
    for text in texts[2:]:
        assert "Chia theo ngạch công chức" in text
        assert "CVC và tương đương" in text


def test_every_row_of_an_annex_is_there_and_figures_stand_on_the_right(pages):
    words = [w for page in pages[2:] for w in page]
    communes = UNITS_PER_GROUP["Xã, phường, thị trấn"]
    named = {w.text for w in words if w.text.startswith("Xã số ")}
    total = next(w for w in words if w.text == "12.471")

    assert named == {f"Xã số {i}" for i in range(1, communes + 1) if i % 10 != 3}
    assert total.font == "Tinos-Bold"
    column = [w.right for w in words if w.text == "606" or w.text == "12.471"]
    assert max(column) - min(column) < 1


def test_it_is_tagged_with_headings_tables_and_header_cells(reader):
    root = reader.trailer["/Root"]
    tags = tags_of(root["/StructTreeRoot"], {})

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi-VN"
    # Five headings I–V of the text and the labels of two annexes.
    assert tags["/H1"] == 7
    assert (tags["/H2"], tags["/H3"]) == (2, 1)
    assert tags["/Table"] == 3
    assert tags["/TH"] == 4 + 2 * (6 + 3 + 14)
    assert tags["/TD"] == 3 * 4 + 2 * 140 * 20


def test_it_names_title_author_and_the_papers_own_day(reader):
    assert reader.metadata.title.startswith("Báo cáo Kết quả thực hiện Đề án")
    assert reader.metadata.author == "Sở Nội vụ"
    assert reader.metadata.creation_date.date().isoformat() == "2022-01-05"


def test_a_draft_has_no_day_and_the_same_bytes_at_another_time_and_place():
    draft = render_pdf([sample_paper(number=None, day=None)])
    program = (
        "import sys; from core.paper.render_pdf import render_pdf;"
        "from tests.core.sample_paper import sample_paper;"
        "sys.stdout.buffer.write(render_pdf([sample_paper(number=None, day=None)]))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TZ": "America/Lima"}
    environment |= {"SOURCE_DATE_EPOCH": "86400", "PYTHONHASHSEED": "7"}
    again = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)

    assert again.stdout == draft
    assert PdfReader(io.BytesIO(draft)).metadata.creation_date is None
    assert b"CreateDate" not in draft


def test_text_from_users_stays_text():
    text = '#panic("1") *x* $y$ \\ <part-0> @z // "k" {{ v }}'
    cell = TableRow((Cell(text),))
    paper = replace(
        sample_paper(annexes=0),
        subject=text,
        body=(
            Heading(2, text, "a"),
            Paragraph("b", (Run(text),)),
            Table((Column(1),), ((HeaderCell(text),),), (cell,)),
        ),
    )
    shown = "".join(PdfReader(io.BytesIO(render_pdf([paper]))).pages[0].extract_text().split())

    assert shown.count("".join(text.split())) == 5


def test_a_word_without_end_stays_on_the_page():
    address = "https://example.vn/" + "a" * 300
    table = Table(
        (Column(1), Column(3)), ((HeaderCell("x"), HeaderCell("y")),), (TableRow((Cell(address), Cell("z"))),)
    )
    paper = replace(sample_paper(annexes=0), body=(Paragraph("b", (Run(address),)), table))
    (page,) = PdfReader(io.BytesIO(render_pdf([paper]))).pages

    assert page.extract_text().count("a") >= 600
    assert all(words.least_right <= 195 * MM + 0.1 for words in words_of(page))


def test_a_paper_may_have_neither_recipients_nor_addressee_nor_powers():
    paper = sample_paper(annexes=0)
    bare = replace(
        paper,
        addressee=None,
        recipients=(),
        letterhead=replace(paper.letterhead, parent_body=""),
        signature=replace(paper.signature, powers=()),
    )
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(render_pdf([bare]))).pages)

    assert "PHÓ GIÁM ĐỐC" in text
    for absent in ("Kính gửi", "Nơi nhận", "KT. GIÁM ĐỐC", "UBND TỈNH BẮC KẠN"):
        assert absent not in text
