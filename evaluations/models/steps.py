"""The steps of an evaluation: what the person writes, the head proposes, others say, and who signs."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agencies.models import Unit
from core.history import track
from evaluations.enums import General, RatingLevel, Step
from evaluations.models.cycles import Cycle, Delegation, Evaluation, Organisation
from evaluations.models.past import one_truth
from evaluations.queries import DecisionQuerySet, RatingQuerySet


@track()
class SelfEvaluation(models.Model):
    """Phiếu tự đánh giá: saved as it is typed; once submitted it stands until somebody returns it."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="self_evaluation")
    strengths = models.TextField("ưu điểm", blank=True)
    weaknesses = models.TextField("hạn chế, khuyết điểm", blank=True)
    level = models.CharField("tự xếp loại", max_length=13, choices=RatingLevel, blank=True)
    submitted_at = models.DateTimeField("gửi lúc", null=True)
    returned_at = models.DateTimeField("trả lại lúc", null=True)
    returned_reason = models.TextField("lý do trả lại", blank=True)

    class Meta:
        verbose_name = "phiếu tự đánh giá"
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | ~Q(level=""),
                name="evaluations_submitted_with_a_level",
                violation_error_message="Gửi phiếu thì phải tự xếp loại.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tự đánh giá {self.evaluation_id}"


@track()
class CriterionAnswer(models.Model):
    """What the person writes under one criterion of the form."""

    self_evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField("tiêu chí", max_length=20)
    text = models.TextField("tự đánh giá", blank=True)

    class Meta:
        verbose_name = "tự đánh giá theo tiêu chí"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["self_evaluation", "code"], name="evaluations_one_answer_a_criterion"
            )
        ]

    def __str__(self) -> str:
        return self.code


@track(meta={"indexes": [models.Index(fields=["pgh_obj"], name="evaluations_event_proposal")]})
class Proposal(models.Model):
    """Đề nghị của người đứng đầu on the rating sheet: the general criteria as judged, the level proposed, and
    what was said of the person on the way to it."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="proposal")
    general = models.CharField("tiêu chí chung", max_length=7, choices=General, blank=True)
    level = models.CharField("đề nghị", max_length=13, choices=RatingLevel, blank=True)
    reason = models.TextField("lý do", blank=True)
    remarks = models.TextField("nhận xét của người đứng đầu hoặc người phụ trách", blank=True)
    collective = models.TextField("ý kiến của tập thể nơi công tác", blank=True)
    party = models.TextField("ý kiến của cấp ủy nơi công tác", blank=True)
    prospects = models.TextField("nhận định chiều hướng, triển vọng phát triển", blank=True)
    handling = models.TextField("đề xuất phương án xử lý", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "đề nghị xếp loại"

    def __str__(self) -> str:
        return self.get_level_display()


@track()
class StepRecord(models.Model):
    """One step done for a whole organisation or for one person: minutes, the Party committee's opinion, a
    synthesis. It keeps who, when, on which paper, and what was said."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="steps")
    evaluation = models.ForeignKey(
        Evaluation, null=True, blank=True, on_delete=models.CASCADE, related_name="steps"
    )
    step = models.CharField("bước", max_length=16, choices=Step)
    held_on = models.DateField("ngày")
    number = models.CharField("số văn bản", max_length=60, blank=True)
    text = models.TextField("nội dung", blank=True)
    attendants = ArrayField(
        models.CharField(max_length=24), verbose_name="thành phần", default=list, blank=True
    )
    wrote = ArrayField(
        models.CharField(max_length=24), verbose_name="góp ý bằng văn bản", default=list, blank=True
    )
    is_large = models.BooleanField("cơ quan có quy mô lớn", default=False)
    present = models.PositiveSmallIntegerField("số người dự", null=True, blank=True)
    invited = models.PositiveSmallIntegerField("số người được mời", null=True, blank=True)
    absent = models.TextField("vắng mặt, lý do", blank=True)
    place = models.CharField("địa điểm", max_length=250, blank=True)
    begins_at = models.TimeField("bắt đầu lúc", null=True, blank=True)
    ends_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    chair = models.CharField("chủ trì", max_length=200, blank=True)
    secretary = models.CharField("thư ký", max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    returned_at = models.DateTimeField("trả lại lúc", null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_reason = models.TextField("lý do trả lại", blank=True)

    class Meta:
        verbose_name = "bước đã làm"
        ordering = ["held_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "evaluation", "step"],
                nulls_distinct=False,
                name="evaluations_a_step_is_done_once",
                violation_error_message="Bước này đã được ghi.",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True, returned_reason="")
                | (Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(returned_reason="")),
                name="evaluations_a_step_returned_with_a_reason",
                violation_error_message="Trả lại một bước thì phải ghi lý do.",
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__lte=F("invited")),
                name="evaluations_no_more_present_than_invited",
                violation_error_message="Số người dự không thể nhiều hơn số người được mời.",
            ),
            models.CheckConstraint(
                condition=Q(begins_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("begins_at")),
                name="evaluations_a_meeting_ends_after_it_begins",
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.held_on:%d/%m/%Y}"

    @property
    def is_returned(self) -> bool:
        """Whether it waits to be mended; until then it stands for nothing."""
        return self.returned_at is not None


