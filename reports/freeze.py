"""Freezing: the records in scope, all figures over them, and a hash that tells whether anything changed."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import connection, transaction

from agencies.models import UnitPeriod
from agencies.tree import below
from imports import clock
from reports import annexes, figures, freeze_moves, freeze_ratings
from reports.models import Report, Snapshot
from staff import headcount
from staff.headcount import COLUMNS, Sql
from staff.models import Person, Post, Qualification, Salary

_TEMP = "reports_tmp_rows"
CLOCK_TABLES = (UnitPeriod, Person, Post, Salary, Qualification)


def freeze(report: Report) -> Snapshot:
    """A snapshot of the report's scope as of its day, rows included. Called inside a transaction."""
    unit_ids = scope_ids(report)
    source = headcount.rows(on=report.day, unit_ids=unit_ids)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_TEMP}")
        cursor.execute(f"CREATE TEMP TABLE {_TEMP} ON COMMIT DROP AS {source.text}", source.args)
        cursor.execute(f"ANALYZE {_TEMP}")
        content = _content(report, unit_ids)
        if rated := freeze_ratings.stage(report, unit_ids):
            content["ratings"] = rated
        cursor.execute(f"SELECT count(*) FROM {_TEMP}")
        number = cursor.fetchone()[0]
        snapshot = Snapshot.objects.create(
            report=report,
            content=content,
            rows_count=number,
            sha256=_digest(
                content,
                _canonical_rows(cursor, _TEMP)
                + freeze_ratings.canonical_rows()
                + freeze_moves.canonical_rows(),
            ),
        )
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        cursor.execute(
            f"INSERT INTO reports_frozenrow (snapshot_id, {names}) SELECT %s, {names} FROM {_TEMP}",
            [snapshot.pk],
        )
        freeze_ratings.keep(snapshot)
        freeze_moves.keep(snapshot)
    return snapshot


def rows_of(snapshot: Snapshot) -> Sql:
    """The frozen rows as a source of figures."""
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    return Sql(
        f"SELECT {names} FROM reports_frozenrow WHERE snapshot_id = %(snapshot)s",
        {"snapshot": snapshot.pk},
    )


def is_intact(snapshot: Snapshot) -> bool:
    """True when content and rows still have the hash that they were frozen with."""
    with connection.cursor() as cursor:
        rows = _canonical_rows(cursor, "reports_frozenrow", f"WHERE snapshot_id = {int(snapshot.pk)}")
    rows += freeze_ratings.canonical_rows(snapshot) + freeze_moves.canonical_rows(snapshot)
    return _digest(snapshot.content, rows) == snapshot.sha256


def scope_ids(report: Report) -> frozenset[int] | None:
    """The units of the report as of its day; None is all."""
    return None if report.unit_id is None else below([report.unit_id], report.day)


def _content(report: Report, unit_ids: frozenset[int] | None) -> dict[str, Any]:
    counted = figures.count(Sql(f"SELECT * FROM {_TEMP}", {}))
    return {
        "definition": report.definition,
        "unit": report.unit_id,
        "day": report.day.isoformat(),
        "since": report.since.isoformat() if report.since else None,
        "figures": {code: [f.numerator, f.denominator] for code, f in counted.figures.items()},
        "parts": {
            code: [[part.value, part.label, part.count] for part in parts]
            for code, parts in counted.parts.items()
        },
        "flows": freeze_moves.stage(report, unit_ids),
        "annexes": annexes.count(_TEMP, on=report.day),
        "clock": clock.now(CLOCK_TABLES),
    }


def _canonical_rows(cursor, table: str, where: str = "") -> list[str]:
    """The rows as JSON texts with sorted keys, in the order of their people."""
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    cursor.execute(
        f"SELECT to_jsonb(x)::text FROM (SELECT {names} FROM {table} {where}) x ORDER BY x.person_id"
    )
    return [row[0] for row in cursor.fetchall()]


def _digest(content: dict, rows: list[str]) -> str:
    digest = hashlib.sha256(
        json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    )
    for row in rows:
        digest.update(b"\n" + row.encode())
    return digest.hexdigest()


def default_since(*, definition: str, unit_id: int | None, day: date) -> date | None:
    """The day of the report before, else the first day of which the portal knows anything."""
    before = Report.objects.for_scope(definition, unit_id).filter(day__lt=day).order_by("-day").first()
    return before.day if before else first_known()


def first_known() -> date | None:
    """The first day on which the portal knows of anybody's post."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(lower(valid)) FROM staff_post WHERE is_main")
        return cursor.fetchone()[0]
