"""Ratings of earlier years that the portal didn't sign: known from papers, one by one or by a list."""

import pgtrigger
from django.db import models
from django.db.models import Q

from core.history import track
from evaluations.enums import RatingLevel
from evaluations.queries import PastRatingQuerySet
from imports.models import StagedRow
from staff.models import Fact

FIRST_YEAR = 1990
SIGNED_HERE = "evaluations_past_rating_signed_here"
SIGNED_WORDS = "Năm này đã có kết quả xếp loại ký trên cổng; không ghi thêm kết quả khác cho cùng năm."
_TRUTHS = """
    PERFORM FROM staff_person p WHERE p.id IN (SELECT {person} FROM new_values n {join})
        ORDER BY p.id FOR KEY SHARE;
    IF EXISTS (SELECT FROM new_values n {join} WHERE EXISTS ({other})) THEN
        RAISE unique_violation USING CONSTRAINT = '{name}', MESSAGE = '{words}';
    END IF;
    RETURN NULL;
"""


def one_truth(name: str, operation, *, person: str, other: str, join: str = "") -> pgtrigger.Trigger:
    """After a statement: no person may have a rating signed here and one from papers for the same year.

    The person's row is locked against those who keep their record by hand, so that neither of two who write
    at once overlooks the other; lists wait for every single writer anyway (``imports.clock``).
    """
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="new_values"),
        func=_TRUTHS.format(person=person, join=join, other=other, name=SIGNED_HERE, words=SIGNED_WORDS),
    )


_SIGNED = (
    "SELECT FROM evaluations_rating r JOIN evaluations_evaluation e ON e.id = r.evaluation_id "
    "JOIN evaluations_cycle c ON c.id = e.cycle_id WHERE e.person_id = n.person_id AND c.year = n.year"
)


@track(meta={"indexes": [models.Index(fields=["person"], name="evaluations_event_past_person")]})
@pgtrigger.register(
    one_truth("one_truth_insert", pgtrigger.Insert, person="n.person_id", other=_SIGNED),
    one_truth("one_truth_update", pgtrigger.Update, person="n.person_id", other=_SIGNED),
)
class PastRating(Fact):
    """The rating of one person and year by a decision outside the portal; ``valid`` begins on its day.

    An empty level is “không xếp loại”; without a decision its ``valid`` begins on the year's last day.
    """

    year = models.PositiveSmallIntegerField("năm")
    level = models.CharField("mức", max_length=13, choices=RatingLevel, blank=True)
    number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    rated_by = models.CharField("nơi xếp loại", max_length=250, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = PastRatingQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "kết quả xếp loại năm trước"
        ordering = ["-year", "id"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "year"],
                name="evaluations_past_rating_once_a_year",
                violation_error_message="Người này đã có kết quả xếp loại của năm này; rút kết quả đó trước.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=2200), name="evaluations_past_rating_of_a_year"
            ),
            models.CheckConstraint(
                condition=Q(level="") | (Q(decided_on__isnull=False) & ~Q(number="")),
                name="evaluations_past_rating_is_decided",
                violation_error_message="Kết quả xếp loại phải có số và ngày quyết định.",
            ),
        ]

    def __str__(self) -> str:
        return f"Năm {self.year}: {self.words.lower()}"

    @property
    def words(self) -> str:
        return str(self.get_level_display()) or "Không xếp loại"


class PastRatingRow(StagedRow):
    """A row of a list of earlier years' ratings as it was read from a workbook."""

    person_id = models.BigIntegerField(null=True)
    sort_key = models.CharField(max_length=400, db_collation="C")
    year = models.PositiveSmallIntegerField(null=True)
    level = models.CharField(max_length=13, null=True, help_text="Empty: không xếp loại.")
    number = models.CharField(max_length=60)
    decided_on = models.DateField(null=True)
    rated_by = models.CharField(max_length=250)
    note = models.CharField(max_length=300)
    fact_id = models.BigIntegerField(null=True, help_text="The rating that the portal has already.")

    class Meta(StagedRow.Meta):
        abstract = False
        indexes = [models.Index(fields=["batch", "outcome", "sort_key"], name="evaluations_pastrow_list")]

    def __str__(self) -> str:
        return self.label
