"""Confirming a period's scores for hundreds at once, as a job: all that were sent to the units that somebody
signs for, or none."""

from collections.abc import Callable, Collection
from datetime import date

import pghistory

from core import jobs
from core.days import today
from core.jobs import Run, job
from core.models import Job
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.models import Cycle, PeriodScore
from evaluations.scores.confirm import never_by
from evaluations.scores.periods import Period, period_called
from evaluations.scores.waves import write_confirmed
from evaluations.scores.write import refuse_closed
from evaluations.who_may import signs_for

KIND = "evaluations.confirm_scores"
MANY = 100  # so many are confirmed while the page waits


def start(cycle: Cycle, period: Period, unit_ids: Collection[int], *, by, result_url: str) -> Job:
    """Confirm all that were sent to these units. Raises EvaluationRefused for one that isn't the user's."""
    _refuse_others(unit_ids, by)
    return jobs.enqueue(
        KIND,
        subject=f"cycle:{cycle.pk}:{period.slug}:{by.pk}",
        title=f"Xác nhận điểm {period.name}",
        by=by,
        result_url=result_url,
        cycle=cycle.pk,
        period=period.slug,
        units=sorted(unit_ids),
    )


@job(KIND)
def confirm_scores(run: Run) -> None:
    """Carry it out in one transaction; a second run finds nothing left to confirm."""
    said, by = run.job.params, run.job.created_by
    cycle = Cycle.objects.get(pk=said["cycle"])
    period = period_called(cycle, said["period"])
    run.progress("Đọc phiếu đã gửi", 0, 1)

    def tell(done: int, total: int) -> None:
        run.progress("Tính và ghi điểm, người thuộc quyền trước", done, total)

    with run.commit(), pghistory.context(user=by.pk, what="Xác nhận điểm theo dõi"):
        _refuse_others(said["units"], by)
        confirm_sent(cycle, period, said["units"], by=by, today=today(), tell=tell)


def confirm_sent(
    cycle: Cycle, period: Period, unit_ids: Collection[int], *, by, today: date,
    tell: Callable[[int, int], None] | None = None,
) -> int:  # fmt: skip
    """Within a transaction, without those whom they may not judge (``never_by``). How many. ``tell`` hears
    how many of all are done. Raises Blocked with all that stands in the way."""
    found = list(
        PeriodScore.objects.select_for_update(of=("self",))
        .current()
        .filter(
            cycle=cycle,
            period_on=period.first,
            monitor_unit__in=unit_ids,
            submitted_at__isnull=False,
            confirmed_at=None,
        )
        .exclude(person__in=never_by(by, today=today))
        .select_related("person")
        .order_by("pk")
    )
    if not found:
        return 0
    refuse_closed(found)
    if troubles := write_confirmed(found, by=by, today=today, tell=tell):
        raise Blocked(troubles)
    return len(found)


def _refuse_others(unit_ids: Collection[int], by) -> None:
    if not set(unit_ids) <= signs_for(by):
        raise EvaluationRefused(
            "Chỉ người đứng đầu, hoặc người được ủy quyền bằng văn bản còn hiệu lực, mới xác nhận được.",
            code="not_the_head",
        )
