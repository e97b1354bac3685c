"""Nghỉ, khen thưởng, kỷ luật, bồi dưỡng of a record: reading, entering, mending, taking back, the files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from agencies.rights import Right
from agencies.scope import has_right
from core import lists
from core.frame import with_day
from staff import evidence
from staff.downloads import download
from staff.edits import carry_out, may_edit
from staff.enter import take_back
from staff.errors import StaffRefused
from staff.forms_discipline import EnterDisciplineForm
from staff.forms_service import ConclusionForm, FactForm, OffForm, RewardForm, TakeBackForm, TrainingForm
from staff.history import version_of
from staff.record import Record
from staff.service_models import Conclusion, Discipline, Leave, Reward, ServiceFact, Training
from staff.service_record import (
    MODELS,
    SLUGS,
    decision_words,
    entry_of,
    facts_of,
    kinds_of,
    service_of,
    title_of,
)
from staff.views_record import find, frame_of

SAVE, BACK, KIND = "luu", "sua", "loai"
FORMS: dict[type[ServiceFact], type[FactForm]] = {
    Leave: OffForm,
    Reward: RewardForm,
    Discipline: EnterDisciplineForm,
    Conclusion: ConclusionForm,
    Training: TrainingForm,
}


@require_GET
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab: all facts as a timeline, narrowed by ``?loai=``."""
    found = find(request, pk)
    facts = service_of(request.user, found, request.day)
    kinds = kinds_of(found)
    asked = request.GET.get(KIND, "")
    chosen = asked if asked in {slug for slug, _, _ in kinds} else ""
    counts = {slug: sum(type(fact) is model for fact in facts) for slug, _, model in kinds}
    root = reverse("staff:service", args=[pk])
    edits = may_edit(request.user, pk, on=request.today)
    return render(
        request,
        "staff/service.html",
        frame_of(request, found, "service")
        | {
            "entries": [entry_of(fact) for fact in facts if chosen in ("", SLUGS[type(fact)])],
            "total": len(facts),
            "choices": _choices(request, kinds, counts, chosen, len(facts)),
            "adds": [(words, f"{root}them/{slug}/") for slug, words, _ in kinds] if edits else [],
            "root": root,
            "links_batches": has_right(request.user, Right.UPLOAD)
            or has_right(request.user, Right.APPROVE_IMPORT),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Ghi thêm."""
    record = find(request, pk)
    words = next((words for slug, words, _ in kinds_of(record) if slug == kind), None)
    if words is None:
        raise Http404
    return _edited(request, record, f"Ghi {words[:1].lower()}{words[1:]}", FORMS[MODELS[kind]], None)


@never_cache
@require_http_methods(["GET", "POST"])
def mend(request: HttpRequest, pk: int, fact: str) -> HttpResponse:
    """Đính chính."""
    record = find(request, pk)
    found = _fact(request, record, fact)
    return _edited(request, record, "Đính chính", FORMS[type(found)], found)


@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int, fact: str) -> HttpResponse:
    """Hủy: one fact goes out of the record."""
    record = find(request, pk)
    found = _fact(request, record, fact)
    _may(request, record)
    here = reverse("staff:service", args=[pk])
    form = TakeBackForm(request.POST or None, initial={"version": version_of(pk)})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                if form.cleaned_data["version"] != version_of(pk):
                    raise StaffRefused(
                        "Hồ sơ đã đổi từ khi bạn mở trang này. Xem lại rồi thử lại.", code="changed_meanwhile"
                    )
                take_back(found, reason=form.cleaned_data["reason"], by=request.user)
        except StaffRefused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, f"Đã hủy “{title_of(found)}” trong hồ sơ của {record.person}.")
        return redirect(here)
    context = {"person": record.person, "form": form, "back_url": here}
    said = {"entry": entry_of(found), "decision": decision_words(found), "title": title_of(found)}
    return render(request, "staff/service_cancel.html", context | said)


@never_cache
@require_GET
def proof(request: HttpRequest, pk: int, fact: str) -> HttpResponse:
    """The file behind a fact."""
    found = _fact(request, find(request, pk), fact)
    if not found.evidence:
        raise Http404
    return download(found.evidence)


def _edited(
    request: HttpRequest, record: Record, label: str, form_class: type[FactForm], fact: ServiceFact | None
) -> HttpResponse:
    """Ask, preview, save. A file that comes with the preview is kept until the fact claims it."""
    _may(request, record)
    person = record.person
    given = {"record": record, "user": request.user, "today": request.today, "fact": fact}
    if request.method == "GET":
        form = form_class(**given, initial={"version": version_of(person.pk)})
        return _form_page(request, label, record, form)
    if BACK in request.POST:
        return _form_page(request, label, record, form_class(**given, initial=request.POST.dict()))
    data, trouble = _with_file(request, record)
    form = form_class(data, **given)
    if form.is_valid() and not trouble:
        try:
            effect = form.effect()
            carry_out(form, for_real=SAVE in request.POST)
        except StaffRefused as refused:
            trouble = refused
        else:
            if SAVE in request.POST:
                messages.success(request, f"Đã ghi: {effect}")
                return redirect("staff:service", person.pk)
            return _confirm_page(request, label, record, form, effect)
    if trouble:
        if trouble.code == "changed_meanwhile":
            data["version"] = version_of(person.pk)
            form = form_class(data, **given)
            form.is_valid()
        form.add_error(trouble.field if trouble.field in form.fields else None, trouble.sentence)
    return _form_page(request, label, record, form)


def _with_file(request: HttpRequest, record: Record) -> tuple:
    """What was sent, with the number of the file that came along; and what is wrong with that file."""
    data = request.POST.copy()
    if upload := request.FILES.get("file"):
        try:
            data["kept"] = str(evidence.keep(upload, person=record.person, by=request.user).pk)
        except StaffRefused as refused:
            return data, refused
    return data, None


def _fact(request: HttpRequest, record: Record, ref: str) -> ServiceFact:
    """«ky-luat-12»: the fact if it is this person's and the user may see it, else 404."""
    slug, _, number = ref.rpartition("-")
    model = next((model for known, _, model in kinds_of(record) if known == slug), None)
    if model is None or not number.isdecimal() or len(number) > 18:
        raise Http404
    found = facts_of(request.user, record, model, request.day).filter(pk=int(number)).first()
    if found is None:
        raise Http404
    return found


def _may(request: HttpRequest, record: Record) -> None:
    if not may_edit(request.user, record.person.pk, on=request.today):
        raise PermissionDenied


def _choices(
    request: HttpRequest, kinds, counts: dict[str, int], chosen: str, total: int
) -> list[lists.Choice]:
    """Quick filters; none where all facts are of one kind."""
    if sum(map(bool, counts.values())) < 2 and not chosen:
        return []
    everything = lists.Choice("Tất cả", lists.url_with(request, **{KIND: None}), total, not chosen)
    return [everything] + [
        lists.Choice(words, lists.url_with(request, **{KIND: slug}), counts[slug], slug == chosen)
        for slug, words, _ in kinds
    ]


def _form_page(request: HttpRequest, label: str, record: Record, form: FactForm) -> HttpResponse:
    return render(request, "staff/edit.html", _context(request, label, record) | {"form": form})


def _confirm_page(
    request: HttpRequest, label: str, record: Record, form: FactForm, effect: str
) -> HttpResponse:
    """What will happen, with everything that was typed carried along."""
    typed = [(name, value) for name, value in form.data.items() if name in form.fields and name != "file"]
    said = {
        "effect": effect,
        "warnings": list(form.warnings()),
        "differences": form.differences(),
        "typed": typed,
    }
    return render(request, "staff/edit_confirm.html", _context(request, label, record) | said)


def _context(request: HttpRequest, label: str, record: Record) -> dict:
    back = with_day(request, reverse("staff:service", args=[record.person.pk]))
    return {"kind": {"label": label}, "person": record.person, "record": record, "back_url": back}
