"""Điểm theo dõi, đánh giá: the score of a month or quarter, of one person in one post."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from agencies.models import Unit
from core.history import track
from core.references import references
from evaluations.enums import Place, RatingLevel
from evaluations.law.rule_sets import RuleSet, all_rule_sets
from evaluations.models.cycles import Cycle
from evaluations.queries import PeriodScoreQuerySet
from staff.enums import Group
from staff.models import Person


class _Days(Func):
    """The days of a score as a range."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = DateRangeField()


@track(meta={"indexes": [models.Index(fields=["pgh_obj"], name="evaluations_event_score")]})
@pgtrigger.register(
    pgtrigger.Protect(
        name="confirmed_scores_stay",
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__confirmed_at__isnull=False),
    )
)
@references("cycle", "person", "unit", "monitor_unit")
class PeriodScore(models.Model):
    """Phiếu theo dõi, đánh giá of one person for the days of a month or quarter spent in one post.

    The person scores themselves, who monitors remarks and confirms. Confirmed, it is never changed: a new
    version replaces it. ``products`` is the table of work behind it as it stood then.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="scores", db_index=False)
    period_on = models.DateField("kỳ", help_text="The first day of the month or quarter.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="scores", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    group = models.CharField("nhóm", max_length=22, choices=Group)
    place = models.CharField("vị trí", max_length=16, choices=Place)
    is_leader = models.BooleanField("giữ chức vụ lãnh đạo, quản lý")
    title = models.CharField("chức vụ, chức danh", max_length=150, blank=True)
    law = models.CharField("bộ quy tắc", max_length=40)
    stricter = ArrayField(
        models.CharField(max_length=60), verbose_name="quy định của cấp có thẩm quyền", default=list,
        db_default=[], blank=True, help_text="Codes of the authorities' sets on top of the law.",
    )  # fmt: skip
    monitor_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False, help_text="Whose head monitors."
    )
    version = models.PositiveSmallIntegerField("lần", default=1)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    replaced_for = models.TextField("lý do thay", blank=True)

    own_parts = models.JSONField("điểm tự chấm", default=dict, blank=True, help_text="By criterion's code.")
    strengths = models.TextField("ưu điểm", blank=True)
    weaknesses = models.TextField("hạn chế, khuyết điểm", blank=True)
    submitted_at = models.DateTimeField("gửi lúc", null=True)
    returned_at = models.DateTimeField("trả lại lúc", null=True)
    returned_reason = models.TextField("lý do trả lại", blank=True)

    parts = models.JSONField(
        "điểm xác nhận", default=dict, blank=True, help_text="By criterion; empty keeps the person's own."
    )
    leading = models.JSONField(
        "điểm lãnh đạo", default=dict, blank=True, help_text="What who monitors says of d, đ, e."
    )
    remarks = models.TextField("ý kiến nhận xét", blank=True)

    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    exact = models.CharField("điểm", max_length=60, blank=True, help_text="As a fraction: 275/3.")
    level = models.CharField("mức tương ứng", max_length=13, choices=RatingLevel, blank=True)
    steps = models.JSONField("cách tính", default=list, blank=True)
    products = models.JSONField("bảng công việc", default=list, blank=True)
    stood_on = ArrayField(
        models.BigIntegerField(), default=list, blank=True, help_text="The scores that a leader's d stood on."
    )
    is_provisional = models.BooleanField("tạm tính", default=False)

    objects = PeriodScoreQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm theo dõi, đánh giá"
        ordering = ["period_on", "id"]
        indexes = [
            models.Index(fields=["person", "period_on"], name="evaluations_score_of_person"),
            models.Index(fields=["cycle", "period_on", "monitor_unit"], name="evaluations_score_monitored"),
            models.Index(
                fields=["confirmed_at"],
                condition=Q(confirmed_at__isnull=False),
                name="evaluations_score_confirmed",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_on__lte=F("starts_on"), starts_on__lte=F("ends_on")),
                name="evaluations_score_within_its_period",
                violation_error_message="Những ngày chấm điểm phải nằm trong kỳ.",
            ),
            ExclusionConstraint(
                name="evaluations_one_score_a_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (_Days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(version=1),
                violation_error_message="Người này đã có phiếu theo dõi cho những ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True)
                | (Q(version__gt=1, replaces__isnull=False) & ~Q(replaced_for="")),
                name="evaluations_score_replaced_with_a_reason",
                violation_error_message="Thay điểm đã xác nhận thì phải ghi lý do.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True, exact="")
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(exact="")),
                name="evaluations_score_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Điểm {self.starts_on:%m/%Y} của {self.person_id}"

    @property
    def rule_set(self) -> RuleSet:
        """The law of the score with the authorities' sets that stand on top of it."""
        return all_rule_sets()[self.law].under_all(self.stricter)

    @property
    def is_under_draft(self) -> bool:
        """Whether the law of the score is a draft, which every page and paper says."""
        return all_rule_sets()[self.law].is_draft

    @property
    def entered(self):
        """Who entered the form instead of the person (``OnBehalf``); None where nobody did."""
        return getattr(self, "on_behalf", None)

    @property
    def counted_parts(self) -> dict[str, str]:
        """The points that count: those given, else the person's own, criterion by criterion."""
        return {**self.own_parts, **self.parts}


class ScoresFollowed(models.Model):
    """Up to which events of posts and units the sheets of a cycle's periods were brought up to date."""

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="+")
    clock = models.JSONField(help_text="{table: its newest event} (imports.clock).")

    class Meta:
        verbose_name = "mốc cập nhật phiếu theo dõi"

    def __str__(self) -> str:
        return f"Phiếu theo dõi của kỳ {self.cycle_id}"
