"""Quản trị: accounts made, entered by a link, given roles, stopped; all of it in their history."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import IssuedLink, User
from agencies.enums import Role
from agencies.models import Grant
from core.days import since, today
from core.models import Job
from staff.models import Export
from tests.factories import make_grant, make_person, make_unit, make_user, make_user_in

pytestmark = pytest.mark.django_db
ROOT = "/quan-tri/tai-khoan/"


@pytest.fixture
def admin():
    return make_user_in(Role.ADMIN, username="quan", full_name="Nguyễn Hoàng Quản")


@pytest.fixture
def office(client, sign_in, admin):
    """The administrator's browser."""
    sign_in(client, admin)
    return client


def _text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def _link_in(response) -> str:
    return re.search(r'value="(http://testserver/tai-khoan/vao/[^"]+)"', response.content.decode())[1]


def test_the_office_leads_to_everything_that_an_administrator_keeps(office):
    page = office.get("/quan-tri/").content.decode()
    for url in (
        "/quan-tri/tai-khoan/",
        "/quan-tri/danh-muc/",
        "/quan-tri/viec-chay/",
        "/quan-tri/thanh-phan/",
    ):
        assert f'href="{url}"' in page
        assert office.get(url).status_code == 200


def test_a_new_account_is_entered_by_its_link_once_and_sets_its_password(office):
    office.post(ROOT + "them/", {"full_name": "Ma Thị Tuyết", "username": "Ma.Tuyet"})
    user = User.objects.get(username="ma.tuyet")
    assert not user.has_usable_password()
    link = _link_in(office.post(f"{ROOT}ma.tuyet/duong-dan/"))
    holder = Client()
    assert holder.get(link).status_code == 302
    assert "Ma Thị Tuyết" in holder.get("/tai-khoan/").content.decode()
    words = {"new_password1": "bốn từ dễ nhớ lắm", "new_password2": "bốn từ dễ nhớ lắm"}
    holder.post("/tai-khoan/mat-khau/", words)
    again = Client().get(link, follow=True)
    assert "đã dùng rồi hoặc đã quá hạn" in _text(again)
    user.refresh_from_db()
    assert user.check_password("bốn từ dễ nhớ lắm")


def test_the_link_is_shown_once_and_its_holder_sees_who_made_it(office, sign_in):
    user = make_user("tuyet")
    shown = office.post(f"{ROOT}tuyet/duong-dan/")
    assert "no-store" in shown["Cache-Control"]
    assert "sesame" not in office.get(f"{ROOT}tuyet/").content.decode()
    assert IssuedLink.objects.get(account=user).made_by.username == "quan"
    holder = Client()
    sign_in(holder, user)
    assert "Nguyễn Hoàng Quản cấp" in _text(holder.get("/tai-khoan/"))


@pytest.mark.parametrize(
    ("username", "sentence"),
    [
        ("them", "Tên đăng nhập gồm 3 đến 30"),
        ("Tuyết", "Tên đăng nhập gồm 3 đến 30"),
        ("a/b", "Tên đăng nhập gồm 3 đến 30"),
        ("095084001234", "không được là số định danh"),
        ("quan", "Đã có tài khoản “quan”"),
    ],
)
def test_a_username_that_cannot_be_is_refused_with_a_sentence(office, username, sentence):
    page = office.post(ROOT + "them/", {"full_name": "Ma Thị Tuyết", "username": username})
    assert sentence in _text(page)
    assert User.objects.count() == 1


def test_the_list_finds_by_name_role_and_state_with_chips(office):
    unit = make_unit("UBND huyện Ba Bể")
    make_user_in(Role.UNIT_CLERK, unit, username="tuyet", full_name="Ma Thị Tuyết")
    make_user("cu", "Lý Văn Cũ", is_active=False)

    def usernames(query: str) -> list[str]:
        return [line.account.username for line in office.get(f"{ROOT}?{query}").context["lines"]]

    assert usernames("") == ["cu", "quan", "tuyet"]
    assert usernames("q=ma tuyet") == ["tuyet"]
    assert usernames("vai_tro=unit_clerk") == ["tuyet"]
    assert usernames("vai_tro=khong") == ["cu"]
    assert usernames("trang_thai=ngung") == ["cu"]
    page = _text(office.get(f"{ROOT}?vai_tro=unit_clerk"))
    assert "Đầu mối đơn vị, UBND huyện Ba Bể" in page and "Bỏ lọc Vai trò hôm nay" in page
    assert "Không có tài khoản nào khớp" in _text(office.get(f"{ROOT}?q=khongco"))


