"""Comparing a staged list of earlier years' ratings with what the records hold."""

from dataclasses import dataclass

from django.db import connection

from evaluations.past_fields import LEVEL_WORDS, NOT_RATED
from imports.models import Batch, Severity


@dataclass(frozen=True, slots=True)
class Compared:
    """A field: its SQL in the staged row and in the portal, and how either is worded."""

    code: str
    label: str
    staged: str
    portal: str
    words: str


LEVEL = f"CASE WHEN t.level = '{NOT_RATED}' THEN '' ELSE t.level END"
_LEVEL_WORDS = (
    "CASE {} "
    + " ".join(
        f"WHEN '{'' if code == NOT_RATED else code}' THEN '{words}'" for code, words in LEVEL_WORDS.items()
    )
    + " END"
)
_DAY = "to_char({}, 'DD/MM/YYYY')"


def _kept(column: str) -> str:
    """An empty cell says nothing, so it changes nothing."""
    return f"coalesce(nullif(t.{column}, ''), p.{column})"


COMPARED = (
    Compared("level", "Mức xếp loại", LEVEL, "p.level", _LEVEL_WORDS),
    Compared("number", "Số quyết định", _kept("number"), "p.number", "{}"),
    Compared("decided_on", "Ngày quyết định", "coalesce(t.decided_on, p.decided_on)", "p.decided_on", _DAY),
    Compared("rated_by", "Nơi xếp loại", _kept("rated_by"), "p.rated_by", "{}"),
    Compared("note", "Ghi chú", _kept("note"), "p.note", "{}"),
)
_HERE = "LEFT JOIN evaluations_pastrating p ON p.person_id = t.person_id AND p.year = t.year"
_ROWS = "SELECT * FROM evaluations_pastratingrow WHERE batch_id = %(batch)s AND person_id IS NOT NULL AND year IS NOT NULL"
_TROUBLES = (
    (
        "twice_year",
        "Kết quả năm này của người này được ghi hơn một lần trong tệp. Bỏ dòng thừa.",
        f"t.id IN (SELECT id FROM (SELECT a.id, count(*) OVER (PARTITION BY a.person_id, a.year) AS times "
        f"FROM ({_ROWS}) a) b WHERE b.times > 1)",
    ),
    (
        "signed_here",
        "Năm này người này đã có kết quả xếp loại ký trên cổng; cổng không giữ hai kết quả của một năm. Bỏ dòng này.",
        "EXISTS (SELECT FROM evaluations_rating r JOIN evaluations_evaluation e ON e.id = r.evaluation_id "
        "JOIN evaluations_cycle c ON c.id = e.cycle_id WHERE e.person_id = t.person_id AND c.year = t.year)",
    ),
)


def compare(batch: Batch, *, columns: list[str], staged: str, sheets: str) -> None:
    """Fill the staging table and the differences, and say what can't stand beside what."""
    args = {"batch": batch.pk}
    with connection.cursor() as cursor:
        # The planner knows nothing yet of rows that this transaction wrote.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(_outcomes([name for name in columns if name != "fact_id"], staged, sheets), args)
        cursor.execute("ANALYZE evaluations_pastratingrow")
        cursor.execute(_changed(), args)
        for code, sentence, condition in _TROUBLES:
            cursor.execute(
                f"""
                INSERT INTO imports_message (batch_id, severity, code, sheet, "row", cell, value, sentence)
                SELECT %(batch)s, %(severity)s, %(code)s, coalesce(h.name, ''), t."row", coalesce(h.letter || t."row", ''), t.label, %(sentence)s
                FROM ({_ROWS}) t LEFT JOIN {sheets} h ON h.sheet = t.sheet WHERE {condition}
                """,
                args | {"code": code, "severity": Severity.ERROR, "sentence": sentence},
            )


def _outcomes(columns: list[str], staged: str, sheets: str) -> str:
    cases = ",\n".join(
        f"CASE WHEN '{f.code}' = ANY(h.fields) AND {f.staged} IS DISTINCT FROM {f.portal} THEN '{f.code}' END"
        for f in COMPARED
    )
    own, theirs = (", ".join(f'{prefix}"{name}"' for name in columns) for prefix in ("", "t."))
    return f"""
        INSERT INTO evaluations_pastratingrow (batch_id, sheet, "row", label, detail, outcome, changed, subject_id, fact_id, {own})
        SELECT %(batch)s, t.sheet, t."row", t.label, t.detail,
               CASE WHEN p.id IS NULL THEN 'new' WHEN cardinality(c.changed) > 0 THEN 'changed' ELSE 'unchanged' END,
               c.changed, t.person_id, p.id, {theirs}
        FROM {staged} t JOIN {sheets} h ON h.sheet = t.sheet {_HERE}
        CROSS JOIN LATERAL (SELECT CASE WHEN p.id IS NULL THEN '{{}}'::text[]
                                        ELSE array_remove(ARRAY[{cases}], NULL) END AS changed) c
    """


def _changed() -> str:
    rows = ",\n".join(
        f"('{f.code}', '{f.label}', {f.words.format(f.portal)}, {f.words.format(f.staged)})" for f in COMPARED
    )
    return f"""
        INSERT INTO imports_difference (batch_id, outcome, subject_id, label, sort_key, detail, sheet, "row",
                                        field, field_label, old, new, is_correction, reason)
        SELECT t.batch_id, 'changed', t.subject_id, t.label, t.sort_key, t.detail, t.sheet, t."row",
               f.code, f.label, coalesce(f.old, ''), coalesce(f.new, ''), true, ''
        FROM (SELECT * FROM evaluations_pastratingrow WHERE batch_id = %(batch)s AND outcome = 'changed') t {_HERE}
        CROSS JOIN LATERAL (VALUES {rows}) AS f(code, label, old, new)
        WHERE f.code = ANY(t.changed)
    """


def totals(batch: Batch) -> list[dict]:
    """For each year: rows of the workbook, and those of them that the portal will hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT t.year, count(*), (SELECT count(*) FROM ({_ROWS}) k WHERE k.year = t.year AND k.level IS NOT NULL)
            FROM evaluations_pastratingrow t WHERE t.batch_id = %(batch)s AND t.year IS NOT NULL
            GROUP BY t.year ORDER BY t.year
            """,
            {"batch": batch.pk},
        )
        return [
            {
                "by": "group", "code": str(year), "label": f"Năm {year}", "workbook": workbook, "portal": portal,
                "difference": portal - workbook,
            }
            for year, workbook, portal in cursor.fetchall()
        ]  # fmt: skip
