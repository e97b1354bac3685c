"""The scores of a person: the list of periods, one's own form 01, and one score with its derivation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from agencies.rights import Right
from agencies.scope import covered
from core.errors import DomainError
from core.frame import with_day
from core.models import Job
from evaluations.enter_petition import against_entering
from evaluations.enums import About
from evaluations.errors import Blocked
from evaluations.forms_self import LINES_WAIT
from evaluations.models import PeriodScore, Petition
from evaluations.open_elsewhere import MARK, SENTENCE, mark_of, one_writer, written_elsewhere
from evaluations.scores import confirm as confirming
from evaluations.scores import confirm_many, write
from evaluations.scores import open as opening
from evaluations.scores.forms import LeadingForm, PartsForm, ProductRows, WordsForm, rows_of
from evaluations.scores.forms_judging import CAUSE, JudgingForm
from evaluations.scores.means import own_means
from evaluations.scores.overview import overview
from evaluations.scores.periods import period_from
from evaluations.scores.petition import against_filing
from evaluations.scores.sheet import as_read_by, criteria_of, work_rows
from evaluations.scores.sheet import rows_of as score_rows
from evaluations.setting_words import with_settings
from evaluations.tell import mark_seen
from evaluations.views_cycle import visible
from evaluations.views_sheet import may_prepare
from evaluations.who_may import signs_for
from work.models import WorkItem


@require_GET
def periods(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own scores of a cycle, and how far the units are whose people one monitors."""
    cycle = visible(request, pk)
    own = Job.objects.unfinished().filter(created_by=request.user, subject__startswith=f"cycle:{pk}:")
    job = own.filter(kind__in=(opening.KIND, confirm_many.KIND)).first()  # before what it changes
    return render(
        request,
        "evaluations/scores/periods.html",
        {
            "cycle": cycle,
            "page": overview(cycle, request.user, today=request.today),
            "means": own_means(cycle, request.user, today=request.today),
            "may_open": covered(request.user, Right.PREPARE_CYCLE, on=request.today).everywhere,
            "job": job,
        },
    )


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, pk: int, score: int) -> HttpResponse:
    """One's own form 01. A POST saves; ``gui`` also sends it, ``ky-truoc`` takes over last period's
    work. htmx asks only to save, and reads the time back."""
    mine = PeriodScore.objects.filter(cycle=visible(request, pk), person__account=request.user)
    one = get_object_or_404(mine.select_related("person", "cycle", "on_behalf__made_by"), pk=score)
    mark_seen(request.user, [About.SCORE], score=one)
    if one.submitted_at or one.confirmed_at:
        if request.method == "POST" and request.htmx:
            return _saved(request, "Phiếu đã gửi; tải lại trang.", is_right=True)
        return redirect(with_day(request, reverse("evaluations:score", args=[pk, score])))
    if request.method == "POST":
        with one_writer(_form_of(one)):
            return _written(request, one)
    initial = [_line(item) for item in write.work_of(one)]
    return _form_page(
        request,
        one,
        PartsForm(score=one, given=one.own_parts),
        WordsForm(initial={name: getattr(one, name) for name in write.WORDS}),
        ProductRows(initial=initial, prefix="viec"),
    )


@require_http_methods(["GET", "POST"])
def score(request: HttpRequest, pk: int, score: int) -> HttpResponse:
    """One score for whoever may see it; for who monitors also the points, causes, remarks, confirmation."""
    one = seen(request, pk, score)
    if one.submitted_at is None and one.confirmed_at is None and one.person.account_id == request.user.pk:
        return redirect(with_day(request, reverse("evaluations:score-form", args=[pk, score])))
    mark_seen(request.user, [About.SCORE], score=one)
    judges = _may_judge(request, one)
    said = request.POST if judges and one.confirmed_at is None else None
    points = PartsForm(said or None, score=one, given=one.parts)
    leading = LeadingForm(said or None, score=one)
    judging = JudgingForm(said or None, score=one, items=_with_causes(request, one))
    blocked: list[str] = []
    if request.method == "POST":
        if not judges:
            raise PermissionDenied
        try:
            if answer := _judged(request, one, points, leading, judging):
                return answer
        except Blocked as error:
            blocked = error.sentences
        except DomainError as error:
            messages.error(request, error.sentence)
    return _score_page(request, one, points, leading, judging, blocked, judges)


