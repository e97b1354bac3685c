"""What changes in mid-cycle: the old unit's hand-over, and what those concerned are told."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Unit
from core.history import track
from evaluations.enums import HandedOver
from evaluations.models.cycles import Evaluation
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
    """One sentence on what changed in an evaluation, for the person or (``unit``) that unit's head."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="notices")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("nội dung")
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField("xem lúc", null=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "tin về thay đổi trong kỳ"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="evaluations_notice_read_by_somebody",
            )
        ]
        indexes = [
            models.Index(fields=["unit"], condition=Q(read_at__isnull=True), name="evaluations_notice_unread")
        ]

    def __str__(self) -> str:
        return self.text[:80]
