"""The list of people: as of the day, inside the scope, with filters in the address."""

from datetime import date

import pytest

from agencies.enums import Role, UnitType
from staff.enums import Group, LeaderKind
from staff.models import EthnicGroup, Religion
from tests.factories import (
    make_period,
    make_person,
    make_post,
    make_qualification,
    make_salary,
    make_unit,
    make_user_in,
)

pytestmark = pytest.mark.django_db
NUMBER = "095084001234"


@pytest.fixture
def office():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def centre(office):
    return make_unit("Trung tâm Lưu trữ", "TTLT", office, UnitType.SERVICE)


@pytest.fixture
def officer(client, sign_in):
    sign_in(client, make_user_in(Role.OFFICER))
    return client


def names(client, query: str = "") -> list[str]:
    return [line.name for line in client.get(f"/nhan-su/{query}").context["page"]]


def test_people_stand_in_vietnamese_order_of_given_names(officer, office):
    for name in ("Hà Văn Đạt", "Hà Văn Dũng", "Lò Thị Ân", "Hà Thị An", "Bế Thị An"):
        make_person(name, unit=office)
    assert names(officer) == ["Bế Thị An", "Hà Thị An", "Lò Thị Ân", "Hà Văn Dũng", "Hà Văn Đạt"]
    assert names(officer, "?xep=-ten")[0] == "Hà Văn Đạt"


def test_a_row_shows_what_holds_on_the_day(officer, office, centre):
    person = make_person("Nông Thị Ánh", born_on=date(1976, 5, 2))
    make_post(person, office, until=date(2022, 7, 1), leader_kind=LeaderKind.DIVISION_HEAD)
    make_post(person, centre, first=date(2022, 7, 1), group=Group.PUBLIC_EMPLOYEE)
    make_salary(person, step=3, coefficient="3.00", until=date(2022, 7, 1))
    make_salary(person, step=4, coefficient="3.33", first=date(2022, 7, 1))
    make_qualification(person, "DH", until=date(2022, 7, 1))
    make_qualification(person, "THS", first=date(2022, 7, 1))
    (before,) = officer.get("/nhan-su/?ngay=2022-06-30").context["page"]
    (after,) = officer.get("/nhan-su/").context["page"]
    assert (before.unit, before.group, before.title) == ("Sở Nội vụ", "Công chức", "Trưởng phòng")
    assert (before.birth_year, before.rank, before.step_words) == ("1976", "Chuyên viên", "bậc 3 · 3,00")
    assert (after.unit, after.group, after.title) == ("Trung tâm Lưu trữ", "Viên chức", None)
    assert (after.step_words, before.degree, after.degree) == ("bậc 4 · 3,33", "Đại học", "Thạc sĩ")


def test_who_left_is_in_the_list_up_to_the_last_day_and_not_after(officer, office):
    make_person("Lý Thị Thôi", unit=office, until=date(2022, 7, 1))
    assert names(officer, "?ngay=2022-06-30") == ["Lý Thị Thôi"]
    assert names(officer, "?ngay=2022-07-01") == []


def test_an_additional_post_makes_no_second_row_and_no_place_in_its_unit(officer, office, centre):
    person = make_person("Nông Thị Ánh", unit=office)
    make_post(person, centre, is_main=False)
    assert names(officer) == ["Nông Thị Ánh"]
    assert names(officer, "?don_vi=TTLT") == []


def test_a_unit_stands_for_itself_and_all_below_unless_asked_alone(officer, office, centre):
    make_person("Hà Thị An", unit=office)
    make_person("Hà Thị Bình", unit=centre)
    assert names(officer, "?don_vi=SNV") == ["Hà Thị An", "Hà Thị Bình"]
    assert names(officer, "?don_vi=SNV&rieng=1") == ["Hà Thị An"]
    assert names(officer, "?don_vi=trung+tam+luu+tru") == ["Hà Thị Bình"]


def test_below_means_the_tree_of_the_day(officer, office):
    other = make_unit("Sở Tài chính", "STC")
    moved = make_unit("Trung tâm Một", "TT1", office, UnitType.SERVICE, until=date(2022, 1, 1))
    make_period(moved, name="Trung tâm Một", code="TT1", parent=other, first=date(2022, 1, 1))
    make_person("Hà Thị An", unit=moved)
    assert names(officer, "?don_vi=SNV&ngay=2021-12-31") == ["Hà Thị An"]
    assert names(officer, "?don_vi=SNV") == []


