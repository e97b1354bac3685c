"""Counting the tallies of ``staff.tally`` anew: only those of units that changed, in one transaction."""

from datetime import date
from typing import Any

from django.db import connection, transaction

from agencies.models import UnitPeriod
from imports import clock
from staff import headcount, tally
from staff.enums import Group
from staff.models import Post, Qualification, Salary
from staff.tally_models import DaySum, Tally, TallyMark

_TALLY, _SUM, _UNITS = (one._meta.db_table for one in (Tally, DaySum, UnitPeriod))


def keep_up() -> int:
    """Count anew the tallies of stale units, or of all before the first time; the number of units.

    Writers wait for the moment that it takes, so that no event is in flight below the mark.
    """
    if tally.stale() == frozenset():
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        _hold_writers(cursor)
        units = tally.stale()
        if units is None:
            cursor.execute(f"DELETE FROM {_TALLY}")
            units = frozenset(Post.objects.order_by().values_list("unit_id", flat=True).distinct())
        cursor.execute(f"DELETE FROM {_TALLY} WHERE unit_id = ANY(%s)", [list(units)])
        cursor.execute(_INSERT, {"unit_ids": list(units)})
        TallyMark.objects.update_or_create(pk=1, defaults={"events": clock.now(tally.TABLES)})
    return len(units)


def add_up(*, today: date) -> int:
    """Add up today's tallies of each unit with units below it, where that isn't done or no longer true.

    How many units; none while a tally is stale: the next time will do it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        args: dict[str, Any] = {"on": today, "number": tally.day_number(today)}
        cursor.execute(_ARE_ADDED_UP, args)
        if cursor.fetchone() or tally.stale() != frozenset():
            return 0
        _hold_writers(cursor)
        if tally.stale() != frozenset():
            return 0
        cursor.execute(f"DELETE FROM {_SUM}")
        cursor.execute(_ADD_UP, args)
        return cursor.rowcount


def count_anew() -> int:
    """Forget all tallies and count them again; the number of units."""
    with transaction.atomic():
        TallyMark.objects.all().delete()
        return keep_up()


def _hold_writers(cursor) -> None:
    """Those who keep to the clock first; the lock of the tables is for whoever doesn't."""
    clock.alone()
    tables = ", ".join(model._meta.db_table for model in (*tally.TABLES, UnitPeriod))
    cursor.execute(f"LOCK TABLE {tables}, {TallyMark._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _cell(place: int, keys: tuple[str, ...]) -> str:
    codes = [f"({tally.code_sql(key)}::bigint << {at * tally.KEY_BITS})" for at, key in enumerate(keys)]
    return " | ".join([f"({place}::bigint << {tally.PLACE_BITS})", *codes])


def _changes(fact: str) -> str:
    """The days on which a fact of this table began or ended while its person had a main post in the unit."""
    return f"""
        SELECT po.unit_id, x.day FROM staff_post po JOIN {fact} f ON f.person_id = po.person_id
        CROSS JOIN LATERAL (VALUES (lower(f.valid)), (upper(f.valid))) x(day)
        WHERE po.is_main AND po.unit_id = ANY(%(unit_ids)s) AND po.valid @> x.day
    """


_CELLS = ", ".join(_cell(place, keys) for place, keys in enumerate(tally.SETS))
_BORN = " + ".join(
    f"extract({part} FROM p.born_on) * {by}" for part, by in (("year", 10_000), ("month", 100), ("day", 1))
)
_HELD = headcount.held_by(
    tally.KEYS, also=f"s.unit_id, s.first, s.until, ({_BORN})::int AS born, ", spans="spans"
)
_GROUPS = ", ".join(f"h.in_{value}" for value in Group.values)
_GROUP_COUNTS = ", ".join(
    f"count(*) FILTER (WHERE \"group\" = '{value}')::int AS in_{value}" for value in Group.values
)
_INSERT = f"""
WITH days AS (
    SELECT po.unit_id, x.day FROM staff_post po
    CROSS JOIN LATERAL (VALUES (lower(po.valid)), (upper(po.valid))) x(day)
    WHERE po.is_main AND po.unit_id = ANY(%(unit_ids)s) AND x.day IS NOT NULL
    UNION {_changes(Salary._meta.db_table)} UNION {_changes(Qualification._meta.db_table)}
), spans AS MATERIALIZED (
    SELECT unit_id, day AS first, lead(day) OVER (PARTITION BY unit_id ORDER BY day) AS until FROM days
), held AS MATERIALIZED ({_HELD}
), cells AS (
    SELECT unit_id, first, cell, count(*)::int AS n
    FROM held CROSS JOIN LATERAL unnest(ARRAY[{_CELLS}]) c(cell)
    GROUP BY 1, 2, 3
)
INSERT INTO {_TALLY} (unit_id, valid, people, groups, born, cells, counts)
SELECT unit_id, daterange(first, h.until), h.people, ARRAY[{_GROUPS}], h.born, c.cells, c.counts
FROM (
    SELECT unit_id, first, until, count(*) AS people, {_GROUP_COUNTS}, array_agg(born ORDER BY born) AS born
    FROM held GROUP BY 1, 2, 3
) h JOIN (
    SELECT unit_id, first, array_agg(cell ORDER BY cell) AS cells, array_agg(n ORDER BY cell) AS counts
    FROM cells GROUP BY 1, 2
) c USING (unit_id, first)
"""
_ARE_ADDED_UP = (
    f"SELECT 1 FROM {_SUM} WHERE unit_id = {tally.ALL_UNITS} AND day = %(on)s::date "
    f"AND events = ({tally.EVENTS_BEHIND_SUMS})"
)
_ADD_UP = f"""
WITH RECURSIVE tree AS (
    SELECT p.unit_id AS root, p.unit_id FROM {_UNITS} p WHERE p.valid @> %(on)s::date
    AND EXISTS (SELECT FROM {_UNITS} c WHERE c.parent_id = p.unit_id AND c.valid @> %(on)s::date)
    UNION
    SELECT t.root, p.unit_id FROM {_UNITS} p JOIN tree t ON p.parent_id = t.unit_id
    WHERE p.valid @> %(on)s::date
), held AS MATERIALIZED (
    SELECT unit_id, cells, counts, born FROM {_TALLY} WHERE valid @> %(on)s::date
), scope AS MATERIALIZED (
    SELECT root, unit_id FROM tree UNION ALL SELECT {tally.ALL_UNITS}, unit_id FROM held
), cells AS (
    SELECT root, type, cell, sum(n)::int AS n FROM (
        SELECT s.root, u.type, unnest(h.cells) AS cell, unnest(h.counts) AS n
        FROM scope s JOIN held h USING (unit_id)
        LEFT JOIN {_UNITS} u ON u.unit_id = s.unit_id AND u.valid @> %(on)s::date
    ) c GROUP BY 1, 2, 3
), ages AS (
    SELECT root, (%(number)s - born) / 10000 AS age, count(*)::int AS n FROM (
        SELECT s.root, unnest(h.born) AS born FROM scope s JOIN held h USING (unit_id)
    ) b GROUP BY 1, 2
)
INSERT INTO {_SUM} (unit_id, day, events, types, cells, counts, ages, age_counts)
SELECT root, %(on)s::date, {tally.EVENTS_BEHIND_SUMS}, c.types, c.cells, c.counts, a.ages, a.counts
FROM (SELECT root, array_agg(type) AS types, array_agg(cell) AS cells, array_agg(n) AS counts
      FROM cells GROUP BY 1) c
JOIN (SELECT root, array_agg(age) AS ages, array_agg(n) AS counts FROM ages GROUP BY 1) a USING (root)
"""
