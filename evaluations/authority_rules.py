"""Stricter sets of authorities: laid down for a unit and all below it, by a paper, from a day on."""

from datetime import date, timedelta

import pghistory
from django.db import IntegrityError, transaction

from core.days import since
from evaluations.enums import CycleState
from evaluations.errors import EvaluationRefused
from evaluations.law.rule_sets import authorities
from evaluations.models import AuthorityRules, Cycle
from evaluations.open_cycle import as_of
from evaluations.stricter import spread


def adopt(
    *, unit_id: int, code: str, number: str, decided_on: date, first: date, last: date | None, by
) -> AuthorityRules:
    """The set holds in the unit and below from ``first`` to ``last``, both included. Raises EvaluationRefused
    where it does already on one of these days, or another there splits the same points."""
    until = last + timedelta(days=1) if last else None
    try:
        with (
            transaction.atomic(),
            pghistory.context(user=by.pk, what="Áp dụng quy định của cấp có thẩm quyền"),
        ):
            made = AuthorityRules.objects.create(
                unit_id=unit_id, code=code, number=number, decided_on=decided_on,
                valid=since(first, until), made_by=by,
            )  # fmt: skip
            _refuse_second_split(made)
            _spread(first)
            return made
    except IntegrityError as error:
        if "evaluations_one_set_of_a_unit_a_day" not in str(error):
            raise
        raise EvaluationRefused(
            "Bộ quy định này đã áp dụng tại đơn vị trong những ngày đó. Kết thúc lần áp dụng trước đã.",
            code="overlaps",
            field="first",
        ) from None


def end(rules: AuthorityRules, *, last: date, by) -> AuthorityRules:
    """The set holds up to ``last``, earlier than it was. Raises EvaluationRefused."""
    what = "Kết thúc áp dụng quy định của cấp có thẩm quyền"
    with transaction.atomic(), pghistory.context(user=by.pk, what=what):
        rules = AuthorityRules.objects.select_for_update().get(pk=rules.pk)
        until = last + timedelta(days=1)
        if last < rules.begins_on:
            raise EvaluationRefused(
                f"Quy định áp dụng từ ngày {rules.begins_on:%d/%m/%Y}; ngày cuối không thể trước ngày đó.",
                code="before",
                field="last",
            )
        if rules.ends_on and until >= rules.ends_on:
            raise EvaluationRefused(
                "Ngày này không sớm hơn ngày hết áp dụng đang có.", code="later", field="last"
            )
        rules.valid = since(rules.begins_on, until)
        rules.save(update_fields=["valid"])
        _spread(last)
    return rules


def _refuse_second_split(made: AuthorityRules) -> None:
    """Of two units' splits the nearer holds; of one unit's two nobody knows which."""
    mine = authorities()[made.code]
    there = AuthorityRules.objects.filter(unit=made.unit_id, valid__overlap=made.valid).exclude(pk=made.pk)
    for other in (authorities()[code] for code in there.values_list("code", flat=True)):
        if mine.split and other.split and set(mine.on_top_of) & set(other.on_top_of):
            raise EvaluationRefused(
                f"Trong những ngày đó đơn vị đã chia điểm tiêu chí chung theo “{other.title}”. "
                "Kết thúc lần áp dụng ấy trước đã.",
                code="second_split",
                field="code",
            )


def _spread(day: date) -> None:
    # Whoever opens, follows or sets days at the same time holds the cycle, too, and spreads under that lock.
    found = Cycle.objects.filter(ends_on__gte=day).exclude(state=CycleState.CLOSED)
    for cycle in found.select_for_update().order_by("pk"):
        spread(cycle, on=as_of(cycle))
