"""The old unit hands over what the law asks about who moved; the new unit and the person read it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.enums import Role
from core.days import since
from evaluations import hand_over
from evaluations.enums import HandedOver
from evaluations.errors import EvaluationRefused
from evaluations.facts_of import verdicts
from evaluations.models import Evaluation, HandOver, PeriodScore
from evaluations.waiting import waiting_evaluations
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import opened, scored

pytestmark = pytest.mark.django_db


def moved(day: date, year: int = 2022):
    """The clerk of the department moved to the district on the day; then the cycle opened."""
    made = make_offices()
    clerk = made.people["clerk"]
    act = factories.make_act(effective_on=day)
    clerk.posts.update(valid=since(factories.FIRST_DAY, day), closed_by=act)
    factories.make_post(clerk, made.units["district"], first=day)
    made.cycle = opened(make_cycle(year))
    return made


def moved_findings(made):
    one = Evaluation.objects.select_related("organisation", "proposal").get(person=made.people["clerk"])
    return {found["rule"]: found for found in verdicts([one])[one.pk]["findings"] if "moved" in found["rule"]}


def test_eight_months_at_the_old_unit_ask_for_its_remarks():
    made = moved(date(2022, 9, 1))
    one = HandOver.objects.get()
    assert (one.asks, one.from_unit, one.moved_on) == (
        HandedOver.REMARKS, made.units["agency"], date(2022, 9, 1),
    )  # fmt: skip
    assert "8 tháng" in one.says and "Điều 20" in one.cite
    found = moved_findings(made)["moved-remarks"]
    assert found["acts"] and "8 tháng" in found["says"]


def test_each_unit_of_the_year_is_asked_and_not_only_the_last_one():
    """Seven months at the department, then two and two: 335 asks both old units for their scores."""
    made = make_offices()
    clerk, days = made.people["clerk"], (date(2026, 8, 1), date(2026, 10, 1))
    clerk.posts.update(valid=since(factories.FIRST_DAY, days[0]), closed_by=factories.make_act())
    factories.make_post(clerk, made.units["district"], first=days[0], until=days[1])
    factories.make_post(clerk, made.units["school"], first=days[1])
    opened(make_cycle(2026))
    asked = HandOver.objects.order_by("moved_on").values_list("from_unit", "moved_on")
    assert list(asked) == [(made.units["agency"].pk, days[0]), (made.units["district"].pk, days[1])]


def test_two_months_at_the_old_unit_ask_for_nothing():
    made = moved(date(2022, 3, 1))
    assert not HandOver.objects.exists()
    found = moved_findings(made)["moved-remarks"]
    assert not found["acts"] and "2 tháng" in found["says"]


def test_under_decree_335_the_scores_are_asked_for_however_short_the_time():
    moved(date(2026, 3, 1), 2026)
    one = HandOver.objects.get()
    assert one.asks == HandedOver.SCORES and "khoản 1 Điều 19 NĐ 335/2025" in one.cite


def test_asking_again_asks_nobody_twice():
    made = moved(date(2022, 9, 1))
    assert hand_over.ask(made.cycle, on=date(2022, 12, 5)) == 0
    HandOver.objects.all().delete()
    assert hand_over.ask(made.cycle, on=date(2022, 12, 5)) == 1


def test_a_unit_that_is_no_more_is_not_asked():
    made = moved(date(2022, 9, 1))
    HandOver.objects.all().delete()
    made.units["agency"].periods.update(valid=since(factories.FIRST_DAY, date(2022, 10, 1)))
    assert hand_over.ask(made.cycle, on=date(2022, 12, 5)) == 0


def test_the_old_head_writes_the_new_unit_and_the_person_read_and_strangers_get_nothing(client, sign_in, rf):
    made = moved(date(2022, 9, 1))
    accounts = {
        "director": factories.make_user_in(Role.UNIT_HEAD, made.units["agency"]),
        "district_chairman": factories.make_user_in(Role.UNIT_HEAD, made.units["district"]),
        "clerk": factories.make_user_in(Role.STAFF),
        "principal": factories.make_user_in(Role.UNIT_HEAD, made.units["school"]),
    }
    for name, user in accounts.items():
        Person.objects.filter(pk=made.people[name].pk).update(account=user)
    one = HandOver.objects.get()
    page = reverse("evaluations:hand-over", args=[made.cycle.pk, one.pk])
    every = reverse("evaluations:hand-overs", args=[made.cycle.pk])
    request = rf.get("/")
    request.user, request.today = accounts["director"], date(2022, 12, 1)
    assert [item.url for item in waiting_evaluations(request) if "Bàn giao" in item.title] == [page]
    sign_in(client, accounts["district_chairman"])
    assert "Chưa gửi" in client.get(page).content.decode()
    assert "quá hạn" in client.get(every).content.decode()
    assert client.post(page, {"text": "x"}).status_code == 403
    sheet = client.get(reverse("evaluations:sheet", args=[made.cycle.pk, "H061"])).content.decode()
    assert page in sheet and "Nhận xét của đơn vị cũ: chưa có" in sheet
    sign_in(client, accounts["director"])
    assert client.post(page, {"text": "Hoàn thành tốt việc được giao."}).status_code == 302
    for name in ("director", "district_chairman", "clerk"):
        sign_in(client, accounts[name])
        assert "Hoàn thành tốt việc được giao." in client.get(page).content.decode()
    sign_in(client, accounts["clerk"])
    assert page in client.get(reverse("evaluations:self", args=[made.cycle.pk])).content.decode()
    sign_in(client, accounts["principal"])
    assert client.get(page).status_code == 404
    assert "Không có ai phải bàn giao" in client.get(every).content.decode()


def test_a_hand_over_without_words_is_refused():
    made = moved(date(2022, 9, 1))
    head = factories.make_user_in(Role.UNIT_HEAD, made.units["agency"])
    with pytest.raises(EvaluationRefused, match="Ghi nội dung"):
        hand_over.write(hand_over=HandOver.objects.get(), text=" ", by=head)


@pytest.fixture
def handed():
    """The clerk was scored in January and February of 2026 in the department, and is the district's now."""
    made = moved(date(2026, 3, 1), 2026)
    one = Evaluation.objects.get(person=made.people["clerk"])
    made.accounts = {
        "director": factories.make_user_in(Role.UNIT_HEAD, made.units["agency"]),
        "district_chairman": factories.make_user_in(Role.UNIT_HEAD, made.units["district"]),
        "clerk": factories.make_user_in(Role.STAFF),
        "principal": factories.make_user_in(Role.UNIT_HEAD, made.units["school"]),
    }
    for name, user in made.accounts.items():
        Person.objects.filter(pk=made.people[name].pk).update(account=user)
    one.unit = one.monitor_unit = made.units["agency"]  # as it was then; it isn't saved
    scored(one, by=made.accounts["director"], points="275/3", upto=2)
    made.drafts = PeriodScore.objects.create(
        cycle=made.cycle, period_on=date(2026, 3, 1), person=one.person, unit=made.units["agency"],
        starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31), group=one.group, place=one.place,
        is_leader=False, law=one.law, monitor_unit=made.units["agency"], submitted_at=timezone.now(),
    )  # fmt: skip
    return made


