"""What the law says must or may follow from ratings: opened once, brought to a decision, seen by few."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import transaction
from django.urls import reverse

from agencies.enums import Role
from core import jobs
from core.days import since
from core.models import Job
from evaluations import follow_up
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.enums import FollowFact, FollowState
from evaluations.errors import EvaluationRefused
from evaluations.models import FollowUp, PastRating
from evaluations.open_follow_ups import cases, follow, rule_words, write
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, ready

pytestmark = pytest.mark.django_db
TWO_YEARS = "follows-two-years-public-employee"


def past(person: Person, year: int, level: str) -> PastRating:
    return PastRating.objects.create(
        person=person, year=year, level=level, number="3/QĐ", decided_on=date(year, 12, 9),
        valid=since(date(year, 12, 9)), opened_by=factories.make_act(),
    )  # fmt: skip


def look(year: int) -> None:
    write(year, list(cases(year)), None)


def rules(person: Person, year: int) -> set[str]:
    return set(FollowUp.objects.filter(person=person, year=year).values_list("rule", flat=True))


@pytest.fixture
def teacher():
    """A teacher with two years not fulfilled on paper; ``head`` is the principal's account."""
    with transaction.atomic():
        cycle, school, head, (person, *_) = make_school(1)
    person.cycle, person.school, person.head = cycle, school, head
    past(person, 2020, "NOT_FULFILLED")
    past(person, 2021, "NOT_FULFILLED")
    return person


def test_two_years_not_fulfilled_open_a_case_with_article_and_facts(teacher):
    look(2021)
    case = FollowUp.objects.get(rule=TWO_YEARS)
    assert "Hai năm liên tiếp đến 2021" in case.says and "Luật Viên chức" in case.cite
    assert [(row["year"], row["level"]) for row in case.grounds["ratings"]] == [
        (2021, "NOT_FULFILLED"),
        (2020, "NOT_FULFILLED"),
    ]
    assert (case.state, case.unit_id, case.must) == (FollowState.OPEN, teacher.school.pk, False)
    look(2020)
    assert TWO_YEARS not in rules(teacher, 2020)


def test_looking_again_doubles_nothing_and_leaves_what_is_decided(teacher):
    look(2021)
    case = FollowUp.objects.get(rule=TWO_YEARS)
    follow_up.close(case=case, reason="Đã nghỉ hưu.", by=factories.make_user_in(Role.OFFICER))
    n, events = FollowUp.objects.count(), FollowUp.pgh_event_model.objects.count()
    look(2021)
    assert FollowUp.objects.count() == n and FollowUp.pgh_event_model.objects.count() == events
    case.refresh_from_db()
    assert case.state == FollowState.CLOSED


def test_what_follows_no_longer_is_marked_and_not_closed(teacher):
    look(2021)
    PastRating.objects.filter(year=2020).update(level="GOOD")
    look(2021)
    case = FollowUp.objects.get(rule=TWO_YEARS)
    assert (case.is_grounded, case.state) == (False, FollowState.OPEN)
    PastRating.objects.filter(year=2020).update(level="NOT_FULFILLED")
    look(2021)
    case.refresh_from_db()
    assert case.is_grounded


def test_a_year_without_a_level_breaks_the_row(teacher):
    PastRating.objects.filter(year=2020).update(level="")
    look(2021)
    assert TWO_YEARS not in rules(teacher, 2021)


def test_of_a_leader_the_law_says_more_than_of_others():
    office = factories.make_unit("Sở Nội vụ", "SNV")
    director, clerk = factories.make_person("Hà Thị A"), factories.make_person("Hà Thị B", unit=office)
    factories.make_post(director, office, leader_kind="head")
    for person in (director, clerk):
        past(person, 2021, "NOT_FULFILLED")
    look(2021)
    assert "follows-leader-not-reappointed" in rules(director, 2021)
    assert FollowUp.objects.get(person=director, rule="follows-leader-not-reappointed").must
    assert "follows-leader-not-reappointed" not in rules(clerk, 2021)


