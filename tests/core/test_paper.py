"""The paper itself: its words, and the tables that it refuses."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from core.paper.paper import (
    Cell,
    Column,
    HeaderCell,
    Heading,
    Letterhead,
    RowKind,
    Table,
    TableRow,
    day_in_words,
    document_number,
    number,
    percent,
)
from core.paper.paper_layout import MM, balanced_width
from core.paper.table_fit import fit
from core.paper.type_width import text_width, wrapped
from core.paper.wording import BLANK, glued, printable
from tests.core.sample_paper import annex_table, sample_paper


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2022, 1, 5), "ngày 05 tháng 01 năm 2022"),
        (dt.date(2022, 2, 28), "ngày 28 tháng 02 năm 2022"),
        (dt.date(2022, 3, 9), "ngày 09 tháng 3 năm 2022"),
        (dt.date(2022, 10, 10), "ngày 10 tháng 10 năm 2022"),
    ],
)
def test_a_zero_stands_before_days_under_10_and_months_1_and_2_only(day, words):
    assert day_in_words(day) == words


def test_numbers_are_written_the_vietnamese_way():
    assert number(12471) == "12.471"
    assert number(1234567) == "1.234.567"
    assert number(999) == "999"
    assert number(-86) == "-86"
    assert number(Decimal("62.45"), 1) == "62,5"
    assert number(2.675, 2) == "2,68"
    assert number(-0.2) == "0"


def test_shares_keep_a_decimal_only_where_it_says_something():
    assert percent(62.4) == "62,4 %"
    assert percent(95.0) == "95 %"
    assert percent(100) == "100 %"
    assert percent(100, 0) == "100 %"
    assert percent(Decimal("71.25"), 2) == "71,25 %"


def test_a_zero_stands_before_document_numbers_under_10():
    assert [document_number(value) for value in (5, 10, 123)] == ["05", "10", "123"]


def test_a_paper_without_number_and_day_leaves_room_for_the_pen():
    head = Letterhead("UBND tỉnh Bắc Kạn", "Sở Nội vụ", None, "BC-SNV", "Bắc Kạn", None)

    assert head.number_line == f"Số: {BLANK}/BC-SNV"
    assert head.place_and_day == f"Bắc Kạn, ngày{BLANK}tháng{BLANK}năm{BLANK}"


def test_an_annex_says_of_which_paper_it_is_a_part():
    paper = sample_paper()

    assert paper.caption_of(paper.annexes[0]) == (
        "(Kèm theo Báo cáo số 05/BC-SNV ngày 05 tháng 01 năm 2022 của Sở Nội vụ)"
    )


def test_an_annex_may_have_a_caption_of_its_own():
    paper = sample_paper()

    assert paper.caption_of(replace(paper.annexes[0], caption="(Kèm theo Kế hoạch)")) == "(Kèm theo Kế hoạch)"


def test_each_recipient_ends_with_a_semicolon_and_the_filing_line_with_a_stop():
    assert sample_paper().recipient_lines == (
        "- Như trên;",
        "- Lãnh đạo Sở;",
        "- Các cơ quan, đơn vị trực thuộc Sở;",
        "- Lưu: VT, CCHC.",
    )


def test_only_headings_of_level_1_are_in_capitals():
    assert Heading(1, "I. Đánh giá chung", "I").shown == "I. ĐÁNH GIÁ CHUNG"
    assert Heading(2, "1. Ưu điểm", "I.1").shown == "1. Ưu điểm"
    with pytest.raises(ValueError, match="level"):
        Heading(4, "-", "x")


def test_a_row_must_have_a_cell_for_each_column():
    with pytest.raises(ValueError, match="row 0 has 1 cells for 2 columns"):
        Table((Column(1), Column(1)), ((HeaderCell("a"), HeaderCell("b")),), (TableRow((Cell("x"),)),))


@pytest.mark.parametrize(
    "header",
    [
        ((HeaderCell("a"),),),
        ((HeaderCell("a"), HeaderCell("b", colspan=2)),),
        ((HeaderCell("a", rowspan=2), HeaderCell("b")),),
        ((HeaderCell("a", rowspan=2), HeaderCell("b")), ()),
        ((HeaderCell("a"), HeaderCell("b", rowspan=2)), (HeaderCell("c", colspan=2),)),
        # As many places as the header has, but not the same ones.
        ((HeaderCell("a", colspan=3),), (HeaderCell("b"),)),
        ((HeaderCell("a", rowspan=3),), (HeaderCell("b"),)),
        (
            (HeaderCell("a"), HeaderCell("b", rowspan=2)),
            (HeaderCell("c"),),
            (HeaderCell("d", colspan=2),),
            (),
        ),
    ],
    ids=[
        "gap",
        "too wide",
        "too deep",
        "gap below",
        "overlap",
        "beyond the last",
        "below the last",
        "gap at the end",
    ],
)
def test_header_cells_must_fill_the_header_exactly(header):
    with pytest.raises(ValueError, match="header"):
        Table((Column(1), Column(1)), header, ())


def test_header_cells_may_not_lie_on_each_other():
    columns = (Column(1), Column(1), Column(1))
    header = (
        (HeaderCell("a"), HeaderCell("b", rowspan=2), HeaderCell("c")),
        (HeaderCell("d", colspan=2),),
    )
    with pytest.raises(ValueError, match="'d' doesn't fit"):
        Table(columns, header, ())


def test_header_cells_go_on_at_the_next_free_place():
    placed = {p.cell.text: (p.row, p.column) for p in annex_table().placed_header()}

    assert placed["Chia theo ngạch công chức"] == (0, 6)
    assert placed["CVCC và tương đương"] == (1, 6)
    assert placed["Sơ cấp"] == (1, 19)


def test_text_is_composed_and_free_of_what_no_file_can_hold():
    assert printable("Ba\u0306\u0301c\x00 Ka\u0323n\x0b\ud800") == "Bắc Kạn"
    assert printable("hai\ndòng") == "hai\ndòng"
    assert glued("62,4 % và một %") == "62,4\u00a0% và một %"


def test_widths_are_those_of_times_new_roman():
    # Adobe's published metrics of Times Roman and Times Bold, in thousandths of the size.
    assert text_width("a1 W", 1000) == pytest.approx(444 + 500 + 250 + 944, abs=2)
    assert text_width("aM", 1000, bold=True) == pytest.approx(500 + 944, abs=2)
    assert text_width("ế", 1000) == text_width("e\u0302\u0301", 1000) == text_width("e", 1000)


def _assert_every_word_fits(fitted):
    for column, room in enumerate(fitted.widths):
        for row in fitted.table.rows:
            for word in row.cells[column].text.split():
                width = text_width(word, fitted.size, bold=row.kind != "body")
                assert width <= (room - 2 * fitted.side) * MM + 0.01


def test_no_word_of_a_table_is_wider_than_its_column():
    fitted = fit(annex_table(), 252)

    assert (fitted.size, fitted.side) == (9.0, 1.0)
    assert sum(fitted.widths) == pytest.approx(252)
    assert fitted.widths[1] / fitted.widths[2] == pytest.approx(46 / 11)
    _assert_every_word_fits(fitted)


def test_a_table_of_36_columns_breaks_no_figure():
    columns = (Column(8), Column(40), *(Column(7) for _ in range(34)))
    header = (tuple(HeaderCell(f"Cột {i}", vertical=True) for i in range(36)),)
    rows = (TableRow((Cell("1"), Cell("Xã"), *(Cell("12.471") for _ in range(34)))),)
    fitted = fit(Table(columns, header, rows), 252)

    assert (fitted.size, fitted.side) == (6.5, 0.4)
    assert sum(fitted.widths) == pytest.approx(252)
    assert fitted.widths[1] < 252 * 40 / 286
    _assert_every_word_fits(fitted)


def test_a_word_without_end_does_not_shrink_a_table():
    columns = (Column(1), Column(1))
    header = ((HeaderCell("a"), HeaderCell("b")),)
    plain = Table(columns, header, (TableRow((Cell("x"), Cell("y"))),))
    address = Table(columns, header, (TableRow((Cell("x"), Cell("https://" + "a" * 400))),))

    assert fit(plain, 165).size == fit(address, 165).size == 12.0


def test_sums_are_measured_in_bold():
    columns = (Column(1),)
    sums, lines = (
        Table(columns, ((HeaderCell(""),),), (TableRow((Cell("Mườimộtnghìn"),), kind),))
        for kind in (RowKind.TOTAL, RowKind.BODY)
    )

    assert fit(sums, 22).size < fit(lines, 22).size
    assert text_width("Mườimộtnghìn", fit(sums, 22).size, bold=True) <= 20 * MM


def test_a_wide_word_over_several_columns_counts_too():
    table = Table(
        (Column(1), Column(1)),
        ((HeaderCell("Chuyênmôn", colspan=2),), (HeaderCell("a"), HeaderCell("b"))),
        (),
    )

    assert text_width("Chuyênmôn", fit(table, 18).size, bold=True) <= 16 * MM
    assert fit(table, 18).size < 12


def test_a_title_of_two_lines_is_balanced():
    subject = sample_paper().subject
    lines = wrapped(subject, 14, balanced_width(subject, 14, 165 * MM), bold=True)

    assert len(lines) == len(wrapped(subject, 14, 165 * MM, bold=True)) == 2
    assert min(lines) > 0.85 * max(lines)
