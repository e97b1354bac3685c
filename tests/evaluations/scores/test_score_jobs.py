"""The jobs of a period: opened and confirmed for hundreds at once, safe to run again."""

import pytest

from core import jobs
from core.jobs import Run
from core.models import Job
from evaluations.errors import EvaluationRefused
from evaluations.models import PeriodScore
from evaluations.scores import confirm_many
from evaluations.scores import open as opening
from evaluations.scores.confirm import judge
from tests.evaluations.scores.month import make_department, open_month, wrote
from tests.evaluations.scores.test_confirm_scores import WELL

pytestmark = pytest.mark.django_db(transaction=True)


def carried_out(job) -> str:
    assert jobs.run(job.pk)
    job.refresh_from_db()
    return job.error


def test_a_month_is_opened_and_confirmed_by_jobs_that_change_nothing_the_second_time():
    office = make_department(3)
    for _ in range(2):
        assert carried_out(opening.start(office.cycle, office.march, by=office.cycle.made_by)) == ""
    assert PeriodScore.objects.count() == 5
    for name in ("staff-0", "staff-1", "staff-2", "deputy"):
        wrote(office, name, delays=1)
    judge(score=office.score("deputy"), parts={}, leading=WELL, remarks="", by=office.director)
    units = {"unit_ids": [office.unit.pk], "by": office.director, "result_url": "/"}
    assert carried_out(confirm_many.start(office.cycle, office.march, **units)) == ""
    before = list(PeriodScore.objects.order_by("pk").values())
    assert PeriodScore.objects.confirmed().count() == 4
    assert carried_out(confirm_many.start(office.cycle, office.march, **units)) == ""
    assert list(PeriodScore.objects.order_by("pk").values()) == before


def test_confirming_many_tells_how_many_are_done_wave_by_wave():
    office = make_department(3)
    open_month(office)
    for name in ("staff-0", "staff-1", "staff-2", "deputy"):
        wrote(office, name)
    judge(score=office.score("deputy"), parts={}, leading=WELL, remarks="", by=office.director)
    job = confirm_many.start(office.cycle, office.march, [office.unit.pk], by=office.director, result_url="/")
    told = Told(job)
    confirm_many.confirm_scores(told)
    assert told.said == [(0, 1), (0, 4), (3, 4)]
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (Job.State.DONE, 4, 4)


class Told(Run):
    """A run that keeps what it says of its progress."""

    def __init__(self, job: Job) -> None:
        Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, attempt=1)
        super().__init__(job=Job.objects.get(pk=job.pk), attempt=1)
        self.said: list[tuple[int, int]] = []

    def progress(self, now_doing: str, done: int | None = None, total: int | None = None) -> None:
        super().progress(now_doing, done, total)
        self.said.append((self.done, self.total))


def test_one_score_that_cannot_be_confirmed_holds_all_of_them_with_its_sentence():
    office = make_department(2)
    open_month(office)
    for name in ("staff-0", "staff-1", "deputy"):
        wrote(office, name)
    job = confirm_many.start(office.cycle, office.march, [office.unit.pk], by=office.director, result_url="/")
    assert "đ: hoàn thành kế hoạch" in carried_out(job)
    assert not PeriodScore.objects.confirmed().exists()


def test_nobody_confirms_for_a_unit_that_they_do_not_sign_for():
    office = make_department(1)
    open_month(office)
    with pytest.raises(EvaluationRefused, match="Chỉ người đứng đầu, hoặc"):
        confirm_many.start(office.cycle, office.march, [office.unit.pk], by=office.chairman, result_url="/")