@pytest.fixture
def crowd(office):
    """One person for each thing that filters tell apart."""
    commune = make_unit("UBND xã Khang Ninh", "01906", type=UnitType.COMMUNE)
    kinh, tay = (EthnicGroup.objects.get(code=code) for code in ("01", "02"))
    none, buddhist = (Religion.objects.get(code=code) for code in ("00", "01"))
    full = {"sex": "female", "ethnicity": tay, "religion": buddhist, "is_party_member": True}
    an = make_person("Hà Thị An", born_on=date(1991, 6, 30), **full)
    make_post(an, office, leader_kind=LeaderKind.HEAD)
    make_salary(an)
    make_qualification(an, "THS")
    make_qualification(an, "LL-CC")
    plain = {"ethnicity": kinh, "religion": none, "is_party_member": False}
    binh = make_person("Hà Văn Bình", born_on=date(1980, 1, 1), **plain)
    make_post(binh, office, group=Group.PUBLIC_EMPLOYEE, leader_kind=LeaderKind.NONE)
    make_qualification(binh, "CD")
    chi = make_person("Hà Thị Chi", born_on=date(1961, 6, 29), sex="female", **plain)
    post = make_post(chi, commune, group=Group.COMMUNE_OFFICIAL, leader_kind=LeaderKind.COMMUNE_LEADER)
    post.title = type(post.title).objects.get(code="CTUB")
    post.save()
    make_salary(chi, rank=None, step=None, coefficient="2.34")
    dung = make_person("Hà Dung", born_on=None, sex=None)
    make_post(dung, commune, group=Group.COMMUNE_CIVIL_SERVANT)


ALL = {"An", "Bình", "Chi", "Dung"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nhom=civil_servant", {"An"}),
        ("nhom=cap-xa", {"Chi", "Dung"}),
        ("nhom=chua-ro", set()),
        ("chuc_vu=lanh-dao", {"An", "Chi"}),
        ("chuc_vu=nguoi-dung-dau", {"An", "Chi"}),
        ("chuc_vu=head", {"An"}),
        ("chuc_vu=commune_leader", {"Chi"}),
        ("chuc_vu=none", {"Bình", "Dung"}),
        ("chuc_vu=chua-ro", {"Dung"}),
        ("gioi_tinh=female", {"An", "Chi"}),
        ("gioi_tinh=chua-ro", {"Dung"}),
        ("dan_toc=02", {"An"}),
        ("dan_toc=thieu-so", {"An"}),
        ("dan_toc=chua-ro", {"Dung"}),
        ("ton_giao=co", {"An"}),
        ("ton_giao=00", {"Bình", "Chi"}),
        ("ton_giao=chua-ro", {"Dung"}),
        ("dang_vien=co", {"An"}),
        ("dang_vien=khong", {"Bình", "Chi"}),
        ("dang_vien=chua-ro", {"Dung"}),
        ("tuoi=31-40", {"An"}),
        ("tuoi=41-50", {"Bình"}),
        ("tuoi=tren-60", {"Chi"}),
        ("tuoi=den-30", set()),
        ("tuoi=chua-ro", {"Dung"}),
        ("trinh_do=THS", {"An"}),
        ("trinh_do=dh-tro-len", {"An"}),
        ("trinh_do=CD", {"Bình"}),
        ("trinh_do=chua-ro", {"Chi", "Dung"}),
        ("ly_luan=LL-CC", {"An"}),
        ("ly_luan=chua-ro", {"Bình", "Chi", "Dung"}),
        ("ngach=01.003", {"An"}),
        ("ngach=chua-ro", {"Bình", "Chi", "Dung"}),
        ("loai_don_vi=commune", {"Chi", "Dung"}),
        ("loai_don_vi=chua-ro", set()),
        ("quan_ly=chua-ro", ALL),
        ("tin_hoc=chua-ro", ALL),
        ("ngoai_ngu=chua-ro", ALL),
        ("q=ha+thi", {"An", "Chi"}),
        ("q=binh+ha", {"Bình"}),
        ("gioi_tinh=female&dang_vien=khong", {"Chi"}),
    ],
)
@pytest.mark.usefixtures("crowd")
def test_each_filter_gives_exactly_its_people(officer, query, found):
    page = officer.get(f"/nhan-su/?{query}&ngay=2022-06-30").context["page"]
    assert {line.name.split()[-1] for line in page} == found
    assert page.total == len(found)


@pytest.mark.usefixtures("crowd")
def test_the_groups_of_a_list_add_up_to_the_whole(officer):
    facets = officer.get("/nhan-su/?gioi_tinh=female&nhom=cap-xa").context["facets"]
    assert [(one.label, one.count) for one in facets] == [
        ("Tất cả", 2),
        ("Công chức", 1),
        ("Cán bộ cấp xã", 1),
    ]


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(1991, 7, 1), "den-30"),  # 30 on the day, 31 tomorrow
        (date(1991, 6, 30), "31-40"),  # 31 on the very day
        (date(1961, 7, 1), "51-60"),
        (date(1961, 6, 30), "tren-60"),
    ],
)
def test_age_is_that_of_the_day_in_whole_years(officer, office, born, band):
    make_person("Hà Thị An", unit=office, born_on=born)
    assert names(officer, f"?ngay=2022-06-30&tuoi={band}") == ["Hà Thị An"]


def test_filters_show_as_chips_in_words(officer, office):
    make_person("Hà Thị An", unit=office)
    chips = officer.get("/nhan-su/?don_vi=SNV&nhom=civil_servant&tuoi=41-50").context["chips"]
    assert [(chip.label, chip.value) for chip in chips] == [
        ("Đơn vị và cấp dưới", "Sở Nội vụ"),
        ("Nhóm", "Công chức"),
        ("Tuổi", "41–50"),
    ]
    assert chips[0].remove_url == "/nhan-su/?nhom=civil_servant&tuoi=41-50"


