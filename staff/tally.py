"""Figures of many people without looking at each: counted beforehand, unit by unit, and always exact.

For every unit and every span of days in which nothing of it changes, a ``Tally`` says how many people hold
what; a page adds up the tallies of its units on its day. Two things are kept out of them, since they change
by themselves: age, for which the days of birth stand there, and a unit's type, which is looked up.

For today the tallies of each unit with units below it are added up beforehand, too (``DaySum``).

Exactness doesn't hang on upkeep. ``TallyMark`` says up to which event of history the tallies go; the units of
people with newer events are ``stale`` and are counted from the facts until ``staff.tally_upkeep`` has been.
"""

import json
from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from agencies.models import UnitPeriod
from imports.clock import event_table
from staff import headcount
from staff.enums import Group, QualificationKind, Sex
from staff.headcount import Sql
from staff.models import Person, Post, Qualification, Salary
from staff.tally_models import DaySum, Tally, TallyMark

TABLES = (Post, Person, Salary, Qualification)
# What is counted together. A cell's code is the place of its set and the codes of its one or two keys.
SETS: tuple[tuple[str, ...], ...] = (
    ("sex", "title_id"),
    ("group", "education_id"),
    ("is_party_member",),
    ("ethnicity_id",),
    ("religion_id",),
    ("rank_id",),
    *((f"{kind}_id",) for kind in QualificationKind if kind != QualificationKind.EDUCATION),
)
AGES = len(SETS)
ALL_UNITS = 0
KEYS = tuple(dict.fromkeys(key for one in SETS for key in one))
PLACE_BITS, KEY_BITS = 48, 24
_KEY = (1 << KEY_BITS) - 1
_CHOICES = {"sex": Sex.values, "group": Group.values}


def place_of(keys: frozenset[str]) -> int:
    """The set that answers for these keys."""
    if keys == {"age"}:
        return AGES
    return next(place for place, one in enumerate(SETS) if keys <= {"unit_type", *one})


def code_sql(key: str) -> str:
    """A key as a number: 0 is not known."""
    if key in _CHOICES:
        return f'coalesce(array_position({_array(key)}, "{key}"::text), 0)'
    if key == "is_party_member":
        return f'coalesce("{key}"::int + 1, 0)'
    return f'coalesce("{key}", 0)'


def _key_sql(key: str, code: str) -> str:
    """The key of its code."""
    if key in _CHOICES:
        return f"({_array(key)})[{code}]"
    return f"nullif({code}, 0) = 2" if key == "is_party_member" else f"nullif({code}, 0)"


def _array(key: str) -> str:
    return "ARRAY[{}]".format(", ".join(f"'{value}'" for value in _CHOICES[key]))


def counted(*, on: date, keys: frozenset[str], unit_ids: Collection[int] | None = None) -> Sql | None:
    """Everyone in service on the day by each of ``SETS`` with the unit's type, and by age (``AGES``).

    The rows are those of ``headcount.counted``, with the columns that follow from ``keys`` and maybe more;
    None before there is any tally.
    """
    old = stale()
    if old is None:
        return None
    anew = old if unit_ids is None else old & frozenset(unit_ids)
    args = {"on": on, "number": day_number(on), "unit_ids": list(unit_ids or []), "stale": list(anew)}
    return Sql(_text(keys, unit_ids is not None, bool(anew)), args)


@cache
def _text(keys: frozenset[str], is_limited: bool, has_stale: bool) -> str:
    within = "AND t.unit_id = ANY(%(unit_ids)s)" if is_limited else ""
    if has_stale:
        within += " AND t.unit_id <> ALL(%(stale)s)"
    columns = [key for key in KEYS if key in keys]
    text = _TALLIED.format(
        columns="".join(f"{_of(key)}, " for key in columns), none="NULL, " * len(columns), within=within
    )
    if has_stale:
        text += " UNION ALL " + headcount.grouped(
            [*columns, "unit_type", "age"],
            [*(frozenset({*one, "unit_type"}) & {*columns, "unit_type"} for one in SETS), frozenset({"age"})],
            within="stale",
        )
    return headcount.named(f"({text})", [*columns, "unit_type", "age"])


def added_up(*, on: date, keys: frozenset[str], under: int | None) -> Sql | None:
    """The rows of ``counted`` over a unit and all below it (None: over all units); None where they aren't
    added up for the day, or no longer true.
    """
    args: dict[str, Any] = {"on": on, "unit": under or ALL_UNITS}
    with connection.cursor() as cursor:
        cursor.execute(_IS_ADDED_UP, args)
        if not cursor.fetchone():
            return None
    return Sql(_text_added_up(keys), args)


@cache
def _text_added_up(keys: frozenset[str]) -> str:
    columns = [key for key in KEYS if key in keys]
    text = _ADDED_UP.format(columns="".join(f"{_of(key)}, " for key in columns), none="NULL, " * len(columns))
    return headcount.named(f"({text})", [*columns, "unit_type", "age"])


