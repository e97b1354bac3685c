"""Preparing a year's cycle for the whole province: nothing opens yet."""

from datetime import date

import pghistory
from django.db import IntegrityError, transaction

from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle


def prepare_cycle(*, year: int, starts_on: date, ends_on: date, rated_on: date, scoring: str, by) -> Cycle:
    """Raises EvaluationRefused where the year has its cycle, even if it was made in the same moment."""
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, what="Lập kỳ đánh giá"):
            return Cycle.objects.create(
                year=year,
                name=f"Năm {year}",
                starts_on=starts_on,
                ends_on=ends_on,
                rated_on=rated_on,
                scoring=scoring,
                made_by=by,
            )
    except IntegrityError:
        raise EvaluationRefused(
            f"Đã có kỳ đánh giá năm {year} của toàn tỉnh.", code="exists", field="year"
        ) from None
