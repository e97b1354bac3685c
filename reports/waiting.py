"""Reports that wait for the user."""

from django.http import HttpRequest
from django.urls import reverse

from agencies.rights import Right
from agencies.scope import has_right
from core.waiting import WaitingItem
from reports.enums import State
from reports.models import Report

# State, who acts on it, title, the word on the button.
_WAYS = (
    (State.DRAFT, Right.DRAFT_REPORT, "Soạn, trình báo cáo", "Soạn"),
    (State.RETURNED, Right.DRAFT_REPORT, "Sửa báo cáo bị trả lại", "Sửa"),
    (State.SUBMITTED, Right.CHECK_REPORT, "Kiểm tra báo cáo", "Kiểm tra"),
    (State.CHECKED, Right.APPROVE_REPORT, "Duyệt báo cáo", "Duyệt"),
)


def waiting_reports(request: HttpRequest) -> list[WaitingItem]:
    """One line for each report whose next step is the user's."""
    mine = [way for way in _WAYS if has_right(request.user, way[1])]
    if not mine:
        return []
    found = (
        Report.objects.visible_to(request.user).filter(state__in=[way[0] for way in mine]).with_unit_name()
    )
    if has_right(request.user, Right.DRAFT_REPORT):
        found = found.filter(drafter=request.user)
    words = {way[0]: (way[2], way[3]) for way in mine}
    return [
        WaitingItem(
            title=words[report.state][0],
            detail=f"{report} · {report.unit_name or 'Toàn tỉnh'}",
            url=reverse("reports:report", args=[report.pk]),
            action=words[report.state][1],
            due=report.due_on,
        )
        for report in found[:50]
    ]


def count(request: HttpRequest) -> int:
    return len(waiting_reports(request))
