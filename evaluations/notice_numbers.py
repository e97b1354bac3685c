"""Numbers of the notices that tell each person of a decision their rating."""

from datetime import date

import pghistory
from django.db import IntegrityError, transaction

from evaluations.errors import EvaluationRefused
from evaluations.models import Decision, NoticeNumber, Rating


def number_notices(
    *, decision: Decision, first: int, symbol: str, issued_on: date, by, today: date
) -> list[NoticeNumber]:
    """One number after the other from ``first`` on, in the order of the decision's list; numbers given before
    are replaced. Raises EvaluationRefused."""
    symbol = symbol.strip().strip("/")
    if not symbol or first < 1:
        raise EvaluationRefused("Ghi số đầu từ 1 và ký hiệu của thông báo.", code="symbol", field="symbol")
    if not decision.published_on <= issued_on <= today:
        raise EvaluationRefused(
            f"Ngày thông báo phải từ ngày công bố ({decision.published_on:%d/%m/%Y}) đến hôm nay.",
            code="day",
            field="issued_on",
        )
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi số, ngày thông báo kết quả"):
        Decision.objects.select_for_update().get(pk=decision.pk)
        ratings = Rating.objects.filter(decision=decision)
        NoticeNumber.objects.filter(rating__in=ratings).delete()
        rows = [
            NoticeNumber(
                rating=one, unit_id=decision.unit_id, year=issued_on.year, serial=serial, symbol=symbol,
                issued_on=issued_on, made_by=by,
            )
            for serial, one in enumerate(ratings.order_by("evaluation__person__sort_key", "pk"), start=first)
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
