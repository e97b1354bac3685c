"""The tabs of a batch's page: which one the address asks for, its filters, and its fifty rows."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from core import lists
from imports import rows
from imports.kinds import get_kind
from imports.message_words import words_of
from imports.models import Batch, Severity

TAB, FIELD, CODE, REASON, NAME = "muc", "truong", "loai", "ly-do", "tim"
CHANGED, NEW, LEFT, ERRORS, WARNINGS = "thay-doi", "them-moi", "khong-con", "loi", "canh-bao"
UNITS, STEPS = "doi-chieu", "dien-bien"
NO_REASON = "chua"

# slug, words, key of the batch's counts
_TABS = (
    (CHANGED, "Thay đổi", "changed"),
    (NEW, "Thêm mới", "new"),
    (LEFT, "Không còn trong danh sách", "left"),
    (ERRORS, "Lỗi", "errors"),
    (WARNINGS, "Cảnh báo", "warnings"),
)
_SLUGS = [slug for slug, _, _ in _TABS]


@dataclass(frozen=True, slots=True)
class Tab:
    """What a tab shows; ``template`` draws ``page`` (of rows) with the quick filters of ``facets``."""

    slug: str
    template: str
    page: lists.ListPage | None = None
    facets: list[lists.Choice] = field(default_factory=list)
    text: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


def tab_choices(batch: Batch, request: HttpRequest, current: str) -> list[lists.Choice]:
    """The row of tabs; a kind that never lets anyone leave has no tab for it."""
    has_left = bool(get_kind(batch.kind).left_reasons)
    return [
        lists.Choice(words, tab_url(request, slug), batch.counts[key], slug == current)
        for slug, words, key in _TABS
        if slug != LEFT or has_left
    ]


def tab_url(request: HttpRequest, slug: str) -> str:
    return lists.url_with(request, **{TAB: slug, FIELD: None, CODE: None, REASON: None, NAME: None})


def asked_tab(batch: Batch, request: HttpRequest) -> str:
    """The tab in the address, else the first that holds something: errors before all."""
    asked = request.GET.get(TAB, "")
    if asked in (*_SLUGS, UNITS, STEPS):
        return asked
    if batch.counts["errors"]:
        return ERRORS
    return next((slug for slug, _, key in _TABS if batch.counts[key]), CHANGED)


def tab_of(batch: Batch, request: HttpRequest) -> Tab:
    """The tab that the address asks for, with its rows."""
    slug = asked_tab(batch, request)
    return _MAKERS[slug](batch, request)


def _changed(batch: Batch, request: HttpRequest) -> Tab:
    counts = rows.field_counts(batch)
    code = next((one.code for one in counts if one.code == request.GET.get(FIELD)), "")
    text = _text(request)
    page = lists.page_of(rows.changed(batch, field=code, text=text), request)
    facets = [_facet(request, FIELD, one.code, one.label, one.count, code) for one in counts]
    return Tab(
        CHANGED,
        "imports/_changed.html",
        _with_rows(page, rows.changed_rows(batch, page.rows, field=code)),
        _with_all(request, FIELD, facets, batch.counts["changed"], code),
        text,
    )


def _new(batch: Batch, request: HttpRequest) -> Tab:
    text = _text(request)
    page = lists.page_of(rows.added(batch, text=text), request)
    return Tab(NEW, "imports/_new.html", _with_rows(page, rows.added_rows(batch, page.rows)), text=text)


def _left(batch: Batch, request: HttpRequest) -> Tab:
    text = _text(request)
    counts = rows.reason_counts(batch)
    labels = dict(get_kind(batch.kind).left_reasons)
    asked = request.GET.get(REASON, "")
    reason = "" if asked == NO_REASON else asked if asked in labels else None
    page = lists.page_of(rows.left(batch, text=text, reason=reason), request)
    facets = [
        _facet(request, REASON, code or NO_REASON, labels.get(code, "Chưa ghi lý do"), count, asked)
        for code, count in sorted(counts.items(), key=lambda pair: (pair[0] != "", -pair[1]))
    ]
    current = "" if reason is None else asked
    return Tab(
        LEFT,
        "imports/_left.html",
        _with_rows(page, rows.left_rows(batch, page.rows)),
        _with_all(request, REASON, facets, batch.counts["left"], current),
        text,
    )


def _messages(slug: str, severity: str):
    def make(batch: Batch, request: HttpRequest) -> Tab:
        kind = get_kind(batch.kind)
        counts = rows.code_counts(batch, severity)
        code = next((code for code, _ in counts if code == request.GET.get(CODE)), "")
        page = lists.page_of(rows.messages(batch, severity, code=code), request)
        facets = [_facet(request, CODE, one, words_of(kind, one), count, code) for one, count in counts]
        total = sum(count for _, count in counts)
        shown = [(message, words_of(kind, message.code)) for message in page.rows]
        return Tab(
            slug,
            "imports/_messages.html",
            _with_rows(page, shown),
            _with_all(request, CODE, facets, total, code),
            extra={"is_errors": severity == Severity.ERROR},
        )

    return make


def _units(batch: Batch, request: HttpRequest) -> Tab:
    totals = sorted(
        (total for total in batch.totals if total["by"] == "unit"), key=lambda total: not total["difference"]
    )
    return Tab(UNITS, "imports/_units.html", lists.page_of(totals, request))


def _steps(batch: Batch, request: HttpRequest) -> Tab:
    return Tab(STEPS, "imports/_steps.html")


_MAKERS = {
    CHANGED: _changed,
    NEW: _new,
    LEFT: _left,
    ERRORS: _messages(ERRORS, Severity.ERROR),
    WARNINGS: _messages(WARNINGS, Severity.WARNING),
    UNITS: _units,
    STEPS: _steps,
}


def _text(request: HttpRequest) -> str:
    return " ".join(request.GET.get(NAME, "").split())[:100]


def _facet(request, parameter: str, value: str, words: str, count: int, current: str) -> lists.Choice:
    return lists.Choice(words, lists.url_with(request, **{parameter: value}), count, value == current)


def _with_all(request, parameter: str, facets: list, total: int, current: str) -> list[lists.Choice]:
    """Quick filters with "Tất cả" first; none where there is nothing to choose from."""
    if len(facets) < 2 and not current:
        return []
    return [lists.Choice("Tất cả", lists.url_with(request, **{parameter: None}), total, not current), *facets]


def _with_rows(page: lists.ListPage, shown: list) -> lists.ListPage:
    return lists.ListPage(
        shown, page.first, page.last, page.total, page.number, page.pages, page.previous_url, page.next_url
    )