class Pool(models.Model):
    """A pool of the cap on “xuất sắc”: one law, the ratings of one head in one cycle. Its row is the lock."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="pools", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    law = models.CharField(max_length=40)

    class Meta:
        verbose_name = "nhóm tính tỷ lệ"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "unit", "law"], name="evaluations_one_pool_a_head_and_law"
            )
        ]

    def __str__(self) -> str:
        return f"{self.law}, đơn vị {self.unit_id}"


@track()
@pgtrigger.register(
    pgtrigger.Protect(name="signed_decisions_stay", operation=pgtrigger.Update | pgtrigger.Delete)
)
class Decision(models.Model):
    """Quyết định xếp loại: numbered, dated, signed for one or many people at once; never changed."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="decisions")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text="The unit whose head signs."
    )
    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    published_on = models.DateField("ngày công bố", help_text="From which a petition's term runs.")
    shown_in_unit = models.BooleanField(
        "công khai trên cổng", default=False,
        help_text="From the day of publication on, to the people of the unit where each works.",
    )  # fmt: skip
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        Delegation, null=True, on_delete=models.PROTECT, related_name="+", help_text="Signed “KT.” by it."
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định xếp loại"
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "unit", "number"],
                name="evaluations_decision_number_once",
                violation_error_message="Số quyết định này đã dùng trong kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__lte=F("published_on")),
                name="evaluations_published_once_decided",
                violation_error_message="Quyết định chưa đến ngày thì chưa công bố được.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quyết định số {self.number}"


@track(meta={"indexes": [models.Index(fields=["pgh_obj"], name="evaluations_event_rating")]})
@pgtrigger.register(
    pgtrigger.Protect(name="signed_ratings_stay", operation=pgtrigger.Update | pgtrigger.Delete),
    one_truth(
        "one_truth",
        pgtrigger.Insert,
        person="e.person_id",
        join="JOIN evaluations_evaluation e ON e.id = n.evaluation_id "
        "JOIN evaluations_cycle c ON c.id = e.cycle_id",
        other="SELECT FROM evaluations_pastrating o WHERE o.person_id = e.person_id AND o.year = c.year",
    ),
)
class Rating(models.Model):
    """Kết quả xếp loại: the level decided, with what the law suggested and why; replaced, never changed."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="ratings")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="ratings")
    level = models.CharField("mức", max_length=13, choices=RatingLevel, blank=True)
    suggested = models.CharField("mức theo quy định", max_length=13, choices=RatingLevel, blank=True)
    outcome = models.CharField(max_length=20)
    reason = models.TextField("lý do", blank=True)
    grounds = models.JSONField(
        "căn cứ", help_text="The verdict of the law as it stood (law.check), for the person to read."
    )
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="ratings")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả xếp loại"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=Q(replaces__isnull=True),
                name="evaluations_first_rating_once",
                violation_error_message="Người này đã có quyết định xếp loại trong kỳ.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_level_display() or "Không xếp loại"
