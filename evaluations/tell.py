"""Telling the person what was decided of them, in the transaction that decides it; set-based for hundreds.

An earlier notice of the same that nobody has read gives way: it would say what isn't so any more.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from core.copying import copy_in
from evaluations.enums import About
from evaluations.law.check import case_of, check
from evaluations.law.errors import FactsError
from evaluations.law.kinds.petitions import MayPetition
from evaluations.models import Cycle, Decision, Evaluation, Notice, PeriodScore, Petition
from evaluations.scores.periods import period_from

ABOUT_SCORE = "score"


class Told(NamedTuple):
    """One notice: what it says, of which evaluation or score, until when the person may petition."""

    text: str
    evaluation_id: int | None = None
    score_id: int | None = None
    due_on: date | None = None


def tell_results(decision: Decision, evaluations: Collection[Evaluation], *, today: date) -> None:
    """Everybody whom the decision rates, with the last day of a petition."""
    terms = _terms("rating", evaluations, published_on=decision.published_on, on=today)
    name = decision.cycle.in_sentence
    said = f"Quyết định số {decision.number} ngày {decision.decided_on:%d/%m/%Y}"
    if decision.published_on > today:
        said += f", công bố ngày {decision.published_on:%d/%m/%Y}"
    _write(
        About.RESULT,
        [
            Told(f"Đã có kết quả xếp loại kỳ {name}{_until(due)}. {said}.", evaluation_id=pk, due_on=due)
            for pk, due in terms.items()
        ],
    )


def tell_answer(petition: Petition) -> None:
    """Who petitioned, once it is answered."""
    what = "điểm theo dõi" if petition.score_id else "kết quả xếp loại"
    text = f"Kiến nghị về {what} đã được trả lời ngày {petition.answered_on:%d/%m/%Y}."
    _write(About.PETITION, [_of_petition(petition, f"{text} {petition.state_words}.")])


def tell_entered(petition: Petition, *, by) -> None:
    """Whose petition somebody else entered from paper."""
    what = "điểm theo dõi" if petition.score_id else "kết quả xếp loại"
    said = f"Kiến nghị của bạn về {what}, nhận bằng bản giấy ngày {petition.filed_on:%d/%m/%Y}"
    text = f"{said}, được {by.full_name} nhập vào cổng. Hạn trả lời: {petition.due_on:%d/%m/%Y}."
    _write(About.PETITION, [_of_petition(petition, text)])


def tell_scores(scores: Collection[PeriodScore], *, today: date) -> None:
    """Everybody whose score is confirmed (khoản 3 Điều 17 NĐ 335/2025), with the last day of a petition."""
    terms = _terms(ABOUT_SCORE, scores, published_on=today, on=today)
    cycles = Cycle.objects.in_bulk({one.cycle_id for one in scores})
    names = {
        (cycle, first): period_from(cycles[cycle], first).name
        for cycle, first in {(one.cycle_id, one.period_on) for one in scores}
    }
    _write(
        About.SCORE,
        [
            Told(
                f"Đã xác nhận điểm {names[one.cycle_id, one.period_on]}{_until(terms[one.pk])}.",
                score_id=one.pk,
                due_on=terms[one.pk],
            )
            for one in scores
        ],
    )


def tell_returned_score(score: PeriodScore) -> None:
    name = period_from(score.cycle, score.period_on).name
    text = f"Phiếu theo dõi {name} bị trả lại: {score.returned_reason}"
    _write(About.SCORE, [Told(text, score_id=score.pk)])


def tell_returned_self(evaluation: Evaluation, *, reason: str) -> None:
    _write(About.SELF, [Told(f"Phiếu tự đánh giá bị trả lại: {reason}", evaluation_id=evaluation.pk)])


def mark_seen(user, about: Collection[str], **of) -> None:
    """The person has opened what the notices are about: they are read. Others' opening changes nothing."""
    unread = Notice.objects.own(user).unread().filter(about__in=about, **of)
    if found := list(unread.values_list("pk", flat=True)):
        Notice.objects.filter(pk__in=found).update(read_at=timezone.now(), read_by=user)


def _terms(
    about: str, rated: Collection[Evaluation] | Collection[PeriodScore], *, published_on: date, on: date
) -> dict[int, date | None]:
    """{id of each: the last day of a petition}, asked for once of a group under the same rules."""
    known: dict[tuple, date | None] = {}
    found = {}
    for one in rated:
        key = (one.group, *one.stricter)
        if key not in known:
            known[key] = filing_term(about, one.group, one.stricter, published_on=published_on, on=on)
        found[one.pk] = known[key]
    return found


def filing_term(about: str, group: str, stricter: list[str], *, published_on: date, on: date) -> date | None:
    """The last day of a petition by the law of the day; None where it has no word on such a petition."""
    facts = {
        "subject": "petition", "about": about, "group": group, "on": on.isoformat(),
        "published_on": published_on.isoformat(), "filed_on": on.isoformat(), "received_on": on.isoformat(),
        "authorities": stricter,
    }  # fmt: skip
    try:
        said = check(facts, on=on)
        named = {rule.about for rule in case_of(facts, on=on).rules(MayPetition)}
    except FactsError:
        return None
    if said["refused_by"] or (about == ABOUT_SCORE and about not in named):
        return None
    due = said["due"].get("published_on")
    return date.fromisoformat(due) if due else None


def _until(due: date | None) -> str:
    return f", hạn kiến nghị {due:%d/%m/%Y}" if due else ""


def _of_petition(petition: Petition, text: str) -> Told:
    if petition.score_id:
        return Told(text, score_id=petition.score_id)
    return Told(text, evaluation_id=petition.rating.evaluation_id)


def _write(about: About, told: Sequence[Told]) -> None:
    """In two statements, however many."""
    if not told:
        return
    stale = Notice.objects.unread().filter(unit=None, about=about)
    stale.filter(
        Q(evaluation__in=[one.evaluation_id for one in told if one.evaluation_id])
        | Q(score__in=[one.score_id for one in told if one.score_id])
    ).delete()
    now = timezone.now()
    table = f"{Notice._meta.db_table} (text, evaluation_id, score_id, due_on, about, made_at)"
    with connection.cursor() as cursor:
        copy_in(cursor, table, ((*one, about, now) for one in told))
