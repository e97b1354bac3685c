"""The part of the papers that is filled in by hand: opinions and votes of a meeting, numbers of notices."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from core.frame import with_day
from evaluations.forms_minutes import NoticeForm
from evaluations.meeting_opinions import OpinionRow, Said, meeting_of, opinion_rows, put_opinions
from evaluations.models import Decision, NoticeNumber
from evaluations.notice_numbers import number_notices
from evaluations.views_sheet import may_prepare, sheet_of

MOST_WORDS = 4000


@require_http_methods(["GET", "POST"])
def opinions(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Everybody of the unit with what the meeting said, the level it is for, and how many are."""
    cycle, unit = sheet_of(request, pk, code)
    if not may_prepare(request, unit.unit_id):
        raise PermissionDenied
    record = meeting_of(cycle, unit.unit_id)
    if record is None:
        raise Http404
    rows = opinion_rows(record, user=request.user)
    if request.method == "POST":
        said = {row.evaluation.pk: _said(request, row) for row in rows if not row.fixed}
        try:
            n = put_opinions(record=record, said=said, by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
            rows = [
                OpinionRow(row.evaluation, said.get(row.evaluation.pk, row.said), row.fixed) for row in rows
            ]
        else:
            messages.success(request, f"Đã ghi ý kiến, biểu quyết về {n} người.")
            return redirect(with_day(request, reverse("evaluations:sheet", args=[pk, code])))
    return render(
        request,
        "evaluations/opinions.html",
        {"cycle": cycle, "unit": unit, "record": record, "rows": rows},
    )


@require_http_methods(["GET", "POST"])
def notice_numbers(request: HttpRequest, pk: int, code: str, decision: int) -> HttpResponse:
    """Số và ngày thông báo for everybody of a decision of the unit's head."""
    cycle, unit = sheet_of(request, pk, code)
    if not may_prepare(request, unit.unit_id):
        raise PermissionDenied
    found = Decision.objects.visible_to(request.user).filter(cycle=cycle, unit=unit.unit_id)
    one = get_object_or_404(found, pk=decision)
    known = list(NoticeNumber.objects.filter(rating__decision=one))
    form = NoticeForm(request.POST or None, initial=_initial(known, one))
    if request.method == "POST" and form.is_valid():
        try:
            made = number_notices(decision=one, by=request.user, today=request.today, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ghi số cho {len(made)} thông báo, từ {made[0]} đến {made[-1]}.")
            return redirect(with_day(request, reverse("evaluations:papers", args=[pk, code])))
    return render(
        request,
        "evaluations/notice_numbers.html",
        {"cycle": cycle, "unit": unit, "decision": one, "form": form, "known": known},
    )


def _said(request: HttpRequest, row: OpinionRow) -> Said:
    votes = request.POST.get(f"phieu-{row.key}", "").strip()
    return Said(
        text=request.POST.get(f"y-kien-{row.key}", "")[:MOST_WORDS],
        level=request.POST.get(f"muc-{row.key}", ""),
        votes=int(votes) if votes.isdecimal() and len(votes) < 5 else None,
    )


def _initial(known: list[NoticeNumber], decision: Decision) -> dict:
    if known:
        first = known[0]
        return {"first": first.serial, "symbol": first.symbol, "issued_on": f"{first.issued_on:%d/%m/%Y}"}
    return {"symbol": "TB", "issued_on": f"{decision.published_on:%d/%m/%Y}"}
