"""A share of “xuất sắc” above the law's usual one, named by a decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Raised(models.Model):
    """Quyết định tỷ lệ cao hơn: the share, the paper, and the achievement that it stands on."""

    share = models.DecimalField("tỷ lệ (%)", max_digits=5, decimal_places=2)
    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    reason = models.TextField("thành tích")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gt=0) & ~Q(number="") & ~Q(reason=""),
                name="evaluations_%(class)s_has_grounds",
                violation_error_message="Ghi tỷ lệ, số quyết định và thành tích.",
            )
        ]

    def __str__(self) -> str:
        return f"Quyết định số {self.number}"