def seen(request: HttpRequest, pk: int, score: int) -> PeriodScore:
    """404 for what the user may not see, and for another's sheet that isn't sent."""
    found = PeriodScore.objects.visible_to(request.user).filter(cycle=visible(request, pk))
    one = get_object_or_404(
        found.select_related("person", "cycle", "unit", "confirmed_by", "on_behalf__made_by"), pk=score
    )
    if one.submitted_at is None and one.confirmed_at is None and one.person.account_id != request.user.pk:
        return get_object_or_404(found.none(), pk=score)
    return as_read_by(request.user, one)


def _may_judge(request: HttpRequest, one: PeriodScore) -> bool:
    is_own = one.person.account_id == request.user.pk
    return not is_own and may_prepare(request, one.monitor_unit_id)


def _with_causes(request: HttpRequest, one: PeriodScore) -> list[WorkItem]:
    """The lines of work whose objective causes the user may confirm: who monitors, not a clerk."""
    monitors = one.confirmed_at is None and one.monitor_unit_id in signs_for(request.user)
    return list(write.work_of(one)) if monitors else []


def _judged(request: HttpRequest, one: PeriodScore, points, leading, judging) -> HttpResponse | None:
    """Carry out the press; where to go on, None where something is to be mended on the page."""
    here = redirect(with_day(request, reverse("evaluations:score", args=[one.cycle_id, one.pk])))
    by, reason = request.user, request.POST.get("reason", "")
    if "tra-lai" in request.POST:
        confirming.refuse_others(one, by)
        write.give_back(score=one, reason=reason, by=by)
        messages.success(request, f"Đã trả lại phiếu của {one.person.full_name}.")
        return redirect(with_day(request, reverse("evaluations:scores", args=[one.cycle_id])))
    if "thay" in request.POST:
        new = confirming.replace_score(score=one, reason=reason, by=by, today=request.today)
        messages.success(request, "Đã lập điểm mới; điểm cũ có hiệu lực đến khi điểm mới được xác nhận.")
        return redirect(with_day(request, reverse("evaluations:score", args=[one.cycle_id, new.pk])))
    if any(name.startswith(CAUSE) for name in request.POST):
        confirming.refuse_others(one, by)
    if not all([points.is_valid(), leading.is_valid(), judging.is_valid()]):
        return None
    confirming.judge(
        score=one,
        parts=points.parts,
        leading=leading.leading,
        remarks=judging.cleaned_data["remarks"],
        by=by,
    )
    for item, faults, delays, cause in judging.causes:
        confirming.confirm_cause(item=item, score=one, faults=faults, delays=delays, cause=cause, by=by)
    if "xac-nhan" in request.POST:
        confirming.confirm(unit_id=one.monitor_unit_id, score_ids=[one.pk], by=by, today=request.today)
        messages.success(request, f"Đã xác nhận điểm của {one.person.full_name}.")
    else:
        messages.success(request, "Đã lưu.")
    return here


def _score_page(
    request: HttpRequest, one: PeriodScore, points, leading, judging, blocked, judges
) -> HttpResponse:
    (row,) = score_rows([one])
    versions = PeriodScore.objects.filter(person=one.person_id, starts_on=one.starts_on, cycle=one.cycle_id)
    is_open = judges and one.confirmed_at is None
    monitors = one.monitor_unit_id in signs_for(request.user)
    return render(
        request,
        "evaluations/scores/score.html",
        {
            "score": one,
            "row": row,
            "period": period_from(one.cycle, one.period_on),
            "law": one.rule_set,
            "criteria": [(line, _field(points, line)) for line in criteria_of(one)],
            "points": points,
            "leading": leading,
            "judging": judging,
            "work": [
                (row, judging.fields_of(row.pk))
                for row in work_rows(one, list(write.work_of(one).select_related("confirmed_by")))
            ],
            "steps": with_settings(one.law, one.steps or row.verdict.get("steps", ())),
            "versions": versions.visible_to(request.user).order_by("version"),
            "is_open": is_open,
            "may_confirm": is_open and monitors,
            "may_replace": judges and one.confirmed_at and monitors,
            "petition": _petition(request, one),
            "may_petition": _may_petition(request, one),
            "may_enter": _may_enter(request, one),
            "blocked": blocked,
        },
    )


