"""Quản trị: the page that leads to all that an administrator keeps, and everybody's long jobs."""

import django_filters
from django.db.models import F
from django.db.models.functions import Extract
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from agencies import office
from agencies.views_accounts import for_account_managers
from core import lists
from core.models import Job
from core.widgets import PlainSelect


class JobFilter(django_filters.FilterSet):
    trang_thai = django_filters.ChoiceFilter(
        label="Trạng thái",
        choices=Job.State.choices,
        field_name="state",
        empty_label="Tất cả",
        widget=PlainSelect,
    )

    class Meta:
        model = Job
        fields: list[str] = []


@require_GET
@for_account_managers
def index(request: HttpRequest) -> HttpResponse:
    """Quản trị: each thing with a sentence on what is done there."""
    return render(request, "accounts/manage_index.html", {"entries": office.entries()})


@never_cache
@require_GET
@for_account_managers
def all_jobs(request: HttpRequest) -> HttpResponse:
    """Every job of everybody: how it stands, how often it was begun, why it failed."""
    took = Extract(F("ended_at") - F("started_at"), "epoch")
    found = Job.objects.select_related("created_by").annotate(seconds=took)
    chosen = JobFilter(request.GET, found)
    page = lists.page_of(chosen.qs.order_by("-created_at", "-pk"), request)
    return render(
        request,
        "accounts/manage_jobs.html",
        {
            "filter": chosen,
            "chips": lists.chips(chosen, request, lists.counts_of(chosen)),
            "clear_url": lists.without_filters(chosen, request),
            "page": page,
        },
    )
