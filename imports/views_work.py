"""Pages that do something to a batch: upload, correct, say why, decide."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.templatetags.vietnamese import day, number
from imports import decide, tabs, undo
from imports.columns_form import ColumnsForm
from imports.errors import ImportRefused
from imports.forms import ReasonForm, SubmitForm, UploadForm
from imports.kinds import get_kind
from imports.models import Batch, State
from imports.offers import OFFERS, Offer
from imports.pages import BatchPage
from imports.receive import SameBytes, amend, receive
from imports.sentences import scope_of, title_of
from imports.standing import standing_of
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
def upload(request: HttpRequest) -> HttpResponse:
    """Tải danh sách lên."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if not form.has_choice:
        raise PermissionDenied
    held = None
    if request.method == "POST" and form.is_valid():
        try:
            batch = _receive(form.cleaned_data, request.user)
        except ImportRefused as refusal:
            form.add_error("file", refusal.sentence)
            held = _held(refusal, request.user)
        else:
            return redirect(batch)
    return render(request, "imports/upload.html", {"form": form, "held": held})


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


@require_POST
def give_reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Ghi lý do thôi: for the chosen ones, for those without a reason, or for all."""
    batch = visible_batch(request, pk)
    kind = get_kind(batch.kind)
    form = ReasonForm(request.POST, kind=kind, batch=batch)
    if form.is_valid():
        try:
            count = decide.give_reason(
                batch, reason=form.cleaned_data["reason"], subject_ids=form.subject_ids(), by=request.user
            )
        except ImportRefused as refusal:
            messages.warning(request, refusal.sentence)
        else:
            words = dict(kind.left_reasons)[form.cleaned_data["reason"]]
            messages.success(request, f"Đã ghi lý do “{words}” cho {number(count)} {kind.noun}.")
    else:
        messages.warning(request, " ".join(sentence for found in form.errors.values() for sentence in found))
    return redirect(f"{batch.get_absolute_url()}?{tabs.TAB}={tabs.LEFT}")


@never_cache
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A decision on the batch: first the sentence that states its effect, then the press."""
    if slug not in OFFERS:
        raise Http404
    chosen = OFFERS[slug]
    batch = visible_batch(request, pk)
    if not chosen.has_right(standing_of(request.user, batch)):
        raise PermissionDenied
    if request.method == "POST":
        return _carry_out(request, batch, chosen)
    if refusal := _why_not(chosen, batch, request.user):
        messages.warning(request, refusal)
        return redirect(batch)
    if batch.state == State.COMPARED and chosen.form is SubmitForm and decide.without_reason(batch):
        messages.warning(request, "Hãy chọn lý do cho những dòng không còn trong danh sách rồi trình duyệt.")
        return redirect(f"{batch.get_absolute_url()}?{tabs.TAB}={tabs.LEFT}")
    if batch.state == State.APPLIED and (found := undo.blockers(batch)):
        context = {"page": BatchPage(batch, request), "batch": batch, "blockers": found[: undo.SHOWN]}
        context["more"] = len(found) - len(context["blockers"])
        return render(request, "imports/blocked.html", context)
    return _confirm(request, batch, chosen, chosen.form(batch=batch) if chosen.form else None)


def _receive(data: dict, user) -> Batch:
    with _on_disk(data["file"]) as path:
        return receive(
            kind=data["kind"],
            path=path,
            name=data["file"].name,
            by=user,
            scope=data["scope"],
            as_of=data["day"],
        )


@contextmanager
def _on_disk(file: UploadedFile) -> Iterator[Path]:
    """The uploaded file as a path; a small one is in memory and written out here."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _held(refusal: ImportRefused, user) -> Batch | None:
    """The batch that holds the same workbook, if the user may see it."""
    if not isinstance(refusal, SameBytes) or refusal.batch is None:
        return None
    return Batch.objects.visible_to(user).filter(pk=refusal.batch.pk).first()


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


def _carry_out(request: HttpRequest, batch: Batch, chosen: Offer) -> HttpResponse:
    form = chosen.form(request.POST, batch=batch) if chosen.form else None
    if form and not form.is_valid():
        if batch.state not in chosen.states:
            messages.warning(request, _why_not(chosen, batch, request.user))
            return redirect(batch)
        return _confirm(request, batch, chosen, form)
    try:
        chosen.carry_out(batch, request.user, form.cleaned_data if form else {})
    except ImportRefused as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, chosen.done)
    return redirect(batch)


def _why_not(chosen: Offer, batch: Batch, user) -> str:
    """Why the offer doesn't stand now; empty when it does."""
    if batch.state not in chosen.states:
        return f"Đợt này đang ở trạng thái “{batch.get_state_display()}” nên không làm được việc này."
    standing = standing_of(user, batch)
    if chosen.fits(standing):
        return ""
    if chosen.states == (State.UNDO_ASKED,):
        return "Người duyệt hoàn tác phải khác người đề nghị."
    return (
        "Người duyệt phải khác người tải lên."
        if standing.is_uploader
        else "Chỉ người tải lên mới làm được việc này."
    )


def _confirm(request: HttpRequest, batch: Batch, chosen: Offer, form) -> HttpResponse:
    facts = [
        ("Tệp", batch.file_name),
        ("Tính đến ngày", day(batch.as_of)),
        ("Phạm vi", scope_of(batch)),
        ("Người tải lên", batch.uploaded_by.full_name),
    ]
    if batch.state == State.UNDO_ASKED and batch.undo_asked_by:
        facts += [("Người đề nghị", batch.undo_asked_by.full_name), ("Lý do", batch.undo_reason)]
    return render(
        request,
        "imports/decide.html",
        {
            "title": f"{chosen.label}: {title_of(batch)}",
            "sentence": chosen.sentence(batch),
            "facts": facts,
            "form": form,
            "action": chosen.label,
            "cancel_url": batch.get_absolute_url(),
            "is_danger": chosen.is_danger,
            "batch": batch,
        },
    )
