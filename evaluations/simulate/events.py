"""What happens around a cycle: transfers, leave, discipline; petitions after the decisions."""

from datetime import date, timedelta

from core.days import since
from evaluations.enums import RatingLevel
from evaluations.models import Rating
from evaluations.petition import answer, file_petition
from staff.enter import enter
from staff.facts import Ground
from staff.models import Person, Post
from staff.service_enums import DisciplineForm, LeaveKind, Side
from staff.service_models import Discipline, Leave, Offence
from staff.transfer import transfer

TRANSFERS, LEAVES, DISCIPLINES, PETITIONS = 0.006, 0.01, 0.004, 0.006


def before(this) -> None:
    """In the first half of the year: leave, discipline, and people who change units."""
    year = this.cycle.year
    people = _people(this, date(year, 3, 1))
    for person, _ in _some(this, people, LEAVES):
        this.attempt("nghỉ", lambda p=person: _leave(this, p))
    for person, unit in _some(this, people, DISCIPLINES):
        this.attempt("kỷ luật", lambda p=person, u=unit: _discipline(this, p, u))
    for person, _ in _some(this, people, TRANSFERS):
        this.attempt("chuyển đơn vị", lambda p=person: _move(this, p, date(year, 5, 1)))


def meanwhile(this) -> None:
    """While the cycle is open."""
    for person, _ in _some(this, _people(this, date(this.cycle.year, 9, 1)), TRANSFERS / 2):
        this.attempt("chuyển trong kỳ", lambda p=person: _move(this, p, date(this.cycle.year, 10, 1)))


def petitions(this) -> None:
    """Some petition within the term; of those some are rated anew."""
    signed = Rating.objects.filter(decision__cycle=this.cycle, replaced_by=None).exclude(level="")
    rows = list(signed.select_related("evaluation__person__account", "decision").order_by("pk"))
    for rating in _some(this, rows, PETITIONS):
        this.attempt("kiến nghị", lambda rating=rating: _petition(this, rating))


def _people(this, on: date) -> list[tuple[Person, int]]:
    """Those without a post of lead: (person, unit)."""
    posts = Post.objects.main().as_of(on).filter(unit__in=this.units, title__leader_kind="none")
    return [(one.person, one.unit_id) for one in posts.select_related("person").order_by("pk")]


def _some(this, rows: list, share: float) -> list:
    return this.rng.sample(rows, min(len(rows), round(len(rows) * share)))


def _leave(this, person: Person) -> None:
    first = date(this.cycle.year, 2, 1)
    kind = this.rng.choice((LeaveKind.MATERNITY, LeaveKind.SICK, LeaveKind.UNPAID))
    until = date(this.cycle.year, this.rng.randint(4, 11), 1)
    enter(
        Leave(person=person, kind=kind, valid=since(first, until), number="02/QĐ-NP", decided_on=first),
        by=this.officer,
    )


def _discipline(this, person: Person, unit: int) -> None:
    day = date(this.cycle.year, 4, 15)
    offence = Offence(
        person=person, happened_on=date(this.cycle.year, 3, 20), unit_id=unit, text="Đi muộn nhiều lần"
    )
    enter(
        Discipline(
            person=person, side=Side.ADMINISTRATION, form=DisciplineForm.REPRIMAND, number="03/QĐ-KL",
            decided_on=day, valid=since(day), offence=offence, in_duty=True, degradation=False,
        ),
        by=this.officer,
    )  # fmt: skip


def _move(this, person: Person, on: date) -> None:
    """To another unit of the play where people of the same group serve."""
    post = Post.objects.main().as_of(on).get(person=person)
    others = Post.objects.main().as_of(on).filter(unit__in=this.units, group=post.group)
    units = sorted(set(others.exclude(unit=post.unit_id).values_list("unit", flat=True)))
    if not units:
        return
    transfer(
        person=person, unit_id=this.rng.choice(units), group=post.group, title=post.title,
        ground=Ground(effective_on=on, decision_number="04/QĐ-ĐĐ", decision_on=on), by=this.officer,
    )  # fmt: skip


def _petition(this, rating: Rating) -> None:
    one = rating.evaluation
    filed = rating.decision.published_on + timedelta(days=2)
    petition = file_petition(
        rating=rating, text="Đề nghị xem lại số việc vượt mức.", on=filed, by=one.person.account
    )
    day = filed + timedelta(days=3)
    better = {RatingLevel.FULFILLED: RatingLevel.GOOD}.get(RatingLevel(rating.level), "")
    level = better if this.rng.random() < 0.3 and rating.outcome == "reasoned_decision" else ""
    answer(
        petition=petition, text="Đã đối chiếu hồ sơ công việc với đơn vị.", on=day,
        by=this.heads[one.rater_unit_id], today=day, level=level, number=f"KN-{petition.pk}" if level else "",
    )  # fmt: skip