def people_by_unit(*, on: date) -> dict[int, int] | None:
    """{unit: people with their main post there}; None before there is any tally."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"on": on})
        if found := cursor.fetchall():
            return dict(found)
        old = stale()
        if old is None:
            return None
        cursor.execute(_PEOPLE_WITHOUT_TALLIES, {"on": on, "stale": list(old)})
        return dict(cursor.fetchall())


def people_by_group(*, on: date, unit_ids: Collection[int] | None = None) -> dict[str, int] | None:
    """{group: people}; None before there is any tally, and while one of these units is stale."""
    with connection.cursor() as cursor:
        cursor.execute(
            _BY_GROUP_IN if unit_ids is not None else _BY_GROUP, {"on": on, "unit_ids": list(unit_ids or [])}
        )
        is_newest, *numbers = cursor.fetchone()
    if not is_newest:
        return None
    return {group: number for group, number in zip(Group.values, numbers, strict=True) if number}


def stale() -> frozenset[int] | None:
    """The units whose tallies may be out of date; None before there is any tally."""
    with connection.cursor() as cursor:
        cursor.execute(_MARKED)
        row = cursor.fetchone()
        if row is None:
            return None
        marked, is_newest = row
        if is_newest:
            return frozenset()
        cursor.execute(_STALE, json.loads(marked))
        return frozenset(unit for (unit,) in cursor.fetchall())


def day_number(day: date) -> int:
    """20211230 of 30/12/2021: two of them, ten thousand apart, are a year apart."""
    return day.year * 10_000 + day.month * 100 + day.day


_TALLY, _MARK, _SUM = (one._meta.db_table for one in (Tally, TallyMark, DaySum))
_UNIT_EVENTS = event_table(UnitPeriod)
_EVENTS = {model._meta.db_table: event_table(model) for model in TABLES}
_EVENTS_NOW = "jsonb_build_object({})".format(
    ", ".join(
        f"'{table}', (SELECT coalesce(max(pgh_id), 0) FROM {events})" for table, events in _EVENTS.items()
    )
)
# Where nothing is stale one query says all; where it gives no row, it is asked what is.
_PEOPLE = (
    f"SELECT unit_id, people FROM {_TALLY} WHERE valid @> %(on)s::date "
    f"AND (SELECT events = {_EVENTS_NOW} FROM {_MARK})"
)
_PEOPLE_WITHOUT_TALLIES = f"""
    SELECT unit_id, people FROM {_TALLY} WHERE valid @> %(on)s::date AND unit_id <> ALL(%(stale)s)
    UNION ALL
    SELECT unit_id, count(*) FROM staff_post
    WHERE is_main AND valid @> %(on)s::date AND unit_id = ANY(%(stale)s) GROUP BY unit_id
"""
_BY_GROUP = (
    f"SELECT (SELECT events = {_EVENTS_NOW} FROM {_MARK}), "
    + ", ".join(f"sum(groups[{place}])" for place, _ in enumerate(Group.values, start=1))
    + f" FROM {_TALLY} WHERE valid @> %(on)s::date"
)
_BY_GROUP_IN = f"{_BY_GROUP} AND unit_id = ANY(%(unit_ids)s)"
# Of what a sum over units follows from: the facts, and the tree with its types.
EVENTS_BEHIND_SUMS = (
    f"{_EVENTS_NOW} || jsonb_build_object('units', (SELECT coalesce(max(pgh_id), 0) FROM {_UNIT_EVENTS}))"
)
_IS_ADDED_UP = (
    f"SELECT 1 FROM {_SUM} WHERE unit_id = %(unit)s AND day = %(on)s::date "
    f"AND events = ({EVENTS_BEHIND_SUMS})"
)
_MARKED = f"SELECT events, events = {_EVENTS_NOW} FROM {_MARK}"
# People with newer events, and every unit in which their history knows them: one that a post was moved away
# from stands in no newer event.
_STALE = "SELECT DISTINCT unit_id FROM {} WHERE person_id IN ({})".format(
    event_table(Post),
    " UNION ".join(
        f"SELECT {'id' if model is Person else 'person_id'} FROM {event_table(model)} "
        f"WHERE pgh_id > %({model._meta.db_table})s"
        for model in TABLES
    ),
)


def _of(key: str) -> str:
    """The column of a key over a cell: null where the cell is of a set without it."""
    place, at = next((place, one.index(key)) for place, one in enumerate(SETS) if key in one)
    code = f"((cell >> {KEY_BITS}) & {_KEY})::int" if at else f"(cell & {_KEY})::int"
    return f'CASE WHEN cell >> {PLACE_BITS} = {place} THEN {_key_sql(key, code)} END AS "{key}"'


# OFFSET 0 keeps the arrays from being unpacked by a function scan, which takes twice as long.
_TALLIED = f"""
    SELECT {{columns}}unit_type, NULL::int AS age, n, (cell >> {PLACE_BITS})::int AS of
    FROM (
        SELECT unit_type, cell, sum(n) AS n FROM (
            SELECT u.type AS unit_type, unnest(t.cells) AS cell, unnest(t.counts) AS n FROM {_TALLY} t
            LEFT JOIN agencies_unitperiod u ON u.unit_id = t.unit_id AND u.valid @> %(on)s::date
            WHERE t.valid @> %(on)s::date {{within}} OFFSET 0
        ) c GROUP BY unit_type, cell
    ) a
    UNION ALL
    SELECT {{none}}NULL, (%(number)s - b.born) / 10000, count(*), {AGES}
    FROM (SELECT unnest(t.born) AS born FROM {_TALLY} t WHERE t.valid @> %(on)s::date {{within}} OFFSET 0) b
    GROUP BY (%(number)s - b.born) / 10000
"""
_ADDED_UP = f"""
    SELECT {{columns}}unit_type, NULL::int AS age, n, (cell >> {PLACE_BITS})::int AS of
    FROM (
        SELECT unnest(types) AS unit_type, unnest(cells) AS cell, unnest(counts) AS n
        FROM {_SUM} WHERE unit_id = %(unit)s OFFSET 0
    ) a
    UNION ALL
    SELECT {{none}}NULL, unnest(ages), unnest(age_counts), {AGES} FROM {_SUM} WHERE unit_id = %(unit)s
"""
