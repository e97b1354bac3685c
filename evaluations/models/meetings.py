"""What a meeting said of each person, and the numbers of the notices that follow a decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Unit
from core.history import track
from evaluations.enums import RatingLevel
from evaluations.models.cycles import Evaluation
from evaluations.models.recognitions import Recognition
from evaluations.models.steps import Rating, StepRecord


@track()
class MeetingOpinion(models.Model):
    """One person in the minutes: what was said of them, the level the meeting is for, and how many are."""

    record = models.ForeignKey(StepRecord, on_delete=models.CASCADE, related_name="opinions", db_index=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="meeting_opinions")
    text = models.TextField("ý kiến nhận xét", blank=True)
    level = models.CharField("mức đề xuất", max_length=13, choices=RatingLevel, blank=True)
    votes = models.PositiveSmallIntegerField("số người tán thành", null=True, blank=True)

    class Meta:
        verbose_name = "ý kiến tại cuộc họp"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "evaluation"], name="evaluations_one_opinion_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(votes__isnull=True) | ~Q(level=""),
                name="evaluations_votes_are_for_a_level",
                violation_error_message="Ghi số người tán thành thì phải chọn mức đề xuất.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_level_display() or "Chưa đề xuất mức"


@track()
class NoticeNumber(models.Model):
    """Số và ngày of the notice (thông báo) that tells one person, or one organisation, their result."""

    rating = models.OneToOneField(Rating, null=True, on_delete=models.PROTECT, related_name="notice_number")
    recognition = models.OneToOneField(
        Recognition, null=True, on_delete=models.PROTECT, related_name="notice_number"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False, help_text="Whose register it is of."
    )
    year = models.PositiveSmallIntegerField("năm")
    serial = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=40)
    issued_on = models.DateField("ngày thông báo")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "số thông báo kết quả"
        ordering = ["serial", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "symbol", "serial"],
                name="evaluations_notice_number_once",
                violation_error_message="Số thông báo này đã dùng trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(serial__gte=1, year=models.F("issued_on__year")),
                name="evaluations_notice_number_of_its_year",
                violation_error_message="Số thông báo phải từ 1, thuộc năm của ngày thông báo.",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=False) ^ Q(recognition__isnull=False),
                name="evaluations_notice_of_one_result",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """“07/TB-SNV”, below ten with a nought before it."""
        return f"{self.serial:02d}/{self.symbol}"
