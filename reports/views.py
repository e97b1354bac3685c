"""Reports: the list, a report as its paper, its words, the people behind a figure, its files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.rights import Right
from agencies.scope import has_right
from core.frame import with_day
from core.list_book import as_file, list_book
from core.lists import Choice, export_url, page_of, url_with
from reports import make
from reports.enums import State
from reports.errors import ReportRefused
from reports.forms import NewReport, WordsForm, field_name
from reports.models import Document, Report, Version
from reports.pages import ReportPage
from reports.review import may
from reports.views_schedule import may_schedule

MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_HEADS = (
    ("Báo cáo", 34), ("Kỳ", 18), ("Phạm vi", 36), ("Số liệu đến", 12), ("Trạng thái", 16), ("Hạn gửi", 12),
    ("Người soạn", 24), ("Người kiểm tra", 24), ("Người duyệt", 24), ("Số", 16), ("Ngày ký", 12),
)  # fmt: skip


def visible(request: HttpRequest, pk: int) -> Report:
    """The report, if the user may see it; else 404."""
    return get_object_or_404(
        Report.objects.visible_to(request.user).select_related("drafter", "checker", "approver"), pk=pk
    )


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The reports that the user may see, newest day first, by state."""
    if not has_right(request.user, Right.SEE_REPORTS):
        raise PermissionDenied
    found, state = Report.objects.visible_to(request.user), request.GET.get("trang_thai", "")
    choices = [Choice("Tất cả", url_with(request, trang_thai=None), found.count(), not state)]
    counts = found.states()
    choices += [
        Choice(label, url_with(request, trang_thai=value), counts[value], state == value)
        for value, label in State.choices
        if value in counts
    ]
    page = page_of(_rows(request), request)
    return render(
        request,
        "reports/list.html",
        {
            "page": page,
            "choices": choices,
            "export_url": export_url(request, reverse("reports:export")),
            "may_draft": has_right(request.user, Right.DRAFT_REPORT),
            "may_schedule": may_schedule(request.user),
        },
    )


@require_GET
def export_list(request: HttpRequest) -> HttpResponse:
    """Xuất Excel: exactly the reports of the address."""
    if not has_right(request.user, Right.SEE_REPORTS):
        raise PermissionDenied
    state = dict(State.choices).get(request.GET.get("trang_thai", ""))
    book = list_book(
        "Danh sách báo cáo",
        [
            f"Trạng thái: {state or 'tất cả'}",
            f"{request.user.full_name} xuất ngày {request.today:%d/%m/%Y}",
        ],
        _HEADS,
        map(_cells, _rows(request).select_related("checker", "approver")),
    )
    return as_file(book, f"bao-cao-{request.today:%Y-%m-%d}.xlsx")


def _rows(request: HttpRequest):
    found, state = Report.objects.visible_to(request.user), request.GET.get("trang_thai", "")
    chosen = found.filter(state=state) if state in State.values else found
    return chosen.select_related("drafter").with_unit_name()


def _cells(one) -> tuple:
    checker, approver = (who.full_name if who else None for who in (one.checker, one.approver))
    return (
        one.get_definition_display(), one.period_words, one.unit_name or "Toàn tỉnh", one.day,
        one.get_state_display(), one.due_on, one.drafter.full_name, checker, approver, one.number,
        one.signed_on,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a report; one that is there already is opened instead."""
    if not has_right(request.user, Right.DRAFT_REPORT):
        raise PermissionDenied
    form = NewReport(
        request.POST or None,
        user=request.user,
        initial={"day": f"{request.day:%d/%m/%Y}", "definition": "staff"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            report, is_new = make.start(
                definition=form.cleaned_data["definition"],
                unit_id=form.unit_id,
                day=form.cleaned_data["day"],
                since=form.cleaned_data["since"],
                by=request.user,
            )
        except ReportRefused as error:
            form.add_error(error.field, error.sentence)
        else:
            if not is_new:
                messages.info(request, "Đã có báo cáo này cho ngày đó; cổng mở báo cáo đang có.")
            return redirect(with_day(request, reverse("reports:report", args=[report.pk])))
    return render(request, "reports/new.html", {"form": form})


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it is printed, each figure a link, with what is to be done beside it."""
    found = visible(request, pk)
    version = _version(found, request.GET.get("ban"))
    return render(request, "reports/report.html", {"page": ReportPage(request, found, version)})


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the paragraphs that are an officer's; saving makes a new version."""
    found = visible(request, pk)
    if not may(request.user, Right.DRAFT_REPORT, found):
        raise PermissionDenied
    last = found.versions.select_related("snapshot").first()
    if last is None:
        raise Http404
    form = WordsForm(
        request.POST or None,
        initial={"base": last.number} | {field_name(anchor): text for anchor, text in last.words.items()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = make.rewrite(found, by=request.user, words=form.words(), base=form.cleaned_data["base"])
        except ReportRefused as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"Đã lưu lời văn vào bản {made.number}.")
            return redirect(with_day(request, reverse("reports:report", args=[pk])))
    return render(request, "reports/words.html", {"form": form, "report": found})


@require_POST
def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Cập nhật số liệu: a new version with the figures of now."""
    found = visible(request, pk)
    if not may(request.user, Right.DRAFT_REPORT, found):
        raise PermissionDenied
    try:
        make.refresh(found, by=request.user)
        messages.info(request, "Đang chốt lại số liệu thành một bản mới; bản cũ được giữ nguyên.")
    except ReportRefused as error:
        messages.error(request, error.sentence)
    return redirect(with_day(request, reverse("reports:report", args=[pk])))


@require_GET
def document(request: HttpRequest, pk: int, number: int, format: str) -> HttpResponse:
    """A file of a version; of the approved one the file with number and date."""
    found = visible(request, pk)
    file = (
        Document.objects.filter(version__report=found, version__number=number, format=format)
        .order_by("-is_final")
        .first()
    )
    if file is None:
        raise Http404
    response = HttpResponse(bytes(file.content), content_type=MIME[file.format])
    name = f"bao-cao-{found.pk}-{found.day:%Y-%m-%d}-ban-{number}.{file.format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _version(report: Report, number: str | None) -> Version | None:
    versions = report.versions.select_related("snapshot", "made_by")
    if number is None:
        found = versions.first()
    elif number.isdecimal():
        found = get_object_or_404(versions, number=int(number))
    else:
        raise Http404
    if found:
        found.report = report
    return found
