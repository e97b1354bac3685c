"""Levels of units in years that the portal doesn't recognise: a dated record with the paper behind it."""

from datetime import date

import pghistory
from django.db import IntegrityError, transaction

from agencies.models import UnitPeriod
from evaluations.enums import RatingLevel
from evaluations.errors import EvaluationRefused
from evaluations.models import OrganisationEvaluation, UnitLevel
from evaluations.organisations import standing_of
from evaluations.seats import UnitOfDay, units_of
from imports import clock


def add_level(
    *, unit_id: int, year: int, level: str, number: str, decided_on: date, source: str, by, today: date
) -> UnitLevel:
    """Raises EvaluationRefused where the year's level is recognised on the portal, or is there already."""
    if level not in RatingLevel.values:
        raise EvaluationRefused("Chọn một trong bốn mức xếp loại.", code="level", field="level")
    if not number.strip() or not source.strip():
        raise EvaluationRefused("Ghi số văn bản và cơ quan ban hành.", code="source", field="number")
    if decided_on > today:
        raise EvaluationRefused("Ngày văn bản chưa đến.", code="future", field="decided_on")
    if year > today.year:
        raise EvaluationRefused(f"Năm {year} chưa đến.", code="future", field="year")
    if law := recognised_by(unit_id, year, units_of(min(date(year, 12, 31), today))):
        raise EvaluationRefused(
            f"Mức năm {year} của đơn vị này do cấp có thẩm quyền công nhận trên cổng theo {law}.",
            code="recognised",
            field="year",
        )
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi mức xếp loại đơn vị"):
            clock.shared()
            return UnitLevel.objects.create(
                unit_id=unit_id, year=year, level=level, number=number.strip(), decided_on=decided_on,
                source=source.strip(), made_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        if "evaluations_unit_level_once_a_year" not in str(error):
            raise
        raise EvaluationRefused(
            f"Đơn vị đã có mức xếp loại năm {year}. Rút mức cũ trước nếu nó sai.", code="twice", field="year"
        ) from None


def recognised_by(unit_id: int, year: int, units: dict[int, UnitOfDay]) -> str:
    """The law of the year by which the unit's level is recognised on the portal; empty where none does, or
    the unit was left out."""
    unit = units.get(unit_id)
    found = standing_of(unit, units, date(year, 12, 31)) if unit else None
    if found is None:
        return ""
    left_out = OrganisationEvaluation.objects.filter(unit=unit_id, cycle__year=year).exclude(left_out="")
    return "" if left_out.exists() else found.law.short


def withdraw_level(*, level: UnitLevel, reason: str, by) -> None:
    """Take a wrong record back, with the reason. Raises EvaluationRefused."""
    if not reason.strip():
        raise EvaluationRefused("Ghi lý do rút mức này.", code="reason", field="reason")
    with (
        transaction.atomic(),
        pghistory.context(user=by.pk, what="Rút mức xếp loại đơn vị", reason=reason.strip()),
    ):
        clock.shared()
        UnitLevel.objects.filter(pk=level.pk).delete()


def name_of(unit_id: int, on: date) -> str:
    """The unit's name on the day, or its last one."""
    periods = UnitPeriod.objects.filter(unit=unit_id)
    found = periods.as_of(on).first() or periods.order_by("-valid").first()
    return found.name if found else f"Đơn vị {unit_id}"
