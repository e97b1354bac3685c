"""One person of the rating sheet: how the law comes to its suggestion, and what is said of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from core.frame import with_day
from evaluations.forms_remark import RemarksForm
from evaluations.law.rule_sets import all_rule_sets
from evaluations.on_behalf import notes_about
from evaluations.record_step import steps_about
from evaluations.remark import remark
from evaluations.results import grounds_of
from evaluations.setting_words import with_settings
from evaluations.sheet import sheet
from evaluations.views_sheet import may_prepare, sheet_of
from evaluations.who_may import sides_with


@require_http_methods(["GET", "POST"])
def rate_one(request: HttpRequest, pk: int, code: str, evaluation: int) -> HttpResponse:
    """Every step of the suggestion with its article; the remarks, written here until it is signed."""
    cycle, unit = sheet_of(request, pk, code)
    rows = sheet(cycle, unit.unit_id, user=request.user).rows
    row = next((row for row in rows if row.evaluation.pk == evaluation), None)
    if row is None:
        raise Http404
    is_own = row.evaluation.person.account_id == request.user.pk
    may_write = not row.rating and not is_own and may_prepare(request, unit.unit_id)
    form = RemarksForm(request.POST or None, evaluation=row.evaluation)
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        if form.is_valid():
            try:
                remark(evaluation=row.evaluation, words=form.cleaned_data, by=request.user)
            except DomainError as error:
                form.add_error(None, error.sentence)
            else:
                messages.success(request, f"Đã ghi nhận xét về {row.evaluation.person.full_name}.")
                there = reverse("evaluations:sheet", args=[pk, code])
                return redirect(f"{with_day(request, there)}#{row.anchor}")
    return render(
        request,
        "evaluations/rate_one.html",
        {
            "cycle": cycle,
            "unit": unit,
            "row": row,
            "law": all_rule_sets()[row.evaluation.law],
            "grounds": grounds_of(row.verdict),
            "steps": with_settings(row.evaluation.law, row.verdict.get("score", {}).get("steps", [])),
            "form": form,
            "may_write": may_write,
            "is_own": is_own,
            "notes": notes_about(row.evaluation),
            "said": steps_about([row.evaluation])[row.evaluation.pk],
            "may_write_about": not row.rating and sides_with(request.user, unit.unit_id),
        },
    )
