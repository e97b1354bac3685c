"""A month's scores of a unit: one press a person, by keyboard, or all at once; opening a period."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.rights import Right
from core.errors import DomainError
from core.frame import with_day
from evaluations.enums import PrintFormat
from evaluations.errors import Blocked
from evaluations.models import PeriodScore
from evaluations.scores import confirm_many
from evaluations.scores import open as opening
from evaluations.scores.confirm import CHANGED, confirm, judge, never_by
from evaluations.scores.forms import FULL, HALF, choices_of, leading_fact
from evaluations.scores.periods import Period, period_called
from evaluations.scores.sheet import ScoreSheet, mark_of, score_sheet
from evaluations.views_cycle import demand_everywhere, visible
from evaluations.views_sheet import may_prepare, sheet_of
from evaluations.who_may import signs_for

# What one press says of a leader's đ and e, in the order of the law's terms that aren't derived.
PRESSES = {"100-100": (FULL, FULL), "50-100": (HALF, FULL), "100-50": (FULL, HALF), "50-50": (HALF, HALF)}
CONFIRM = "xac-nhan"
SEEN = "seen"


@require_GET
def sheet(request: HttpRequest, pk: int, code: str, slug: str) -> HttpResponse:
    """Everybody whom the unit's head monitors in the period."""
    cycle, unit, period = _place(request, pk, code, slug)
    found = score_sheet(cycle, period, unit.unit_id, user=request.user)
    return render(request, "evaluations/scores/sheet.html", _context(request, cycle, unit, period, found))


@require_POST
def press(request: HttpRequest, pk: int, code: str, slug: str, score: int) -> HttpResponse:
    """Confirm one person's score, or say of a leader's đ and e; answers the rows that it changes."""
    cycle, unit, period = _place(request, pk, code, slug)
    theirs = PeriodScore.objects.visible_to(request.user).filter(cycle=cycle, monitor_unit=unit.unit_id)
    one = get_object_or_404(theirs, pk=score)
    what = request.POST.get("press", "")
    try:
        if what == CONFIRM:
            _demand(unit.unit_id in signs_for(request.user))
            confirm(
                unit_id=unit.unit_id, score_ids=[one.pk], by=request.user, today=request.today,
                seen=request.POST.get(SEEN, ""),
            )  # fmt: skip
        elif what in PRESSES:
            _demand(may_prepare(request, unit.unit_id))
            judge(
                score=one, parts=one.parts, leading=_leading(one, what), remarks=one.remarks, by=request.user
            )
    except DomainError as error:
        messages.error(request, " ".join(error.sentences) if isinstance(error, Blocked) else error.sentence)
        if request.htmx:
            return HttpResponse(headers={"HX-Refresh": "true"})
    if not request.htmx:
        return redirect(with_day(request, reverse("evaluations:score-sheet", args=[pk, code, slug])))
    found = score_sheet(cycle, period, unit.unit_id, user=request.user)
    row = next((row for row in found.rows if row.score.pk == score), None)
    if row is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    others = [other for other in found.rows if other.score.is_leader and other is not row]
    context = _context(request, cycle, unit, period, found) | {"row": row, "others": others}
    return render(request, "evaluations/scores/_pressed.html", context)


@require_http_methods(["GET", "POST"])
def confirm_all(request: HttpRequest, pk: int, code: str, slug: str) -> HttpResponse:
    """Confirm all that were sent, after saying whom, and whom not: oneself and relatives."""
    cycle, unit, period = _place(request, pk, code, slug)
    _demand(unit.unit_id in signs_for(request.user))
    found = score_sheet(cycle, period, unit.unit_id, user=request.user)
    sent = [row for row in found.rows if not row.is_confirmed and row.score.submitted_at]
    never = never_by(request.user, today=request.today)
    waiting = [row for row in sent if row.score.person_id not in never]
    blocked: list[str] = []
    mark = mark_of(waiting)
    here = with_day(request, reverse("evaluations:score-sheet", args=[pk, code, slug]))
    if request.method == "POST" and request.POST.get(SEEN, mark) != mark:
        blocked = [CHANGED]
    elif request.method == "POST" and len(waiting) > confirm_many.MANY:
        confirm_many.start(cycle, period, [unit.unit_id], by=request.user, result_url=here)
        messages.success(request, f"Đang xác nhận điểm của {len(waiting)} người.")
        return redirect(here)
    elif request.method == "POST":
        try:
            n = confirm(
                unit_id=unit.unit_id,
                score_ids=[row.score.pk for row in waiting],
                by=request.user,
                today=request.today,
                seen=mark,
            )
        except Blocked as error:
            blocked = error.sentences
        except DomainError as error:
            blocked = [error.sentence]
        else:
            messages.success(request, f"Đã xác nhận điểm của {n} người.")
            return redirect(here)
    return render(
        request,
        "evaluations/scores/confirm.html",
        _context(request, cycle, unit, period, found)
        | {
            "waiting": waiting,
            "seen": mark,
            "left": [row for row in sent if row.score.person_id in never],
            "blocked": blocked,
        },
    )


@require_POST
def open_period(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Open a period, or bring its sheets up to date after transfers."""
    demand_everywhere(request, Right.PREPARE_CYCLE)
    cycle = visible(request, pk)
    period = period_called(cycle, slug)
    if period is None:
        raise Http404
    try:
        opening.start(cycle, period, by=request.user)
    except DomainError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"Đang lập phiếu theo dõi {period.name} cho từng người.")
    return redirect(with_day(request, reverse("evaluations:scores", args=[pk])))


def _leading(one: PeriodScore, what: str) -> dict:
    """What is said of d stays; đ and e are as pressed."""
    rules = choices_of(one.law)
    said = {name: value for name, value in one.leading.items() if name == "unit_results"}
    for rule, way in zip(rules[-2:], PRESSES[what], strict=True):
        said |= leading_fact(rule, way)
    return said


def _demand(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _place(request: HttpRequest, pk: int, code: str, slug: str):
    cycle, unit = sheet_of(request, pk, code)
    period = period_called(cycle, slug)
    if period is None:
        raise Http404
    return cycle, unit, period


def _context(request: HttpRequest, cycle, unit, period: Period, found: ScoreSheet) -> dict:
    return {
        "cycle": cycle,
        "unit": unit,
        "period": period,
        "sheet": found,
        "may_prepare": may_prepare(request, unit.unit_id),
        "may_confirm": unit.unit_id in signs_for(request.user),
        "printable": len(found.rows) - len(found.not_sent),
        "formats": PrintFormat.choices,
        "presses": [
            ("1", "100-100", "đ 100 %, e 100 %"),
            ("2", "50-100", "đ 50 %, e 100 %"),
            ("3", "100-50", "đ 100 %, e 50 %"),
            ("4", "50-50", "đ 50 %, e 50 %"),
        ],
    }
