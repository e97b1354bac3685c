"""What the law says must or may be looked at after ratings: one case a person, rule and year, for people to
decide; and the facts that only people know."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Unit
from core.history import track
from evaluations.enums import FollowFact, FollowState
from evaluations.queries import FollowUpQuerySet
from staff.models import Person

OVER = (FollowState.DECIDED, FollowState.CLOSED)


@track(meta={"indexes": [models.Index(fields=["pgh_obj"], name="evaluations_event_follow")]})
class FollowUp(models.Model):
    """Việc cần xem xét sau xếp loại. The portal opens it and says why; what follows is decided by people."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="follow_ups")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    rule = models.CharField("quy tắc", max_length=60)
    law = models.CharField("bộ quy tắc", max_length=40)
    must = models.BooleanField("luật buộc xem xét")
    says = models.TextField("nội dung quy định")
    cite = models.CharField("căn cứ", max_length=300)
    grounds = models.JSONField("các năm xếp loại và dữ kiện")
    is_grounded = models.BooleanField("căn cứ còn đúng", default=True)
    state = models.CharField("trạng thái", max_length=11, choices=FollowState, default=FollowState.OPEN)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="người theo dõi",
    )  # fmt: skip
    number = models.CharField("số văn bản", max_length=60, blank=True)
    decided_on = models.DateField("ngày văn bản", null=True)
    outcome = models.TextField("đã quyết định", blank=True)
    closed_reason = models.TextField("lý do không xử lý", blank=True)
    opened_at = models.DateTimeField("mở lúc", auto_now_add=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "việc cần xem xét sau xếp loại"
        ordering = ["-year", "-must", "id"]
        indexes = [models.Index(fields=["unit", "year"], name="evaluations_follow_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year", "rule"], name="evaluations_one_follow_up_a_rule_and_year"
            ),
            models.CheckConstraint(
                condition=Q(state=FollowState.DECIDED, decided_on__isnull=False)
                & ~Q(number="")
                & ~Q(outcome="")
                | ~Q(state=FollowState.DECIDED) & Q(decided_on__isnull=True, number="", outcome=""),
                name="evaluations_follow_up_decided_on_paper",
                violation_error_message="Đã quyết định thì phải có số, ngày văn bản và nội dung.",
            ),
            models.CheckConstraint(
                condition=(Q(state=FollowState.CLOSED) & ~Q(closed_reason=""))
                | (~Q(state=FollowState.CLOSED) & Q(closed_reason="")),
                name="evaluations_follow_up_closed_with_a_reason",
                violation_error_message="Khép lại mà không xử lý thì phải ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return self.says

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def about(self) -> str:
        """What is to be looked at, without the year and level that lead to it."""
        return about(self.says)

    @property
    def state_kind(self) -> str:
        return {"open": "warn", "considering": "info", "decided": "good", "closed": "neutral"}[self.state]


def about(says: str) -> str:
    words = (says.partition(": ")[2] or says).rstrip(".")
    return words[:1].upper() + words[1:]


@track()
class StatedFact(models.Model):
    """A fact of a person's year that no record holds (an initiative …), and on what ground."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stated_facts")
    year = models.PositiveSmallIntegerField("năm")
    fact = models.CharField("dữ kiện", max_length=18, choices=FollowFact)
    ground = models.CharField("căn cứ", max_length=300)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "dữ kiện được ghi"
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year", "fact"], name="evaluations_a_fact_is_stated_once_a_year"
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="evaluations_stated_on_a_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.get_fact_display()}, năm {self.year}"
