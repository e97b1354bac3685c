"""Until when a step is due, and who was reminded on which day."""

from django.conf import settings
from django.db import models

from core.history import track
from evaluations.enums import Step
from evaluations.models.cycles import Cycle, Organisation


@track()
class StepDeadline(models.Model):
    """Hạn của một bước: of the cycle, or of one organisation in its place."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="deadlines", db_index=False)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="deadlines"
    )
    step = models.CharField("bước", max_length=16, choices=Step)
    due_on = models.DateField("hạn")

    class Meta:
        verbose_name = "hạn của bước"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "organisation", "step"],
                nulls_distinct=False,
                name="evaluations_one_deadline_a_step",
                violation_error_message="Bước này đã có hạn.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.due_on:%d/%m/%Y}"


class Reminder(models.Model):
    """Nhắc việc: at most one a user and day, however often the clock ticks."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField("ngày")
    text = models.TextField("nội dung")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "nhắc việc"
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day"],
                name="evaluations_one_reminder_a_day",
                violation_error_message="Hôm nay đã nhắc người này.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
