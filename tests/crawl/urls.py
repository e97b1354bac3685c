"""The portal's addresses with plain pages for what is refused or isn't there: thousands of them are drawn."""

from django.http import HttpResponse

from backend.urls import urlpatterns

__all__ = ["handler403", "handler404", "urlpatterns"]


def handler403(request, exception) -> HttpResponse:
    return HttpResponse(status=403)


def handler404(request, exception) -> HttpResponse:
    return HttpResponse(status=404)
