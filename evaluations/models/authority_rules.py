"""Which authority's stricter set holds in which unit, and from when."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from agencies.models import Unit
from core.dated import Dated
from core.days import last_day
from core.history import track
from evaluations.law.rule_sets import authorities
from evaluations.queries import AuthorityRulesQuerySet


@track()
class AuthorityRules(Dated):
    """Quy định của cấp có thẩm quyền: a set of ``rules/authorities`` that holds in a unit and all below it,
    on top of the decrees that it names, by the paper that laid it down."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    code = models.CharField("bộ quy định", max_length=60)
    number = models.CharField("số văn bản", max_length=60)
    decided_on = models.DateField("ngày văn bản")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AuthorityRulesQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "quy định của cấp có thẩm quyền"
        ordering = ["valid", "id"]
        constraints = [
            *Dated.Meta.constraints,
            ExclusionConstraint(
                name="evaluations_one_set_of_a_unit_a_day",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Bộ quy định này đã áp dụng tại đơn vị trong những ngày đó.",
            ),
            models.CheckConstraint(
                condition=~models.Q(number=""), name="evaluations_authority_rules_by_paper"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def span(self) -> str:
        """From when, and until when where that is known, in words."""
        last = last_day(self.valid)
        return f"từ {self.begins_on:%d/%m/%Y}{f' đến {last:%d/%m/%Y}' if last else ''}"

    @property
    def title(self) -> str:
        """In the words of its file; the code where the file isn't there any more."""
        return authorities()[self.code].title if self.code in authorities() else self.code
