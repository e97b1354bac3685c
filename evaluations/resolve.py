"""Who evaluates whom: for everybody in a cycle's scope, the law, the form, who monitors and who rates.

Nothing is stored here; opening a cycle writes what this finds, and a change in mid-cycle asks again.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from agencies import tree
from evaluations.law.check import case_of, check
from evaluations.law.choose import law_on
from evaluations.law.days import substantive_day
from evaluations.law.forms import RATING
from evaluations.law.kinds.acts import WhoMay
from evaluations.law.rule_sets import RuleSet
from evaluations.law.rules import value_of
from evaluations.models import Cycle
from evaluations.seats import Named, Seat, UnitOfDay, is_division, place_of, rows_of, seats_of, units_of

FROM_ABOVE = ("managing_head", "cadre_authority", "province_chairman")

OF_DIVISION = "direct_head"

_PEOPLE = """
SELECT p.id, p.full_name, p.sort_key, post.unit_id, post."group", coalesce(t.name, ''),
       coalesce(t.leader_kind, 'none'), coalesce(t.heads_commune, false),
       coalesce(other.n, 0), coalesce(other.leading, 0)
FROM staff_post post
JOIN staff_person p ON p.id = post.person_id
LEFT JOIN staff_title t ON t.id = post.title_id
LEFT JOIN (
    SELECT other.person_id, count(*) AS n,
           count(*) FILTER (WHERE led.leader_kind <> 'none' OR led.heads_commune) AS leading
    FROM staff_post other LEFT JOIN staff_title led ON led.id = other.title_id
    WHERE NOT other.is_main AND other.valid @> %(on)s::date
    GROUP BY other.person_id
) other ON other.person_id = p.id
LEFT JOIN evaluations_organisation o ON o.unit_id = post.unit_id AND o.cycle_id = %(cycle)s
WHERE post.is_main AND post.valid @> %(on)s::date
  AND (lower(post.valid) <= greatest(%(last)s::date, o.ends_on) OR EXISTS (
    SELECT FROM staff_post past WHERE past.person_id = p.id AND past.is_main AND past.valid && daterange(
        least(%(first)s::date, o.starts_on), greatest(%(last)s::date, o.ends_on), '[]')))
  AND (%(units)s::bigint[] IS NULL OR post.unit_id = ANY(%(units)s))
  AND NOT EXISTS (
    SELECT FROM evaluations_evaluation e JOIN evaluations_cycle c ON c.id = e.cycle_id
    WHERE c.year = %(year)s AND c.id IS DISTINCT FROM %(cycle)s AND e.person_id = p.id AND e.left_on IS NULL)
