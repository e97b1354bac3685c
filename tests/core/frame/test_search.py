"""The search box: words by an address, numbers by POST only, sources by role."""

import pytest

from core import search
from core.search import Hit, SearchSource, holds_number
from tests.core.frame.visits import client_in, html_of

pytestmark = pytest.mark.django_db
CITIZEN_NUMBER = "095084001234"


@pytest.fixture(autouse=True)
def asked(without_rooms):
    """The texts that reached a source which finds everything."""
    texts = []

    def find(request, text, limit):
        texts.append(text)
        return [Hit(f"Kết quả {place}", "Trường THCS Yên Lạc", "/") for place in range(limit)]

    search.register(SearchSource("Người", frozenset({"officer", "unit_head"}), find))
    return texts


def test_four_digits_make_a_number_wherever_they_stand():
    assert holds_number("0950") and holds_number("cccd 09.50 x") and holds_number("Thu 12/04")
    assert not holds_number("Trường THCS số 123")


def test_words_are_found_by_an_address(asked):
    page = client_in("officer").get("/tim/", {"q": "  nông   thị thu "})
    assert asked == ["nông thị thu"]
    assert "Kết quả 0" in page.text and "Người" in page.text


def test_a_number_in_an_address_is_refused_with_an_explanation_and_never_searched(asked):
    answer = client_in("officer").get("/tim/", {"q": CITIZEN_NUMBER}, follow=True)
    assert answer.redirect_chain == [("/tim/", 302)]
    assert "không được nằm trong địa chỉ" in answer.text
    assert CITIZEN_NUMBER not in answer.text and asked == []


def test_a_number_sent_by_post_is_searched_and_stays_out_of_the_address(asked):
    answer = client_in("officer").post("/tim/", {"q": CITIZEN_NUMBER})
    assert answer.status_code == 200 and asked == [CITIZEN_NUMBER]


def test_words_sent_by_post_without_script_get_their_address(asked):
    answer = client_in("officer").post("/tim/?ngay=2021-12-30", {"q": "bích thu"})
    assert answer["Location"] == "/tim/?ngay=2021-12-30&q=b%C3%ADch+thu"
    assert asked == []


def test_a_role_that_may_not_see_people_searches_none(asked):
    page = client_in("admin").get("/tim/", {"q": "nông thị thu"})
    assert asked == [] and "Không tìm thấy gì trong phạm vi của bạn" in page.text


def test_more_than_twenty_hits_are_cut_and_said_so():
    page = client_in("officer").get("/tim/", {"q": "trường"}).text
    assert "Kết quả 19" in page and "Kết quả 20" not in page and "Còn nữa" in page


def test_one_letter_is_too_few(asked):
    assert "ít nhất hai chữ" in client_in("officer").get("/tim/", {"q": "a"}).text
    assert asked == []


def test_the_box_sends_by_post_so_that_it_works_without_script():
    html = html_of(client_in("officer").get("/"))
    assert 'role="search" method="post" action="/tim/"' in html
