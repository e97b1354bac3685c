"""Giao phụ trách, ủy quyền ký thay: who acts for the head of a unit, on which paper and in which days."""

from datetime import date, timedelta

import pghistory
from django.db import IntegrityError, connection, transaction

from agencies.rights import Right
from agencies.scope import covered
from core.days import since
from evaluations.enums import DelegationKind
from evaluations.errors import EvaluationRefused
from evaluations.models import Decision, Delegation
from evaluations.who_may import head_of
from staff.models import Person


def delegate(
    *,
    unit_id: int,
    person_id: int,
    kind: DelegationKind,
    number: str,
    decision_on: date,
    first: date,
    last: date | None,
    by,
) -> Delegation:
    """The person is in charge of the unit, or signs for its head, from ``first`` to ``last``, both included.

    Raises EvaluationRefused where somebody else is in charge on one of these days, where the person signs
    already or gives the right to themself, or where the right to sign has no last day or begins before its
    paper (khoản 3 Điều 13 NĐ 30/2020).
    """
    if kind == DelegationKind.SIGNING:
        _demand_limits(person_id, decision_on, first, last, by)
    until = last + timedelta(days=1) if last else None
    again = Delegation.objects.filter(
        unit=unit_id, person=person_id, kind=kind, valid__overlap=since(first, until)
    )
    if kind == DelegationKind.SIGNING and again.exists():
        raise EvaluationRefused(
            "Người này đã được ủy quyền ký thay trong những ngày này. Kết thúc ủy quyền đó trước.",
            code="twice",
            field="person",
        )
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, what=kind.label):
            made = Delegation.objects.create(
                unit_id=unit_id,
                person_id=person_id,
                kind=kind,
                decision_number=number,
                decision_on=decision_on,
                valid=since(first, until),
                made_by=by,
            )
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS evaluations_one_acting_head_a_day IMMEDIATE")
            return made
    except IntegrityError:
        raise EvaluationRefused(
            "Đơn vị đã có người được giao phụ trách trong những ngày này. Chọn ngày khác.",
            code="overlaps",
            field="begins_on",
        ) from None


def _demand_limits(person_id: int, decision_on: date, first: date, last: date | None, by) -> None:
    if last is None:
        raise EvaluationRefused("Ủy quyền ký thay phải có ngày hết hiệu lực.", code="no_end", field="ends_on")
    if first < decision_on:
        raise EvaluationRefused(
            "Ủy quyền có hiệu lực từ ngày văn bản hoặc sau đó.",
            code="before_paper",
            field="begins_on",
        )
    if Person.objects.filter(pk=person_id, account=by).exists():
        raise EvaluationRefused("Không ai tự ủy quyền cho mình.", code="oneself", field="person")


def may_delegate(user, unit_id: int, *, on: date) -> bool:
    """The head of the unit or who is in charge, and Sở Nội vụ; who signs for the head passes nothing on."""
    return unit_id in head_of(user) or covered(user, Right.PREPARE_CYCLE, on=on).holds(unit_id)


def end_delegation(delegation: Delegation, *, last: date, by, today: date) -> Delegation:
    """The delegation holds up to ``last``, earlier than it was; what was signed by it keeps standing.

    Raises EvaluationRefused: ``not_theirs``, ``before``, ``later``, ``signed``.
    """
    if not may_delegate(by, delegation.unit_id, on=today):
        raise EvaluationRefused("Chỉ người đứng đầu đơn vị hoặc Sở Nội vụ kết thúc được.", code="not_theirs")
    with (
        transaction.atomic(),
        pghistory.context(user=by.pk, what=f"Kết thúc: {delegation.get_kind_display()}"),
    ):
        delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
        if last < delegation.begins_on:
            raise EvaluationRefused(
                f"Ủy quyền bắt đầu từ ngày {delegation.begins_on:%d/%m/%Y}; "
                "ngày cuối không thể trước ngày đó.",
                code="before",
                field="last",
            )
        until = last + timedelta(days=1)
        if delegation.ends_on and until >= delegation.ends_on:
            raise EvaluationRefused(
                "Ngày này không sớm hơn ngày hết hiệu lực đang có.", code="later", field="last"
            )
        signed = Decision.objects.filter(delegation=delegation, published_on__gt=last).order_by(
            "published_on"
        )
        if late := signed.first():
            raise EvaluationRefused(
                f"Ngày {late.published_on:%d/%m/%Y} đã ký {late} theo ủy quyền này; "
                "chọn ngày cuối từ ngày đó.",
                code="signed",
                field="last",
            )
        delegation.valid = since(delegation.begins_on, until)
        delegation.save(update_fields=["valid"])
    return delegation
