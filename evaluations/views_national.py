"""Đồng bộ cơ sở dữ liệu quốc gia: what is due, taking it out, and the files taken out before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core.errors import DomainError
from core.frame import with_day
from core.lists import page_of
from evaluations.models import NationalExport
from evaluations.national_export import export, pending
from evaluations.national_files import as_json, as_xlsx
from evaluations.waiting_national import may_export

FORMATS = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (as_json, "application/json"),
}


@require_http_methods(["GET", "POST"])
def national(request: HttpRequest) -> HttpResponse:
    """What waits and until when; a press takes all of it out."""
    _demand(request)
    if request.method == "POST":
        try:
            made = export(by=request.user, today=request.today)
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"Đã xuất {made.count} kết quả: tải tệp bên dưới.")
        return redirect(with_day(request, reverse("evaluations:national")))
    waiting = pending(today=request.today)
    return render(
        request,
        "evaluations/national.html",
        {
            "waiting": waiting,
            "n": sum(one.n for one in waiting),
            "late": sum(one.n for one in waiting if one.due and one.due < request.today),
            "rows": page_of(NationalExport.objects.select_related("made_by"), request),
        },
    )


@never_cache
@require_GET
def national_file(request: HttpRequest, export_pk: int, format: str) -> HttpResponse:
    """The file of one export, the same however often it is asked for."""
    _demand(request)
    found = get_object_or_404(NationalExport, pk=export_pk)
    if format not in FORMATS:
        raise Http404
    make, kind = FORMATS[format]
    name = f"xep-loai-{found.made_on:%Y-%m-%d}.{format}"
    return HttpResponse(
        make(found), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _demand(request: HttpRequest) -> None:
    if not may_export(request):
        raise PermissionDenied
