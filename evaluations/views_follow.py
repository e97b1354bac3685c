"""Việc cần xem xét sau xếp loại: the list, one case, and what is done with it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.rights import Right
from agencies.scope import covered, has_right
from core import lists
from core.errors import DomainError
from core.frame import with_day
from core.list_book import as_file
from core.models import Job
from evaluations import follow_up
from evaluations.follow_pages import Named, counts_of, facets, history_of, named, workbook
from evaluations.forms_follow import AssignForm, BecauseForm, FactsForm, FollowFilter, SettleForm
from evaluations.models import FollowUp, StatedFact
from evaluations.models.past import FIRST_YEAR
from evaluations.open_follow_ups import follow
from evaluations.years import may_read
from staff.record import Record
from staff.views_record import find


@require_GET
def follow_ups(request: HttpRequest) -> HttpResponse:
    """The cases that the user may see, with the filters of the address."""
    chosen, cases, counts = _chosen(request)
    job = Job.objects.unfinished().filter(kind="evaluations.follow", created_by=request.user).first()
    return render(
        request,
        "evaluations/follow_ups.html",
        {
            "filter": chosen,
            "chips": lists.chips(chosen, request),
            "clear_url": lists.without_filters(chosen, request),
            "facets": facets(request, counts, request.GET.get("trang_thai", "")),
            "rows": lists.page_of(Named(cases, request.day), request),
            "export_url": lists.export_url(request, reverse("evaluations:export-follow-ups")),
            "may_scan": _may_scan(request),
            "last_year": request.today.year,
            "job": job,
        },
    )


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Xuất Excel: exactly the list of the address."""
    chosen, cases, _ = _chosen(request)
    words = lists.in_words(chosen, request)
    book = workbook(cases, on=request.day, filters=words, by=request.user)
    return as_file(book, f"sau-xep-loai-{request.today:%Y-%m-%d}.xlsx")


@require_POST
def scan(request: HttpRequest) -> HttpResponse:
    """Look through a year's ratings of the whole province again."""
    if not _may_scan(request):
        raise PermissionDenied
    year = request.POST.get("nam", "")
    if not (year.isdecimal() and len(year) == 4 and int(year) <= request.today.year):
        messages.error(request, "Ghi năm bằng bốn chữ số, không sau năm nay.")
    else:
        follow(int(year), by=request.user)
        messages.success(request, f"Đang rà soát kết quả xếp loại năm {year}.")
    return redirect(with_day(request, reverse("evaluations:follow-ups")))


@require_GET
def case(request: HttpRequest, case: int) -> HttpResponse:
    """One case: what the law says, on which ratings, what was done."""
    found = _case(request, FollowUp.objects.visible_to(request.user), case)
    handles = found.person.account_id != request.user.pk
    return render(
        request,
        "evaluations/follow_up.html",
        {
            "case": named([found], request.day)[0],
            "verbs": [(slug, one.label) for slug, one in VERBS.items() if one.over == found.is_over]
            if handles
            else [],
            "changes": history_of(found) if handles else [],
        },
    )


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing to do with a case; ``over`` whether it is for those that are over."""

    label: str
    form: Callable
    carry_out: Callable
    over: bool = False


VERBS = {
    "giao": Verb(
        "Giao người theo dõi",
        lambda data, case: AssignForm(data, people=follow_up.handlers(case)),
        lambda request, case, said: follow_up.assign(case=case, by=request.user, **said),
    ),
    "quyet-dinh": Verb(
        "Ghi quyết định",
        lambda data, case: SettleForm(data),
        lambda request, case, said: follow_up.settle(case=case, by=request.user, on=request.today, **said),
    ),
    "khep-lai": Verb(
        "Khép lại, không xử lý",
        lambda data, case: BecauseForm(data),
        lambda request, case, said: follow_up.close(case=case, by=request.user, **said),
    ),
    "xem-lai": Verb(
        "Xem xét lại",
        lambda data, case: BecauseForm(data),
        lambda request, case, said: follow_up.reopen(case=case, by=request.user, **said),
        over=True,
    ),
}


@require_http_methods(["GET", "POST"])
def handle(request: HttpRequest, case: int, verb: str) -> HttpResponse:
    """Do one of ``VERBS``."""
    found = _case(request, FollowUp.objects.handled_by(request.user), case)
    if verb not in VERBS:
        raise Http404
    form = VERBS[verb].form(request.POST or None, found)
    address = with_day(request, reverse("evaluations:follow-up", args=[case]))
    if request.method == "POST" and form.is_valid():
        try:
            VERBS[verb].carry_out(request, found, form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ghi: {VERBS[verb].label.lower()}.")
            return redirect(address)
    return _form(request, form, VERBS[verb].label, f"{found.person.full_name} · {found.says}", address)


@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Ghi dữ kiện: what no record holds of a person's year, for those who handle their cases."""
    record = find(request, pk)
    if not FIRST_YEAR <= year <= request.today.year or not may_read(request, record):
        raise Http404
    if not may_state(request, record):
        raise PermissionDenied
    known = dict(StatedFact.objects.filter(person=pk, year=year).values_list("fact", "ground"))
    form = FactsForm(request.POST or None, initial=known)
    address = with_day(request, reverse("evaluations:years", args=[pk]))
    if request.method == "POST" and form.is_valid():
        try:
            follow_up.state_facts(person=record.person, year=year, facts=form.facts(), by=request.user)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ghi dữ kiện năm {year}.")
            return redirect(address)
    return _form(request, form, f"Dữ kiện năm {year}", record.person.full_name, address)


def may_state(request: HttpRequest, record: Record) -> bool:
    """Those who handle the cases of the person's unit, but nobody about themselves."""
    post = record.last_main_post
    cover = covered(request.user, Right.SEE_FOLLOW_UPS, on=request.today)
    return not record.is_own and cover.holds(post.unit_id if post else None)


def _chosen(request: HttpRequest):
    """The filter, the cases that fit it, and how many fit all but the state."""
    if not has_right(request.user, Right.SEE_FOLLOW_UPS):
        raise PermissionDenied
    seen = FollowUp.objects.visible_to(request.user)
    chosen = FollowFilter(request.GET, seen, user=request.user, on=request.day)
    if not chosen.form.is_valid():
        return chosen, seen.none(), {}
    state = chosen.form.cleaned_data.pop("trang_thai", "")
    found = chosen.qs
    chosen.form.cleaned_data["trang_thai"] = state
    counts = counts_of(found)
    if state:
        found = found.filter(state=state)
    order = ("-year", "-must", "rule", "person__sort_key", "pk")
    return chosen, found.select_related("person", "assigned_to").order_by(*order), counts


def _case(request: HttpRequest, cases, pk: int) -> FollowUp:
    return get_object_or_404(cases.select_related("person", "assigned_to"), pk=pk)


def _may_scan(request: HttpRequest) -> bool:
    return covered(request.user, Right.PREPARE_CYCLE, on=request.today).everywhere


def _form(request: HttpRequest, form, heading: str, lead: str, back: str) -> HttpResponse:
    return render(
        request,
        "evaluations/follow_form.html",
        {"form": form, "heading": heading, "lead": lead, "back": back},
    )
