"""What an evaluation asks of many people's service at once, in the shapes of ``docs/check-rules.md``."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from agencies.models import UnitPeriod
from core.days import last_day, since
from staff.models import Post
from staff.service_enums import ConclusionKind, DisciplineForm, LeaveKind
from staff.service_models import Conclusion, Discipline, Leave

# The law speaks of four kinds of leave; whoever studies full time is off work like others.
_LEAVE = {LeaveKind.STUDY: LeaveKind.OTHER}
_Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Stay:
    """Main posts in one unit without a gap: the first day, and the first day after it (None: goes on)."""

    unit_id: int
    first: date
    until: date | None


def service_facts(
    people: Collection[int], *, first: date, last: date, on: date | None = None
) -> dict[int, dict[str, Any]]:
    """{person: facts} of every person asked for, for the period of both days, in four queries.

    ``service`` and ``leave`` hold spans within the period, ``disciplines`` the decisions made or taking
    effect in it, ``moved`` (only where there was one) the last change of unit; the kind of each conclusion
    made in it (``ConclusionKind``) is a fact that is true. ``on`` is the rating's day, by default the last
    of the period: an offence is "elsewhere" that happened in another unit than the main post's of that day.
    Days are text, as in JSON. Whoever served at no time in it has empty ``service``.
    """
    on = on or last
    stays = _stays(people, last)
    units = {person: _unit_on(theirs, on) for person, theirs in stays.items()}
    moves = {person: move for person, theirs in stays.items() if (move := _move(theirs, first, last))}
    existing = _existing({move.unit_id for move, _ in moves.values()}, on)
    leaves, concluded = _leaves_and_conclusions(people, first, last)
    disciplines = _disciplines(people, first, last, units)
    facts: dict[int, dict[str, Any]] = {}
    for person in people:
        theirs = stays.get(person, [])
        facts[person] = {
            "service": list(_spans(theirs, first, last)),
            "leave": leaves.get(person, []),
            "disciplines": disciplines.get(person, []),
        }
        if person in moves:
            old, day = moves[person]
            facts[person]["moved"] = {
                "on": day.isoformat(),
                "there_since": old.first.isoformat(),
                "from_unit": old.unit_id,
                "old_unit_exists": old.unit_id in existing,
            }
    for person, kind in concluded:
        facts[person][kind] = True
    return facts


def _stays(people: Collection[int], last: date) -> dict[int, list[Stay]]:
    """The stays of each person that began by the day, oldest first."""
    posts = Post.objects.main().begun_by(last).filter(person_id__in=people)
    found: dict[int, list[Stay]] = defaultdict(list)
    for person, unit, valid in posts.order_by("person_id", "valid").values_list(
        "person_id", "unit_id", "valid"
    ):
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


def _move(stays: list[Stay], first: date, last: date) -> tuple[Stay, date] | None:
    """The stay before the last change of unit that fell after the period's first day, and its day."""
    for old, new in zip(stays[-2::-1], stays[:0:-1], strict=True):
        is_off_before = old.until is not None and old.until <= first
        if first < new.first <= last and not is_off_before and old.unit_id != new.unit_id:
            return old, new.first
    return None


def _existing(units: Collection[int], on: date) -> frozenset[int]:
    if not units:
        return frozenset()
    return frozenset(UnitPeriod.objects.as_of(on).of_units(units).values_list("unit_id", flat=True))


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


def _disciplines(people: Collection[int], first: date, last: date, units: dict[int, int]) -> dict[int, _Rows]:
    """With whether the other side decided on the same offence too, at any time, and in which year it counted:
    that of the decision itself, else of another one on the same offence."""
    in_period = Q(decided_on__range=(first, last)) | Q(valid__startswith__range=(first, last))
    rows = (
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
    found: dict[int, _Rows] = defaultdict(list)
    for one in rows:
        found[one.person_id].append(
            {
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
                "offence_elsewhere": units.get(one.person_id) not in (None, one.offence.unit_id),
                "has_other_decision": len(one.sides) > 1,
                **(
                    {"counted_in": year} if (year := one.counted_in_year or min(one.years, default=0)) else {}
                ),
            }
        )
    return found
