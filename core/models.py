"""Long jobs, each a row: what a page shows and what a crash can't lose."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The user's own jobs."""
        return self.filter(created_by=user) if user.is_authenticated else self.none()

    def unfinished(self):
        return self.filter(state__in=Job.UNFINISHED)


class Job(models.Model):
    """A long piece of work (việc chạy nền).

    The row is the truth, the queue only a wake-up. ``attempt`` rises with every runner that takes the
    job and fences off the runner before it (see ``core.jobs``).
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Đang chờ"
        RUNNING = "running", "Đang chạy"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Không xong"

    UNFINISHED = (State.QUEUED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.CharField(
        max_length=80, help_text="What the job works on; one unfinished job per kind and subject."
    )
    title = models.CharField("tên việc", max_length=200)
    params = models.JSONField(default=dict)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    now_doing = models.CharField("đang làm", max_length=200, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    error = models.TextField("vì sao không xong", blank=True)
    result_url = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="jobs",
        verbose_name="người chạy",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="When the person who started it was told of its end.")

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chạy nền"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state__in=["queued", "running"]),
                name="core_job_one_unfinished",
            )
        ]
        indexes = [
            models.Index(fields=["created_by", "state"], name="core_job_by_user"),
            models.Index(
                fields=["state"], condition=Q(state__in=["queued", "running"]), name="core_job_unfinished"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)