def test_the_lists_queries_do_not_grow_with_its_rows(office, django_assert_max_num_queries):
    unit = make_unit()
    for number in range(100):
        make_user_in(Role.UNIT_CLERK, unit, username=f"nguoi{number:03d}")
        if number in (9, 99):
            office.get(ROOT)
            with django_assert_max_num_queries(8):
                office.get(ROOT)


def test_a_role_is_given_by_the_units_code_or_name(office):
    unit = make_unit("UBND huyện Ba Bể", "UB061")
    user = make_user("tuyet", "Ma Thị Tuyết")
    first = f"{today():%d/%m/%Y}"
    for unit_words, role in (("UB061", Role.UNIT_CLERK), ("ubnd huyen ba be", Role.UNIT_HEAD)):
        wish = {"role": role, "unit": unit_words, "first": first, "last": "", "reason": "QĐ số 12"}
        page = office.post(f"{ROOT}tuyet/vai-tro/", wish, follow=True)
        assert f"{Role(role).label}, UBND huyện Ba Bể" in _text(page)
    given = Grant.objects.filter(user=user)
    assert {grant.unit_id for grant in given} == {unit.pk}
    assert {(grant.given_by.username, grant.reason) for grant in given} == {("quan", "QĐ số 12")}


def test_what_stands_in_the_way_of_a_role_is_said_at_its_field(office):
    make_user("tuyet")
    wish = {"role": "unit_head", "unit": "không có", "first": "30/02/2022", "last": "", "reason": ""}
    page = office.post(f"{ROOT}tuyet/vai-tro/", wish)
    text = _text(page)
    assert "không có đơn vị nào mang mã hay tên “không có”" in text
    assert "Ngày 30/02/2022 không có thật" in text
    mine = {"role": "officer", "unit": "", "first": f"{today():%d/%m/%Y}", "last": "", "reason": "QĐ"}
    assert "Không ai tự giao vai trò cho mình" in _text(office.post(f"{ROOT}quan/vai-tro/", mine))
    assert Grant.objects.count() == 1


def test_a_role_ends_after_a_page_that_says_what_that_means(office):
    grant = make_grant(make_user("tuyet", "Ma Thị Tuyết"), Role.UNIT_HEAD, make_unit("Sở Tài chính"))
    url = f"{ROOT}tuyet/vai-tro/{grant.pk}/"
    assert "Ma Thị Tuyết thôi vai trò Thủ trưởng đơn vị, Sở Tài chính." in _text(office.get(url))
    office.post(url, {"when": "tomorrow"})
    grant.refresh_from_db()
    assert grant.valid.upper == today() + timedelta(days=1)
    assert "Vai trò này đã kết thúc trước ngày đó rồi" in _text(office.post(url, {"when": "tomorrow"}))


def test_a_grant_is_reached_only_under_its_own_account(office):
    grant = make_grant(make_user("tuyet"))
    make_user("khac")
    assert office.get(f"{ROOT}khac/vai-tro/{grant.pk}/").status_code == 404


def test_the_last_administrator_can_neither_end_the_role_nor_stop_the_account(office, admin):
    page = office.post(f"{ROOT}quan/vai-tro/{admin.grants.get().pk}/", {"when": "now"})
    assert "sẽ không còn ai quản trị hệ thống" in _text(page)
    assert "Không ai tự ngừng tài khoản" in _text(office.post(f"{ROOT}quan/ngung/", follow=True))


def test_a_stopped_account_is_out_at_once_and_its_links_are_dead(office, sign_in):
    user = make_user_in(Role.OFFICER, username="tuyet")
    link = _link_in(office.post(f"{ROOT}tuyet/duong-dan/"))
    holder = Client()
    sign_in(holder, user)
    assert holder.get("/").status_code == 200
    office.post(f"{ROOT}tuyet/ngung/")
    assert holder.get("/")["Location"].startswith("/tai-khoan/dang-nhap/")
    assert "quá hạn" in _text(Client().get(link, follow=True))
    assert "đang ngừng dùng" in _text(office.post(f"{ROOT}tuyet/duong-dan/", follow=True))
    office.post(f"{ROOT}tuyet/mo-lai/")
    user.refresh_from_db()
    assert user.is_active


@pytest.mark.django_db(transaction=True)
def test_the_history_says_who_did_what_with_an_account(office):
    make_unit("UBND huyện Ba Bể", "UB061")
    office.post(ROOT + "them/", {"full_name": "Ma Thị Tuyết", "username": "tuyet"})
    wish = {"role": "unit_clerk", "unit": "UB061", "first": f"{today():%d/%m/%Y}", "last": "", "reason": "QĐ"}
    office.post(f"{ROOT}tuyet/vai-tro/", wish)
    office.post(f"{ROOT}tuyet/ngung/")
    told = office.get(f"{ROOT}tuyet/").context["history"]
    assert [(one.who, one.what) for one in told] == [
        ("Nguyễn Hoàng Quản", what) for what in ("Ngừng tài khoản", "Giao vai trò", "Lập tài khoản")
    ]
    assert told[1].lines[0].label == "Đầu mối đơn vị, UBND huyện Ba Bể"
    assert told[0].lines[0].old == "có" and told[0].lines[0].new == "không"


