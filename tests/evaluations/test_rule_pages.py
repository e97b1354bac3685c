"""The rule sets as pages: the decree's words with the rules beneath them, for anybody signed in."""

import pytest
from django.urls import reverse

from agencies.enums import Role
from evaluations.rule_pages import decrees, rule_set_page
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client, sign_in):
    sign_in(client, factories.make_user_in(Role.STAFF))
    return client


def test_the_list_says_for_whom_and_when_each_decree_holds(reader):
    text = reader.get(reverse("evaluations:rule-sets")).content.decode()
    assert "NĐ 335/2025" in text
    assert "từ 15/09/2023 đến 30/06/2026" in text
    assert "Dự thảo" in text
    assert "Quy định chung" not in text


@pytest.mark.parametrize("code", [law.code for law in decrees()])
def test_a_decree_is_shown_with_every_rule(reader, code):
    text = reader.get(reverse("evaluations:rule-set", args=[code])).content.decode()
    page = rule_set_page(code)
    shown = {rule.id for article in page.articles for passage in article.passages for rule in passage.rules}
    law = next(one for one in decrees() if one.code == code)
    assert shown == {rule.id for rule in law.rules}
    assert page.law.title in text


def test_what_another_law_says_is_shown_while_it_holds_with_its_last_day(reader):
    def text(code: str) -> str:
        return reader.get(reverse("evaluations:rule-set", args=[code])).content.decode()

    assert "cơ quan cho thôi việc" not in text("nd335-2025")
    assert "đơn phương chấm dứt hợp đồng" not in text("nd233-2026")
    before = text("nd90-2020-sd48-2023")
    assert "cơ quan cho thôi việc" in before and "Áp dụng đến 31/12/2025" in before
    assert "Áp dụng đến 30/06/2026" in before


def test_the_sets_of_authorities_are_listed_and_shown(reader):
    text = reader.get(reverse("evaluations:rule-sets")).content.decode()
    assert "Quy chế của đơn vị" in text and "bổ sung cho NĐ 233/2026" in text
    page = reader.get(reverse("evaluations:rule-set", args=["organisation-criteria"])).content.decode()
    assert "theo quy định của Ủy ban nhân dân tỉnh" in page and "chia đều trong nhóm" in page


def test_decree_335_is_shown_with_its_own_words(reader):
    text = reader.get(reverse("evaluations:rule-set", args=["nd335-2025"])).content.decode()
    assert "Điều 20. Mức xếp loại chất lượng công chức" in text
    assert "Đạt từ 70 điểm trở lên đến dưới 90 điểm." in text
    assert "hoàn thành tốt nhiệm vụ từ 70 đến dưới 90 điểm." in text


def test_a_draft_says_so(reader):
    draft = reader.get(reverse("evaluations:rule-set", args=["nd233-2026"])).content.decode()
    official = reader.get(reverse("evaluations:rule-set", args=["nd335-2025"])).content.decode()
    assert "Bộ quy tắc dự thảo" in draft
    assert "Bộ quy tắc dự thảo" not in official


def test_an_unknown_decree_is_not_there(reader):
    assert reader.get(reverse("evaluations:rule-set", args=["nd1-1945"])).status_code == 404
    assert reader.get(reverse("evaluations:rule-set", args=["common"])).status_code == 404


def test_the_pages_ask_the_database_no_more_than_the_frame_does(reader, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        reader.get(reverse("evaluations:rule-set", args=["nd335-2025"]))
