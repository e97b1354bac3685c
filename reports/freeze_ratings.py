"""Freezing a year's ratings with a report: which cycle, as of which day, the rows and the numbers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from agencies.enums import UnitType
from evaluations import rated_rows, recognised_rows
from evaluations.enums import OrganisationState, PetitionState
from evaluations.models import Cycle, Organisation, Rating
from evaluations.open_cycle import as_of
from reports import rating_annexes
from reports.counted import condition, count_columns, fetch
from reports.frozen import FrozenLevel, FrozenRating
from reports.models import Report, Snapshot
from reports.rating_measures import ORGANISATION_SHARES, ORGANISATIONS, RATING_SHARES, RATINGS

PEOPLE, LEVELS = "reports_tmp_ratings", "reports_tmp_levels"
# Each kind of rows, where they are staged, and by what they are put in order.
TABLES = ((FrozenRating, PEOPLE, "person_id"), (FrozenLevel, LEVELS, "unit_id"))
# The measures that frozen rows can tell.
OF_PEOPLE = tuple(code for code in RATINGS if code.split(".")[1] not in
                  ("left", "petitions", "petitions_open", "petitions_upheld"))  # fmt: skip
OF_ORGANISATIONS = tuple(code for code in ORGANISATIONS if code.split(".")[1] not in ("unsent", "left_out"))

# The newest name and type of each unit up to the day: who was rated there may have stood in one that is gone.
_UNITS = """
SELECT DISTINCT ON (u.unit_id) u.unit_id, u.name, u.type, u.sort_key, u.parent_id, u.code
FROM agencies_unitperiod u WHERE lower(u.valid) <= %(on)s ORDER BY u.unit_id, lower(u.valid) DESC
"""
_PEOPLE = f"""
INSERT INTO {PEOPLE}
SELECT %(year)s, e.person_id, p.full_name, p.sort_key, r.unit_id, coalesce(u.name, ''), coalesce(u.type, ''),
       r."group", e.title, r.is_leader, r.is_signed, r.level, coalesce(r.not_rated_by, '')
FROM ({rated_rows.ROWS}) r
JOIN evaluations_evaluation e ON e.id = r.evaluation_id
JOIN staff_person p ON p.id = e.person_id
LEFT JOIN ({_UNITS}) u ON u.unit_id = r.unit_id
WHERE NOT r.is_gone
"""
_PAST_PEOPLE = f"""
INSERT INTO {PEOPLE}
SELECT %(year)s, r.person_id, p.full_name, p.sort_key, r.unit_id, coalesce(u.name, ''), coalesce(u.type, ''),
       r."group", r.title, r.is_leader, r.is_signed, r.level, r.not_rated_by
FROM ({rated_rows.PAST_ROWS}) r
JOIN staff_person p ON p.id = r.person_id
LEFT JOIN ({_UNITS}) u ON u.unit_id = r.unit_id
"""
# How many scores of months and quarters stood on the day, and their mean as a decimal.
_SCORES = """
SELECT count(*), avg(split_part(s.exact, '/', 1)::numeric
                     / coalesce(nullif(split_part(s.exact, '/', 2), ''), '1')::numeric)::text
FROM evaluations_periodscore s
WHERE s.cycle_id = ANY(%(cycles)s) AND (%(units)s::bigint[] IS NULL OR s.unit_id = ANY(%(units)s))
  AND (s.confirmed_at AT TIME ZONE %(zone)s)::date <= %(by)s
  AND NOT EXISTS (
    SELECT FROM evaluations_periodscore n
    WHERE n.replaces_id = s.id AND (n.confirmed_at AT TIME ZONE %(zone)s)::date <= %(by)s)
"""
# Petitions filed by the day, about ratings or scores: all, those that waited on it, those upheld by it.
_PETITIONS = f"""
SELECT count(*), count(*) FILTER (WHERE t.answered_on IS NULL OR t.answered_on > %(by)s),
       count(*) FILTER (WHERE t.state = '{PetitionState.UPHELD}' AND t.answered_on <= %(by)s)
FROM evaluations_petition t
LEFT JOIN evaluations_rating r ON r.id = t.rating_id
LEFT JOIN evaluations_evaluation e ON e.id = r.evaluation_id
LEFT JOIN evaluations_periodscore s ON s.id = t.score_id
WHERE t.filed_on <= %(by)s AND coalesce(e.cycle_id, s.cycle_id) = ANY(%(cycles)s)
  AND (%(units)s::bigint[] IS NULL OR coalesce(e.unit_id, s.unit_id) = ANY(%(units)s))
