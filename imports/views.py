"""The pages of imports: the list of batches, one batch, its columns, its errors as a workbook."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import lists
from core.frame import mark_seen
from core.search import holds_number
from imports import filters, tabs
from imports.export_messages import messages_workbook
from imports.filters import BatchFilter
from imports.kinds import all_kinds
from imports.models import Batch, State
from imports.pages import BatchPage
from imports.sentences import STATE_KINDS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def visible_batch(request: HttpRequest, pk: int) -> Batch:
    """The batch if the user may see it, else 404."""
    batches = Batch.objects.visible_to(request.user).select_related(
        "uploaded_by", "approved_by", "undo_asked_by"
    )
    return get_object_or_404(batches, pk=pk)


@require_GET
def batch_list(request: HttpRequest) -> HttpResponse:
    """Nhập danh sách: the batches that the user may see, newest first."""
    batches = Batch.objects.visible_to(request.user)
    chosen = BatchFilter(request.GET, queryset=batches)
    page = lists.page_of(chosen.qs.select_related("uploaded_by", "approved_by"), request)
    kinds = {kind.code: kind.label for kind in all_kinds()}
    return render(
        request,
        "imports/list.html",
        {
            "page": page,
            "rows": [(batch, kinds[batch.kind], STATE_KINDS[State(batch.state)]) for batch in page],
            "states": _facets(request, batches, filters.STATE, "state", dict(State.choices)),
            "kinds": _facets(request, batches, filters.KIND, "kind", kinds),
            "chips": lists.chips(chosen, request),
            "clear_url": lists.without_filters(chosen, request),
            "may_upload": any(kind.scopes_of(request.user) for kind in all_kinds()),
            "has_any": bool(page.total) or batches.exists(),
        },
    )


@never_cache
@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch, from its workbook to the portal."""
    page = BatchPage(visible_batch(request, pk), request)
    if page.job and page.job.is_over and page.job.created_by_id == request.user.pk:
        mark_seen([page.job])
    return render(request, "imports/batch.html", {"page": page, "batch": page.batch})


@never_cache
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the batch stands, for its page while a job runs; the page loads itself anew at the end."""
    page = BatchPage(visible_batch(request, pk), request)
    response = render(request, "imports/_progress.html", {"page": page, "batch": page.batch})
    if not page.is_running:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """Search within a tab: answered by an address, unless the text could be a number of identity."""
    batch = visible_batch(request, pk)
    text = " ".join(request.POST.get(tabs.NAME, "").split())[:100]
    query = {tabs.TAB: request.POST.get(tabs.TAB, tabs.CHANGED)}
    if holds_number(text):
        messages.warning(request, "Ở đây tìm theo tên. Số định danh không được nằm trong địa chỉ trang.")
    elif text:
        query[tabs.NAME] = text
    return redirect(f"{batch.get_absolute_url()}?{urlencode(query)}")


@require_GET
def messages_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Tệp lỗi để trả đơn vị."""
    batch = visible_batch(request, pk)
    name = f"loi-va-canh-bao-dot-{batch.pk}.xlsx"
    return HttpResponse(
        messages_workbook(batch),
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(True, name), "Cache-Control": "no-store"},
    )


def _facets(request: HttpRequest, batches, parameter: str, column: str, words: dict) -> list[lists.Choice]:
    """Quick filters by a column with their counts; none where all batches are alike."""
    counts = dict(batches.order_by().values_list(column).annotate(n=Count("id")))
    current = request.GET.get(parameter, "")
    if len(counts) < 2 and not current:
        return []
    everything = lists.Choice(
        "Tất cả", lists.url_with(request, **{parameter: None}), sum(counts.values()), not current
    )
    return [everything] + [
        lists.Choice(label, lists.url_with(request, **{parameter: value}), counts[value], value == current)
        for value, label in words.items()
        if value in counts
    ]
