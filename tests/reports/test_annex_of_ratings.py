"""The report's annex of ratings: frozen with those behind each number, as of its day, last year beside."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from agencies.enums import Role
from core import jobs
from core.days import since
from evaluations.enums import OrganisationState
from evaluations.models import Cycle, Evaluation, Organisation, PastRating, Petition, Rating, UnitLevel
from reports import make, rating_annexes, review
from reports.behind import behind, count
from reports.compose import compose
from reports.freeze import is_intact
from reports.models import Document, FrozenRating, Report, Snapshot, Version
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.organisations import make_province
from tests.evaluations.rated import opened
from tests.reports.test_organisation_figures import recognise
from tests.reports.test_ratings import DAY, rate, scored

pytestmark = pytest.mark.django_db(transaction=True)
AFTER = date(2022, 12, 15)


@pytest.fixture
def rated():
    """Last year two rated; this year five, one not rated by law, one gone, two waiting."""
    with transaction.atomic():
        made = make_offices()
        before = opened(make_cycle(2021))
        rate(before, made.people["director"], "GOOD")
        rate(before, made.people["clerk"], "FULFILLED")
        cycle = made.cycle = opened(make_cycle())
        first = rate(cycle, made.people["director"], "FULFILLED")
        rate(cycle, made.people["director"], "EXCELLENT", replaces=first)
        for name in ("deputy", "clerk", "teacher"):
            rate(cycle, made.people[name], "GOOD")
        rate(cycle, made.people["commune_clerk"], "NOT_FULFILLED")
        rate(cycle, made.people["principal"], "")
        Evaluation.objects.filter(cycle=cycle, person=made.people["division_head"]).update(left_on=DAY)
        made.officer = factories.make_user_in(Role.OFFICER)
    return made


def reported(officer, *, day: date = AFTER, unit=None) -> Report:
    report, _ = make.start(definition="staff", unit_id=unit.pk if unit else None, day=day, by=officer)
    assert jobs.run_all_queued() == 1
    report.refresh_from_db()
    return report


def version_of(report: Report) -> Version:
    version = report.versions.select_related("snapshot").first()
    version.report = report
    return version


def row(told: dict, code: str, label: str) -> list:
    return next(one["numbers"] for one in told["annexes"][code] if one["label"] == label)


def test_the_annexes_tell_levels_by_kind_and_unit_with_last_year_beside(rated):
    told = version_of(reported(rated.officer)).snapshot.content["ratings"]
    assert (told["year"], told["before"]) == (2022, 2021)
    columns = [one.code for one in rating_annexes.columns(rating_annexes.KINDS, 2021)]
    whole = dict(zip(columns, row(told, rating_annexes.KINDS, "Tổng cộng"), strict=True))
    assert [whole[code] for code in ("total", "rated", "not_rated", "waiting")] == [8, 5, 1, 2]
    assert (whole["good"], whole["good_share"], whole["before_good"]) == (3, [3, 5], [1, 2])
    kinds = {one["label"] for one in told["annexes"][rating_annexes.KINDS]}
    assert {"Viên chức", "Không giữ chức vụ", "Đơn vị sự nghiệp công lập"} <= kinds
    columns = [one.code for one in rating_annexes.columns(rating_annexes.UNITS, 2021)]
    units = dict(zip(columns, row(told, rating_annexes.UNITS, "Tổng cộng"), strict=True))
    assert (units["leaders_good"], units["others_good"]) == (1, 2)


def test_every_number_opens_as_many_as_it_says(rated):
    snapshot = version_of(reported(rated.officer)).snapshot
    told = snapshot.content["ratings"]
    for code, rows in told["annexes"].items():
        for line, one in enumerate(rows, start=1):
            for across, value in enumerate(one["numbers"], start=1):
                number = value if isinstance(value, int) else value[0]
                assert count(snapshot, behind(snapshot, f"{code}.{line}.{across}")) == number
    for code, (number, _) in told["figures"].items():
        assert count(snapshot, behind(snapshot, code)) == number, code
    assert behind(snapshot, "xl-chung.1.1") is None  # the head of a part has no numbers
    assert behind(snapshot, "xl-chung.99.1") is None and behind(snapshot, "xl-to-chuc.1.1") is None


def test_a_year_of_several_cycles_is_told_whole():
    """A cycle of the district, one of the department: the province's report tells of both."""
    with transaction.atomic():
        made = make_offices()
        for part, name, level in (("district", "teacher", "GOOD"), ("agency", "clerk", "EXCELLENT")):
            cycle = opened(make_cycle(name=f"Năm 2022, {part}", root=made.units[part]))
            rate(cycle, made.people[name], level)
        officer = factories.make_user_in(Role.OFFICER)
    told = version_of(reported(officer)).snapshot.content["ratings"]["figures"]
    assert (told["ratings.good"], told["ratings.excellent"]) == ([1, None], [1, None])


