"""Taking a cycle's lists out, as their pages show them: filter, order and what the user may see."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from core.list_book import as_file
from core.lists import Choice
from evaluations.cycle_books import behind_book, preflight_book
from evaluations.cycle_pages import cycle_page
from evaluations.progress_pages import STEP, progress_page
from evaluations.views_cycle import visible


@require_GET
def export_preflight(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody of the organisations that the page's filter shows."""
    page = cycle_page(visible(request, pk), request.user)
    book = preflight_book(
        page.cycle,
        page.shown(request),
        shown=_words(page.choices(request)),
        on=request.today,
        by=request.user,
    )
    return as_file(book, f"ai-danh-gia-ai-{page.cycle.year}.xlsx")


@require_GET
def export_behind(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who isn't rated yet, by the page's filter."""
    cycle = visible(request, pk)
    page = progress_page(cycle, request.user, today=request.today)
    book = behind_book(
        cycle, {row.unit_id for row in page.shown(request)}, step=request.GET.get(STEP, ""),
        shown=_words(page.choices(request)), today=request.today, by=request.user,
    )  # fmt: skip
    return as_file(book, f"chua-xep-loai-{cycle.year}.xlsx")


def _words(choices: list[Choice]) -> str:
    return next((one.label for one in choices if one.current), choices[0].label)
