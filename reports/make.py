"""Making a report's versions: figures frozen, papers rendered, by a job that is safe to run again."""

import hashlib
from datetime import date

import pghistory
from django.db import IntegrityError, transaction

from core import jobs
from core.days import today
from core.jobs import Run, job
from core.models import Job
from core.paper.render_docx import render_docx
from core.paper.render_pdf import render_pdf
from reports.compose import compose
from reports.enums import EDITABLE, Format, State
from reports.errors import ReportRefused
from reports.freeze import default_since, first_known, freeze
from reports.models import Document, Report, ReportStep, Version
from reports.render_xlsx import render_xlsx

RENDER = {
    Format.DOCX: lambda paper: render_docx([paper]),
    Format.PDF: lambda paper: render_pdf([paper]),
    Format.XLSX: render_xlsx,
}


def start(
    *,
    definition: str,
    unit_id: int | None,
    day: date,
    by,
    since: date | None = None,
    period_words: str = "",
    due_on: date | None = None,
) -> tuple[Report, bool]:
    """The report of the scope and day, and whether it is new; a new one is being made by a job.

    What it is compared with is never earlier than the first day known: nobody joined by being found in the
    first roster. Raises ReportRefused for a day still to come (``future``) and one before it (``unknown``).
    """
    if day > today():
        raise ReportRefused(
            "Ngày chốt số liệu chưa đến. Chọn hôm nay hoặc một ngày trước.", code="future", field="day"
        )
    first = first_known()
    if first is None or day < first:
        raise ReportRefused(_nothing_known(day, first), code="unknown", field="day")
    since = max(since or default_since(definition=definition, unit_id=unit_id, day=day) or first, first)
    try:
        with transaction.atomic():
            report, is_new = Report.objects.get_or_create(
                definition=definition,
                unit_id=unit_id,
                day=day,
                defaults={
                    "drafter": by,
                    "since": since if since < day else None,
                    "period_words": period_words,
                    "due_on": due_on,
                },
            )
            if is_new:
                ReportStep.objects.create(report=report, what="Bắt đầu dựng", by=by)
                _enqueue(report, by=by)
    except IntegrityError:
        return Report.objects.get(definition=definition, unit_id=unit_id, day=day), False
    return report, is_new


def _nothing_known(day: date, first: date | None) -> str:
    if first is None:
        return "Cổng chưa có danh sách nào nên chưa lập được báo cáo. Nhập danh sách trước."
    return (
        f"Ngày {day:%d/%m/%Y} cổng chưa có số liệu. "
        f"Chọn từ ngày {first:%d/%m/%Y}, ngày của danh sách đầu tiên."
    )


def refresh(report: Report, *, by) -> Job:
    """A new version with the figures of now and the same words (cập nhật số liệu). Raises ReportRefused."""
    with transaction.atomic():
        report = locked(report, State.MAKING, *EDITABLE)
        return _enqueue(report, by=by)


def rewrite(report: Report, *, by, words: dict[str, str], base: int) -> Version:
    """A new version with other words on the same figures. Raises ReportRefused.

    ``base`` is the number of the version that the writer saw: when another was made meanwhile nothing is
    written.
    """
    with transaction.atomic():
        report = locked(report, *EDITABLE)
        demand_rest(report)
        last = report.versions.first()
        if last.number != base:
            raise ReportRefused(
                f"{last.made_by or 'Hệ thống'} đã lập bản {last.number} trong lúc bạn soạn. "
                "Lời văn của bạn còn ở dưới; hãy xem bản mới rồi lưu lại.",
                code="newer_version",
            )
        version = _version(report, last.snapshot, words, by, "Sửa lời văn")
        _render(version, is_final=False)
        ReportStep.objects.create(report=report, what=f"Lập bản {version.number}", note="Sửa lời văn", by=by)
    return version


def render_final(version: Version) -> None:
    """The papers of the sealed version, with number and date."""
    _render(version, is_final=True)


def locked(report: Report, *states: str) -> Report:
    """The report, locked, in one of the states. Raises ReportRefused."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    demand_state(report, *states)
    return report


def demand_state(report: Report, *states: str) -> None:
    """Raises ReportRefused unless the report is in one of the states."""
    if report.state not in states:
        raise ReportRefused(
            f"Báo cáo đang ở trạng thái “{report.get_state_display()}” nên không làm được việc này. "
            "Tải lại trang để xem.",
            code="wrong_state",
        )


def demand_rest(report: Report) -> None:
    """Raises ReportRefused while a job makes the next version of the (locked) report."""
    if Job.objects.unfinished().filter(subject=_subject(report)).exists():
        raise ReportRefused(
            "Cổng đang chốt lại số liệu của báo cáo này thành một bản mới. Đợi xong rồi làm lại việc này.",
            code="being_made",
        )


@job("reports.make")
def make(run: Run) -> None:
    """Freeze, compose and render a version; the report becomes a draft when it is its first."""
    report = Report.objects.get(pk=run.job.params["report"])
    if report.state not in (State.MAKING, *EDITABLE):
        return
    by = run.job.created_by
    run.progress("Chốt số liệu", 0, 4)
    with run.commit(), pghistory.context(user=by.pk if by else None, what="report"):
        snapshot = freeze(report)
        last = report.versions.first()
        why = "Cập nhật số liệu" if last else "Bản đầu"
        version = _version(report, snapshot, last.words if last else {}, by, why)
        _render(version, is_final=False, run=run)
        if report.state == State.MAKING:
            report.state = State.DRAFT
            report.save(update_fields=["state"])
        ReportStep.objects.create(report=report, what=f"Lập bản {version.number}", note=why, by=by)


def _enqueue(report: Report, *, by) -> Job:
    return jobs.enqueue(
        "reports.make",
        subject=_subject(report),
        title=f"Dựng báo cáo: {report}"[:200],
        by=by,
        result_url=f"/bao-cao/{report.pk}/",
        report=report.pk,
    )


def _subject(report: Report) -> str:
    return f"report:{report.pk}"


def _version(report: Report, snapshot, words: dict, by, why: str) -> Version:
    last = report.versions.first()
    return Version.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        snapshot=snapshot,
        words=words,
        made_by=by,
        why=why,
    )


def _render(version: Version, *, is_final: bool, run: Run | None = None) -> None:
    paper = compose(version)
    for place, (format, render) in enumerate(RENDER.items(), start=1):
        if run:
            run.progress(f"Dựng tệp {format}", place, 4)
        content = render(paper)
        Document.objects.create(
            version=version, format=format, is_final=is_final, content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )  # fmt: skip
