"""What happens in a person's service besides posts and salary: leave, discipline, conclusions about them,
rewards, training.

Each is a dated fact. ``valid`` of leave and of training is the time that they take; that of discipline
begins on the day in effect, that of a conclusion or reward on the day of its decision, and these stay open.
"""

from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.constraints import Deferrable

from agencies.models import Act, Unit
from core.history import track
from imports.models import StagedRow
from staff.models import Fact, Person
from staff.queries import FactQuerySet
from staff.service_enums import (
    FORMS_OF,
    ConclusionKind,
    DisciplineForm,
    LeaveKind,
    RewardKind,
    Side,
    TrainingKind,
)
from staff.service_queries import DisciplineQuerySet, EvidenceQuerySet, OffenceQuerySet

FIRST_YEAR, LAST_YEAR = 1990, 2200


@track(meta={"indexes": [models.Index(fields=["person"], name="staff_evidenceevent_person")]})
class Evidence(models.Model):
    """A file that proves a fact (tệp minh chứng): kept with the uploads, given out by a view only."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    file = models.FileField("tệp", upload_to="evidence/%Y/%m", max_length=200)
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField("dung lượng")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp minh chứng"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class ServiceFact(Fact):
    """What the kinds of facts share: the decision (or certificate) behind them, and its file."""

    number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    evidence = models.OneToOneField(
        Evidence, null=True, blank=True, on_delete=models.SET_NULL, verbose_name="tệp minh chứng"
    )

    objects = FactQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = True


@track(meta={"indexes": [models.Index(fields=["person"], name="staff_leaveevent_person")]})
class Leave(ServiceFact):
    """A time off work (nghỉ). A person is on one leave at a time."""

    kind = models.CharField("loại nghỉ", max_length=10, choices=LeaveKind)

    class Meta(ServiceFact.Meta):
        verbose_name = "thời gian nghỉ"
        constraints = [
            *ServiceFact.Meta.constraints,
            ExclusionConstraint(
                name="staff_leave_one_a_day",
                expressions=[("person", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Người này đã có thời gian nghỉ khác trong những ngày này.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@track(meta={"indexes": [models.Index(fields=["person"], name="staff_offenceevent_person")]})
class Offence(models.Model):
    """What somebody did wrong, when and where: it ties the Party's and the State's decision about it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="offences", db_index=False)
    happened_on = models.DateField("ngày vi phạm")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="nơi vi phạm")
    text = models.CharField("hành vi vi phạm", max_length=500)
    opened_by = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = OffenceQuerySet.as_manager()

    class Meta:
        verbose_name = "hành vi vi phạm"
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "happened_on", "unit"],
                name="staff_offence_once",
                violation_error_message="Hành vi vi phạm ngày này đã có trong hồ sơ.",
            ),
            # What the database's own rule "a discipline is for an offence of the same person" refers to.
            models.UniqueConstraint(fields=["id", "person"], name="staff_offence_of_person"),
            models.CheckConstraint(condition=~Q(text=""), name="staff_offence_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


def _form_fits_side() -> Q:
    fits = [Q(side=side.value, form__in=[form.value for form in forms]) for side, forms in FORMS_OF.items()]
    return reduce(or_, fits)


@track(meta={"indexes": [models.Index(fields=["person"], name="staff_disciplineevent_person")]})
class Discipline(ServiceFact):
    """A disciplinary decision (kỷ luật) of the Party or the State; ``valid`` begins when it takes effect.

    ``counted_in_year`` is the year of evaluation in which the offence was the ground of the rating.
    """

    side = models.CharField("loại kỷ luật", max_length=14, choices=Side)
    form = models.CharField("hình thức kỷ luật", max_length=10, choices=DisciplineForm)
    offence = models.ForeignKey(
        Offence, on_delete=models.PROTECT, related_name="disciplines", verbose_name="hành vi vi phạm"
    )
    in_duty = models.BooleanField("liên quan hoạt động công vụ")
    degradation = models.BooleanField("suy thoái")
    counted_in_year = models.PositiveSmallIntegerField(
        "năm đánh giá đã tính",
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )

    objects = DisciplineQuerySet.as_manager()

    class Meta(ServiceFact.Meta):
        verbose_name = "kỷ luật"
        constraints = [
            *ServiceFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "side", "number", "decided_on"],
                name="staff_discipline_decision_once",
                violation_error_message="Quyết định kỷ luật này đã có trong hồ sơ.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=False, valid__startswith__gte=F("decided_on")) & ~Q(number=""),
                name="staff_discipline_in_effect_once_decided",
                violation_error_message="Kỷ luật có hiệu lực từ ngày quyết định hoặc sau đó.",
            ),
            models.CheckConstraint(
                condition=_form_fits_side(),
                name="staff_discipline_form_of_side",
                violation_error_message="Hình thức này không phải của bên ra quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(counted_in_year__isnull=True)
                | Q(counted_in_year__gte=FIRST_YEAR, counted_in_year__lte=LAST_YEAR),
                name="staff_discipline_counted_in_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"Kỷ luật {self.get_side_display().lower()}: {self.get_form_display().lower()}"

    @property
    def effective_on(self):
        return self.begins_on


@track(meta={"indexes": [models.Index(fields=["person"], name="staff_conclusionevent_person")]})
class Conclusion(ServiceFact):
    """Kết luận của cấp có thẩm quyền about a person that forces the year's level, disciplined or not.

    Who sees discipline sees it.
    """

    kind = models.CharField("loại kết luận", max_length=12, choices=ConclusionKind)
    text = models.TextField("nội dung")
    given_by = models.CharField("cơ quan kết luận", max_length=200)

    objects = DisciplineQuerySet.as_manager()

    class Meta(ServiceFact.Meta):
        verbose_name = "kết luận"
        constraints = [
            *ServiceFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "kind", "number", "decided_on"],
                name="staff_conclusion_once",
                violation_error_message="Kết luận này đã có trong hồ sơ.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=False, valid__startswith=F("decided_on"))
                & ~Q(number="")
                & ~Q(text="")
                & ~Q(given_by=""),
                name="staff_conclusion_is_decided",
                violation_error_message="Kết luận phải có số, ngày, nội dung và cơ quan kết luận.",
            ),
        ]

    def __str__(self) -> str:
        return f"Kết luận: {self.get_kind_display().lower()}"


