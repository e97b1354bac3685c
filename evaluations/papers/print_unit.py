"""Printing a paper for everybody of a unit as one file, by a job that is safe to kill and to run again."""

import hashlib
from collections.abc import Iterator

from core import jobs
from core.days import today
from core.jobs import Run, job
from core.models import Job
from core.paper.paper import Paper
from evaluations.enums import Printed, PrintFormat
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle, Evaluation, Printout
from evaluations.papers.gather import gather, with_all
from evaluations.papers.make import paper_of, rendered

KIND = "evaluations.print"
EVERY = 20  # people between two reports of progress


def people_of(cycle: Cycle, unit_id: int, user):
    """Those who work in the unit and whom the user may see, by name."""
    found = Evaluation.objects.visible_to(user).filter(cycle=cycle, unit=unit_id)
    return with_all(found).order_by("person__sort_key", "pk")


def subject(cycle: Cycle, unit_id: int, user, paper: str = "", format: str = "") -> str:
    """What a job prints; without paper and format how the subjects of all of the unit's begin."""
    return ":".join(("print", str(cycle.pk), str(unit_id), str(user.pk), paper, format)).rstrip(":") + ":"


def start(*, cycle: Cycle, unit_id: int, paper: str, format: str, by, result_url: str) -> Job:
    """Raises EvaluationRefused for a paper that isn't there, and where there is nobody to print."""
    if paper not in Printed.values or format not in PrintFormat.values:
        raise EvaluationRefused("Chọn loại giấy tờ và dạng tệp.", code="paper", field="paper")
    if not people_of(cycle, unit_id, by).exists():
        raise EvaluationRefused("Kỳ chưa mở cho đơn vị nên chưa có phiếu để in.", code="nobody")
    return jobs.enqueue(
        KIND,
        subject=subject(cycle, unit_id, by, paper, format),
        title=f"In: {Printed(paper).label}, {cycle}"[:200],
        by=by,
        result_url=result_url,
        cycle=cycle.pk,
        unit=unit_id,
        paper=paper,
        format=format,
    )


@job(KIND)
def print_unit(run: Run) -> None:
    """Put all papers into one file, which takes the place of the one made before."""
    said, by = run.job.params, run.job.created_by
    cycle, unit_id = Cycle.objects.get(pk=said["cycle"]), said["unit"]
    run.progress("Đọc hồ sơ", 0, 1)
    found = gather(people_of(cycle, unit_id, by), user=by, today=today())
    papers = [paper for one in found if (paper := paper_of(one, said["paper"]))]
    if not papers:
        raise EvaluationRefused("Chưa có quyết định xếp loại nên chưa có thông báo để in.", code="nothing")
    content = rendered(_told(run, papers), said["format"])
    with run.commit():
        key = {
            "cycle": cycle,
            "unit_id": unit_id,
            "paper": said["paper"],
            "format": said["format"],
            "made_by": by,
        }
        Printout.objects.filter(**key).delete()
        Printout.objects.create(
            **key, people=len(papers), content=content, sha256=hashlib.sha256(content).hexdigest()
        )


def _told(run: Run, papers: list[Paper]) -> Iterator[Paper]:
    """The papers, with a word of progress as each is put into the file."""
    for number, paper in enumerate(papers):
        if number % EVERY == 0:
            run.progress("Đưa từng phiếu vào tệp", number, len(papers))
        yield paper
    run.progress("Dựng tệp", len(papers), len(papers))
