"""A form that is saved as it is typed, open twice: what one page wrote the other doesn't write over."""

import copy
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from playwright.sync_api import expect

from evaluations.models import SelfEvaluation
from evaluations.scores.write import work_of
from tests import sessions
from tests.evaluations.organisations import make_province
from tests.evaluations.scores.month import make_department, open_month
from tests.evaluations.test_self_evaluation import teacher, written  # noqa: F401
from work.models import WorkItem

HTMX = {"HTTP_HX_REQUEST": "true"}
TOLD = "Phiếu vừa được ghi ở cửa sổ khác"


def mark(response) -> dict[str, str]:
    return {"trang": response.context["mark"]}


@pytest.mark.django_db
def test_a_self_evaluation_open_twice_keeps_what_was_written_first(teacher):  # noqa: F811
    one, other = mark(teacher.get(teacher.address)), mark(teacher.get(teacher.address))
    for text in ("Đều tay.", "Đều tay, chắc."):
        said = teacher.post(teacher.address, written(strengths=text) | one, **HTMX).content.decode()
        assert "Đã lưu lúc" in said, "a page's own saves don't stand against each other"
    empty = {"viec-TOTAL_FORMS": "0", "viec-INITIAL_FORMS": "0", "strengths": "Cửa sổ cũ."}
    assert TOLD in teacher.post(teacher.address, empty | other, **HTMX).content.decode()
    assert WorkItem.objects.filter(person=teacher.person).count() == 1
    page = teacher.post(teacher.address, empty | other)
    text = page.content.decode()
    assert TOLD in text and "Cửa sổ cũ." in text
    assert WorkItem.objects.filter(person=teacher.person).count() == 1
    assert teacher.post(teacher.address, empty | mark(page)).status_code == 302
    assert not WorkItem.objects.filter(person=teacher.person).exists(), "who insists is heard"


@pytest.mark.django_db(transaction=True)
def test_of_two_pages_that_save_in_the_same_instant_one_is_told(teacher):  # noqa: F811
    saved(teacher, written(strengths="Trước.") | mark(teacher.get(teacher.address)))
    marks = [mark(teacher.get(teacher.address)) for _ in range(2)]
    with ThreadPoolExecutor(2) as pages:
        with sessions.another() as hand, hand.cursor() as cursor:
            cursor.execute("SELECT FROM evaluations_evaluation FOR UPDATE")
            saving = [
                pages.submit(saved, teacher, written(strengths=f"Trang {place}.") | one)
                for place, one in enumerate(marks)
            ]
            while waiting() < 2 and not any(one.done() for one in saving):
                time.sleep(0.01)
            hand.rollback()
        said = [one.result() for one in saving]
    assert sorted(TOLD in one for one in said) == [False, True]
    assert sorted("Đã lưu lúc" in one for one in said) == [False, True]
    kept = SelfEvaluation.objects.get().strengths
    assert kept == f"Trang {[TOLD in one for one in said].index(False)}."


def saved(client, form: dict) -> str:
    """What the page reads back, asked on a connection of its own where a thread asks."""
    try:
        return copy.copy(client).post(client.address, form, **HTMX).content.decode()
    finally:
        if threading.current_thread() is not threading.main_thread():
            connection.close()


def waiting() -> int:
    """How many sessions wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_who_types_a_wrong_number_is_told_that_the_lines_of_work_wait(teacher):  # noqa: F811
    teacher.post(teacher.address, written(), **HTMX)
    wrong = written(**{"viec-0-done": "-1", "strengths": "Khác."})
    said = teacher.post(teacher.address, wrong, **HTMX).content.decode()
    assert "Bảng công việc có chỗ chưa đúng nên chưa lưu; phần khác đã lưu." in said
    assert WorkItem.objects.get(person=teacher.person).done == 20


@pytest.mark.django_db
def test_a_head_and_a_clerk_dont_write_over_each_other_in_their_organisations_form(client, sign_in):
    from tests.evaluations.test_organisation_pages import written as of_organisation

    made = make_province()
    sign_in(client, made.users["p0"])
    address = f"/danh-gia/{made.cycle.pk}/to-chuc/P0/"
    one, other = mark(client.get(address)), mark(client.get(address))
    assert "Đã lưu lúc" in client.post(address, of_organisation() | one, **HTMX).content.decode()
    assert TOLD in client.post(address, of_organisation(summary="Khác.") | other, **HTMX).content.decode()
    page = client.post(address, of_organisation(summary="Khác.") | other)
    assert TOLD in page.content.decode() and "Khác." in page.content.decode()
    assert "Đều." in client.get(address).content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_months_form_in_two_windows_keeps_the_lines_of_the_first(page, sign_in):
    office = make_department(1)
    open_month(office)
    sign_in(page, office.director)
    director = office.score("director")
    address = f"/danh-gia/{office.cycle.pk}/diem/phieu/{director.pk}/"
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    for place, text in enumerate(("Thẩm định hồ sơ", "1,00", "10", "10")):
        page.locator("table.product-table tbody tr").first.locator("input").nth(place).fill(text)
    page.locator("#da-luu", has_text="Đã lưu lúc").wait_for()
    other.locator("#id_strengths").fill("Đúng hạn.")
    expect(other.locator("#da-luu")).to_contain_text(TOLD)
    assert [item.name for item in work_of(director)] == ["Thẩm định hồ sơ"]
    other.get_by_role("button", name="Lưu", exact=True).click()
    expect(other.get_by_role("alert")).to_contain_text(TOLD)
    expect(other.locator("#id_strengths")).to_have_value("Đúng hạn.")
    page.locator("#id_strengths").fill("Chắc.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#id_strengths")).to_have_value("Chắc.")
    expect(page.get_by_role("alert")).to_have_count(0)
    director.refresh_from_db()
    assert director.strengths == "Chắc."
