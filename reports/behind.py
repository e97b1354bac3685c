"""The people behind a frozen figure: its condition over the frozen rows of its snapshot."""

import re
from dataclasses import dataclass

from reports import annexes
from reports.measures import BREAKDOWNS, MEASURES, SHARES, UNKNOWN
from reports.models import FrozenRow, Snapshot

_PART = re.compile(r"([a-z_.]+)\[([^\]]+)\]")
_CELL = re.compile(r"([a-z-]+)\.(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Behind:
    """What a figure counts, in words, and where its rows are found."""

    words: str
    where: str
    args: dict


def behind(snapshot: Snapshot, code: str) -> Behind | None:
    """The rows of a measure, of a part of a breakdown, or of an annex's cell; None for what has no list."""
    if code in MEASURES:
        return Behind(MEASURES[code].name, MEASURES[code].where, {})
    if code in SHARES:
        return Behind(SHARES[code].name, MEASURES[SHARES[code].where].where, {})
    if (match := _PART.fullmatch(code)) and match[1] in BREAKDOWNS:
        return _part(snapshot, *match.groups())
    if match := _CELL.fullmatch(code):
        return _cell(snapshot, match[1], int(match[2]), int(match[3]))
    return None


def count(snapshot: Snapshot, found: Behind) -> int:
    rows = FrozenRow.objects.raw(
        f"SELECT 1 AS id, count(*) AS n FROM reports_frozenrow r "
        f"WHERE snapshot_id = %(snapshot)s AND ({found.where})",
        {"snapshot": snapshot.pk, **found.args},
    )
    return rows[0].n


def page(snapshot: Snapshot, found: Behind, *, offset: int, limit: int) -> list[FrozenRow]:
    """Some of the rows, in the order of names."""
    return list(
        FrozenRow.objects.raw(
            f"SELECT r.* FROM reports_frozenrow r WHERE snapshot_id = %(snapshot)s AND ({found.where}) "
            "ORDER BY r.sort_key, r.id LIMIT %(limit)s OFFSET %(offset)s",
            {"snapshot": snapshot.pk, "limit": limit, "offset": offset, **found.args},
        )
    )


def _part(snapshot: Snapshot, code: str, value: str) -> Behind | None:
    breakdown = BREAKDOWNS[code]
    label = next((part[1] for part in snapshot.content["parts"][code] if part[0] == value), None)
    if label is None:
        return None
    if value == UNKNOWN:
        return Behind(f"{breakdown.name}: {label}", f"({breakdown.column}) IS NULL", {})
    return Behind(f"{breakdown.name}: {label}", f"({breakdown.column}) = %(value)s", {"value": value})


def _cell(snapshot: Snapshot, code: str, line: int, across: int) -> Behind | None:
    rows = snapshot.content["annexes"].get(code, [])
    kind = annexes.KIND.get(code)
    columns = annexes.columns(kind) if kind else []
    if not (1 <= line <= len(rows) and 1 <= across <= len(columns)):
        return None
    row, column = rows[line - 1], columns[across - 1]
    words = f"{row['label']}: {column.over + ', ' if column.over else ''}{column.words}"
    return Behind(
        f"{kind.title} · {words}",
        f"({kind.where}) AND ({column.where}) AND r.unit_id = ANY(%(units)s)",
        {"units": row["units"]},
    )
