"""A person's record as one user may see it: scope over time lives here.

Who covers a post of today, and the person themself, sees everything. Who covers only a former post sees
the record as it was then: facts that began before the end of that post, without what happened to them
afterwards. ``Record.until`` is the first day that such a user no longer sees.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    DateField,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Greatest, Least
from psycopg2.extras import DateRange

from agencies.models import Act, UnitPeriod
from agencies.rights import Right
from agencies.scope import Cover, covered
from core.dated import begins, ends
from core.days import since
from core.prepared import Prepared
from staff.enums import QualificationKind
from staff.models import Fact, Person, Post, Qualification, Salary


@dataclass(frozen=True, slots=True)
class Record:
    """The facts that the user may see, newest first, and which of them hold on ``day``.

    ``day`` is the day that was asked for, or the last one that the user may see. A fact whose end is
    hidden stands here as open, with no act that closed it.
    """

    person: Person
    day: date
    until: date | None
    is_own: bool
    shows_number: bool
    shows_discipline: bool
    posts: Sequence[Post]
    salaries: Sequence[Salary]
    qualifications: Sequence[Qualification]

    @property
    def main_post(self) -> Post | None:
        return next((post for post in _on(self.posts, self.day) if post.is_main), None)

    @property
    def other_posts(self) -> list[Post]:
        return [post for post in _on(self.posts, self.day) if not post.is_main]

    @property
    def last_main_post(self) -> Post | None:
        """The main post of the day, or the last one before it."""
        mains = (post for post in self.posts if post.is_main and post.begins_on <= self.day)
        return self.main_post or next(mains, None)

    @property
    def salary(self) -> Salary | None:
        return next(iter(_on(self.salaries, self.day)), None)

    @property
    def held(self) -> dict[str, Qualification]:
        """{kind of qualification: what is held on the day}."""
        return {fact.kind: fact for fact in _on(self.qualifications, self.day)}

    @property
    def last_visible_day(self) -> date | None:
        return self.until - timedelta(days=1) if self.until else None

    @property
    def facts(self) -> list[Fact]:
        return [*self.posts, *self.salaries, *self.qualifications]

    @property
    def latest_act(self) -> Act | None:
        """The act that was written last about the person, of those that the user may see."""
        acts = [act for fact in self.facts for act in (fact.opened_by, fact.closed_by) if act]
        return max(acts, key=lambda act: act.pk, default=None)


def record_of(*, user, person_id: int, on: date) -> Record:
    """The record as of the day, as the user may see it. Raises Person.DoesNotExist outside their scope."""
    person = _visible_person(user, person_id, on)
    is_own = user.is_authenticated and person.account_id == user.pk
    cover = covered(user, Right.SEE_PEOPLE, on=on)
    posts = _POSTS(person=person_id, on=on)
    salaries = _SALARIES(person=person_id)
    qualifications = _QUALIFICATIONS(person=person_id)
    _give_acts([*posts, *salaries, *qualifications])
    until = None if is_own or cover.everywhere else _until(posts, cover, on)
    return Record(
        person=person,
        day=on if until is None else min(on, until - timedelta(days=1)),
        until=until,
        is_own=is_own,
        shows_number=is_own or _covers_number(user, posts, on),
        shows_discipline=is_own or _covers_discipline(user, posts, on),
        posts=_as_it_was(posts, until, cover),
        salaries=_as_it_was(salaries, until, cover),
        qualifications=_as_it_was(qualifications, until, cover),
    )


def hides_end(fact_is_covered: bool, end: date | None, until: date | None) -> bool:
    """Whether a fact's end is hidden from a user who sees nothing from ``until`` on.

    The end of the covered post itself is what they know last; any other end on that day or later is not
    theirs to know.
    """
    if until is None or end is None:
        return False
    return end > until if fact_is_covered else end >= until


def _until(posts: Iterable[Post], cover: Cover, on: date) -> date | None:
    """The end of the last post in the covered units; None while one of them is open."""
    ends_on = [post.ends_on for post in posts if cover.holds(post.unit_id) and post.begins_on <= on]
    return None if None in ends_on else max(day for day in ends_on if day)


def _covers_number(user, posts: Iterable[Post], on: date) -> bool:
    """The right to see numbers reaches a unit of the person's posts as of the day."""
    cover = covered(user, Right.SEE_NUMBERS, on=on)
    return cover.everywhere or any(cover.holds(post.unit_id) for post in _on(posts, on))


