"""The yearly evaluation of an organisation: who recognises it, what it says of itself, what is put down."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.models import Unit
from core.history import track
from evaluations.enums import RatingLevel
from evaluations.models.cycles import Cycle, Organisation
from evaluations.organisation_enums import Shortcomings
from evaluations.organisation_queries import OrganisationEvaluationQuerySet


@track()
class OrganisationEvaluation(models.Model):
    """One organisation that a law rates in the cycle: under which law, who recognises. Written at opening."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="rated_as")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.CharField("loại tổ chức", max_length=30)
    place = models.CharField("vị trí", max_length=20, help_text="One of law.kinds.acts.PLACES.")
    law = models.CharField("bộ quy tắc", max_length=40)
    recogniser_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text="The unit whose head recognises."
    )
    recogniser_role = models.CharField(max_length=20, help_text="One of law.kinds.acts.ROLES.")
    left_out = models.TextField(
        "lý do không thuộc diện", blank=True, help_text="Why the law doesn't rate it (a Party body, say)."
    )

    objects = OrganisationEvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "đánh giá tổ chức"
        ordering = ["id"]
        indexes = [models.Index(fields=["cycle", "recogniser_unit"], name="evaluations_org_of_recogniser")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(unit=F("recogniser_unit")),
                name="evaluations_org_not_by_itself",
                violation_error_message="Không tổ chức nào tự công nhận kết quả của mình.",
            )
        ]

    def __str__(self) -> str:
        return f"Đánh giá đơn vị {self.unit_id} trong kỳ {self.cycle_id}"


def _within(part: str, whole: str, words: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{part}__isnull": True})
        | Q(**{f"{whole}__isnull": True})
        | Q(**{f"{part}__lte": F(whole)}),
        name=f"evaluations_orgreport_{part}",
        violation_error_message=words,
    )


@track()
class OrganisationReport(models.Model):
    """Tự đánh giá của tổ chức: its work of the year in numbers and words, the level that it proposes.

    ``tasks_late`` are tasks done, but not on time. ``plan`` is the year's programme alone.
    """

    evaluation = models.OneToOneField(OrganisationEvaluation, on_delete=models.CASCADE, related_name="report")
    tasks_all = models.PositiveIntegerField("nhiệm vụ được giao", null=True, blank=True)
    tasks_done = models.PositiveIntegerField("hoàn thành", null=True, blank=True)
    tasks_on_time = models.PositiveIntegerField("đúng hạn, bảo đảm chất lượng", null=True, blank=True)
    tasks_beyond = models.PositiveIntegerField("vượt mức yêu cầu", null=True, blank=True)
    tasks_late = models.PositiveIntegerField("chưa bảo đảm tiến độ", null=True, blank=True)
    plan_all = models.PositiveIntegerField("nhiệm vụ theo chương trình, kế hoạch năm", null=True, blank=True)
    plan_done = models.PositiveIntegerField("hoàn thành theo kế hoạch", null=True, blank=True)
    shortcomings = models.CharField("hạn chế đã chỉ ra", max_length=6, choices=Shortcomings, blank=True)
    shortcomings_text = models.TextField("hạn chế và việc khắc phục", blank=True)
    majeure_text = models.TextField("lý do bất khả kháng", blank=True)
    summary = models.TextField("kết quả nổi bật, hạn chế", blank=True)
    level = models.CharField("đề xuất mức xếp loại", max_length=13, choices=RatingLevel, blank=True)
    submitted_at = models.DateTimeField("gửi lúc", null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField("trả lại lúc", null=True)
    returned_reason = models.TextField("lý do trả lại", blank=True)

    class Meta:
        verbose_name = "tự đánh giá của tổ chức"
        constraints = [
            _within("tasks_done", "tasks_all", "Không thể nhiều hơn số nhiệm vụ được giao."),
            _within("tasks_on_time", "tasks_done", "Không thể nhiều hơn số nhiệm vụ hoàn thành."),
            _within("tasks_beyond", "tasks_done", "Không thể nhiều hơn số nhiệm vụ hoàn thành."),
            _within("tasks_late", "tasks_all", "Không thể nhiều hơn số nhiệm vụ được giao."),
            _within("plan_done", "plan_all", "Không thể nhiều hơn số nhiệm vụ theo kế hoạch."),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | ~Q(level=""),
                name="evaluations_orgreport_sent_with_level",
                violation_error_message="Chọn mức đề xuất trước khi gửi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tự đánh giá {self.evaluation_id}"


@track()
class OrganisationPoints(models.Model):
    """Điểm của một tiêu chí: what the organisation gives itself, and what who recognises gives instead."""

    evaluation = models.ForeignKey(OrganisationEvaluation, on_delete=models.CASCADE, related_name="points")
    code = models.CharField("tiêu chí", max_length=20)
    own = models.DecimalField("tự chấm", max_digits=5, decimal_places=2, null=True, blank=True)
    given = models.DecimalField("chấm", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "điểm tiêu chí của tổ chức"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "code"], name="evaluations_orgpoints_once"),
            models.CheckConstraint(
                condition=(Q(own__isnull=True) | Q(own__gte=0)) & (Q(given__isnull=True) | Q(given__gte=0)),
                name="evaluations_orgpoints_from_0",
                violation_error_message="Điểm không được âm.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


@track()
class OrganisationProposal(models.Model):
    """What who recognises puts down before signing: the level, why, and whether force majeure is accepted."""

    evaluation = models.OneToOneField(
        OrganisationEvaluation, on_delete=models.CASCADE, related_name="proposal"
    )
    level = models.CharField("mức", max_length=13, choices=RatingLevel, blank=True)
    reason = models.TextField("lý do", blank=True)
    majeure_accepted = models.BooleanField("chấp nhận lý do bất khả kháng", default=False)
    majeure_reason = models.TextField("căn cứ chấp nhận", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "đề nghị công nhận tổ chức"
        constraints = [
            models.CheckConstraint(
                condition=Q(majeure_accepted=False) | ~Q(majeure_reason=""),
                name="evaluations_orgproposal_majeure_has_grounds",
                violation_error_message="Chấp nhận lý do bất khả kháng thì phải ghi căn cứ.",
            )
        ]

    def __str__(self) -> str:
        return self.get_level_display()
