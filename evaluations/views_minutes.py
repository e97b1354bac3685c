"""The part of the papers that is filled in by hand: opinions and votes of a meeting, numbers of notices."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies.models import UnitPeriod
from core.errors import DomainError
from core.frame import with_day
from evaluations.forms_minutes import NoticeForm
from evaluations.meeting_opinions import OpinionRow, Said, meeting_of, opinion_rows, put_opinions
from evaluations.models import Cycle, Decision, NoticeNumber, RecognitionDecision
from evaluations.notice_numbers import earliest, given, number_notices
from evaluations.organisation_access import acts_for
from evaluations.views_recognise import range_of
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
    back = ("Giấy tờ", with_day(request, reverse("evaluations:papers", args=[pk, code])))
    return _numbered(request, cycle, unit, get_object_or_404(found, pk=decision), back, "người")


@require_http_methods(["GET", "POST"])
def organisation_notice_numbers(request: HttpRequest, pk: int, code: str, recognised: int) -> HttpResponse:
    """Số và ngày thông báo for every organisation of a decision of the unit's head."""
    cycle, unit = range_of(request, pk, code)
    if not acts_for(request, unit.unit_id):
        raise PermissionDenied
    found = RecognitionDecision.objects.filter(cycle=cycle, unit=unit.unit_id)
    back = (
        "Công nhận xếp loại tổ chức",
        with_day(request, reverse("evaluations:organisation-sheet", args=[pk, code])),
    )
    return _numbered(request, cycle, unit, get_object_or_404(found, pk=recognised), back, "tổ chức")


def _numbered(
    request: HttpRequest, cycle: Cycle, unit: UnitPeriod, decision: Decision | RecognitionDecision,
    back: tuple[str, str], whom: str,
) -> HttpResponse:  # fmt: skip
    """``back`` is the name and the address of the page from which one comes."""
    known = list(given(decision))
    form = NoticeForm(request.POST or None, initial=_initial(known, decision))
    if request.method == "POST" and form.is_valid():
        try:
            made = number_notices(
                decision=decision, by=request.user, today=request.today, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ghi số cho {len(made)} thông báo, từ {made[0]} đến {made[-1]}.")
            return redirect(back[1])
    return render(
        request,
        "evaluations/notice_numbers.html",
        {
            "cycle": cycle, "unit": unit, "decision": decision, "form": form, "known": known,
            "back_name": back[0], "back_url": back[1], "whom": whom,
        },
    )  # fmt: skip


def _said(request: HttpRequest, row: OpinionRow) -> Said:
    votes = request.POST.get(f"phieu-{row.key}", "").strip()
    return Said(
        text=request.POST.get(f"y-kien-{row.key}", "")[:MOST_WORDS],
        level=request.POST.get(f"muc-{row.key}", ""),
        votes=int(votes) if votes.isdecimal() and len(votes) < 5 else None,
    )


def _initial(known: list[NoticeNumber], decision: Decision | RecognitionDecision) -> dict:
    if known:
        first = known[0]
        return {"first": first.serial, "symbol": first.symbol, "issued_on": f"{first.issued_on:%d/%m/%Y}"}
    return {"symbol": "TB", "issued_on": f"{earliest(decision):%d/%m/%Y}"}
