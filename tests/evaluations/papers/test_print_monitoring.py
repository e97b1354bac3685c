"""Form 01 of a month for everybody of a unit as one file, asked for on the page of the month's scores."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from agencies.enums import Role
from core.models import Job
from evaluations.enums import Printed
from evaluations.errors import EvaluationRefused
from evaluations.models import PeriodScore, Printout
from evaluations.papers.print_unit import _forms, scores_of, start
from evaluations.scores.confirm import confirm, replace_score
from tests import factories
from tests.evaluations.papers.printed import ran
from tests.evaluations.papers.reading import words
from tests.evaluations.scores.month import MARCH, TODAY, Office, make_department, open_month, wrote

pytestmark = pytest.mark.django_db


def written(staff: int, sent: int) -> Office:
    """So many civil servants with a sheet of March, of which the first ones are sent."""
    office = make_department(staff, deputy=False)
    open_month(office)
    for number in range(sent):
        wrote(office, f"staff-{number}")
    return office


def sheet(office: Office) -> str:
    return reverse("evaluations:score-sheet", args=[office.cycle.pk, "SNV", MARCH])


def papers(office: Office) -> str:
    return reverse("evaluations:papers", args=[office.cycle.pk, "SNV"])


def test_the_page_of_a_month_prints_the_forms_that_were_sent_as_one_file(client, sign_in):
    office = written(3, 2)
    sign_in(client, office.director)
    page = client.get(sheet(office)).content.decode()
    assert "tháng 3 năm 2026 của 2 người đã gửi" in page and f'action="{papers(office)}"' in page
    asked = {"paper": "theo-doi", "period": MARCH, "format": "docx"}
    after = client.post(papers(office), asked, follow=True).content.decode()
    assert "In: Phiếu theo dõi, đánh giá tháng 3 năm 2026" in after
    job = ran(Job.objects.get(kind="evaluations.print"))
    assert job.state == Job.State.DONE and (job.done, job.total) == (2, 2)
    listed = client.get(papers(office)).content.decode()
    assert "Phiếu theo dõi, đánh giá tháng 3 năm 2026, Word" in listed and "2 người, in lúc" in listed
    answer = client.get(reverse("evaluations:printout", args=[office.cycle.pk, Printout.objects.get().pk]))
    assert f'filename="theo-doi-{MARCH}-ca-don-vi-' in answer["Content-Disposition"]
    text = words(answer.content)
    assert text.count("(Kỳ theo dõi, đánh giá: tháng 3 năm 2026)") == 2
    assert "Chuyên Viên 00" in text and "Chuyên Viên 01" in text and "Chuyên Viên 02" not in text


def test_as_pdf_each_form_begins_on_a_page_of_its_own_and_other_files_stay():
    office = written(2, 2)
    for format in ("docx", "pdf", "pdf"):
        ran(asked(office, format=format))
    assert [(one.period, one.format) for one in Printout.objects.all()] == [(MARCH, "docx"), (MARCH, "pdf")]
    content = bytes(Printout.objects.get(format="pdf").content)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert sum("Kỳ theo dõi, đánh giá" in page for page in pages) == 2


def asked(office: Office, *, format: str = "docx", period: str = MARCH, by=None) -> Job:
    return start(
        cycle=office.cycle, unit_id=office.unit.pk, paper=Printed.MONITORING, format=format, period=period,
        by=by or office.director, result_url="/",
    )  # fmt: skip


def test_a_month_without_sent_forms_and_no_month_say_what_is_missing():
    office = written(1, 0)
    with pytest.raises(EvaluationRefused, match="Chưa ai gửi phiếu tháng 3 năm 2026"):
        asked(office)
    for period in ("", "2026-13", "2025-03"):
        with pytest.raises(EvaluationRefused, match="Chọn tháng hoặc quý"):
            asked(office, period=period)


def test_the_page_offers_nothing_to_print_where_nobody_has_sent(client, sign_in):
    office = written(1, 0)
    sign_in(client, office.director)
    assert "In phiếu" not in client.get(sheet(office)).content.decode()


def test_nobody_prints_a_month_of_a_unit_that_they_may_not_see(client, sign_in):
    office = written(1, 1)
    stranger = factories.make_user_in(Role.UNIT_HEAD, factories.make_unit("Sở Khác", "SK"))
    sign_in(client, stranger)
    refused = client.post(papers(office), {"paper": "theo-doi", "period": MARCH, "format": "docx"})
    assert refused.status_code == 404 and not Job.objects.filter(kind="evaluations.print").exists()


def test_a_form_of_a_month_is_no_paper_of_the_year(client, sign_in):
    office = written(1, 1)
    sign_in(client, office.director)
    one = office.cycle.evaluations.get(person=office.people["staff-0"])
    address = reverse("evaluations:paper", args=[office.cycle.pk, one.pk, "theo-doi", "docx"])
    assert client.get(address).status_code == 404
    assert 'value="theo-doi"' not in client.get(papers(office)).content.decode()


def test_a_score_that_a_new_one_replaces_is_printed_once_as_it_stands():
    office = written(1, 1)
    old, by = office.score("staff-0"), office.director
    confirm(unit_id=office.unit.pk, score_ids=[old.pk], by=by, today=TODAY)
    old.refresh_from_db()
    new = replace_score(score=old, reason="Tính sót một việc", by=by, today=TODAY)
    assert new.confirmed_at is None
    assert list(scores_of(office.cycle, office.unit.pk, office.march, office.director)) == [old]


@pytest.mark.parametrize("people", [2, 12])
def test_the_number_of_queries_does_not_grow_with_the_people(people, django_assert_max_num_queries):
    office = written(people, people)
    PeriodScore.objects.filter(person=office.people["staff-0"]).update(ends_on="2026-03-20")
    with django_assert_max_num_queries(6):
        assert len(_forms(office.cycle, office.unit.pk, MARCH, office.director)) == people
