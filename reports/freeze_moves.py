"""Freezing who joined, left and moved between a report's two days, as its numbers of them count."""

from dataclasses import asdict
from typing import Any

from django.db import connection

from agencies.tree import below
from reports import figures
from reports.flows import flows, moves
from reports.frozen import FrozenMove
from reports.models import Report, Snapshot

_TEMP = "reports_tmp_moves"
_COLUMNS = [field.column for field in FrozenMove._meta.fields if field.name not in ("id", "snapshot")]
_NAMES = ", ".join(_COLUMNS)
# A unit's name as of the move; of one that was closed by then, its last.
_NAME = """
LEFT JOIN LATERAL (
    SELECT u.name FROM agencies_unitperiod u WHERE u.unit_id = m.{column} AND lower(u.valid) <= m.day
    ORDER BY lower(u.valid) DESC LIMIT 1) {alias} ON true
"""


def stage(report: Report, unit_ids: frozenset[int] | None) -> dict[str, Any] | None:
    """The rows in a temporary table, and their numbers; None for a report without a window."""
    asked = moves(first=report.since or report.day, last=report.day, unit_ids=unit_ids)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_TEMP}")
        cursor.execute(
            f"""
            CREATE TEMP TABLE {_TEMP} ON COMMIT DROP AS
            SELECT m.kind, m.person_id, p.full_name, p.sort_key, m.unit_id, m.day, m.reason,
                   coalesce(here.name, '') AS unit_name, coalesce(other.name, '') AS other_name
            FROM ({asked.text}) m JOIN staff_person p ON p.id = m.person_id
            {_NAME.format(column="unit_id", alias="here")}
            {_NAME.format(column="other_id", alias="other")}
            """,
            asked.args,
        )
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
