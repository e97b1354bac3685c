"""Changing one person on pages: the form, the sentence that states the effect, and only then the change."""

from datetime import date

import pghistory
import pytest

from agencies.enums import Role
from agencies.models import Act
from staff.models import QualificationLevel
from tests.factories import make_person, make_post, make_salary, make_unit, make_user_in

pytestmark = pytest.mark.django_db
NUMBER = "095084001234"
GROUND = {"effective_on": "1/9/22", "decision_number": "12/QĐ-SNV", "decision_on": "20/08/2022"}


@pytest.fixture
def office():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def treasury():
    return make_unit("Sở Tài chính", "STC")


@pytest.fixture
def person(office):
    found = make_person("Nông Thị Ánh", NUMBER, unit=office)
    make_salary(found, step=3, coefficient="3.00")
    return found


@pytest.fixture
def officer(client, sign_in, person):
    sign_in(client, make_user_in(Role.OFFICER, full_name="Hoàng Thu Hà"))
    return client


def opened(client, person, slug: str) -> dict:
    """What a freshly opened form sends back untouched."""
    form = client.get(f"/nhan-su/{person.pk}/{slug}/").context["form"]
    return {bound.name: bound.value() for bound in form if bound.value() not in (None, "")}


def typed(client, person, slug: str, **values) -> dict:
    ground = {} if slug == "dinh-chinh" else GROUND
    return opened(client, person, slug) | ground | values


def send(client, person, slug: str, data: dict, button: str = "xem"):
    return client.post(f"/nhan-su/{person.pk}/{slug}/", data | {button: ""}, follow=True)


def test_a_decision_that_is_not_signed_yet_is_refused_at_its_field(officer, person):
    data = GROUND | {"decision_on": "20/08/2122", "reason": "retired"}
    errors = send(officer, person, "thoi", data).context["form"].errors
    assert errors["decision_on"] == ["Ngày 20/08/2122 chưa đến. Kiểm tra lại năm."]


@pytest.mark.parametrize(
    ("slug", "values", "sentence"),
    [
        (
            "chuyen",
            {"unit": "STC", "title": ""},
            "Chuyển Nông Thị Ánh từ Sở Nội vụ sang Sở Tài chính từ ngày 01/09/2022, "
            "chức danh: chưa rõ chức danh.",
        ),
        (
            "thoi",
            {"reason": "retired"},
            "Cho Nông Thị Ánh thôi công tác tại Sở Nội vụ từ ngày 01/09/2022, lý do: nghỉ hưu. "
            "Ngày công tác cuối cùng là 31/08/2022.",
        ),
        (
            "nang-luong",
            {"step": "4", "coefficient": "3,33"},
            "Đổi ngạch, bậc của Nông Thị Ánh từ Chuyên viên (01.003), bậc 3, hệ số 3,00 thành "
            "Chuyên viên (01.003), bậc 4, hệ số 3,33 từ ngày 01/09/2022.",
        ),
        (
            "kiem-nhiem",
            {"unit": "so tai chinh"},
            "Nông Thị Ánh kiêm nhiệm chưa rõ chức danh tại Sở Tài chính từ ngày 01/09/2022; "
            "vị trí chính giữ nguyên.",
        ),
        (
            "dinh-chinh",
            {"full_name": "Nông Thị Ảnh", "reason": "theo căn cước"},
            "Đính chính hồ sơ của Nông Thị Ánh. Số liệu của những ngày đã qua có thể đổi theo.",
        ),
    ],
)
def test_the_preview_states_the_effect_and_writes_nothing(officer, person, treasury, slug, values, sentence):
    acts = Act.objects.count()
    data = typed(officer, person, slug, **values)
    assert sentence in send(officer, person, slug, data).text
    assert Act.objects.count() == acts
    person.refresh_from_db()
    assert person.full_name == "Nông Thị Ánh"
    assert f"Đã ghi: {sentence}" in send(officer, person, slug, data, "luu").text


def test_the_qualification_form_offers_every_kind_and_writes_the_chosen(officer, person):
    level = QualificationLevel.objects.get(code="LL-CC")
    data = typed(officer, person, "trinh-do", level=level.pk)
    assert "Lý luận chính trị: Cao cấp" in officer.get(f"/nhan-su/{person.pk}/trinh-do/").text
    send(officer, person, "trinh-do", data, "luu")
    assert person.qualifications.get().level == level


