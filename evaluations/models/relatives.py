"""Declared relatives: who is whose, as somebody said, and in which days. Nobody decides about a relative."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.constraints import Deferrable

from core.dated import Dated
from core.history import track
from evaluations.enums import Kinship
from evaluations.queries import RelativeQuerySet
from staff.models import Person


@track(meta={"indexes": [models.Index(fields=["person"], name="evaluations_event_relative")]})
class Relative(Dated):
    """``other`` is a relative of ``person``; it holds for both. ``note`` says on what it stands."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relatives")
    other = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="relative_of", verbose_name="người thân"
    )
    kind = models.CharField("quan hệ", max_length=7, choices=Kinship)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField("khai lúc", auto_now_add=True)

    objects = RelativeQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "người thân"
        ordering = ["id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(person=F("other")),
                name="evaluations_nobody_is_their_own_relative",
                violation_error_message="Không khai chính mình là người thân.",
            ),
            ExclusionConstraint(
                name="evaluations_relative_declared_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("other", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Đã khai người này là người thân trong những ngày này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other}"