def test_what_only_people_know_opens_a_case_once_it_is_stated(teacher):
    PastRating.objects.filter(year=2021).update(level="EXCELLENT")
    look(2021)
    assert "follows-early-raise" not in rules(teacher, 2021)
    facts = {"outstanding_result": "QĐ 5/QĐ-UBND"}
    follow_up.state_facts(person=teacher, year=2021, facts=facts, by=teacher.head)
    look(2021)
    case = FollowUp.objects.get(rule="follows-early-raise")
    assert case.grounds["facts"] == facts
    follow_up.state_facts(person=teacher, year=2021, facts={}, by=teacher.head)
    look(2021)
    case.refresh_from_db()
    assert not case.is_grounded


def test_who_fulfilled_but_does_not_meet_the_demands_is_a_case_once_somebody_says_so(teacher):
    past(teacher, 2026, "FULFILLED")
    look(2026)
    assert not rules(teacher, 2026) & {"follows-lower-post", "follows-demands-unmet"}
    facts = {FollowFact.DEMANDS_UNMET: "Kết luận 7/KL của Sở GDĐT"}
    follow_up.state_facts(person=teacher, year=2026, facts=facts, by=teacher.head)
    look(2026)
    case = FollowUp.objects.get(rule="follows-demands-unmet")
    assert "điểm c khoản 2 Điều 26" in case.cite and "không đáp ứng yêu cầu nhiệm vụ" in case.says
    assert "follows-lower-post" not in rules(teacher, 2026)


def test_nobody_states_facts_about_themselves(teacher):
    principal = Person.objects.get(account=teacher.head)
    with pytest.raises(EvaluationRefused, match="tự ghi dữ kiện"):
        follow_up.state_facts(person=principal, year=2021, facts={}, by=teacher.head)


@pytest.mark.django_db(transaction=True)
def test_a_signature_has_its_people_looked_through(teacher):
    (one,) = ready(teacher.cycle, teacher.school, teacher.head)
    on = date(2022, 12, 10)
    decide(
        cycle=teacher.cycle, unit_id=teacher.school.pk, number="07/QĐ",
        choices=[Choice(one.pk, "NOT_FULFILLED", "Vì lý do.")], decided_on=on, by=teacher.head, today=on,
    )  # fmt: skip
    job = Job.objects.get(kind="evaluations.follow")
    jobs.run_all_queued()
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    case = FollowUp.objects.get(year=2022, rule=TWO_YEARS)
    assert case.grounds["ratings"][0] == {
        "year": 2022, "level": "NOT_FULFILLED", "number": "07/QĐ", "on": "2022-12-10",
    }  # fmt: skip
    assert follow(2022, by=teacher.head).subject == "follow:2022:all"


def test_many_people_who_stand_alike_are_read_in_a_few_queries(teacher, django_assert_max_num_queries):
    for number in range(30):
        other = factories.make_person(f"Nông Văn {number:03d}", unit=None)
        factories.make_post(other, teacher.school, group="public_employee")
        past(other, 2020, "NOT_FULFILLED")
        past(other, 2021, "NOT_FULFILLED")
    with django_assert_max_num_queries(7):
        assert len({row[0] for row in cases(2021)}) == 31


# Bringing a case to its decision


@pytest.fixture
def case(teacher):
    look(2021)
    found = FollowUp.objects.get(rule=TWO_YEARS)
    found.officer = factories.make_user_in(Role.OFFICER)
    return found


def test_a_case_is_given_to_somebody_decided_on_a_paper_and_considered_again(case, teacher):
    follow_up.assign(case=case, to=teacher.head, by=case.officer)
    with pytest.raises(EvaluationRefused, match="Ghi số văn bản"):
        settle(case, teacher.head, number=" ")
    with pytest.raises(EvaluationRefused, match="chưa đến"):
        settle(case, teacher.head, decided_on=date(2022, 2, 1))
    with pytest.raises(EvaluationRefused, match="trước năm xếp loại"):
        settle(case, teacher.head, decided_on=date(2020, 2, 1))
    settle(case, teacher.head)
    with pytest.raises(EvaluationRefused, match="đã xong"):
        follow_up.close(case=case, reason="Thôi.", by=teacher.head)
    follow_up.reopen(case=case, reason="Nhầm số.", by=case.officer)
    case.refresh_from_db()
    assert (case.state, case.number, case.decided_on) == (FollowState.CONSIDERING, "", None)
    events = FollowUp.pgh_event_model.objects.filter(pgh_obj=case).order_by("pgh_id")
    assert list(events.values_list("state", flat=True)) == ["open", "considering", "decided", "considering"]


