"""A report from its job to its number: frozen, returned with a remark on a cell, mended, approved, kept."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from agencies.models import UnitPeriod
from core import jobs
from core.models import Job
from reports import make, review
from reports.behind import behind, count, page
from reports.changes import MOST_CELLS, between, cells_since_frozen, since_frozen
from reports.compose import compose
from reports.due import make_due
from reports.enums import Move, Period, State
from reports.errors import ReportRefused
from reports.freeze import is_intact
from reports.models import Comment, Document, FrozenRow, Report, Schedule
from reports.periods import closed
from staff.enums import Group, LeaveReason
from staff.facts import Ground
from staff.leave import leave
from staff.models import Person, Post
from staff.transfer import transfer
from tests.factories import make_person, make_post
from tests.scenarios.province import DECEMBER_DAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed_province")]


def user(name: str) -> User:
    return User.objects.get(username=name)


def made(**scope) -> Report:
    options = {"definition": "staff", "unit_id": None, "day": DECEMBER_DAY} | scope
    report, _ = make.start(**options, by=user("chuyenvien"))
    assert jobs.run_all_queued() == 1
    report.refresh_from_db()
    return report


def made_of_an_agency() -> Report:
    """Of one agency: quicker than of the whole province, and its way to the number is the same."""
    return made(unit_id=UnitPeriod.objects.as_of(DECEMBER_DAY).get(code="SNV").unit_id)


def test_a_report_is_drafted_returned_on_a_cell_mended_and_approved():
    report = made_of_an_agency()
    assert report.state == State.DRAFT
    officer, leader, provincial = user("chuyenvien"), user("lanhdao"), user("lanhdaotinh")
    review.submit(report, by=officer)
    review.check(report, by=leader)
    remark = review.comment(
        report, by=provincial, anchor="cong-chuc.1.1", place="Phụ lục I", text="Xem lại số này"
    )
    review.give_back(report, by=provincial)
    with pytest.raises(ReportRefused, match="Còn 1 ý kiến chưa trả lời"):
        review.submit(report, by=officer)
    make.rewrite(report, by=officer, words={"III.1": "Đội ngũ ổn định."}, base=1)
    review.answer(remark, by=officer, text="Đã kiểm tra, số đúng.")
    review.submit(report, by=officer)
    review.check(report, by=leader)
    review.approve(report, by=provincial, number="05/BC-SNV", signed_on=date(2022, 1, 5))

    report.refresh_from_db()
    version = report.versions.first()
    assert (report.state, version.number, report.versions.count()) == (State.APPROVED, 2, 2)
    assert set(Document.objects.filter(version=version, is_final=True).values_list("format", flat=True)) == {
        "docx", "pdf", "xlsx",
    }  # fmt: skip
    paper = compose(version)
    assert paper.letterhead.number_line == "Số: 05/BC-SNV"
    old = report.versions.last()
    assert [part.anchor for part in between(old, version)] == ["III.1"]


def test_nothing_changes_an_approved_report_and_later_corrections_stand_beside_it():
    report = made_of_an_agency()
    review.submit(report, by=user("chuyenvien"))
    review.check(report, by=user("lanhdao"))
    review.approve(report, by=user("lanhdaotinh"), number="05/BC-SNV", signed_on=date(2022, 1, 5))
    version = report.versions.first()
    assert since_frozen(report, version.snapshot) == []
    for table in (
        "reports_report",
        "reports_version",
        "reports_snapshot",
        "reports_document",
        "reports_frozenrow",
    ):
        for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
    with pytest.raises(ReportRefused):
        make.refresh(report, by=user("chuyenvien"))

    somebody = Person.objects.filter(posts__unit=report.unit, sex="male").first()
    somebody.sex = "female"
    somebody.save()
    moved = {change.name: change.difference for change in since_frozen(report, version.snapshot)}
    assert moved["Nữ"] == 1
    assert moved["Theo giới tính: Nam"] == -1
    assert is_intact(version.snapshot)


def test_cells_of_annexes_that_later_corrections_change_stand_beside_the_report():
    report = made()
    snapshot = report.versions.first().snapshot
    assert cells_since_frozen(report, snapshot).total == 0
    men = FrozenRow.objects.filter(snapshot=snapshot, sex="male").order_by("id")
    official = men.filter(group="civil_servant").first()
    Person.objects.filter(pk=official.person_id).update(sex="female")
    found = cells_since_frozen(report, snapshot)
    name = UnitPeriod.objects.as_of(DECEMBER_DAY).get(unit_id=official.unit_id).name
    assert [(cell.name, cell.difference) for cell in found.shown] == [
        (f"Số lượng, chất lượng công chức · {name}: Nữ", 1)
    ]

    teachers = {row.unit_id: row.person_id for row in men.filter(group="public_employee")}
    several = list(teachers.values())[: MOST_CELLS + 5]
    Person.objects.filter(pk__in=several).update(sex="female")
    found = cells_since_frozen(report, snapshot)
    assert (len(found.shown), found.total, found.more) == (MOST_CELLS, MOST_CELLS + 6, 6)
    client = Client()
    client.force_login(user("chuyenvien"), backend="django.contrib.auth.backends.ModelBackend")
    text = client.get(f"/bao-cao/{report.pk}/").text
    assert f"{MOST_CELLS + 6} ô của các phụ lục" in text and "Và 6 ô khác" in text


def test_a_frozen_figure_opens_as_many_people_as_it_says():
    snapshot = made().versions.first().snapshot
    assert snapshot.rows_count == 12_471
    for code, (number, _) in snapshot.content["figures"].items():
        if not code.startswith("staff.") or "share" in code:
            continue
        assert count(snapshot, behind(snapshot, code)) == number, code
    for kind, rows in snapshot.content["annexes"].items():
        for line in (1, 2, len(rows)):
            for across, number in enumerate(rows[line - 1]["numbers"], start=1):
                assert count(snapshot, behind(snapshot, f"{kind}.{line}.{across}")) == number
    totals = {kind: rows[-1]["numbers"][0] for kind, rows in snapshot.content["annexes"].items()}
    assert totals == {"cong-chuc": 1_356, "vien-chuc": 8_881, "cap-xa": 2_234}
    assert behind(snapshot, "staff.by_sex[khac]") is None and behind(snapshot, "cong-chuc.1.99") is None


def test_who_joined_left_and_moved_stands_behind_the_numbers():
    by, ground = user("chuyenvien"), Ground(date(2022, 3, 1), "12/QĐ-SNV", date(2022, 2, 20))
    here, there = (UnitPeriod.objects.as_of(DECEMBER_DAY).get(code=code).unit for code in ("SNV", "STP"))
    stays, goes, retires = (post.person for post in Post.objects.filter(unit=here).main().order_by("-id")[:3])
    comes = Post.objects.filter(unit=there).main().order_by("id")[0].person
    for person, unit in ((goes, there), (comes, here)):
        transfer(person=person, unit_id=unit.pk, group=Group.CIVIL_SERVANT, title=None, ground=ground, by=by)
    leave(person=retires, reason=LeaveReason.RETIRED, ground=ground, by=by)
    make_post(make_person("Người Mới"), here, first=date(2022, 4, 1))
    report = made(unit_id=here.pk, day=date(2022, 6, 30))
    snapshot = report.versions.first().snapshot

    def behind_figure(code: str) -> list[tuple]:
        rows = page(snapshot, behind(snapshot, code), offset=0, limit=50)
        assert count(snapshot, behind(snapshot, code)) == len(rows)
        return [(row.full_name, row.unit_name, row.other_name, row.day) for row in rows]

    first = ground.effective_on
    assert behind_figure("staff.joined") == [("Người Mới", "Sở Nội vụ", "", date(2022, 4, 1))]
    assert behind_figure("staff.left") == [(retires.full_name, "Sở Nội vụ", "", first)]
    assert behind_figure("staff.left[retired]") == behind_figure("staff.left")
    assert behind_figure("staff.moved_in") == [(comes.full_name, "Sở Nội vụ", "Sở Tư pháp", first)]
    assert behind_figure("staff.moved_out") == [(goes.full_name, "Sở Nội vụ", "Sở Tư pháp", first)]
    assert stays.full_name not in str([behind_figure(f"staff.{kind}") for kind in Move])

    client = Client()
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    paper = client.get(f"/bao-cao/{report.pk}/").text
    for code, words in (
        ("staff.joined", "Người Mới"),
        ("staff.left%5Bretired%5D", "Nghỉ hưu"),
        ("staff.moved_in", "Từ Sở Tư pháp"),
        ("staff.moved_out", "Đến Sở Tư pháp"),
    ):
        url = f"/bao-cao/{report.pk}/ban/1/so/{code}/"
        assert url in paper and words in client.get(url).text, code

    assert is_intact(snapshot)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM reports_frozenmove WHERE kind = 'joined'")
        cursor.execute("SET session_replication_role = DEFAULT")
    assert not is_intact(snapshot)


def test_a_changed_frozen_row_breaks_the_hash():
    snapshot = made_of_an_agency().versions.first().snapshot
    assert is_intact(snapshot)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE reports_frozenrow SET sex = 'male' "
            "WHERE id = (SELECT min(id) FROM reports_frozenrow WHERE sex = 'female')"
        )
        cursor.execute("SET session_replication_role = DEFAULT")
    assert not is_intact(snapshot)


def test_the_drafter_neither_checks_nor_approves():
    report = made_of_an_agency()
    officer = user("chuyenvien")
    review.submit(report, by=officer)
    with pytest.raises(ReportRefused):
        review.check(report, by=officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(checker=officer)


def test_a_return_needs_a_reason_or_a_remark():
    report = made_of_an_agency()
    review.submit(report, by=user("chuyenvien"))
    with pytest.raises(ReportRefused, match="ghi ý kiến"):
        review.give_back(report, by=user("lanhdao"))
    review.give_back(report, by=user("lanhdao"), note="Bổ sung đánh giá")
    report.refresh_from_db()
    assert report.state == State.RETURNED


def test_words_written_on_an_older_version_are_not_lost_and_not_mixed():
    report = made_of_an_agency()
    make.rewrite(report, by=user("chuyenvien"), words={"III.1": "một"}, base=1)
    with pytest.raises(ReportRefused, match="đã lập bản 2"):
        make.rewrite(report, by=user("chuyenvien"), words={"III.1": "hai"}, base=1)
    assert report.versions.first().words == {"III.1": "một"}


def test_while_new_figures_are_frozen_nothing_else_becomes_the_next_version():
    report, officer = made_of_an_agency(), user("chuyenvien")
    make.refresh(report, by=officer)
    with pytest.raises(ReportRefused, match="đang chốt lại số liệu"):
        make.rewrite(report, by=officer, words={"III.1": "một"}, base=1)
    with pytest.raises(ReportRefused, match="đang chốt lại số liệu"):
        review.submit(report, by=officer)
    assert jobs.run_all_queued() == 1
    make.rewrite(report, by=officer, words={"III.1": "một"}, base=2)
    review.submit(report, by=officer)
    assert [version.number for version in report.versions.all()] == [3, 2, 1]


def test_beat_makes_one_report_a_period_however_often_it_asks():
    Schedule.objects.create(period=Period.YEAR, active_from=date(2024, 1, 1), drafter=user("chuyenvien"))
    first = make_due(today=date(2025, 12, 20))
    again = make_due(today=date(2025, 12, 21))
    assert [report.day for report in first] == [date(2024, 12, 14), date(2025, 12, 14)]
    assert again == []
    assert Report.objects.count() == 2
    assert Job.objects.count() == 2


def test_a_period_that_closed_before_the_schedule_was_activated_is_not_made():
    days = [period.day for period in closed(Period.QUARTER_1, after=date(2025, 3, 15), by=date(2026, 3, 14))]
    assert days == []
    assert [p.day for p in closed(Period.QUARTER_1, after=date(2025, 3, 14), by=date(2025, 3, 15))] == [
        date(2025, 3, 14)
    ]


def test_a_period_that_closed_before_the_first_roster_is_not_made():
    Schedule.objects.create(period=Period.YEAR, active_from=date(2020, 1, 1), drafter=user("chuyenvien"))
    assert [report.day for report in make_due(today=date(2023, 1, 5))] == [date(2022, 12, 14)]


def test_nobody_of_the_first_roster_is_told_as_one_who_joined():
    Schedule.objects.create(period=Period.HALF_YEAR, active_from=date(2022, 1, 1), drafter=user("chuyenvien"))
    (report,) = make_due(today=date(2022, 6, 20))
    jobs.run_all_queued()
    assert report.since == DECEMBER_DAY, "the period opens on 14/12/2021, before anything was known"
    here = UnitPeriod.objects.as_of(DECEMBER_DAY).get(code="SNV").unit_id
    assert made(unit_id=here, day=date(2022, 6, 1), since=date(2020, 1, 1)).since == DECEMBER_DAY
    assert made_of_an_agency().since is None


def test_a_due_day_on_a_weekend_moves_to_monday():
    period = next(closed(Period.QUARTER_1, after=date(2022, 3, 1), by=date(2022, 4, 1)))
    assert period.due_on == date(2022, 3, 21)  # 20/3/2022 is a Sunday


def test_asking_twice_for_the_same_day_opens_the_same_report():
    first, is_new = make.start(definition="staff", unit_id=None, day=DECEMBER_DAY, by=user("chuyenvien"))
    second, is_new_again = make.start(
        definition="staff", unit_id=None, day=DECEMBER_DAY, by=user("chuyenvien")
    )
    assert (first.pk, is_new, is_new_again) == (second.pk, True, False)


def test_a_day_to_come_is_refused_with_a_sentence():
    with pytest.raises(ReportRefused, match="chưa đến"):
        make.start(
            definition="staff",
            unit_id=None,
            day=timezone.localdate().replace(year=2100),
            by=user("chuyenvien"),
        )


def test_comments_keep_the_place_in_words():
    report = made_of_an_agency()
    review.submit(report, by=user("chuyenvien"))
    review.comment(report, by=user("lanhdao"), anchor="I.1.a", place="Đoạn I.1.a", text="Rõ hơn")
    assert str(Comment.objects.get()) == "Đoạn I.1.a: Rõ hơn"
