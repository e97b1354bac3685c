"""Counting: the values of all measures over the rows of a day, live or frozen, in one query."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import connection
from django.utils.http import urlencode

from reports.measures import BREAKDOWNS, MEASURES, SHARES, UNKNOWN, Breakdown, Measure
from staff import headcount
from staff.catalogue_words import entries
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


def live(*, on: date, unit_ids: Collection[int] | None = None) -> Figures:
    """The figures of everyone in service on the day in the units (None: in all)."""
    return count(headcount.rows(on=on, unit_ids=unit_ids))


def count(rows: Sql) -> Figures:
    """Every measure and breakdown over the rows."""
    columns = ", ".join(f"{b.column} AS b{place}" for place, b in enumerate(BREAKDOWNS.values()))
    sets = ", ".join(f"(b{place})" for place in range(len(BREAKDOWNS)))
    names = ", ".join(f"b{place}" for place in range(len(BREAKDOWNS)))
    flags = ", ".join(f"({measure.where}) AS m{place}" for place, measure in enumerate(MEASURES.values()))
    totals = ", ".join(f"count(*) FILTER (WHERE m{place})" for place in range(len(MEASURES)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH r AS MATERIALIZED ({rows.text}), f AS MATERIALIZED (SELECT {columns}, {flags} FROM r)
            SELECT NULL::bigint AS mask, NULL::text AS value, ARRAY[{totals}] AS counts FROM f
            UNION ALL
            SELECT grouping({names}), coalesce({names}), ARRAY[count(*)] FROM f
            GROUP BY GROUPING SETS ({sets})
            """,
            rows.args,
        )
        found = cursor.fetchall()
    counts = next(row[2] for row in found if row[0] is None)
    return Figures(figures=_figures(dict(zip(MEASURES, counts, strict=True))), parts=_parts(found))


def _figures(counts: dict[str, int]) -> dict[str, Figure]:
    plain = {code: Figure(MEASURES[code], number) for code, number in counts.items()}
    shares = {code: Figure(share, counts[share.where], counts[share.of]) for code, share in SHARES.items()}
    return plain | shares


def _parts(found: list[tuple]) -> dict[str, list[Part]]:
    """The rows of the grouping sets, in the catalogue's order; only parts that hold somebody."""
    last = len(BREAKDOWNS) - 1
    whole = (1 << len(BREAKDOWNS)) - 1
    by_mask = {
        whole ^ (1 << (last - place)): breakdown for place, breakdown in enumerate(BREAKDOWNS.values())
    }
    counted: dict[str, dict[str, int]] = {code: {} for code in BREAKDOWNS}
    for mask, value, (number,) in ((m, v, c) for m, v, c in found if m is not None):
        counted[by_mask[mask].code][value or UNKNOWN] = number
    parts = {}
    catalogues = entries()
    for breakdown in BREAKDOWNS.values():
        numbers = counted[breakdown.code]
        named = {entry.code: entry.name for entry in catalogues.get(breakdown.catalogue, [])}
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
