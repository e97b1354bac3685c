"""The electronic file of a rating (Điều 24 NĐ 335/2025): all of this person's papers, nobody else's."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agencies.enums import Role
from agencies.models import Unit
from evaluations.models import Decision, Evaluation, HandOver, Petition, Rating
from evaluations.papers.file_of import _months
from evaluations.petition import file_petition
from staff.models import Person
from tests import factories
from tests.evaluations.papers.printed import School, dossier_of, scored
from tests.evaluations.papers.reading import archived, words_of_pdf
from tests.evaluations.scores.month import make_department

pytestmark = pytest.mark.django_db


def file(client, sign_in, user, one: Evaluation) -> dict[str, str]:
    sign_in(client, user)
    return archived(client.get(reverse("evaluations:file", args=[one.cycle_id, one.pk])).content)


def signed_above(school: School, those: list[Evaluation]) -> tuple[Decision, Unit]:
    """A decision of the district on these, the last of whom now is somebody of another school."""
    district = Unit.objects.get(periods__code="H061")
    other = factories.make_unit("Trường Nơi Khác", "TH02", district, "service")
    foreign = those[-1]
    Evaluation.objects.filter(pk=foreign.pk).update(unit=other)
    Person.objects.filter(pk=foreign.person_id).update(full_name="Vừ Thị Người Khác")
    signer = factories.make_user_in(Role.UNIT_HEAD, district)
    on = date(2022, 12, 9)
    decision = Decision.objects.create(
        cycle=school.cycle, unit=district, number="88/QĐ", decided_on=on, published_on=on, signed_by=signer
    )
    for one, level in zip(those, ("GOOD", "NOT_FULFILLED")[-len(those) :], strict=True):
        Rating.objects.create(
            decision=decision, evaluation=one, level=level, outcome="suggested",
            grounds={"law": {"code": one.law, "title": "Nghị định 90", "state": "official"}, "findings": []},
            pool=school.cycle.pools.get_or_create(unit=district, law=one.law)[0],
        )  # fmt: skip
    return decision, district


def test_a_month_worked_at_the_old_unit_has_the_head_of_that_unit(client, sign_in):
    office = make_department(1)
    one = Evaluation.objects.get(person=office.people["staff-0"])
    old = factories.make_unit("Sở Tư pháp", "STP", office.province)
    scored(one, 1, "85", by=office.director, unit=old)
    scored(one, 2, "85", by=office.director)
    text = file(client, sign_in, office.director, one)["b-phieu-theo-doi.pdf"]
    _, january, february = text.split("Mẫu số 01")
    assert "SỞ TƯ PHÁP" in january and "Đơn vị công tác: Sở Tư pháp" in january
    assert "SỞ NỘI VỤ" in february and "TƯ PHÁP" not in february and "Tư pháp" not in february


@pytest.mark.parametrize("months", [2, 9])
def test_the_queries_for_the_months_do_not_grow_with_them(months, django_assert_max_num_queries):
    office = make_department(1)
    one = Evaluation.objects.get(person=office.people["staff-0"])
    for month in range(1, months + 1):
        old = factories.make_unit(f"Sở {month}", f"S{month}", office.province)
        scored(one, month, "85", by=office.director, unit=old)
    found = dossier_of(one, user=office.director)
    with django_assert_max_num_queries(2):
        assert len(_months(found)) == months


def test_of_a_decision_that_the_reader_may_not_read_whole_the_file_has_this_person_alone(client, sign_in):
    school = School(2, signed=0)
    signed_above(school, school.found)
    text = file(client, sign_in, school.head, school.found[0])["e-quyet-dinh.pdf"]
    assert "88/QĐ" in text and "Nông Thị 000" in text and "Hoàn thành tốt nhiệm vụ" in text
    assert "Trích lục" in text and "TRÍCH DANH SÁCH" in text
    assert "Người Khác" not in text and "Trường Nơi Khác" not in text
    assert "hông hoàn thành" not in text and "2 người" not in text


def test_who_may_read_the_decision_has_it_whole_in_the_file(client, sign_in):
    school = School(2, signed=0)
    decision, _ = signed_above(school, school.found)
    text = file(client, sign_in, decision.signed_by, school.found[0])["e-quyet-dinh.pdf"]
    assert "Vừ Thị Người Khác" in text and "Trường Nơi Khác" in text and "đối với 2 người" in text
    assert "Trích lục" not in text and "TRÍCH" not in text


def test_results_that_were_replaced_stay_in_the_file_with_their_decisions_and_notices(client, sign_in):
    school = School(2)
    decision, district = signed_above(school, school.found[1:])
    Rating.objects.create(
        decision=decision, evaluation=school.found[0], level="FULFILLED", outcome="reasoned",
        replaces=Rating.objects.get(evaluation=school.found[0]), pool=school.cycle.pools.get(unit=district),
        grounds={"law": {"code": school.found[0].law, "title": "", "state": "official"}, "findings": []},
    )  # fmt: skip
    texts = file(client, sign_in, school.head, school.found[0])
    before, after = texts["e-quyet-dinh.pdf"].split("Trích lục")
    assert "Số: 07/QĐ-THCSYH" in before and "Số: 88/QĐ" in before  # its head stands above the remark
    assert "Thay QĐ số 07/" in after and "Người Khác" not in after
    assert texts["e-thong-bao.pdf"].count("Kính gửi:") == 2
    assert "Hoàn thành xuất sắc nhiệm vụ." in texts["e-thong-bao.pdf"]
    assert "UBND huyện Ba Bể thông báo kết quả" in texts["e-thong-bao.pdf"]


def test_what_the_old_unit_handed_over_is_in_the_file_once_it_is_written(client, sign_in):
    school = School(1, signed=0)
    one, old = school.found[0], factories.make_unit("Trường Cũ", "TC")
    row = HandOver.objects.create(
        evaluation=one, from_unit=old, moved_on=date(2022, 9, 1), asks="remarks", cite="Điều 20", says="",
        asked_on=date(2022, 12, 1),
    )  # fmt: skip
    assert "e-ban-giao.pdf" not in file(client, sign_in, school.head, one)
    HandOver.objects.filter(pk=row.pk).update(
        text="Tám tháng làm việc tốt.", written_by=school.head, written_at=timezone.now()
    )
    text = file(client, sign_in, school.head, one)["e-ban-giao.pdf"]
    assert "Tám tháng làm việc tốt." in text and "Đơn vị cũ: Trường Cũ" in text and "01/09/2022" in text


def test_a_petition_is_in_the_file_with_what_was_sent_along(client, sign_in):
    school = School(1)
    petition = file_petition(
        rating=Rating.objects.get(), text="Đề nghị xem lại.", on=date(2022, 12, 12), by=school.teacher,
        files=[SimpleUploadedFile("Sổ việc quý IV.pdf", b"%PDF-1.4 so viec"), upload_of_png()],
    )  # fmt: skip
    sign_in(client, school.head)
    content = client.get(reverse("evaluations:file", args=[school.cycle.pk, school.found[0].pk])).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("dd-kien-nghi-1-1-so-viec-quy-iv.pdf") == b"%PDF-1.4 so viec"
        assert archive.read("dd-kien-nghi-1-2-anh.png") == PNG
        text = words_of_pdf(archive.read("dd-kien-nghi.pdf"))
    assert "Tệp kèm theo: Sổ việc quý IV.pdf; anh.png" in text
    first, _ = petition.files.all()
    first.evidence.file.delete(save=False)
    assert "dd-kien-nghi-1-2-anh.png" in client.get(
        reverse("evaluations:file", args=[school.cycle.pk, school.found[0].pk])
    ).content.decode("latin-1")


PNG = b"\x89PNG\r\n\x1a\n"


def upload_of_png() -> SimpleUploadedFile:
    return SimpleUploadedFile("anh.png", PNG)


def test_a_petition_against_a_month_at_the_old_unit_is_in_the_file_as_its_form_is(client, sign_in):
    office = make_department(1)
    one = Evaluation.objects.get(person=office.people["staff-0"])
    old = factories.make_unit("Sở Tư pháp", "STP", office.province)
    score = scored(one, 1, "85", by=office.director, unit=old)
    Petition.objects.create(
        score=score, text="Tháng một còn thiếu việc.", filed_on=date(2026, 2, 5), due_on=date(2026, 2, 16)
    )
    text = file(client, sign_in, office.director, one)["dd-kien-nghi.pdf"]
    assert "Tháng một còn thiếu việc." in text and "tháng 1 năm 2026" in text