"""
_LEVELS, _PAST_LEVELS = (
    f"""
INSERT INTO {LEVELS}
SELECT %(year)s, r.unit_id, coalesce(u.name, ''), coalesce(u.sort_key, ''), coalesce(u.type, ''), r.level
FROM ({rows}) r LEFT JOIN ({_UNITS}) u ON u.unit_id = r.unit_id
WHERE NOT r.is_left_out
"""
    for rows in (recognised_rows.ROWS, recognised_rows.PAST_ROWS)
)
_ORDER = f"""
SELECT u.unit_id, m.name FROM ({_UNITS}) u LEFT JOIN ({_UNITS}) m ON m.unit_id = u.parent_id
ORDER BY CASE m.type WHEN '{UnitType.PROVINCE}' THEN 0 WHEN '{UnitType.AGENCY}' THEN 1 ELSE 2 END,
         m.sort_key, CASE u.type WHEN '{UnitType.AGENCY}' THEN 0 ELSE 1 END, u.sort_key, u.code
"""


@dataclass(frozen=True, slots=True)
class Year:
    """The cycles of the year that a report tells of (one, or one for each part of the province), and those of
    the year before."""

    year: int
    cycles: list[Cycle]
    before: list[Cycle]
    on: date


def year_of(report: Report, unit_ids: frozenset[int] | None) -> Year | None:
    """The newest year of which something was published in the scope by the report's day, if there is one."""
    published = Rating.objects.filter(decision__published_on__lte=report.day)
    if unit_ids is not None:
        published = published.filter(evaluation__unit__in=unit_ids)
    begun = Cycle.objects.begun()
    newest = begun.filter(
        pk__in=published.order_by().values("evaluation__cycle"), year__lte=report.day.year
    ).first()
    if newest is None:
        return None
    cycles, before = (list(begun.filter(year=year)) for year in (newest.year, newest.year - 1))
    return Year(newest.year, cycles, before, as_of(newest, report.day))


def stage(report: Report, unit_ids: frozenset[int] | None) -> dict[str, Any] | None:
    """The rows in temporary tables, and what is told of them; None where there is nothing to tell."""
    _make_tables()
    year = year_of(report, unit_ids)
    if year is None:
        return None
    for cycle in (*year.cycles, *year.before):
        _stage_cycle(cycle, unit_ids, report.day)
    _stage_papers(year.year - 1, unit_ids, report.day)
    organisations = Organisation.objects.filter(cycle__in=year.cycles)
    if unit_ids is not None:
        organisations = organisations.filter(unit__in=unit_ids)
    this, last = year.year, year.year - 1
    told: dict[str, Any] = {
        "year": this,
        "before": last if _is_told(PEOPLE, last) else None,
        "before_organisations": last if _is_told(LEVELS, last) else None,
        "open_units": organisations.exclude(state=OrganisationState.CLOSED).count(),
        "figures": _figures(this),
        "figures_before": _figures(last),
        "reasons": _reasons(this),
    } | _beside(year, unit_ids, report.day)
    rows = fetch(_ORDER, {"on": year.on})
    managers = {unit: manager or "" for unit, manager in rows}
    order = {unit: place for place, (unit, _) in enumerate(rows)}
    return told | {"annexes": rating_annexes.count(PEOPLE, LEVELS, told=told, managers=managers, order=order)}


def keep(snapshot: Snapshot) -> None:
    """The staged rows as those of the snapshot."""
    with connection.cursor() as cursor:
        for model, table, _ in TABLES:
            names = ", ".join(f'"{name}"' for name in _columns(model))
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} (snapshot_id, {names}) SELECT %s, {names} FROM {table}",
                [snapshot.pk],
            )


def canonical_rows(snapshot: Snapshot | None = None) -> list[str]:
    """The rows as JSON texts with sorted keys, those staged or those of a snapshot."""
    found = []
    for model, table, key in TABLES:
        names = ", ".join(f'"{name}"' for name in _columns(model))
        source = f"{model._meta.db_table} WHERE snapshot_id = {snapshot.pk:d}" if snapshot else table
        found += fetch(
            f"SELECT to_jsonb(x)::text FROM (SELECT {names} FROM {source}) x ORDER BY x.year, x.{key}", {}
        )
    return [row[0] for row in found]


