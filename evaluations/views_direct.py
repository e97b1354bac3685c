"""Nhận xét của người phụ trách: a division's head speaks of its people, whom the agency's head rates."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from agencies.models import UnitPeriod
from core.errors import DomainError
from core.frame import with_day
from evaluations.direct_heads import SPOKEN, spoken_of
from evaluations.forms_remark import RemarksForm
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, Evaluation
from evaluations.open_cycle import as_of
from evaluations.remark import remark
from evaluations.views_cycle import visible


@require_GET
def people(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Everybody of whom the user speaks in the unit, with what is said so far."""
    cycle, unit = _place(request, pk, code)
    found = spoken_of(request.user).filter(cycle=cycle, unit=unit.unit_id)
    found = found.select_related("person", "proposal", "self_evaluation").prefetch_related("ratings")
    rows = [
        (
            one,
            _own_level(one),
            getattr(getattr(one, "proposal", None), "remarks", ""),
            bool(one.ratings.all()),
        )
        for one in found.order_by("person__sort_key", "pk")
    ]
    if not rows:
        raise Http404
    return render(request, "evaluations/direct_people.html", {"cycle": cycle, "unit": unit, "rows": rows})


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int, code: str, evaluation: int) -> HttpResponse:
    """The words on one person, written until the rating is signed."""
    cycle, unit = _place(request, pk, code)
    found = spoken_of(request.user).filter(cycle=cycle, unit=unit.unit_id)
    one = get_object_or_404(found.select_related("person", "proposal", "self_evaluation"), pk=evaluation)
    form = RemarksForm(request.POST or None, evaluation=one, names=SPOKEN)
    there = with_day(request, reverse("evaluations:direct-people", args=[pk, code]))
    if request.method == "POST" and form.is_valid():
        try:
            remark(evaluation=one, words=form.cleaned_data, by=request.user)
        except DomainError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"Đã ghi nhận xét về {one.person.full_name}.")
            return redirect(there)
    return render(
        request,
        "evaluations/direct_person.html",
        {
            "cycle": cycle,
            "unit": unit,
            "evaluation": one,
            "own_level": _own_level(one),
            "form": form,
            "law": all_rule_sets()[one.law],
            "is_signed": one.ratings.exists(),
            "back": there,
        },
    )


def _own_level(one: Evaluation) -> str:
    """What the person sent of themself; empty before that."""
    written = getattr(one, "self_evaluation", None)
    return written.get_level_display() if written and written.submitted_at else ""


def _place(request: HttpRequest, pk: int, code: str) -> tuple[Cycle, UnitPeriod]:
    cycle = visible(request, pk)
    return cycle, get_object_or_404(UnitPeriod.objects.as_of(as_of(cycle)), code=code)
