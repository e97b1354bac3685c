"""The vocabulary of units and grants."""

from collections.abc import Collection
from datetime import date

from django.db import models
from django.db.models import OuterRef, Subquery

from agencies.rights import Right
from core.dated import DatedQuerySet


class UnitQuerySet(models.QuerySet):
    def visible_to(self, user, *, on: date, right: Right = Right.SEE_UNITS):
        """The units that exist on the day and that the user's grants of today cover."""
        from agencies.scope import covered

        cover = covered(user, right, on=on)
        units = self.filter(periods__valid__contains=on)
        return units if cover.everywhere else units.filter(pk__in=cover.unit_ids)

    def named(self, on: date):
        """Each unit with ``name``, ``code``, ``type`` and ``parent_id`` as of the day."""
        from agencies.models import UnitPeriod

        here = UnitPeriod.objects.filter(unit=OuterRef("pk"), valid__contains=on)
        return self.annotate(
            **{
                name: Subquery(here.values(name)[:1])
                for name in ("name", "code", "type", "parent_id", "sort_key")
            }
        )


class UnitPeriodQuerySet(DatedQuerySet):
    def visible_to(self, user, *, on: date, right: Right = Right.SEE_UNITS):
        """The periods of units that the user's grants of today cover, with the tree as of the day."""
        from agencies.scope import covered

        cover = covered(user, right, on=on)
        return self if cover.everywhere else self.filter(unit_id__in=cover.unit_ids)

    def children_of(self, unit):
        return self.filter(parent=unit)

    def of_units(self, ids: Collection[int]):
        return self.filter(unit_id__in=ids)


class GrantQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """Grants that hold on the (real) day."""
        return self.filter(valid__contains=day)

    def named_units(self, on: date):
        """Each grant with ``unit_name`` and ``unit_code`` as of the day (null for the whole province)."""
        from agencies.models import UnitPeriod

        here = UnitPeriod.objects.filter(unit=OuterRef("unit"), valid__contains=on)
        return self.annotate(
            unit_name=Subquery(here.values("name")[:1]), unit_code=Subquery(here.values("code")[:1])
        )
