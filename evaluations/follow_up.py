"""Bringing a case after ratings to its decision: given to somebody, decided, or closed with a reason."""

from datetime import date

import pghistory
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from agencies.models import Grant
from agencies.rights import Right, roles_with
from agencies.tree import path
from core.days import today
from evaluations.enums import FollowState
from evaluations.errors import EvaluationRefused
from evaluations.models import FollowUp, StatedFact
from staff.models import Person


def handlers(case: FollowUp):
    """The accounts that may follow the case: those that see it, but never the person concerned."""
    above = [place.unit_id for place in path(case.unit_id, today())]
    grants = Grant.objects.in_force(today()).filter(role__in=roles_with(Right.SEE_FOLLOW_UPS))
    grants = grants.filter(Q(unit=None) | Q(unit__in=above))
    found = User.objects.filter(is_active=True, pk__in=grants.values("user"))
    return found.exclude(pk=case.person.account_id).order_by("full_name", "pk")


def assign(*, case: FollowUp, to: User, by) -> FollowUp:
    """Give the case to somebody; from then on it is under consideration."""
    if not handlers(case).filter(pk=to.pk).exists():
        raise EvaluationRefused(
            "Người này không được theo dõi việc của đơn vị này. Chọn người khác.", code="no_right", field="to"
        )
    return _changed(case, by, f"Giao {to.full_name} theo dõi", state=FollowState.CONSIDERING, assigned_to=to)


def settle(*, case: FollowUp, number: str, decided_on: date, outcome: str, by, on: date) -> FollowUp:
    """Put down what was decided, on which paper. Raises EvaluationRefused."""
    if not number.strip() or not outcome.strip():
        raise EvaluationRefused("Ghi số văn bản và nội dung đã quyết định.", code="empty", field="number")
    if decided_on > on:
        raise EvaluationRefused("Ngày văn bản chưa đến.", code="future", field="decided_on")
    if decided_on.year < case.year:
        raise EvaluationRefused(
            f"Ngày văn bản trước năm xếp loại ({case.year}).", code="past", field="decided_on"
        )
    return _changed(
        case, by, "Đã quyết định", state=FollowState.DECIDED, number=number.strip(), decided_on=decided_on,
        outcome=outcome.strip(),
    )  # fmt: skip


def close(*, case: FollowUp, reason: str, by) -> FollowUp:
    """Nothing is done; the reason stays. Raises EvaluationRefused."""
    if not reason.strip():
        raise EvaluationRefused("Ghi lý do không xử lý.", code="no_reason", field="reason")
    return _changed(case, by, "Khép lại, không xử lý", state=FollowState.CLOSED, closed_reason=reason.strip())


def reopen(*, case: FollowUp, reason: str, by) -> FollowUp:
    """Consider again what was decided or closed by mistake; the history keeps what it was."""
    if not reason.strip():
        raise EvaluationRefused("Ghi lý do xem xét lại.", code="no_reason", field="reason")
    return _changed(
        case, by, "Xem xét lại", reason.strip(), over=True, state=FollowState.CONSIDERING, number="",
        decided_on=None, outcome="", closed_reason="",
    )  # fmt: skip


def state_facts(*, person: Person, year: int, facts: dict[str, str], by) -> None:
    """What is known of the person's year that no record holds: {fact: on what ground}; others are taken back.

    Nobody states facts about themselves. Raises EvaluationRefused.
    """
    if person.account_id == by.pk:
        raise EvaluationRefused("Không ai tự ghi dữ kiện về mình.", code="oneself")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi dữ kiện sau xếp loại"):
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        StatedFact.objects.filter(person=person, year=year).exclude(fact__in=facts).delete()
        known = dict(StatedFact.objects.filter(person=person, year=year).values_list("fact", "ground"))
        for fact, ground in facts.items():
            if known.get(fact) != ground:
                StatedFact.objects.update_or_create(
                    person=person, year=year, fact=fact, defaults={"ground": ground, "said_by": by}
                )


def _changed(case: FollowUp, by, what: str, reason: str = "", *, over: bool = False, **values) -> FollowUp:
    context = {"user": by.pk, "what": what} | ({"reason": reason} if reason else {})
    with transaction.atomic(), pghistory.context(**context):
        found = FollowUp.objects.handled_by(by).filter(pk=case.pk).values("pk")
        case = FollowUp.objects.select_for_update().filter(pk__in=found).first()
        if case is None:
            raise EvaluationRefused("Việc này không thuộc phạm vi của bạn.", code="not_theirs")
        if case.is_over != over:
            words = "chưa xong" if over else "đã xong"
            raise EvaluationRefused(f"Việc này {words} ({case.get_state_display().lower()}).", code="state")
        for name, value in values.items():
            setattr(case, name, value)
        case.save()
    return case
