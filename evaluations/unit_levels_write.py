"""Comparing a staged list of units' levels with the portal, and writing it once it is approved."""

from collections.abc import Callable, Mapping

from django.db import connection

from evaluations.enums import RatingLevel
from evaluations.models import UnitLevel
from imports.models import Batch, Severity
from imports.record import Insert, Update, Writer

_LEVEL = (
    "CASE {} " + " ".join(f"WHEN '{value}' THEN '{label}'" for value, label in RatingLevel.choices) + " END"
)
# code, label, words
COMPARED = (
    ("level", "Mức xếp loại", _LEVEL),
    ("number", "Số văn bản", "{}"),
    ("decided_on", "Ngày văn bản", "to_char({}, 'DD/MM/YYYY')"),
    ("source", "Cơ quan ban hành", "{}"),
)
# A level is known by its unit and year.
_HERE = "LEFT JOIN evaluations_unitlevel l ON l.unit_id = t.unit_id AND l.year = t.year"
_STAGED = "evaluations_unitlevelrow t WHERE t.batch_id = %(batch)s"


def compare(batch: Batch, *, columns: list[str], staged: str, sheets: str) -> None:
    """Fill the staging table and the differences, and say which levels stand twice in the list."""
    args = {"batch": batch.pk}
    cases = ", ".join(
        f"CASE WHEN t.{code} IS DISTINCT FROM l.{code} THEN '{code}' END" for code, _, _ in COMPARED
    )
    rows = ", ".join(
        f"('{code}', '{label}', {words.format(f'l.{code}')}, {words.format(f't.{code}')})"
        for code, label, words in COMPARED
    )
    own, theirs = (", ".join(f'{prefix}"{name}"' for name in columns) for prefix in ("", "t."))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO evaluations_unitlevelrow
                (batch_id, sheet, "row", label, detail, outcome, changed, subject_id, fact_id, {own})
            SELECT %(batch)s, t.sheet, t."row", t.label, t.detail,
                   CASE WHEN l.id IS NULL THEN 'new' WHEN cardinality(c.changed) > 0 THEN 'changed'
                        ELSE 'unchanged' END,
                   c.changed, t.unit_id, l.id, {theirs}
            FROM {staged} t {_HERE}
            CROSS JOIN LATERAL (SELECT CASE WHEN l.id IS NULL THEN '{{}}'::text[]
                                            ELSE array_remove(ARRAY[{cases}], NULL) END AS changed) c
            """,
            args,
        )
        cursor.execute(
            f"""
            INSERT INTO imports_difference
                (batch_id, outcome, subject_id, label, sort_key, detail, sheet, "row", field, field_label,
                 old, new, is_correction, reason)
            SELECT t.batch_id, 'changed', t.subject_id, t.label, t.sort_key, t.detail, t.sheet, t."row",
                   f.code, f.label, coalesce(f.old, ''), coalesce(f.new, ''), true, ''
            FROM evaluations_unitlevelrow t {_HERE}
            CROSS JOIN LATERAL (VALUES {rows}) AS f(code, label, old, new)
            WHERE t.batch_id = %(batch)s AND t.outcome = 'changed' AND f.code = ANY(t.changed)
            """,
            args,
        )
        cursor.execute(
            f"""
            INSERT INTO imports_message (batch_id, severity, code, sheet, "row", cell, value, sentence)
            SELECT %(batch)s, '{Severity.ERROR}', 'twice_level', h.name, t."row",
                   coalesce(h.letter || t."row", ''), t.label,
                   'Mức của đơn vị này trong năm này được ghi hơn một lần trong tệp. Bỏ dòng thừa.'
            FROM (SELECT *, count(*) OVER (PARTITION BY unit_id, year) AS times FROM {_STAGED}
                  AND unit_id IS NOT NULL AND year IS NOT NULL) t
            JOIN {sheets} h ON h.sheet = t.sheet WHERE t.times > 1
            """,
            args,
        )


def totals(batch: Batch) -> list[dict]:
    """For each year: rows of the workbook, and those of them that the portal will hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT year, count(*), count(unit_id) FROM {_STAGED} AND year IS NOT NULL
            GROUP BY year ORDER BY year
            """,
            {"batch": batch.pk},
        )
        found = cursor.fetchall()
    return [
        {
            "by": "group", "code": str(year), "label": f"Năm {year}", "workbook": workbook, "portal": portal,
            "difference": portal - workbook,
        }
        for year, workbook, portal in found
    ]  # fmt: skip


def apply(batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
    """Write the staged rows; {table: rows written}. The caller holds the clock and the transaction."""
    writer = Writer(batch, {"by": batch.approved_by_id})
    progress("Ghi mức xếp loại đơn vị")
    names = [code for code, _, _ in COMPARED]
    sets = ", ".join(f"{name} = t.{name}" for name in names)
    writer.write(UnitLevel, Update(sets, f"{_STAGED} AND t.outcome = 'changed' AND w.id = t.fact_id"))
    columns = {name: f"t.{name}" for name in ("unit_id", "year", *names)}
    columns |= {"made_by_id": "%(by)s::bigint", "made_at": "now()"}
    source = f"{_STAGED} AND t.outcome = 'new' ORDER BY t.sheet, t.\"row\""
    writer.write(UnitLevel, Insert(columns, source))
    return writer.written
