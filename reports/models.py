"""Reports: frozen figures with the records behind them, versions, comments, and the way to approval."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Unit
from core.history import track
from reports.enums import Definition, Format, Period, State
from reports.queries import ReportQuerySet
from staff.models import Person


@track()
class Schedule(models.Model):
    """A report that beat makes at each close of a period from ``active_from`` on (lịch báo cáo)."""

    definition = models.CharField("loại báo cáo", max_length=20, choices=Definition, default=Definition.STAFF)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị"
    )
    period = models.CharField("kỳ", max_length=10, choices=Period)
    active_from = models.DateField("bắt đầu từ ngày")
    is_active = models.BooleanField("đang bật", default=True)
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn"
    )

    class Meta:
        verbose_name = "lịch báo cáo"
        ordering = ["definition", "period", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "unit", "period"],
                condition=Q(is_active=True),
                name="reports_schedule_once",
                nulls_distinct=False,
                violation_error_message="Đã có lịch cho kỳ báo cáo này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_definition_display()}, {self.get_period_display()}"


@track()
class Report(models.Model):
    """A report for the province or a unit as of a day (báo cáo).

    ``since`` opens the window of joined and left. It is one report per definition, unit and day, whoever
    or whatever asks for it.
    """

    definition = models.CharField("loại báo cáo", max_length=20, choices=Definition, default=Definition.STAFF)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="reports", verbose_name="đơn vị"
    )
    day = models.DateField("số liệu đến ngày")
    since = models.DateField("so với ngày", null=True, blank=True)
    period_words = models.CharField("kỳ", max_length=60, blank=True)
    due_on = models.DateField("hạn gửi", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.MAKING)
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn"
    )
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người kiểm tra",
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người duyệt",
    )
    number = models.CharField("số", max_length=40, blank=True)
    signed_on = models.DateField("ngày ký", null=True)
    approved_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        ordering = ["-day", "-id"]
        triggers = [
            pgtrigger.Protect(
                name="approved_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=State.APPROVED),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "unit", "day"],
                name="reports_one_a_day",
                nulls_distinct=False,
                violation_error_message="Đã có báo cáo này cho ngày đó.",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED)
                | (~Q(number="") & Q(signed_on__isnull=False) & Q(approver__isnull=False)),
                name="reports_approved_has_number",
            ),
            models.CheckConstraint(
                condition=(Q(checker__isnull=True) | ~Q(checker=models.F("drafter")))
                & (Q(approver__isnull=True) | ~Q(approver=models.F("drafter"))),
                name="reports_never_the_drafter_alone",
                violation_error_message="Người kiểm tra, người duyệt phải khác người soạn.",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(since__lt=models.F("day")),
                name="reports_since_before_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_definition_display()} đến ngày {self.day:%d/%m/%Y}"


class Snapshot(models.Model):
    """Figures frozen at a moment, with one row for each record behind them (chốt số liệu).

    ``content`` holds the figures and the annexes' rows; ``sha256`` is over the canonical JSON of content
    and rows.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots")
    made_at = models.DateTimeField(auto_now_add=True)
    content = models.JSONField()
    rows_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Số liệu chốt {self.pk}"


class FrozenRow(models.Model):
    """One person as counted in a snapshot: the columns of ``staff.headcount``."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="rows")
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    full_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400, db_collation="C")
    born_on = models.DateField(null=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    unit_type = models.CharField(max_length=10, null=True)
    group = models.CharField(max_length=22)
    title = models.CharField(max_length=150, null=True)
    leader_kind = models.CharField(max_length=16)
    is_head = models.BooleanField(null=True)
    sex = models.CharField(max_length=6, null=True)
    age = models.PositiveSmallIntegerField(null=True)
    ethnicity = models.CharField(max_length=30, null=True)
    religion = models.CharField(max_length=30, null=True)
    has_religion = models.BooleanField(null=True)
    is_party_member = models.BooleanField(null=True)
    education = models.CharField(max_length=30, null=True)
    is_degree = models.BooleanField(null=True)
    theory = models.CharField(max_length=30, null=True)
    state_management = models.CharField(max_length=30, null=True)
    it = models.CharField(max_length=30, null=True)
    language = models.CharField(max_length=30, null=True)
    rank = models.CharField(max_length=30, null=True)
    rank_level = models.CharField(max_length=20, null=True)

    class Meta:
        ordering = ["sort_key", "id"]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.full_name


class Version(models.Model):
    """A draft of a report: a snapshot and the officer's words. A new one never changes an older."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("bản")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="versions")
    words = models.JSONField(
        "lời văn", default=dict, help_text="{anchor: text} of the paragraphs that an officer writes."
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="reports_version_number")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Bản {self.number}"


class Document(models.Model):
    """A rendered file of a version; with ``is_final`` the one that carries number and date."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="documents")
    format = models.CharField(max_length=4, choices=Format)
    is_final = models.BooleanField(default=False)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "format", "is_final"], name="reports_document_once")
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.version}.{self.format}"


class Comment(models.Model):
    """A remark on a paragraph or a cell of a version (bút phê)."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="comments")
    anchor = models.CharField(max_length=40)
    place = models.CharField("chỗ", max_length=200)
    text = models.TextField("nội dung")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.place}: {self.text[:40]}"


class ReportStep(models.Model):
    """What somebody did with a report (diễn biến)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=60)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.what


from reports.frozen import FrozenLevel, FrozenMove, FrozenRating  # noqa: E402, F401  (rows of Snapshot)
