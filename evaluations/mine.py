"""“Ai đánh giá tôi?”: for one person, who does what in their evaluation, each with its article."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from agencies.tree import path
from evaluations.cycle_pages import seat_words
from evaluations.law.check import check
from evaluations.law.kinds.cycles import STEPS
from evaluations.law.rule_sets import RuleSet
from evaluations.models import Cycle, Evaluation, Organisation
from evaluations.open_cycle import as_of
from evaluations.resolve import Line, resolve, who
from evaluations.seats import Seat
from evaluations.voices import heading, opinions, preparing, proposes
from staff.models import Person, Post


@dataclass(frozen=True, slots=True)
class Part:
    """One part in the evaluation: what it is, who has it, and by which article."""

    what: str
    who: str
    cite: str
    says: str


@dataclass(frozen=True, slots=True)
class Answer:
    """``law`` is None for somebody who has no post on the day or whom no law rates."""

    person: Person | None
    cycle_name: str
    line: Line | None
    law: RuleSet | None
    parts: tuple[Part, ...]
    steps: tuple[str, ...]
    steps_cite: str


NOBODY = Answer(None, "", None, None, (), (), "")


def who_evaluates(user: User, today: date) -> Answer:
    """For the user's own person, by the newest cycle, or by the law of today where none has them yet."""
    person = Person.objects.filter(account=user).first()
    if person is None:
        return NOBODY
    this_year = Cycle(
        year=today.year,
        name="",
        starts_on=date(today.year, 1, 1),
        ends_on=date(today.year, 12, 31),
        rated_on=today,
    )
    for cycle in filter(None, (_cycle_of(user, person, today), this_year)):
        on = as_of(cycle, today, until=_last_day(cycle, person))
        if line := _line_of(person, cycle, on):
            break
    else:
        return Answer(person, "", None, None, (), (), "")
    if line.law is None:
        return Answer(person, cycle.name, line, None, (), (), "")
    steps, cite = _steps(line, on)
    return Answer(person, cycle.name, line, line.law, tuple(_parts(line, on)), steps, cite)


def _cycle_of(user: User, person: Person, today: date) -> Cycle | None:
    """The newest cycle in whose scope the person is; of one year's the one that already has them."""
    has_them = Exists(Evaluation.objects.staying().filter(cycle=OuterRef("pk"), person=person))
    post = Post.objects.main().as_of(today).filter(person=person).first()
    above = [place.unit_id for place in path(post.unit_id, today)] if post else []
    cycles = Cycle.objects.visible_to(user).annotate(has_them=has_them)
    found = cycles.filter(Q(root=None) | Q(root__in=above) | Q(has_them=True))
    return found.order_by("-year", "-has_them", "-pk").first()


def _last_day(cycle: Cycle, person: Person) -> date | None:
    """Until when the person's organisation is rated in the cycle: its days may be its own."""
    found = Organisation.objects.filter(cycle=cycle.pk, evaluations__in=person.evaluations.staying())
    days = found.values_list("ends_on", "rated_on").first()
    return max(days) if days else None


def _line_of(person: Person, cycle: Cycle, on: date) -> Line | None:
    post = Post.objects.main().as_of(on).filter(person=person).first()
    lines = resolve(cycle, on=on, unit_ids=[post.unit_id]).lines if post else []
    return next((line for line in lines if line.person.id == person.pk), None)


def _parts(line: Line, on: date):
    for act, what, seat, day in (
        ("monitor", "Theo dõi, đánh giá", line.monitor, line.law_day),
        ("rate", "Quyết định xếp loại", line.rater, line.days.rated_on),
    ):
        authority = who(act, line.group, line.place, day)
        if authority:
            yield Part(what, _seat(seat), authority.cite, authority.says)
    said, cite = _steps(line, on)
    steps = "Các bước: " + "; ".join(said).lower() + "."
    named = (line.law.code, line.group, line.place, on.year)
    if words := opinions(*named):
        written = f"{words}. Ghi vào cổng: {_names(preparing(line.unit_id))}"
        yield Part("Cho ý kiến", written, cite, steps)
    if (words := proposes(*named)) and line.rater:
        at = f"{words}, {line.rater.unit_name}: {_names(preparing(line.rater.unit_id))}"
        yield Part("Tổng hợp, đề xuất", at, cite, steps)


def _seat(seat: Seat | None) -> str:
    if seat and seat.by_grant and not seat.head:
        return f"{seat_words(seat)}: {_names(heading(seat.unit_id))}"
    return seat_words(seat)


def _names(names: list[str]) -> str:
    return ", ".join(names) or "chưa ai giữ vai trò này"


def _steps(line: Line, on: date) -> tuple[tuple[str, ...], str]:
    facts = {
        "subject": "cycle", "law": line.law.code, "group": line.group, "year": on.year,
        "ratee": {"place": str(line.place)},
    }  # fmt: skip
    verdict = check(facts, on=on)
    cite = next((one["cite"] for one in verdict["findings"] if one["acts"]), "")
    return tuple(STEPS[step] for step in verdict["steps"]), cite
