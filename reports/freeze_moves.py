"""Freezing who joined, left and moved between a report's two days, as its numbers of them count."""

from dataclasses import asdict
from typing import Any

from django.db import connection

from agencies.tree import below
from reports import figures
from reports.flows import flows, moves, named
from reports.frozen import FrozenMove
from reports.models import Report, Snapshot

_TEMP = "reports_tmp_moves"
_COLUMNS = [field.column for field in FrozenMove._meta.fields if field.name not in ("id", "snapshot")]
_NAMES = ", ".join(_COLUMNS)


def stage(report: Report, unit_ids: frozenset[int] | None) -> dict[str, Any] | None:
    """The rows in a temporary table, and their numbers; None for a report without a window."""
    asked = named(moves(first=report.since or report.day, last=report.day, unit_ids=unit_ids))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_TEMP}")
        cursor.execute(f"CREATE TEMP TABLE {_TEMP} ON COMMIT DROP AS {asked.text}", asked.args)
    if report.since is None:
        return None
    opening = figures.live(
        on=report.since, unit_ids=unit_ids if unit_ids is None else below([report.unit_id], report.since)
    )
    moved = flows(first=report.since, last=report.day, unit_ids=unit_ids)
    return {"opening": opening["staff.total"].numerator, "has_rows": True, **asdict(moved)}


def keep(snapshot: Snapshot) -> None:
    """The staged rows as those of the snapshot."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO reports_frozenmove (snapshot_id, {_NAMES}) SELECT %s, {_NAMES} FROM {_TEMP}",
            [snapshot.pk],
        )


def canonical_rows(snapshot: Snapshot | None = None) -> list[str]:
    """The rows as JSON texts with sorted keys, those staged or those of a snapshot."""
    source = f"reports_frozenmove WHERE snapshot_id = {snapshot.pk:d}" if snapshot else _TEMP
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT to_jsonb(x)::text FROM (SELECT {_NAMES} FROM {source}) x "
            "ORDER BY x.kind, x.person_id, x.day, x.unit_id"
        )
        return [row[0] for row in cursor.fetchall()]
