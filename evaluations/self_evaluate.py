"""Tự đánh giá: saved as it is typed, submitted once, returned with a reason where it must be mended."""

from collections.abc import Mapping, Sequence
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from evaluations.enums import RatingLevel
from evaluations.errors import EvaluationRefused
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import CriterionAnswer, Evaluation, OnBehalf, SelfEvaluation
from evaluations.scores.periods import scores_months
from evaluations.tell import tell_returned_self
from evaluations.writing import locked
from work.enums import Source
from work.models import WorkItem

WORDS = ("strengths", "weaknesses")


def asks_work(evaluation: Evaluation) -> bool:
    """Whether the year's form asks for work and words: one of scores has the months' sheets for them."""
    return not scores_months(evaluation.law)


def criteria_of(evaluation: Evaluation) -> list[tuple[str, str]]:
    """(code, title) of what the group's form asks in words; a decree that scores its criteria asks none."""
    form = all_rule_sets()[evaluation.law].form("words", evaluation.group)
    questions = form.questions if form else ()
    return [(one.code, one.title) for one in questions if evaluation.is_leader or not one.leaders]


def save(
    *, evaluation: Evaluation, words: Mapping[str, str], answers: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]] | None, by,
) -> SelfEvaluation:  # fmt: skip
    """Keep what is written so far; ``rows`` None leaves the work as it is. Under a law that scores months the
    level alone is asked, and nothing else touched. Raises EvaluationRefused."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi phiếu tự đánh giá"):
        evaluation = locked(evaluation)
        written, _ = SelfEvaluation.objects.get_or_create(evaluation=evaluation)
        _refuse_submitted(written)
        wants_work = asks_work(evaluation)
        for name in (*WORDS, "level") if wants_work else ("level",):
            setattr(written, name, words.get(name, ""))
        written.save()
        OnBehalf.objects.filter(self_evaluation=written).delete()
        known = {answer.code: answer for answer in written.answers.all()}
        for code, _ in criteria_of(evaluation):
            text = answers.get(code, "")
            if code in known and known[code].text != text:
                known[code].text = text
                known[code].save(update_fields=["text"])
            elif code not in known and text:
                CriterionAnswer.objects.create(self_evaluation=written, code=code, text=text)
        if rows is not None and wants_work:
            _write_work(evaluation, rows)
    return written


def words_before(evaluation: Evaluation) -> SelfEvaluation | None:
    """What the person sent in the last cycle before this one, where this year's form asks for words."""
    if not asks_work(evaluation):
        return None
    sent = SelfEvaluation.objects.filter(
        evaluation__person=evaluation.person_id,
        evaluation__cycle__year__lt=evaluation.cycle.year,
        submitted_at__isnull=False,
    )
    return sent.select_related("evaluation__organisation").order_by("-evaluation__cycle__year", "-pk").first()


def copy_words(*, evaluation: Evaluation, by) -> None:
    """Take over the words of the last cycle as a start, never the level. Raises EvaluationRefused where
    something is written already, or there is nothing to take over."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Lấy lời tự đánh giá năm trước"):
        evaluation = locked(evaluation)
        written, _ = SelfEvaluation.objects.get_or_create(evaluation=evaluation)
        _refuse_submitted(written)
        if has_words(written):
            raise EvaluationRefused("Phiếu đã có nội dung nên không lấy từ năm trước.", code="not_empty")
        before = words_before(evaluation)
        if before is None:
            raise EvaluationRefused("Chưa có phiếu đã gửi của năm trước để lấy.", code="nothing")
        for name in WORDS:
            setattr(written, name, getattr(before, name))
        written.save(update_fields=WORDS)
        written.answers.all().delete()
        asked = {code for code, _ in criteria_of(evaluation)}
        for answer in before.answers.filter(code__in=asked):
            CriterionAnswer.objects.create(self_evaluation=written, code=answer.code, text=answer.text)


def work_before(evaluation: Evaluation) -> list[WorkItem]:
    """The lines of the form that the person sent in the last cycle before this one."""
    before = words_before(evaluation)
    return list(_work(before.evaluation)) if before else []


def copy_work(*, evaluation: Evaluation, by) -> int:
    """Take over the names and the numbers assigned of the last cycle as a start, with nothing done yet; the
    number of lines. Raises EvaluationRefused where there are lines already, or none to take over."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Lấy công việc năm trước"):
        evaluation = locked(evaluation)
        written, _ = SelfEvaluation.objects.get_or_create(evaluation=evaluation)
        _refuse_submitted(written)
        if _work(evaluation).exists():
            raise EvaluationRefused("Phiếu đã có công việc nên không lấy từ năm trước.", code="not_empty")
        rows = [{"name": item.name, "assigned": item.assigned} for item in work_before(evaluation)]
        if not rows:
            raise EvaluationRefused("Chưa có công việc của năm trước để lấy.", code="nothing")
        _write_work(evaluation, rows)
    return len(rows)


