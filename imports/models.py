"""Batches of an import, what was found in them, and every fact that they changed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.history import track
from imports.queries import BatchQuerySet


class State(models.TextChoices):
    """Trạng thái của một đợt nhập."""

    UPLOADED = "uploaded", "Đang đọc tệp"
    REFUSED = "refused", "Không đọc được"
    HAS_ERRORS = "has_errors", "Còn lỗi"
    COMPARED = "compared", "Đã so sánh"
    SUBMITTED = "submitted", "Chờ duyệt"
    APPROVED = "approved", "Đang áp dụng"
    APPLIED = "applied", "Đã áp dụng"
    REJECTED = "rejected", "Trả lại"
    CANCELLED = "cancelled", "Đã hủy"
    UNDO_ASKED = "undo_asked", "Chờ duyệt hoàn tác"
    UNDOING = "undoing", "Đang hoàn tác"
    UNDONE = "undone", "Đã hoàn tác"


# What a batch brought stands in the portal: it can be undone, no longer cancelled.
WRITTEN = [State.APPLIED, State.UNDO_ASKED, State.UNDOING]

# The same bytes may not come twice while a batch of them is in one of these states.
HELD = [
    State.UPLOADED,
    State.HAS_ERRORS,
    State.COMPARED,
    State.SUBMITTED,
    State.APPROVED,
    State.APPLIED,
    State.UNDO_ASKED,
    State.UNDOING,
]


@track(fields=["state", "as_of", "scope", "approved_by", "undo_reason"])
class Batch(models.Model):
    """One workbook on its way into the portal (đợt nhập)."""

    kind = models.CharField("loại danh sách", max_length=20)
    file = models.FileField("tệp", upload_to="workbooks/%Y/%m", max_length=200, blank=True)
    file_name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.UPLOADED)
    refusal = models.TextField("vì sao không đọc được", blank=True)
    as_of = models.DateField("tính đến ngày", null=True)
    title_day = models.DateField(null=True, help_text="The day that the workbook's own title names.")
    scope = models.JSONField("phạm vi", default=dict, help_text="Read by the kind; {} is the whole province.")
    columns = models.JSONField(default=list, help_text="Per sheet: the columns found and the field of each.")
    mapping = models.JSONField(default=dict, help_text="Corrections: {sheet: {column letter: field or ''}}.")
    counts = models.JSONField(default=dict)
    totals = models.JSONField(default=list)
    moved = models.JSONField(default=list, help_text="What changed in the portal between two comparisons.")
    left_reason = models.CharField(max_length=30, blank=True, help_text="The reason given for all who left.")
    clock = models.JSONField(
        default=dict, help_text="The newest event of each table when it was compared, or applied."
    )
    warnings_confirmed = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người duyệt",
    )
    applied_at = models.DateTimeField(null=True)
    undo_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undo_reason = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True, help_text="When the workbook and its rows were deleted.")

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt nhập"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sha256"],
                condition=Q(state__in=HELD),
                name="imports_same_bytes_once",
                violation_error_message="Tệp này đã có trong một đợt nhập.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("uploaded_by")),
                name="imports_second_person_approves",
                violation_error_message="Người duyệt phải khác người tải lên.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("imports:batch", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """True while its uploader can still change something."""
        return self.state in (State.HAS_ERRORS, State.COMPARED, State.REJECTED, State.UNDONE)


class Step(models.Model):
    """What somebody did with a batch (diễn biến)."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=60)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.what


class Severity(models.TextChoices):
    ERROR = "error", "Lỗi"
    WARNING = "warning", "Cảnh báo"


class Message(models.Model):
    """What is wrong or odd at one cell of a workbook, and what to do about it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="messages")
    severity = models.CharField(max_length=7, choices=Severity)
    code = models.CharField(max_length=40)
    sheet = models.CharField("trang tính", max_length=100)
    row = models.PositiveIntegerField("dòng", null=True)
    cell = models.CharField("ô", max_length=12, blank=True)
    value = models.CharField("giá trị", max_length=250, blank=True)
    sentence = models.TextField("nội dung")

    class Meta:
        ordering = ["severity", "id"]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.sentence}"


class Outcome(models.TextChoices):
    """What the batch will do with a row."""

    NEW = "new", "Thêm mới"
    CHANGED = "changed", "Thay đổi"
    UNCHANGED = "unchanged", "Giữ nguyên"
    LEFT = "left", "Không còn trong danh sách"


class StagedRow(models.Model):
    """A row of a workbook as it was read; each kind has its own table of them, with its columns."""

    # Every kind's own index of rows begins with the batch.
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+", db_index=False)
    sheet = models.SmallIntegerField()
    row = models.PositiveIntegerField()
    label = models.CharField(max_length=250)
    detail = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome)
    changed = ArrayField(models.TextField(), default=list)
    subject_id = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class Difference(models.Model):
    """One field that the workbook changes in one record, or one record that it no longer lists."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="differences")
    outcome = models.CharField(max_length=9, choices=Outcome)
    subject_id = models.BigIntegerField()
    label = models.CharField(max_length=250)
    sort_key = models.CharField(max_length=600, db_collation="C", blank=True)
    detail = models.CharField(max_length=300, blank=True)
    sheet = models.SmallIntegerField(null=True)
    row = models.PositiveIntegerField(null=True)
    field = models.CharField(max_length=30, blank=True)
    field_label = models.CharField(max_length=60, blank=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    is_correction = models.BooleanField(default=False)
    reason = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["batch", "outcome", "sort_key"], name="imports_diff_list")]

    def __str__(self) -> str:
        return f"{self.label}: {self.field_label}"


class Change(models.Model):
    """One row of the domain's tables that applying a batch wrote, with its values before and after."""

    class Operation(models.TextChoices):
        INSERT = "insert", "thêm"
        UPDATE = "update", "sửa"
        DELETE = "delete", "xóa"

    # The batch's act, which is among its changes, refers to the batch: see decision 0013.
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, related_name="changes", db_index=False, db_constraint=False
    )
    sheet = models.SmallIntegerField(null=True)
    row = models.PositiveIntegerField(null=True)
    table = models.CharField(max_length=60)
    pk_value = models.BigIntegerField()
    operation = models.CharField(max_length=6, choices=Operation)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [
            # A batch writes its changes one after the other, so a few pages hold them.
            BrinIndex(
                fields=["batch"], name="imports_change_of_batch", pages_per_range=16, autosummarize=True
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.pk_value}"
