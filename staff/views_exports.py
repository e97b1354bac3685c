"""The lists of people that left the portal as workbooks: who took them, when, how many, why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies.views_accounts import for_account_managers
from core import lists
from staff.models import Export


@require_GET
@for_account_managers
def exports(request: HttpRequest) -> HttpResponse:
    """Các lần xuất danh sách. Their filters aren't told: they may hold a person's name."""
    made = Export.objects.select_related("made_by").only(
        "made_at", "as_of", "count", "has_numbers", "reason", "made_by__full_name", "made_by__username"
    )
    return render(
        request, "staff/exports.html", {"page": lists.page_of(made.order_by("-made_at", "-pk"), request)}
    )
