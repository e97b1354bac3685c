"""What was signed goes to the national database once, in time, in a file that stays as it was sent."""

import hashlib
import io
import json
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.enums import Role
from core.jobs import Overtaken, Run
from core.models import Job
from evaluations.errors import EvaluationRefused
from evaluations.law.working_days import next_working
from evaluations.models import Decision, ExportedRating, NationalExport, NationalFile, PeriodScore, Rating
from evaluations.national_export import export, first_due, pending
from evaluations.national_files import SCORES, fields, write_json, write_xlsx
from evaluations.write_national import start, write_files
from staff.enums import Precision
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import opened
from tests.reports.test_ratings import rate

pytestmark = pytest.mark.django_db

SIGNED = date(2022, 12, 10)  # as ``rate`` does


def as_json(export: NationalExport) -> bytes:
    out = io.BytesIO()
    write_json(export, out, lambda: None)
    return out.getvalue()


def as_xlsx(export: NationalExport) -> bytes:
    out = io.BytesIO()
    write_xlsx(export, out, lambda: None)
    return out.getvalue()


def carry_out() -> None:
    """The job that was asked for, in the test's own transaction."""
    job = Job.objects.unfinished().get()
    Job.objects.filter(pk=job.pk).update(attempt=1, state=Job.State.RUNNING)
    write_files(Run(job=job, attempt=1))


@pytest.fixture
def made():
    offices = make_offices()
    offices.cycle = opened(make_cycle(2022))
    offices.officer = factories.make_user_in(Role.OFFICER)
    return offices


def test_what_is_signed_goes_out_once_and_a_replacement_goes_out_again(made):
    first = rate(made.cycle, made.people["clerk"], "GOOD")
    rate(made.cycle, made.people["teacher"], "")
    sent = export(by=made.officer, today=SIGNED)
    assert sent.count == 2
    with pytest.raises(EvaluationRefused, match="Không có kết quả mới"):
        export(by=made.officer, today=SIGNED)
    assert NationalExport.objects.count() == 1
    rate(made.cycle, made.people["clerk"], "EXCELLENT", replaces=first)
    (row,) = json.loads(as_json(export(by=made.officer, today=SIGNED)))["ketQua"]
    assert (row["maXepLoai"], row["thayChoQuyetDinh"]) == ("EXCELLENT", first.decision.number)
    assert row["soDinhDanh"] == made.people["clerk"].citizen_number


def test_what_was_replaced_before_it_went_out_never_goes_out(made):
    first = rate(made.cycle, made.people["clerk"], "GOOD")
    rate(made.cycle, made.people["clerk"], "EXCELLENT", replaces=first)
    assert export(by=made.officer, today=SIGNED).count == 1
    assert not ExportedRating.objects.filter(rating=first).exists()


def test_a_birth_known_by_its_year_is_told_by_its_year(made):
    Person.objects.filter(pk=made.people["clerk"].pk).update(born_precision=Precision.YEAR)
    rate(made.cycle, made.people["clerk"], "GOOD")
    rate(made.cycle, made.people["teacher"], "GOOD")
    rows = json.loads(as_json(export(by=made.officer, today=SIGNED)))["ketQua"]
    assert [row["ngaySinh"] for row in rows] == ["1980", "1980-02-28"]


def test_a_file_stays_as_it_was_sent_whatever_is_mended_later(made, client, sign_in):
    rate(made.cycle, made.people["clerk"], "GOOD")
    sent = export(by=made.officer, today=SIGNED)
    start(sent, by=made.officer, result_url="/")
    carry_out()
    sign_in(client, made.officer)
    address = reverse("evaluations:national-file", args=[sent.pk, "json"])
    before = client.get(address).getvalue()
    Person.objects.update(full_name="Tên Đã Đính Chính")
    rate(made.cycle, made.people["teacher"], "GOOD")
    export(by=made.officer, today=SIGNED)
    assert client.get(address).getvalue() == before
    assert hashlib.sha256(before).hexdigest() == sent.files.get(format="json").sha256
    with pytest.raises(DatabaseError), transaction.atomic():
        sent.files.update(content=b"")


