"""Units as a paper names them: their name, the body above them, and the place that stands before a date."""

import re
from collections import defaultdict
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
    return {pk: office for (pk, _), office in offices_on([(pk, on) for pk in unit_ids]).items()}


def offices_on(asked: Collection[tuple[int, date]]) -> dict[tuple[int, date], Office]:
    """Each unit as of its own day, in two queries for all of them."""
    found = _periods(asked)
    above = _periods({(one.parent_id, on) for (_, on), one in found.items() if one.parent_id})
    return {(pk, on): _office(one, above.get((one.parent_id, on))) for (pk, on), one in found.items()}


def _periods(asked: Collection[tuple[int, date]]) -> dict[tuple[int, date], UnitPeriod]:
    if not asked:
        return {}
    rows = UnitPeriod.objects.of_units({pk for pk, _ in asked}).begun_by(max(on for _, on in asked))
    of_unit: dict[int, list[UnitPeriod]] = defaultdict(list)
    for one in rows.order_by("unit_id", "valid"):
        of_unit[one.unit_id].append(one)
    begun = {(pk, on): [one for one in of_unit[pk] if one.begins_on <= on] for pk, on in asked}
    return {key: those[-1] for key, those in begun.items() if those}


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
