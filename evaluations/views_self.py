"""My self-evaluation: written and saved as it is typed, sent once; returned by the head with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import UnitPeriod
from core.errors import DomainError
from core.frame import with_day
from evaluations import self_evaluate
from evaluations.enums import About
from evaluations.forms_self import ANSWER, LINES_WAIT, SelfForm, WorkRows, rows_of
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Evaluation, SelfEvaluation
from evaluations.on_behalf import notes_about
from evaluations.open_cycle import as_of
from evaluations.open_elsewhere import MARK, SENTENCE, mark_of, one_writer, written_elsewhere
from evaluations.tell import mark_seen
from evaluations.views_cycle import visible
from evaluations.who_may import head_of
from evaluations.year_months import YearMonths, year_months

WORDS = (*self_evaluate.WORDS, "level")


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """The form. A POST saves; with ``gui`` it also sends. htmx asks only to save, and reads the time back."""
    one = get_object_or_404(
        Evaluation.objects.filter(cycle=visible(request, pk), person__account=request.user).select_related(
            "person", "organisation", "cycle", "unit"
        )
    )
    mark_seen(request.user, [About.SELF], evaluation=one)
    if request.method == "POST":
        with one_writer(_form_of(one)):
            return _saved(request, one)
    written = SelfEvaluation.objects.filter(evaluation=one).first()
    form = SelfForm(evaluation=one, initial=_initial(one, written))
    rows = None
    if self_evaluate.asks_work(one):
        rows = WorkRows(initial=[_row(item) for item in self_evaluate.typed_work(one)], prefix="viec")
        if written and written.submitted_at:
            rows.extra = 0
    return _page(request, one, written, form, rows)


@require_GET
def read(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """What somebody wrote and sent; 404 while it is a draft, which is theirs alone."""
    found = Evaluation.objects.visible_to(request.user).filter(
        cycle=visible(request, pk), self_evaluation__submitted_at__isnull=False
    )
    one = get_object_or_404(
        found.select_related("person", "organisation", "cycle", "self_evaluation"), pk=evaluation
    )
    written = {answer.code: answer.text for answer in one.self_evaluation.answers.all()}
    return render(
        request,
        "evaluations/self_read.html",
        {
            "evaluation": one,
            "written": one.self_evaluation,
            "work": self_evaluate.work_of(one),
            "months": _months(one),
            "answers": [(title, written.get(code, "")) for code, title in self_evaluate.criteria_of(one)],
            "law": all_rule_sets()[one.law],
            "notes": notes_about(one),
            "may_give_back": _may_give_back(request, one) and not one.ratings.exists(),
        },
    )


@require_POST
def give_back(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """The head returns a self-evaluation with the reason, and goes on at the sheet on which it stands."""
    found = Evaluation.objects.visible_to(request.user).filter(cycle=visible(request, pk))
    one = get_object_or_404(found.select_related("cycle", "person"), pk=evaluation)
    if not _may_give_back(request, one):
        raise PermissionDenied
    try:
        self_evaluate.give_back(evaluation=one, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"Đã trả lại phiếu của {one.person.full_name}.")
    return redirect(with_day(request, _sheet_of(request, one)))


def _sheet_of(request: HttpRequest, one: Evaluation) -> str:
    """The sheet of the unit whose head rates; the cycle for who only heads the person's own unit."""
    if one.rater_unit_id not in head_of(request.user):
        return reverse("evaluations:cycle", args=[one.cycle_id])
    units = UnitPeriod.objects.as_of(as_of(one.cycle)).filter(unit=one.rater_unit_id)
    code = units.values_list("code", flat=True).get()
    return reverse("evaluations:sheet", args=[one.cycle_id, code])


def _may_give_back(request: HttpRequest, one: Evaluation) -> bool:
    return bool({one.rater_unit_id, one.unit_id} & head_of(request.user))