def _make_tables() -> None:
    with connection.cursor() as cursor:
        for model, table, _ in TABLES:
            names = ", ".join(f'"{name}"' for name in _columns(model))
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
            cursor.execute(
                f"CREATE TEMP TABLE {table} ON COMMIT DROP AS "
                f"SELECT {names} FROM {model._meta.db_table} WHERE false"
            )


def _stage_cycle(cycle: Cycle, unit_ids: frozenset[int] | None, by: date) -> None:
    on = as_of(cycle, by)
    more = {"year": cycle.year, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, rated_rows.arguments(cycle.pk, unit_ids, by) | more)
        cursor.execute(_LEVELS, recognised_rows.arguments(cycle.pk, unit_ids, on=on, by=by) | more)


def _stage_papers(year: int, unit_ids: frozenset[int] | None, by: date) -> None:
    """Levels of people and of organisations in a year that has none in the portal's own cycles, as papers
    tell them."""
    args = rated_rows.past_arguments(year, unit_ids, by)
    for table, rows in ((PEOPLE, _PAST_PEOPLE), (LEVELS, _PAST_LEVELS)):
        if not _is_told(table, year):
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table} WHERE year = %(year)s", args)
                cursor.execute(rows, args)


def _beside(year: Year, unit_ids: frozenset[int] | None, by: date) -> dict[str, Any]:
    """Beside the levels: the scores of months and quarters, and the petitions, as of the day."""
    args = {
        "cycles": [cycle.pk for cycle in year.cycles], "by": by, "zone": settings.TIME_ZONE,
        "units": None if unit_ids is None else list(unit_ids),
    }  # fmt: skip
    ((scores, mean),), ((filed, waiting, upheld),) = fetch(_SCORES, args), fetch(_PETITIONS, args)
    return {
        "scores": {"confirmed": scores, "mean": mean},
        "petitions": {"filed": filed, "waiting": waiting, "upheld": upheld},
    }


def _columns(model) -> list[str]:
    """The columns of the rows, in the order in which they are staged."""
    return [field.column for field in model._meta.fields if field.name not in ("id", "snapshot")]


def _is_told(table: str, year: int) -> bool:
    """Whether anybody has a level in the year."""
    sql = f"SELECT 1 FROM {table} r WHERE r.year = %(year)s AND r.level <> '' LIMIT 1"
    return bool(fetch(sql, {"year": year}))


def frozen_condition(code: str) -> tuple[str, bool]:
    """What a figure counts over frozen rows (of a share: its numerator), and whether they are of people."""
    if code.startswith("ratings."):
        return _plain(condition(code, RATINGS, RATING_SHARES)), True
    return _plain(condition(code, ORGANISATIONS, ORGANISATION_SHARES)), False


def _plain(where: str) -> str:
    """Who left the cycle and who is left out of it isn't among the frozen rows."""
    return where.replace("NOT r.is_gone", "true").replace("NOT r.is_left_out", "true")


def _figures(year: int) -> dict[str, list[int | None]]:
    """{code: [number, None], of a share [number, whole]} of a year's rows."""
    found: dict[str, list[int | None]] = {}
    kinds = (
        (PEOPLE, OF_PEOPLE, RATINGS, RATING_SHARES),
        (LEVELS, OF_ORGANISATIONS, ORGANISATIONS, ORGANISATION_SHARES),
    )
    for table, codes, measures, shares in kinds:
        counted = {code: measures[code] for code in codes}
        sql = f"SELECT {_plain(count_columns(counted))} FROM {table} r WHERE r.year = %(year)s"
        numbers = dict(zip(counted, fetch(sql, {"year": year})[0][0], strict=True))
        found |= {code: [n, None] for code, n in numbers.items()}
        found |= {code: [numbers[share.where], numbers[share.of]] for code, share in shares.items()}
    return found


def _reasons(year: int) -> list[list]:
    rows = fetch(
        f"SELECT r.not_rated_by, count(*) FROM {PEOPLE} r "
        "WHERE r.year = %(year)s AND r.is_signed AND r.level = '' GROUP BY 1 ORDER BY 2 DESC, 1",
        {"year": year},
    )
    return [list(row) for row in rows]
