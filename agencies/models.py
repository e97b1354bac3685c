"""Units over time, the acts that change facts, and who may do what for which unit and when."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.constraints import Deferrable
from django.db.models.functions import Coalesce

from agencies.enums import Cause, Role, UnitType
from agencies.queries import GrantQuerySet, UnitPeriodQuerySet, UnitQuerySet
from core.dated import Dated
from core.history import track
from imports.models import StagedRow


@track()
class Act(models.Model):
    """The ground on which facts begin or end (căn cứ): a decision, or a batch of an import."""

    cause = models.CharField("lý do", max_length=12, choices=Cause)
    reason = models.CharField("chi tiết", max_length=30, blank=True, help_text="For leaving: its reason.")
    note = models.TextField("ghi chú", blank=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decision_on = models.DateField("ngày quyết định", null=True, blank=True)
    effective_on = models.DateField("có hiệu lực từ")
    batch = models.ForeignKey(
        "imports.Batch",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="đợt nhập",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người thực hiện",
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "căn cứ"
        ordering = ["-effective_on", "-id"]

    def __str__(self) -> str:
        number = f" số {self.decision_number}" if self.decision_number else ""
        return f"{self.get_cause_display()}{number}"


@track()
class Unit(models.Model):
    """An agency, district, commune or public-service unit (cơ quan, đơn vị), whatever it is called when."""

    founded_on = models.DateField("ngày thành lập", null=True, blank=True)
    founding_decision = models.CharField("số quyết định thành lập", max_length=60, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Đơn vị {self.pk}"


@track()
class UnitPeriod(Dated):
    """A unit's name, code, type and parent while they hold."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="periods", verbose_name="đơn vị")
    code = models.CharField("mã đơn vị", max_length=30)
    name = models.CharField("tên đơn vị", max_length=250)
    name_key = models.CharField(max_length=250, help_text="The name as it is matched: see agencies.names.")
    search_key = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=600, db_collation="C")
    type = models.CharField("loại đơn vị", max_length=10, choices=UnitType)
    parent = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="child_periods",
        verbose_name="đơn vị quản lý trực tiếp",
    )
    opened_by = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(Act, null=True, on_delete=models.PROTECT, related_name="+")

    objects = UnitPeriodQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "thông tin đơn vị theo thời gian"
        ordering = ["sort_key", "id"]
        constraints = [
            *Dated.Meta.constraints,
            ExclusionConstraint(
                name="agencies_unit_one_truth_a_day",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Đơn vị đã có thông tin khác cho những ngày này.",
            ),
            ExclusionConstraint(
                name="agencies_code_one_unit_a_day",
                expressions=[("code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Mã này đang là mã của một đơn vị khác trong những ngày này.",
            ),
            models.CheckConstraint(
                condition=~Q(unit=F("parent")),
                name="agencies_unit_not_its_own_parent",
                violation_error_message="Đơn vị không thể trực thuộc chính nó.",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""), name="agencies_unit_has_code_and_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitRow(StagedRow):
    """A row of a list of units as it was read from a workbook."""

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=250)
    name_key = models.CharField(max_length=250)
    search_key = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=600, db_collation="C")
    type = models.CharField(max_length=10, null=True)
    parent_code = models.CharField(max_length=30, null=True)
    founded_on = models.DateField(null=True)
    founding_decision = models.CharField(max_length=60, null=True)

    class Meta(StagedRow.Meta):
        abstract = False
        indexes = [models.Index(fields=["batch", "outcome", "sort_key"], name="agencies_unitrow_list")]

    def __str__(self) -> str:
        return self.label


@track()
class Grant(models.Model):
    """A role that a user holds for a unit and all below it, or everywhere, in a range of real days."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants", verbose_name="tài khoản"
    )
    role = models.CharField("vai trò", max_length=20, choices=[c for c in Role.choices if c[0] != Role.STAFF])
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="grants",
        verbose_name="đơn vị",
        help_text="Để trống là toàn tỉnh.",
    )
    valid = DateRangeField("thời hạn")
    reason = models.CharField("căn cứ", max_length=200, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người cấp",
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò được giao"
        ordering = ["user_id", "role", "id"]
        indexes = [GistIndex(fields=["valid"], name="agencies_grant_valid")]
        constraints = [
            ExclusionConstraint(
                name="agencies_grant_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("unit", 0), RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Tài khoản đã có vai trò này cho đơn vị này trong thời gian đó.",
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False) & Q(valid__lower_inf=False),
                name="agencies_grant_valid_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
