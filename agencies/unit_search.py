"""Units in the search box: by name without accents, or by the beginning of the code."""

from django.http import HttpRequest
from django.urls import reverse

from agencies.enums import UnitType
from agencies.models import UnitPeriod
from agencies.unit_filters import named_like
from core.frame import with_day
from core.search import Hit


def find(request: HttpRequest, text: str, limit: int) -> list[Hit]:
    """Units of the page's day inside the user's scope, in Vietnamese order."""
    units = UnitPeriod.objects.visible_to(request.user, on=request.day).as_of(request.day)
    return [
        Hit(
            unit.name,
            f"{UnitType(unit.type).label} · mã {unit.code}",
            with_day(request, reverse("agencies:unit", args=[unit.code])),
        )
        for unit in named_like(units, text).order_by("sort_key", "unit_id")[:limit]
    ]
