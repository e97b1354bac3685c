"""A roster's whole way in a real browser, with a real worker, from uploading to undoing."""

import re

import pytest
from playwright.sync_api import expect

from imports.drive import carry_out, finish
from imports.models import Batch, Outcome
from imports.receive import receive
from staff.models import Person
from tests.imports import small

PHONE = {"width": 390, "height": 844}
TABS = ("thay-doi", "them-moi", "khong-con", "loi", "canh-bao", "doi-chieu", "dien-bien")


@pytest.fixture
def office(transactional_db):
    return small.people_of_the_office()


@pytest.fixture
def december(office, tmp_path):
    """The list before, applied without a worker."""
    path = small.workbook(
        tmp_path, [small.woman(n) for n in range(3)], [small.woman(3)], as_of=small.DECEMBER
    )
    batch = receive(kind="people", path=path, name=path.name, by=office.officer, scope={})
    finish(batch)
    carry_out(batch, by=office.officer, approver=office.leader)
    return batch


@pytest.fixture
def june_file(tmp_path):
    """One person is raised and moved, one has left, one is new, one stays."""
    finance = [small.woman(0, step=4, coefficient=3.33), small.woman(3), small.woman(4, name="Đàm Thị Yến")]
    return small.workbook(tmp_path, [small.woman(1)], finance)


@pytest.fixture
def june(office, december, june_file):
    batch = receive(kind="people", path=june_file, name=june_file.name, by=office.officer, scope={})
    finish(batch)
    batch.refresh_from_db()
    return batch


def is_inside(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def tab_to(page, words: str) -> None:
    """Press Tab until what has the focus reads as the words."""
    for _ in range(120):
        page.keyboard.press("Tab")
        text = page.evaluate(
            "(({textContent, ariaLabel, name}) => [textContent, ariaLabel, name])(document.activeElement)"
        )
        if any(part and words in " ".join(part.split()) for part in text):
            return
    raise AssertionError(f"Tab never reaches {words!r}.")


def test_a_roster_goes_in_by_two_people_and_comes_out_again(
    page, new_context, sign_in, worker, office, december, june_file
):
    sign_in(page, office.officer)
    leader = new_context().new_page()
    sign_in(leader, office.leader)

    page.goto("/nhap-danh-sach/")
    page.get_by_role("link", name="Tải danh sách lên").click()
    page.get_by_label("Tệp Excel").set_input_files(june_file)
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    expect(page.locator(".page-lead")).to_contain_text("Đã so sánh", timeout=30_000)
    expect(page.locator(".batch-effect")).to_have_text("Sẽ thêm 1, đổi 1, cho thôi 1 và giữ nguyên 2 người.")
    address = page.url

    page.get_by_label("Lý do cho tất cả").select_option("Nghỉ hưu")
    page.get_by_role("button", name="Ghi cho tất cả").click()
    expect(page.locator(".messages")).to_contain_text("Đã ghi lý do “Nghỉ hưu” cho 1 người.")
    page.get_by_role("link", name="Trình duyệt").click()
    page.get_by_label("Danh sách này đúng là tính đến ngày 30/06/2022").check()
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.locator(".page-lead")).to_contain_text("Chờ duyệt")

    leader.goto("/")
    leader.get_by_role("link", name=re.compile("^Xem và duyệt")).click()
    leader.get_by_role("link", name="Duyệt", exact=True).click()
    expect(leader.locator(".effect")).to_contain_text("thêm 1, đổi 1, cho thôi 1")
    leader.get_by_role("button", name="Duyệt").click()
    expect(leader.locator(".page-lead")).to_contain_text("Đã áp dụng", timeout=30_000)
    assert Person.objects.filter(full_name="Đàm Thị Yến").exists()

    page.goto(address)
    page.get_by_role("link", name="Đề nghị hoàn tác").click()
    page.get_by_label("Lý do").fill("Gửi nhầm danh sách cũ.")
    page.get_by_role("button", name="Đề nghị hoàn tác").click()
    expect(page.locator(".alert-warning")).to_contain_text("Gửi nhầm danh sách cũ.")
    leader.reload()
    leader.get_by_role("link", name="Duyệt hoàn tác").click()
    leader.get_by_role("button", name="Duyệt hoàn tác").click()
    expect(leader.locator(".page-lead")).to_contain_text("Đã hoàn tác", timeout=30_000)
    assert not Person.objects.filter(full_name="Đàm Thị Yến").exists()


def test_closing_the_page_while_the_job_runs_loses_nothing(
    page, sign_in, worker, office, december, june_file
):
    worker.kill()
    sign_in(page, office.officer)
    page.goto("/nhap-danh-sach/moi/")
    page.get_by_label("Tệp Excel").set_input_files(june_file)
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    expect(page.locator(".job")).to_contain_text("Kiểm tra, so sánh: danh-sach-06.xlsx")
    address = page.url
    page.goto("/nhap-danh-sach/")
    worker.start()
    page.goto(address)
    expect(page.locator(".page-lead")).to_contain_text("Đã so sánh", timeout=30_000)


def test_a_batch_is_submitted_by_keyboard_alone(page, sign_in, office, june):
    sign_in(page, office.officer)
    page.goto(june.get_absolute_url() + "?muc=khong-con")
    tab_to(page, "reason")
    page.keyboard.type("Nghỉ")
    tab_to(page, "Chọn cả trang này")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Ghi cho người đã chọn (1)")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Đã ghi lý do “Nghỉ hưu” cho 1 người.")
    tab_to(page, "Trình duyệt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/trinh-duyet/")
    tab_to(page, "is_right")
    page.keyboard.press("Space")
    tab_to(page, "Trình duyệt")
    page.keyboard.press("Enter")
    expect(page.locator(".page-lead")).to_contain_text("Chờ duyệt")
    assert june.differences.get(outcome=Outcome.LEFT).reason == "retired"


def test_the_pages_are_accessible_and_fit_screen_and_phone(page, sign_in, clean, office, june):
    sign_in(page, office.officer)
    here = june.get_absolute_url()
    june.messages.create(
        severity="warning",
        code="rank_name_differs",
        sheet="Danh sách",
        row=10,
        cell="G10",
        value="01.003",
        sentence="Xem.",
    )
    paths = ["/nhap-danh-sach/", "/nhap-danh-sach/moi/", f"{here}cot/", f"{here}huy/"]
    for path in [*paths, *(f"{here}?muc={tab}" for tab in TABS), f"{here}?tim=khongco"]:
        page.goto(path)
        clean(page)


def test_what_moved_and_what_was_returned_are_accessible_too(page, sign_in, axe, office, june):
    moved = {"was": True, "label": "Hà Thị Ánh, 1980", "field": "Bậc", "old": "3", "new": "4", "detail": ""}
    Batch.objects.filter(pk=june.pk).update(state="rejected", moved=[moved])
    june.steps.create(what="Trả lại", note="Thiếu Sở Y tế.", by=office.leader)
    sign_in(page, office.officer)
    page.goto(june.get_absolute_url())
    expect(page.get_by_text("Thiếu Sở Y tế.").first).to_be_visible()
    axe(page)
    page.set_viewport_size(PHONE)
    axe(page)
    assert is_inside(page)
