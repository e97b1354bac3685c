"""Người thân of a person: what was declared, declaring one, ending a declaration."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agencies.rights import Right
from agencies.scope import covered
from core.errors import DomainError
from core.frame import with_day
from evaluations.declare_relative import declare_relative, end_relative, may_declare
from evaluations.forms_relatives import EndRelativeForm, RelativeForm
from evaluations.models import Relative
from staff.record import Record
from staff.record_tabs import RecordTab
from staff.views_record import find, frame_of


@never_cache
@require_http_methods(["GET", "POST"])
def relatives(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab of the record: for the person and for Sở Nội vụ."""
    record = _record(request, pk)
    form = RelativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = declare_relative(
                person=record.person, by=request.user, today=request.today, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã khai. {made}.")
            return redirect(_back(request, pk))
    found = Relative.objects.visible_to(request.user, on=request.today).filter(person=pk)
    return render(
        request,
        "evaluations/relatives.html",
        frame_of(request, record, "relatives")
        | {"relatives": found.select_related("other", "declared_by"), "form": form},
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int, relative: int) -> HttpResponse:
    """End a declaration from a day on."""
    record = _record(request, pk)
    found = Relative.objects.visible_to(request.user, on=request.today).filter(person=pk)
    one = get_object_or_404(found.select_related("other", "person"), pk=relative)
    form = EndRelativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_relative(one, by=request.user, today=request.today, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã kết thúc lời khai. {one}.")
            return redirect(_back(request, pk))
    return render(
        request,
        "evaluations/follow_form.html",
        {
            "form": form, "heading": "Kết thúc khai người thân", "lead": f"{record.person.full_name} · {one}",
            "back": _back(request, pk),
        },
    )  # fmt: skip


def _record(request: HttpRequest, pk: int) -> Record:
    """The record, if the user may read and write its relatives; else 404."""
    record = find(request, pk)
    if not may_declare(request.user, record.person, on=request.today):
        raise Http404
    return record


def _back(request: HttpRequest, pk: int) -> str:
    return with_day(request, reverse("evaluations:relatives", args=[pk]))


def _shows(request: HttpRequest, record: Record) -> bool:
    """By the post that the record shows, so that no record asks once more for its tabs."""
    post = record.main_post
    cover = covered(request.user, Right.PREPARE_CYCLE, on=request.today)
    return record.is_own or cover.holds(post.unit_id if post else None)


TAB = RecordTab(
    "relatives",
    "Người thân",
    lambda pk: reverse("evaluations:relatives", args=[pk]),
    _shows,
)
