"""Files made for a whole unit."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Unit
from evaluations.enums import Printed, PrintFormat
from evaluations.models.cycles import Cycle
from evaluations.queries import PrintoutQuerySet


class Printout(models.Model):
    """Tệp in: the papers of everybody in a unit whom its maker may see, as one file; forms of monitoring are
    of one ``period`` (its ``slug``), others of the whole cycle."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="printouts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField("giấy tờ", max_length=9, choices=Printed)
    period = models.CharField("tháng hoặc quý", max_length=7, blank=True)
    format = models.CharField("dạng tệp", max_length=4, choices=PrintFormat)
    people = models.PositiveIntegerField("số người")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PrintoutQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp in"
        ordering = ["paper", "period", "format", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "cycle", "unit", "paper", "period", "format"],
                name="evaluations_printout_once",
                violation_error_message="Tệp này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(paper=Printed.MONITORING) ^ Q(period=""),
                name="evaluations_printout_of_a_period",
                violation_error_message="Phiếu theo dõi thì phải có tháng hoặc quý, giấy tờ khác thì không.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="printed_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.get_paper_display()}{self._of_period}, {self.get_format_display()}"

    @property
    def _of_period(self) -> str:
        """“ tháng 3 năm 2026”."""
        from evaluations.scores.periods import period_called

        found = period_called(self.cycle, self.period) if self.period else None
        return f" {found.name}" if found else ""
