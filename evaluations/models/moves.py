"""What changes in mid-cycle: the old unit's hand-over, and what those concerned are told."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Unit
from core.history import track
from evaluations.enums import About, HandedOver
from evaluations.models.cycles import Cycle, Evaluation
from evaluations.models.scores import PeriodScore
from evaluations.queries import HandOverQuerySet, NoticeQuerySet


@track()
class HandOver(models.Model):
    """Nhận xét hoặc kết quả của đơn vị cũ: asked for where the law of who moved in the year says so."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="hand_overs")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị cũ")
    moved_on = models.DateField("ngày chuyển")
    asks = models.CharField("cần gửi", max_length=7, choices=HandedOver)
    cite = models.CharField("điều khoản", max_length=200)
    says = models.TextField("quy định")
    asked_on = models.DateField("ngày yêu cầu")
    text = models.TextField("nội dung", blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField("ghi lúc", null=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = "bàn giao đánh giá"
        ordering = ["moved_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "from_unit"], name="evaluations_one_hand_over_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(written_at__isnull=True, written_by__isnull=True, text="")
                | (Q(written_at__isnull=False, written_by__isnull=False) & ~Q(text="")),
                name="evaluations_handed_over_with_words",
                violation_error_message="Bàn giao phải có nội dung và người ghi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_asks_display()} của đơn vị cũ"


@track()
class Notice(models.Model):
    """One sentence on an evaluation, or on the score of a period, for the person or (``unit``) that unit's
    head. It waits until somebody has read what it is about."""

    evaluation = models.ForeignKey(Evaluation, null=True, on_delete=models.CASCADE, related_name="notices")
    score = models.ForeignKey(PeriodScore, null=True, on_delete=models.CASCADE, related_name="notices")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField("về", max_length=10, choices=About, default=About.CHANGE)
    text = models.TextField("nội dung")
    due_on = models.DateField("hạn", null=True, help_text="Until when the person may petition.")
    event = models.BigIntegerField(
        null=True,
        help_text="The event of a discipline or conclusion that it tells, so that it is told once.",
    )
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField("xem lúc", null=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "tin về đánh giá"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="evaluations_notice_read_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(evaluation__isnull=False, score__isnull=True)
                | Q(evaluation__isnull=True, score__isnull=False),
                name="evaluations_notice_about_one_thing",
                violation_error_message="Mỗi tin về một lần đánh giá hoặc một điểm theo dõi.",
            ),
            models.UniqueConstraint(
                fields=["evaluation", "unit", "about", "event"],
                condition=Q(event__isnull=False),
                nulls_distinct=False,
                name="evaluations_notice_tells_an_event_once",
                violation_error_message="Người này đã được báo việc này.",
            ),
        ]
        indexes = [
            models.Index(fields=["unit"], condition=Q(read_at__isnull=True), name="evaluations_notice_unread")
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def cycle(self) -> Cycle:
        return self.score.cycle if self.score else self.evaluation.cycle

    @property
    def person_id(self) -> int:
        return self.score.person_id if self.score else self.evaluation.person_id