def test_the_form_of_a_raise_offers_the_next_step_and_fills_in_the_coefficient(officer, person):
    data = typed(officer, person, "nang-luong")
    assert data["step"] == 4
    send(officer, person, "nang-luong", data, "luu")
    assert str(person.salarys.still_open().get().coefficient) == "3.33"


def test_a_coefficient_that_does_not_fit_is_warned_of_in_the_preview(officer, person):
    data = typed(officer, person, "nang-luong", step="4", coefficient="3,50")
    assert (
        "Theo bảng lương, Chuyên viên bậc 4 có hệ số 3,33; đang ghi 3,50."
        in send(officer, person, "nang-luong", data).text
    )


def test_the_correction_shows_each_field_old_and_new(officer, person):
    data = typed(officer, person, "dinh-chinh", born_on="28/2/1981", sex="female", reason="theo căn cước")
    shown = send(officer, person, "dinh-chinh", data).context["differences"]
    assert shown == [("Ngày sinh", "28/02/1980", "28/2/1981"), ("Giới tính", "Nam", "Nữ")]


def test_going_back_from_the_preview_keeps_what_was_typed(officer, person, treasury):
    data = typed(officer, person, "chuyen", unit="STC", note="theo nguyện vọng")
    page = send(officer, person, "chuyen", data, "sua")
    assert page.context["form"]["note"].value() == "theo nguyện vọng"
    assert page.context["form"]["unit"].value() == "STC"


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"effective_on": "31/02/2022"}, "effective_on", "Ngày 31/02/2022 không có thật"),
        ({"effective_on": "01/01/2020"}, "effective_on", "Ngày có hiệu lực phải sau ngày đó"),
        ({"unit": "XYZ"}, "unit", "không có đơn vị nào mang mã hay tên “XYZ”"),
        ({"unit": "SNV"}, "unit", "không có gì để đổi"),
        ({"decision_number": ""}, "decision_number", "bắt buộc"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_on_top(officer, person, treasury, values, field, sentence):
    page = send(officer, person, "chuyen", typed(officer, person, "chuyen", unit="STC") | values)
    assert sentence in " ".join(page.context["form"].errors[field])
    assert f'href="#id_{field}"' in page.text


def test_the_second_writer_is_told_who_was_quicker_and_loses_nothing(officer, person, treasury):
    data = typed(officer, person, "chuyen", unit="STC", note="theo nguyện vọng")
    other = make_user_in(Role.OFFICER, full_name="Triệu Thị Thư")
    with pghistory.context(user=other.pk, what="Nâng bậc, nâng ngạch"):
        person.salarys.update(step=4)
    page = send(officer, person, "chuyen", data, "luu")
    assert "Triệu Thị Thư đã đổi hồ sơ này lúc" in page.text and "Nâng bậc, nâng ngạch" in page.text
    assert page.context["form"]["note"].value() == "theo nguyện vọng"
    assert person.posts.count() == 1
    again = {bound.name: bound.value() for bound in page.context["form"] if bound.value() is not None}
    send(officer, person, "chuyen", again, "luu")
    assert person.posts.count() == 2


def test_an_additional_post_is_ended_from_the_record(officer, person, treasury):
    make_post(person, treasury, is_main=False)
    data = typed(officer, person, "thoi-kiem-nhiem")
    assert "thôi kiêm nhiệm Công chức, Sở Tài chính" in send(officer, person, "thoi-kiem-nhiem", data).text
    send(officer, person, "thoi-kiem-nhiem", data | {"post": str(person.posts.get(is_main=False).pk)}, "luu")
    assert person.posts.get(is_main=False).ends_on == date(2022, 9, 1)


def test_only_changes_that_fit_are_offered(officer, person, treasury):
    assert officer.get(f"/nhan-su/{person.pk}/thoi-kiem-nhiem/").status_code == 404
    assert officer.get(f"/nhan-su/{person.pk}/khong-co/").status_code == 404
    gone = make_person("Lý Văn Thôi", unit=treasury, until=date(2022, 1, 1))
    assert officer.get(f"/nhan-su/{gone.pk}/chuyen/").status_code == 404
    assert [label for label, _ in officer.get(f"/nhan-su/{gone.pk}/").context["edits"]] == [
        "Đính chính thông tin cá nhân"
    ]


@pytest.mark.parametrize(
    "role", [Role.UNIT_HEAD, Role.HOME_AFFAIRS_LEADER, Role.PROVINCIAL_LEADER, Role.INSPECTOR]
)
def test_who_may_read_but_not_change_is_refused(client, sign_in, person, office, role):
    sign_in(client, make_user_in(role, office if role == Role.UNIT_HEAD else None))
    assert "Ghi thay đổi" not in client.get(f"/nhan-su/{person.pk}/").text
    for slug in ("chuyen", "dinh-chinh", "hoan-tac"):
        assert client.get(f"/nhan-su/{person.pk}/{slug}/").status_code == 403
        assert client.post(f"/nhan-su/{person.pk}/{slug}/").status_code == 403


def test_nobody_changes_the_own_record_by_being_the_person(client, sign_in, person):
    person.account = make_user_in(None)
    person.save()
    sign_in(client, person.account)
    assert client.get(f"/nhan-su/{person.pk}/dinh-chinh/").status_code == 403


def test_a_clerk_changes_people_of_the_own_unit_and_not_those_who_moved_away(
    client, sign_in, person, office, treasury
):
    sign_in(client, make_user_in(Role.UNIT_CLERK, office))
    assert client.get(f"/nhan-su/{person.pk}/chuyen/").status_code == 200
    person.posts.all().delete()
    make_post(person, office, until=date(2022, 1, 1))
    make_post(person, treasury, first=date(2022, 1, 1))
    assert client.get(f"/nhan-su/{person.pk}/").status_code == 200
    assert client.get(f"/nhan-su/{person.pk}/dinh-chinh/").status_code == 403


def test_a_clerk_moves_people_only_between_the_own_units(client, sign_in, person, office, treasury):
    make_unit("Trung tâm Lưu trữ", "TTLT", office)
    sign_in(client, make_user_in(Role.UNIT_CLERK, office))
    assert (
        "không có đơn vị nào"
        in send(client, person, "chuyen", typed(client, person, "chuyen", unit="STC")).text
    )
    assert (
        "sang Trung tâm Lưu trữ"
        in send(client, person, "chuyen", typed(client, person, "chuyen", unit="TTLT")).text
    )


def test_the_latest_change_is_taken_back_from_the_record(officer, person, treasury):
    send(officer, person, "chuyen", typed(officer, person, "chuyen", unit="STC"), "luu")
    page = officer.get(f"/nhan-su/{person.pk}/hoan-tac/")
    assert "Hoàn tác “Chuyển đơn vị số 12/QĐ-SNV” của Nông Thị Ánh" in page.text
    url, act = f"/nhan-su/{person.pk}/hoan-tac/", page.context["act_id"]
    assert "reason" in officer.post(url, {"act": act, "reason": " "}).context["form"].errors
    answer = officer.post(url, {"act": act, "reason": "ghi nhầm người"}, follow=True)
    assert "Đã hoàn tác" in answer.text
    assert person.posts.get().ends_on is None
    changes = officer.get(f"/nhan-su/{person.pk}/lich-su/").context["changes"]
    assert ("Hoàn tác: Chuyển đơn vị số 12/QĐ-SNV", "ghi nhầm người") in [
        (told.what, told.reason) for told in changes
    ]


def test_what_was_not_shown_is_not_taken_back(officer, person, treasury):
    send(officer, person, "chuyen", typed(officer, person, "chuyen", unit="STC"), "luu")
    answer = officer.post(f"/nhan-su/{person.pk}/hoan-tac/", {"act": "1", "reason": "x"}, follow=True)
    assert "Hồ sơ đã đổi từ khi bạn mở trang này" in answer.text
    assert person.posts.count() == 2


def test_the_history_tells_the_change_with_its_maker(officer, person, treasury):
    send(
        officer,
        person,
        "chuyen",
        typed(officer, person, "chuyen", unit="STC", note="theo nguyện vọng"),
        "luu",
    )
    told = next(one for one in officer.get(f"/nhan-su/{person.pk}/lich-su/").context["changes"] if one.reason)
    assert (told.who, told.what, told.reason) == (
        "Hoàng Thu Hà",
        "Chuyển đơn vị, đổi chức vụ",
        "Quyết định số 12/QĐ-SNV ngày 20/08/2022 · theo nguyện vọng",
    )


def test_no_address_of_a_change_holds_a_number(officer, person):
    data = typed(officer, person, "dinh-chinh", citizen_number="095084009999", reason="theo căn cước")
    answer = send(officer, person, "dinh-chinh", data, "luu")
    assert all("0950840" not in url for url, _ in answer.redirect_chain)
    person.refresh_from_db()
    assert person.citizen_number == "095084009999"
