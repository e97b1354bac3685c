"""Closing a cycle, and opening one organisation of it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies.models import UnitPeriod
from agencies.rights import Right
from core.errors import DomainError
from core.frame import with_day
from core.lists import page_of
from core.models import Job
from evaluations import close_cycle
from evaluations.closing_pages import closing_page
from evaluations.forms_close import ReopenForm
from evaluations.models import Organisation
from evaluations.open_cycle import as_of
from evaluations.reopen import reopen
from evaluations.views_cycle import demand_everywhere, visible


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """What closing does, with its numbers, and what keeps the others open; a press closes who is ready."""
    demand_everywhere(request, Right.OPEN_CYCLE)
    cycle = visible(request, pk)
    if request.method == "POST":
        try:
            close_cycle.start(cycle, by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
        return redirect(with_day(request, reverse("evaluations:close", args=[pk])))
    # The job before what it changes: one that ends in between is still shown, and the page asks again.
    job = Job.objects.unfinished().filter(kind="evaluations.close", subject=f"cycle:{pk}").first()
    page = closing_page(cycle)
    return render(
        request,
        "evaluations/close.html",
        {"page": page, "rows": page_of(page.staying, request), "job": job},
    )


@require_http_methods(["GET", "POST"])
def reopen_organisation(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Open one closed organisation again, with the reason."""
    demand_everywhere(request, Right.OPEN_CYCLE)
    cycle = visible(request, pk)
    unit = UnitPeriod.objects.as_of(as_of(cycle)).filter(code=code).first()
    if unit is None:
        raise Http404
    organisation = get_object_or_404(Organisation, cycle=cycle, unit=unit.unit_id)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopen(organisation=organisation, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã mở lại kỳ đánh giá của {unit.name}.")
            return redirect(with_day(request, reverse("evaluations:organisation", args=[pk, code])))
    return render(
        request,
        "core/confirm.html",
        {
            "title": f"Mở lại kỳ của {unit.name}",
            "sentence": "Đơn vị lại ghi được phiếu, bước và quyết định mới; kết quả đã ký vẫn giữ nguyên.",
            "facts": [("Kỳ", cycle.name), ("Trạng thái", organisation.get_state_display())],
            "action": "Mở lại",
            "cancel_url": with_day(request, reverse("evaluations:organisation", args=[pk, code])),
            "is_danger": False,
            "form": form,
        },
    )
