"""The catalogues in the admin: for today's administrators, in Vietnamese, by file too, under the CSP."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.enums import Role
from staff.models import EthnicGroup, QualificationLevel, Rank, Religion, Title
from tests.core.frame.visits import client_in
from tests.factories import make_person

LISTS = ["ethnicgroup", "religion", "title", "rank", "qualificationlevel"]
ROOT = "/quan-tri/danh-muc/"


@pytest.fixture
def admin(db):
    return client_in(Role.ADMIN)


def _upload(client, model: str, name: str, content: bytes, format_: int):
    file = SimpleUploadedFile(name, content)
    return client.post(
        f"{ROOT}staff/{model}/import/", {"import_file": file, "format": format_, "resource": "0"}
    )


def _confirm(client, model: str, page):
    form = page.context["confirm_form"]
    assert form, page.content.decode()
    return client.post(f"{ROOT}staff/{model}/process_import/", form.initial, follow=True)


def test_only_todays_administrator_opens_the_catalogues(db):
    for number, role in enumerate(Role.values):
        expected = 200 if role == Role.ADMIN else 403
        client = client_in(role if role != Role.STAFF else None, f"nguoi{number}")
        assert client.get(ROOT).status_code == expected, role
        assert client.get(f"{ROOT}staff/rank/").status_code == expected, role


def test_the_site_has_no_sign_in_of_its_own_and_no_other_models(admin):
    for path in ("login/", "password_change/", "auth/group/", "axes/accesslog/"):
        assert admin.get(ROOT + path).status_code == 404, path


@pytest.mark.parametrize("model", LISTS)
def test_each_list_form_and_file_page_opens(admin, model):
    for path in ("", "add/", "import/", "export/"):
        page = admin.get(f"{ROOT}staff/{model}/{path}")
        assert page.status_code == 200
        assert "onchange" not in page.content.decode()


def test_an_entry_is_added_with_its_spellings_one_a_line(admin):
    values = {"code": "99", "name": "Dân tộc thử", "variants": "Thử A\n\n Thử B ", "order": "99"}
    admin.post(f"{ROOT}staff/ethnicgroup/add/", values)
    assert EthnicGroup.objects.get(code="99").variants == ["Thử A", "Thử B"]


def test_an_entry_in_use_is_not_deleted_and_nobodys_name_is_told(admin):
    tay = EthnicGroup.objects.get(name="Tày")
    person = make_person(ethnicity=tay)
    page = admin.get(f"{ROOT}staff/ethnicgroup/{tay.pk}/delete/").content.decode()
    assert "đang dùng ở 1 người, nên không xóa được." in page
    assert person.full_name not in page
    admin.post(f"{ROOT}staff/ethnicgroup/{tay.pk}/delete/", {"post": "yes"})
    assert EthnicGroup.objects.filter(pk=tay.pk).exists()
    chosen = {"action": "delete_selected", "_selected_action": [tay.pk], "post": "yes"}
    admin.post(f"{ROOT}staff/ethnicgroup/", chosen)
    assert EthnicGroup.objects.filter(pk=tay.pk).exists()


def test_an_entry_that_nobody_uses_is_deleted(admin):
    entry = Religion.objects.create(code="X9", name="Đạo thử")
    admin.post(f"{ROOT}staff/religion/{entry.pk}/delete/", {"post": "yes"})
    assert not Religion.objects.filter(pk=entry.pk).exists()


def test_a_catalogue_goes_out_as_a_workbook_and_comes_back_changed(admin):
    answer = admin.post(f"{ROOT}staff/rank/export/", {"format": "0", "resource": "0"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    heads = [cell.value for cell in next(book.active.rows)]
    assert heads[:4] == ["Mã", "Tên", "Cách viết khác", "Thứ tự"]
    assert book.active.max_row == Rank.objects.count() + 1

    row = next(row for row in book.active.iter_rows(min_row=2) if row[heads.index("Hệ số bậc 1")].value)
    code = row[0].value
    row[1].value = "Tên đã sửa"
    row[heads.index("Hệ số bậc 1")].value = "9,99"
    out = io.BytesIO()
    book.save(out)
    preview = _upload(admin, "rank", "ngach.xlsx", out.getvalue(), 0)
    assert Rank.objects.get(code=code).name != "Tên đã sửa", "nothing is written before it is confirmed"
    done = _confirm(admin, "rank", preview).content.decode()
    rank = Rank.objects.get(code=code)
    assert (rank.name, str(rank.first_coefficient)) == ("Tên đã sửa", "9.99")
    assert f"thêm 0, sửa 1, giữ nguyên {Rank.objects.count() - 1} mục" in done


def test_a_csv_file_adds_a_title_by_the_words_of_its_kind(admin):
    text = io.StringIO()
    heads = ["Mã", "Tên", "Cách viết khác", "Thứ tự", "Loại chức vụ", "Là người đứng đầu cấp xã"]
    csv.writer(text).writerows([heads, ["TGD", "Tổng giám đốc", "TGĐ | T.G.Đ", "9", "Người đứng đầu", ""]])
    content = ("\ufeff" + text.getvalue()).encode()
    _confirm(admin, "title", _upload(admin, "title", "chuc-vu.csv", content, 1))
    title = Title.objects.get(code="TGD")
    assert (title.leader_kind, title.variants, title.heads_commune) == ("head", ["TGĐ", "T.G.Đ"], False)


def test_a_row_that_cannot_be_read_is_told_and_nothing_is_written(admin):
    content = "Mã,Tên,Cách viết khác,Thứ tự,Loại,Từ đại học trở lên\nZ1,Thử,,1,Không có loại này,\n".encode()
    page = _upload(admin, "qualificationlevel", "a.csv", content, 1).content.decode()
    assert "Không có loại này" in page and "không có trong: Chuyên môn" in page
    assert not QualificationLevel.objects.filter(code="Z1").exists()


def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(admin):
    page = _upload(admin, "rank", "a.xlsx", b"%PDF-1.7 this is no workbook", 0)
    assert page.status_code == 200
    assert "đây là tệp PDF" in page.content.decode()


def test_every_change_is_in_the_history_with_its_user(admin):
    admin.post(f"{ROOT}staff/religion/add/", {"code": "X8", "name": "Đạo thử", "variants": "", "order": "1"})
    event = Religion.pgh_event_model.objects.get(code="X8")
    assert event.pgh_context.metadata["user"] == int(admin.session["_auth_user_id"])


def test_the_pages_obey_the_strict_content_policy(page, sign_in, transactional_db):
    from tests.core.frame.visits import user_in

    sign_in(page, user_in(Role.ADMIN))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => console.error("
        "'Content Security Policy ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile))"
    )
    first = Rank.objects.order_by("pk").first().pk
    pages = ("", "add/", "import/", "export/", f"{first}/change/", f"{first}/history/", f"{first}/delete/")
    for path in ("", "staff/", *(f"staff/rank/{one}" for one in pages)):
        answer = page.goto(ROOT + path, wait_until="networkidle")
        assert answer.status == 200, path
        assert page.title().endswith("Danh mục dùng chung")
