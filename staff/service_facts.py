"""What an evaluation asks of many people's service at once, in the shapes of ``docs/check-rules.md``."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from agencies.divisions import employers
from core.days import last_day, since
from staff.models import Post
from staff.service_enums import ConclusionKind, DisciplineForm, LeaveKind
from staff.service_models import Conclusion, Discipline, Leave

# The law speaks of four kinds of leave; whoever studies full time is off work like others.
_LEAVE = {LeaveKind.STUDY: LeaveKind.OTHER}
_Rows = list[dict[str, Any]]
_Post = tuple[int, int, str, Any]


@dataclass(frozen=True, slots=True)
class Stay:
    """Main posts in one unit without a gap: the first day, and the first day after it (None: goes on)."""

    unit_id: int
    first: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Move:
    """A change of the main post's unit: the stay left, the first day elsewhere; whether that unit exists."""

    old: Stay
    on: date
    old_unit_exists: bool

    def fact(self, last: date) -> dict[str, Any]:
        """As the law reads it: of the time at the old unit what lies in the period counts."""
        return {
            "on": min(self.on, last + timedelta(days=1)).isoformat(),
            "there_since": self.old.first.isoformat(),
            "from_unit": self.old.unit_id,
            "old_unit_exists": self.old_unit_exists,
        }


_Changes = dict[int, list[tuple[Stay, date]]]


def service_facts(
    people: Collection[int], *, first: date, last: date, on: date | None = None
) -> dict[int, dict[str, Any]]:
    """{person: facts} of every person asked for, for the period of both days, in four queries.

    ``service`` and ``leave`` hold spans within the period, ``former_groups`` the groups of main posts in it
    other than that of the rating, ``disciplines`` the decisions made or taking effect in it, ``moved`` (only
    where there was one) the last change of unit up to its end or the rating; the kind of each conclusion made
    in it (``ConclusionKind``) is a fact that is true. ``on`` is the rating's day, by default the last of the
    period: an offence is "elsewhere" that happened under another employer than the main post's of that day,
    and not just in another division of the same agency.
    Days are text, as in JSON. Whoever served at no time in it has empty ``service``.
    """
    on = on or last
    posts = _posts(people, max(last, on))
    stays = _stays(posts)
    groups = _former_groups(posts, first, on)
    units = {person: _unit_on(theirs, on) for person, theirs in stays.items()}
    changes = _changes(stays, first, max(last, on))
    leaves, concluded = _leaves_and_conclusions(people, first, last)
    rows = _disciplines(people, first, last)
    apart = {(units[one.person_id], one.offence.unit_id) for one in rows if one.person_id in units}
    employer = _employers(
        changes, on, {unit for here, there in apart if here != there for unit in (here, there)}
    )
    moves = _moves(changes, employer)
    disciplines: dict[int, _Rows] = defaultdict(list)
    for one in rows:
        here, there = units.get(one.person_id), one.offence.unit_id
        elsewhere = here is not None and employer.get(here, here) != employer.get(there, there)
        disciplines[one.person_id].append(_discipline(one, elsewhere))
    facts: dict[int, dict[str, Any]] = {}
    for person in people:
        theirs = stays.get(person, [])
        facts[person] = {
            "service": list(_spans(theirs, first, last)),
            "leave": leaves.get(person, []),
            "former_groups": groups.get(person, []),
            "disciplines": disciplines.get(person, []),
        }
        if person in moves:
            facts[person]["moved"] = moves[person][-1].fact(last)
    for person, kind in concluded:
        facts[person][kind] = True
    return facts


def moves_of(people: Collection[int], *, first: date, last: date, on: date) -> dict[int, list[Move]]:
    """{person: every change of unit after the period's first day, up to its end or the rating ``on`` if
    that is later, oldest first}, in two queries; who stayed is left out. Whether an old unit exists is asked
    of the rating's day."""
    until = max(last, on)
    changes = _changes(_stays(_posts(people, until)), first, until)
    return _moves(changes, _employers(changes, on))


def _moves(changes: _Changes, employer: Mapping[int, int]) -> dict[int, list[Move]]:
    return {
        person: [Move(old, day, old.unit_id in employer) for old, day in theirs]
        for person, theirs in changes.items()
    }


def _posts(people: Collection[int], last: date) -> list[_Post]:
    """The main posts that began by the day, oldest first: person, unit, group, days."""
    posts = Post.objects.main().begun_by(last).filter(person_id__in=people)
    return list(posts.order_by("person_id", "valid").values_list("person_id", "unit_id", "group", "valid"))


def _former_groups(posts: Iterable[_Post], first: date, on: date) -> dict[int, list[str]]:
    """{person: the groups in the period before that of the day}; of who left earlier, before the last."""
    found: dict[int, list[str]] = defaultdict(list)
    for person, _, group, valid in posts:
        if valid.lower <= on and (valid.upper is None or valid.upper > first):
            found[person].append(group)
    return {
        person: sorted({group for group in theirs if group != theirs[-1]}) for person, theirs in found.items()
    }


