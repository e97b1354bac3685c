"""Reminders of months' sheets, petitions and organisations' reports: once a person and day."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.enums import Role
from core.days import today
from evaluations.enums import PetitionState
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation, Organisation, OrganisationReport, Petition, Rating, Reminder
from evaluations.remind import remind
from evaluations.scores.waiting import waiting_scores
from evaluations.set_days import set_cycle_deadlines
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, ready
from tests.evaluations.scores.month import make_department, open_month, wrote
from tests.evaluations.test_tell import signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """March of a department: one sheet is sent, that of an account isn't."""
    with transaction.atomic():
        made = make_department(2)
        made.user = factories.make_user_in(Role.STAFF)
        Person.objects.filter(pk=made.people["staff-0"].pk).update(account=made.user)
        open_month(made)
        wrote(made, "staff-1")
    return made


def said(user, day) -> str:
    return Reminder.objects.filter(user=user, day=day).values_list("text", flat=True).first() or ""


def test_a_months_sheet_is_due_some_days_after_it_and_its_confirmation_later(office, rf):
    for _ in range(2):
        remind(today=date(2026, 4, 2))
    assert not Reminder.objects.exists()
    for _ in range(3):
        remind(today=date(2026, 4, 8))
    assert (
        said(office.user, date(2026, 4, 8)) == "Quá hạn từ 05/04/2026: gửi phiếu theo dõi tháng 3 năm 2026."
    )
    head = said(office.director, date(2026, 4, 8))
    assert "Đến hạn 10/04/2026: xác nhận điểm tháng 3 năm 2026 của 1 người." in head
    assert Reminder.objects.filter(user=office.user).count() == 1
    request = rf.get("/")
    for user, due in ((office.user, date(2026, 4, 5)), (office.director, date(2026, 4, 10))):
        request.user, request.today = user, date(2026, 4, 8)
        assert due in [one.due for one in waiting_scores(request)]


def test_the_days_are_a_setting_of_the_cycle_and_empty_ones_remind_nobody(office, client, sign_in):
    sign_in(client, factories.make_user_in(Role.OFFICER))
    page = reverse("evaluations:deadlines", args=[office.cycle.pk])
    assert "Nghị định không nêu hạn này" in client.get(page).content.decode()
    refused = client.post(page, {"send_within": "9", "confirm_within": "3"}).content.decode()
    assert "Hạn xác nhận điểm không thể trước hạn gửi phiếu" in refused
    assert client.post(page, {"send_within": "20", "confirm_within": ""}).status_code == 302
    remind(today=date(2026, 4, 8))
    assert not Reminder.objects.exists()
    remind(today=date(2026, 4, 21))
    assert "gửi phiếu theo dõi tháng 3" in said(office.user, date(2026, 4, 21))
    assert "xác nhận điểm" not in said(office.director, date(2026, 4, 21))


def test_the_database_refuses_a_confirmation_due_before_the_sheet(office):
    with pytest.raises(EvaluationRefused, match="không thể trước"):
        set_cycle_deadlines(
            cycle=office.cycle, deadlines={}, by=office.cycle.made_by,
            within={"send_within": 5, "confirm_within": 4},
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="confirms_after_sending"):
        type(office.cycle).objects.update(send_within=5, confirm_within=4)


def test_nobody_is_reminded_of_sheets_of_a_unit_that_is_closed(office):
    Organisation.objects.filter(unit=office.unit).update(
        state="closed", closed_at="2026-04-01T00:00Z", closed_by=office.director
    )
    remind(today=date(2026, 4, 8))
    assert not said(office.user, date(2026, 4, 8))


def test_who_rated_is_reminded_of_a_petition_until_it_is_answered():
    cycle, school, head, _ = make_school(1)
    signed(cycle, school, head, ready(cycle, school, head, level="GOOD"))
    one = Petition.objects.create(
        rating=Rating.objects.first(), text="Xem lại.", filed_on=date(2022, 12, 13), due_on=date(2022, 12, 27)
    )
    remind(today=date(2022, 12, 26))
    assert "Đến hạn 27/12/2022: trả lời kiến nghị." in said(head, date(2022, 12, 26))
    Petition.objects.filter(pk=one.pk).update(
        state=PetitionState.KEPT, answer="Giữ nguyên", answered_on=date(2022, 12, 26), answered_by=head
    )
    remind(today=date(2022, 12, 28))
    assert "kiến nghị" not in said(head, date(2022, 12, 28))


def test_a_unit_is_reminded_of_its_report_and_who_recognises_of_those_sent(office):
    on = date(2026, 12, 11)
    remind(today=on)
    assert "gửi tự đánh giá của đơn vị" in said(office.director, on)
    evaluation = Organisation.objects.get(unit=office.unit).rated_as
    OrganisationReport.objects.create(evaluation=evaluation, level="GOOD", submitted_at=f"{today()}T00:00Z")
    later = date(2026, 12, 12)
    remind(today=later)
    assert "tự đánh giá của đơn vị" not in said(office.director, later)
    assert "công nhận xếp loại 1 tổ chức" in said(office.chairman, later)


def test_reminding_of_many_sheets_asks_as_little_as_of_one(office):
    counts = []
    for number in (1, 20):
        for n in range(number):
            person = factories.make_person(f"Bàn {number} {n}", account=factories.make_user())
            one = office.score("staff-0")
            one.pk, one.person, one._state.adding = None, person, True
            one.save()
        with CaptureQueriesContext(connection) as asked:
            remind(today=date(2026, 4, 8 + len(counts)))
        counts.append(len(asked))
    assert counts[0] == counts[1] and Reminder.objects.filter(day=date(2026, 4, 9)).count() > 20
    assert not Evaluation.objects.filter(person__full_name__startswith="Bàn").exists()
