"""Signed recognitions of organisations' levels: decisions, the pool of their cap, who was told."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Unit
from core.history import track
from evaluations.enums import RatingLevel
from evaluations.models.cycles import Cycle, Delegation
from evaluations.models.organisations import OrganisationEvaluation
from evaluations.models.shares import Raised
from evaluations.organisation_queries import RecognitionQuerySet


class OrganisationPool(models.Model):
    """All organisations whom one head recognises in a cycle under one law. Its row is the lock of the cap."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    law = models.CharField(max_length=40)

    class Meta:
        verbose_name = "nhóm tổ chức tính tỷ lệ"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "unit", "law"], name="evaluations_one_orgpool")
        ]

    def __str__(self) -> str:
        return f"{self.law}, đơn vị {self.unit_id}"


@track()
class RaisedShare(Raised):
    """Of the organisations in one range: who recognises names another share."""

    pool = models.OneToOneField(OrganisationPool, on_delete=models.CASCADE, related_name="raised")

    class Meta(Raised.Meta):
        verbose_name = "quyết định nâng tỷ lệ"


@track()
@pgtrigger.register(
    pgtrigger.Protect(name="signed_recognition_decisions_stay", operation=pgtrigger.Update | pgtrigger.Delete)
)
class RecognitionDecision(models.Model):
    """Quyết định công nhận: numbered, dated, signed for one or many organisations; never changed."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text="The unit whose head signs."
    )
    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    signed_on = models.DateField("ngày ký trên cổng")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        Delegation, null=True, on_delete=models.PROTECT, related_name="+", help_text="Signed “KT.” by it."
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "quyết định công nhận xếp loại tổ chức"
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "unit", "number"],
                name="evaluations_recognition_number_once",
                violation_error_message="Số quyết định này đã dùng trong kỳ.",
            )
        ]

    def __str__(self) -> str:
        return f"Quyết định số {self.number}"


@track()
@pgtrigger.register(
    pgtrigger.Protect(name="signed_recognitions_stay", operation=pgtrigger.Update | pgtrigger.Delete)
)
class Recognition(models.Model):
    """Kết quả xếp loại tổ chức: the level recognised, with the law's verdict; replaced, never changed.

    Of one that ``replaces`` another, ``cancel_reason`` says why that one was cancelled.
    """

    decision = models.ForeignKey(RecognitionDecision, on_delete=models.PROTECT, related_name="recognitions")
    evaluation = models.ForeignKey(
        OrganisationEvaluation, on_delete=models.PROTECT, related_name="recognitions"
    )
    level = models.CharField("mức", max_length=13, choices=RatingLevel)
    suggested = models.CharField("mức theo quy định", max_length=13, choices=RatingLevel, blank=True)
    outcome = models.CharField(max_length=20)
    reason = models.TextField("lý do", blank=True)
    grounds = models.JSONField("căn cứ", help_text="The verdict of the law as it stood (law.check).")
    pool = models.ForeignKey(OrganisationPool, on_delete=models.PROTECT, related_name="recognitions")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    cancel_reason = models.TextField("căn cứ hủy kết quả trước", blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả xếp loại tổ chức"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=Q(replaces__isnull=True),
                name="evaluations_first_recognition_once",
                violation_error_message="Tổ chức này đã có quyết định công nhận trong kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, cancel_reason="")
                | (Q(replaces__isnull=False) & ~Q(cancel_reason="")),
                name="evaluations_cancelled_with_grounds",
                violation_error_message="Hủy kết quả trước thì phải ghi căn cứ.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_level_display()


@track()
class RecognitionNotice(models.Model):
    """Nơi nhận thông báo: a unit of the portal or somebody by name; the organisation itself or, with
    ``is_related``, another agency."""

    decision = models.ForeignKey(RecognitionDecision, on_delete=models.PROTECT, related_name="notices")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("nơi nhận", max_length=250)
    is_related = models.BooleanField("cơ quan liên quan")
    sent_on = models.DateField("ngày thông báo")

    class Meta:
        verbose_name = "nơi nhận thông báo"
        ordering = ["is_related", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "unit"],
                condition=Q(unit__isnull=False),
                name="evaluations_unit_told_once",
                violation_error_message="Nơi nhận này đã có.",
            )
        ]

    def __str__(self) -> str:
        return self.name