def settle(case, by, **said):
    usual = {"number": "9/QĐ", "decided_on": date(2022, 1, 5), "outcome": "Chuyển vị trí khác."}
    return follow_up.settle(case=case, by=by, on=date(2022, 1, 10), **usual | said)


def test_closing_needs_a_reason_and_strangers_do_nothing(case):
    with pytest.raises(EvaluationRefused, match="Ghi lý do"):
        follow_up.close(case=case, reason=" ", by=case.officer)
    stranger = factories.make_user_in(Role.UNIT_HEAD, factories.make_unit("Trường khác"))
    with pytest.raises(EvaluationRefused, match="không thuộc phạm vi"):
        follow_up.close(case=case, reason="Thôi.", by=stranger)
    with pytest.raises(EvaluationRefused, match="Chọn người khác"):
        follow_up.assign(case=case, to=stranger, by=case.officer)


def test_nobody_handles_their_own_case(case, teacher):
    Person.objects.filter(pk=teacher.pk).update(account=case.officer)
    with pytest.raises(EvaluationRefused, match="không thuộc phạm vi"):
        follow_up.close(case=case, reason="Thôi.", by=case.officer)
    assert case.officer not in follow_up.handlers(FollowUp.objects.get(pk=case.pk))


# The pages


def get(client, sign_in, user, name, *args, **query):
    sign_in(client, user)
    return client.get(reverse(f"evaluations:{name}", args=args), query)


def test_the_list_is_filtered_counted_and_exported(case, teacher, client, sign_in):
    answer = get(client, sign_in, case.officer, "follow-ups", nam=2021, quy_tac=TWO_YEARS, don_vi="H061")
    assert "evaluations/follow_ups.html" in [template.name for template in answer.templates]
    assert [row.one.pk for row in answer.context["rows"]] == [case.pk]
    assert "Trường THCS Yên Hân" in answer.content.decode()
    assert [(one.label, one.count) for one in answer.context["facets"]] == [("Tất cả", 1), ("Cần xem xét", 1)]
    other = factories.make_unit("Trường khác", "KHAC")
    assert (
        other.pk and not get(client, sign_in, case.officer, "follow-ups", don_vi="KHAC").context["rows"].total
    )
    book = get(client, sign_in, case.officer, "export-follow-ups", nam=2021, quy_tac=TWO_YEARS)
    page = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert page.cell(5, 1).value == teacher.full_name and page.cell(5, 3).value == 2021
    assert "2021: không hoàn thành nhiệm vụ; 2020" in page.cell(5, 7).value


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.OFFICER, 200), (Role.HOME_AFFAIRS_LEADER, 200), (Role.PROVINCIAL_LEADER, 403),
        (Role.INSPECTOR, 403), (Role.ADMIN, 403),
    ],
)  # fmt: skip
def test_the_list_is_for_home_affairs_and_heads(case, client, sign_in, role, status):
    assert get(client, sign_in, factories.make_user_in(role), "follow-ups").status_code == status


def test_a_head_sees_theirs_and_a_clerk_none(case, teacher, client, sign_in):
    seen = get(client, sign_in, teacher.head, "follow-ups").context["rows"].total
    assert seen == FollowUp.objects.count() > 0
    clerk = factories.make_user_in(Role.UNIT_CLERK, teacher.school)
    assert get(client, sign_in, clerk, "follow-ups").status_code == 403
    assert get(client, sign_in, clerk, "follow-up", case.pk).status_code == 404
    stranger = factories.make_user_in(Role.UNIT_HEAD, factories.make_unit("Trường khác"))
    assert get(client, sign_in, stranger, "follow-up", case.pk).status_code == 404


