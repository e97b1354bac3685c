"""Work of a person in a period: what was assigned and what was done, however it came to be known."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from agencies.models import Unit
from core.history import track
from staff.models import Person
from work.enums import Counting, Source
from work.queries import WorkItemQuerySet

POSITIVE = [MinValueValidator(0, "Không được âm.")]


@track(meta={"indexes": [models.Index(fields=["person"], name="work_itemevent_person")]})
class WorkItem(models.Model):
    """Sản phẩm, công việc: one line of a person's work within a period (a month, a quarter, a year).

    Numbers are of products, before their coefficient. ``on_time`` are those done on time and with quality,
    ``beyond`` those done beyond the level set. Faults and delays are counted by the time that each happened.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="work_items", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    name = models.CharField("công việc, sản phẩm", max_length=300)
    coefficient = models.DecimalField("hệ số quy đổi", max_digits=8, decimal_places=2, default=Decimal(1))
    assigned = models.DecimalField("được giao", max_digits=8, decimal_places=2, validators=POSITIVE)
    done = models.DecimalField("hoàn thành", max_digits=8, decimal_places=2, default=0, validators=POSITIVE)
    on_time = models.DecimalField(
        "đúng hạn, đạt chất lượng", max_digits=8, decimal_places=2, default=0, validators=POSITIVE
    )
    beyond = models.DecimalField("vượt mức", max_digits=8, decimal_places=2, default=0, validators=POSITIVE)
    counting = models.CharField(
        "cách tính", max_length=11, choices=Counting, default=Counting.ASSIGNED, blank=True
    )
    faults = models.PositiveSmallIntegerField("lần sai sót lớn", default=0)
    delays = models.PositiveSmallIntegerField("lần chậm", default=0)
    objective_faults = models.PositiveSmallIntegerField(
        "sai sót do khách quan", default=0, help_text="Of the faults, those with a confirmed objective cause."
    )
    objective_delays = models.PositiveSmallIntegerField("chậm do khách quan", default=0)
    objective_cause = models.CharField("nguyên nhân khách quan", max_length=300, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who confirmed the objective cause; never whose work it is.",
    )  # fmt: skip
    source = models.CharField("nguồn", max_length=8, choices=Source, default=Source.TYPED)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        verbose_name = "công việc"
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["person", "starts_on"], name="work_item_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="work_item_ends_after_it_starts",
                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(coefficient__gt=0),
                name="work_item_coefficient_above_0",
                violation_error_message="Hệ số quy đổi phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(assigned__gte=0, done__gte=0, on_time__gte=0, beyond__gte=0),
                name="work_item_numbers_from_0",
                violation_error_message="Số lượng không được âm.",
            ),
            models.CheckConstraint(
                condition=Q(on_time__lte=F("done")),
                name="work_item_on_time_within_done",
                violation_error_message="Số đúng hạn, đạt chất lượng không thể nhiều hơn số hoàn thành.",
            ),
            models.CheckConstraint(
                condition=Q(beyond__lte=F("done")),
                name="work_item_beyond_within_done",
                violation_error_message="Số vượt mức không thể nhiều hơn số hoàn thành.",
            ),
            models.CheckConstraint(
                condition=Q(objective_faults__lte=F("faults"), objective_delays__lte=F("delays")),
                name="work_item_objective_within_all",
                violation_error_message="Số lần do khách quan không thể nhiều hơn số lần sai sót, chậm.",
            ),
            models.CheckConstraint(
                condition=Q(objective_faults=0, objective_delays=0)
                | (Q(confirmed_by__isnull=False) & ~Q(objective_cause="")),
                name="work_item_objective_cause_is_confirmed",
                violation_error_message="Nguyên nhân khách quan phải được ghi rõ và có người xác nhận.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
