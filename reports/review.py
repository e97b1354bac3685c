"""The way of a report: submit, check, comment, return, approve. Never the drafter alone."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from agencies.rights import Right
from agencies.scope import covered
from core.days import today
from reports.enums import EDITABLE, State
from reports.errors import ReportRefused
from reports.make import demand_rest, locked, render_final
from reports.models import Comment, Report, ReportStep


def may(user, right: Right, report: Report) -> bool:
    """Whether the user's right reaches the report's scope."""
    cover = covered(user, right, on=today())
    return cover.everywhere or cover.holds(report.unit_id)


def submit(report: Report, *, by) -> None:
    """Send to be checked (trình).

    Raises ReportRefused, also while comments of a return have no answer or a new version is being made.
    """
    with transaction.atomic():
        report = locked(report, *EDITABLE)
        _require(by, Right.DRAFT_REPORT, report)
        demand_rest(report)
        open_comments = Comment.objects.filter(version__report=report, answered_at=None).count()
        if open_comments:
            raise ReportRefused(
                f"Còn {open_comments} ý kiến chưa trả lời. Trả lời từng ý kiến rồi trình lại.",
                code="open_comments",
            )
        _step(report, State.SUBMITTED, "Trình", by)


def check(report: Report, *, by) -> None:
    """Checked, on to the provincial leader (kiểm tra). Raises ReportRefused."""
    with transaction.atomic():
        report = locked(report, State.SUBMITTED)
        _require(by, Right.CHECK_REPORT, report)
        _not_drafter(report, by)
        report.checker = by
        _step(report, State.CHECKED, "Đã kiểm tra, trình Lãnh đạo tỉnh", by)


def give_back(report: Report, *, by, note: str = "") -> None:
    """Return to the drafter (trả lại), with a note or comments. Raises ReportRefused."""
    with transaction.atomic():
        report = locked(report, State.SUBMITTED, State.CHECKED)
        right = Right.CHECK_REPORT if report.state == State.SUBMITTED else Right.APPROVE_REPORT
        _require(by, right, report)
        _not_drafter(report, by)
        if not note.strip() and not Comment.objects.filter(version=report.versions.first(), by=by).exists():
            raise ReportRefused(
                "Hãy ghi ý kiến vào một đoạn, một ô, hoặc ghi lý do trả lại.", code="no_reason", field="note"
            )
        _step(report, State.RETURNED, "Trả lại", by, note)


def approve(report: Report, *, by, number: str, signed_on: date) -> None:
    """Approve with number and date (duyệt); nothing changes the report after. Raises ReportRefused."""
    with transaction.atomic():
        report = locked(report, State.CHECKED)
        _require(by, Right.APPROVE_REPORT, report)
        _not_drafter(report, by)
        if not number.strip():
            raise ReportRefused("Hãy ghi số của báo cáo, ví dụ 05/BC-SNV.", code="no_number", field="number")
        if signed_on < report.day or signed_on > today():
            raise ReportRefused(
                f"Ngày ký phải từ ngày chốt số liệu {report.day:%d/%m/%Y} đến hôm nay.",
                code="bad_day",
                field="signed_on",
            )
        ReportStep.objects.create(
            report=report, what="Duyệt", note=f"Số {number}, ngày {signed_on:%d/%m/%Y}", by=by
        )
        report.number, report.signed_on, report.approver = number.strip(), signed_on, by
        report.approved_at, report.state = timezone.now(), State.APPROVED
        report.save()
        version = report.versions.first()
        version.report = report
        render_final(version)


def comment(report: Report, *, by, anchor: str, place: str, text: str) -> Comment:
    """Hang a remark on a paragraph or a cell of the newest version. Raises ReportRefused."""
    with transaction.atomic():
        report = locked(report, State.SUBMITTED, State.CHECKED)
        if not (may(by, Right.CHECK_REPORT, report) or may(by, Right.APPROVE_REPORT, report)):
            raise ReportRefused("Bạn không có quyền ghi ý kiến vào báo cáo này.", code="not_allowed")
        if not text.strip():
            raise ReportRefused("Hãy ghi nội dung ý kiến.", code="empty", field="text")
        return Comment.objects.create(
            version=report.versions.first(), anchor=anchor, place=place[:200], text=text.strip(), by=by
        )


def answer(remark: Comment, *, by, text: str) -> None:
    """Answer a remark while the report is being mended. Raises ReportRefused."""
    with transaction.atomic():
        report = locked(remark.version.report, *EDITABLE)
        _require(by, Right.DRAFT_REPORT, report)
        if not text.strip():
            raise ReportRefused("Hãy ghi đã sửa gì, hoặc vì sao không sửa.", code="empty", field="text")
        remark.answer, remark.answered_by, remark.answered_at = text.strip(), by, timezone.now()
        remark.save(update_fields=["answer", "answered_by", "answered_at"])


def _require(by, right: Right, report: Report) -> None:
    if not may(by, right, report):
        raise ReportRefused("Bạn không có quyền làm việc này với báo cáo này.", code="not_allowed")


def _not_drafter(report: Report, by) -> None:
    if report.drafter_id == by.pk:
        raise ReportRefused("Người kiểm tra, người duyệt phải khác người soạn.", code="same_person")


def _step(report: Report, state: str, what: str, by, note: str = "") -> None:
    report.state = state
    report.save()
    ReportStep.objects.create(report=report, what=what, note=note, by=by)
