"""Starting a batch's job again after it ended without an outcome."""

from django.db import transaction

from core import jobs
from core.models import Job
from imports.errors import ImportRefused
from imports.models import Batch, State, Step
from imports.standing import standing_of

_JOBS = {
    State.UPLOADED: ("imports.check", "Kiểm tra, so sánh"),
    State.APPROVED: ("imports.apply", "Áp dụng"),
    State.UNDOING: ("imports.undo", "Hoàn tác"),
}


def last_job(batch: Batch) -> Job | None:
    """The newest job of the batch, whoever started it: who sees the batch sees how it goes."""
    return Job.objects.filter(subject=f"batch:{batch.pk}").first()


def is_stuck(batch: Batch, job: Job | None) -> bool:
    """True when the batch waits for a job and none is under way."""
    return batch.state in _JOBS and (job is None or job.is_over)


def rerun(batch: Batch, *, by) -> None:
    """Start the job that the batch waits for once more (chạy lại). Raises ImportRefused."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        if not is_stuck(batch, last_job(batch)):
            raise ImportRefused("Đợt này không có việc nào cần chạy lại.", code="wrong_state")
        standing = standing_of(by, batch)
        if not (standing.is_uploader or standing.may_approve):
            raise ImportRefused("Bạn không được chạy lại việc của đợt này.", code="not_allowed")
        kind, title = _JOBS[State(batch.state)]
        Step.objects.create(batch=batch, what=f"Chạy lại: {title.lower()}", by=by)
        jobs.enqueue(
            kind,
            subject=f"batch:{batch.pk}",
            title=f"{title}: {batch.file_name}",
            by=by,
            result_url=f"/nhap-danh-sach/{batch.pk}/",
            batch=batch.pk,
        )
