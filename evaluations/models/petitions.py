"""Kiến nghị: a person's petition against their rating, and the answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.history import track
from evaluations.enums import PetitionState
from evaluations.models.steps import Decision, Rating
from evaluations.queries import PetitionQuerySet


@track()
class Petition(models.Model):
    """One petition against one rating; answered once, by who rated, before the day due."""

    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="petition")
    text = models.TextField("nội dung kiến nghị")
    filed_on = models.DateField("ngày gửi")
    due_on = models.DateField("hạn trả lời")
    state = models.CharField("trạng thái", max_length=9, choices=PetitionState, default=PetitionState.OPEN)
    answer = models.TextField("nội dung trả lời", blank=True)
    answered_on = models.DateField("ngày trả lời", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.OneToOneField(
        Decision, null=True, on_delete=models.PROTECT, related_name="petition",
        help_text="The new decision where the petition was upheld.",
    )  # fmt: skip

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PetitionState.OPEN, answered_on__isnull=True)
                | (~Q(state=PetitionState.OPEN) & Q(answered_on__isnull=False) & ~Q(answer="")),
                name="evaluations_petition_answered_with_words",
            ),
            models.CheckConstraint(
                condition=Q(state=PetitionState.UPHELD, decision__isnull=False)
                | (~Q(state=PetitionState.UPHELD) & Q(decision__isnull=True)),
                name="evaluations_upheld_by_a_new_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"Kiến nghị ngày {self.filed_on:%d/%m/%Y}"
