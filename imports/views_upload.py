"""Uploading a workbook."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from imports.errors import ImportRefused
from imports.forms import UploadForm
from imports.models import Batch
from imports.receive import SameBytes, receive


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
