"""The page of components, and what single components promise."""

import re

import pytest
from django import forms
from django.template import Context, Template

from core.templatetags.frame import diff
from tests.core.frame.visits import client_in

pytestmark = pytest.mark.django_db


def draw(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_administrators_see_each_component():
    html = client_in("admin").get("/quan-tri/thanh-phan/").text
    for part in ("status-best", "chips", "pager", "steps", "tree", "timeline", "chart-svg", "empty", "job"):
        assert f'class="{part}' in html or f" {part}" in html
    assert "{%" in html and 'style="' not in html and "<script>" not in html


def test_others_get_a_friendly_refusal():
    answer = client_in("officer").get("/quan-tri/thanh-phan/")
    assert answer.status_code == 403
    assert "Trang này dành cho vai trò khác" in answer.text and "Chuyên viên Sở Nội vụ" in answer.text


def test_a_missing_page_says_what_to_do():
    answer = client_in("officer").get("/khong-co/")
    assert answer.status_code == 404 and "Kiểm tra lại địa chỉ" in answer.text


def test_a_page_has_one_title_and_a_way_past_the_navigation():
    html = client_in("admin").get("/quan-tri/thanh-phan/").text
    assert html.count("<h1") == 1 and 'lang="vi"' in html
    target = re.search(r'class="skip-link" href="#(\w+)"', html)[1]
    assert f'id="{target}"' in html


def test_short_values_change_as_a_whole():
    pieces = diff("Sở Nội vụ", "Sở Tài chính")
    assert [(piece.text, piece.is_changed) for piece in pieces["old_pieces"]] == [("Sở Nội vụ", True)]


def test_in_long_values_only_the_changed_words_are_marked():
    pieces = diff("Tổ 7, phường Sông Cầu, thành phố Bắc Kạn", "Tổ 9, phường Sông Cầu, thành phố Bắc Kạn")
    assert [piece.text for piece in pieces["new_pieces"] if piece.is_changed] == ["9,"]


def test_an_old_value_that_was_not_there_is_said_so():
    html = draw("{% diff old new %}", old=None, new="12/11/1969")
    assert "chưa có" in html and "<mark>12/11/1969</mark>" in html


def test_a_status_says_its_words_beside_a_shape():
    html = draw('{% status "đạt" "good" %}')
    assert "đạt" in html and "<svg" in html and "status-good" in html


def test_breadcrumbs_end_where_we_are():
    html = draw('{% breadcrumb "Đơn vị" "/don-vi/" "Sở Nội vụ" %}')
    assert html.count("<a ") == 1 and "active" in html


class LeaveForm(forms.Form):
    on = forms.DateField(label="Từ ngày", error_messages={"invalid": "Ngày 30/02/1980 không có thật."})

    def clean(self):
        raise forms.ValidationError("Người này đã thôi việc.")


def test_the_errors_of_a_form_stand_on_top_with_links_to_their_fields():
    html = draw("{% load crispy_forms_filters %}{{ form|crispy }}", form=LeaveForm({"on": "30/02/1980"}))
    summary = html[: html.index("<label")]
    assert "Có 2 chỗ cần sửa" in summary and "Người này đã thôi việc." in summary
    assert '<a href="#id_on">Từ ngày: Ngày 30/02/1980 không có thật.</a>' in summary


def test_what_is_written_by_people_never_becomes_markup():
    html = draw(
        "{% panel title %}{{ body }}{% endpanel %}{% empty body %}", title="<b>x</b>", body="<i>y</i>"
    )
    assert "<b>" not in html and "<i>" not in html
