"""A unit's history: what it was called and where it belonged when, and who changed what."""

from collections.abc import Iterable

from django.db.models import F, OuterRef, Subquery

from agencies.models import Unit, UnitPeriod
from agencies.told import Told, tell
from core import changes
from core.dated import begins


def periods_of(unit_id: int) -> list[UnitPeriod]:
    """The unit's periods, newest first, each with ``parent_name`` and the acts that opened and closed it."""
    parent = UnitPeriod.objects.filter(unit=OuterRef("parent"), valid__contains=OuterRef("begun"))
    return list(
        UnitPeriod.objects.filter(unit_id=unit_id)
        .annotate(begun=begins())
        .annotate(parent_name=Subquery(parent.values("name")[:1]))
        .select_related("opened_by__batch", "closed_by__batch")
        .order_by("-begun")
    )


def changes_of(unit_id: int) -> list[Told]:
    """Who changed what about the unit, newest first."""
    events = changes.events_of({Unit: "pgh_obj_id", UnitPeriod: "unit_id"}, unit_id)
    wanted = list(changes.related_ids(events))
    names = dict(_unit_names(pk for model, pk in wanted if model is Unit))
    return tell(events, names, skip={"unit", "opened_by", "closed_by"})


def _unit_names(ids: Iterable[int]):
    """The newest name of each unit."""
    found = UnitPeriod.objects.of_units(set(ids)).order_by("unit_id", F("valid").asc())
    return (((Unit, period.unit_id), period.name) for period in found)
