"""Counting: the values of all measures over the rows of a day, live or frozen, in one query."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from urllib.parse import urlencode

from django.db import connection

from agencies.tree import below
from reports.measures import BREAKDOWNS, MEASURES, SHARES, UNKNOWN, Breakdown, Measure
from staff import headcount, tally
from staff.catalogue_words import catalogues
from staff.headcount import Sql


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a measure: a count, or a share (``numerator`` of ``denominator`` people)."""

    measure: Measure
    numerator: int
    denominator: int | None = None

    @property
    def value(self) -> int | Fraction | None:
        """The count; for a share the exact fraction, None where there is nobody to take a share of."""
        if self.denominator is None:
            return self.numerator
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a breakdown; ``value`` is a code of its catalogue, or ``UNKNOWN``."""

    breakdown: Breakdown
    value: str
    label: str
    count: int

    @property
    def code(self) -> str:
        return f"{self.breakdown.code}[{self.value}]"


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is counted over one set of people."""

    figures: dict[str, Figure]
    parts: dict[str, list[Part]]

    def __getitem__(self, code: str) -> Figure:
        return self.figures[code]


def live(
    *,
    on: date,
    unit_ids: Collection[int] | None = None,
    under: int | None = None,
    breakdowns: Collection[str] = tuple(BREAKDOWNS),
) -> Figures:
    """The figures of everyone in service on the day in the units, or in the unit ``under`` and all below it
    (neither: in all units).

    All measures, and the breakdowns of these codes.
    """
    wanted = [BREAKDOWNS[code] for code in breakdowns]
    asked = [_keys(one.where) for one in MEASURES.values()] + [_keys(one.column) for one in wanted]
    keys = frozenset().union(*asked)
    if unit_ids is None and (rows := tally.added_up(on=on, keys=keys, under=under)):
        return _read(_added_up(rows.text, tuple(wanted), tally.place_of), rows.args, wanted)
    if under is not None:
        unit_ids = below([under], on)
    if rows := tally.counted(on=on, unit_ids=unit_ids, keys=keys):
        return _read(_added_up(rows.text, tuple(wanted), tally.place_of), rows.args, wanted)
    sets = _widest(asked)
    rows = headcount.counted(on=on, unit_ids=unit_ids, sets=sets)
    return _read(_added_up(rows.text, tuple(wanted), _places(*sets)), rows.args, wanted)


@cache
def _added_up(rows: str, wanted: tuple[Breakdown, ...], place_of: Callable[[frozenset[str]], int]) -> str:
    """The query of all measures and these breakdowns over rows counted by sets of keys."""
    totals = ", ".join(
        f"coalesce(sum(r.n) FILTER (WHERE r.of = {place_of(_keys(one.where))} AND ({one.where})), 0)::bigint"
        for one in MEASURES.values()
    )
    query = f"WITH r AS MATERIALIZED ({rows}) SELECT NULL::int, NULL::text, ARRAY[{totals}] FROM r"
    if not wanted:
        return (
            f"SELECT * FROM ({query}) f"  # what begins with SELECT is sent without who asked, for the history
        )
    values = ", ".join(
        f"({place}, {place_of(_keys(one.column))}, ({one.column})::text)" for place, one in enumerate(wanted)
    )
    return (
        f"SELECT * FROM ({query} UNION ALL SELECT v.place, v.value, ARRAY[sum(r.n)::bigint] FROM r "
        f"CROSS JOIN LATERAL (VALUES {values}) v(place, of, value) WHERE v.of = r.of GROUP BY 1, 2) f"
    )


def count(rows: Sql) -> Figures:
    """Every measure and breakdown over rows of ``staff.headcount``, live or frozen."""
    wanted = list(BREAKDOWNS.values())
    columns = ", ".join(f"{one.column} AS b{place}" for place, one in enumerate(wanted))
    names = [f"b{place}" for place in range(len(wanted))]
    flags = ", ".join(f"({measure.where}) AS m{place}" for place, measure in enumerate(MEASURES.values()))
    totals = ", ".join(f"count(*) FILTER (WHERE m{place})" for place in range(len(MEASURES)))
    parts = " ".join(
        f"UNION ALL SELECT {place}, {name}, ARRAY[count(*)] FROM f GROUP BY 2"
        for place, name in enumerate(names)
    )
    query = f"""
        WITH f AS MATERIALIZED (SELECT {columns}, {flags} FROM ({rows.text}) r)
        SELECT NULL::int, NULL::text, ARRAY[{totals}] FROM f {parts}
    """
    return _read(query, rows.args, wanted)


def _read(query: str, args: dict, wanted: Sequence[Breakdown]) -> Figures:
    """Rows of the place of a breakdown, a value and its number; the one without a place has all measures."""
    with connection.cursor() as cursor:
        cursor.execute(query, args)
        found = cursor.fetchall()
    counts = next(row[2] for row in found if row[0] is None)
    counted: dict[str, dict[str, int]] = {one.code: {} for one in wanted}
    for place, value, (number,) in ((p, v, c) for p, v, c in found if p is not None):
        counted[wanted[place].code][value or UNKNOWN] = number
    return Figures(figures=_figures(dict(zip(MEASURES, counts, strict=True))), parts=_parts(counted, wanted))


@cache
def _keys(sql: str) -> frozenset[str]:
    """The keys of ``staff.headcount`` from which the columns in a condition follow."""
    columns = re.findall(r"\br\.\"?(\w+)", sql)
    return frozenset(key for column in columns for key in headcount.NAMED[column][1])


def _widest(sets: Collection[frozenset[str]]) -> list[frozenset[str]]:
    """Without those that a wider one holds: its numbers add up to theirs."""
    return [one for one in dict.fromkeys(sets) if not any(one < other for other in sets)]


@cache
def _places(*sets: frozenset[str]) -> Callable[[frozenset[str]], int]:
    """Tells which of the sets answers for some keys."""
    return lambda keys: next(place for place, one in enumerate(sets) if keys <= one)


def _figures(counts: dict[str, int]) -> dict[str, Figure]:
    plain = {code: Figure(MEASURES[code], number) for code, number in counts.items()}
    shares = {code: Figure(share, counts[share.where], counts[share.of]) for code, share in SHARES.items()}
    return plain | shares


def _parts(counted: dict[str, dict[str, int]], wanted: Sequence[Breakdown]) -> dict[str, list[Part]]:
    """The parts in their catalogue's order; only those that hold somebody."""
    parts = {}
    known = catalogues()
    for breakdown in wanted:
        numbers = counted[breakdown.code]
        named = {entry.code: entry.name for entry in known.of(breakdown.catalogue)}
        labels = {**dict(breakdown.choices), **named, UNKNOWN: breakdown.unknown}
        parts[breakdown.code] = [
            Part(breakdown, value, label, numbers[value])
            for value, label in labels.items()
            if value in numbers
        ]
    return parts


def list_url(
    base: str, filters: Collection[tuple[str, str]], *, on: date, today: date, unit: str = ""
) -> str:
    """The list of the people behind a figure."""
    query = [*filters]
    if unit:
        query.append(("don_vi", unit))
    if on != today:
        query.append(("ngay", on.isoformat()))
    return f"{base}?{urlencode(query)}" if query else base