@pytest.mark.parametrize("query", ["nhom=xyz", "don_vi=XYZ", "tuoi=20-30"])
def test_a_filter_that_cannot_be_read_is_said_and_never_ignored(officer, office, query):
    make_person("Hà Thị An", unit=office)
    page = officer.get(f"/nhan-su/?{query}")
    assert page.context["page"].total == 0
    assert "Có bộ lọc chưa đọc được" in page.text


def test_a_number_is_taken_out_of_the_address(officer, office):
    answer = officer.get(f"/nhan-su/?q={NUMBER}&nhom=civil_servant", follow=True)
    assert answer.redirect_chain == [("/nhan-su/?nhom=civil_servant", 302)]
    assert NUMBER not in answer.text and "chỉ tìm theo tên" in answer.text


def test_an_empty_list_says_why(officer, office):
    assert "Chưa có số liệu nhân sự vào ngày này" in officer.get("/nhan-su/").text
    make_person("Hà Thị An", unit=office)
    assert "Không có ai khớp với bộ lọc" in officer.get("/nhan-su/?q=zzz").text


def test_a_clerk_sees_the_people_of_own_units_only(client, sign_in, office, centre):
    make_person("Hà Thị An", unit=office)
    make_person("Hà Thị Bình", unit=centre)
    make_person("Vũ Ngoài", unit=make_unit("Sở Tài chính", "STC"))
    sign_in(client, make_user_in(Role.UNIT_CLERK, office))
    assert names(client) == ["Hà Thị An", "Hà Thị Bình"]
    assert "không có đơn vị nào mang mã hay tên “STC”" in client.get("/nhan-su/?don_vi=STC").text


@pytest.mark.parametrize("role", [None, Role.ADMIN])
def test_who_may_not_see_people_has_no_list(client, sign_in, office, role):
    sign_in(client, make_user_in(role))
    assert client.get("/nhan-su/").status_code == 403
    assert client.get("/nhan-su/xuat/").status_code == 403


def test_no_citizen_number_is_in_the_list(officer, office):
    make_person("Hà Thị An", NUMBER, unit=office)
    assert NUMBER not in officer.get("/nhan-su/").text


def test_pages_hold_fifty_and_the_count_is_exact(officer, office):
    for place in range(53):
        make_person(f"Hà Thị An {place}", unit=office)
    page = officer.get("/nhan-su/?trang=2").context["page"]
    assert (page.first, page.last, page.total, len(page)) == (51, 53, 53, 3)


@pytest.mark.parametrize("query", ["", "?don_vi=SNV&nhom=civil_servant&trinh_do=dh-tro-len&tuoi=41-50"])
@pytest.mark.parametrize("role", [Role.OFFICER, Role.UNIT_CLERK])
def test_queries_do_not_grow_with_the_rows(
    client, sign_in, office, centre, role, query, django_assert_max_num_queries
):
    sign_in(client, make_user_in(role, office))

    def costs(more: int) -> int:
        for place in range(more):
            person = make_person(f"Hà Thị {place}", unit=centre)
            make_salary(person)
            make_qualification(person)
        client.get(f"/nhan-su/{query}")
        with django_assert_max_num_queries(12) as captured:
            page = client.get(f"/nhan-su/{query}").context["page"]
        assert page.total
        return len(captured)

    assert costs(10) == costs(90)


def test_each_filter_in_use_tells_how_many_people_it_alone_finds(officer, office, centre):
    for sex, unit in (("male", office), ("female", office), ("female", centre)):
        make_person(unit=unit, sex=sex)
    chips = officer.get("/nhan-su/?don_vi=TTLT&rieng=on&gioi_tinh=female").context["chips"]
    assert [(chip.label, chip.count) for chip in chips] == [
        ("Đơn vị và cấp dưới", 1), ("Giới tính", 2), ("Không kể cấp dưới", None)
    ]  # fmt: skip


def test_ones_own_post_elsewhere_is_not_counted_among_the_people_of_the_unit(client, sign_in, office):
    make_person("Hà Thị An", unit=office)
    account = make_user_in(Role.UNIT_CLERK, office)
    make_person("Vũ Ngoài", unit=make_unit("Sở Tài chính", "STC"), account=account)
    sign_in(client, account)
    assert names(client) == ["Hà Thị An"]


def test_the_bar_follows_the_catalogues_and_what_is_chosen(officer, office):
    make_person(unit=office)

    def bar(query: str = "") -> str:
        return officer.get(f"/nhan-su/{query}").content.decode().split('class="filter-bar"')[1]

    before = bar()
    assert bar() == before
    EthnicGroup.objects.create(code="99", name="Dân tộc mới ghi")
    assert "Dân tộc mới ghi" not in before and "Dân tộc mới ghi" in bar()
    assert '<option value="99" selected>' in officer.get("/nhan-su/?dan_toc=99").content.decode()
    assert "selected>" not in bar().replace('<option value="" selected>', "")
    assert 'value="2022-06-30"' in officer.get("/nhan-su/?ngay=2022-06-30").content.decode()
