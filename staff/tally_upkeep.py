"""Counting the tallies of ``staff.tally`` anew: only those of units that changed, in one transaction."""

from django.db import connection, transaction

from imports import clock
from staff import headcount, tally
from staff.enums import Group
from staff.models import Post, Qualification, Salary
from staff.tally_models import Tally, TallyMark

_TALLY = Tally._meta.db_table


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


def count_anew() -> int:
    """Forget all tallies and count them again; the number of units."""
    with transaction.atomic():
        TallyMark.objects.all().delete()
        return keep_up()


def _hold_writers(cursor) -> None:
    """Those who keep to the clock first; the lock of the tables is for whoever doesn't."""
    clock.alone()
    tables = ", ".join(model._meta.db_table for model in tally.TABLES)
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
