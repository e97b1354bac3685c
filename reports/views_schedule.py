"""The calendar of reports that beat makes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered
from core.days import today
from core.frame import with_day
from reports.forms import ScheduleForm
from reports.models import Schedule


def may_schedule(user) -> bool:
    """Who drafts for the whole province keeps its calendar."""
    return covered(user, Right.DRAFT_REPORT, on=today()).everywhere


def _require(request: HttpRequest) -> None:
    if not may_schedule(request.user):
        raise PermissionDenied


@require_http_methods(["GET", "POST"])
def schedules(request: HttpRequest) -> HttpResponse:
    """Lịch báo cáo: what is made by itself, and a form for one more."""
    _require(request)
    form = ScheduleForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.drafter = request.user
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            form.add_error("period", "Đã có lịch cho kỳ báo cáo này của phạm vi này.")
        else:
            messages.success(request, f"Đã bật lịch: {form.instance}.")
            return redirect(with_day(request, reverse("reports:schedules")))
    here = UnitPeriod.objects.as_of(today()).filter(unit=OuterRef("unit"))
    rows = (
        Schedule.objects.select_related("drafter")
        .annotate(unit_name=Subquery(here.values("name")[:1]))
        .order_by("-is_active", "definition", "period", "id")
    )
    return render(request, "reports/schedules.html", {"form": form, "rows": rows})


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Tắt một lịch; báo cáo đã lập vẫn giữ nguyên."""
    _require(request)
    found = get_object_or_404(Schedule, pk=pk)
    found.is_active = False
    found.save(update_fields=["is_active"])
    messages.success(request, f"Đã tắt lịch: {found}. Báo cáo đã lập được giữ nguyên.")
    return redirect(with_day(request, reverse("reports:schedules")))