def _covers_discipline(user, posts: Iterable[Post], on: date) -> bool:
    """The right to see discipline reaches a unit in which the person has served by the day."""
    cover = covered(user, Right.SEE_DISCIPLINE, on=on)
    return cover.everywhere or any(cover.holds(post.unit_id) and post.begins_on <= on for post in posts)


def _as_it_was(facts: Sequence, until: date | None, cover: Cover) -> Sequence:
    if until is None:
        return facts
    seen = [fact for fact in facts if fact.begins_on < until]
    for fact in seen:
        is_covered = isinstance(fact, Post) and cover.holds(fact.unit_id)
        if hides_end(is_covered, fact.ends_on, until):
            fact.valid, fact.closed_by = since(fact.begins_on), None
    return seen


def _visible_person(user, person_id: int, on: date) -> Person:
    people = Person.objects.visible_to(user, on=on)
    if covered(user, Right.SEE_PEOPLE, on=on).everywhere:
        found = _PERSON.one(pk=person_id)
    else:
        found = people.select_related("ethnicity", "religion").filter(pk=person_id).first()
    if found is None:
        raise Person.DoesNotExist
    return found


def _posts_of(person: int, on: date) -> QuerySet[Post]:
    """All posts with ``unit_name`` and ``unit_code`` as of the day, or of the post's last day before it."""
    last_day = ExpressionWrapper(ends() - Value(1), output_field=DateField())
    last = Least(Value(on, output_field=DateField()), last_day)
    unit = UnitPeriod.objects.filter(unit=OuterRef("unit"), valid__contains=OuterRef("shown_on"))
    return (
        _facts_of(Post, person, "title")
        .annotate(shown_on=Greatest(begins(), last))
        .annotate(unit_name=Subquery(unit.values("name")[:1]))
        .annotate(unit_code=Subquery(unit.values("code")[:1]))
    )


def _facts_of(model: type[Fact], person_id: int, *joined: str) -> QuerySet:
    """A person's facts of one kind, newest first; ``_give_acts`` adds the acts behind them."""
    return (
        model.objects.filter(person_id=person_id)
        .select_related(*joined)
        .annotate(begun=begins())
        .order_by(F("begun").desc(), "-pk")
    )


def _give_acts(facts: Iterable[Fact]) -> None:
    """The few acts that opened and closed a person's facts, each read once for all of them."""
    ids = {pk for fact in facts for pk in (fact.opened_by_id, fact.closed_by_id) if pk}
    acts = {act.pk: act for act in _ACTS(ids=list(ids))}
    for fact in facts:
        fact.opened_by = acts[fact.opened_by_id]
        if fact.closed_by_id:
            fact.closed_by = acts[fact.closed_by_id]


_ID, _DAY = 9_100_000_000_000_000_001, date(2000, 1, 1)
_PERSON = Prepared(lambda pk: Person.objects.select_related("ethnicity", "religion").filter(pk=pk), pk=_ID)
_POSTS = Prepared(_posts_of, person=_ID, on=_DAY)
_SALARIES = Prepared(lambda person: _facts_of(Salary, person, "rank"), person=_ID)
_QUALIFICATIONS = Prepared(lambda person: _facts_of(Qualification, person, "level"), person=_ID)
_ACTS = Prepared(lambda ids: Act.objects.filter(pk__any=ids).order_by(), ids=[_ID])


def _on(facts: Iterable, day: date) -> list:
    return [fact for fact in facts if _holds(fact.valid, day)]


def _holds(valid: DateRange, day: date) -> bool:
    return valid.lower <= day and (valid.upper is None or day < valid.upper)


def kinds_held(record: Record) -> list[tuple[str, str | None]]:
    """Each kind of qualification in words, with what is held."""
    held = record.held
    return [(kind.label, str(held[kind].level) if kind in held else None) for kind in QualificationKind]
