"""The pages that every room shares: what waits for me, search, long jobs, the page of components."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core import lists, showcase, waiting
from core.frame import fresh_counts, job_view, mark_seen, with_day
from core.models import Job
from core.search import SHORTEST_TEXT, holds_number, search

ADMIN = "admin"
LONGEST_TEXT = 100


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Việc của tôi: what waits for me, oldest deadline first, and what runs for me."""
    fresh_counts(request)
    items = waiting.waiting_items(request)
    return render(request, "core/home.html", {"items": items, "panels": waiting.panels(request)})


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Tìm kiếm. A text with a number in it is answered to POST only; other texts have an address."""
    is_post = request.method == "POST"
    text = " ".join((request.POST if is_post else request.GET).get("q", "").split())[:LONGEST_TEXT]
    here = with_day(request, reverse("core:search"))
    if holds_number(text) and not is_post:
        messages.warning(
            request,
            "Số định danh, số điện thoại và các dãy số khác không được nằm trong địa chỉ trang. "
            "Hãy gõ lại dãy số vào ô tìm rồi nhấn Enter.",
        )
        return redirect(here)
    if is_post and not holds_number(text):
        return redirect(f"{here}{'&' if '?' in here else '?'}{urlencode({'q': text})}" if text else here)
    found = search(request, text)
    return render(
        request,
        "core/search.html",
        {"text": text, "found": found, "is_short": 0 < len(text) < SHORTEST_TEXT},
    )


@never_cache
@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """The numbers beside the menu, each swapped into its place."""
    return render(request, "core/_counts.html", {"counts": fresh_counts(request)})


@never_cache
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """Việc chạy nền: one's own jobs; to a page that asks in passing, only the news."""
    if request.htmx:
        return render(request, "core/_news_only.html")
    page = lists.page_of(Job.objects.visible_to(request.user).select_related("created_by"), request)
    return render(request, "core/jobs.html", {"page": page})


@never_cache
@require_GET
def job(request: HttpRequest, pk) -> HttpResponse:
    """One job: a page of its own, or its row for a page that shows it."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if not request.htmx:
        return render(request, "core/job.html", {"job": found})
    refresh = "lai" in request.GET
    if found.is_over and found.created_by_id == request.user.pk and not refresh:
        mark_seen([found])
    response = render(request, "core/_job.html", {"view": job_view(found, refresh=refresh)})
    if found.is_over and refresh:
        response["HX-Refresh"] = "true"
    return response


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Thành phần giao diện: each component with its states, for those who build pages."""
    if ADMIN not in getattr(request, "roles", frozenset()):
        raise PermissionDenied
    return render(request, "core/components.html", showcase.context(request))
