"""Changing one person: a form, a sentence that states the effect, and only then the change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staff.edits import BY_SLUG, Edit, carry_out, may_edit, undoable
from staff.errors import StaffRefused
from staff.facts import ground_words
from staff.forms_edit import UndoForm
from staff.history import version_of
from staff.record import Record
from staff.views_record import find
from staff.withdraw import withdraw

SAVE, BACK = "luu", "sua"


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Ask, preview, save."""
    record, kind = _editable(request, pk), BY_SLUG.get(slug)
    if kind is None or not kind.fits(record):
        raise Http404
    given = {"record": record, "user": request.user, "today": request.today}
    if request.method == "GET":
        return _form_page(request, kind, record, kind.form(**given, initial={"version": version_of(pk)}))
    if BACK in request.POST:
        return _form_page(request, kind, record, kind.form(**given, initial=request.POST.dict()))
    form = kind.form(request.POST, **given)
    if form.is_valid():
        effect = form.effect()
        try:
            carry_out(form, for_real=SAVE in request.POST)
        except StaffRefused as refused:
            form = _refused(kind, form, refused, request.POST, given)
        else:
            if SAVE in request.POST:
                messages.success(request, f"Đã ghi: {effect}")
                return redirect("staff:record", pk)
            return _confirm_page(request, kind, record, form, effect)
    return _form_page(request, kind, record, form)


@never_cache
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Hoàn tác: the latest single change of the person."""
    record = _editable(request, pk)
    act = undoable(pk)
    here = reverse("staff:record", args=[pk])
    if act is None:
        messages.info(request, "Hồ sơ này không có thay đổi nào hoàn tác được ở đây.")
        return redirect(here)
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            if str(act.pk) != request.POST.get("act"):
                raise StaffRefused(
                    "Hồ sơ đã đổi từ khi bạn mở trang này. Xem lại rồi thử lại.", code="not_latest"
                )
            withdraw(person=record.person, act=act, reason=form.cleaned_data["reason"], by=request.user)
        except StaffRefused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, f"Đã hoàn tác “{act}” của {record.person}.")
        return redirect(here)
    return render(
        request,
        "staff/undo.html",
        {
            "person": record.person,
            "act": act,
            "act_id": str(act.pk),
            "ground": ground_words(act),
            "form": form,
            "back_url": here,
        },
    )


def _editable(request: HttpRequest, pk: int) -> Record:
    record = find(request, pk)
    if not may_edit(request.user, pk, on=request.today):
        raise PermissionDenied
    return record


def _refused(kind: Edit, form, refused: StaffRefused, data, given: dict):
    """The form with what was typed and why it was refused; it then knows the record as it is now."""
    if refused.code == "changed_meanwhile":
        data = data.copy()
        data["version"] = version_of(form.person.pk)
        form = kind.form(data, **given)
        form.is_valid()
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return form


def _form_page(request: HttpRequest, kind: Edit, record: Record, form) -> HttpResponse:
    return render(request, "staff/edit.html", _context(kind, record) | {"form": form})


def _confirm_page(request: HttpRequest, kind: Edit, record: Record, form, effect: str) -> HttpResponse:
    """What will happen, with everything that was typed carried along."""
    typed = [(name, value) for name, value in request.POST.items() if name in form.fields]
    return render(
        request,
        "staff/edit_confirm.html",
        _context(kind, record)
        | {
            "effect": effect,
            "warnings": list(form.warnings()),
            "differences": form.differences() if hasattr(form, "differences") else [],
            "typed": typed,
        },
    )


def _context(kind: Edit, record: Record) -> dict:
    back = reverse("staff:record", args=[record.person.pk])
    return {"kind": kind, "person": record.person, "record": record, "back_url": back}