def _stays(posts: Iterable[_Post]) -> dict[int, list[Stay]]:
    """The stays of each person, oldest first."""
    found: dict[int, list[Stay]] = defaultdict(list)
    for person, unit, _, valid in posts:
        theirs = found[person]
        if theirs and theirs[-1].unit_id == unit and theirs[-1].until == valid.lower:
            theirs[-1] = Stay(unit, theirs[-1].first, valid.upper)
        else:
            theirs.append(Stay(unit, valid.lower, valid.upper))
    return found


def _spans(stays: Iterable[Stay], first: date, last: date) -> Iterable[dict[str, str]]:
    """Time in service within the period; stays that follow each other are one span."""
    joined: list[tuple[date, date | None]] = []
    for stay in stays:
        if joined and joined[-1][1] == stay.first:
            joined[-1] = (joined[-1][0], stay.until)
        else:
            joined.append((stay.first, stay.until))
    for begun, until in joined:
        start, end = max(begun, first), min(last_day(since(begun, until)) or last, last)
        if start <= end:
            yield {"from": start.isoformat(), "to": end.isoformat()}


def _unit_on(stays: list[Stay], on: date) -> int:
    """The unit of the day, else of the last stay that had begun by then, else of the first one."""
    begun = [stay for stay in stays if stay.first <= on]
    return (begun or stays[:1])[-1].unit_id


def _changes(stays: Mapping[int, list[Stay]], first: date, last: date) -> _Changes:
    """The stay before each change of unit that fell after the period's first day, and the day of it."""
    found: _Changes = defaultdict(list)
    for person, theirs in stays.items():
        for old, new in pairwise(theirs):
            is_off_before = old.until is not None and old.until <= first
            if first < new.first <= last and not is_off_before and old.unit_id != new.unit_id:
                found[person].append((old, new.first))
    return found


def _employers(changes: _Changes, on: date, besides: Collection[int] = ()) -> dict[int, int]:
    """Who employs in the units that people moved from, and in others asked for; units that are no more are
    left out."""
    asked = {old.unit_id for theirs in changes.values() for old, _ in theirs}.union(besides)
    return employers(asked, on) if asked else {}


def _leaves_and_conclusions(
    people: Collection[int], first: date, last: date
) -> tuple[dict[int, _Rows], list[tuple[int, str]]]:
    """The leave of each person, and each person's kinds of conclusions; one query asks for both."""
    columns = ("person_id", "kind", "valid")
    period = since(first, last + timedelta(days=1))
    leaves = Leave.objects.filter(person_id__in=people, valid__overlap=period).values_list(*columns)
    made = Conclusion.objects.filter(person_id__in=people, valid__startswith__range=(first, last))
    rows = leaves.order_by().union(made.order_by().values_list(*columns), all=True)
    found: dict[int, _Rows] = defaultdict(list)
    concluded = []
    for person, kind, valid in rows.order_by("person_id", "valid"):
        if kind in ConclusionKind:
            concluded.append((person, kind))
            continue
        end = min(last_day(valid) or last, last)
        found[person].append(
            {
                "from": max(valid.lower, first).isoformat(),
                "to": end.isoformat(),
                "kind": str(_LEAVE.get(LeaveKind(kind), kind)),
            }
        )
    return found, concluded


def _disciplines(people: Collection[int], first: date, last: date):
    """With whether the other side decided on the same offence too, at any time, and in which year it counted:
    that of the decision itself, else of another one on the same offence."""
    in_period = Q(decided_on__range=(first, last)) | Q(valid__startswith__range=(first, last))
    return (
        Discipline.objects.filter(in_period, person_id__in=people)
        .annotate(
            sides=ArrayAgg("offence__disciplines__side", distinct=True),
            years=ArrayAgg(
                "offence__disciplines__counted_in_year",
                distinct=True,
                filter=Q(offence__disciplines__counted_in_year__isnull=False),
                default=[],
            ),
        )
        .select_related("offence")
        .order_by("person_id", "decided_on", "pk")
    )


def _discipline(one, elsewhere: bool) -> dict[str, Any]:
    counted_in = one.counted_in_year or min(one.years, default=0)
    return {
        "number": one.number,
        "form": DisciplineForm(one.form).label.lower(),
        "side": one.side,
        "decided_on": one.decided_on.isoformat(),
        "effective_on": one.effective_on.isoformat(),
        "in_duty": one.in_duty,
        "degradation": one.degradation,
        "offence": one.offence_id,
        "offence_on": one.offence.happened_on.isoformat(),
        "offence_unit": one.offence.unit_id,
        "offence_elsewhere": elsewhere,
        "has_other_decision": len(one.sides) > 1,
        **({"counted_in": counted_in} if counted_in else {}),
    }
