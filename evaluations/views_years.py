"""Kết quả xếp loại of a person over the years: reading; writing down and withdrawing those from papers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.errors import DomainError
from core.frame import with_day
from evaluations.enter_past import enter_past, may_keep, withdraw_past
from evaluations.forms_years import PastForm, ReasonForm
from evaluations.models import FollowUp, PastRating
from evaluations.views_follow import may_state
from evaluations.years import history_of, may_read, years_of
from staff.record import Record
from staff.views_record import find, frame_of


@require_GET
def years(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab of the record: all years in one list."""
    record = _record(request, pk)
    keeps = may_keep(request.user, pk, on=request.today)
    return render(
        request,
        "evaluations/years.html",
        frame_of(request, record, "ratings")
        | {
            "years": years_of(request.user, pk, on=request.day),
            "keeps": keeps,
            "changes": history_of(pk) if keeps else [],
            "states_facts": may_state(request, record),
            "cases": FollowUp.objects.visible_to(request.user).filter(person=pk),
        },
    )


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a rating of an earlier year from its paper."""
    record = _kept(request, pk)
    form = PastForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_past(person=record.person, by=request.user, today=request.today, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ghi. {made}.")
            return redirect(_back(request, pk))
    return _form(request, record, form, "Ghi kết quả xếp loại năm trước", "Ghi")


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int, past: int) -> HttpResponse:
    """Take one back, with the reason."""
    record = _kept(request, pk)
    theirs = PastRating.objects.visible_to(request.user, on=request.day).filter(person=pk)
    found = get_object_or_404(theirs, pk=past)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_past(found, reason=form.cleaned_data["reason"], by=request.user, today=request.today)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã rút. {found}.")
            return redirect(_back(request, pk))
    return _form(request, record, form, f"Rút kết quả xếp loại năm {found.year}", "Rút kết quả")


def _record(request: HttpRequest, pk: int) -> Record:
    """The record, if the user may read the person's ratings; else 404."""
    record = find(request, pk)
    if not may_read(request, record):
        raise Http404
    return record


def _kept(request: HttpRequest, pk: int) -> Record:
    record = _record(request, pk)
    if not may_keep(request.user, pk, on=request.today):
        raise PermissionDenied
    return record


def _back(request: HttpRequest, pk: int) -> str:
    return with_day(request, reverse("evaluations:years", args=[pk]))


def _form(request: HttpRequest, record: Record, form, heading: str, action: str) -> HttpResponse:
    return render(
        request,
        "evaluations/years_form.html",
        {"form": form, "person": record.person, "heading": heading, "action": action},
    )
