"""Giao phụ trách đơn vị: who acts as the head of a unit, on which paper and in which days."""

from datetime import date, timedelta

import pghistory
from django.db import IntegrityError, connection, transaction

from core.days import since
from evaluations.enums import DelegationKind
from evaluations.errors import EvaluationRefused
from evaluations.models import Delegation


def put_in_charge(
    *, unit_id: int, person_id: int, number: str, decision_on: date, first: date, last: date | None, by
) -> Delegation:
    """The person acts as the unit's head from ``first`` to ``last``, both days included.

    Raises EvaluationRefused where somebody else is in charge on one of these days.
    """
    until = last + timedelta(days=1) if last else None
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, what="Giao phụ trách đơn vị"):
            made = Delegation.objects.create(
                unit_id=unit_id,
                person_id=person_id,
                kind=DelegationKind.ACTING,
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
