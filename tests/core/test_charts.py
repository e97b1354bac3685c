"""Charts: the numbers that they show, bars that begin at zero, and the table that says the same."""

import pytest
from django.template import Context, Template

from core.charts import (
    Bar,
    BarChart,
    Columns,
    LineChart,
    Series,
    StackedBars,
    StackRow,
    Waterfall,
    draw,
)

GROUPS = BarChart(
    "Số người theo nhóm, 30/12/2021", [Bar("Công chức", 1356, "/nhan-su/?nhom=cc"), Bar("Viên chức", 8881)]
)


def width(rect) -> float:
    return float(rect.width.rstrip("%"))


def left(rect) -> float:
    return float(rect.x.rstrip("%"))


def svg(chart) -> str:
    return Template("{% load charts %}{% chart chart %}").render(Context({"chart": chart}))


def test_bars_are_as_long_as_their_numbers():
    small, large = draw(GROUPS).rects
    assert width(small) / width(large) == pytest.approx(1356 / 8881, abs=0.001)
    assert left(small) == left(large)


def test_every_mark_has_its_number_beside_it():
    words = [text.words for text in draw(GROUPS).texts]
    assert words == ["Công chức", "1.356", "Viên chức", "8.881"]


def test_long_labels_stand_above_their_bars():
    long = BarChart("Đơn vị", [Bar("Bệnh viện Đa khoa tỉnh Bắc Kạn", 412)])
    [rect] = draw(long).rects
    assert left(rect) == 0 and draw(long).texts[0].y < rect.y


def test_bars_below_zero_are_refused():
    with pytest.raises(ValueError, match="begins at zero"):
        draw(BarChart("Sai", [Bar("Thôi việc", -9)]))
    with pytest.raises(ValueError, match="begins at zero"):
        draw(Columns("Sai", [Bar("Thôi việc", -9)]))


def test_nothing_at_all_can_be_drawn():
    assert draw(BarChart("Trống", [])).rects == ()
    assert [width(rect) for rect in draw(BarChart("Không", [Bar("Không", 0)])).rects] == [0]
    assert draw(LineChart("Trống", [], [])).dots == ()


def test_shares_fill_rows_of_equal_length():
    chart = StackedBars(
        "Giới tính",
        ("Nam", "Nữ"),
        [StackRow("Công chức", (300, 100)), StackRow("Cấp xã", (10, 30))],
        as_shares=True,
    )
    a, b, c, d = (width(rect) for rect in draw(chart).rects)
    assert a + b == pytest.approx(c + d) and a / b == pytest.approx(3) and c / d == pytest.approx(1 / 3)


def test_stacked_parts_follow_each_other_and_the_table_adds_them_up():
    drawing = draw(StackedBars("Giới tính", ("Nam", "Nữ"), [StackRow("Công chức", (700, 656))]))
    first, second = drawing.rects
    assert left(second) == pytest.approx(left(first) + width(first), abs=0.02)
    assert drawing.rows[0].values == ("700", "656", "1.356")


def test_more_than_five_parts_are_refused():
    with pytest.raises(ValueError, match="five parts"):
        draw(StackedBars("Sai", tuple("abcdef"), []))


def test_columns_stand_on_one_floor():
    low, high = draw(Columns("Người vào", [Bar("Quý I", 50), Bar("Quý II", 100)])).rects
    assert low.y + low.height == high.y + high.height
    assert high.height == 2 * low.height


def test_steps_must_lead_from_the_first_figure_to_the_last():
    with pytest.raises(ValueError, match="lead"):
        Waterfall("Sai", Bar("30/12", 100), [Bar("Tuyển", 5)], Bar("30/06", 106))


def test_each_step_begins_where_the_last_one_ended():
    drawing = draw(
        Waterfall("Biên chế", Bar("2021", 96), [Bar("Tuyển", 12), Bar("Nghỉ", -21)], Bar("2022", 87))
    )
    start, more, less, end = drawing.rects
    assert more.y + more.height == start.y and less.y == more.y and less.y + less.height == end.y
    assert (more.css, less.css) == ("step-more", "step-less") and drawing.note == ""


def test_small_steps_beside_a_large_figure_are_drawn_as_changes_and_say_so():
    steps = [Bar("Tuyển", 118), Bar("Nghỉ hưu", -86), Bar("Thôi việc", -9), Bar("Sửa", 4)]
    drawing = draw(Waterfall("Vì sao", Bar("30/12", 12471), steps, Bar("14/03", 12498)))
    assert drawing.note == "Các cột vẽ từ mức 12.471."
    assert drawing.rects[1].height > 100
    assert [row.values[0] for row in drawing.rows] == ["12.471", "+118", "−86", "−9", "+4", "12.498"]


def test_lines_are_named_at_their_ends_and_never_cover_each_other():
    chart = LineChart(
        "Tỷ lệ", ["2020", "2021"], [Series("Công chức", (93, 95)), Series("Viên chức", (92, 94.9))], places=1
    )
    ends = [text for text in draw(chart).texts if "chức" in text.words]
    assert [text.words for text in ends] == ["Công chức 95,0", "Viên chức 94,9"]
    assert abs(ends[0].y - ends[1].y) >= 14


def test_an_unknown_point_is_left_out_of_the_line_and_shown_in_the_table():
    drawing = draw(LineChart("Số người", ["2019", "2020", "2021"], [Series("Tỉnh", (1, None, 3))]))
    assert len(drawing.dots) == 2 and drawing.rows[1].values == ("–",)


def test_a_chart_is_a_picture_with_a_title_a_description_and_a_table():
    html = svg(GROUPS)
    assert 'role="img"' in html and "<title>Số người theo nhóm, 30/12/2021</title>" in html
    assert "<desc>Công chức 1.356; Viên chức 8.881</desc>" in html
    assert "Xem bảng số" in html and '<a href="/nhan-su/?nhom=cc">Công chức</a>' in html


def test_numbers_in_the_drawing_are_written_for_svg_not_for_people():
    html = svg(BarChart("Một phần ba", [Bar("a", 1), Bar("b", 3)]))
    assert 'width="16.00%"' in html and "style=" not in html


def test_bars_in_a_table_open_their_lists():
    html = Template("{% load charts %}{% bar_table chart %}").render(Context({"chart": GROUPS}))
    assert 'href="/nhan-su/?nhom=cc">1.356<' in html and 'width="15.27%"' in html