@track(meta={"indexes": [models.Index(fields=["person"], name="staff_rewardevent_person")]})
class Reward(ServiceFact):
    """Khen thưởng, danh hiệu thi đua."""

    kind = models.CharField("loại khen thưởng", max_length=16, choices=RewardKind)
    title = models.CharField("nội dung", max_length=300)
    given_by = models.CharField("cơ quan khen thưởng", max_length=200, blank=True)

    class Meta(ServiceFact.Meta):
        verbose_name = "khen thưởng"
        constraints = [
            *ServiceFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "kind", "number", "decided_on"],
                name="staff_reward_decision_once",
                violation_error_message="Khen thưởng này đã có trong hồ sơ.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=False, valid__startswith=F("decided_on")) & ~Q(number=""),
                name="staff_reward_is_decided",
                violation_error_message="Khen thưởng phải có số và ngày quyết định.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@track(meta={"indexes": [models.Index(fields=["person"], name="staff_trainingevent_person")]})
class Training(ServiceFact):
    """Đào tạo, bồi dưỡng; the number and day are those of its certificate."""

    kind = models.CharField("loại đào tạo, bồi dưỡng", max_length=16, choices=TrainingKind)
    title = models.CharField("tên khóa", max_length=300)
    given_by = models.CharField("cơ sở đào tạo", max_length=200, blank=True)

    class Meta(ServiceFact.Meta):
        verbose_name = "đào tạo, bồi dưỡng"
        constraints = [
            *ServiceFact.Meta.constraints,
            ExclusionConstraint(
                name="staff_training_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("title", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Khóa này đã có trong hồ sơ trong những ngày này.",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="staff_training_has_title"),
        ]

    def __str__(self) -> str:
        return self.title


SERVICE_FACTS: tuple[type[ServiceFact], ...] = (Leave, Discipline, Conclusion, Reward, Training)


class ServiceRow(StagedRow):
    """A row of a list of such facts as it was read from a workbook."""

    person_id = models.BigIntegerField(null=True)
    sort_key = models.CharField(max_length=400, db_collation="C")
    what = models.CharField(max_length=10, null=True)
    kind = models.CharField(max_length=16, null=True, help_text="The kind, or the form of a discipline.")
    side = models.CharField(max_length=14, null=True)
    number = models.CharField(max_length=60)
    decided_on = models.DateField(null=True)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True, help_text="The first day on which it no longer holds.")
    title = models.CharField(max_length=500)
    given_by = models.CharField(max_length=200)
    in_duty = models.BooleanField(null=True)
    degradation = models.BooleanField(null=True)
    happened_on = models.DateField(null=True)
    happened_unit_id = models.BigIntegerField(null=True)
    counted_in_year = models.PositiveSmallIntegerField(null=True)
    fact_id = models.BigIntegerField(null=True, help_text="The fact that the portal has already.")

    class Meta(StagedRow.Meta):
        abstract = False
        indexes = [models.Index(fields=["batch", "outcome", "sort_key"], name="staff_servicerow_list")]

    def __str__(self) -> str:
        return self.label