def has_words(written: SelfEvaluation) -> bool:
    return any(getattr(written, name) for name in WORDS) or written.answers.exclude(text="").exists()


def submit(*, evaluation: Evaluation, by) -> SelfEvaluation:
    """Send it to the head. Raises EvaluationRefused where the level is missing, or it is sent already."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Gửi phiếu tự đánh giá"):
        evaluation = locked(evaluation)
        written, _ = SelfEvaluation.objects.get_or_create(evaluation=evaluation)
        _refuse_submitted(written)
        if written.level not in RatingLevel.values:
            raise EvaluationRefused("Chọn mức tự xếp loại trước khi gửi.", code="level", field="level")
        written.submitted_at, written.returned_reason = timezone.now(), ""
        written.save(update_fields=["submitted_at", "returned_reason"])
    return written


def give_back(*, evaluation: Evaluation, reason: str, by) -> SelfEvaluation:
    """Return it to the person, with the reason. Raises EvaluationRefused."""
    if not reason.strip():
        raise EvaluationRefused(
            "Ghi lý do trả lại để người viết biết cần sửa gì.", code="reason", field="reason"
        )
    with transaction.atomic(), pghistory.context(user=by.pk, what="Trả lại phiếu tự đánh giá"):
        evaluation = locked(evaluation)
        written = SelfEvaluation.objects.filter(evaluation=evaluation).first()
        if written is None or written.submitted_at is None:
            raise EvaluationRefused("Phiếu chưa được gửi nên không có gì để trả lại.", code="not_submitted")
        written.submitted_at, written.returned_at = None, timezone.now()
        written.returned_reason = reason.strip()
        written.save(update_fields=["submitted_at", "returned_at", "returned_reason"])
        tell_returned_self(evaluation, reason=written.returned_reason)
    return written


def work_of(evaluation: Evaluation) -> list[WorkItem]:
    """The person's lines of work for all of the organisation's days; none where months are scored."""
    return list(_work(evaluation)) if asks_work(evaluation) else []


def typed_work(evaluation: Evaluation) -> list[WorkItem]:
    """Those of them that the person types."""
    return list(_work(evaluation).filter(source=Source.TYPED)) if asks_work(evaluation) else []


def _work(evaluation: Evaluation):
    organisation = evaluation.organisation
    items = WorkItem.objects.filter(person=evaluation.person_id)
    return items.of_period(organisation.starts_on, organisation.ends_on)


def state_of(evaluation: Evaluation) -> list:
    """What the form says now, to tell whether a page still shows it."""
    written = SelfEvaluation.objects.filter(evaluation=evaluation).first()
    words = [getattr(written, name, "") for name in (*WORDS, "level")]
    answers = sorted(written.answers.exclude(text="").values_list("code", "text")) if written else []
    numbers = ("name", "assigned", "done", "on_time", "beyond")
    return [words, answers, [[getattr(item, name) for name in numbers] for item in typed_work(evaluation)]]


def _refuse_submitted(written: SelfEvaluation) -> None:
    if written.submitted_at:
        raise EvaluationRefused(
            "Phiếu đã gửi. Muốn sửa thì đề nghị người đứng đầu trả lại.", code="submitted"
        )


def _write_work(evaluation: Evaluation, rows: Sequence[Mapping[str, Any]]) -> None:
    """The person's own lines, in their order; what is as before isn't touched, so that the history tells only
    changes. Lines from assignments are left alone."""
    organisation = evaluation.organisation
    first, last = organisation.starts_on, organisation.ends_on
    there = typed_work(evaluation)
    for order, (item, row) in enumerate(zip(there, rows, strict=False)):
        said = {**row, "order": order}
        if any(getattr(item, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(item, name, value)
            item.save(update_fields=list(said))
    if gone := [item.pk for item in there[len(rows) :]]:
        WorkItem.objects.filter(pk__in=gone).delete()
    WorkItem.objects.bulk_create(
        WorkItem(
            person_id=evaluation.person_id,
            unit_id=evaluation.unit_id,
            starts_on=first,
            ends_on=last,
            order=order,
            **row,
        )
        for order, row in enumerate(rows[len(there) :], start=len(there))
    )
