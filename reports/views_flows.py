"""Biến động: the page, its short form on a unit's page, and the list as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.list_book import as_file, list_book
from core.lists import export_url, page_of
from reports.flow_pages import FlowPage
from staff.models import Export

_HEADS = (("Họ và tên", 28), ("Biến động", 14), ("Đơn vị", 40), ("Từ ngày", 12), ("Chi tiết", 44))


@require_GET
def flows(request: HttpRequest) -> HttpResponse:
    """Who joined, left and moved, by name."""
    page = FlowPage(request)
    context = {"flow": page, "page": page_of(page, request), "scope": _scope(page)}
    context["export_url"] = export_url(request, reverse("reports:flows-export"))
    return render(request, "reports/flows.html", context)


@require_GET
def panel(request: HttpRequest) -> HttpResponse:
    """The numbers alone, for a unit's page, which asks for them."""
    root = reverse("reports:flows")
    page = FlowPage(request)
    lines = [(one.label, one.count, export_url(request, root, one.url)) for one in page.kinds[1:]]
    return render(request, "reports/_unit_flows.html", {"flow": page, "lines": lines})


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Xuất Excel: exactly the list of the address, with who took it kept as for every list of people."""
    page = FlowPage(request)
    rows = page[:]
    about = f"Biến động, {_scope(page)}, sau ngày {page.since:%d/%m/%Y} đến ngày {page.day:%d/%m/%Y}"
    Export.objects.create(made_by=request.user, as_of=page.day, count=len(rows), filters=about[:500])
    book = list_book(
        "Biến động nhân sự",
        [about, f"{request.user.full_name} xuất ngày {request.today:%d/%m/%Y}"],
        _HEADS,
        ((one.name, one.kind, one.unit, one.day, one.detail) for one in rows),
    )
    return as_file(book, f"bien-dong-{page.day:%Y-%m-%d}.xlsx")


def _scope(page: FlowPage) -> str:
    if page.unit:
        return page.unit.name
    return "toàn tỉnh" if page.unit_ids is None else "các đơn vị của bạn"
