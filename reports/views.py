"""Reports: the list, a report as its paper, its words, the people behind a figure, its files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import has_right
from core.frame import with_day
from core.lists import Choice, page_of, url_with
from reports import behind, make
from reports.enums import State
from reports.errors import ReportRefused
from reports.forms import NewReport, WordsForm, field_name
from reports.models import Document, FrozenRow, Report, Version
from reports.pages import ReportPage
from reports.review import may
from reports.views_schedule import may_schedule

MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ROWS = 50


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
    found = Report.objects.visible_to(request.user)
    state = request.GET.get("trang_thai", "")
    choices = [Choice("Tất cả", url_with(request, trang_thai=None), found.count(), not state)]
    counts = found.states()
    choices += [
        Choice(label, url_with(request, trang_thai=value), counts[value], state == value)
        for value, label in State.choices
        if value in counts
    ]
    rows = found.filter(state=state) if state in State.values else found
    page = page_of(rows.select_related("drafter").with_unit_name(), request)
    return render(
        request,
        "reports/list.html",
        {
            "page": page,
            "choices": choices,
            "may_draft": has_right(request.user, Right.DRAFT_REPORT),
            "may_schedule": may_schedule(request.user),
        },
    )


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
        report, is_new = make.start(
            definition=form.cleaned_data["definition"],
            unit_id=form.unit_id,
            day=form.cleaned_data["day"],
            since=form.cleaned_data["since"],
            by=request.user,
        )
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
def people_behind(request: HttpRequest, pk: int, number: int, code: str) -> HttpResponse:
    """The frozen list behind a figure of a version."""
    found = visible(request, pk)
    version = _version(found, str(number))
    meant = behind.behind(version.snapshot, code) if version else None
    if meant is None:
        raise Http404
    if meant.is_of_ratings and not may(request.user, Right.SEE_RATINGS, found):
        raise PermissionDenied
    counted = behind.count(version.snapshot, meant)
    asked = int(request.GET["trang"]) if request.GET.get("trang", "").isdecimal() else 1
    place = max(1, min(asked, -(-counted // ROWS) or 1))
    rows = behind.page(version.snapshot, meant, offset=(place - 1) * ROWS, limit=ROWS)
    if meant.model is FrozenRow:
        units = dict(
            UnitPeriod.objects.as_of(found.day)
            .of_units({row.unit_id for row in rows})
            .values_list("unit_id", "name")
        )
        for row in rows:
            row.unit_name = units.get(row.unit_id, "")
    anchor = ReportPage(request, found, version).remark_anchor(code)
    back = reverse("reports:report", args=[pk]) + (f"?{urlencode({'ykien': anchor})}" if anchor else "")
    context = {
        "report": found,
        "version": version,
        "words": meant.words,
        "meant": meant,
        "back_url": f"{with_day(request, back)}#y-kien" if anchor else with_day(request, back),
        "may_remark": bool(anchor),
        "rows": rows,
        "total": counted,
        "first": (place - 1) * ROWS + 1 if rows else 0,
        "last": (place - 1) * ROWS + len(rows),
        "previous_url": url_with(request, trang=place - 1) if place > 1 else None,
        "next_url": url_with(request, trang=place + 1) if place * ROWS < counted else None,
    }
    return render(request, "reports/behind.html", context)


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