def _form_of(one: Evaluation) -> str:
    return f"self:{one.pk}"


def _saved(request: HttpRequest, one: Evaluation) -> HttpResponse:
    form = SelfForm(request.POST, evaluation=one)
    rows = WorkRows(request.POST, prefix="viec") if self_evaluate.asks_work(one) else None
    is_right = form.is_valid() & (rows is None or rows.is_valid())
    mark, state = request.POST.get(MARK, ""), self_evaluate.state_of(one)
    elsewhere = written_elsewhere(_form_of(one), mark, state)
    error = SENTENCE if elsewhere else ""
    if form.is_valid() and not elsewhere:
        try:
            self_evaluate.save(
                evaluation=one,
                words={name: form.cleaned_data.get(name, "") for name in WORDS},
                answers=form.answers,
                rows=rows_of(rows) if rows is not None and rows.is_valid() else None,
                by=request.user,
            )
            if "nam-truoc" in request.POST:
                self_evaluate.copy_words(evaluation=one, by=request.user)
                messages.success(request, "Đã lấy lời tự đánh giá của năm trước; sửa lại cho năm nay.")
            if "viec-nam-truoc" in request.POST:
                count = self_evaluate.copy_work(evaluation=one, by=request.user)
                messages.success(request, f"Đã lấy {count} việc của năm trước, chưa có kết quả; sửa lại.")
            if "gui" in request.POST and is_right:
                self_evaluate.submit(evaluation=one, by=request.user)
                messages.success(request, "Đã gửi phiếu tự đánh giá.")
        except DomainError as refused:
            error = refused.sentence
    if request.htmx:
        if form.is_valid() and not is_right:
            error = error or LINES_WAIT
        saved_at = None if error or not is_right else timezone.localtime()
        return render(
            request, "evaluations/_saved.html", {"saved_at": saved_at, "error": error, "is_right": is_right}
        )
    if is_right and not error:
        return redirect(with_day(request, reverse("evaluations:self", args=[one.cycle_id])))
    if error and not elsewhere:
        messages.error(request, error)
    written = SelfEvaluation.objects.filter(evaluation=one).first()
    return _page(request, one, written, form, rows, elsewhere=elsewhere)


def _page(
    request: HttpRequest, one: Evaluation, written, form, rows, *, elsewhere: bool = False
) -> HttpResponse:
    return render(
        request,
        "evaluations/self.html",
        {
            "evaluation": one,
            "written": written,
            "form": form,
            "rows": rows,
            "months": _months(one),
            "law": all_rule_sets()[one.law],
            "notes": notes_about(one),
            "is_sent": bool(written and written.submitted_at),
            "before": _before(one, written),
            "n_work_before": _work_before(one, written),
            "mark": mark_of(self_evaluate.state_of(one)),
            "elsewhere": elsewhere,
        },
    )


def _initial(one: Evaluation, written: SelfEvaluation | None) -> dict[str, str]:
    if written is None:
        return {}
    answers = {f"{ANSWER}{answer.code}": answer.text for answer in written.answers.all()}
    return answers | {name: getattr(written, name) for name in WORDS}


def _before(one: Evaluation, written: SelfEvaluation | None) -> SelfEvaluation | None:
    """The words of the last cycle, where they may be taken over."""
    if written and (written.submitted_at or self_evaluate.has_words(written)):
        return None
    return self_evaluate.words_before(one)


def _work_before(one: Evaluation, written: SelfEvaluation | None) -> int:
    """How many lines of work of the last cycle may be taken over."""
    if (written and written.submitted_at) or self_evaluate.work_of(one):
        return 0
    return len(self_evaluate.work_before(one))


def _months(one: Evaluation) -> YearMonths | None:
    """Where the law scores months."""
    return None if self_evaluate.asks_work(one) else year_months(one)


def _row(item) -> dict:
    return {name: getattr(item, name) for name in ("name", "assigned", "done", "on_time", "beyond")}