def test_the_new_head_reads_the_old_units_confirmed_scores_and_no_stranger_does(handed, client, sign_in):
    page = reverse("evaluations:hand-over", args=[handed.cycle.pk, HandOver.objects.get().pk])
    january = PeriodScore.objects.order_by("period_on").first()
    score = reverse("evaluations:score", args=[handed.cycle.pk, january.pk])
    for name in ("director", "district_chairman", "clerk"):
        sign_in(client, handed.accounts[name])
        text = client.get(page).content.decode()
        assert "{#" not in text and score in text and "91,67" in text and "tháng 2 năm 2026" in text
        assert "tháng 3 năm 2026" not in text, "only what is confirmed"
        assert client.get(score).status_code == 200
    sign_in(client, handed.accounts["district_chairman"])
    assert client.post(score, {"xac-nhan": ""}).status_code == 403
    draft = reverse("evaluations:score", args=[handed.cycle.pk, handed.drafts.pk])
    assert client.get(draft).status_code == 404
    sign_in(client, handed.accounts["principal"])
    assert client.get(page).status_code == client.get(score).status_code == 404


def test_another_cycles_scores_and_those_of_who_left_stay_with_the_old_unit(handed):
    chairman = handed.accounts["district_chairman"]
    assert PeriodScore.objects.visible_to(chairman).confirmed().count() == 2
    Evaluation.objects.filter(person=handed.people["clerk"]).update(left_on=date(2026, 4, 1))
    assert not PeriodScore.objects.visible_to(chairman).exists()
    Evaluation.objects.filter(person=handed.people["clerk"]).update(left_on=None)
    other = make_cycle(2025)
    Evaluation.objects.filter(person=handed.people["clerk"]).update(cycle=other)
    assert not PeriodScore.objects.visible_to(chairman).exists()
