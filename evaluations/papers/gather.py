"""All that papers of evaluations say, in a fixed number of queries; only what the reader may read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from evaluations.enums import Step
from evaluations.models import (
    Evaluation,
    MeetingOpinion,
    PeriodScore,
    Proposal,
    Rating,
    SelfEvaluation,
    StepRecord,
)
from evaluations.papers.offices import Office, offices
from evaluations.papers.signers import Signed, signed_by
from evaluations.scores.periods import scores_months
from evaluations.steps_done import steps_done
from evaluations.year_months import months_left_out, scores_that_stood
from work.models import WorkItem


@dataclass(frozen=True, slots=True)
class Dossier:
    """One person's evaluation. ``rating`` is the one that stands, None where there is none or it isn't the
    reader's yet; ``steps`` are those of the whole organisation, or the person's own where there are."""

    evaluation: Evaluation
    office: Office
    rater: Office
    decider: Office | None  # whose head signed the rating that stands: at times not the rater's
    written: SelfEvaluation | None
    answers: dict[str, str]
    work: tuple[WorkItem, ...]
    steps: dict[Step, StepRecord]
    proposal: Proposal | None
    scores: tuple[PeriodScore, ...]
    rating: Rating | None
    signed: Signed | None
    opinion: MeetingOpinion | None = None  # of the meeting about the organisation
    left_out: Mapping[int, Collection[str]] = field(default_factory=dict)  # months, and why not in the mean

    @property
    def is_sent(self) -> bool:
        return bool(self.written and self.written.submitted_at)

    @property
    def sent_on(self) -> date | None:
        return timezone.localdate(self.written.submitted_at) if self.is_sent else None

    @property
    def notes(self) -> tuple[str, ...]:
        """That another entered the form, or why there is none: said at the head of the paper."""
        entered = getattr(self.written, "on_behalf", None) if self.written else None
        absence = getattr(self.evaluation, "absence", None)
        absent = absence if absence and absence.covers(self.evaluation.organisation.rated_on) else None
        return tuple(f"({one})" for one in (entered, absent) if one)

    @property
    def self_level(self) -> str:
        return self.written.level if self.is_sent else ""


def gather(evaluations: Iterable[Evaluation], *, user, today: date) -> list[Dossier]:
    """In the order given. Of their own evaluation people read what others wrote only once it is published, of
    somebody else's what that person wrote only once it was sent."""
    found = list(evaluations)
    work, steps, ratings = _work(found), steps_done(found), _ratings(found)
    scores, opinions = scores_that_stood(found, ratings), _opinions(found)
    left_out = months_left_out(found, ratings)
    named: dict[date, dict[int, Office]] = {}
    for on in {one.organisation.rated_on for one in found}:
        those = [one for one in found if one.organisation.rated_on == on]
        units = {pk for one in those for pk in (one.unit_id, one.rater_unit_id)}
        units |= {ratings[one.pk].decision.unit_id for one in those if one.pk in ratings}
        named[on] = offices(units, on)
    signers: dict[int, Signed] = {}
    for on, here in named.items():
        decisions = {
            ratings[one.pk].decision for one in found if one.organisation.rated_on == on and one.pk in ratings
        }
        signers |= signed_by(decisions, here)
    dossiers = []
    for one in found:
        here = named[one.organisation.rated_on]
        rating = ratings.get(one.pk)
        is_own = one.person.account_id == user.pk
        if is_own and rating and rating.decision.published_on > today:
            rating = None
        written = getattr(one, "self_evaluation", None)
        if written and not is_own and not written.submitted_at:
            written = None
        dossiers.append(
            Dossier(
                evaluation=one,
                office=here[one.unit_id],
                rater=here[one.rater_unit_id],
                decider=here[rating.decision.unit_id] if rating else None,
                written=written,
                answers={answer.code: answer.text for answer in written.answers.all()} if written else {},
                work=tuple(work[one.pk]),
                steps={} if is_own and not rating else steps[one.pk],
                proposal=None if is_own and not rating else getattr(one, "proposal", None),
                scores=tuple(scores[one.pk]),
                rating=rating,
                signed=signers[rating.decision_id] if rating else None,
                opinion=None if is_own and not rating else opinions.get(one.pk),
                left_out=left_out.get(one.pk, {}),
            )
        )
    return dossiers


def with_all(evaluations):
    """The rows that ``gather`` reads at hand."""
    at_hand = evaluations.select_related(
        "person",
        "cycle",
        "organisation",
        "self_evaluation__on_behalf__made_by",
        "absence__made_by",
        "proposal",
    )
    return at_hand.prefetch_related(Prefetch("self_evaluation__answers"))


def _ratings(found: list[Evaluation]) -> dict[int, Rating]:
    rows = Rating.objects.filter(evaluation__in=found, replaced_by=None).order_by()
    rows = rows.select_related("decision__signed_by", "replaces__decision", "notice_number")
    return {one.evaluation_id: one for one in rows}


def _work(found: list[Evaluation]) -> dict[int, list[WorkItem]]:
    """The year's work of those whose law counts it: forms of scores don't list it."""
    by_days = defaultdict(list)
    for one in found:
        if scores_months(one.law):
            continue
        by_days[one.organisation.starts_on, one.organisation.ends_on].append(one)
    work: dict[int, list[WorkItem]] = defaultdict(list)
    for (first, last), those in by_days.items():
        whose = {one.person_id: one.pk for one in those}
        for item in WorkItem.objects.filter(person__in=whose).of_period(first, last):
            work[whose[item.person_id]].append(item)
    return work


def _opinions(found: list[Evaluation]) -> dict[int, MeetingOpinion]:
    """Of the meeting of the organisation that each belongs to now."""
    rows = MeetingOpinion.objects.filter(evaluation__in=found).select_related("record").order_by()
    here = {one.pk: one.organisation_id for one in found}
    return {one.evaluation_id: one for one in rows if one.record.organisation_id == here[one.evaluation_id]}
