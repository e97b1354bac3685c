"""The pages of reports in a real browser, made by a real worker: clean for axe, by keyboard."""

from datetime import date

import pytest

from agencies.enums import Role, UnitType
from reports.enums import State
from reports.models import Report
from tests.factories import make_person, make_post, make_qualification, make_salary, make_unit, make_user_in

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2022, 6, 30)


@pytest.fixture
def office(worker):
    """Two agencies with a person each, and the worker that makes reports."""
    province = make_unit("UBND tỉnh", "UBT", type=UnitType.PROVINCE)
    for place, name in enumerate(("Sở Nội vụ", "Sở Tài chính")):
        person = make_person(f"Nông Thị Ánh {name}", f"09508400123{place}")
        make_post(person, make_unit(name, f"S{place}", province))
        make_salary(person)
        make_qualification(person)


def waited(page) -> None:
    """Until the job has made the paper and the page has loaded itself anew."""
    page.locator("article.paper").wait_for(timeout=60_000)


@pytest.fixture
def draft(office, page, sign_in) -> Report:
    sign_in(page, make_user_in(Role.OFFICER))
    page.goto("/bao-cao/moi/")
    page.get_by_label("Số liệu đến ngày").fill("30/6/22")
    page.keyboard.press("Enter")
    waited(page)
    return Report.objects.get()


def test_every_page_is_clean_for_axe_and_never_scrolls_sideways(page, draft, clean):
    for address in (
        "/?ngay=2022-06-30",
        "/don-vi/UBT/?ngay=2022-06-30",
        "/bao-cao/",
        "/bao-cao/moi/",
        "/bao-cao/bien-dong/?ngay=2022-06-30",
        "/bao-cao/bien-dong/?ngay=2022-06-30&tu=01/07/2022",
        "/bao-cao/bien-dong/?tu=01/01/2010",
        "/bao-cao/lich/",
        f"/bao-cao/{draft.pk}/",
        f"/bao-cao/{draft.pk}/loi-van/",
        f"/bao-cao/{draft.pk}/ban/1/so/staff.total/",
    ):
        page.goto(address)
        clean(page)


def test_a_report_made_by_the_worker_is_walked_to_its_number_by_three_people(
    page, draft, new_context, sign_in, clean
):
    leader, provincial = (new_context().new_page() for _ in range(2))
    sign_in(leader, make_user_in(Role.HOME_AFFAIRS_LEADER))
    sign_in(provincial, make_user_in(Role.PROVINCIAL_LEADER))
    address = f"/bao-cao/{draft.pk}/"
    page.goto(address)
    page.get_by_role("link", name="Trình", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Ưu điểm; Tồn tại, hạn chế và nguyên nhân; Kiến nghị, đề xuất.").wait_for()
    clean(page)
    page.get_by_role("button", name="Trình", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã trình Lãnh đạo Sở kiểm tra.").wait_for()
    leader.goto(address)
    leader.get_by_role("link", name="Đã kiểm tra, trình tỉnh").focus()
    leader.keyboard.press("Enter")
    clean(leader)
    leader.get_by_role("button", name="Đã kiểm tra, trình tỉnh").focus()
    leader.keyboard.press("Enter")
    leader.get_by_text("trình Lãnh đạo tỉnh duyệt.").wait_for()

    provincial.goto(address)
    provincial.locator("table.annex td.num a").first.focus()
    provincial.keyboard.press("Enter")
    provincial.get_by_role("link", name="Ghi ý kiến vào số này").click()
    provincial.locator("#id_text").fill("Xem lại số này")
    provincial.get_by_role("button", name="Ghi ý kiến").click()
    provincial.get_by_text("Đã ghi ý kiến: Phụ lục I").wait_for()
    provincial.goto(f"{address}tra-lai/")
    clean(provincial)
    provincial.goto(address)
    provincial.get_by_role("link", name="Duyệt").click()
    clean(provincial)
    provincial.get_by_label("Số báo cáo").fill("05/BC-SNV")
    provincial.get_by_label("Ngày ký").fill("05/07/2022")
    provincial.keyboard.press("Enter")
    provincial.get_by_text("Đã duyệt báo cáo số 05/BC-SNV.").wait_for()
    draft.refresh_from_db()
    assert (draft.state, draft.signed_on) == (State.APPROVED, date(2022, 7, 5))
    with provincial.expect_download() as waiting:
        provincial.get_by_role("link", name="Tải docx").click()
    assert waiting.value.suggested_filename.endswith(".docx")
