"""A petition: in time and once, answered by who rated; upheld by a new decision within law and cap."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.enums import Role
from core import days
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.delegate import delegate
from evaluations.enums import DelegationKind
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.models import Petition, Rating
from evaluations.petition import answer, file_petition
from evaluations.replace_rating import replace_rating
from staff import evidence
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, ready

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"
SIGNED, FILED, ANSWERED = date(2024, 12, 10), date(2024, 12, 12), date(2024, 12, 20)


@pytest.fixture
def school():
    return signed_school(SIGNED)


def signed_school(on: date, today: date | None = None):
    """Twelve teachers of 2024, signed GOOD but for two EXCELLENT: the cap is full; the last signs in."""
    cycle, unit, head, _ = make_school(12, year=2024)
    found = ready(cycle, unit, head)
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=found[-1].person_id).update(account=user)
    choices = [Choice(one.pk, "EXCELLENT", "Dẫn đầu.") for one in found[:2]]
    choices += [Choice(one.pk, "GOOD", "Hết chỗ.") for one in found[2:]]
    decide(
        cycle=cycle,
        unit_id=unit.pk,
        choices=choices,
        number="01/QĐ",
        decided_on=on,
        by=head,
        today=today or on,
    )
    return cycle, head, user


def upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def rating_of(user) -> Rating:
    return Rating.objects.get(evaluation__person__account=user, replaced_by=None)


def filed(user, on=FILED) -> Petition:
    return file_petition(rating=rating_of(user), text="Đề nghị xem lại.", on=on, by=user)


def test_it_is_filed_in_time_and_its_answer_has_a_day_due(school):
    _, _, user = school
    petition = filed(user)
    petition.refresh_from_db()
    assert (petition.state, petition.due_on) == ("open", date(2024, 12, 26))


def test_after_the_term_it_is_refused_with_the_article(school):
    with pytest.raises(EvaluationRefused, match=r"Đã hết hạn gửi.*Điều 21"):
        filed(school[2], on=date(2024, 12, 18))


def test_the_term_runs_from_the_day_of_publication_not_from_an_earlier_day_on_the_paper():
    _, _, user = signed_school(SIGNED, today=date(2024, 12, 17))
    assert filed(user, on=date(2024, 12, 18)).state == "open"


def test_an_answer_is_of_no_day_before_the_petition_and_of_none_to_come(school):
    _, head, user = school
    petition = filed(user)
    for day in (date(2024, 12, 11), date(2024, 12, 21)):
        with pytest.raises(EvaluationRefused, match="từ ngày gửi kiến nghị đến hôm nay"):
            answer(petition=petition, text="Giữ nguyên.", on=day, by=head, today=ANSWERED)


def test_it_is_filed_once_by_the_ratee_and_with_words(school):
    _, head, user = school
    with pytest.raises(EvaluationRefused, match="Chỉ người được xếp loại"):
        file_petition(rating=rating_of(user), text="Thay.", on=FILED, by=head)
    with pytest.raises(EvaluationRefused, match="Ghi nội dung"):
        file_petition(rating=rating_of(user), text=" ", on=FILED, by=user)
    filed(user)
    with pytest.raises(EvaluationRefused, match="mỗi kết quả kiến nghị một lần"):
        filed(user)


def test_who_rated_answers_it_once(school):
    _, head, user = school
    petition = filed(user)
    with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
        answer(petition=petition, text="Giữ nguyên.", on=ANSWERED, by=user, today=ANSWERED)
    answer(petition=petition, text="Giữ nguyên.", on=ANSWERED, by=head, today=ANSWERED)
    with pytest.raises(EvaluationRefused, match="không xem xét lại"):
        answer(petition=petition, text="Nghĩ lại.", on=ANSWERED, by=head, today=ANSWERED)
    assert rating_of(user).level == "GOOD"


def test_upheld_with_the_cap_full_it_is_refused_and_nothing_is_written(school):
    _, head, user = school
    petition = filed(user)
    with pytest.raises(Blocked, match=r"Hết chỗ hoàn thành xuất sắc: 20 % × 10"):
        answer(
            petition=petition,
            text="Đúng.",
            on=ANSWERED,
            by=head,
            today=ANSWERED,
            level="EXCELLENT",
            number="02/QĐ",
        )
    petition.refresh_from_db()
    assert petition.state == "open" and rating_of(user).level == "GOOD"


def test_upheld_it_is_a_new_decision_under_the_same_law_and_the_old_one_stays(school):
    _, head, user = school
    first = rating_of(user)
    first.evaluation.person.work_items.update(on_time=19)
    petition = filed(user)
    answer(
        petition=petition,
        text="Một việc chậm.",
        on=ANSWERED,
        by=head,
        today=ANSWERED,
        level="FULFILLED",
        number="02/QĐ",
    )
    now = rating_of(user)
    assert (now.level, now.replaces, now.decision.number) == ("FULFILLED", first, "02/QĐ")
    assert now.grounds["law"]["code"] == first.grounds["law"]["code"] == "nd90-2020-sd48-2023"
    assert Rating.objects.filter(pk=first.pk, level="GOOD").exists()
    petition.refresh_from_db()
    assert petition.state == "upheld" and petition.decision == now.decision


def test_the_person_files_on_the_page_and_the_head_finds_it_waiting_and_answers(client, sign_in):
    cycle, head, user = signed_school(days.today())
    sign_in(client, user)
    mine = reverse("evaluations:my-result", args=[cycle.pk])
    assert "Gửi kiến nghị" in client.get(mine).content.decode()
    filing = reverse("evaluations:file-petition", args=[cycle.pk])
    assert "Quyết định số 01/QĐ" in client.get(filing).content.decode()
    assert "Trường này là bắt buộc" in client.post(filing, {"text": " "}).content.decode()
    client.post(filing, {"text": "Đề nghị xem lại.", "files": [upload("so-viec.pdf"), upload("anh.pdf")]})
    assert f"hạn trả lời {Petition.objects.get().due_on:%d/%m/%Y}" in client.get(mine).content.decode()
    petition = Petition.objects.get()
    page = reverse("evaluations:petition", args=[cycle.pk, petition.pk])
    assert client.post(page, {"text": "Tự trả lời."}).status_code == 403
    sign_in(client, head)
    assert "Trả lời kiến nghị" in client.get("/").content.decode()
    assert (
        "phải có số quyết định mới"
        in client.post(
            page, {"text": "Đúng.", "on": f"{days.today():%d/%m/%Y}", "level": "EXCELLENT"}
        ).content.decode()
    )
    given = {"text": "Đúng.", "on": f"{days.today():%d/%m/%Y}", "level": "EXCELLENT", "number": "02/QĐ"}
    assert "Hết chỗ hoàn thành xuất sắc" in client.post(page, given).content.decode()
    client.post(page, {"text": "Giữ nguyên vì hết chỗ.", "on": f"{days.today():%d/%m/%Y}", "level": ""})
    assert "Giữ nguyên vì hết chỗ." in client.get(page).content.decode()


def test_a_term_in_a_year_without_a_calendar_of_holidays_says_so_on_the_pages(client, sign_in, school):
    cycle, _, user = school
    petition = filed(user)
    sign_in(client, user)
    pages = [reverse("evaluations:my-result", args=[cycle.pk])]
    pages.append(reverse("evaluations:petition", args=[cycle.pk, petition.pk]))
    words = "Chưa có lịch nghỉ lễ, Tết năm 2031"
    assert all(words not in client.get(page).content.decode() for page in pages)
    Petition.objects.update(filed_on=date(2030, 12, 30), due_on=date(2031, 1, 13))
    assert all(words in client.get(page).content.decode() for page in pages)


def test_who_signs_for_the_head_is_never_asked_to_answer_their_own(client, sign_in):
    cycle, head, user = signed_school(days.today())
    person, day = Person.objects.get(account=user), days.today()
    delegate(
        unit_id=person.posts.get().unit_id, person_id=person.pk, kind=DelegationKind.SIGNING, number="5/UQ",
        decision_on=day, first=day, last=date(2199, 12, 31), by=head,
    )  # fmt: skip
    petition = filed(user, on=day)
    sign_in(client, user)
    assert "Trả lời kiến nghị" not in client.get("/").content.decode()
    page = reverse("evaluations:petition", args=[cycle.pk, petition.pk])
    assert "Nội dung trả lời" not in client.get(page).content.decode()
    assert client.post(page, {"text": "Đúng.", "on": f"{day:%d/%m/%Y}"}).status_code == 403
    with pytest.raises(Blocked, match="Không ai tự"):
        answer(petition=petition, text="Đúng.", on=day, by=user, today=day)


def test_what_waits_asks_no_more_for_many_petitions_than_for_one(
    client, sign_in, django_assert_max_num_queries
):
    _, head, user = signed_school(days.today())
    sign_in(client, head)
    filed(user, on=days.today())
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for rating in Rating.objects.filter(petition=None)[:6]:
        Petition.objects.create(rating=rating, text="Xem lại.", filed_on=SIGNED, due_on=days.today())
    with django_assert_max_num_queries(len(one)):
        assert client.get("/").content.decode().count("Trả lời kiến nghị") >= 7


def test_a_colleague_reads_no_petition_and_none_of_its_files(client, sign_in, school):
    cycle, head, user = school
    petition = file_petition(
        rating=rating_of(user), text="Đề nghị xem lại.", on=FILED, by=user, files=[upload("so-viec.pdf")]
    )
    pages = [
        reverse("evaluations:petition", args=[cycle.pk, petition.pk]),
        reverse("evaluations:petition-file", args=[cycle.pk, petition.files.get().pk]),
    ]
    sign_in(client, factories.make_user_in(Role.STAFF))
    assert [client.get(page).status_code for page in pages] == [404, 404]
    sign_in(client, head)
    assert "so-viec.pdf" in client.get(pages[0]).content.decode()
    answer = client.get(pages[1])
    assert b"".join(answer.streaming_content) == PDF and "attachment" in answer["Content-Disposition"]


def test_a_file_of_another_kind_is_refused_and_what_was_written_stays(client, sign_in):
    cycle, _, user = signed_school(days.today())
    sign_in(client, user)
    filing = reverse("evaluations:file-petition", args=[cycle.pk])
    bad = SimpleUploadedFile("ma-doc.pdf", b"MZ")
    page = client.post(filing, {"text": "Việc vượt mức chưa tính.", "files": [bad]}).content.decode()
    assert "ma-doc.pdf: Không nhận tệp này." in page and "Việc vượt mức chưa tính." in page
    many = [upload(f"{n}.pdf") for n in range(6)]
    assert "nhiều nhất 5 tệp" in client.post(filing, {"text": "x", "files": many}).content.decode()
    assert not Petition.objects.exists()


def test_files_of_a_petition_outlive_the_sweep_of_what_nobody_claimed(school):
    _, _, user = school
    petition = file_petition(
        rating=rating_of(user), text="Đề nghị xem lại.", on=FILED, by=user, files=[upload("so-viec.pdf")]
    )
    loose = evidence.keep(upload("khac.pdf"), person=petition.person, by=user)
    assert list(evidence.unclaimed()) == [loose]


def test_about_a_result_that_was_replaced_meanwhile_it_is_answered_with_that_decision(school):
    _, head, user = school
    petition = file_petition(rating=rating_of(user), text="Xin xem lại.", on=FILED, by=user)
    said = {"petition": petition, "text": "Đã xem lại.", "on": ANSWERED, "by": head, "today": ANSWERED}
    replace_rating(
        rating=rating_of(user), level="FULFILLED", reason="Có khuyết điểm.", number="9/QĐ",
        decided_on=date(2024, 12, 16), by=head, today=ANSWERED,
    )  # fmt: skip
    with pytest.raises(EvaluationRefused, match="đã được thay bằng Quyết định số 9/QĐ ngày 16/12/2024"):
        answer(**said, level="EXCELLENT", number="10/QĐ")
    answer(**said)
    petition.refresh_from_db()
    assert petition.state_words == "Kết quả đã được thay bằng Quyết định số 9/QĐ"
