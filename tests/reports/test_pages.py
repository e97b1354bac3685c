"""The pages of reports: who sees what, and the way to approval by pressing buttons."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agencies.demo import grant
from agencies.enums import Role
from agencies.models import UnitPeriod
from core import jobs
from reports import make
from reports.due import make_due
from reports.enums import State
from reports.models import Comment, Report, Schedule
from staff.models import Export
from tests.core.test_list_book import cells_of
from tests.scenarios.province import DECEMBER_DAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed_province")]


def as_user(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def unit(code: str) -> int:
    return UnitPeriod.objects.as_of(DECEMBER_DAY).get(code=code).unit_id


def made(code: str | None = "SNV") -> Report:
    report, _ = make.start(
        definition="staff",
        unit_id=unit(code) if code else None,
        day=DECEMBER_DAY,
        by=User.objects.get(username="chuyenvien"),
    )
    jobs.run_all_queued()
    report.refresh_from_db()
    return report


def press(client: Client, name: str, report: Report, **data):
    response = client.post(reverse(f"reports:{name}", args=[report.pk]), data, follow=True)
    report.refresh_from_db()
    return response


def test_a_report_is_made_by_a_form_and_walks_to_its_number():
    officer, leader, provincial = as_user("chuyenvien"), as_user("lanhdao"), as_user("lanhdaotinh")
    response = officer.post(
        reverse("reports:new"), {"definition": "staff", "unit": "SNV", "day": "30/12/2021"}, follow=True
    )
    assert "Dựng báo cáo" in response.content.decode()
    assert jobs.run_all_queued() == 1
    report = Report.objects.get()
    page = officer.get(reverse("reports:report", args=[report.pk])).content.decode()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page and "Sở Nội vụ có" in page

    press(officer, "submit", report)
    press(leader, "check", report)
    response = press(provincial, "comment", report, anchor="I.1.a", text="Nêu rõ hơn")
    assert "Đoạn I.1.a" in response.content.decode()
    press(provincial, "return", report, note="")
    assert report.state == State.RETURNED
    press(officer, "words", report, base="1", doan_III_1="Đội ngũ ổn định.")
    officer.post(reverse("reports:answer", args=[report.pk, Comment.objects.get().pk]), {"text": "Đã sửa"})
    press(officer, "submit", report)
    press(leader, "check", report)
    response = press(provincial, "approve", report, number="", signed_on="05/01/2022")
    assert report.state == State.CHECKED, "an approval without a number is refused"
    press(provincial, "approve", report, number="05/BC-SNV", signed_on="05/01/2022")
    assert (report.state, report.number, report.signed_on) == (State.APPROVED, "05/BC-SNV", date(2022, 1, 5))
    for format in ("docx", "pdf", "xlsx"):
        file = provincial.get(reverse("reports:document", args=[report.pk, 2, format]))
        assert file.status_code == 200 and len(file.content) > 5_000
    assert "Đội ngũ ổn định." in provincial.get(reverse("reports:report", args=[report.pk])).content.decode()


def test_a_figure_opens_its_frozen_people_by_page():
    report = made()
    officer = as_user("chuyenvien")
    total = report.versions.first().snapshot.content["figures"]["staff.total"][0]
    page = officer.get(reverse("reports:behind", args=[report.pk, 1, "staff.total"]))
    assert f"1–50 trong {total}" in page.content.decode()
    last = officer.get(reverse("reports:behind", args=[report.pk, 1, "staff.total"]), {"trang": "999"})
    assert f"{total - (total - 1) % 50}–{total} trong {total}" in last.content.decode()
    assert officer.get(reverse("reports:behind", args=[report.pk, 1, "staff.khong"])).status_code == 404


def test_a_figures_people_are_taken_out_and_it_is_kept_who_did():
    report, officer = made(), as_user("chuyenvien")
    url = reverse("reports:behind", args=[report.pk, 1, "staff.total"])
    assert f'href="{url}xuat/"' in officer.get(url).text
    _, of, _, _, heads, *rows = cells_of(officer.get(f"{url}xuat/").content)
    assert heads == ["Họ và tên", "Năm sinh", "Chức vụ, chức danh", "Đơn vị", "Nhóm"]
    snapshot = report.versions.get().snapshot
    assert sorted(row[0] for row in rows) == sorted(snapshot.rows.values_list("full_name", flat=True))
    assert "số liệu đã chốt" in of[0]
    taken = Export.objects.get()
    assert (taken.made_by.username, taken.count, taken.has_numbers) == ("chuyenvien", len(rows), False)
    assert as_user("lanhdaotinh").get(f"{url}xuat/").status_code == 404  # a draft is not theirs to see


def test_the_list_of_reports_is_taken_out_as_it_is_filtered():
    report, officer = made(), as_user("chuyenvien")
    rows = cells_of(officer.get(reverse("reports:export"), {"trang_thai": "draft"}).content)
    assert rows[-1][1:4] == ["Sở Nội vụ", datetime(2021, 12, 30), report.get_state_display()]
    assert (
        cells_of(officer.get(reverse("reports:export"), {"trang_thai": "approved"}).content)[-1][0]
        == "Báo cáo"
    )


def test_a_draft_is_for_those_who_draft_and_check():
    report = made()
    url = reverse("reports:report", args=[report.pk])
    assert as_user("chuyenvien").get(url).status_code == 200
    assert as_user("lanhdao").get(url).status_code == 200
    assert as_user("lanhdaotinh").get(url).status_code == 404


def test_a_unit_head_sees_approved_reports_of_the_unit_and_no_others():
    head = User.objects.create(username="truongphong", full_name="Trưởng đơn vị")
    grant(head, Role.UNIT_HEAD, unit("SNV"))
    own, other = made("SNV"), made("STP")
    Report.objects.filter(pk__in=[own.pk, other.pk]).update(state=State.CHECKED)
    client = as_user("truongphong")
    assert client.get(reverse("reports:report", args=[own.pk])).status_code == 200
    for name, args in (
        ("report", []), ("document", [1, "docx"]), ("behind", [1, "staff.total"]), ("approve", []),
        ("words", []),
    ):  # fmt: skip
        assert client.get(reverse(f"reports:{name}", args=[other.pk, *args])).status_code == 404, name
    assert client.get(reverse("reports:approve", args=[own.pk])).status_code == 403
    assert client.get(reverse("reports:new")).status_code == 403


def test_a_remark_needs_a_place_that_the_paper_has():
    report = made()
    press(as_user("chuyenvien"), "submit", report)
    leader = as_user("lanhdao")
    assert (
        leader.post(reverse("reports:comment", args=[report.pk]), {"anchor": "X.9", "text": "?"}).status_code
        == 404
    )
    press(leader, "comment", report, anchor="cong-chuc.1.1", text="Xem lại")
    assert Comment.objects.get().place.startswith("Phụ lục I, ")


def test_a_figure_of_the_text_is_remarked_on_at_its_paragraph():
    report = made()
    press(as_user("chuyenvien"), "submit", report)
    leader = as_user("lanhdao")
    for code, anchor, place in (
        ("staff.female_share", "I.2.a", "Đoạn I.2.a"),
        ("staff.by_sex[female]", "", ""),
        ("cong-chuc.1.1", "cong-chuc.1.1", "Phụ lục I"),
    ):
        behind = leader.get(reverse("reports:behind", args=[report.pk, 1, code]))
        assert ("Ghi ý kiến vào số này" in behind.text) == bool(anchor), code
        page = leader.get(behind.context["back_url"])
        assert (f'name="anchor" value="{anchor}"' in page.text) == bool(anchor) and place in page.text


def test_a_reviewer_remarks_on_an_empty_cell_too():
    report = made()
    cells = report.versions.first().snapshot.content["annexes"]["cong-chuc"][0]["numbers"]
    anchor = f"cong-chuc.1.{cells.index(0) + 1}"
    link = f"ykien={anchor}#y-kien"
    officer, leader, url = (
        as_user("chuyenvien"),
        as_user("lanhdao"),
        reverse("reports:report", args=[report.pk]),
    )
    press(officer, "submit", report)
    assert link in leader.get(url).text and link not in officer.get(url).text
    assert "số trống" in press(leader, "comment", report, anchor=anchor, text="Phải có").text


def test_before_it_goes_on_the_effect_and_what_is_unwritten_are_told():
    report = made()
    officer, leader = as_user("chuyenvien"), as_user("lanhdao")
    address, check = (reverse(f"reports:{name}", args=[report.pk]) for name in ("submit", "check"))
    asked = officer.get(address).content.decode()
    assert "Ưu điểm; Tồn tại, hạn chế và nguyên nhân; Kiến nghị, đề xuất." in asked
    report.refresh_from_db()
    assert report.state == State.DRAFT, "asking sends nothing"
    press(officer, "words", report, base="1", doan_III_1="Tốt.", doan_III_2="Không.", doan_IV_1="Không.")
    assert "Chưa viết" not in officer.get(address).content.decode()
    assert "nên không làm được việc này" in leader.get(check, follow=True).content.decode()
    press(officer, "submit", report)
    assert "được trình Lãnh đạo tỉnh duyệt" in leader.get(check).content.decode()
    assert "nên không làm được việc này" in officer.get(address, follow=True).content.decode()


def test_pressing_a_button_twice_is_told_and_not_an_error():
    report = made()
    officer = as_user("chuyenvien")
    press(officer, "submit", report)
    response = press(officer, "submit", report)
    assert response.status_code == 200 and "nên không làm được việc này" in response.content.decode()


def test_bad_days_and_units_are_told_at_their_fields():
    officer = as_user("chuyenvien")
    for data, sentence in (
        ({"day": "30/02/2022"}, "không có thật"),
        ({"day": "01/01/2100"}, "chưa đến"),
        ({"day": "29/12/2021"}, "Ngày 29/12/2021 cổng chưa có số liệu. Chọn từ ngày 30/12/2021"),
        ({"day": "30/12/2021", "since": "31/12/2021"}, "phải trước ngày chốt"),
        ({"day": "30/12/2021", "unit": "KHONGCO"}, "không có đơn vị nào mang mã"),
    ):
        page = officer.post(reverse("reports:new"), {"definition": "staff"} | data).content.decode()
        assert sentence in page
    assert not Report.objects.exists()


def test_a_schedule_is_turned_on_once_and_off_again():
    officer = as_user("chuyenvien")
    data = {"definition": "staff", "period": "year", "active_from": "01/01/2026"}
    officer.post(reverse("reports:schedules"), data)
    again = officer.post(reverse("reports:schedules"), data)
    assert "Đã có lịch" in again.content.decode() and Schedule.objects.count() == 1
    officer.post(reverse("reports:stop-schedule", args=[Schedule.objects.get().pk]))
    assert not Schedule.objects.get().is_active
    assert as_user("lanhdao").get(reverse("reports:schedules")).status_code == 403


def test_a_schedule_may_be_for_a_unit_and_makes_its_reports():
    officer, url = as_user("chuyenvien"), reverse("reports:schedules")
    data = {"definition": "staff", "period": "year", "active_from": "01/01/2021"}
    assert "không có đơn vị nào" in officer.post(url, data | {"unit": "XYZ"}).text
    for scope in ({"unit": "SNV"}, {}):
        assert officer.post(url, data | scope).status_code == 302
    assert "của phạm vi này" in officer.post(url, data | {"unit": "SNV"}).text
    assert "Sở Nội vụ" in officer.get(url).text
    due = make_due(today=date(2023, 1, 5))
    assert {report.unit_id for report in due} == {unit("SNV"), None}


def test_the_calendar_is_offered_to_who_may_keep_it():
    clerk = User.objects.create(username="soanthao", full_name="Người soạn của Sở")
    grant(clerk, Role.OFFICER, unit("SNV"))
    page = as_user("soanthao").get(reverse("reports:list")).text
    assert "Lập báo cáo" in page and "Lịch báo cáo" not in page
    assert as_user("soanthao").get(reverse("reports:schedules")).status_code == 403
    assert "Lịch báo cáo" in as_user("chuyenvien").get(reverse("reports:list")).text


def test_the_queries_of_a_report_do_not_grow_with_its_rows(django_assert_max_num_queries):
    small, large = made("SNV"), made(None)
    officer = as_user("chuyenvien")
    for report in (small, large):
        with django_assert_max_num_queries(20):
            officer.get(reverse("reports:report", args=[report.pk]))


def test_the_dashboards_say_the_published_figures():
    officer = as_user("chuyenvien")
    for url in ("/?ngay=2021-12-30", "/don-vi/UBT/?ngay=2021-12-30"):
        page = officer.get(url).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        for figure in ("12.471", "1.356", "8.881", "2.234", "95,0 %", "62,4 %"):
            assert figure in page, f"{figure} on {url}"
    assert "Chưa có số liệu" in officer.get("/?ngay=2021-12-29").content.decode()
