"""Printing a paper for everybody of a unit as one file, by a job that is safe to kill and to run again."""

import hashlib
from collections.abc import Iterator

from django.db.models import Q

from core import jobs
from core.days import today
from core.jobs import Run, job
from core.models import Job
from core.paper.paper import Paper
from evaluations.enums import Printed, PrintFormat
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle, Evaluation, PeriodScore, Printout
from evaluations.papers.gather import gather, with_all
from evaluations.papers.make import paper_of, rendered
from evaluations.papers.monitoring_of import monitoring_paper
from evaluations.papers.offices import offices_on
from evaluations.scores.periods import Period, period_called

KIND = "evaluations.print"
EVERY = 20  # people between two reports of progress


def people_of(cycle: Cycle, unit_id: int, user):
    """Those who work in the unit and whom the user may see, by name."""
    found = Evaluation.objects.visible_to(user).filter(cycle=cycle, unit=unit_id)
    return with_all(found).order_by("person__sort_key", "pk")


def scores_of(cycle: Cycle, unit_id: int, period: Period, user):
    """What stands of those whom the unit's head monitors in the period and whose form the user may read:
    sheets that aren't sent are their writers' own."""
    sent = Q(submitted_at__isnull=False) | Q(confirmed_at__isnull=False)
    found = PeriodScore.objects.visible_to(user).standing().filter(sent, cycle=cycle, monitor_unit=unit_id)
    at_hand = found.filter(period_on=period.first).select_related(
        "person", "cycle", "confirmed_by", "on_behalf__made_by"
    )
    return at_hand.order_by("person__sort_key", "starts_on", "pk")


def subject(cycle: Cycle, unit_id: int, user, paper: str = "", format: str = "", period: str = "") -> str:
    """What a job prints; without paper and format how the subjects of all of the unit's begin."""
    parts = ("print", str(cycle.pk), str(unit_id), str(user.pk), paper, format, period)
    return ":".join(parts).rstrip(":") + ":"


def start(
    *, cycle: Cycle, unit_id: int, paper: str, format: str, by, result_url: str, period: str = ""
) -> Job:
    """A form of monitoring is of a ``period`` (``2026-03``). Raises EvaluationRefused for a paper that isn't
    there, and where there is nobody to print."""
    if paper not in Printed.values or format not in PrintFormat.values:
        raise EvaluationRefused("Chọn loại giấy tờ và dạng tệp.", code="paper", field="paper")
    named = ""
    if paper == Printed.MONITORING:
        of = period_called(cycle, period)
        if of is None:
            raise EvaluationRefused("Chọn tháng hoặc quý của phiếu cần in.", code="period", field="period")
        if not scores_of(cycle, unit_id, of, by).exists():
            raise EvaluationRefused(f"Chưa ai gửi phiếu {of.name} nên chưa có phiếu để in.", code="nobody")
        named = f" {of.name}"
    elif not people_of(cycle, unit_id, by).exists():
        raise EvaluationRefused("Kỳ chưa mở cho đơn vị nên chưa có phiếu để in.", code="nobody")
    period = period if named else ""
    return jobs.enqueue(
        KIND,
        subject=subject(cycle, unit_id, by, paper, format, period),
        title=f"In: {Printed(paper).label}{named}, {cycle}"[:200],
        by=by,
        result_url=result_url,
        cycle=cycle.pk,
        unit=unit_id,
        paper=paper,
        format=format,
        period=period,
    )


@job(KIND)
def print_unit(run: Run) -> None:
    """Put all papers into one file, which takes the place of the one made before."""
    said, by = run.job.params, run.job.created_by
    cycle, unit_id = Cycle.objects.get(pk=said["cycle"]), said["unit"]
    run.progress("Đọc hồ sơ", 0, 1)
    period = said.get("period", "")  # not said by jobs that waited while the portal learned it
    papers = _forms(cycle, unit_id, period, by) if period else _papers(cycle, unit_id, said["paper"], by)
    content = rendered(_told(run, [paper for _, paper in papers]), said["format"])
    with run.commit():
        key = {
            "cycle": cycle,
            "unit_id": unit_id,
            "paper": said["paper"],
            "period": period,
            "format": said["format"],
            "made_by": by,
        }
        Printout.objects.filter(**key).delete()
        people = len({person for person, _ in papers})
        Printout.objects.create(
            **key, people=people, content=content, sha256=hashlib.sha256(content).hexdigest()
        )


def _papers(cycle: Cycle, unit_id: int, which: str, by) -> list[tuple[int, Paper]]:
    """Whose paper each is, and the paper."""
    found = gather(people_of(cycle, unit_id, by), user=by, today=today())
    papers = [(one.evaluation.person_id, paper) for one in found if (paper := paper_of(one, which))]
    if not papers:
        raise EvaluationRefused("Chưa có quyết định xếp loại nên chưa có thông báo để in.", code="nothing")
    return papers


def _forms(cycle: Cycle, unit_id: int, slug: str, by) -> list[tuple[int, Paper]]:
    """As ``_papers``, of the months' forms: of two posts in a month there are two of one person."""
    period = period_called(cycle, slug)
    found = list(scores_of(cycle, unit_id, period, by)) if period else []
    here = offices_on({(one.unit_id, one.ends_on) for one in found})
    papers = [
        (one.person_id, paper)
        for one in found
        if (paper := monitoring_paper(one, here[one.unit_id, one.ends_on]))
    ]
    if not papers:
        raise EvaluationRefused("Kỳ này không có phiếu theo dõi nào để in.", code="nothing")
    return papers


def _told(run: Run, papers: list[Paper]) -> Iterator[Paper]:
    """The papers, with a word of progress as each is put into the file."""
    for number, paper in enumerate(papers):
        if number % EVERY == 0:
            run.progress("Đưa từng phiếu vào tệp", number, len(papers))
        yield paper
    run.progress("Dựng tệp", len(papers), len(papers))