def test_writing_again_changes_nothing(made):
    rate(made.cycle, made.people["clerk"], "GOOD")
    sent = export(by=made.officer, today=SIGNED)
    first = start(sent, by=made.officer, result_url="/")
    assert start(sent, by=made.officer, result_url="/") == first
    carry_out()
    before = set(sent.files.values_list("pk", "sha256"))
    start(sent, by=made.officer, result_url="/")
    carry_out()
    assert set(sent.files.values_list("pk", "sha256")) == before and len(before) == 2


def test_who_is_overtaken_writes_nothing(made):
    rate(made.cycle, made.people["clerk"], "GOOD")
    sent = export(by=made.officer, today=SIGNED)
    job = start(sent, by=made.officer, result_url="/")
    Job.objects.filter(pk=job.pk).update(attempt=2, state=Job.State.RUNNING)
    with pytest.raises(Overtaken):
        write_files(Run(job=job, attempt=1))
    assert not NationalFile.objects.exists()


def test_under_decree_335_a_result_is_due_within_five_days(made):
    cycle = opened(make_cycle(2026))
    rate(cycle, made.people["clerk"], "GOOD")
    (one,) = pending(today=SIGNED)
    assert (one.due, one.n) == (date(2022, 12, 15), 1)
    assert "5 ngày" in one.says and "điểm d khoản 1 Điều 26" in one.cite


def test_a_term_that_ends_on_a_day_off_moves_to_the_next_working_day_and_says_by_which_setting(made):
    cycle = opened(make_cycle(2026))
    sunday = date(2022, 12, 18)
    rate(cycle, made.people["clerk"], "GOOD", on=sunday - timedelta(days=5))
    (one,) = pending(today=SIGNED)
    assert one.due == sunday + timedelta(days=1)
    assert "hạn 19/12/2022" in one.says and "chuyển sang ngày làm việc kế tiếp" in one.says


def test_a_law_that_names_no_term_gives_none(made):
    rate(made.cycle, made.people["clerk"], "GOOD")
    assert [one.due for one in pending(today=SIGNED)] == [None]


def test_home_affairs_take_it_out_and_nobody_else(client, sign_in, made):
    page = reverse("evaluations:national")
    rate(opened(make_cycle(2026)), made.people["clerk"], "GOOD")
    for role in (Role.UNIT_HEAD, Role.ADMIN, Role.PROVINCIAL_LEADER, Role.INSPECTOR):
        unit = made.units["agency"] if role == Role.UNIT_HEAD else None
        sign_in(client, factories.make_user_in(role, unit))
        assert client.get(page).status_code == client.post(page).status_code == 403
    sign_in(client, made.officer)
    assert page in client.get(reverse("evaluations:cycles")).content.decode()
    text = client.get(page).content.decode()
    assert "quá hạn" in text and "15/12/2022" in text and "Xuất 1 kết quả" in text
    assert client.post(page).status_code == 302
    sent = NationalExport.objects.get()
    number = made.people["clerk"].citizen_number
    text = client.get(page).content.decode()
    assert made.officer.full_name in text and number not in text and "Đang tạo" in text
    assert client.get(reverse("evaluations:national-file", args=[sent.pk, "xlsx"])).status_code == 404
    carry_out()
    assert "Đang tạo" not in client.get(page).content.decode()
    book = client.get(reverse("evaluations:national-file", args=[sent.pk, "xlsx"]))
    sheet = openpyxl.load_workbook(io.BytesIO(book.getvalue()))["Kết quả xếp loại"]
    head, row = sheet.values
    assert list(head) == [field["header"] for field in fields()]
    assert row[0] == number and "Hoàn thành tốt nhiệm vụ" in row
    said = json.loads(client.get(reverse("evaluations:national-file", args=[sent.pk, "json"])).getvalue())
    assert said["soKetQua"] == 1 and said["ketQua"][0]["soDinhDanh"] == number
    assert client.get(f"/danh-gia/dong-bo/{sent.pk}/pdf/").status_code == 404


