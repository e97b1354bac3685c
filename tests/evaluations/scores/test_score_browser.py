"""A month's scores in a real browser: twelve people by keyboard, lines pasted from a spreadsheet."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from playwright.sync_api import expect

from agencies.enums import Role
from core.days import today
from evaluations.models import PeriodScore
from evaluations.scores.confirm import confirm
from evaluations.scores.petition import file_score_petition
from evaluations.scores.write import work_of
from staff.models import Person
from tests import factories
from tests.evaluations.scores.month import MARCH, make_department, open_month, wrote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STAFF, PRESSES = 11, 60
PASTED = (
    "Soạn báo cáo tháng\t1,00\t4\t4\t0\t1\nThẩm định hồ sơ\t2,50\t6\t5\t1\t0\nTrả lời kiến nghị\t0,75\t8\t8"
)

PASTE = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(paste);
}"""
WORDS_FIT = """field => {
    const style = getComputedStyle(field);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const words = pen.measureText(field.selectedOptions[0].text).width;
    return words <= field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
}"""


@pytest.fixture
def office():
    with transaction.atomic():
        made = make_department(STAFF)
        open_month(made)
        for name in made.people:
            if name != "director":
                wrote(made, name, delays=name.endswith("3"))
    return made


@pytest.fixture
def petitioned():
    """March and April of one civil servant are confirmed; against March they petition, with a file."""
    with transaction.atomic():
        made = make_department(1, deputy=False)
        made.user = factories.make_user_in(Role.STAFF)
        Person.objects.filter(pk=made.people["staff-0"].pk).update(account=made.user)
        for slug in (MARCH, "2026-04"):
            open_month(made, slug)
            one = wrote(made, "staff-0", slug=slug, done=8)
            confirm(unit_id=made.unit.pk, score_ids=[one.pk], by=made.director, today=today())
        made.first, made.other = made.score("staff-0"), made.score("staff-0", "2026-04")
        name = "Biên bản đối chiếu số hồ sơ đã thẩm định trong tháng ba, có chữ ký của hai bên.pdf"
        made.petition = file_score_petition(
            score=made.first, text="Hai hồ sơ chậm do chờ ý kiến của sở khác.\nĐề nghị xem lại.", on=today(),
            by=made.user, files=[SimpleUploadedFile(name, b"%PDF-1.7\n%%EOF\n")],
        )  # fmt: skip
    return made


def test_twelve_people_are_scored_by_keyboard(page, sign_in, office):
    sign_in(page, office.director)
    page.goto(f"/danh-gia/{office.cycle.pk}/don-vi/SNV/diem/{MARCH}/")
    presses = 0
    for number in range(1, STAFF + 1):
        page.keyboard.press("Enter")
        presses += 1
        expect(page.locator("#ben-canh")).to_contain_text(f"Đã xác nhận {number}/")
    for key in ("1", "Enter"):
        page.keyboard.press(key)
        presses += 1
        page.wait_for_load_state("networkidle")
    expect(page.locator("#ben-canh")).to_contain_text(f"Đã xác nhận {STAFF + 1}/{STAFF + 1} người")
    assert presses <= PRESSES
    assert PeriodScore.objects.confirmed().count() == STAFF + 1


def test_lines_from_a_spreadsheet_are_pasted_into_the_form(page, sign_in, office):
    director = office.score("director")
    sign_in(page, office.director)
    page.goto(f"/danh-gia/{office.cycle.pk}/diem/phieu/{director.pk}/")
    first = page.locator("#id_viec-0-name")
    first.focus()
    page.evaluate(PASTE, "\n".join([PASTED, PASTED]))
    page.locator("#da-luu", has_text="Đã lưu lúc").wait_for()
    saved = list(work_of(director).values_list("name", "assigned", "done", "delays"))
    assert len(saved) == 6, "lines beyond those that were empty are added"
    assert saved[0] == ("Soạn báo cáo tháng", 4, 4, 1)
    assert saved[5] == ("Trả lời kiến nghị", 8, 8, 0)


