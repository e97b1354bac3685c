"""Nhập thay: a form that somebody else enters, and a reason of absence that stands in for one."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies.models import UnitPeriod
from core.errors import DomainError
from core.frame import with_day
from evaluations.forms_on_behalf import AbsenceForm, BehalfForm
from evaluations.forms_self import SelfForm, WorkRows
from evaluations.forms_self import rows_of as work_of_year
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Absence, Evaluation, PeriodScore, SelfEvaluation
from evaluations.on_behalf import enter_score, enter_self
from evaluations.open_cycle import as_of
from evaluations.record_absence import record_absence, rule_of, withdraw_absence
from evaluations.scores import write
from evaluations.scores.forms import PartsForm, ProductRows, WordsForm
from evaluations.scores.forms import rows_of as work_of_period
from evaluations.scores.periods import period_from
from evaluations.scores.sheet import criteria_of
from evaluations.self_evaluate import WORDS, asks_work, typed_work
from evaluations.views_cycle import visible
from evaluations.who_may import sides_with, signs_for
from evaluations.year_months import year_months

NUMBERS = ("name", "assigned", "done", "on_time", "beyond")


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """The yearly form from paper, entered and sent at once by the side of who rates."""
    one = _evaluation(request, pk, evaluation)
    form = SelfForm(request.POST or None, evaluation=one)
    rows = None
    if asks_work(one):
        initial = [{name: getattr(item, name) for name in NUMBERS} for item in typed_work(one)]
        rows = WorkRows(request.POST or None, initial=initial, prefix="viec")
    why = BehalfForm(request.POST or None, may_score=False)
    if request.method == "POST" and all([form.is_valid(), why.is_valid(), rows is None or rows.is_valid()]):
        try:
            enter_self(
                evaluation=one,
                words={name: form.cleaned_data.get(name, "") for name in (*WORDS, "level")},
                answers=form.answers,
                rows=None if rows is None else work_of_year(rows),
                reason=why.cleaned_data["reason"],
                source=why.cleaned_data["source"],
                by=request.user,
                today=request.today,
            )
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"Đã nhập thay và gửi phiếu của {one.person.full_name}.")
            return redirect(_rate_one(request, one))
    written = SelfEvaluation.objects.filter(evaluation=one).first()
    return render(
        request,
        "evaluations/enter_self.html",
        {
            "evaluation": one,
            "form": form,
            "rows": rows,
            "months": None if rows else year_months(one),
            "why": why,
            "law": all_rule_sets()[one.law],
            "is_sent": bool(written and written.submitted_at),
            "has_draft": bool(written),
            "back": _rate_one(request, one),
        },
    )


@require_http_methods(["GET", "POST"])
def enter_month(request: HttpRequest, pk: int, score: int) -> HttpResponse:
    """A month's form from paper; for who monitors also the points of who handed in none."""
    found = PeriodScore.objects.visible_to(request.user).filter(cycle=visible(request, pk))
    one = get_object_or_404(found.select_related("person", "cycle"), pk=score)
    if one.person.account_id == request.user.pk or not sides_with(request.user, one.monitor_unit_id):
        raise PermissionDenied
    here = with_day(request, reverse("evaluations:score", args=[pk, score]))
    if one.submitted_at or one.confirmed_at:
        return redirect(here)
    points = PartsForm(request.POST or None, score=one, given={})
    words = WordsForm(request.POST or None)
    initial = [{name: getattr(item, name) for name in write.TYPED} for item in write.work_of(one)]
    rows = ProductRows(request.POST or None, initial=initial, prefix="viec")
    why = BehalfForm(request.POST or None, may_score=one.monitor_unit_id in signs_for(request.user))
    if request.method == "POST" and all(
        [points.is_valid(), words.is_valid(), rows.is_valid(), why.is_valid()]
    ):
        try:
            enter_score(
                score=one,
                kind=why.chosen,
                parts=points.parts,
                words=words.cleaned_data,
                rows=work_of_period(rows),
                reason=why.cleaned_data["reason"],
                source=why.cleaned_data["source"],
                by=request.user,
                today=request.today,
            )
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"Đã ghi phiếu của {one.person.full_name}.")
            return redirect(here)
    return render(
        request,
        "evaluations/scores/enter.html",
        {
            "score": one,
            "period": period_from(one.cycle, one.period_on),
            "law": one.rule_set,
            "criteria": _criteria(one, points),
            "points": points,
            "words": words,
            "rows": rows,
            "why": why,
            "has_draft": bool(one.own_parts),
        },
    )


@require_http_methods(["GET", "POST"])
def absence(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """Why somebody isn't there at the day of rating; ``rut`` takes it back."""
    one = _evaluation(request, pk, evaluation)
    there = Absence.objects.filter(evaluation=one).select_related("made_by").first()
    taken_back = "rut" in request.POST
    form = AbsenceForm(None if taken_back else request.POST or None, initial=_initial(there))
    if request.method == "POST" and (taken_back or form.is_valid()):
        try:
            if taken_back:
                withdraw_absence(evaluation=one, by=request.user)
            else:
                record_absence(evaluation=one, by=request.user, today=request.today, **form.cleaned_data)
        except DomainError as error:
            if taken_back:
                messages.error(request, error.sentence)
            else:
                form.add_error(error.field, error.sentence)
        else:
            said = "Đã rút" if taken_back else "Đã ghi"
            messages.success(request, f"{said} lý do vắng mặt của {one.person.full_name}.")
            return redirect(_rate_one(request, one))
    law = all_rule_sets()[one.law]
    rule = rule_of(one.law)
    return render(
        request,
        "evaluations/absence.html",
        {
            "evaluation": one,
            "form": form,
            "absence": there,
            "law": law,
            "cite": rule.citation() if rule else "",
            "back": _rate_one(request, one),
        },
    )


def _evaluation(request: HttpRequest, pk: int, evaluation: int) -> Evaluation:
    """Somebody else's, whom the side of the user's unit rates."""
    found = Evaluation.objects.visible_to(request.user).filter(cycle=visible(request, pk))
    one = get_object_or_404(found.select_related("person", "organisation", "cycle"), pk=evaluation)
    if one.person.account_id == request.user.pk or not sides_with(request.user, one.rater_unit_id):
        raise PermissionDenied
    return one


def _criteria(one: PeriodScore, points: PartsForm) -> list[tuple]:
    """The table to fill; what the person has in their own draft is theirs alone."""
    return [
        (replace(line, own=""), None if line.is_heading else points[f"diem-{line.code}"])
        for line in criteria_of(one)
    ]


def _rate_one(request: HttpRequest, one: Evaluation) -> str:
    units = UnitPeriod.objects.as_of(as_of(one.cycle)).filter(unit=one.rater_unit_id)
    code = units.values_list("code", flat=True).get()
    return with_day(request, reverse("evaluations:rate-one", args=[one.cycle_id, code, one.pk]))


def _initial(there: Absence | None) -> dict[str, str]:
    if there is None:
        return {}
    days = {"starts_on": f"{there.starts_on:%d/%m/%Y}"}
    if there.ends_on:
        days["ends_on"] = f"{there.ends_on:%d/%m/%Y}"
    return days | {name: getattr(there, name) for name in ("kind", "reason", "source")}