def test_files_that_failed_are_written_on_demand(client, sign_in, made):
    rate(made.cycle, made.people["clerk"], "GOOD")
    sent = export(by=made.officer, today=SIGNED)
    sign_in(client, made.officer)
    assert "Tạo tệp" in client.get(reverse("evaluations:national")).text
    assert client.post(reverse("evaluations:national-write", args=[sent.pk])).status_code == 302
    carry_out()
    assert sent.files.count() == 2
    sign_in(client, factories.make_user_in(Role.PROVINCIAL_LEADER))
    assert client.post(reverse("evaluations:national-write", args=[sent.pk])).status_code == 403


def test_a_file_asks_as_little_for_many(made):
    people = list(made.people.values())
    counts = []
    for those in (people[:1], people[1:]):
        for person in those:
            rate(made.cycle, person, "GOOD")
        sent = export(by=made.officer, today=SIGNED)
        with CaptureQueriesContext(connection) as asked:
            as_json(sent)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def score(made, name: str, points: str, confirmed: datetime, **fields) -> PeriodScore:
    """A confirmed score of March 2026 of one of the offices' people."""
    one = made.cycle.evaluations.get(person=made.people[name])
    usual = {
        "cycle": made.cycle, "period_on": date(2026, 3, 1), "person": one.person, "unit": one.unit,
        "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31), "group": one.group, "place": one.place,
        "is_leader": False, "law": "nd335-2025", "monitor_unit": one.rater_unit, "exact": points,
        "level": "EXCELLENT", "confirmed_at": confirmed, "confirmed_by": made.officer,
    }  # fmt: skip
    return PeriodScore.objects.create(**usual | fields)


@pytest.fixture
def scored(made):
    """March 2026: one score confirmed late on 2 April of Vietnam, one not confirmed."""
    made.cycle = opened(make_cycle(2026))
    made.late = datetime(2026, 4, 1, 20, tzinfo=UTC)  # 3 o'clock of the 2nd
    made.score = score(made, "clerk", "275/3", made.late)
    score(
        made, "deputy", "", None, confirmed_by=None, level="", starts_on=date(2026, 3, 2)
    )  # fmt: skip
    return made


def test_a_months_score_goes_out_once_when_confirmed_and_again_when_replaced(scored):
    sent = export(by=scored.officer, today=date(2026, 4, 3))
    assert sent.count == 1
    said = json.loads(as_json(sent))
    assert (said["soKetQua"], said["soPhieuTheoDoi"]) == (0, 1)
    (row,) = said["theoDoi"]
    assert (row["ky"], row["diem"], row["maMuc"], row["ngayXacNhan"]) == (
        "2026-03", 91.67, "EXCELLENT", "2026-04-02",
    )  # fmt: skip
    assert row["soDinhDanh"] == scored.people["clerk"].citizen_number
    with pytest.raises(EvaluationRefused):
        export(by=scored.officer, today=date(2026, 4, 3))
    score(scored, "clerk", "90", scored.late, version=2, replaces=scored.score, replaced_for="Tính sót")
    (row,) = json.loads(as_json(export(by=scored.officer, today=date(2026, 4, 4))))["theoDoi"]
    assert (row["diem"], row["lan"]) == (90, 2)


def test_a_score_is_due_five_days_after_it_is_confirmed_by_vietnams_day(scored):
    (one,) = pending(today=date(2026, 4, 3))
    assert (one.what, one.result_on, one.due) == ("Điểm theo dõi", date(2026, 4, 2), date(2026, 4, 7))


def test_the_years_score_stands_beside_the_level(made):
    one = rate(made.cycle, made.people["clerk"], "GOOD")
    rate(made.cycle, made.people["teacher"], "GOOD")
    grounds = one.grounds | {"score": {"value": "84,25", "exact": "337/4", "steps": []}}
    other = rate(made.cycle, made.people["deputy"], "GOOD", grounds=grounds)
    rows = json.loads(as_json(export(by=made.officer, today=SIGNED)))["ketQua"]
    found = {row["soDinhDanh"]: row["diemNam"] for row in rows}
    assert found[other.evaluation.person.citizen_number] == 84.25
    assert found[one.evaluation.person.citizen_number] == ""


