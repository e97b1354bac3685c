"""The pages of imports: the list of batches, one batch, its columns, its errors as a workbook."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import lists
from core.frame import mark_seen
from core.list_book import as_file, list_book
from core.search import holds_number
from imports import filters, tabs
from imports.export_messages import messages_workbook
from imports.filters import BatchFilter
from imports.kinds import all_kinds
from imports.models import Batch, State
from imports.pages import BatchPage
from imports.sentences import STATE_KINDS

_HEADS = (
    ("Đợt", 7), ("Tệp", 40), ("Danh sách", 24), ("Tính đến ngày", 12), ("Trạng thái", 18), ("Số dòng", 9),
    ("Thêm", 9), ("Đổi", 9), ("Thôi", 9), ("Lỗi", 9), ("Tải lên", 22), ("Lúc tải lên", 17),
    ("Duyệt", 22), ("Lúc áp dụng", 17), ("Lúc hoàn tác", 17),
)  # fmt: skip


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
    page = lists.page_of(chosen.qs.select_related("uploaded_by"), request)
    kinds = {kind.code: kind.label for kind in all_kinds()}
    return render(
        request,
        "imports/list.html",
        {
            "page": page,
            "rows": [(batch, kinds[batch.kind], STATE_KINDS[State(batch.state)]) for batch in page],
            "states": _facets(request, batches, filters.STATE, "state", dict(State.choices)),
            "kinds": _facets(request, batches, filters.KIND, "kind", kinds),
            "chips": lists.chips(chosen, request, lists.counts_of(chosen)),
            "clear_url": lists.without_filters(chosen, request),
            "export_url": lists.export_url(request, reverse("imports:export")),
            "may_upload": any(kind.scopes_of(request.user) for kind in all_kinds()),
            "has_any": bool(page.total) or batches.exists(),
        },
    )


@require_GET
def export_list(request: HttpRequest) -> HttpResponse:
    """Xuất Excel: exactly the batches of the address."""
    chosen = BatchFilter(request.GET, queryset=Batch.objects.visible_to(request.user))
    kinds = {kind.code: kind.label for kind in all_kinds()}
    found = chosen.qs.select_related("uploaded_by", "approved_by")
    book = list_book(
        "Các đợt nhập danh sách",
        [
            f"Bộ lọc: {lists.in_words(chosen, request) or 'không lọc'}",
            f"{request.user.full_name} xuất ngày {request.today:%d/%m/%Y}",
        ],
        _HEADS,
        ((*_cells(one, kinds[one.kind]),) for one in found),
    )
    return as_file(book, f"dot-nhap-{request.today:%Y-%m-%d}.xlsx")


def _cells(batch: Batch, kind: str) -> tuple:
    counts = [batch.counts.get(name) for name in ("found", "new", "changed", "left", "errors")]
    approver = batch.approved_by.full_name if batch.approved_by else None
    return (
        batch.pk, batch.file_name, kind, batch.as_of, batch.get_state_display(), *counts,
        batch.uploaded_by.full_name, batch.uploaded_at, approver, batch.applied_at, batch.undone_at,
    )  # fmt: skip


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
    return as_file(messages_workbook(batch), f"loi-va-canh-bao-dot-{batch.pk}.xlsx")


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
