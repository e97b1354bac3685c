"""The steps of an organisation: minutes, the Party committee's opinion, the synthesis; and those about one
person who is rated from above."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import DomainError
from core.frame import with_day
from evaluations.enums import Step
from evaluations.forms_step import StepForm
from evaluations.meeting_opinions import left_empty, people_of
from evaluations.meetings import asked_of, missing_at
from evaluations.models import Evaluation, Organisation, StepRecord
from evaluations.open_cycle import as_of
from evaluations.record_step import EMPTY, SLUGS, record_step
from evaluations.return_step import return_step
from evaluations.steps_done import OF_ONE
from evaluations.views_sheet import may_prepare, sheet_of
from evaluations.who_may import sides_with, signs_for


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, code: str, slug: str) -> HttpResponse:
    """Write one step down, or mend it."""
    if slug not in SLUGS:
        raise Http404
    cycle, unit = sheet_of(request, pk, code)
    if not may_prepare(request, unit.unit_id):
        raise PermissionDenied
    organisation = get_object_or_404(Organisation, cycle=cycle, unit=unit.unit_id)
    done = _records(SLUGS[slug]).filter(organisation=organisation, evaluation=None).first()
    asked = []
    if SLUGS[slug] == Step.MEETING:
        asked = asked_of(organisation, done.held_on if done else as_of(cycle))
    form = StepForm(
        request.POST or None, step=SLUGS[slug], today=request.today, asked=asked, initial=_initial(done)
    )
    if request.method == "POST" and form.is_valid():
        try:
            record = record_step(
                organisation=organisation, step=SLUGS[slug], by=request.user, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ghi: {SLUGS[slug].label}.")
            if record.step == Step.MEETING:
                for sentence in missing_at(record):
                    messages.warning(request, f"Chưa ký được: {sentence}")
                if empty := left_empty(record):
                    messages.info(request, f"Biên bản còn để trống, in ra có chỗ ghi tay: {empty}.")
                return redirect(with_day(request, reverse("evaluations:opinions", args=[pk, code])))
            return redirect(with_day(request, reverse("evaluations:sheet", args=[pk, code])))
    return render(
        request,
        "evaluations/step.html",
        {
            "form": form,
            "cycle": cycle,
            "unit": unit,
            "step": SLUGS[slug],
            "slug": slug,
            "done": done,
            "asked": asked,
            "people": people_of(organisation) if form.is_meeting else [],
            "about": None,
            "may_give_back": _may_give_back(request, unit.unit_id, done),
        },
    )


@require_http_methods(["GET", "POST"])
def step_of(request: HttpRequest, pk: int, code: str, slug: str, evaluation: int) -> HttpResponse:
    """Write down a step about one person whom the unit's head rates from above: the side of who rates."""
    if slug not in OF_ONE:
        raise Http404
    cycle, unit = sheet_of(request, pk, code)
    found = Evaluation.objects.visible_to(request.user).staying()
    found = found.filter(cycle=cycle, rater_unit=unit.unit_id).exclude(unit=unit.unit_id)
    one = get_object_or_404(found.select_related("person", "organisation"), pk=evaluation)
    if not sides_with(request.user, unit.unit_id):
        raise PermissionDenied
    done = _records(OF_ONE[slug]).filter(evaluation=one).first()
    form = StepForm(request.POST or None, step=OF_ONE[slug], today=request.today, initial=_initial(done))
    if request.method == "POST" and form.is_valid():
        try:
            record_step(
                organisation=one.organisation, evaluation=one, step=OF_ONE[slug], by=request.user,
                **form.cleaned_data,
            )  # fmt: skip
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã ghi: {OF_ONE[slug].label}, về {one.person.full_name}.")
            return redirect(with_day(request, reverse("evaluations:rate-one", args=[pk, code, one.pk])))
    return render(
        request,
        "evaluations/step.html",
        {
            "form": form, "cycle": cycle, "unit": unit, "step": OF_ONE[slug], "slug": slug, "done": done,
            "asked": [], "people": [], "about": one.person,
            "may_give_back": _may_give_back(request, unit.unit_id, done),
        },
    )  # fmt: skip


@require_POST
def give_back(
    request: HttpRequest, pk: int, code: str, slug: str, evaluation: int | None = None
) -> HttpResponse:
    """Whoever signs returns a step with the reason to who wrote it; about one person, or for the unit."""
    if slug not in SLUGS:
        raise Http404
    cycle, unit = sheet_of(request, pk, code)
    if unit.unit_id not in signs_for(request.user):
        raise PermissionDenied
    rows = _records(SLUGS[slug]).filter(organisation__cycle=cycle, evaluation=evaluation)
    if evaluation is None:
        rows = rows.filter(organisation__unit=unit.unit_id)
    else:
        rows = rows.filter(evaluation__rater_unit=unit.unit_id)
    record = get_object_or_404(rows)
    try:
        return_step(record, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"Đã trả lại {record.made_by.full_name}: {SLUGS[slug].label}.")
    return redirect(with_day(request, reverse("evaluations:sheet", args=[pk, code])))


def _records(step: Step) -> QuerySet[StepRecord]:
    return StepRecord.objects.filter(step=step).select_related("made_by", "returned_by")


def _may_give_back(request: HttpRequest, unit_id: int, done: StepRecord | None) -> bool:
    """Whoever signs, of what another wrote: one's own is mended at once."""
    if done is None or done.is_returned or done.made_by_id == request.user.pk:
        return False
    return unit_id in signs_for(request.user)


def _initial(done: StepRecord | None) -> dict:
    if done is None:
        return {}
    kept = {
        name: getattr(done, name)
        for name in (
            "number",
            "present",
            "invited",
            "attendants",
            "wrote",
            "is_large",
            "text",
            *EMPTY,
        )
    }
    return kept | {"held_on": f"{done.held_on:%d/%m/%Y}"}
