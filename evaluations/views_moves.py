"""What changes in mid-cycle: resolving anew, what those concerned are told, the old unit's hand-over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies.models import UnitPeriod
from agencies.rights import Right
from core.errors import DomainError
from core.frame import with_day
from core.lists import page_of
from core.models import Job
from evaluations import hand_over, reresolve
from evaluations.forms_moves import HandOverForm
from evaluations.models import HandOver, Notice
from evaluations.moves_pages import hand_over_rows, handed_scores, resolve_page
from evaluations.notices import mark_read
from evaluations.views_cycle import demand_everywhere, visible
from evaluations.who_may import signs_for


@require_http_methods(["GET", "POST"])
def resolve_anew(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since the cycle was last resolved, who can't follow yet; a press writes it now."""
    demand_everywhere(request, Right.PREPARE_CYCLE)
    cycle = visible(request, pk)
    if request.method == "POST":
        try:
            reresolve.start(cycle, by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect(with_day(request, reverse("evaluations:resolve", args=[pk])))
    page = resolve_page(cycle)
    job = Job.objects.unfinished().filter(kind="evaluations.resolve", subject=f"cycle:{pk}").first()
    return render(
        request,
        "evaluations/resolve.html",
        {"page": page, "rows": page_of(page.rows, request), "job": job, "cycle": cycle},
    )


@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """What I am told of changes in evaluations; a press marks all as read."""
    found = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        n = mark_read(found, by=request.user)
        messages.success(request, f"Đã đánh dấu xem {n} tin.")
        return redirect(with_day(request, reverse("evaluations:notices")))
    rows = page_of(found.select_related("evaluation__cycle", "score__cycle"), request)
    return render(request, "evaluations/notices.html", {"rows": rows, "unread": found.unread().count()})


@require_http_methods(["GET"])
def hand_overs(request: HttpRequest, pk: int) -> HttpResponse:
    """Who moved in the year, what the old units are asked for, and which of it is still missing."""
    cycle = visible(request, pk)
    found = HandOver.objects.visible_to(request.user).filter(evaluation__cycle=cycle)
    rows = page_of(
        found.select_related("evaluation__person", "evaluation__organisation").order_by(
            "written_at", "moved_on", "pk"
        ),
        request,
    )
    return render(
        request,
        "evaluations/hand_overs.html",
        {"cycle": cycle, "page": rows, "rows": hand_over_rows(cycle, rows, today=request.today)},
    )


@require_http_methods(["GET", "POST"])
def write_hand_over(request: HttpRequest, pk: int, hand_over_pk: int) -> HttpResponse:
    """One hand-over: read by the person and the new unit, written by the old unit's head."""
    cycle = visible(request, pk)
    found = HandOver.objects.visible_to(request.user).filter(evaluation__cycle=cycle)
    one = get_object_or_404(
        found.select_related("evaluation__person", "evaluation__organisation", "written_by"), pk=hand_over_pk
    )
    is_asked = one.from_unit_id in signs_for(request.user)
    if request.method == "POST" and not is_asked:
        raise PermissionDenied
    form = HandOverForm(request.POST or None, initial={"text": one.text})
    if request.method == "POST" and form.is_valid():
        try:
            hand_over.write(hand_over=one, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã bàn giao cho đơn vị mới của {one.evaluation.person.full_name}.")
            return redirect(with_day(request, reverse("evaluations:hand-over", args=[pk, hand_over_pk])))
    units = UnitPeriod.objects.filter(unit__in=[one.from_unit_id, one.evaluation.unit_id]).order_by("valid")
    names = dict(units.values_list("unit_id", "name"))
    return render(
        request,
        "evaluations/hand_over.html",
        {
            "cycle": cycle,
            "one": one,
            "form": form,
            "from_unit": names[one.from_unit_id],
            "to_unit": names[one.evaluation.unit_id],
            "scores": handed_scores(one, request.user),
            "may_write": is_asked and not one.evaluation.ratings.exists(),
        },
    )
