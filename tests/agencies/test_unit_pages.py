"""The tree and the list of units, a unit's page, its history: as of the day, inside the scope."""

from datetime import date

import pghistory
import pytest
from django.utils.safestring import SafeString

from agencies import tabs
from agencies.enums import Role, UnitType
from core.days import since
from staff.enums import LeaderKind
from tests.factories import make_period, make_person, make_post, make_unit, make_user_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make_unit("UBND tỉnh Bắc Kạn", "UBT", type=UnitType.PROVINCE)


@pytest.fixture
def district(province):
    return make_unit("UBND huyện Ba Bể", "UB061", province, UnitType.DISTRICT)


@pytest.fixture
def commune(district):
    return make_unit("UBND xã Khang Ninh", "01906", district, UnitType.COMMUNE)


@pytest.fixture
def office(province):
    return make_unit("Sở Nội vụ", "SNV", province, UnitType.AGENCY)


@pytest.fixture
def officer(client, sign_in):
    sign_in(client, make_user_in(Role.OFFICER))
    return client


def names_in_tree(page) -> list[str]:
    """The labels of the tree in the order of the page."""

    def walk(nodes):
        for node in nodes:
            yield node.label
            yield from walk(node.children)

    return list(walk(page.context["nodes"]))


def test_the_tree_goes_from_the_province_to_agencies_then_districts_and_their_communes(
    officer, office, commune
):
    assert names_in_tree(officer.get("/don-vi/")) == [
        "UBND tỉnh Bắc Kạn",
        "Sở Nội vụ",
        "UBND huyện Ba Bể",
        "UBND xã Khang Ninh",
    ]


def test_the_tree_shows_a_past_day_by_its_names_and_parents(officer, province, office):
    make_unit("Sở cũ", "CU", province, first=date(2020, 1, 1), until=date(2021, 1, 1))
    assert "Sở cũ" not in names_in_tree(officer.get("/don-vi/"))
    assert "Sở cũ" in names_in_tree(officer.get("/don-vi/?ngay=2020-06-01"))


def test_links_of_a_past_day_keep_the_day(officer, office):
    assert "/don-vi/SNV/?ngay=2021-12-30" in officer.get("/don-vi/?ngay=30/12/2021").text


def test_numbers_by_type_stand_at_the_head(officer, office, commune):
    facets = officer.get("/don-vi/").context["facets"]
    assert [(one.label, one.count) for one in facets] == [
        ("UBND cấp tỉnh", 1),
        ("Cơ quan chuyên môn và tương đương", 1),
        ("Đơn vị hành chính cấp huyện", 1),
        ("Đơn vị hành chính cấp xã", 1),
    ]


def test_people_are_counted_with_the_units_below(officer, district, commune):
    make_person("Hà Thị Lan", unit=commune)
    make_person("Hà Văn Minh", unit=district)
    lines = {line.code: line.people for line in officer.get("/don-vi/").context["lines"]}
    assert lines == {"UBT": 2, "UB061": 2, "01906": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("loai=commune", ["01906"]),
        ("thuoc=UB061", ["01906"]),
        ("thuoc=ubnd+huyen+ba+be", ["01906"]),
        ("q=noi+vu", ["SNV"]),
        ("q=019", ["01906"]),
        ("q=khong+co", []),
    ],
)
def test_the_list_is_narrowed_by_type_parent_and_words(officer, office, commune, query, found):
    page = officer.get(f"/don-vi/?{query}")
    assert [line.code for line in page.context["lines"]] == found


def test_a_filter_that_names_no_unit_says_so_and_shows_no_list(officer, office):
    page = officer.get("/don-vi/?thuoc=XYZ")
    assert "không có đơn vị nào mang mã hay tên “XYZ”" in page.text
    assert page.context["page"].total == 0


def test_a_long_number_is_never_searched_among_units(officer, office):
    assert "nhiều nhất tám chữ số" in officer.get("/don-vi/?q=095084001234").text


def test_a_clerk_sees_own_unit_and_below_and_nothing_else(client, sign_in, office, district, commune):
    sign_in(client, make_user_in(Role.UNIT_CLERK, district))
    assert names_in_tree(client.get("/don-vi/")) == ["UBND huyện Ba Bể", "UBND xã Khang Ninh"]
    assert client.get("/don-vi/01906/").status_code == 200
    assert client.get("/don-vi/SNV/").status_code == 404
    assert client.get("/don-vi/SNV/lich-su/").status_code == 404


def test_a_clerk_reads_the_name_of_the_unit_above_but_has_no_link_to_it(client, sign_in, province, district):
    sign_in(client, make_user_in(Role.UNIT_CLERK, district))
    page = client.get("/don-vi/UB061/").text
    assert "UBND tỉnh Bắc Kạn" in page and "/don-vi/UBT/" not in page


def test_without_a_role_there_is_no_page_of_units(client, sign_in, office):
    sign_in(client, make_user_in(None))
    assert client.get("/don-vi/").status_code == 403
    assert client.get("/don-vi/SNV/").status_code == 403
    assert client.get("/don-vi/goi-y/?q=so").status_code == 403


def test_a_code_means_the_unit_that_had_it_on_the_day(officer, province):
    old = make_unit("Xã Cũ", "02000", province, UnitType.COMMUNE, until=date(2025, 7, 1))
    make_unit("Xã Mới", "02000", province, UnitType.COMMUNE, first=date(2025, 7, 1))
    assert old.periods.count() == 1
    assert "Xã Cũ" in officer.get("/don-vi/02000/?ngay=2024-01-01").text
    assert "Xã Mới" in officer.get("/don-vi/02000/?ngay=2025-07-01").text


