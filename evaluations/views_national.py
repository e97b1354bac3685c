"""Đồng bộ cơ sở dữ liệu quốc gia: what is due, taking it out, and the files taken out before."""

import gzip
import io

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.errors import DomainError
from core.frame import with_day
from core.lists import page_of
from core.models import Job
from evaluations import write_national
from evaluations.enums import NationalFormat
from evaluations.models import NationalExport, NationalFile
from evaluations.national_export import export, pending
from evaluations.waiting_national import may_export

MIME = {
    NationalFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    NationalFormat.JSON: "application/json",
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
            _start(request, made)
            messages.success(request, f"Đã xuất {made.count} kết quả: tệp hiện bên dưới khi tạo xong.")
        return redirect(with_day(request, reverse("evaluations:national")))
    waiting = pending(today=request.today)
    running = list(Job.objects.unfinished().filter(kind=write_national.KIND))
    return render(
        request,
        "evaluations/national.html",
        {
            "waiting": waiting,
            "n": sum(one.n for one in waiting),
            "late": sum(one.n for one in waiting if one.due and one.due < request.today),
            "rows": page_of(_exports(), request),
            "jobs": [job for job in running if job.created_by_id == request.user.pk],
            "writing": {job.params["export"] for job in running},
        },
    )


def _exports() -> QuerySet[NationalExport]:
    is_written = Exists(NationalFile.objects.filter(export=OuterRef("pk")))
    return NationalExport.objects.annotate(is_written=is_written).select_related("made_by")


@require_POST
def national_write(request: HttpRequest, export_pk: int) -> HttpResponse:
    """Have the files of an export written that has none, because its job failed."""
    _demand(request)
    _start(request, get_object_or_404(NationalExport, pk=export_pk))
    return redirect(with_day(request, reverse("evaluations:national")))


@never_cache
@require_GET
def national_file(request: HttpRequest, export_pk: int, format: str) -> HttpResponse:
    """The file of one export, the same however often it is asked for."""
    _demand(request)
    found = get_object_or_404(NationalFile.objects.select_related("export"), export=export_pk, format=format)
    return FileResponse(
        gzip.open(io.BytesIO(found.content)),
        as_attachment=True,
        filename=f"xep-loai-{found.export.made_on:%Y-%m-%d}.{format}",
        content_type=MIME[NationalFormat(format)],
    )


def _start(request: HttpRequest, export: NationalExport) -> None:
    write_national.start(export, by=request.user, result_url=reverse("evaluations:national"))


def _demand(request: HttpRequest) -> None:
    if not may_export(request):
        raise PermissionDenied
