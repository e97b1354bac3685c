"""Mid-cycle is resolved anew: who moves, who comes and goes, a new head; signed ratings stay."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.enums import Role
from core import jobs
from core.days import since
from evaluations import reresolve
from evaluations.delegate import delegate
from evaluations.enums import DelegationKind, RatingLevel
from evaluations.mine import who_evaluates
from evaluations.models import Evaluation, HandOver, Notice, Organisation, Proposal, SelfEvaluation
from evaluations.propose import propose
from evaluations.resolve import resolve
from evaluations.waiting import waiting_evaluations
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import opened, papers
from tests.evaluations.test_close_cycle import sign

pytestmark = pytest.mark.django_db

OPENED, MOVED = date(2022, 11, 1), date(2022, 12, 1)


@pytest.fixture
def offices():
    """Two schools in one district; the cycle is open."""
    with transaction.atomic():
        made = make_offices()
        other = made.units["other"] = factories.make_unit(
            "Trường THCS Hà Hiệu", "TH02", made.units["district"], "service"
        )
        made.people["other_principal"] = factories.make_person("Triệu Thị Hiệu Trưởng")
        factories.make_post(
            made.people["other_principal"], other, group="public_employee", leader_kind="head"
        )
        made.cycle = opened(make_cycle())
    return made


def move(person, unit, **fields):
    """The main post ends; another begins elsewhere."""
    old = person.posts.get(is_main=True)
    old.valid, old.closed_by = since(old.valid.lower, MOVED), factories.make_act(effective_on=MOVED)
    old.save()
    return factories.make_post(person, unit, first=MOVED, **({"group": old.group} | fields))


def follow(made, by=None, on=date(2022, 12, 5)):
    with transaction.atomic():
        return reresolve.follow(made.cycle, on=on, by=by)


def of(made, name) -> Evaluation:
    return Evaluation.objects.get(person=made.people[name])


def told(made, name) -> list[str]:
    return list(
        Notice.objects.filter(evaluation__person=made.people[name], unit=None).values_list("text", flat=True)
    )


def test_nothing_changed_writes_nothing(offices):
    before = list(Evaluation.objects.order_by("pk").values())
    found = follow(offices)
    assert not found and not found.held
    assert list(Evaluation.objects.order_by("pk").values()) == before
    assert not Notice.objects.exists()


def test_who_moves_goes_over_with_what_they_wrote_and_without_the_old_heads_proposal(offices):
    one = of(offices, "teacher")
    papers(one, by=offices.cycle.made_by)
    propose(evaluation=one, level=RatingLevel.GOOD, by=offices.cycle.made_by)
    move(offices.people["teacher"], offices.units["other"])
    follow(offices)
    moved = of(offices, "teacher")
    assert moved.pk == one.pk
    assert moved.unit == moved.rater_unit == offices.units["other"]
    assert moved.organisation.unit == offices.units["other"]
    assert moved.rater == offices.people["other_principal"]
    assert SelfEvaluation.objects.get(evaluation=one).submitted_at
    assert not Proposal.objects.exists()
    event = Proposal.pgh_event_model.objects.filter(evaluation_id=one.pk).order_by("-pgh_id").first()
    assert (event.pgh_label, event.level) == ("delete", "GOOD")
    (sentence,) = told(offices, "teacher")
    assert sentence.startswith("Bạn chuyển từ Trường THCS Yên Hân đến Trường THCS Hà Hiệu")
    assert "Triệu Thị Hiệu Trưởng" in sentence
    heads = dict(Notice.objects.exclude(unit=None).values_list("unit", "text"))
    assert "nay do người đứng đầu đơn vị bạn xếp loại" in heads[offices.units["other"].pk]
    assert "không còn trên phiếu" in heads[offices.units["school"].pk]


def test_following_twice_tells_once(offices):
    move(offices.people["teacher"], offices.units["other"])
    follow(offices)
    n = Notice.objects.count()
    assert not follow(offices) and Notice.objects.count() == n == 3


def test_a_new_acting_head_rates_and_the_people_are_told(offices):
    deputy = offices.people["deputy"]
    delegate(
        kind=DelegationKind.ACTING, unit_id=offices.units["school"].pk, person_id=deputy.pk, number="9/QĐ",
        decision_on=MOVED, first=MOVED, last=None, by=offices.cycle.made_by,
    )  # fmt: skip
    follow(offices)
    assert of(offices, "teacher").rater == deputy
    assert told(offices, "teacher") == [
        "Người quyết định xếp loại nay là Hoàng Thị Deputy, Trường THCS Yên Hân."
    ]


def test_another_group_brings_another_form_and_the_sent_one_back(offices):
    one = of(offices, "clerk")
    papers(one, by=offices.cycle.made_by)
    offices.people["clerk"].posts.update(group="public_employee")
    follow(offices)
    changed = of(offices, "clerk")
    assert (changed.group, changed.form) == ("public_employee", "03")
    written = SelfEvaluation.objects.get(evaluation=one)
    assert written.submitted_at is None and "mẫu phiếu đổi" in written.returned_reason
    assert "Phiếu nay theo mẫu 03" in told(offices, "clerk")[0]


def test_who_joins_is_evaluated_and_who_leaves_is_marked_and_may_come_back(offices):
    joined = offices.people["joined"] = factories.make_person(
        "Bế Thị Mới", unit=offices.units["agency"], first=MOVED
    )
    gone = offices.people["clerk"]
    gone.posts.update(
        valid=since(factories.FIRST_DAY, MOVED), closed_by=factories.make_act(effective_on=MOVED)
    )
    follow(offices)
    assert of(offices, "joined").rater == offices.people["director"]
    assert told(offices, "joined")[0].startswith("Bạn được đánh giá trong kỳ năm 2022 tại Sở Nội vụ")
    assert of(offices, "clerk").left_on == MOVED
    assert told(offices, "clerk") == ["Bạn không còn trong phạm vi kỳ năm 2022 từ ngày 01/12/2022."]
    gone.posts.update(valid=since(factories.FIRST_DAY), closed_by=None)
    follow(offices)
    assert of(offices, "clerk").left_on is None
    assert joined.evaluations.count() == 1


def test_a_signed_rating_stays_where_it_was_signed(offices):
    user = factories.make_user_in(Role.UNIT_HEAD, offices.units["school"])
    Person.objects.filter(pk=offices.people["principal"].pk).update(account=user)
    sign(offices.cycle, offices.units["school"], user, [of(offices, "teacher")])
    move(offices.people["teacher"], offices.units["other"])
    assert not follow(offices)
    assert of(offices, "teacher").unit == offices.units["school"]


def test_who_moves_to_a_unit_that_is_closed_or_has_no_head_waits_with_the_reason(offices):
    user = offices.cycle.made_by
    Organisation.objects.filter(unit=offices.units["other"]).update(
        state="closed", closed_at="2022-12-01T00:00Z", closed_by=user
    )
    move(offices.people["teacher"], offices.units["other"])
    assert [one.why for one in follow(offices).held] == ["đơn vị đã đóng kỳ: mở lại nếu cần"]
    offices.people["other_principal"].posts.all().delete()
    Organisation.objects.filter(unit=offices.units["other"]).update(
        state="open", closed_at=None, closed_by=None
    )
    follow(offices)
    assert of(offices, "teacher").unit == offices.units["school"]


def test_a_school_whose_own_year_is_over_keeps_its_people(offices):
    Organisation.objects.filter(unit=offices.units["school"]).update(
        ends_on=date(2022, 5, 31), rated_on=date(2022, 5, 31)
    )
    move(offices.people["teacher"], offices.units["other"])
    follow(offices)
    assert of(offices, "teacher").unit == offices.units["school"]


def test_a_unit_that_is_new_in_mid_cycle_waits_to_be_opened(offices):
    unit = factories.make_unit("Chi cục mới", "CC01", offices.units["agency"], first=MOVED)
    factories.make_person("Bế Thị Mới", unit=unit, first=MOVED)
    assert follow(offices).new_units == [unit.pk]
    assert Organisation.objects.get(unit=unit).state == "waiting"


def test_a_hundred_moves_ask_as_little_as_one(offices):
    counts = []
    for number in (1, 40):
        for n in range(number):
            one = factories.make_person(f"Bàn Văn {number} {n}", unit=offices.units["agency"])
            offices.people[f"{number}-{n}"] = one
        follow(offices)
        for n in range(number):
            move(offices.people[f"{number}-{n}"], offices.units["district"])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            follow(offices)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_the_officer_sees_who_changed_and_resolves_anew_and_the_person_reads_it(client, sign_in, offices, rf):
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=offices.people["teacher"].pk).update(account=user)
    move(offices.people["teacher"], offices.units["other"])
    page = reverse("evaluations:resolve", args=[offices.cycle.pk])
    sign_in(client, factories.make_user_in(Role.OFFICER))
    text = client.get(page).content.decode()
    assert "Hoàng Thị Teacher" in text and "Chuyển đơn vị" in text
    client.post(page)
    assert jobs.run(jobs.Job.objects.get(kind="evaluations.resolve").pk)
    assert "Không có gì thay đổi" in client.get(page).content.decode()
    sign_in(client, user)
    request = rf.get("/")
    request.user, request.today = user, MOVED
    assert "Thay đổi về đánh giá" in [one.title for one in waiting_evaluations(request)]
    notices = reverse("evaluations:notices")
    assert "Bạn chuyển từ Trường THCS Yên Hân" in client.get(notices).content.decode()
    client.post(notices)
    assert "Thay đổi về đánh giá" not in [one.title for one in waiting_evaluations(request)]
    assert Notice.objects.get(unit=None).read_by == user


def test_beat_follows_by_itself_and_leaves_closed_cycles_alone(offices):
    move(offices.people["teacher"], offices.units["other"])
    reresolve.keep_up(on=date(2022, 12, 5))
    assert of(offices, "teacher").unit == offices.units["other"]
    move_back = offices.people["teacher"].posts.filter(unit=offices.units["other"])
    move_back.update(unit=offices.units["school"])
    offices.cycle.state = "closed"
    offices.cycle.save()
    reresolve.keep_up(on=date(2022, 12, 5))
    assert of(offices, "teacher").unit == offices.units["other"]


@pytest.fixture
def two_scopes():
    """Two districts with a cycle each; the school belongs to the first."""
    with transaction.atomic():
        made = make_offices()
        there = made.units["there"] = factories.make_unit("Huyện Chợ Đồn", "H064", None, "district")
        made.people["chairman"] = factories.make_person("Lý Văn Chủ Tịch")
        factories.make_post(made.people["chairman"], there, group="civil_servant", leader_kind="head")
        made.cycle, made.other = (
            opened(make_cycle(2022, root=made.units[key], name=f"Năm 2022, {key}"))
            for key in ("district", "there")
        )
    return made


def test_whose_unit_moves_under_another_cycle_of_the_year_is_in_one_of_them_only(two_scopes):
    made = two_scopes
    school = made.units["school"]
    school.periods.update(parent=made.units["there"])
    lines = resolve(made.other, on=date(2022, 12, 5)).lines
    assert school.pk not in {line.unit_id for line in lines}, "the first cycle still has them"
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=made.people["principal"].pk).update(account=user)
    assert who_evaluates(user, date(2022, 12, 5)).cycle_name == made.cycle.name
    follow(made)
    assert who_evaluates(user, date(2022, 12, 5)).cycle_name == made.other.name
    assert set(Evaluation.objects.filter(unit=school).values_list("cycle", "left_on")) == {
        (made.cycle.pk, date(2022, 12, 5))
    }
    lines = resolve(made.other, on=date(2022, 12, 5)).lines
    assert school.pk in {line.unit_id for line in lines}


@pytest.fixture
def rated_in_january(offices):
    """Rated on 10 January; on the 5th the teacher moves to the other school, and somebody is recruited."""
    after = offices.after = date(2023, 1, 5)
    offices.cycle.rated_on = date(2023, 1, 10)
    offices.cycle.save()
    offices.cycle.organisations.update(rated_on=offices.cycle.rated_on)
    offices.people["teacher"].posts.update(
        valid=since(factories.FIRST_DAY, after), closed_by=factories.make_act(effective_on=after)
    )
    factories.make_post(
        offices.people["teacher"], offices.units["other"], first=after, group="public_employee"
    )
    offices.people["recruit"] = factories.make_person("Bế Thị Mới", unit=offices.units["agency"], first=after)
    return offices


def account_of(made, name):
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=made.people[name].pk).update(account=user)
    return user


def rater_of(user, on: date) -> str:
    return next(part.who for part in who_evaluates(user, on).parts if part.what == "Quyết định xếp loại")


def test_who_moves_after_the_year_is_rated_where_they_are_on_the_rating_day(rated_in_january):
    """Điều 19.1 NĐ 335/2025; Điều 20 NĐ 90/2020."""
    made = rated_in_january
    user = account_of(made, "teacher")
    assert "Principal" in rater_of(user, date(2023, 1, 4))
    assert "Triệu Thị Hiệu Trưởng" in rater_of(user, date(2023, 1, 6))
    reresolve.keep_up(on=date(2023, 1, 4))
    assert of(made, "teacher").unit == made.units["school"]
    reresolve.keep_up(on=date(2023, 1, 6))
    assert of(made, "teacher").unit == made.units["other"]
    asked = HandOver.objects.get(evaluation=of(made, "teacher"))
    assert (asked.from_unit, asked.moved_on) == (made.units["school"], made.after)
    assert "12 tháng trong năm" in asked.says


def test_after_the_rating_day_nobody_moves_any_more(rated_in_january):
    made = rated_in_january
    made.people["clerk"].posts.update(
        valid=since(factories.FIRST_DAY, date(2023, 1, 11)), closed_by=factories.make_act()
    )
    factories.make_post(made.people["clerk"], made.units["district"], first=date(2023, 1, 11))
    reresolve.keep_up(on=date(2023, 1, 20))
    assert of(made, "clerk").unit == made.units["agency"]
    assert of(made, "teacher").unit == made.units["other"]


def test_who_is_recruited_after_the_year_has_no_part_in_it(rated_in_january):
    made = rated_in_january
    reresolve.keep_up(on=date(2023, 1, 6))
    assert not made.people["recruit"].evaluations.exists()
    answer = who_evaluates(account_of(made, "recruit"), date(2023, 1, 6))
    assert (answer.cycle_name, answer.line.unit_id) == ("", made.units["agency"].pk)


def test_a_unit_with_a_later_day_of_its_own_is_followed_until_then_and_it_alone(offices):
    after = date(2023, 1, 5)
    offices.cycle.organisations.filter(unit=offices.units["school"]).update(rated_on=date(2023, 1, 10))
    made = {}
    for name, unit, group in (
        ("principal", "school", "public_employee"), ("director", "agency", "civil_servant"),
    ):  # fmt: skip
        offices.people[name].posts.update(
            valid=since(factories.FIRST_DAY, after), closed_by=factories.make_act()
        )
        made[unit] = factories.make_unit(f"Trung tâm {name}", f"TT-{name}", first=after)
        factories.make_post(offices.people[name], made[unit], first=after, group=group)
        new = made[f"{unit} head"] = factories.make_person(f"Lý Thị Mới {name}")
        factories.make_post(new, offices.units[unit], first=after, group=group, leader_kind="head")
    reresolve.keep_up(on=date(2023, 1, 6))
    assert of(offices, "clerk").rater == offices.people["director"]
    assert of(offices, "director").unit == offices.units["agency"]
    waiting = Organisation.objects.filter(cycle=offices.cycle, state="waiting")
    assert list(waiting.values_list("unit", flat=True)) == [made["school"].pk]
    assert of(offices, "teacher").rater == made["school head"]
    assert "Lý Thị Mới" in rater_of(account_of(offices, "teacher"), date(2023, 1, 6))
    assert "Director" in rater_of(account_of(offices, "clerk"), date(2023, 1, 6))
