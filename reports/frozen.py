"""What stands behind the figures of ratings in a snapshot: people and organisations with their level."""

import pgtrigger
from django.db import models

from agencies.models import Unit
from reports.enums import Move
from staff.enums import LeaveReason
from staff.models import Person


class FrozenRating(models.Model):
    """One person of a year's evaluation as counted in a snapshot: the level signed by the report's day.

    Of people who aren't rated by law ``level`` is empty and ``not_rated_by`` the article.
    """

    snapshot = models.ForeignKey("reports.Snapshot", on_delete=models.PROTECT, related_name="ratings")
    year = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    full_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400, db_collation="C")
    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    unit_name = models.CharField(max_length=250)
    unit_type = models.CharField(max_length=10)
    group = models.CharField(max_length=22)
    title = models.CharField(max_length=150)
    is_leader = models.BooleanField()
    is_signed = models.BooleanField()
    level = models.CharField(max_length=13)
    not_rated_by = models.TextField()

    class Meta:
        ordering = ["sort_key", "id"]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.full_name


class FrozenLevel(models.Model):
    """One organisation of a year's evaluation as counted in a snapshot; no level: not recognised yet."""

    snapshot = models.ForeignKey("reports.Snapshot", on_delete=models.PROTECT, related_name="levels")
    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    full_name = models.CharField(max_length=250)
    sort_key = models.CharField(max_length=600, db_collation="C")
    unit_type = models.CharField(max_length=10)
    level = models.CharField(max_length=13)

    class Meta:
        ordering = ["sort_key", "id"]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.full_name


class FrozenMove(models.Model):
    """One who joined, left, or moved into or out of the scope between the two days of a snapshot's report.

    ``unit_name`` is of the scope, ``other_name`` where a move came from or went, ``day`` the first in or out.
    """

    snapshot = models.ForeignKey("reports.Snapshot", on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=9, choices=Move)
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    full_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400, db_collation="C")
    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    unit_name = models.CharField(max_length=250)
    other_name = models.CharField(max_length=250)
    day = models.DateField()
    reason = models.CharField(max_length=30, choices=LeaveReason)

    class Meta:
        ordering = ["sort_key", "id"]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.full_name
