"""Decisions on a batch: why people left, and every press that leads it on or back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.templatetags.vietnamese import day, number
from imports import decide, tabs, undo
from imports.errors import ImportRefused
from imports.forms import ReasonForm, SubmitForm
from imports.kinds import get_kind
from imports.models import Batch, State
from imports.offers import OFFERS, Offer
from imports.pages import BatchPage
from imports.rows import reason_counts
from imports.sentences import scope_of, title_of
from imports.standing import standing_of
from imports.views import visible_batch


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
        shown = found[: undo.SHOWN]
        context = {"page": BatchPage(batch, request), "batch": batch, "blockers": shown}
        context["more"] = len(found) - len(shown)
        return render(request, "imports/blocked.html", context)
    return _confirm(request, batch, chosen, chosen.form(batch=batch) if chosen.form else None)


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
    return render(
        request,
        "imports/decide.html",
        {
            "title": f"{chosen.label}: {title_of(batch)}",
            "sentence": chosen.sentence(batch),
            "facts": _facts(batch),
            "form": form,
            "action": chosen.label,
            "cancel_url": batch.get_absolute_url(),
            "is_danger": chosen.is_danger,
            "batch": batch,
        },
    )


def _facts(batch: Batch) -> list[tuple[str, str]]:
    """What a person should have before the eyes when deciding."""
    facts = [
        ("Tệp", batch.file_name),
        ("Tính đến ngày", day(batch.as_of)),
        ("Phạm vi", scope_of(batch)),
        ("Người tải lên", batch.uploaded_by.full_name),
    ]
    if batch.state == State.UNDO_ASKED and batch.undo_asked_by:
        return [*facts, ("Người đề nghị", batch.undo_asked_by.full_name), ("Lý do", batch.undo_reason)]
    if batch.state in (State.COMPARED, State.SUBMITTED):
        labels = dict(get_kind(batch.kind).left_reasons)
        reasons = [f"{labels[code]}: {number(count)}" for code, count in reason_counts(batch).items() if code]
        facts += [("Lý do thôi", "; ".join(reasons))] if reasons else []
        warnings = batch.counts["warnings"]
        facts += [("Cảnh báo", f"{number(warnings)}, xem ở tab Cảnh báo")] if warnings else []
    return facts
