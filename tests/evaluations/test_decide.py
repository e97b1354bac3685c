"""A signature: by whom, for whom, on which papers, within the law and the cap; all of a batch or none."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies.enums import Role
from core.days import since
from evaluations.against import Choice, against_level
from evaluations.decide import decide
from evaluations.delegate import delegate
from evaluations.enums import DelegationKind, OrganisationState
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.law.check import check
from evaluations.models import Decision, Delegation, Evaluation, Organisation, Rating, StepRecord
from evaluations.propose import propose
from evaluations.sheet import sheet
from staff.models import Person
from tests import factories
from tests.evaluations.rated import did, make_school, papers, ready

pytestmark = pytest.mark.django_db
ON = date(2022, 12, 10)
RACERS = 50
RACES = int(os.environ.get("RACES", "20"))


def signed(cycle, unit, by, choices, number="01/QĐ", on=ON, today=None):
    return decide(
        cycle=cycle, unit_id=unit.pk, choices=choices, number=number, decided_on=on, by=by, today=today or on
    )


def choices_of(found, level="GOOD", reason=""):
    return [Choice(one.pk, level, reason) for one in found]


def test_a_batch_is_signed_with_number_day_signer_and_the_grounds_of_each():
    cycle, school, head, _ = make_school(3)
    found = ready(cycle, school, head)
    decision = signed(cycle, school, head, choices_of(found, "EXCELLENT"))
    assert (decision.number, decision.decided_on, decision.signed_by) == ("01/QĐ", ON, head)
    ratings = Rating.objects.filter(decision=decision)
    assert {one.level for one in ratings} == {"EXCELLENT"}
    assert all(one.grounds["law"]["code"] == "nd90-2020" for one in ratings)
    assert all(one.suggested == "EXCELLENT" for one in ratings)


def test_one_who_is_blocked_holds_the_whole_batch_and_each_trouble_is_said_with_name_and_article():
    cycle, school, head, _ = make_school(3)
    found = ready(cycle, school, head)
    late = found[0]
    late.person.work_items.update(on_time=15)
    with pytest.raises(Blocked) as refused:
        signed(cycle, school, head, choices_of(found[:1], "GOOD") + choices_of(found[1:], "EXCELLENT"))
    (sentence,) = refused.value.sentences
    assert sentence.startswith(f"{late.person.full_name}: ") and "phải ghi lý do" in sentence
    assert not Rating.objects.exists()


def test_a_level_that_the_law_closes_is_refused_with_its_article():
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    one.person.work_items.update(on_time=18, beyond=2)
    with pytest.raises(Blocked, match=r"18/20 việc hoàn thành đúng tiến độ.*điểm b khoản 1 Điều 13"):
        signed(cycle, school, head, [Choice(one.pk, "GOOD")])
    signed(cycle, school, head, [Choice(one.pk, "FULFILLED")])


def test_where_the_law_names_no_level_a_reason_is_asked_for():
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    one.person.work_items.update(on_time=15, beyond=2)
    with pytest.raises(Blocked, match="phải ghi lý do"):
        signed(cycle, school, head, [Choice(one.pk, "FULFILLED")])
    decision = signed(cycle, school, head, [Choice(one.pk, "FULFILLED", "Năm việc chậm vì thiếu kinh phí.")])
    assert decision.ratings.get().outcome == "reasoned_decision"


def test_a_lower_level_than_suggested_wants_a_reason():
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    with pytest.raises(Blocked, match="phải ghi lý do"):
        signed(cycle, school, head, [Choice(one.pk, "GOOD")])
    signed(cycle, school, head, [Choice(one.pk, "GOOD", "Tập thể đề nghị mức tốt.")])


def test_who_served_less_than_six_months_is_signed_as_not_rated_only():
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    one.person.posts.update(valid=since(date(2022, 8, 1)))
    with pytest.raises(Blocked, match="chưa đủ 6 tháng"):
        signed(cycle, school, head, [Choice(one.pk, "GOOD")])
    rating = signed(cycle, school, head, [Choice(one.pk, "")]).ratings.get()
    assert (rating.level, rating.outcome) == ("", "not_rated")


def test_papers_that_the_law_asks_for_must_be_there():
    cycle, school, head, _ = make_school(1)
    one = Evaluation.objects.get(cycle=cycle, rater_unit=school)
    did(one.person, school)
    propose(evaluation=one, level="EXCELLENT", by=head)
    with pytest.raises(Blocked) as refused:
        signed(cycle, school, head, [Choice(one.pk, "EXCELLENT")])
    assert any("phiếu tự đánh giá" in sentence for sentence in refused.value.sentences)
    assert any("biên bản cuộc họp" in sentence for sentence in refused.value.sentences)
    papers(one, "meeting", "synthesis", by=head)
    signed(cycle, school, head, [Choice(one.pk, "EXCELLENT")])


def test_nobody_but_the_head_or_who_is_delegated_in_writing_signs():
    cycle, school, head, teachers = make_school(2)
    found = ready(cycle, school, head)
    deputy = factories.make_user_in(Role.UNIT_CLERK, school)
    Person.objects.filter(pk=teachers[1].pk).update(account=deputy)
    one = next(one for one in found if one.person_id == teachers[0].pk)
    with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
        signed(cycle, school, deputy, choices_of([one], "EXCELLENT"))
    Delegation.objects.create(
        unit=school, person=teachers[1], kind=DelegationKind.SIGNING, decision_number="5/UQ",
        decision_on=ON, valid=since(date(2022, 12, 1), date(2022, 12, 11)), made_by=head,
    )  # fmt: skip
    with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
        signed(cycle, school, deputy, choices_of([one], "EXCELLENT"), on=date(2022, 12, 11))
    decision = signed(cycle, school, deputy, choices_of([one], "EXCELLENT"))
    assert decision.delegation.decision_number == "5/UQ"


def test_a_delegation_that_ended_is_not_used_by_writing_an_earlier_day():
    cycle, school, head, teachers = make_school(2)
    (one, _) = ready(cycle, school, head)
    deputy = factories.make_user()
    Person.objects.filter(pk=teachers[1].pk).update(account=deputy)
    Delegation.objects.create(
        unit=school, person=teachers[1], kind=DelegationKind.SIGNING, decision_number="5/UQ",
        decision_on=ON, valid=since(date(2022, 12, 1), date(2022, 12, 11)), made_by=head,
    )  # fmt: skip
    with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
        signed(cycle, school, deputy, choices_of([one], "EXCELLENT"), today=date(2023, 1, 5))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2022, 12, 11), "chưa đến"), (date(2021, 12, 31), r"trước ngày đầu của kỳ \(01/01/2022\)")],
)
def test_a_decision_is_of_no_day_to_come_and_of_none_before_the_cycle(day, sentence):
    cycle, school, head, _ = make_school(1)
    found = ready(cycle, school, head)
    with pytest.raises(EvaluationRefused, match=sentence):
        signed(cycle, school, head, choices_of(found, "EXCELLENT"), on=day, today=ON)


def test_what_a_known_rule_closes_stays_closed_while_other_facts_are_missing():
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    one.person.work_items.all().delete()
    with pytest.raises(Blocked, match="phải ghi lý do"):
        signed(cycle, school, head, [Choice(one.pk, "GOOD")])
    propose(evaluation=one, level="GOOD", by=head, general="met", reason="Theo tập thể.")
    with pytest.raises(Blocked, match="Thực hiện tốt các tiêu chí chung"):
        signed(cycle, school, head, [Choice(one.pk, "EXCELLENT", "Theo tập thể.")])
    signed(cycle, school, head, [Choice(one.pk, "GOOD", "Theo tập thể.")])


def test_what_the_law_waits_for_is_waited_for_even_with_a_reason():
    verdict = check(
        {
            "subject": "person", "group": "civil_servant", "year": 2026, "score": "95", "leader": "head",
            "organisation": {"is_rated": True, "name": "Sở X"},
        },
        on=date(2026, 12, 10),
    )  # fmt: skip
    assert verdict["outcome"] == "hold"
    (sentence,) = against_level(Choice(1, "GOOD", "Theo tập thể."), verdict)
    assert "Kết quả xếp loại của Sở X: phải có trước" in sentence and "khoản 6 Điều 20" in sentence


def test_who_is_put_in_charge_signs_as_the_head():
    cycle, school, head, teachers = make_school(2)
    (one, _) = ready(cycle, school, head)
    acting = factories.make_user()
    Person.objects.filter(pk=teachers[1].pk).update(account=acting)
    delegate(
        unit_id=school.pk, person_id=teachers[1].pk, kind=DelegationKind.ACTING, number="6/QĐ",
        decision_on=ON, first=ON, last=None, by=head,
    )  # fmt: skip
    assert signed(cycle, school, acting, choices_of([one], "EXCELLENT")).delegation is None


def test_who_signs_by_delegation_never_signs_their_own():
    cycle, school, head, teachers = make_school(2)
    found = ready(cycle, school, head)
    deputy = factories.make_user()
    Person.objects.filter(pk=teachers[1].pk).update(account=deputy)
    Delegation.objects.create(
        unit=school, person=teachers[1], kind=DelegationKind.SIGNING, decision_number="5/UQ",
        decision_on=ON, valid=since(date(2022, 12, 1)), made_by=head,
    )  # fmt: skip
    with pytest.raises(Blocked, match="Không ai tự quyết định xếp loại cho mình"):
        signed(cycle, school, deputy, choices_of(found, "EXCELLENT"))


def test_the_head_of_another_unit_signs_nothing_here():
    cycle, school, head, _ = make_school(1)
    found = ready(cycle, school, head)
    stranger = factories.make_user_in(Role.UNIT_HEAD, factories.make_unit("Trường khác"))
    with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu"):
        signed(cycle, school, stranger, choices_of(found, "EXCELLENT"))


def test_a_person_of_another_head_is_not_signed_along():
    cycle, school, head, _ = make_school(1)
    found = ready(cycle, school, head)
    principal = Evaluation.objects.get(cycle=cycle, person__account=head)
    with pytest.raises(EvaluationRefused, match="không thuộc thẩm quyền"):
        signed(cycle, school, head, choices_of([*found, principal], "EXCELLENT"))


def test_a_number_is_used_once_and_a_person_signed_once():
    cycle, school, head, _ = make_school(2)
    first, second = ready(cycle, school, head)
    signed(cycle, school, head, choices_of([first], "EXCELLENT"))
    with pytest.raises(EvaluationRefused, match="đã dùng"):
        signed(cycle, school, head, choices_of([second], "EXCELLENT"))
    with pytest.raises(EvaluationRefused, match="vừa được ký"):
        signed(cycle, school, head, choices_of([first], "EXCELLENT"), number="02/QĐ")


def test_a_closed_organisation_signs_nothing():
    cycle, school, head, _ = make_school(1)
    found = ready(cycle, school, head)
    Organisation.objects.filter(unit=school).update(
        state=OrganisationState.CLOSED, closed_at=timezone.now(), closed_by=head
    )
    with pytest.raises(EvaluationRefused, match="đã đóng"):
        signed(cycle, school, head, choices_of(found, "EXCELLENT"))


def test_what_is_signed_is_never_changed():
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    signed(cycle, school, head, [Choice(one.pk, "EXCELLENT")])
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete rows from evaluations_rating"),
        transaction.atomic(),
    ):
        Rating.objects.update(level="GOOD")
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete rows from evaluations_decision"),
        transaction.atomic(),
    ):
        Decision.objects.update(number="02/QĐ")
    with pytest.raises(EvaluationRefused, match="đã có quyết định"):
        propose(evaluation=one, level="GOOD", by=head)


@pytest.mark.parametrize(("people", "most"), [(5, 0), (6, 1), (11, 1), (12, 2)])
def test_from_2023_on_the_cap_holds_with_its_arithmetic(people, most):
    cycle, school, head, _ = make_school(people, year=2024)
    found = ready(cycle, school, head)
    on = date(2024, 12, 10)
    best, rest = found[: most + 1], found[most + 1 :]
    mixed = choices_of(best, "EXCELLENT", "Dẫn đầu.") + choices_of(rest, "GOOD", "Hết chỗ.")
    with pytest.raises(Blocked, match="Hết chỗ hoàn thành xuất sắc: 20 %"):
        signed(cycle, school, head, mixed, on=on)
    best, rest = found[:most], found[most:]
    signed(cycle, school, head, choices_of(best, "EXCELLENT", "Dẫn đầu.") + choices_of(rest, "GOOD"), on=on)
    assert Rating.objects.filter(level="EXCELLENT").count() == most


def test_one_of_too_few_places_is_given_with_a_reason_and_only_then_are_the_others_good_without_one():
    cycle, school, head, _ = make_school(12, year=2024)
    found, on = ready(cycle, school, head), date(2024, 12, 10)
    two, rest = found[:2], found[2:]
    with pytest.raises(Blocked, match="chỉ có 2 chỗ: phải ghi lý do chọn"):
        signed(cycle, school, head, choices_of(two, "EXCELLENT") + choices_of(rest, "GOOD"), on=on)
    one, others = found[:1], found[1:]
    with pytest.raises(Blocked, match="11 người: Quyết định khác mức theo quy định"):
        signed(
            cycle, school, head, choices_of(one, "EXCELLENT", "Dẫn đầu.") + choices_of(others, "GOOD"), on=on
        )
    with pytest.raises(Blocked, match="phải ghi lý do chọn người này"):
        signed(cycle, school, head, choices_of(one, "EXCELLENT"), on=on)
    signed(cycle, school, head, choices_of(two, "EXCELLENT", "Dẫn đầu.") + choices_of(rest, "GOOD"), on=on)
    rating = Rating.objects.filter(level="GOOD").first()
    assert rating.grounds["contested"] == {"qualify": 12, "most": 2, "full": True}


def test_how_the_general_criteria_are_met_is_said_apart_from_the_level_and_less_than_well_with_a_reason():
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    propose(evaluation=one, level="GOOD", by=head)
    with pytest.raises(Blocked, match="Quyết định khác mức theo quy định"):
        signed(cycle, school, head, choices_of([one], "GOOD"))
    propose(evaluation=one, level="GOOD", by=head, general="met")
    with pytest.raises(Blocked, match="“đáp ứng”: phải ghi lý do"):
        signed(cycle, school, head, choices_of([one], "GOOD"))
    propose(evaluation=one, level="FULFILLED", by=head, general="not_met", reason="Hai lần bị phê bình.")
    (row,) = sheet(cycle, school.pk, user=head).rows
    assert {level for level, state in row.verdict["levels"].items() if state["state"] == "open"} == set()
    propose(evaluation=one, level="GOOD", by=head, general="met", reason="Còn chậm đổi mới.")
    rating = signed(cycle, school, head, choices_of([one], "GOOD", "Còn chậm đổi mới.")).ratings.get()
    assert (rating.level, rating.suggested, rating.reason) == ("GOOD", "GOOD", "Còn chậm đổi mới.")


def test_before_2023_decree_90_has_no_cap():
    cycle, school, head, _ = make_school(5)
    signed(cycle, school, head, choices_of(ready(cycle, school, head), "EXCELLENT"))
    assert Rating.objects.filter(level="EXCELLENT").count() == 5


def test_the_number_of_queries_does_not_grow_with_the_people(django_assert_max_num_queries):
    cycle, school, head, _ = make_school(30)
    found = ready(cycle, school, head)
    with django_assert_max_num_queries(30):
        signed(cycle, school, head, choices_of(found, "EXCELLENT"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_of_fifty_who_sign_at_once_for_the_last_place_exactly_one_wins():
    """Real connections: five are rated GOOD already, so that the sixth may be EXCELLENT, and one only."""
    with transaction.atomic():
        cycle, school, head, _ = make_school(5 + RACERS, year=2024)
    found = ready(cycle, school, head)
    on = date(2024, 12, 10)
    signed(cycle, school, head, choices_of(found[:5], "GOOD", "Hết chỗ."), number="0/QĐ", on=on)
    barrier = threading.Barrier(RACERS, timeout=600)

    def race(one: Evaluation, number: str) -> str:
        connection.ensure_connection()
        barrier.wait()
        try:
            signed(cycle, school, head, choices_of([one], "EXCELLENT", "Dẫn đầu."), number=number, on=on)
        except Blocked as error:
            return error.sentences[0]
        return "signed"

    def leave() -> None:
        barrier.wait()
        connection.close()

    numbers = [f"{place}/QĐ" for place in range(1, RACERS + 1)]
    # The barrier lets nobody sign twice: each thread has one racer, on a connection of its own.
    with ThreadPoolExecutor(RACERS) as racers:
        for again in range(RACES):
            outcomes = list(racers.map(race, found[5:], numbers))
            assert outcomes.count("signed") == 1, f"time {again + 1}"
            lost = [outcome for outcome in outcomes if outcome != "signed"]
            assert len(lost) == RACERS - 1
            assert all("Hết chỗ hoàn thành xuất sắc: 20 % ×" in outcome for outcome in lost)
            forget_excellent()
        for done in [racers.submit(leave) for _ in numbers]:
            done.result()


def forget_excellent() -> None:
    """The race's winner is taken back past the triggers that keep signed ratings, for another race."""
    with pgtrigger.ignore(
        "evaluations.Rating:signed_ratings_stay", "evaluations.Decision:signed_decisions_stay"
    ):
        won = Rating.objects.filter(level="EXCELLENT")
        decisions = list(won.values_list("decision", flat=True))
        won.delete()
        Decision.objects.filter(pk__in=decisions).delete()


def test_a_decision_stands_on_no_paper_of_a_later_day():
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    StepRecord.objects.filter(step="meeting").update(held_on=date(2022, 12, 14))
    with pytest.raises(Blocked, match="ghi ngày 14/12/2022, sau ngày quyết định"):
        signed(cycle, school, head, [Choice(one.pk, "EXCELLENT")])
    StepRecord.objects.filter(step="meeting").update(held_on=date(2022, 12, 10))
    signed(cycle, school, head, [Choice(one.pk, "EXCELLENT")])
