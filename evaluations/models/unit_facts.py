"""What is known of units from outside a cycle: earlier levels, matters found, targets of the year."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from agencies.models import Unit
from core.history import track
from evaluations.enums import RatingLevel
from evaluations.models.cycles import Organisation
from evaluations.organisation_enums import MatterKind
from evaluations.organisation_queries import UnitLevelQuerySet, UnitMatterQuerySet
from imports.models import StagedRow
from staff.models import Person
from staff.service_models import FIRST_YEAR, LAST_YEAR


@track()
class UnitLevel(models.Model):
    """Mức xếp loại của đơn vị trong một năm mà cổng không công nhận, with the paper that says so."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField(
        "năm", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    level = models.CharField("mức xếp loại", max_length=13, choices=RatingLevel)
    number = models.CharField("số văn bản", max_length=60)
    decided_on = models.DateField("ngày văn bản")
    source = models.CharField("cơ quan ban hành", max_length=250)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = UnitLevelQuerySet.as_manager()

    class Meta:
        verbose_name = "mức xếp loại đơn vị"
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="evaluations_unit_level_once_a_year",
                violation_error_message="Đơn vị đã có mức xếp loại của năm này.",
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(source=""),
                name="evaluations_unit_level_has_source",
                violation_error_message="Ghi số văn bản và cơ quan ban hành.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_level_display()


class UnitLevelRow(StagedRow):
    """A row of a list of units' levels as it was read from a workbook."""

    unit_id = models.BigIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    level = models.CharField(max_length=13, null=True)
    number = models.CharField(max_length=60, null=True)
    decided_on = models.DateField(null=True)
    source = models.CharField(max_length=250, null=True)
    sort_key = models.CharField(max_length=600, db_collation="C")
    fact_id = models.BigIntegerField(null=True)

    class Meta(StagedRow.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["batch", "outcome", "sort_key"], name="evaluations_unitlevelrow_list")
        ]

    def __str__(self) -> str:
        return self.label


@track()
class UnitMatter(models.Model):
    """Việc đã ghi nhận về một đơn vị: a complaint to look into, a conclusion, corruption handled by law.

    ``person``: who was in direct charge, where that isn't the unit's head (corruption).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=10, choices=MatterKind)
    on = models.DateField("ngày", help_text="Received, concluded, or handled on.")
    text = models.TextField("nội dung")
    number = models.CharField("số văn bản", max_length=60, blank=True)
    source = models.CharField("nguồn, cơ quan kết luận", max_length=250, blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="người trực tiếp phụ trách",
    )  # fmt: skip
    verified_on = models.DateField("ngày xác minh xong", null=True, blank=True)
    verified_by = models.CharField("ai xác minh", max_length=250, blank=True)
    finding = models.TextField("kết quả xác minh", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = UnitMatterQuerySet.as_manager()

    class Meta:
        verbose_name = "việc ghi nhận về đơn vị"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["unit", "kind", "on"], name="evaluations_matter_of_unit")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="evaluations_matter_says_something"),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True, verified_by="", finding="")
                | (
                    Q(kind=MatterKind.COMPLAINT, verified_on__gte=F("on"))
                    & ~Q(verified_by="")
                    & ~Q(finding="")
                ),
                name="evaluations_matter_verified_whole",
                violation_error_message="Ghi ngày (không trước ngày nhận), ai xác minh và kết quả.",
            ),
            models.CheckConstraint(
                condition=Q(kind=MatterKind.COMPLAINT) | (~Q(number="") & ~Q(source="")),
                name="evaluations_conclusion_has_paper",
                violation_error_message="Kết luận, xử lý phải có số văn bản và cơ quan ban hành.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@track()
class UnitTargets(models.Model):
    """Chỉ tiêu, nhiệm vụ của đơn vị trong kỳ; with a person those of the field in their charge."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="targets")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    all = models.PositiveIntegerField("chỉ tiêu được giao")
    completed = models.PositiveIntegerField("hoàn thành")
    on_time = models.PositiveIntegerField("đúng tiến độ, bảo đảm chất lượng")
    exceeded = models.PositiveIntegerField("vượt mức")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "chỉ tiêu của đơn vị"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                nulls_distinct=False,
                name="evaluations_targets_once",
                violation_error_message="Chỉ tiêu này đã được ghi.",
            ),
            models.CheckConstraint(
                condition=Q(all__gt=0),
                name="evaluations_targets_some",
                violation_error_message="Số chỉ tiêu được giao phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(completed__lte=F("all")),
                name="evaluations_targets_completed",
                violation_error_message="Số hoàn thành không thể nhiều hơn số được giao.",
            ),
            models.CheckConstraint(
                condition=Q(on_time__lte=F("completed"), exceeded__lte=F("completed")),
                name="evaluations_targets_within_completed",
                violation_error_message="Số đúng tiến độ, vượt mức không thể nhiều hơn số hoàn thành.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.completed}/{self.all}"
