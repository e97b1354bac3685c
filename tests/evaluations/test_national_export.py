"""What was signed goes to the national database once, in time, in a file that can be made again."""

import io
import json
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.enums import Role
from evaluations.errors import EvaluationRefused
from evaluations.models import ExportedRating, NationalExport
from evaluations.national_export import export, pending
from evaluations.national_files import as_json, fields
from staff.enums import Precision
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import opened
from tests.reports.test_ratings import rate

pytestmark = pytest.mark.django_db

SIGNED = date(2022, 12, 10)  # as ``rate`` does


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


def test_a_file_is_the_same_whenever_it_is_made(made):
    rate(made.cycle, made.people["clerk"], "GOOD")
    sent = export(by=made.officer, today=SIGNED)
    before = as_json(sent)
    rate(made.cycle, made.people["teacher"], "GOOD")
    export(by=made.officer, today=SIGNED)
    assert as_json(sent) == before


def test_under_decree_335_a_result_is_due_within_five_days(made):
    cycle = opened(make_cycle(2026))
    rate(cycle, made.people["clerk"], "GOOD")
    (one,) = pending(today=SIGNED)
    assert (one.due, one.n) == (date(2022, 12, 15), 1)
    assert "5 ngày" in one.says and "điểm d khoản 1 Điều 26" in one.cite


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
    assert made.officer.full_name in text and number not in text
    book = client.get(reverse("evaluations:national-file", args=[sent.pk, "xlsx"]))
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    head, row = sheet.values
    assert list(head) == [field["header"] for field in fields()]
    assert row[0] == number and "Hoàn thành tốt nhiệm vụ" in row
    said = client.get(reverse("evaluations:national-file", args=[sent.pk, "json"])).json()
    assert said["soKetQua"] == 1 and said["ketQua"][0]["soDinhDanh"] == number
    assert client.get(f"/danh-gia/dong-bo/{sent.pk}/pdf/").status_code == 404


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