def test_what_was_signed_after_the_reports_day_is_not_in_it(rated):
    assert "ratings" not in version_of(reported(rated.officer, day=date(2022, 12, 9))).snapshot.content
    with transaction.atomic():
        waiting = Evaluation.objects.filter(cycle=rated.cycle, ratings=None, left_on=None).first()
        rate(rated.cycle, waiting.person, "GOOD", on=date(2022, 12, 20))
        first = Rating.objects.get(evaluation__cycle=rated.cycle, evaluation__person=rated.people["teacher"])
        rate(rated.cycle, rated.people["teacher"], "FULFILLED", replaces=first, on=date(2022, 12, 20))
    before, after = (
        version_of(reported(rated.officer, day=day)).snapshot.content["ratings"]["figures"]
        for day in (AFTER, date(2022, 12, 20))
    )
    levels = ("ratings.rated", "ratings.good", "ratings.fulfilled")
    assert [before[code][0] for code in levels] == [5, 3, 0]
    assert [after[code][0] for code in levels] == [6, 3, 1]


def test_a_report_stays_as_it_was_when_ratings_are_signed_later(rated):
    report = reported(rated.officer)
    version = version_of(report)
    before = compose(version)
    first = Rating.objects.get(evaluation__cycle=rated.cycle, evaluation__person=rated.people["teacher"])
    rate(rated.cycle, rated.people["teacher"], "FULFILLED", replaces=first)
    Evaluation.objects.filter(cycle=rated.cycle).update(group="public_employee")
    assert compose(version_of(report)) == before and is_intact(version.snapshot)
    for sql in ("UPDATE reports_frozenrating SET level = ''", "DELETE FROM reports_frozenrating"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE reports_frozenrating SET level = 'GOOD' WHERE level = 'EXCELLENT'")
        cursor.execute("SET session_replication_role = DEFAULT")
    assert not is_intact(version.snapshot)


def test_a_snapshot_made_before_there_were_ratings_in_it_reads_as_it_did(rated):
    report = reported(rated.officer)
    content = dict(version_of(report).snapshot.content)
    content.pop("ratings")
    old = Snapshot.objects.create(report=report, content=content, rows_count=0, sha256="")
    version = Version.objects.create(report=report, number=2, snapshot=old)
    paper = compose(version)
    assert [annex.label for annex in paper.annexes] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert "xếp loại" not in " ".join(getattr(part, "text", "") for part in paper.body)
    assert behind(old, "ratings.good") is None and behind(old, "xl-chung.2.1") is None


def test_the_paper_says_the_levels_the_change_and_that_the_year_is_open(rated):
    report = reported(rated.officer)
    words = {part.anchor: part.text for part in compose(version_of(report)).body}
    assert "trong 8 người thuộc phạm vi đánh giá có 5 người được xếp loại" in words["I.4.a"]
    assert "hoàn thành tốt nhiệm vụ 3 người (60 %)" in words["I.4.a"]
    assert "khoản 3 Điều 2 NĐ 90/2020: 1 người" in words["I.4.a"]
    assert "kỳ đánh giá chưa đóng" in words["I.4.a"]
    assert "hoàn thành tốt nhiệm vụ tăng 10 điểm %" in words["I.4.b"]
    with transaction.atomic():
        Organisation.objects.filter(cycle=rated.cycle).update(
            state=OrganisationState.CLOSED, closed_at=report.versions.first().made_at, closed_by=rated.officer
        )
    other = reported(rated.officer, day=date(2022, 12, 16))
    closed = compose(version_of(other))
    assert "chưa đóng" not in " ".join(part.text for part in closed.body)
    assert not any("chưa đóng" in annex.title for annex in closed.annexes)


def test_the_files_have_the_annexes_lying_with_repeated_heads(rated):
    report = reported(rated.officer)
    version = version_of(report)
    files = {one.format: bytes(one.content) for one in Document.objects.filter(version=version)}
    annexes = compose(version).annexes
    assert [one.label for one in annexes][-2:] == ["Phụ lục IV", "Phụ lục V"]
    assert all(one.landscape for one in annexes)
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    sheet = book["Phụ lục IV"]
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows
    assert any(cell.value == 60 for line in sheet.iter_rows() for cell in line), "3 of 5 in hundredths"
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as parts:
        document = parts.read("word/document.xml").decode()
    assert document.count("w:tblHeader") >= 2 * len(annexes) and 'w:orient="landscape"' in document
    pages = PdfReader(io.BytesIO(files["pdf"])).pages
    lying = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert any("Không giữ chức vụ" in page.extract_text() for page in lying)


def test_who_may_not_see_ratings_reads_the_numbers_and_opens_no_list(client, sign_in, rated):
    report = reported(rated.officer)
    review.submit(report, by=rated.officer)
    review.check(report, by=factories.make_user_in(Role.HOME_AFFAIRS_LEADER))
    page = reverse("reports:report", args=[report.pk])
    lists = [
        reverse("reports:behind", args=[report.pk, 1, code]) for code in ("ratings.good", "xl-chung.2.1")
    ]
    sign_in(client, rated.officer)
    assert lists[0] in client.get(page).text and lists[1] in client.get(page).text
    text = client.get(lists[0]).text
    assert "Hoàng Thị Teacher" in text and "Hoàn thành tốt nhiệm vụ" in text
    last = len(version_of(report).snapshot.content["ratings"]["annexes"]["xl-chung"])
    not_rated = reverse("reports:behind", args=[report.pk, 1, f"xl-chung.{last}.3"])
    assert "Không xếp loại: khoản 3 Điều 2" in client.get(not_rated).text
    sign_in(client, factories.make_user_in(Role.PROVINCIAL_LEADER))
    text = client.get(page).text
    assert "5 người được xếp loại" in text.replace("</a>", "") and not any(one in text for one in lists)
    assert "ykien=xl-chung.2.1#y-kien" in text
    assert [client.get(one).status_code for one in lists] == [403, 403]
    assert client.get(reverse("reports:behind", args=[report.pk, 1, "staff.total"])).status_code == 200


def test_a_units_report_has_its_own_ratings_alone(rated):
    told = version_of(reported(rated.officer, unit=rated.units["school"])).snapshot.content["ratings"]
    assert told["figures"]["ratings.good"] == [1, None]
    assert set(FrozenRating.objects.values_list("unit_name", flat=True)) == {"Trường THCS Yên Hân"}


def test_the_report_tells_of_scores_and_petitions_as_of_its_day(rated):
    one = Evaluation.objects.get(cycle=rated.cycle, person=rated.people["clerk"])
    teacher = Evaluation.objects.get(cycle=rated.cycle, person=rated.people["teacher"])
    on, later = (timezone.make_aware(datetime(2022, 12, day, 9)) for day in (10, 20))
    with transaction.atomic():
        by = rated.officer
        first, second = (scored(one, month, by, exact=exact, confirmed_at=on)
                         for month, exact in ((1, "275/3"), (2, "90")))  # fmt: skip
        scored(teacher, 3, by, exact="10", confirmed_at=later)
        for score, filed, answered in ((first, 11, 13), (second, 12, 18)):
            new = scored(one, score.period_on.month, by, exact="95", version=2, replaces=score,
                         replaced_for="Sót", confirmed_at=later)  # fmt: skip
            Petition.objects.create(
                score=score, text="Xem lại.", filed_on=date(2022, 12, filed), due_on=date(2022, 12, 26),
                state="upheld", answered_on=date(2022, 12, answered), answer="Chấm lại.", new_score=new,
            )  # fmt: skip
    words = {part.anchor: part.text for part in compose(version_of(reported(rated.officer))).body}
    assert words["I.4.d"] == (
        "Theo dõi, đánh giá theo tháng, quý năm 2022: 2 phiếu đã xác nhận, điểm trung bình 90,83."
    )
    assert words["I.4.e"] == (
        "Kiến nghị về kết quả xếp loại và điểm theo dõi: 2; đã trả lời 1, trong đó chấp nhận 1; "
        "chờ trả lời 1."
    )
    unit = rated.units["school"]
    theirs = {part.anchor for part in compose(version_of(reported(rated.officer, unit=unit))).body}
    assert not theirs & {"I.4.d", "I.4.e"}


def test_a_report_compares_people_with_a_year_known_from_papers(rated):
    with transaction.atomic():
        Cycle.objects.filter(year=2021).update(year=2019)
        for name, level in (("director", "GOOD"), ("clerk", "FULFILLED"), ("teacher", "FULFILLED")):
            PastRating.objects.create(
                person=rated.people[name], year=2021, level=level, number="1/QĐ",
                decided_on=date(2021, 12, 9), valid=since(date(2021, 12, 9)), opened_by=factories.make_act(),
            )  # fmt: skip
    version = version_of(reported(rated.officer))
    told = version.snapshot.content["ratings"]
    assert (told["before"], told["figures_before"]["ratings.good_share"]) == (2021, [1, 3])
    words = {part.anchor: part.text for part in compose(version).body}
    assert (
        "So với năm 2021" in words["I.4.b"] and "hoàn thành tốt nhiệm vụ tăng 26,7 điểm %" in words["I.4.b"]
    )
    assert set(FrozenRating.objects.filter(year=2021).values_list("full_name", flat=True)) == {
        rated.people[name].full_name for name in ("director", "clerk", "teacher")
    }


def test_organisations_stand_in_an_annex_of_their_own(client, sign_in):
    with transaction.atomic():
        province = make_province(departments=2, communes=1, rated_in=2022)
        recognise(province, "s0", "EXCELLENT", on=DAY)
        recognise(province, "x0", "GOOD", on=DAY)
        rate(province.cycle, province.heads["s1"], "GOOD")
        UnitLevel.objects.create(
            unit=province.units["s0"], year=2021, level="GOOD", number="9/QĐ", source="UBND tỉnh",
            decided_on=date(2021, 12, 30), made_by=province.users["officer"],
        )  # fmt: skip
    version = version_of(reported(province.users["officer"]))
    told = version.snapshot.content["ratings"]
    columns = [one.code for one in rating_annexes.columns(rating_annexes.ORGANISATIONS, 2021)]
    whole = dict(zip(columns, row(told, rating_annexes.ORGANISATIONS, "Tổng cộng"), strict=True))
    assert [whole[code] for code in ("total", "rated", "waiting", "good_share")] == [3, 2, 1, [1, 2]]
    assert whole["before_good"] == [1, 1], "of the year before, from its papers"
    assert (told["before"], told["before_organisations"]) == (None, 2021)
    words = {part.anchor: part.text for part in compose(version).body}
    assert "có 3 tổ chức thuộc diện xếp loại, 2 tổ chức đã được công nhận" in words["I.4.c"]
    snapshot = version.snapshot
    communes = next(
        line for line, one in enumerate(told["annexes"]["xl-to-chuc"], start=1)
        if one["label"] == "Đơn vị hành chính cấp xã"
    )  # fmt: skip
    assert count(snapshot, behind(snapshot, f"xl-to-chuc.{communes}.2")) == 1
    sign_in(client, province.users["officer"])
    text = client.get(reverse("reports:behind", args=[version.report_id, 1, f"xl-to-chuc.{communes}.2"])).text
    assert "Xã số 0" in text and "1 tổ chức" in text and "Hoàn thành tốt nhiệm vụ" in text


def test_freezing_asks_as_little_for_many_people(rated):
    counts = []
    for number, day in ((1, date(2022, 12, 17)), (20, date(2022, 12, 18))):
        with transaction.atomic():
            for n in range(number):
                person = factories.make_person(f"Bàn Thị {number} {n}")
                factories.make_post(person, rated.units["school"], group="public_employee")
            opened(rated.cycle)
        make.start(definition="staff", unit_id=None, day=day, by=rated.officer)
        with CaptureQueriesContext(connection) as asked:
            jobs.run_all_queued()
        counts.append(len(asked))
    assert counts[0] == counts[1]
