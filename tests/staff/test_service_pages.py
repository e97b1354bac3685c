"""Nghỉ, khen thưởng, kỷ luật, bồi dưỡng on a record: reading, writing, taking back, files."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agencies.enums import Role
from core.days import since
from staff.service_enums import LeaveKind
from staff.service_models import Conclusion, Discipline, Evidence, Leave, Offence, Reward, Training
from tests.factories import (
    make_discipline,
    make_leave,
    make_person,
    make_post,
    make_reward,
    make_training,
    make_unit,
    make_user,
    make_user_in,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%minh chung\n%%EOF\n"
DECISION = {"number": "15/QĐ-KL", "decided_on": "4/5/22"}


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def office():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def person(office):
    return make_person("Nông Thị Ánh", unit=office)


@pytest.fixture
def officer(client, sign_in, person):
    sign_in(client, make_user_in(Role.OFFICER, full_name="Hoàng Thu Hà"))
    return client


def root(person) -> str:
    return f"/nhan-su/{person.pk}/khen-thuong-ky-luat/"


def address(person, fact, act: str) -> str:
    slug = {"Leave": "nghi", "Reward": "khen-thuong", "Discipline": "ky-luat", "Training": "boi-duong"}
    slug |= {"Conclusion": "ket-luan"}
    return f"{root(person)}{slug[type(fact).__name__]}-{fact.pk}/{act}/"


def opened(client, url: str) -> dict:
    """What a freshly opened form sends back untouched."""
    form = client.get(url).context["form"]
    return {bound.name: bound.value() for bound in form if bound.value() not in (None, "", False)}


def send(client, url: str, data: dict, button: str = "xem"):
    return client.post(url, data | {button: ""}, follow=True)


def typed(page) -> dict:
    return dict(page.context["typed"])


DISCIPLINE = DECISION | {
    "side": "administration", "form": "warning", "happened_on": "1/2/22", "text": "Vắng mặt không phép",
    "in_duty": "co", "degradation": "khong",
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values", "sentence", "model"),
    [
        (
            "nghi",
            {"kind": "maternity", "first_on": "1/3/22", "last_on": "31/8/22"},
            "Ghi vào hồ sơ của Nông Thị Ánh: nghỉ thai sản, 01/03/2022 – 31/08/2022.",
            Leave,
        ),
        (
            "khen-thuong",
            DECISION | {"kind": "merit", "title": "Thành tích năm 2021"},
            "Ghi vào hồ sơ của Nông Thị Ánh: Bằng khen: Thành tích năm 2021, "
            "quyết định số 15/QĐ-KL ngày 04/05/2022.",
            Reward,
        ),
        (
            "ky-luat",
            DISCIPLINE,
            "Ghi vào hồ sơ của Nông Thị Ánh: kỷ luật hành chính: cảnh cáo, quyết định số 15/QĐ-KL "
            "ngày 04/05/2022, có hiệu lực từ ngày 04/05/2022, "
            "về hành vi “Vắng mặt không phép” ngày 01/02/2022.",
            Discipline,
        ),
        (
            "ket-luan",
            DECISION | {"kind": "degradation", "text": "Thiếu rèn luyện", "given_by": "Ủy ban Kiểm tra"},
            "Ghi vào hồ sơ của Nông Thị Ánh: Kết luận: có biểu hiện suy thoái, số 15/QĐ-KL ngày 04/05/2022. "
            "Khi xếp loại năm 2022, kết luận được xét theo nghị định của năm đó.",
            Conclusion,
        ),
        (
            "boi-duong",
            {"kind": "theory", "title": "Cao cấp lý luận", "first_on": "1/3/22", "given_by": "Học viện"},
            "Ghi vào hồ sơ của Nông Thị Ánh: khóa “Cao cấp lý luận”, tại Học viện, từ 01/03/2022.",
            Training,
        ),
    ],
)
def test_the_preview_states_the_effect_writes_nothing_and_saving_does(
    officer, person, kind, values, sentence, model
):
    url = f"{root(person)}them/{kind}/"
    preview = send(officer, url, opened(officer, url) | values)
    assert preview.context["effect"] == sentence
    assert not model.objects.exists()
    assert f"Đã ghi: {sentence}" in send(officer, url, typed(preview), "luu").text.replace("&quot;", '"')
    assert model.objects.get().person == person


def test_the_place_of_an_offence_is_the_unit_of_that_day(officer, person, office):
    url = f"{root(person)}them/ky-luat/"
    send(officer, url, opened(officer, url) | DISCIPLINE, "luu")
    assert Offence.objects.get().unit == office
    before = opened(officer, url) | DISCIPLINE | {"happened_on": "1/1/2015", "number": "16/QĐ"}
    page = send(officer, url, before)
    assert "Ngày 01/01/2015 không có vị trí công tác nào" in page.text


def test_party_and_state_on_one_offence_are_chosen_from_the_list(officer, person):
    url = f"{root(person)}them/ky-luat/"
    send(officer, url, opened(officer, url) | DISCIPLINE, "luu")
    again = opened(officer, url) | DISCIPLINE | {"side": "party", "number": "2-QĐ/ĐU"}
    assert "Chọn hành vi đó" in send(officer, url, again).text
    chosen = again | {"offence": str(Offence.objects.get().pk), "happened_on": "", "text": ""}
    send(officer, url, chosen, "luu")
    assert Offence.objects.get().disciplines.count() == 2


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"form": "expulsion"}, "form", "Khai trừ không phải hình thức kỷ luật hành chính"),
        ({"effective_on": "1/5/22"}, "effective_on", "có hiệu lực từ ngày quyết định (04/05/2022)"),
        ({"happened_on": "5/5/22"}, "happened_on", "Ngày vi phạm phải trước ngày quyết định"),
        ({"happened_on": "", "text": ""}, "text", "Ghi nội dung vi phạm"),
        ({"number": ""}, "number", "bắt buộc"),
        ({"unit": "XYZ"}, "unit", "không có đơn vị nào mang mã hay tên “XYZ”"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(officer, person, values, field, sentence):
    url = f"{root(person)}them/ky-luat/"
    page = send(officer, url, opened(officer, url) | DISCIPLINE | values)
    assert sentence in " ".join(page.context["form"].errors[field])
    assert not Discipline.objects.exists()


def test_leave_whose_last_day_is_before_its_first_is_refused(officer, person):
    url = f"{root(person)}them/nghi/"
    days = {"kind": "sick", "first_on": "1/3/22", "last_on": "28/2/22"}
    page = send(officer, url, opened(officer, url) | days)
    assert "Ngày cuối phải từ ngày đầu" in page.context["form"].errors["last_on"][0]


def test_mending_shows_each_field_old_and_new_and_needs_a_reason(officer, person, office):
    fact = make_discipline(person, office, number="15/QĐ")
    url = address(person, fact, "sua")
    data = opened(officer, url) | {"form": "warning", "text": "Bỏ nhiệm sở"}
    assert "reason" in send(officer, url, data).context["form"].errors
    preview = send(officer, url, data | {"reason": "gõ nhầm"})
    assert preview.context["differences"] == [
        ("Hình thức", "Khiển trách", "Cảnh cáo"),
        ("Nội dung vi phạm", "Vắng mặt không phép", "Bỏ nhiệm sở"),
    ]
    send(officer, url, typed(preview), "luu")
    fact.refresh_from_db()
    assert (fact.form, fact.offence.text, fact.number) == ("warning", "Bỏ nhiệm sở", "15/QĐ")
    assert "gõ nhầm" in officer.get(f"/nhan-su/{person.pk}/lich-su/").text


@pytest.mark.parametrize("make", [make_leave, make_reward, make_training])
def test_every_kind_is_mended_without_loss(officer, person, make):
    fact = make(person)
    url = address(person, fact, "sua")
    data = opened(officer, url) | {"number": "99/QĐ", "decided_on": "20/1/2022", "reason": "thiếu số"}
    send(officer, url, data, "luu")
    stored = type(fact).objects.values().get()
    changed = {"number": "99/QĐ", "decided_on": date(2022, 1, 20)}
    assert stored == {name: getattr(fact, name) for name in stored} | changed


def test_taking_back_needs_a_reason_and_leaves_the_history(officer, person):
    fact = make_leave(person)
    url = address(person, fact, "huy")
    version = opened(officer, url)
    assert "reason" in officer.post(url, version).context["form"].errors
    page = officer.post(url, version | {"reason": "nhầm người"}, follow=True)
    assert "Đã hủy “Nghỉ thai sản”" in page.text and not Leave.objects.exists()
    history = officer.get(f"/nhan-su/{person.pk}/lich-su/").text
    assert "nhầm người" in history and "Xóa thời gian nghỉ" in history


def test_who_was_slower_is_told_and_loses_nothing_of_what_they_typed(officer, person):
    url = f"{root(person)}them/nghi/"
    data = opened(officer, url) | {"kind": "sick", "first_on": "1/3/22", "note": "theo đơn"}
    make_training(person)
    page = send(officer, url, data, "luu")
    assert "Trong khi bạn đang ghi" in page.text and not Leave.objects.exists()
    assert page.context["form"]["note"].value() == "theo đơn"
    assert send(officer, url, opened_again(page), "luu").status_code == 200 and Leave.objects.exists()


def opened_again(page) -> dict:
    return {bound.name: bound.value() for bound in page.context["form"] if bound.value() not in (None, "")}


# Files


def upload(name="qd-15.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def docx(*members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for member in ("[Content_Types].xml", *members):
            zipped.writestr(member, "x")
    return packed.getvalue()


LEAVE = {"kind": "sick", "first_on": "1/3/22", "last_on": "31/3/22"}


def with_file(client, person, content: bytes = PDF, name: str = "qd-15.pdf"):
    url = f"{root(person)}them/nghi/"
    preview = send(client, url, opened(client, url) | LEAVE | {"file": upload(name, content)})
    return send(client, url, typed(preview), "luu") if "typed" in preview.context else preview


def test_a_file_goes_along_with_the_preview_and_comes_back_as_it_was(officer, person, own_uploads):
    with_file(officer, person)
    fact = Leave.objects.get()
    assert fact.evidence.name == "qd-15.pdf"
    answer = officer.get(address(person, fact, "minh-chung"))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="qd-15.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "no-store" in answer["Cache-Control"]
    assert len([path for path in own_uploads.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x1a\n....", "anh.png"),
        (b"\xff\xd8\xff\xe0....", "anh.jpg"),
        (docx("word/document.xml"), "to-trinh.docx"),
    ],
)
def test_pictures_and_word_documents_are_taken(officer, person, content, name):
    with_file(officer, person, content, "tệp lạ.exe")
    assert Leave.objects.get().evidence.name == f"tệp lạ.{name.rpartition('.')[2]}"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><script>alert(1)</script>", "Không nhận tệp này"),
        (b"MZ\x90\x00", "Không nhận tệp này"),
        (docx("xl/workbook.xml"), "Không nhận tệp này"),
        (docx("word/document.xml", "word/vbaProject.bin"), "Không nhận tệp này"),
        (b"PK\x03\x04rubbish", "Không nhận tệp này"),
        (PDF + b"x" * (10 * 1024 * 1024), "quá mức 10 MB"),
    ],
)
def test_a_file_is_judged_by_what_it_holds(officer, person, content, sentence):
    page = with_file(officer, person, content)
    assert sentence in page.context["form"].errors["file"][0]
    assert not Evidence.objects.exists()


def test_a_file_is_replaced_or_dropped_and_leaves_no_copy(
    officer, person, own_uploads, django_capture_on_commit_callbacks
):
    with_file(officer, person)
    fact = Leave.objects.get()
    url = address(person, fact, "sua")
    with django_capture_on_commit_callbacks(execute=True):
        data = opened(officer, url) | {"reason": "bản rõ hơn", "file": upload("moi.pdf", PDF + b"2")}
        send(officer, url, data, "luu")
    assert Evidence.objects.get().name == "moi.pdf"
    with django_capture_on_commit_callbacks(execute=True):
        send(officer, url, opened(officer, url) | {"reason": "nhầm tệp", "without_file": "on"}, "luu")
    assert not Evidence.objects.exists()
    assert not [path for path in own_uploads.rglob("*") if path.is_file()]


def test_nobody_claims_a_file_of_another_person_or_account(officer, person, office):
    other = make_person("Hà Văn Tú", unit=office)
    url = f"{root(other)}them/nghi/"
    preview = send(officer, url, opened(officer, url) | LEAVE | {"file": upload()})
    stolen = typed(preview)["kept"]
    mine = f"{root(person)}them/nghi/"
    send(officer, mine, opened(officer, mine) | LEAVE | {"kept": stolen}, "luu")
    assert Leave.objects.get().evidence is None


def test_a_file_that_nobody_claimed_is_thrown_away_after_a_day(officer, person):
    url = f"{root(person)}them/nghi/"
    send(officer, url, opened(officer, url) | LEAVE | {"file": upload()})
    Evidence.objects.update(uploaded_at=timezone.now() - timedelta(days=2))
    send(officer, url, opened(officer, url) | LEAVE | {"file": upload("hai.pdf")})
    assert Evidence.objects.get().name == "hai.pdf"


# Who sees what


@pytest.fixture
def recorded(person, office):
    make_leave(person)
    make_reward(person)
    make_training(person)
    made = make_discipline(person, office, number="15/QĐ-KL")
    made.evidence = Evidence.objects.create(
        person=person, file="x.pdf", name="mat.pdf", content_type="application/pdf", size=1,
        sha256="0", uploaded_by=make_user(),
    )  # fmt: skip
    made.save()
    return made


@pytest.mark.parametrize(
    ("role", "sees", "edits"),
    [
        (Role.UNIT_CLERK, True, True),
        (Role.UNIT_HEAD, True, False),
        (Role.OFFICER, True, True),
        (Role.HOME_AFFAIRS_LEADER, True, False),
        (Role.INSPECTOR, True, False),
        (Role.PROVINCIAL_LEADER, False, False),
    ],
)
def test_who_reads_discipline_and_who_writes(client, sign_in, recorded, person, office, role, sees, edits):
    sign_in(client, make_user_in(role, office))
    page = client.get(root(person))
    assert ("15/QĐ-KL" in page.text, "Ghi thêm" in page.text) == (sees, edits)
    assert "Bằng khen" in page.text and "Nghỉ thai sản" in page.text
    history = client.get(f"/nhan-su/{person.pk}/lich-su/").text
    assert ("15/QĐ-KL" in history, "Vắng mặt không phép" in history) == (sees, sees)
    assert client.get(address(person, recorded, "sua")).status_code == (
        200 if edits else 403 if sees else 404
    )
    assert client.get(f"{root(person)}them/ky-luat/").status_code == (200 if edits else 403 if sees else 404)
    assert not (role == Role.PROVINCIAL_LEADER and "kỷ luật" in page.text.lower())


def test_an_administrator_sees_nothing_of_it(client, sign_in, recorded, person):
    sign_in(client, make_user_in(Role.ADMIN))
    for url in (root(person), address(person, recorded, "minh-chung"), address(person, recorded, "sua")):
        assert client.get(url).status_code == 404


def test_the_person_reads_their_own_and_writes_nothing(client, sign_in, recorded, person):
    person.account = make_user(full_name="Nông Thị Ánh")
    person.save()
    sign_in(client, person.account)
    page = client.get(root(person))
    assert "15/QĐ-KL" in page.text and "Ghi thêm" not in page.text and "Đính chính" not in page.text
    assert client.post(address(person, recorded, "huy"), {"reason": "x"}).status_code == 403


def test_a_former_unit_reads_what_was_before_it_lost_the_person(client, sign_in, recorded, person, office):
    post = person.posts.get()
    post.valid, post.closed_by = since(post.begins_on, date(2022, 4, 15)), post.opened_by
    post.save()
    make_post(person, make_unit("Sở Tài chính", "STC"), first=date(2022, 4, 15))
    sign_in(client, make_user_in(Role.UNIT_CLERK, office))
    page = client.get(root(person)).text
    assert "15/QĐ-KL" not in page and "từ 01/03/2022" in page and "31/08/2022" not in page
    assert client.get(address(person, recorded, "minh-chung")).status_code == 404
    assert "Vắng mặt" not in client.get(f"/nhan-su/{person.pk}/lich-su/").text


def test_a_fact_is_not_reached_through_another_person(officer, recorded, office):
    other = make_person("Hà Văn Tú", unit=office)
    for act in ("sua", "huy", "minh-chung"):
        assert officer.get(address(other, recorded, act)).status_code == 404


def test_the_tab_is_narrowed_by_kind(officer, recorded, person):
    assert [choice.count for choice in officer.get(root(person)).context["choices"]] == [4, 1, 1, 1, 0, 1]
    page = officer.get(f"{root(person)}?loai=ky-luat")
    assert [entry.title for entry in page.context["entries"]] == ["Kỷ luật hành chính: khiển trách"]


def test_queries_do_not_grow_with_the_facts(officer, office, django_assert_max_num_queries):
    def costs(number: int) -> int:
        person = make_person("Nông Thị Ánh", unit=office)
        for place in range(number):
            make_leave(person, LeaveKind.SICK, first=date(2021, 1, 1 + place), until=date(2021, 1, 2 + place))
            make_discipline(person, office, decided_on=date(2022, 5, 1 + place))
            make_reward(person)
            make_training(person, f"Khóa {place}")
        officer.get(root(person))
        with django_assert_max_num_queries(20) as captured:
            assert officer.get(root(person)).status_code == 200
        return len(captured)

    assert costs(2) == costs(25)
