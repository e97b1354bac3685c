"""A unit in an open cycle with work, papers and proposals, ready to be rated and signed."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from accounts.models import User
from agencies.enums import Role
from agencies.models import Unit
from evaluations import open_cycle
from evaluations.enums import RatingLevel, Step
from evaluations.law.kinds.documents import ATTENDANTS
from evaluations.models import Cycle, Evaluation, PeriodScore, SelfEvaluation, StepRecord
from evaluations.preflight import preflight
from evaluations.propose import propose
from evaluations.resolve import resolve
from evaluations.scores.periods import periods_of
from evaluations.steps_done import is_rated_above
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle
from work.models import WorkItem

STARTED = date(2020, 1, 1)


def make_school(people: int, *, year: int = 2022) -> tuple[Cycle, Unit, User, list[Person]]:
    """A school below a district, its principal's account, and so many teachers, in an open cycle."""
    district = factories.make_unit("UBND huyện Ba Bể", "H061", type="district")
    school = factories.make_unit("Trường THCS Yên Hân", "TH01", district, "service")
    chairman = factories.make_person("Ma Văn Chủ Tịch", unit=None)
    factories.make_post(chairman, district, leader_kind="head")
    head = factories.make_user_in(Role.UNIT_HEAD, school)
    principal = factories.make_person("Ma Thị Hiệu Trưởng", account=head)
    factories.make_post(principal, school, group="public_employee", leader_kind="head")
    teachers = []
    for number in range(people):
        teacher = factories.make_person(f"Nông Thị {number:03d}")
        factories.make_post(teacher, school, group="public_employee")
        teachers.append(teacher)
    cycle = opened(make_cycle(year))
    return cycle, school, head, teachers


def opened(cycle: Cycle) -> Cycle:
    found = preflight(resolve(cycle, on=open_cycle.as_of(cycle)))
    open_cycle.write(cycle, found, by=cycle.made_by)
    cycle.refresh_from_db()
    return cycle


def did(person: Person, unit: Unit, *, year: int = 2022, all: int = 20, beyond: int = 10) -> None:
    """So much work in the year, all on time, so much of it beyond the level set."""
    WorkItem.objects.create(
        person=person,
        unit=unit,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        name="Công việc năm",
        assigned=all,
        done=all,
        on_time=all,
        beyond=beyond,
    )


def papers(evaluation: Evaluation, *steps: str, by: User) -> None:
    """The self-evaluation, submitted, and the steps named: for the whole organisation, but the synthesis
    about who is rated from above. The minutes are written down by ``by``."""
    SelfEvaluation.objects.create(evaluation=evaluation, level="GOOD", submitted_at=timezone.now())
    for step in steps:
        StepRecord.objects.get_or_create(
            organisation=evaluation.organisation, step=step,
            evaluation=evaluation if step == Step.SYNTHESIS and is_rated_above(evaluation) else None,
            defaults={
                "held_on": date(evaluation.cycle.year, 12, 1), "attendants": list(ATTENDANTS),
                "made_by": by if step == Step.MEETING else evaluation.cycle.made_by,
            },
        )  # fmt: skip


def scored(
    evaluation: Evaluation, *, by: User, points: str = "80", upto: int = 12, but: Collection[date] = (),
    products: Collection[dict] = (),
) -> None:  # fmt: skip
    """The same confirmed score in each month of the cycle, but in those that begin on these days."""
    for period in periods_of(evaluation.cycle)[:upto]:
        if period.first in but:
            continue
        PeriodScore.objects.create(
            cycle=evaluation.cycle, period_on=period.first, person=evaluation.person, unit=evaluation.unit,
            starts_on=period.first, ends_on=period.last, group=evaluation.group, place=evaluation.place,
            is_leader=evaluation.is_leader, law=evaluation.law, monitor_unit_id=evaluation.monitor_unit_id,
            submitted_at=timezone.now(), confirmed_at=timezone.now(), confirmed_by=by, exact=points,
            products=list(products),
        )  # fmt: skip


def ready(cycle: Cycle, unit: Unit, by: User, *, level: str = RatingLevel.EXCELLENT) -> list[Evaluation]:
    """Every person of the unit whom its head rates: with work, all papers, and a proposal of the level."""
    found = list(Evaluation.objects.filter(cycle=cycle, rater_unit=unit).order_by("person__sort_key", "pk"))
    for one in found:
        did(one.person, unit, year=cycle.year)
        papers(one, Step.MEETING, Step.SYNTHESIS, Step.PARTY_OPINION, by=by)
        propose(evaluation=one, level=level, by=by)
    return found