ORDER BY post.unit_id, p.sort_key, p.id
"""


@dataclass(frozen=True, slots=True)
class Authority:
    """Whom the law gives an act: a role (``law.kinds.acts.ROLES``), with its article and its sentence;
    ``below_points``: and who may then decide a level below the one that the points give."""

    role: str
    cite: str
    says: str
    below_points: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """Both days of an organisation's period, and the day of its rating."""

    starts_on: date
    ends_on: date
    rated_on: date


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the scope: who they are and who evaluates them; ``problems`` hold their unit back.

    The law of ``law_day`` gives criteria, form and who monitors (the period's scores are made under it), that
    of the rating's day who rates.
    """

    person: Named
    unit_id: int
    group: str
    title: str
    place: str
    is_leader: bool
    law: RuleSet | None
    law_day: date
    days: Days
    form: str
    monitor: Seat | None
    rater: Seat | None
    other_posts: int
    other_leading: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """What is the same for all who hold such a post in a unit; ``problems`` but of who judges themself."""

    place: str
    is_leader: bool
    law: RuleSet | None
    law_day: date
    days: Days
    form: str
    monitor: Seat | None
    rater: Seat | None
    problems: tuple[str, ...]
    heads: tuple[int, ...]  # who hold the seats


@dataclass(frozen=True, slots=True)
class Resolved:
    """Everybody of a scope with the units they are in, as of one day."""

    on: date
    units: dict[int, UnitOfDay]
    lines: list[Line]

    def by_unit(self) -> dict[int, list[Line]]:
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.unit_id, []).append(line)
        return found


def resolve(cycle: Cycle, *, on: date, unit_ids: list[int] | None = None) -> Resolved:
    """Everybody in the cycle's scope (or in the units given) as of the day, in a fixed number of queries.

    Without those whom another cycle of the year still has, as where a unit moved between two scopes, and
    those who came only after the period.
    """
    if unit_ids is None and cycle.root_id is not None:
        unit_ids = list(tree.below([cycle.root_id], on))
    units = units_of(on)
    seats = seats_of(units, on)
    days = Days(cycle.starts_on, cycle.ends_on, cycle.rated_on)
    own = _own_days(cycle)
    people = rows_of(
        _PEOPLE, on=on, units=unit_ids, year=cycle.year, cycle=cycle.pk, first=cycle.starts_on,
        last=cycle.ends_on,
    )  # fmt: skip
    stands: dict[tuple, Stand] = {}
    lines = []
    for row in people:
        unit_id, group, kind, heads_commune = key = (row[3], row[4], row[6], row[7])
        if key not in stands:
            its = own.get(unit_id, days)
            stands[key] = _stand(unit_id, group, kind, heads_commune, units, seats, its)
        lines.append(_line(row, stands[key], units.get(unit_id)))
    return Resolved(on=on, units=units, lines=lines)


def _own_days(cycle: Cycle) -> dict[int, Days]:
    """Of the organisations with days of their own, as a school with its year."""
    if cycle.pk is None:
        return {}
    own = cycle.organisations.exclude(
        starts_on=cycle.starts_on, ends_on=cycle.ends_on, rated_on=cycle.rated_on
    )
    return {row[0]: Days(*row[1:]) for row in own.values_list("unit_id", "starts_on", "ends_on", "rated_on")}


def _stand(
    unit_id: int, group: str, kind: str, heads_commune: bool, units: dict[int, UnitOfDay],
    seats: dict[int, Seat], days: Days,
) -> Stand:  # fmt: skip
    place, is_leader = place_of(kind, heads_commune, in_division=is_division(unit_id, units))
    law_day = substantive_day(rated_on=days.rated_on, period_last=days.ends_on)
    law = law_on(group, law_day)
    monitor = seat_of("monitor", group, place, law_day, unit_id, units, seats) if law else None
    rater = seat_of("rate", group, place, days.rated_on, unit_id, units, seats) if law else None
    return Stand(
        place=place,
        is_leader=is_leader,
        law=law,
        law_day=law_day,
        days=days,
        form=form_of(law, group) if law else "",
        monitor=monitor,
        rater=rater,
        problems=tuple(_problems(None, law, monitor, rater, units.get(unit_id))),
        heads=tuple(seat.head.id for seat in (monitor, rater) if seat and seat.head),
    )


def _line(row: tuple, stand: Stand, unit: UnitOfDay | None) -> Line:
    person_id, name, _, unit_id, group, title, _, _, other_posts, other_leading = row
    problems = stand.problems
    if person_id in stand.heads:
        problems = tuple(_problems(person_id, stand.law, stand.monitor, stand.rater, unit))
    return Line(
        Named(person_id, name), unit_id, group, title, stand.place, stand.is_leader, stand.law,
        stand.law_day, stand.days, stand.form, stand.monitor, stand.rater, other_posts, other_leading,
        problems,
    )  # fmt: skip


def _problems(person_id: int | None, law, monitor: Seat | None, rater: Seat | None, unit: UnitOfDay | None):
    if unit is None:
        yield "no_unit"
    if law is None:
        yield "no_law"
        return
    if rater is None:
        yield "nobody_rates"
    for seat in dict.fromkeys(seat for seat in (monitor, rater) if seat):
        if seat.head and seat.head.id == person_id:
            yield "rates_themselves"
        elif seat.head is None and not seat.by_grant:
            yield "two_heads" if seat.count > 1 else "no_head"


def seat_of(
    act: str,
    group: str,
    place: str,
    on: date,
    unit_id: int,
    units: dict[int, UnitOfDay],
    seats: dict[int, Seat],
) -> Seat | None:
    """Where the law puts the act for this place: the head of the division that uses somebody directly, of
    the unit that employs them, or of the one above that."""
    authority = who(act, group, place, on)
    unit = units.get(unit_id)
    if authority is None or unit is None:
        return None
    if authority.role == OF_DIVISION and is_division(unit_id, units):
        return seats[unit_id]
    while is_division(unit.unit_id, units):
        unit = units[unit.parent_id]
    if authority.role not in FROM_ABOVE:
        return seats[unit.unit_id]
    return seats.get(unit.parent_id)


@cache
def who(act: str, group: str, place: str, on: date) -> Authority | None:
    """To whom the law of the day gives the act; None where it knows none (Decree 90 has no monitoring)."""
    facts = {"subject": "act", "act": act, "group": group, "on": on.isoformat(), "ratee": {"place": place}}
    verdict = check(facts, on=on)
    if verdict["who"] is None:
        return None
    case = case_of(facts, on=on)
    rule = next(rule for rule in case.rules(WhoMay) if rule.fits(case))
    found = next(one for one in verdict["findings"] if one["acts"] and one["rule"] == rule.id)
    return Authority(verdict["who"], found["cite"], found["says"], bool(value_of(rule.below_points, case)))


@cache
def form_of(law: RuleSet, group: str) -> str:
    """The code of the form on which this group evaluates itself for the year."""
    found = next(filter(None, (law.form(paper, group) for paper in RATING)), None)
    return found.code if found else ""
