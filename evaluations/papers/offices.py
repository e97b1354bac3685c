"""Units as a paper names them: their name, the body above them, and the place that stands before a date."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from agencies.enums import UnitType
from agencies.models import UnitPeriod

_PEOPLES_COMMITTEE = re.compile(
    r"^(?:UBND|Ủy ban nhân dân)\s+(?:huyện|thành phố|thị xã|xã|phường|thị trấn)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Office:
    """``parent`` is empty for a body that has none above it."""

    name: str
    parent: str
    place: str
    is_province: bool = False


def offices(unit_ids: Collection[int], on: date) -> dict[int, Office]:
    """The units as of the day (one that has ended: as it was last), in two queries."""
    found = _periods(unit_ids, on)
    above = _periods({one.parent_id for one in found.values() if one.parent_id}, on)
    return {pk: _office(one, above.get(one.parent_id)) for pk, one in found.items()}


def _periods(unit_ids: Collection[int], on: date) -> dict[int, UnitPeriod]:
    rows = UnitPeriod.objects.of_units(unit_ids).begun_by(on)
    return {one.unit_id: one for one in rows.order_by("unit_id", "-valid").distinct("unit_id")}


def _office(one: UnitPeriod, above: UnitPeriod | None) -> Office:
    return Office(
        name=one.name,
        parent=above.name if above else "",
        place=_place(one) or (_place(above) if above else "") or settings.PROVINCE_NAME,
        is_province=one.type == UnitType.PROVINCE,
    )


def _place(one: UnitPeriod) -> str:
    """“Ba Bể” of “UBND huyện Ba Bể”; empty where the name has no place in it."""
    return _PEOPLES_COMMITTEE.sub("", one.name) if _PEOPLES_COMMITTEE.match(one.name) else ""