def test_lines_beyond_what_the_table_holds_are_told_and_not_dropped_in_silence(page, sign_in, office):
    director = office.score("director")
    sign_in(page, office.director)
    page.goto(f"/danh-gia/{office.cycle.pk}/diem/phieu/{director.pk}/")
    page.locator("#id_viec-0-name").focus()
    page.evaluate(PASTE, "\n".join(f"Việc {n}\t1\t1\t1" for n in range(207)))
    expect(page.get_by_text("tối đa 200 dòng: còn 7 dòng chưa dán")).to_be_visible()
    page.locator("#id_viec-0-name").focus()
    page.evaluate(PASTE, "\n".join(f"Việc {n}\t1\t1\t1" for n in range(200)))
    expect(page.get_by_text("dòng chưa dán")).to_be_hidden()


def test_pasted_cells_of_several_lines_stay_one_cell_and_what_is_no_number_is_said(page, sign_in, office):
    director = office.score("director")
    sign_in(page, office.director)
    page.goto(f"/danh-gia/{office.cycle.pk}/diem/phieu/{director.pk}/")
    page.locator("#id_viec-0-name").focus()
    rows = ('"Soạn ""báo cáo""\ntháng"\t1,5\t1.234,5\t1.000\t2,0\t1,00', 'Họp "giao ban"\t1\t4\t4\t1 lần\t-1')
    page.evaluate(PASTE, "\r\n".join(rows) + "\r\n")
    cells = page.locator(".product-table tbody tr").nth(0).locator("input")
    assert cells.first.input_value() == 'Soạn "báo cáo" tháng'
    page.get_by_role("button", name="Lưu", exact=True).click()
    summary = page.locator(".alert-danger")
    expect(summary).to_contain_text("Có 2 chỗ cần sửa")
    expect(summary).to_contain_text("Dòng 2, Lần chậm: Ghi số từ 0 trở lên.")
    summary.get_by_role("link", name="Dòng 2, Lần sai sót lớn").click()
    expect(page.locator("#id_viec-1-faults")).to_be_focused()
    for name in ("faults", "delays"):
        page.locator(f"#id_viec-1-{name}").fill("0")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".alert-danger")).to_have_count(0)
    kept = list(work_of(director).values_list("name", "assigned", "done", "faults", "delays"))
    assert kept == [
        ('Soạn "báo cáo" tháng', Decimal("1234.5"), 1000, 2, 1), ('Họp "giao ban"', 4, 4, 0, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("width", [1366, 390])
def test_how_a_product_counts_can_be_read_in_its_field(page, sign_in, office, width):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, office.director)
    page.goto(f"/danh-gia/{office.cycle.pk}/diem/phieu/{office.score('director').pk}/")
    field = page.get_by_label("Cách tính").first
    field.select_option(label="Đã chuyển người khác")
    assert field.evaluate(WORDS_FIT)


def test_the_pages_of_scores_are_clean_for_axe_and_never_scroll_sideways(page, sign_in, clean, office):
    sign_in(page, office.director)
    root = f"/danh-gia/{office.cycle.pk}"
    sheet = f"{root}/don-vi/SNV/diem/{MARCH}/"
    for address in (
        f"{root}/diem/",
        f"{root}/diem/phieu/{office.score('director').pk}/",
        f"{root}/diem/xem/{office.score('deputy').pk}/",
        f"{root}/diem/xem/{office.score('staff-3').pk}/",
        sheet,
        f"{sheet}xac-nhan/",
    ):
        page.goto(address)
        clean(page)


def test_the_pages_of_a_petition_about_a_score_are_clean_for_axe_and_never_scroll_sideways(
    page, sign_in, clean, petitioned
):
    root, score, petition = f"/danh-gia/{petitioned.cycle.pk}", petitioned.first.pk, petitioned.petition.pk
    for user, addresses in (
        (petitioned.user, (f"{root}/diem/xem/{petitioned.other.pk}/kien-nghi/", f"{root}/diem/xem/{score}/")),
        (petitioned.director, ("/", f"{root}/kien-nghi/{petition}/")),
    ):
        page.context.clear_cookies()
        sign_in(page, user)
        for address in addresses:
            assert page.goto(address).status == 200, address
            clean(page)
