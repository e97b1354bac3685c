"""Numbers of the notices that tell each person, or organisation, of a decision their result."""

from datetime import date

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from evaluations.errors import EvaluationRefused
from evaluations.models import Decision, NoticeNumber, Rating, Recognition, RecognitionDecision


def number_notices(
    *, decision: Decision | RecognitionDecision, first: int, symbol: str, issued_on: date, by, today: date
) -> list[NoticeNumber]:
    """One number after the other from ``first`` on, in the order of the decision's list; numbers given before
    are replaced. Raises EvaluationRefused."""
    symbol = symbol.strip().strip("/")
    if not symbol or first < 1:
        raise EvaluationRefused("Ghi số đầu từ 1 và ký hiệu của thông báo.", code="symbol", field="symbol")
    if not earliest(decision) <= issued_on <= today:
        raise EvaluationRefused(
            f"Ngày thông báo phải từ ngày công bố ({earliest(decision):%d/%m/%Y}) đến hôm nay.",
            code="day",
            field="issued_on",
        )
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi số, ngày thông báo kết quả"):
        type(decision).objects.select_for_update().get(pk=decision.pk)
        given(decision).delete()
        rows = [
            NoticeNumber(
                **{_result(decision): one}, unit_id=decision.unit_id, year=issued_on.year, serial=serial,
                symbol=symbol, issued_on=issued_on, made_by=by,
            )
            for serial, one in enumerate(_results(decision), start=first)
        ]  # fmt: skip
        try:
            with transaction.atomic():
                NoticeNumber.objects.bulk_create(rows)
        except IntegrityError:
            raise EvaluationRefused(
                f"Trong các số {first}–{first + len(rows) - 1}/{symbol} có số đã dùng trong năm "
                f"{issued_on.year} cho quyết định khác.",
                code="number",
                field="first",
            ) from None
    return rows


def given(decision: Decision | RecognitionDecision) -> QuerySet[NoticeNumber]:
    """The numbers that the decision's notices have, in their order."""
    return NoticeNumber.objects.filter(**{f"{_result(decision)}__decision": decision})


def earliest(decision: Decision | RecognitionDecision) -> date:
    """The first day on which anybody may be told of the decision."""
    return decision.published_on if isinstance(decision, Decision) else decision.signed_on


def _result(decision: Decision | RecognitionDecision) -> str:
    return "rating" if isinstance(decision, Decision) else "recognition"


def _results(decision: Decision | RecognitionDecision) -> QuerySet[Rating] | QuerySet[Recognition]:
    """In the order of the decision's list."""
    if isinstance(decision, Decision):
        return Rating.objects.filter(decision=decision).order_by("evaluation__person__sort_key", "pk")
    return Recognition.objects.filter(decision=decision).order_by("pk")
