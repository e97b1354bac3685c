"""People in the search box: by name inside the scope, by the whole number for those who may see it."""

from datetime import date

import pytest

from agencies.enums import Role
from tests.factories import make_person, make_post, make_unit, make_user_in

pytestmark = pytest.mark.django_db
NUMBER = "095084001234"


@pytest.fixture
def office():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def person(office):
    return make_person("Nông Thị Ánh", NUMBER, unit=office, born_on=date(1976, 5, 2))


def hits(answer) -> list[str]:
    return [hit.title for found in answer.context["found"] if found.label == "Nhân sự" for hit in found.hits]


@pytest.mark.parametrize("text", ["nong thi anh", "ánh nông", "NÔNG", "thi an"])
def test_a_name_is_found_without_accents_and_in_any_order_of_words(client, sign_in, person, text):
    sign_in(client, make_user_in(Role.OFFICER))
    page = client.get("/tim/", {"q": text})
    assert hits(page) == ["Nông Thị Ánh, 1976"]
    assert f"/nhan-su/{person.pk}/" in page.text and "Sở Nội vụ" in page.text


def test_people_outside_the_scope_are_not_found(client, sign_in, person):
    sign_in(client, make_user_in(Role.UNIT_CLERK, make_unit("Sở Tài chính", "STC")))
    assert hits(client.get("/tim/", {"q": "nong thi"})) == []
    assert hits(client.post("/tim/", {"q": NUMBER})) == []


def test_a_former_unit_finds_the_person_without_where_they_are_now(client, sign_in, office):
    gone = make_person("Lý Thị Chuyển", unit=office, until=date(2022, 1, 1))
    make_post(gone, make_unit("Sở Tài chính", "STC"), first=date(2022, 1, 1))
    sign_in(client, make_user_in(Role.UNIT_CLERK, office))
    page = client.get("/tim/", {"q": "ly thi"})
    assert hits(page) == ["Lý Thị Chuyển, 1980"] and "Sở Tài chính" not in page.text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.UNIT_CLERK])
def test_the_whole_number_finds_its_holder(client, sign_in, person, office, role):
    sign_in(client, make_user_in(role, office if role == Role.UNIT_CLERK else None))
    assert hits(client.post("/tim/", {"q": NUMBER})) == ["Nông Thị Ánh, 1976"]
    assert hits(client.post("/tim/", {"q": "0950 8400 1234"})) == ["Nông Thị Ánh, 1976"]


@pytest.mark.parametrize("text", ["095084", "09508400123", "0950840012345"])
def test_a_part_of_a_number_finds_nobody(client, sign_in, person, text):
    sign_in(client, make_user_in(Role.OFFICER))
    assert hits(client.post("/tim/", {"q": text})) == []


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.PROVINCIAL_LEADER, Role.ADMIN])
def test_who_may_not_see_numbers_finds_nobody_by_one(client, sign_in, person, role):
    sign_in(client, make_user_in(role))
    assert hits(client.post("/tim/", {"q": NUMBER})) == []


def test_a_former_unit_finds_nobody_by_the_number(client, sign_in, office):
    make_person("Lý Văn Thôi", NUMBER, unit=office, until=date(2022, 1, 1))
    sign_in(client, make_user_in(Role.UNIT_CLERK, office))
    assert hits(client.post("/tim/", {"q": NUMBER})) == []
