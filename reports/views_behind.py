"""The frozen list behind a figure of a report: a page, and a workbook."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from agencies.models import UnitPeriod
from agencies.rights import Right
from core.frame import with_day
from core.list_book import as_file, list_book
from core.lists import PAGE_SIZE, export_url, url_with
from reports import behind, behind_book
from reports.models import FrozenRow, Report, Version
from reports.pages import ReportPage
from reports.review import may
from reports.views import visible
from staff.models import Export


@require_GET
def people_behind(request: HttpRequest, pk: int, number: int, code: str) -> HttpResponse:
    """The list, page by page."""
    found, version, meant = _asked(request, pk, number, code)
    counted = behind.count(version.snapshot, meant)
    asked = int(request.GET["trang"]) if request.GET.get("trang", "").isdecimal() else 1
    place = max(1, min(asked, -(-counted // PAGE_SIZE) or 1))
    rows = _rows(found, version, meant, offset=(place - 1) * PAGE_SIZE, limit=PAGE_SIZE)
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
        "first": (place - 1) * PAGE_SIZE + 1 if rows else 0,
        "last": (place - 1) * PAGE_SIZE + len(rows),
        "previous_url": url_with(request, trang=place - 1) if place > 1 else None,
        "next_url": url_with(request, trang=place + 1) if place * PAGE_SIZE < counted else None,
        "export_url": export_url(request, reverse("reports:behind-export", args=[pk, number, code])),
    }
    return render(request, "reports/behind.html", context)


@require_GET
def export_behind(request: HttpRequest, pk: int, number: int, code: str) -> HttpResponse:
    """Xuất Excel: the whole list, with who took it kept as for every list of people."""
    found, version, meant = _asked(request, pk, number, code)
    rows = _rows(found, version, meant, offset=0, limit=None)
    of = f"{found.get_definition_display()} đến ngày {found.day:%d/%m/%Y}, bản {version.number}"
    if not meant.is_of_organisations:
        Export.objects.create(
            made_by=request.user, as_of=found.day, count=len(rows),
            filters=f"Báo cáo {found.pk}, {of}: {meant.words}"[:500],
        )  # fmt: skip
    heads, cells = behind_book.columns(meant)
    book = list_book(
        meant.words,
        [f"{of}, số liệu đã chốt", f"{request.user.full_name} xuất ngày {request.today:%d/%m/%Y}"],
        heads,
        map(cells, rows),
    )
    return as_file(book, f"bao-cao-{found.pk}-ban-{version.number}-danh-sach.xlsx")


def _asked(request: HttpRequest, pk: int, number: int, code: str) -> tuple[Report, Version, behind.Behind]:
    found = visible(request, pk)
    version = found.versions.select_related("snapshot").filter(number=number).first()
    meant = behind.behind(version.snapshot, code) if version else None
    if meant is None:
        raise Http404
    if meant.is_of_ratings and not may(request.user, Right.SEE_RATINGS, found):
        raise PermissionDenied
    return found, version, meant


def _rows(found: Report, version: Version, meant, *, offset: int, limit: int | None) -> Sequence:
    rows = behind.page(version.snapshot, meant, offset=offset, limit=limit)
    if meant.model is FrozenRow:
        units = dict(
            UnitPeriod.objects.as_of(found.day)
            .of_units({row.unit_id for row in rows})
            .values_list("unit_id", "name")
        )
        for row in rows:
            row.unit_name = units.get(row.unit_id, "")
    return rows
