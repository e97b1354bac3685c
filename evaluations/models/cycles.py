"""Cycles of evaluation: the year's frame, the organisations in it, and one evaluation a person."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.constraints import Deferrable

from agencies.models import Unit
from core.dated import Dated, DatedQuerySet
from core.history import track
from core.references import references
from evaluations.enums import CycleState, DelegationKind, OrganisationState, Place, RatingLevel, ScoringStep
from evaluations.law.rule_sets import all_rule_sets
from evaluations.queries import CycleQuerySet, EvaluationQuerySet, OrganisationQuerySet
from staff.enums import Group
from staff.models import Person


@track()
class Cycle(models.Model):
    """Kỳ đánh giá: the period that is evaluated, the planned rating day, and how far all are."""

    year = models.PositiveSmallIntegerField("năm")
    name = models.CharField("tên", max_length=120)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    rated_on = models.DateField("ngày xếp loại")
    scoring = models.CharField(
        "theo dõi, đánh giá", max_length=7, choices=ScoringStep, default=ScoringStep.MONTH
    )
    send_within = models.PositiveSmallIntegerField(
        "gửi phiếu theo dõi trong", null=True, blank=True, default=5,
        help_text="Days after a month or quarter; empty: no deadline. The decrees name none.",
    )  # fmt: skip
    confirm_within = models.PositiveSmallIntegerField(
        "xác nhận điểm trong", null=True, blank=True, default=10,
        help_text="Days after a month or quarter; empty: no deadline. The decrees name none.",
    )  # fmt: skip
    state = models.CharField("trạng thái", max_length=6, choices=CycleState, default=CycleState.DRAFT)
    root = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="phạm vi"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ đánh giá"
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="evaluations_cycle_ends_after_it_starts",
                violation_error_message="Ngày cuối của kỳ phải sau ngày đầu.",
            ),
            models.CheckConstraint(
                condition=Q(rated_on__gt=F("starts_on")),
                name="evaluations_cycle_rated_after_it_starts",
                violation_error_message="Ngày xếp loại phải sau ngày đầu của kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(send_within__isnull=True)
                | Q(confirm_within__isnull=True)
                | Q(confirm_within__gte=F("send_within")),
                name="evaluations_cycle_confirms_after_sending",
                violation_error_message="Hạn xác nhận điểm không thể trước hạn gửi phiếu.",
            ),
            models.UniqueConstraint(
                fields=["year", "root"],
                nulls_distinct=False,
                name="evaluations_cycle_once_a_year",
                violation_error_message="Đã có kỳ đánh giá của năm này cho phạm vi này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_sentence(self) -> str:
        """The name within a sentence: a unit in it keeps its capitals."""
        return self.name[:1].lower() + self.name[1:]


@track()
class Organisation(models.Model):
    """A unit within a cycle (đơn vị trong kỳ): it opens and closes by itself, in days of its own."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="organisations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=OrganisationState, default=OrganisationState.WAITING)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    rated_on = models.DateField("ngày xếp loại")
    catalogue_on = models.DateField(
        "danh mục sản phẩm/công việc có từ ngày", null=True, blank=True,
        help_text="Periods that ended before have no score and are not in the mean; empty: there all along.",
    )  # fmt: skip
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stricter = ArrayField(
        models.CharField(max_length=60), verbose_name="quy định của cấp có thẩm quyền", default=list,
        db_default=[], blank=True, help_text="Codes of the authorities' sets on top of the law of the day.",
    )  # fmt: skip
    special_decision = models.CharField("văn bản cho phép xếp loại muộn", max_length=60, blank=True)
    days_reason = models.CharField("lý do có ngày riêng", max_length=300, blank=True)
    reopened_reason = models.TextField("lý do mở lại", blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị trong kỳ"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "unit"], name="evaluations_organisation_once"),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")), name="evaluations_organisation_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(rated_on__gt=F("starts_on")),
                name="evaluations_organisation_rated_after_it_starts",
                violation_error_message="Ngày xếp loại phải sau ngày đầu.",
            ),
            models.CheckConstraint(
                condition=Q(state=OrganisationState.WAITING, opened_at__isnull=True)
                | (~Q(state=OrganisationState.WAITING) & Q(opened_at__isnull=False)),
                name="evaluations_organisation_opened_once",
            ),
            models.CheckConstraint(
                condition=Q(state=OrganisationState.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                | (~Q(state=OrganisationState.CLOSED) & Q(closed_at__isnull=True, closed_by__isnull=True)),
                name="evaluations_organisation_closed_by_somebody",
                violation_error_message="Đơn vị đã đóng kỳ thì phải ghi ai đóng, lúc nào.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đơn vị {self.unit_id} trong kỳ {self.cycle_id}"


@track(meta={"indexes": [models.Index(fields=["pgh_obj"], name="evaluations_event_evaluation")]})
@references("organisation", "cycle", "person", "unit", "monitor_unit", "rater_unit", "monitor", "rater")
class Evaluation(models.Model):
    """One person's evaluation in a cycle: under which law, by whom. Who changes is resolved anew."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="evaluations", db_index=False
    )
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="evaluations", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="evaluations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.CharField("nhóm", max_length=22, choices=Group)
    place = models.CharField("vị trí", max_length=16, choices=Place)
    is_leader = models.BooleanField("giữ chức vụ lãnh đạo, quản lý")
    title = models.CharField("chức vụ, chức danh", max_length=150, blank=True)
    law = models.CharField("bộ quy tắc", max_length=40)
    form = models.CharField("mẫu phiếu", max_length=10)
    monitor_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False,
        help_text="The unit whose head monitors; none where the law has no monitoring.",
    )  # fmt: skip
    rater_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text="The unit whose head rates."
    )
    monitor = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    rater = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    left_on = models.DateField(
        "ra khỏi phạm vi kỳ từ ngày",
        null=True,
        help_text="Nobody rates who isn't in the cycle's scope any more; what was written stays.",
    )

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "lần đánh giá"
        ordering = ["id"]
        indexes = [models.Index(fields=["organisation", "person"], name="evaluations_of_organisation")]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "person"], name="evaluations_one_a_person_and_cycle"),
            models.CheckConstraint(
                condition=Q(rater__isnull=True) | ~Q(rater=F("person")),
                name="evaluations_nobody_rates_themselves",
                violation_error_message="Không ai tự quyết định xếp loại cho mình.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đánh giá {self.person_id} trong kỳ {self.cycle_id}"

    @property
    def is_under_draft(self) -> bool:
        """Whether the law of the evaluation is a draft, which every page and paper says."""
        return all_rule_sets()[self.law].is_draft

    @property
    def stricter(self) -> list[str]:
        """The authorities' sets on top of its law: those of the organisation, which must be at hand."""
        return self.organisation.stricter

    @property
    def standing_words(self) -> str:
        """Of a row ``with_standing_level`` that is signed."""
        return RatingLevel(self.standing).label if self.standing else "Không xếp loại"


@track()
class Delegation(Dated):
    """Giao phụ trách or ủy quyền: who acts for a unit's head, on which paper and in which days."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="người được giao"
    )
    kind = models.CharField("loại", max_length=7, choices=DelegationKind)
    decision_number = models.CharField("số văn bản", max_length=60)
    decision_on = models.DateField("ngày văn bản")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "ủy quyền"
        constraints = [
            *Dated.Meta.constraints,
            ExclusionConstraint(
                name="evaluations_one_acting_head_a_day",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(kind=DelegationKind.ACTING),
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Đơn vị đã có người được giao phụ trách trong những ngày này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.decision_number}"