def test_a_unit_page_shows_type_parent_founding_and_units_below(officer, district, commune):
    district.founded_on, district.founding_decision = date(1997, 1, 1), "Số 12/NĐ-CP"
    district.save()
    facts = dict(officer.get("/don-vi/UB061/").context["facts"])
    assert facts["Trực thuộc"] == "UBND tỉnh Bắc Kạn"
    assert facts["Thành lập"] == "01/01/1997, Số 12/NĐ-CP"
    assert "UBND xã Khang Ninh" in officer.get("/don-vi/UB061/").text


def test_the_head_is_the_one_of_the_day(officer, office):
    old, new = make_person("Lý Văn Cũ"), make_person("Lý Văn Mới")
    make_post(old, office, until=date(2022, 1, 1), leader_kind=LeaderKind.HEAD)
    make_post(new, office, first=date(2022, 1, 1), leader_kind=LeaderKind.HEAD)
    assert [head.name for head in officer.get("/don-vi/SNV/?ngay=2021-06-01").context["heads"]] == [
        "Lý Văn Cũ"
    ]
    assert [head.name for head in officer.get("/don-vi/SNV/").context["heads"]] == ["Lý Văn Mới"]


def test_no_head_and_two_heads_are_warned_of(officer, office):
    assert "không ai giữ chức vụ người đứng đầu" in officer.get("/don-vi/SNV/").text
    for name in ("Lý Văn Một", "Lý Văn Hai"):
        make_post(make_person(name), office, leader_kind=LeaderKind.HEAD)
    assert "có hơn một người" in officer.get("/don-vi/SNV/").text


def test_an_administrator_sees_units_without_people(client, sign_in, office):
    sign_in(client, make_user_in(Role.ADMIN))
    make_post(make_person("Lý Văn Một"), office, leader_kind=LeaderKind.HEAD)
    page = client.get("/don-vi/SNV/")
    assert page.context["heads"] is None and "Lý Văn Một" not in page.text
    assert [tab.label for tab in page.context["tabs"]] == ["Tổng quan", "Lịch sử"]


def test_a_tab_is_shown_only_when_it_has_something(officer, office):
    assert "Nhân sự" not in [tab.label for tab in officer.get("/don-vi/SNV/").context["tabs"]]
    make_person("Hà Thị Lan", unit=office)
    tab = next(tab for tab in officer.get("/don-vi/SNV/").context["tabs"] if tab.label == "Nhân sự")
    assert (tab.count, tab.url) == (1, "/nhan-su/?don_vi=SNV")


def test_a_room_puts_its_panel_on_the_overview(officer, office, monkeypatch):
    monkeypatch.setattr(tabs, "_panels", {})
    tabs.register_panel(lambda request, place: SafeString(f"<p>Bảng của {place.name}</p>"))
    tabs.register_panel(lambda request, place: None)
    assert "Bảng của Sở Nội vụ" in officer.get("/don-vi/SNV/").text


def test_the_history_tells_periods_and_who_changed_what(officer, province):
    clerk = make_user_in(Role.OFFICER, full_name="Hoàng Thu Hà")
    unit = make_unit("Sở Y tế cũ", "SYT", province)
    with pghistory.context(user=clerk.pk, what="Đổi tên", reason="Quyết định 5"):
        unit.periods.update(valid=since(date(2020, 1, 1), date(2022, 1, 1)))
        make_period(unit, name="Sở Y tế", code="SYT", parent=province, first=date(2022, 1, 1))
    page = officer.get("/don-vi/SYT/lich-su/").text
    assert "01/01/2020 – 31/12/2021" in page and "từ 01/01/2022" in page
    assert "Hoàng Thu Hà" in page and "Đổi tên" in page and "Quyết định 5" in page


def test_suggestions_hold_units_of_the_scope_only(client, sign_in, office, district, commune):
    sign_in(client, make_user_in(Role.UNIT_CLERK, district))
    page = client.get("/don-vi/goi-y/?don_vi=ubnd").text
    assert 'value="01906"' in page and "SNV" not in page


def test_a_number_of_identity_finds_nothing_where_a_unit_is_chosen(officer, province):
    make_unit("Trạm 095084001234", "T1", province)
    assert 'value="T1"' in officer.get("/don-vi/goi-y/?unit=tram+0950").text
    assert "T1" not in officer.get("/don-vi/goi-y/?unit=tram+095084001234").text
    for url in ("/don-vi/?thuoc=095084001234", "/nhan-su/?don_vi=095084001234"):
        assert "nhiều nhất tám chữ số" in officer.get(url).text


def test_units_are_found_by_the_search_box(officer, office):
    page = officer.get("/tim/?q=so+noi").text
    assert "Sở Nội vụ" in page and "/don-vi/SNV/" in page


@pytest.mark.parametrize("url", ["/don-vi/", "/don-vi/UBT/"])
def test_queries_do_not_grow_with_the_units(officer, province, url, django_assert_max_num_queries):
    def costs(more: int) -> int:
        for place in range(more):
            unit = make_unit(f"Trường {place} {more}", f"T{more}{place}", province, UnitType.SERVICE)
            make_person(unit=unit)
        officer.get(url)
        with django_assert_max_num_queries(22) as captured:
            officer.get(url)
        return len(captured)

    assert costs(10) == costs(90)
