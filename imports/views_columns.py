"""Nhận cột: the columns of a batch, and correcting them."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.templatetags.vietnamese import number
from imports.columns_form import ColumnsForm
from imports.errors import ImportRefused
from imports.kinds import get_kind
from imports.models import Batch
from imports.pages import BatchPage
from imports.receive import amend
from imports.views import visible_batch

_SKIPPED = {
    "section": "dòng tên đơn vị",
    "subtotal": "dòng cộng từng phần",
    "total": "dòng tổng cộng",
    "signature": "dòng chữ ký",
    "blank": "dòng trống",
    "numbering_row": "dòng số cột",
    "repeated_header": "dòng tiêu đề lặp lại",
}


@never_cache
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Nhận cột: what each column became; its uploader corrects it, the day and the scope."""
    batch = visible_batch(request, pk)
    page = BatchPage(batch, request)
    may_correct = batch.is_open and page.standing.is_uploader and page.standing.may_upload
    if request.method == "POST" and not may_correct:
        messages.warning(request, "Đợt này không còn sửa được nữa, hoặc do người khác tải lên.")
        return redirect(batch)
    form = ColumnsForm(request.POST or None, batch=batch, user=request.user) if may_correct else None
    if request.method == "POST" and form.is_valid():
        return _correct(request, batch, form)
    context = {"page": page, "batch": batch, "form": form, "sheets": list(_sheets(batch, form))}
    return render(request, "imports/columns.html", context)


def _correct(request: HttpRequest, batch: Batch, form: ColumnsForm) -> HttpResponse:
    corrections = form.corrections()
    if not corrections:
        messages.info(request, "Chưa có gì thay đổi.")
        return redirect(batch)
    try:
        amend(
            batch,
            by=request.user,
            as_of=corrections.as_of,
            scope=corrections.scope,
            mapping=corrections.mapping,
        )
    except ImportRefused as refusal:
        messages.warning(request, refusal.sentence)
    return redirect(batch)


def _sheets(batch: Batch, form: ColumnsForm | None) -> Iterator[dict]:
    """The sheets for the template: each column with its select, or with the words of its field."""
    labels = {field.code: field.label for field in get_kind(batch.kind).fields}
    for index, sheet in enumerate(batch.columns):
        yield {
            "name": sheet["sheet"],
            "title": sheet["title"],
            "rows": sheet["rows"],
            "skipped": ", ".join(
                f"{number(count)} {_SKIPPED.get(reason, reason)}"
                for reason, count in sheet["skipped"].items()
            ),
            "ignored": sum(not column["field"] for column in sheet["columns"]),
            "columns": [
                (column, labels.get(column["field"], ""), form.field_of(index, column) if form else None)
                for column in sheet["columns"]
            ],
        }
