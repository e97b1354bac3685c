"""The person is told what was decided of them while a petition's term runs, and until they have read it."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from agencies.enums import Role
from core.days import today
from evaluations import petition as petitions
from evaluations import self_evaluate
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.enums import About
from evaluations.models import Evaluation, Notice, Rating
from evaluations.replace_rating import replace_rating
from evaluations.scores.confirm import confirm
from evaluations.scores.petition import answer_score_petition, file_score_petition
from evaluations.scores.write import give_back
from evaluations.waiting import waiting_evaluations
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, opened, ready
from tests.evaluations.scores.month import TODAY, make_department, open_month, wrote

pytestmark = pytest.mark.django_db

SIGNED = date(2022, 12, 12)


@pytest.fixture
def school():
    """Two teachers are signed on 12/12/2022; the first has an account."""
    with transaction.atomic():
        cycle, unit, head, teachers = make_school(2)
        user = factories.make_user_in(Role.STAFF)
        Person.objects.filter(pk=teachers[0].pk).update(account=user)
        found = ready(cycle, unit, head, level="GOOD")
        signed(cycle, unit, head, found)
    return user, head, Evaluation.objects.get(person=teachers[0])


def signed(cycle, unit, head, found, number="01/QĐ", **more):
    return decide(
        cycle=cycle, unit_id=unit.pk, choices=[Choice(one.pk, "GOOD", "Theo cuộc họp") for one in found],
        number=number, decided_on=SIGNED, by=head, today=SIGNED, **more,
    )  # fmt: skip


def items(rf, user, on=SIGNED) -> dict[str, tuple[str, str]]:
    request = rf.get("/")
    request.user, request.today = user, on
    return {one.title: (one.detail, one.url) for one in waiting_evaluations(request)}


def own(user) -> list[str]:
    return list(Notice.objects.own(user).order_by("pk").values_list("text", flat=True))


def test_a_signed_rating_tells_the_person_until_when_they_may_petition(school, rf):
    user, _, one = school
    detail, url = items(rf, user)["Đã có kết quả xếp loại"]
    assert detail.startswith("Đã có kết quả xếp loại kỳ năm 2022, hạn kiến nghị 19/12/2022.")
    assert url == reverse("evaluations:my-result", args=[one.cycle_id])
    assert Notice.objects.get(evaluation=one).due_on == date(2022, 12, 19)
    assert "Hoàn thành" not in detail, "the level is read on the page"


def test_the_item_goes_once_the_person_has_read_the_page_and_not_when_the_head_does(
    school, rf, client, sign_in
):
    user, head, one = school
    sign_in(client, head)
    assert client.get(reverse("evaluations:result", args=[one.cycle_id, one.pk])).status_code == 200
    assert "Đã có kết quả xếp loại" in items(rf, user)
    sign_in(client, user)
    assert "hạn kiến nghị 19/12/2022" in client.get(reverse("evaluations:notices")).content.decode()
    client.get(reverse("evaluations:my-result", args=[one.cycle_id]))
    assert "Đã có kết quả xếp loại" not in items(rf, user)
    assert Notice.objects.get(evaluation=one).read_by == user


def test_a_replaced_rating_takes_the_place_of_what_nobody_has_read(school):
    user, head, one = school
    rating = Rating.objects.get(evaluation=one)
    day = date(2022, 12, 14)
    replace_rating(
        rating=rating, level="FULFILLED", reason="Xem lại", number="02/QĐ", decided_on=day, by=head, today=day
    )
    (text,) = own(user)
    assert "Quyết định số 02/QĐ" in text and "hạn kiến nghị 21/12/2022" in text


def test_an_answered_petition_tells_who_petitioned(school, rf, client, sign_in):
    user, head, one = school
    day = date(2022, 12, 14)
    made = petitions.file_petition(
        rating=Rating.objects.get(evaluation=one), text="Đề nghị xem lại.", on=day, by=user
    )
    petitions.answer(petition=made, text="Đã xem lại.", on=day, by=head, today=day)
    detail, url = items(rf, user)["Tin về kiến nghị"]
    assert "đã được trả lời ngày 14/12/2022. Giữ nguyên kết quả" in detail
    sign_in(client, user)
    assert client.get(url).status_code == 200
    assert "Tin về kiến nghị" not in items(rf, user)


def test_a_returned_self_evaluation_tells_the_person_why(rf, client, sign_in):
    with transaction.atomic():
        cycle, unit, head, teachers = make_school(1)
        user = factories.make_user_in(Role.STAFF)
        Person.objects.filter(pk=teachers[0].pk).update(account=user)
        ready(cycle, unit, head)
    one = Evaluation.objects.get(person=teachers[0])
    self_evaluate.give_back(evaluation=one, reason="Thiếu số liệu.", by=head)
    detail, url = items(rf, user)["Phiếu tự đánh giá bị trả lại"]
    assert detail == "Phiếu tự đánh giá bị trả lại: Thiếu số liệu."
    sign_in(client, user)
    assert client.get(url).status_code == 200
    assert "Phiếu tự đánh giá bị trả lại" not in items(rf, user)


@pytest.fixture
def office():
    """March of a department; the first of the staff has an account and has sent their sheet."""
    with transaction.atomic():
        made = make_department(2)
        made.user = factories.make_user_in(Role.STAFF)
        Person.objects.filter(pk=made.people["staff-0"].pk).update(account=made.user)
        open_month(made)
        made.sent = wrote(made, "staff-0")
    return made


def test_a_confirmed_score_tells_the_person_and_so_does_the_answer_about_it(office, rf, client, sign_in):
    confirm(unit_id=office.unit.pk, score_ids=[office.sent.pk], by=office.director, today=TODAY)
    detail, url = items(rf, office.user)["Tin về điểm theo dõi"]
    assert detail == "Đã xác nhận điểm tháng 3 năm 2026, hạn kiến nghị 09/04/2026."
    sign_in(client, office.user)
    assert client.get(url).status_code == 200
    assert "Tin về điểm theo dõi" not in items(rf, office.user)
    score, on = office.score("staff-0"), today()
    made = file_score_petition(score=score, text="Chưa tính việc đột xuất.", on=on, by=office.user)
    answer_score_petition(petition=made, text="Đã tính.", on=on, by=office.director, today=on)
    detail, url = items(rf, office.user)["Tin về kiến nghị"]
    assert "Giữ nguyên điểm" in detail
    client.get(url)
    assert "Tin về kiến nghị" not in items(rf, office.user)


def test_a_returned_sheet_tells_the_person_why(office, rf, client, sign_in):
    give_back(score=office.sent, reason="Thiếu sản phẩm.", by=office.director)
    detail, url = items(rf, office.user)["Tin về điểm theo dõi"]
    assert detail == "Phiếu theo dõi tháng 3 năm 2026 bị trả lại: Thiếu sản phẩm."
    sign_in(client, office.user)
    client.get(url, follow=True)
    assert "Tin về điểm theo dõi" not in items(rf, office.user)


def test_a_sheet_that_was_returned_stays_though_its_points_were_taken_out(office):
    give_back(score=office.sent, reason="Thiếu.", by=office.director)
    type(office.sent).objects.filter(pk=office.sent.pk).update(own_parts={})
    office.people["staff-0"].posts.all().delete()
    open_month(office)
    assert type(office.sent).objects.filter(pk=office.sent.pk).exists()


def test_telling_a_hundred_asks_as_little_as_telling_one():
    counts = []
    office = make_department(2)
    for number in (2, 30):
        if counts:
            more(office, number)
        open_month(office)
        sent = [wrote(office, name) for name in office.people if name.startswith("staff-")
                and office.score(name).submitted_at is None]  # fmt: skip
        head = User.objects.get(pk=office.director.pk)
        with CaptureQueriesContext(connection) as asked:
            confirm(unit_id=office.unit.pk, score_ids=[one.pk for one in sent], by=head, today=TODAY)
        counts.append(len(asked))
        assert Notice.objects.filter(about=About.SCORE).count() >= number
    assert counts[0] == counts[1]


@transaction.atomic
def more(office, number):
    for n in range(number):
        name = f"staff-more-{n}"
        office.people[name] = factories.make_person(f"Bàn Văn {n}", unit=office.unit)
    opened(office.cycle)
