"""What is counted beforehand from the facts: see ``staff.tally``."""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models


class Tally(models.Model):
    """How many people of a unit hold what while nothing of it changes: see ``staff.tally``.

    Nothing is known here that the facts don't say; it can be deleted and counted anew at any time.
    """

    unit_id = models.BigIntegerField()
    valid = DateRangeField()
    people = models.PositiveIntegerField()
    groups = ArrayField(models.IntegerField(), help_text="People of each Group, in the order of its values.")
    born = ArrayField(models.IntegerField(null=True), help_text="Each person's day of birth as 19800228.")
    cells = ArrayField(models.BigIntegerField(), help_text="What is held, by the code of staff.tally.")
    counts = ArrayField(models.IntegerField(), help_text="How many hold it, in the order of cells.")

    class Meta:
        indexes = [
            GistIndex(fields=["valid"], name="staff_tally_day"),
            models.Index(fields=["unit_id"], name="staff_tally_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid}"


class DaySum(models.Model):
    """Today's tallies of a unit and all below it, added up: what the pages of large units read.

    It answers for its own day alone, and only while no fact and no unit has a newer event than ``events``.
    """

    unit_id = models.BigIntegerField(
        primary_key=True, help_text="0 for all units, those outside the tree too."
    )
    day = models.DateField()
    events = models.JSONField()
    types = ArrayField(
        models.CharField(max_length=10, null=True), help_text="Of units, in the order of cells."
    )
    cells = ArrayField(models.BigIntegerField())
    counts = ArrayField(models.IntegerField())
    ages = ArrayField(models.IntegerField(null=True))
    age_counts = ArrayField(models.IntegerField())

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}"


class TallyMark(models.Model):
    """Up to which event of each table of facts the tallies are counted; one row, or none before the first."""

    events = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.events}"