def test_the_person_sees_their_case_once_it_is_decided_and_not_before(case, teacher, client, sign_in):
    own = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=teacher.pk).update(account=own)
    assert get(client, sign_in, own, "follow-up", case.pk).status_code == 404
    assert "Việc xem xét" not in get(client, sign_in, own, "years", teacher.pk).content.decode()
    settle(case, teacher.head)
    text = get(client, sign_in, own, "follow-up", case.pk).content.decode()
    assert "Chuyển vị trí khác." in text and "số 9/QĐ" in text and "Xem xét lại" not in text
    assert "Việc xem xét" in get(client, sign_in, own, "years", teacher.pk).content.decode()
    assert get(client, sign_in, own, "handle-follow-up", case.pk, "xem-lai").status_code == 404


def test_a_case_goes_through_its_pages(case, teacher, client, sign_in):
    page = get(client, sign_in, case.officer, "follow-up", case.pk)
    assert "evaluations/follow_up.html" in [template.name for template in page.templates]
    assert "Luật Viên chức" in page.content.decode()
    form = get(client, sign_in, case.officer, "handle-follow-up", case.pk, "giao")
    assert "evaluations/follow_form.html" in [template.name for template in form.templates]

    def post(verb, **said):
        return client.post(reverse("evaluations:handle-follow-up", args=[case.pk, verb]), said)

    assert post("giao", to=teacher.head.pk).status_code == 302
    sign_in(client, teacher.head)
    assert "1 việc được giao" in client.get(reverse("core:home")).content.decode()
    late = post("quyet-dinh", number="9/QĐ", decided_on="1/1/2020", outcome="Chuyển vị trí.")
    assert "trước năm xếp loại" in late.content.decode()
    assert (
        post("quyet-dinh", number="9/QĐ", decided_on="1/1/2022", outcome="Chuyển vị trí.").status_code == 302
    )
    assert post("xem-lai", reason="Nhầm.").status_code == 302
    assert post("khep-lai", reason="Đã nghỉ hưu.").status_code == 302
    assert post("khong-co").status_code == 404
    text = get(client, sign_in, case.officer, "follow-up", case.pk).content.decode()
    assert "Giao" in text and "Nhầm." in text and "Đã nghỉ hưu." in text


def test_facts_are_stated_on_a_page_by_those_who_handle_the_cases(case, teacher, client, sign_in):
    address = reverse("evaluations:facts", args=[teacher.pk, 2021])
    sign_in(client, teacher.head)
    assert "Có sáng kiến" in client.get(address).content.decode()
    assert client.post(address, {"limited_ability": "Biên bản 3/BB"}).status_code == 302
    assert list(teacher.stated_facts.values_list("fact", "ground")) == [("limited_ability", "Biên bản 3/BB")]
    sign_in(client, factories.make_user_in(Role.UNIT_CLERK, teacher.school))
    assert client.get(address).status_code == 403


def test_the_officer_of_the_province_has_a_year_looked_through(case, client, sign_in):
    sign_in(client, case.officer)
    address = reverse("evaluations:scan-follow-ups")
    assert client.post(address, {"nam": "2021"}).status_code == 302
    assert Job.objects.filter(kind="evaluations.follow", params__year=2021, params__decision=None).exists()
    client.post(address, {"nam": "hai nghìn"})
    assert Job.objects.filter(kind="evaluations.follow").count() == 1
    sign_in(client, factories.make_user_in(Role.HOME_AFFAIRS_LEADER))
    assert client.post(address, {"nam": "2021"}).status_code == 403


def test_the_list_asks_as_little_for_many_cases(
    case, teacher, client, sign_in, django_assert_max_num_queries
):
    for number in range(60):
        other = factories.make_person(f"Nông Văn {number:03d}", unit=None)
        factories.make_post(other, teacher.school, group="public_employee")
        past(other, 2020, "NOT_FULFILLED")
        past(other, 2021, "NOT_FULFILLED")
    look(2021)
    sign_in(client, case.officer)
    with django_assert_max_num_queries(30):
        answer = client.get(reverse("evaluations:follow-ups"))
    assert len(answer.context["rows"]) == 50


def test_every_rule_has_words_for_the_filter():
    words = rule_words()
    assert TWO_YEARS in words and all("{" not in text for text in words.values())
