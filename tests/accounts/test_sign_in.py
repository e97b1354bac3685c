"""Signing in: throttled by name and address, with sensible sessions, remembered for its holder to see."""

import pytest
from django.test import Client

from accounts.links import one_time_link
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SIGN_IN, PASSWORD = "/tai-khoan/dang-nhap/", "bốn từ dễ nhớ lắm"


@pytest.fixture
def throttled(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def tuyet():
    user = make_user("tuyet", "Ma Thị Tuyết")
    user.set_password(PASSWORD)
    user.save()
    return user


def _sign_in(client: Client, password: str, address: str = "10.0.0.1", username: str = "tuyet"):
    return client.post(SIGN_IN, {"username": username, "password": password}, REMOTE_ADDR=address)


@pytest.mark.usefixtures("throttled", "tuyet")
def test_five_wrong_passwords_close_the_door_and_the_page_says_for_how_long():
    client = Client()
    for _ in range(4):
        assert "Tạm khóa" not in _sign_in(client, "sai").content.decode()
    locked = _sign_in(client, "sai")
    page = locked.content.decode()
    assert locked.status_code == 429
    assert "Mật khẩu đã sai 5 lần liền" in page and "15 phút" in page
    assert _sign_in(client, PASSWORD).status_code == 429


@pytest.mark.usefixtures("throttled", "tuyet")
def test_a_closed_door_closes_nobody_else_out():
    for _ in range(5):
        _sign_in(Client(), "sai")
    assert _sign_in(Client(), PASSWORD, address="10.0.0.2").status_code == 302
    make_user("khac").set_password(PASSWORD)
    assert _sign_in(Client(), "sai", username="khac").status_code == 200


@pytest.mark.usefixtures("throttled", "tuyet")
def test_behind_the_proxy_the_door_is_the_one_who_came_to_the_proxy(settings):
    settings.BEHIND_PROXY = True

    def through_proxy(password, hops):
        return Client(headers={"X-Forwarded-For": hops}).post(
            SIGN_IN, {"username": "tuyet", "password": password}, REMOTE_ADDR="172.18.0.2"
        )

    for number in range(5):
        through_proxy("sai", f"192.0.2.{number}, 198.51.100.7")
    assert through_proxy(PASSWORD, "198.51.100.7").status_code == 429
    assert through_proxy(PASSWORD, "198.51.100.8").status_code == 302


@pytest.mark.usefixtures("throttled", "tuyet")
def test_without_a_proxy_a_header_opens_no_other_door():
    for number in range(5):
        last = Client(headers={"X-Forwarded-For": f"192.0.2.{number}"}).post(
            SIGN_IN, {"username": "tuyet", "password": "sai"}, REMOTE_ADDR="10.0.0.1"
        )
    assert last.status_code == 429


@pytest.mark.usefixtures("throttled")
def test_used_links_are_told_so_and_close_no_door(tuyet):
    link = one_time_link(tuyet, base_url="")
    assert Client().get(link).status_code == 302
    for _ in range(6):
        page = Client().get(link, follow=True)
        assert page.status_code == 200
        assert "Đường dẫn này đã dùng rồi hoặc đã quá hạn" in page.content.decode()
    tuyet.refresh_from_db()
    client = Client()
    client.get(one_time_link(tuyet, base_url=""))
    assert client.get("/tai-khoan/").status_code == 200


@pytest.mark.usefixtures("throttled", "tuyet")
def test_the_right_password_forgets_the_wrong_ones_before_it():
    client = Client()
    for _ in range(2):
        for _ in range(4):
            _sign_in(Client(), "sai")
        assert _sign_in(client, PASSWORD).status_code == 302


@pytest.mark.usefixtures("throttled", "tuyet")
def test_ones_own_page_tells_of_sign_ins_and_of_wrong_passwords_elsewhere():
    client = Client()
    _sign_in(client, PASSWORD, address="10.0.0.9")
    _sign_in(Client(), "sai", address="10.9.9.9")
    page = client.get("/tai-khoan/").content.decode()
    assert "10.0.0.9" in page and "10.9.9.9" in page


@pytest.mark.usefixtures("tuyet")
def test_a_session_ends_after_ten_hours_and_no_script_reads_it():
    cookie = _sign_in(Client(), PASSWORD).cookies["phien"]
    assert cookie["max-age"] == 10 * 3600
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_over_https_cookies_never_go_in_the_clear(settings, tuyet):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    answer = _sign_in(Client(), PASSWORD)
    assert answer.cookies["phien"]["secure"] and answer.cookies["csrftoken"]["secure"]


def test_a_new_password_signs_the_other_sessions_out(tuyet):
    here, there = Client(), Client()
    for client in (here, there):
        _sign_in(client, PASSWORD)
    words = {"new_password1": "năm từ khác hẳn nhau", "new_password2": "năm từ khác hẳn nhau"}
    here.post("/tai-khoan/mat-khau/", words)
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


@pytest.mark.parametrize("password", ["ngan", "123456789012", "password1234"])
def test_a_weak_password_is_refused(client, sign_in, tuyet, password):
    sign_in(client, tuyet)
    page = client.post("/tai-khoan/mat-khau/", {"new_password1": password, "new_password2": password})
    assert page.context["form"].errors
