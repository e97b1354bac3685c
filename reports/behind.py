"""The people behind a frozen figure: its condition over the frozen rows of its snapshot."""

import re
from dataclasses import dataclass

from django.db import models

from reports import annexes, rating_annexes
from reports.enums import Move
from reports.freeze_ratings import OF_ORGANISATIONS, OF_PEOPLE, frozen_condition
from reports.measures import BREAKDOWNS, MEASURES, SHARES, UNKNOWN
from reports.models import FrozenLevel, FrozenMove, FrozenRating, FrozenRow, Snapshot
from reports.rating_measures import ORGANISATION_SHARES, ORGANISATIONS, RATING_SHARES, RATINGS
from staff.enums import LeaveReason

_RATED = RATINGS | RATING_SHARES | ORGANISATIONS | ORGANISATION_SHARES
_PART = re.compile(r"([a-z_.]+)\[([^\]]+)\]")
_MOVED = re.compile(r"staff\.([a-z_]+)(?:\[([^\]]+)\])?")
_CELL = re.compile(r"([a-z-]+)\.(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Behind:
    """What a figure counts, in words, and where its rows are found."""

    words: str
    where: str
    args: dict
    model: type[models.Model] = FrozenRow

    @property
    def is_of_ratings(self) -> bool:
        return self.model in (FrozenRating, FrozenLevel)

    @property
    def is_of_moves(self) -> bool:
        return self.model is FrozenMove

    @property
    def is_of_organisations(self) -> bool:
        return self.model is FrozenLevel


def behind(snapshot: Snapshot, code: str) -> Behind | None:
    """The rows of a measure, of a part of a breakdown, or of an annex's cell; None for what has no list."""
    if code in MEASURES:
        return Behind(MEASURES[code].name, MEASURES[code].where, {})
    if code in SHARES:
        return Behind(SHARES[code].name, MEASURES[SHARES[code].where].where, {})
    if (match := _PART.fullmatch(code)) and match[1] in BREAKDOWNS:
        return _part(snapshot, *match.groups())
    if is_of_moves(code) and has_moves(snapshot):
        return _moved(code)
    if is_of_ratings(code) and "ratings" in snapshot.content:
        return _rated(snapshot, code)
    if match := _CELL.fullmatch(code):
        return _cell(snapshot, match[1], int(match[2]), int(match[3]))
    return None


def is_of_ratings(code: str) -> bool:
    """Whether a figure, or an annex's cell, tells of ratings."""
    known = code in OF_PEOPLE or code in OF_ORGANISATIONS
    return (
        known or code in RATING_SHARES or code in ORGANISATION_SHARES or _annex(code) in rating_annexes.KIND
    )


def is_of_moves(code: str) -> bool:
    """Whether a figure tells who joined, left or moved."""
    return bool(match := _MOVED.fullmatch(code)) and match[1] in Move


def has_moves(snapshot: Snapshot) -> bool:
    """Snapshots made before moves were frozen have their numbers only."""
    return bool(snapshot.content["flows"]) and "has_rows" in snapshot.content["flows"]


def count(snapshot: Snapshot, found: Behind) -> int:
    rows = found.model.objects.raw(
        f"SELECT 1 AS id, count(*) AS n FROM {found.model._meta.db_table} r "
        f"WHERE snapshot_id = %(snapshot)s AND ({found.where})",
        {"snapshot": snapshot.pk, **found.args},
    )
    return rows[0].n


def page(snapshot: Snapshot, found: Behind, *, offset: int, limit: int) -> list:
    """Some of the rows, in the order of names."""
    table = found.model._meta.db_table
    return list(
        found.model.objects.raw(
            f"SELECT r.* FROM {table} r WHERE snapshot_id = %(snapshot)s AND ({found.where}) "
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


def _moved(code: str) -> Behind:
    kind, reason = _MOVED.fullmatch(code).groups()
    words = Move(kind).label
    if reason is None:
        return Behind(words, "r.kind = %(kind)s", {"kind": kind}, FrozenMove)
    label = dict(LeaveReason.choices).get(reason, reason)
    where = "r.kind = %(kind)s AND r.reason = %(reason)s"
    return Behind(f"{words}: {label}", where, {"kind": kind, "reason": reason}, FrozenMove)


def _cell(snapshot: Snapshot, code: str, line: int, across: int) -> Behind | None:
    rows = snapshot.content["annexes"].get(code, [])
    kind = annexes.KIND.get(code)
    columns = annexes.columns(kind) if kind else []
    if not (1 <= line <= len(rows) and 1 <= across <= len(columns)):
        return None
    row, column = rows[line - 1], columns[across - 1]
    return Behind(
        annexes.words(kind, row, column),
        f"({kind.where}) AND ({column.where}) AND r.unit_id = ANY(%(units)s)",
        {"units": row["units"]},
    )


def _annex(code: str) -> str:
    """The annex of a cell's code; empty for what is no cell."""
    match = _CELL.fullmatch(code)
    return match[1] if match else ""


def _rated(snapshot: Snapshot, code: str) -> Behind | None:
    told = snapshot.content["ratings"]
    if match := _CELL.fullmatch(code):
        return _rated_cell(told, match[1], int(match[2]), int(match[3]))
    where, is_of_people = frozen_condition(code)
    model = FrozenRating if is_of_people else FrozenLevel
    return Behind(
        f"Năm {told['year']}: {_RATED[code].name}",
        f"r.year = %(year)s AND ({where})",
        {"year": told["year"]},
        model,
    )


def _rated_cell(told: dict, code: str, line: int, across: int) -> Behind | None:
    rows = told["annexes"].get(code, [])
    asked = rating_annexes.columns(code, rating_annexes.last_year(told, code))
    if not (1 <= line <= len(rows) and 1 <= across <= len(asked)) or not rows[line - 1]["numbers"]:
        return None
    row, column, kind = rows[line - 1], asked[across - 1], rating_annexes.KIND[code]
    where, args = f"({column.where})", {"year": told["year"], "before": told["year"] - 1}
    if "units" in row:
        where, args = f"{where} AND r.unit_id = ANY(%(units)s)", args | {"units": row["units"]}
    elif "by" in row:
        where, args = f"{where} AND {rating_annexes.ASKED[row['by']]}", args | {"value": row["value"]}
    words = f"{row['label']}: {column.over + ', ' if column.over else ''}{column.words}"
    model = FrozenRating if kind.is_of_people else FrozenLevel
    return Behind(f"{kind.title} năm {told['year']} · {words}", where, args, model)
