"""People of a school (Decree 90) and of a department (335, 233), with what their papers say."""

from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from agencies.enums import Role
from core.jobs import Run
from core.models import Job
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.models import (
    CriterionAnswer,
    Decision,
    Evaluation,
    PeriodScore,
    Pool,
    Rating,
    SelfEvaluation,
)
from evaluations.papers.gather import Dossier, gather, with_all
from evaluations.papers.print_unit import print_unit
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, ready

SIGNED = date(2022, 12, 9)
AFTER = date(2022, 12, 20)


class School:
    """So many teachers, all ready, the first ones signed EXCELLENT; the first has an account."""

    def __init__(self, people: int = 2, *, signed: int = 1) -> None:
        self.cycle, self.unit, self.head, _ = make_school(people)
        self.found = ready(self.cycle, self.unit, self.head)
        self.teacher = factories.make_user_in(Role.STAFF)
        Person.objects.filter(pk=self.found[0].person_id).update(account=self.teacher)
        self.decision = self.sign(self.found[:signed]) if signed else None

    def sign(self, those: list[Evaluation], number: str = "07/QĐ-THCSYH") -> Decision:
        return decide(
            cycle=self.cycle, unit_id=self.unit.pk, choices=[Choice(one.pk, "EXCELLENT") for one in those],
            number=number, decided_on=SIGNED, by=self.head, today=SIGNED,
        )  # fmt: skip

    def dossier(self, place: int = 0, *, user: User | None = None, today: date = AFTER) -> Dossier:
        return dossier_of(self.found[place], user=user or self.head, today=today)


def dossier_of(one: Evaluation, *, user: User, today: date = AFTER) -> Dossier:
    (found,) = gather(with_all(Evaluation.objects.filter(pk=one.pk)), user=user, today=today)
    return found


def write(one: Evaluation, **answers: str) -> SelfEvaluation:
    """Words under criteria, on top of the self-evaluation that is there."""
    written = SelfEvaluation.objects.get(evaluation=one)
    for code, text in answers.items():
        CriterionAnswer.objects.create(self_evaluation=written, code=code, text=text)
    return written


def scored(one: Evaluation, month: int, exact: str, *, by: User, **other) -> PeriodScore:
    """A confirmed score of a month of 2026."""
    return PeriodScore.objects.create(
        **{
            "cycle": one.cycle,
            "period_on": date(2026, month, 1),
            "person": one.person,
            "unit": one.unit,
            "starts_on": date(2026, month, 1),
            "ends_on": date(2026, month, 28),
            "group": one.group,
            "place": one.place,
            "is_leader": one.is_leader,
            "title": one.title,
            "law": one.law,
            "monitor_unit": one.unit,
            "submitted_at": timezone.now(),
            "confirmed_at": timezone.now(),
            "confirmed_by": by,
            "exact": exact,
        }
        | other
    )


def rated(one: Evaluation, level: str, *, by: User, mean: str = "", **other) -> Rating:
    """A signed rating whose grounds are as the law gave them."""
    pool, _ = Pool.objects.get_or_create(cycle=one.cycle, unit=one.rater_unit, law=one.law)
    decision = Decision.objects.create(
        cycle=one.cycle, unit=one.rater_unit, number="15/QĐ-SNV", decided_on=date(2026, 12, 10),
        published_on=date(2026, 12, 10), signed_by=by,
    )  # fmt: skip
    grounds = {
        "law": {"code": one.law, "title": "Nghị định số 335/2025/NĐ-CP", "state": "official"},
        "findings": [], "levels": {}, "outcome": "suggested" if level else "not_rated",
    }  # fmt: skip
    if mean:
        grounds["score"] = {"value": mean, "steps": []}
    return Rating.objects.create(
        decision=decision, evaluation=one, level=level, outcome=grounds["outcome"], pool=pool,
        grounds=grounds | other,
    )  # fmt: skip


def ran(job: Job) -> Job:
    """Carry the job out within the test's transaction, which no runner on its own connection sees."""
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, attempt=1)
    job.refresh_from_db()
    print_unit(Run(job=job, attempt=1))
    job.refresh_from_db()
    return job


def sent(one: Evaluation, level: str, on: date) -> None:
    at = timezone.make_aware(datetime(on.year, on.month, on.day, 9))
    SelfEvaluation.objects.create(evaluation=one, level=level, submitted_at=at)
