"""Giao phụ trách, ủy quyền ký thay: who acts for the head of a unit, on which paper and in which days."""

from datetime import date, timedelta

import pghistory
from django.db import IntegrityError, connection, transaction

from core.days import since
from evaluations.enums import DelegationKind
from evaluations.errors import EvaluationRefused
from evaluations.models import Delegation


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

    Raises EvaluationRefused where somebody else is in charge on one of these days.
    """
    until = last + timedelta(days=1) if last else None
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