def _petition(request: HttpRequest, one: PeriodScore) -> Petition | None:
    """That about this score; of one made for a petition, that about the score whose place it takes."""
    about = Petition.objects.visible_to(request.user).filter(score__in=[one.pk, one.replaces_id or one.pk])
    return about.order_by("-filed_on", "-pk").first()


def _may_petition(request: HttpRequest, one: PeriodScore) -> bool:
    if one.confirmed_at is None or one.person.account_id != request.user.pk or hasattr(one, "replaced_by"):
        return False
    return not against_filing(one, on=request.today)


def _may_enter(request: HttpRequest, one: PeriodScore) -> bool:
    if one.confirmed_at is None or hasattr(one, "replaced_by"):
        return False
    return not against_entering(one.monitor_unit_id, one.person_id, request.user)


def _form_of(one: PeriodScore) -> str:
    return f"score:{one.pk}"


def _written(request: HttpRequest, one: PeriodScore) -> HttpResponse:
    points = PartsForm(request.POST, score=one, given={})
    words = WordsForm(request.POST)
    rows = ProductRows(request.POST, prefix="viec")
    is_right = all([points.is_valid(), words.is_valid(), rows.is_valid()])
    if written_elsewhere(_form_of(one), request.POST.get(MARK, ""), write.state_of(one)):
        if request.htmx:
            return _saved(request, SENTENCE, is_right)
        return _form_page(request, one, points, words, rows, elsewhere=True)
    error = ""
    try:
        write.save(
            score=one,
            parts=points.parts,
            words=words.cleaned_data,
            rows=rows_of(rows) if rows.is_valid() else None,
            by=request.user,
        )
        if "ky-truoc" in request.POST:
            n = write.copy_last(score=one, by=request.user)
            messages.success(request, f"Đã lấy {n} công việc của kỳ trước; ghi số đã hoàn thành.")
        if "gui" in request.POST and is_right:
            write.submit(score=one, by=request.user)
            messages.success(request, "Đã gửi phiếu cho người theo dõi, đánh giá.")
    except DomainError as refused:
        error = refused.sentence
    if request.htmx:
        return _saved(request, error or ("" if rows.is_valid() else LINES_WAIT), is_right)
    if is_right and not error:
        return redirect(with_day(request, reverse("evaluations:score-form", args=[one.cycle_id, one.pk])))
    if error:
        messages.error(request, error)
    return _form_page(request, one, points, words, rows)


def _saved(request: HttpRequest, error: str, is_right: bool) -> HttpResponse:
    saved_at = None if error or not is_right else timezone.localtime()
    said = {"saved_at": saved_at, "error": error, "is_right": is_right}
    return render(request, "evaluations/_saved.html", said)


def _form_page(
    request: HttpRequest, one: PeriodScore, points, words, rows, *, elsewhere: bool = False
) -> HttpResponse:
    return render(
        request,
        "evaluations/scores/form.html",
        {
            "score": one,
            "period": period_from(one.cycle, one.period_on),
            "law": one.rule_set,
            "criteria": [(line, _field(points, line)) for line in criteria_of(one)],
            "points": points,
            "words": words,
            "rows": rows,
            "mark": mark_of(write.state_of(one)),
            "elsewhere": elsewhere,
        },
    )


def _field(points: PartsForm, line):
    return None if line.is_heading else points[f"diem-{line.code}"]


def _line(item: WorkItem) -> dict:
    return {name: getattr(item, name) for name in write.TYPED}
