"""The decisions on a report, each confirmed in a sentence that states its effect."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.rights import Right
from core.frame import with_day
from reports import review
from reports.compose import unwritten
from reports.enums import EDITABLE, State
from reports.errors import ReportRefused
from reports.forms import ApproveForm, ReturnForm
from reports.make import demand_state
from reports.models import Comment, Report
from reports.pages import ReportPage
from reports.views import visible


def _back(request: HttpRequest, report: Report) -> HttpResponse:
    return redirect(with_day(request, reverse("reports:report", args=[report.pk])))


def _require(request: HttpRequest, report: Report, *rights: Right) -> None:
    if not any(review.may(request.user, right, report) for right in rights):
        raise PermissionDenied


def _decide(request: HttpRequest, report: Report, do: Callable[[], object], done: str) -> HttpResponse:
    try:
        do()
        messages.success(request, done)
    except ReportRefused as error:
        messages.error(request, error.sentence)
    return _back(request, report)


def _confirm(
    request: HttpRequest,
    report: Report,
    *states: State,
    title: str,
    sentence: str,
    action: str,
    form=None,
    on_way: bool = True,
) -> HttpResponse:
    """Asked of a report in one of the states; ``on_way`` to its approval what is still unwritten is told."""
    version = report.versions.first()
    if version is None:
        raise Http404
    try:
        demand_state(report, *states)
    except ReportRefused as error:
        messages.error(request, error.sentence)
        return _back(request, report)
    blank = unwritten(version) if on_way else []
    context = {
        "title": title,
        "sentence": sentence,
        "facts": [("Chưa viết", f"{'; '.join(blank)}. Văn bản in dấu … ở đó.")] if blank else [],
        "action": action,
        "cancel_url": with_day(request, reverse("reports:report", args=[report.pk])),
        "is_danger": False,
        "form": form,
        "report": report,
    }
    return render(request, "reports/decide.html", context)


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Trình: on to the Home Affairs leader."""
    report = visible(request, pk)
    _require(request, report, Right.DRAFT_REPORT)
    if request.method == "GET":
        return _confirm(
            request,
            report,
            *EDITABLE,
            title="Trình báo cáo",
            sentence="Báo cáo được gửi Lãnh đạo Sở kiểm tra. Từ đó chỉ sửa được khi báo cáo bị trả lại.",
            action="Trình",
        )
    return _decide(
        request, report, lambda: review.submit(report, by=request.user), "Đã trình Lãnh đạo Sở kiểm tra."
    )


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Đã kiểm tra: on to the provincial leader."""
    report = visible(request, pk)
    _require(request, report, Right.CHECK_REPORT)
    if request.method == "GET":
        return _confirm(
            request,
            report,
            State.SUBMITTED,
            title="Xác nhận đã kiểm tra",
            sentence="Bạn xác nhận đã kiểm tra báo cáo này; báo cáo được trình Lãnh đạo tỉnh duyệt.",
            action="Đã kiểm tra, trình tỉnh",
        )
    return _decide(
        request,
        report,
        lambda: review.check(report, by=request.user),
        "Đã kiểm tra, trình Lãnh đạo tỉnh duyệt.",
    )


@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Trả lại, with a note or with the remarks that hang on the version."""
    report = visible(request, pk)
    _require(request, report, Right.CHECK_REPORT, Right.APPROVE_REPORT)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review.give_back(report, by=request.user, note=form.cleaned_data["note"])
        except ReportRefused as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã trả lại cho {report.drafter.full_name}.")
            return redirect(with_day(request, reverse("reports:list")))
    remarks = Comment.objects.filter(version__report=report, by=request.user, answered_at=None).count()
    return _confirm(
        request,
        report,
        State.SUBMITTED,
        State.CHECKED,
        title="Trả lại báo cáo",
        sentence=f"Báo cáo được trả lại cho {report.drafter.full_name} để sửa thành bản mới, "
        f"kèm {remarks} ý kiến của bạn.",
        action="Trả lại",
        form=form,
        on_way=False,
    )


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Duyệt, with number and date; nothing changes the report after."""
    report = visible(request, pk)
    _require(request, report, Right.APPROVE_REPORT)
    form = ApproveForm(request.POST or None, initial={"signed_on": f"{request.today:%d/%m/%Y}"})
    if request.method == "POST" and form.is_valid():
        try:
            review.approve(report, by=request.user, **form.cleaned_data)
        except ReportRefused as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã duyệt báo cáo số {form.cleaned_data['number']}.")
            return _back(request, report)
    version = report.versions.first()
    if version is None:
        raise Http404
    return _confirm(
        request,
        report,
        State.CHECKED,
        title="Duyệt báo cáo",
        sentence=f"Bản {version.number} được duyệt, ghi số và ngày ký. Sau khi duyệt không ai sửa được nữa; "
        "số liệu đổi về sau chỉ hiện thành chênh lệch bên cạnh.",
        action="Duyệt",
        form=form,
    )


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Ghi ý kiến vào một đoạn, một ô."""
    report = visible(request, pk)
    _require(request, report, Right.CHECK_REPORT, Right.APPROVE_REPORT)
    version = report.versions.select_related("snapshot").first()
    if version is None:
        raise Http404
    version.report = report
    anchor = request.POST.get("anchor", "")
    place = ReportPage(request, report, version).place(anchor)
    if not place:
        raise Http404
    return _decide(
        request,
        report,
        lambda: review.comment(
            report, by=request.user, anchor=anchor, place=place, text=request.POST.get("text", "")
        ),
        f"Đã ghi ý kiến: {place}.",
    )


@require_POST
def answer(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """Trả lời một ý kiến."""
    report = visible(request, pk)
    _require(request, report, Right.DRAFT_REPORT)
    remark = get_object_or_404(Comment, pk=comment, version__report=report)
    return _decide(
        request,
        report,
        lambda: review.answer(remark, by=request.user, text=request.POST.get("text", "")),
        "Đã trả lời ý kiến.",
    )