def test_the_accounts_page_costs_the_same_for_one_role_and_for_many(office, django_assert_max_num_queries):
    user = make_user("tuyet")
    for place in range(30):
        day = today() - timedelta(days=40 - place)
        make_grant(user, Role.OFFICER, make_unit(), day, day + timedelta(days=1))
        if place in (0, 29):
            with django_assert_max_num_queries(14):
                assert office.get(f"{ROOT}tuyet/").status_code == 200


def test_every_job_of_everybody_is_listed_with_its_attempts_and_error(office):
    Job.objects.create(
        kind="imports.check", subject="batch:1", title="Kiểm tra: A.xlsx", state=Job.State.FAILED, attempt=3,
        error="Tệp có mật khẩu.", created_by=make_user("tuyet", "Ma Thị Tuyết"),
    )  # fmt: skip
    text = _text(office.get("/quan-tri/viec-chay/?trang_thai=failed"))
    for words in ("Kiểm tra: A.xlsx", "Ma Thị Tuyết", "3", "Tệp có mật khẩu."):
        assert words in text
    assert "Không có việc nào khớp" in _text(office.get("/quan-tri/viec-chay/?trang_thai=running"))


def test_every_list_that_left_the_portal_is_told_without_its_filters(office):
    taker = make_user("tuyet", "Ma Thị Tuyết")
    Export.objects.create(
        made_by=taker,
        as_of=today(),
        filters="Tên: Lý Văn Minh",
        count=12_471,
        has_numbers=True,
        reason="Thẻ BHYT",
    )
    text = _text(office.get("/nhan-su/da-xuat/"))
    for words in ("Ma Thị Tuyết", "12.471", "đầy đủ", "Thẻ BHYT"):
        assert words in text
    assert "Lý Văn Minh" not in text


def test_an_account_is_linked_to_the_person_of_the_exact_number_and_the_same_name(office, sign_in):
    user = make_user("tuyet", "Ma Thị  Tuyết")
    person = make_person("Ma Thị Tuyết", "095084001234", make_unit())
    make_person("Lý Văn Minh", "095084009999", make_unit())
    url = "/nhan-su/tai-khoan/tuyet/gan/"
    for wrong in ("095084009999", "095000000000", "abc"):
        page = _text(office.post(url, {"citizen_number": wrong}))
        assert "Không có người nào có đúng số định danh này và họ tên" in page
        assert "Lý Văn Minh" not in page
    office.post(url, {"citizen_number": "0950 8400 1234"})
    person.refresh_from_db()
    assert person.account == user
    assert (
        person.pgh_event_model.objects.filter(pgh_obj=person.pk).order_by("-pgh_id")[0].account_id == user.pk
    )
    assert "Gỡ khỏi hồ sơ" in _text(office.get(f"{ROOT}tuyet/"))
    office.post("/nhan-su/tai-khoan/tuyet/go/")
    person.refresh_from_db()
    assert person.account is None


def test_one_account_has_one_record_and_one_record_one_account(office):
    make_person("Ma Thị Tuyết", "095084001234", make_unit(), account=make_user("cu", "Ma Thị Tuyết"))
    make_person("Ma Thị Tuyết", "095084005678", make_unit())
    make_user("moi", "Ma Thị Tuyết")
    taken = office.post("/nhan-su/tai-khoan/moi/gan/", {"citizen_number": "095084001234"})
    assert "đã gắn với một tài khoản khác" in _text(taken)
    second = office.post("/nhan-su/tai-khoan/cu/gan/", {"citizen_number": "095084005678"})
    assert "đã gắn với một hồ sơ khác" in _text(second)


def test_the_own_page_shows_roles_with_units_and_days(client, sign_in):
    user = make_user_in(Role.UNIT_CLERK, make_unit("UBND huyện Ba Bể"))
    Grant.objects.filter(user=user).update(valid=since(today(), today() + timedelta(days=5)))
    sign_in(client, user)
    text = _text(client.get("/tai-khoan/"))
    assert "Đầu mối đơn vị" in text and "UBND huyện Ba Bể" in text
    assert f"{today():%d/%m/%Y} – {today() + timedelta(days=4):%d/%m/%Y}" in text
