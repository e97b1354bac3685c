"""Who may download which paper, the page of a unit's papers, and the electronic file."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from agencies.enums import Role
from core import days
from core.models import Job
from evaluations.models import Evaluation, Petition, Printout, Rating, StepRecord
from evaluations.petition import file_petition
from tests import factories
from tests.evaluations.papers.printed import School, ran, rated, scored
from tests.evaluations.papers.reading import archived, words
from tests.evaluations.scores.month import make_department, open_month, wrote

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return School(2)


def paper(school: School, which: str = "phieu", format: str = "docx", place: int = 0) -> str:
    return reverse("evaluations:paper", args=[school.cycle.pk, school.found[place].pk, which, format])


def statuses(client, sign_in, user, *addresses) -> list[int]:
    sign_in(client, user)
    return [client.get(address).status_code for address in addresses]


def test_the_person_the_head_and_the_clerk_get_form_and_notice(school, client, sign_in):
    clerk = factories.make_user_in(Role.UNIT_CLERK, school.unit)
    addresses = [paper(school), paper(school, format="pdf"), paper(school, "thong-bao")]
    for user in (school.teacher, school.head, clerk):
        assert statuses(client, sign_in, user, *addresses) == [200, 200, 200]
    answer = client.get(paper(school))
    assert f'filename="phieu-2022-{school.found[0].pk}.docx"' in answer["Content-Disposition"]
    assert "Nông Thị 000" in words(answer.content)


def test_nobody_gets_a_colleagues_form_and_administrators_get_none(school, client, sign_in):
    assert statuses(client, sign_in, school.teacher, paper(school, place=1)) == [404]
    for role in (Role.ADMIN, Role.INSPECTOR):
        user = factories.make_user_in(role)
        of_unit = reverse("evaluations:papers", args=[school.cycle.pk, "TH01"])
        decision = reverse("evaluations:decision", args=[school.cycle.pk, school.decision.pk, "docx"])
        file = reverse("evaluations:file", args=[school.cycle.pk, school.found[0].pk])
        found = statuses(client, sign_in, user, paper(school), of_unit, decision, file)
        assert found == [404, 404, 404, 404]


def test_a_notice_before_the_signature_and_a_paper_that_is_none_are_not_found(school, client, sign_in):
    sign_in(client, school.head)
    odd = [paper(school, "thong-bao", place=1), paper(school, "khong-co"), paper(school, format="exe")]
    assert [client.get(address).status_code for address in odd] == [404, 404, 404]


def test_the_list_of_a_decision_is_for_the_unit_that_signed_it_alone(school, client, sign_in):
    address = reverse("evaluations:decision", args=[school.cycle.pk, school.decision.pk, "pdf"])
    assert statuses(client, sign_in, school.head, address) == [200]
    assert statuses(client, sign_in, school.teacher, address) == [404]
    stranger = factories.make_user_in(Role.UNIT_HEAD, factories.make_unit("Trường khác"))
    assert statuses(client, sign_in, stranger, address) == [404]


def test_the_page_of_a_unit_starts_the_job_and_then_has_the_file(school, client, sign_in):
    sign_in(client, school.head)
    here = reverse("evaluations:papers", args=[school.cycle.pk, "TH01"])
    text = client.get(here).content.decode()
    assert "In cho 3 người" in text and "Số 07/QĐ-THCSYH" in text and "Tệp đã in" not in text
    client.post(here, {"paper": "phieu", "format": "docx"})
    assert "In: Phiếu đánh giá, xếp loại" in client.get(here).content.decode()
    ran(Job.objects.get(kind="evaluations.print"))
    text = client.get(here).content.decode()
    assert "Tệp đã in" in text and "Phiếu đánh giá, xếp loại, Word" in text
    answer = client.get(reverse("evaluations:printout", args=[school.cycle.pk, Printout.objects.get().pk]))
    assert words(answer.content).count("Họ và tên:") == 3
    refused = client.post(here, {"paper": "x"}, follow=True).content.decode()
    assert "Chọn loại giấy tờ và dạng tệp." in refused


def test_somebody_elses_file_is_not_found(school, client, sign_in):
    sign_in(client, school.head)
    client.post(
        reverse("evaluations:papers", args=[school.cycle.pk, "TH01"]), {"paper": "phieu", "format": "docx"}
    )
    ran(Job.objects.get(kind="evaluations.print"))
    address = reverse("evaluations:printout", args=[school.cycle.pk, Printout.objects.get().pk])
    other = factories.make_user_in(Role.UNIT_HEAD, school.unit)
    assert statuses(client, sign_in, other, address) == [404]


def test_minutes_and_synthesis_are_downloaded_from_the_page(school, client, sign_in):
    sign_in(client, school.head)
    for which, title in (("bien-ban", "BIÊN BẢN"), ("tong-hop", "BẢNG TỔNG HỢP")):
        address = reverse("evaluations:unit-paper", args=[school.cycle.pk, "TH01", which, "docx"])
        text = words(client.get(address).content)
        assert title in text
        assert ("Ma Thị Hiệu Trưởng" in text) == (which == "bien-ban")  # whom the head doesn't decide on
    none = reverse("evaluations:unit-paper", args=[school.cycle.pk, "TH01", "khong-co", "docx"])
    assert client.get(none).status_code == 404


def test_a_result_has_the_links_to_its_papers(school, client, sign_in):
    sign_in(client, school.teacher)
    own = client.get(reverse("evaluations:my-result", args=[school.cycle.pk])).content.decode()
    assert paper(school, "thong-bao", "pdf") in own and "Hồ sơ điện tử" not in own
    assert paper(school) in client.get(reverse("evaluations:self", args=[school.cycle.pk])).content.decode()
    sign_in(client, school.head)
    address = reverse("evaluations:result", args=[school.cycle.pk, school.found[0].pk])
    assert "Hồ sơ điện tử" in client.get(address).content.decode()
    for name in ("sheet", "organisation"):
        page = client.get(reverse(f"evaluations:{name}", args=[school.cycle.pk, "TH01"])).content.decode()
        assert reverse("evaluations:papers", args=[school.cycle.pk, "TH01"]) in page


def test_the_electronic_file_has_what_the_decree_lists_and_the_petition(school, client, sign_in):
    StepRecord.objects.filter(step="party_opinion").update(text="Cấp ủy nhất trí.", number="9-NX/CB")
    rating = Rating.objects.get()
    file_petition(rating=rating, text="Đề nghị xem lại.", on=date(2022, 12, 12), by=school.teacher)
    assert Petition.objects.count() == 1
    address = reverse("evaluations:file", args=[school.cycle.pk, school.found[0].pk])
    sign_in(client, school.head)
    answer = client.get(address)
    assert 'filename="ho-so-2022-nong-thi-000.zip"' in answer["Content-Disposition"]
    texts = archived(answer.content)
    assert list(texts) == [
        "a-bien-ban-hop.pdf", "c-phieu-xep-loai.pdf", "d-nhan-xet-cua-cap-uy.pdf", "dd-kien-nghi.pdf",
        "e-synthesis.pdf", "e-quyet-dinh.pdf", "e-thong-bao.pdf",
    ]  # fmt: skip
    assert "Cấp ủy nhất trí." in texts["d-nhan-xet-cua-cap-uy.pdf"]
    assert "Đề nghị xem lại." in texts["dd-kien-nghi.pdf"] and "Chờ trả lời" in texts["dd-kien-nghi.pdf"]
    assert client.get(address).content == answer.content
    assert statuses(client, sign_in, school.teacher, address) == [404]


def test_under_decree_335_the_file_has_the_forms_of_the_months(client, sign_in):
    office = make_department(1)
    one = Evaluation.objects.get(person=office.people["staff-0"])
    for month in (1, 2):
        scored(one, month, "85", by=office.director)
    rated(one, "GOOD", by=office.director, mean="85,00")
    sign_in(client, office.director)
    answer = client.get(reverse("evaluations:file", args=[office.cycle.pk, one.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        months = PdfReader(io.BytesIO(archive.read("b-phieu-theo-doi.pdf"))).pages
    starts = [text for page in months if "Kỳ theo dõi, đánh giá" in (text := page.extract_text())]
    assert ["tháng 1" in starts[0], "tháng 2" in starts[1], len(starts)] == [True, True, 2]


def test_the_form_of_a_month_is_for_the_person_and_who_monitors(client, sign_in, monkeypatch):
    monkeypatch.setattr(days.timezone, "localdate", lambda *_: date(2026, 4, 2))
    office = make_department(2)
    open_month(office)
    score = office.score("staff-0")
    own = factories.make_user_in(Role.STAFF)
    type(score.person).objects.filter(pk=score.person_id).update(account=own)
    address = reverse("evaluations:monitoring-form", args=[office.cycle.pk, score.pk, "docx"])
    assert statuses(client, sign_in, own, address) == [200]
    assert statuses(client, sign_in, office.director, address) == [404]  # not sent yet
    wrote(office, "staff-0")
    assert statuses(client, sign_in, office.director, address) == [200]
    page = client.get(reverse("evaluations:score", args=[office.cycle.pk, score.pk])).content.decode()
    assert address in page
    assert "(Kỳ theo dõi, đánh giá: tháng 3 năm 2026)¹" in words(client.get(address).content)
    assert statuses(client, sign_in, factories.make_user_in(Role.ADMIN), address) == [404]
    other = reverse("evaluations:monitoring-form", args=[office.cycle.pk, office.score("staff-1").pk, "pdf"])
    assert statuses(client, sign_in, own, other) == [404]
