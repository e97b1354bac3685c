"""A discipline or conclusion in mid-cycle tells the person which, and who rates that there is one."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import F

from agencies.enums import Role
from evaluations import reresolve
from evaluations.enums import About
from evaluations.models import Evaluation, Notice
from evaluations.tell_on_record import tell_on_record
from evaluations.waiting import waiting_evaluations
from staff.models import Person
from staff.service_enums import DisciplineForm
from staff.service_models import Discipline
from tests import factories
from tests.evaluations.rated import make_school, ready
from tests.evaluations.test_tell import signed

pytestmark = pytest.mark.django_db

ON = date(2022, 12, 5)


@pytest.fixture
def school():
    """A teacher with an account in a unit that was opened in November."""
    with transaction.atomic():
        cycle, unit, head, teachers = make_school(2)
        user = factories.make_user_in(Role.STAFF)
        Person.objects.filter(pk=teachers[0].pk).update(account=user)
        opened_at(cycle, "2022-11-01T00:00Z")
    return cycle, unit, head, teachers[0], user


def opened_at(cycle, when):
    cycle.organisations.filter(state="open").update(opened_at=when)


def told(unit=None) -> list[str]:
    found = Notice.objects.filter(about=About.DISCIPLINE, unit=unit).order_by("pk")
    return list(found.values_list("text", flat=True))


def test_a_new_discipline_tells_the_person_which_and_the_head_only_that_there_is_one(school, rf):
    cycle, unit, head, teacher, user = school
    factories.make_discipline(teacher, unit, number="7/QĐ-KL")
    reresolve.keep_up(on=ON)
    assert told() == [
        "Quyết định kỷ luật số 7/QĐ-KL ngày 04/05/2022 (khiển trách) của bạn được ghi vào hồ sơ."
    ]
    assert told(unit) == [
        "Nông Thị 000: kỷ luật trong kỳ được ghi vào hồ sơ; xem lại căn cứ trên phiếu xếp loại trước khi ký."
    ]
    request = rf.get("/")
    for one in (user, head):
        request.user, request.today = one, ON
        assert "Thay đổi về đánh giá" in [item.title for item in waiting_evaluations(request)]
    assert tell_on_record(cycle) == 0, "once"


def test_one_that_is_withdrawn_is_told_too_and_one_put_down_by_mistake_is_not(school):
    cycle, unit, _, teacher, _ = school
    one = factories.make_discipline(teacher, unit)
    tell_on_record(cycle)
    Discipline.objects.filter(pk=one.pk).delete()
    tell_on_record(cycle)
    assert [text.split(" của bạn ")[1] for text in told()] == ["được ghi vào hồ sơ.", "được rút khỏi hồ sơ."]
    wrong = factories.make_discipline(teacher, unit, decided_on=date(2022, 6, 1))
    Discipline.objects.filter(pk=wrong.pk).delete()
    assert tell_on_record(cycle) == 0


def test_another_form_is_told_and_in_which_year_it_counted_is_not(school):
    cycle, unit, _, teacher, _ = school
    one = factories.make_discipline(teacher, unit)
    tell_on_record(cycle)
    Discipline.objects.filter(pk=one.pk).update(counted_in_year=2022)
    assert tell_on_record(cycle) == 0
    Discipline.objects.filter(pk=one.pk).update(form=DisciplineForm.WARNING)
    tell_on_record(cycle)
    assert "(cảnh cáo) của bạn được sửa trong hồ sơ" in told()[-1]


def test_a_conclusion_is_told_like_a_discipline_even_where_their_events_have_one_number(school):
    cycle, unit, _, teacher, _ = school
    factories.make_discipline(teacher, unit)
    tell_on_record(cycle)
    event = Notice.objects.filter(about=About.DISCIPLINE).values_list("event", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('staff_conclusionevent', 'pgh_id'), %s, false)", [event]
        )
    factories.make_conclusion(teacher, number="5-KL/UBKT")
    assert tell_on_record(cycle) == 2
    found = Notice.objects.filter(about=About.CONCLUSION).order_by(F("unit").asc(nulls_last=True))
    assert [one.text for one in found] == [
        "Nông Thị 000: kết luận của cấp có thẩm quyền trong kỳ được ghi vào hồ sơ; "
        "xem lại căn cứ trên phiếu xếp loại trước khi ký.",
        "Kết luận số 5-KL/UBKT ngày 04/05/2022 (có biểu hiện suy thoái) về bạn được ghi vào hồ sơ.",
    ]
    assert {one.event for one in found} == {event}
    assert tell_on_record(cycle) == 0


def test_what_is_not_of_the_cycles_days_is_not_told(school):
    cycle, unit, _, teacher, _ = school
    factories.make_discipline(teacher, unit, decided_on=date(2021, 11, 1))
    assert tell_on_record(cycle) == 0


def test_what_was_on_record_before_the_unit_opened_is_not_told(school):
    cycle, unit, _, teacher, _ = school
    factories.make_discipline(teacher, unit)
    opened_at(cycle, "2999-01-01T00:00Z")
    assert tell_on_record(cycle) == 0


def test_who_is_rated_already_is_looked_at_again(school):
    cycle, unit, head, teacher, _ = school
    signed(cycle, unit, head, ready(cycle, unit, head, level="GOOD"))
    assert Evaluation.objects.get(person=teacher).ratings.exists()
    factories.make_discipline(teacher, unit)
    tell_on_record(cycle)
    assert "sau khi đã xếp loại" in told(unit)[0]
