"""The notice on the home page while the demo province is being brought in."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from staff import demo

TEMPLATE = "staff/_demo_notice.html"


def panel(request: HttpRequest) -> SafeString | None:
    """For everybody, since nobody's lists are whole before the roster is in, or where it couldn't come in."""
    job = demo.not_in()
    return render_to_string(TEMPLATE, _context(job), request=request) if job else None


@never_cache
@require_GET
def notice(request: HttpRequest) -> HttpResponse:
    """The notice alone, asked for by itself; once the roster is in, the page loads anew."""
    job = demo.not_in()
    if job is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return HttpResponse(render_to_string(TEMPLATE, _context(job), request=request))


def _context(job) -> dict:
    return {"job": job, "percent": demo.percent_done(job)}