def test_the_workbook_has_scores_on_a_sheet_of_their_own(scored):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(export(by=scored.officer, today=date(2026, 4, 3)))))
    assert book.sheetnames == ["Kết quả xếp loại", "Điểm theo dõi"]
    head, row = book["Điểm theo dõi"].values
    assert list(head) == [field["header"] for field in fields(SCORES)] and 91.67 in row


def test_who_exports_is_told_of_the_first_that_is_due_and_nobody_else(client, sign_in, scored):
    words = "Cập nhật cơ sở dữ liệu quốc gia"
    assert first_due(today=date(2026, 4, 3))[0] == date(2026, 4, 7)
    sign_in(client, scored.officer)
    text = client.get(reverse("core:home")).text
    assert words in text and reverse("evaluations:national") in text and "điểm d khoản 1 Điều 26" in text
    for role, unit in ((Role.UNIT_HEAD, "agency"), (Role.PROVINCIAL_LEADER, None), (Role.ADMIN, None)):
        sign_in(client, factories.make_user_in(role, scored.units[unit] if unit else None))
        assert words not in client.get(reverse("core:home")).text
    export(by=scored.officer, today=date(2026, 4, 3))
    sign_in(client, scored.officer)
    assert words not in client.get(reverse("core:home")).text


def test_results_of_a_law_without_a_term_are_never_due(made):
    rate(made.cycle, made.people["clerk"], "GOOD")
    assert first_due(today=SIGNED) is None


def test_what_is_signed_on_the_day_of_an_export_is_still_told(made):
    made.cycle = opened(make_cycle(2026))
    today = timezone.localdate()
    rate(made.cycle, made.people["clerk"], "GOOD", on=today)
    export(by=made.officer, today=today)
    assert first_due(today=today) is None
    rate(made.cycle, made.people["deputy"], "GOOD", on=today)
    assert first_due(today=today) is not None


def test_a_decision_written_down_after_an_export_is_told_whatever_day_it_bears(made):
    made.cycle = opened(make_cycle(2026))
    today = timezone.localdate()
    rate(made.cycle, made.people["clerk"], "GOOD", on=today)
    export(by=made.officer, today=today)
    rate(made.cycle, made.people["deputy"], "GOOD", on=today - timedelta(days=40))
    due, cite = first_due(today=today)
    assert due == next_working(today - timedelta(days=35)) and "điểm d khoản 1 Điều 26" in cite
    assert [one.due for one in pending(today=today)] == [due]


def test_the_term_runs_from_the_decision_though_it_is_published_later(made):
    made.cycle = opened(make_cycle(2026))
    one = rate(made.cycle, made.people["clerk"], "GOOD").decision
    other = Decision.objects.create(
        cycle=made.cycle, unit=one.unit, number="9/QĐ", decided_on=SIGNED,
        published_on=SIGNED + timedelta(days=9), signed_by=made.officer,
    )  # fmt: skip
    first = made.cycle.evaluations.get(person=made.people["deputy"])
    Rating.objects.create(
        decision=other, evaluation=first, level="GOOD", outcome="suggested",
        pool=Rating.objects.get().pool, grounds={},
    )  # fmt: skip
    (waiting,) = pending(today=SIGNED)
    assert (waiting.result_on, waiting.due, waiting.n) == (SIGNED, date(2022, 12, 15), 2)
    assert first_due(today=SIGNED)[0] == date(2022, 12, 15)


def test_a_score_that_was_being_confirmed_while_others_went_out_is_still_told(scored):
    sent = export(by=scored.officer, today=date(2026, 4, 3))
    before = sent.made_at - timedelta(minutes=1)
    score(scored, "teacher", "90", before)
    assert first_due(today=date(2026, 4, 3)) is not None
