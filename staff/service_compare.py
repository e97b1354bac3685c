"""Comparing a staged list of leave, rewards, discipline and training with what the records hold."""

from dataclasses import dataclass

from django.db import connection

from imports.models import Batch, Severity
from staff.service_fields import DISCIPLINE, KINDS, LEAVE, REWARD, TRAINING, WHAT


@dataclass(frozen=True, slots=True)
class Compared:
    """A field: its SQL in the staged row and in the portal, how either is worded, what sheet column it needs."""

    code: str
    label: str
    staged: str
    portal: str
    words: str
    column: str


_DAY = "to_char({}, 'DD/MM/YYYY')"
_YES = "CASE WHEN {} THEN 'có' ELSE 'không' END"
_UNIT = "(SELECT name FROM agencies_unitperiod WHERE unit_id = {} ORDER BY valid DESC LIMIT 1)"
_KIND = "CASE t.what || ':' || {} " + " ".join(
    f"WHEN '{what}:{code}' THEN '{label}'" for what, kinds in KINDS.items() for code, label in kinds.choices
) + " END"  # fmt: skip
_LAST = "to_char({} - 1, 'DD/MM/YYYY')"
_NUMBER = "coalesce(l.number, d.number, r.number, g.number)"
_DECIDED = "coalesce(l.decided_on, d.decided_on, r.decided_on, g.decided_on)"
_ENDS = "coalesce(upper(l.valid), upper(g.valid))"
_GIVEN_BY = "coalesce(r.given_by, g.given_by)"

# An empty cell says nothing, so it changes nothing.
COMPARED = (
    Compared("kind", "Hình thức", "t.kind", "coalesce(l.kind, d.form, r.kind, g.kind)", _KIND, "kind"),
    Compared("number", "Số quyết định", f"coalesce(nullif(t.number, ''), {_NUMBER})", _NUMBER, "{}", "number"),
    Compared("decided_on", "Ngày quyết định", f"coalesce(t.decided_on, {_DECIDED})", _DECIDED, _DAY, "decided_on"),
    Compared("begins_on", "Có hiệu lực từ", "CASE WHEN d.id IS NOT NULL THEN t.begins_on END", "lower(d.valid)", _DAY, "begins_on"),
    Compared("ends_on", "Đến hết ngày", f"coalesce(t.ends_on, {_ENDS})", _ENDS, _LAST, "last_on"),
    Compared("title", "Nội dung", "CASE WHEN r.id IS NOT NULL THEN t.title END", "r.title", "{}", "title"),
    Compared("given_by", "Cơ quan, cơ sở", f"coalesce(nullif(t.given_by, ''), {_GIVEN_BY})", _GIVEN_BY, "{}", "given_by"),
    Compared("in_duty", "Liên quan công vụ", "t.in_duty", "d.in_duty", _YES, "in_duty"),
    Compared("degradation", "Suy thoái", "t.degradation", "d.degradation", _YES, "degradation"),
    Compared("happened_on", "Ngày vi phạm", "t.happened_on", "o.happened_on", _DAY, "happened_on"),
    Compared("happened_unit", "Nơi vi phạm", "t.happened_unit_id", "o.unit_id", _UNIT, "happened_unit"),
    Compared("counted_in_year", "Đã tính năm", "coalesce(t.counted_in_year, d.counted_in_year)", "d.counted_in_year", "{}::text", "counted_in_year"),
)  # fmt: skip

# A fact is known by its person and: the first day of a leave, side, number and day of a discipline, kind, number
# and day of a reward, title and first day of a course.
_HERE = f"""
    LEFT JOIN staff_leave l ON t.what = '{LEAVE}' AND l.person_id = t.person_id AND lower(l.valid) = t.begins_on
    LEFT JOIN staff_discipline d ON t.what = '{DISCIPLINE}' AND d.person_id = t.person_id AND d.side = t.side
         AND d.number = t.number AND d.decided_on = t.decided_on
    LEFT JOIN staff_offence o ON o.id = d.offence_id
    LEFT JOIN staff_reward r ON t.what = '{REWARD}' AND r.person_id = t.person_id AND r.kind = t.kind
         AND r.number = t.number AND r.decided_on = t.decided_on
    LEFT JOIN staff_training g ON t.what = '{TRAINING}' AND g.person_id = t.person_id AND g.title = t.title
         AND lower(g.valid) = t.begins_on
"""
_ID = "coalesce(l.id, d.id, r.id, g.id)"
_ROWS = "SELECT * FROM staff_servicerow WHERE batch_id = %(batch)s AND person_id IS NOT NULL AND begins_on IS NOT NULL"
_SPAN = "daterange(r.begins_on, coalesce(r.ends_on, (SELECT upper(valid) FROM {table} WHERE id = r.fact_id)))"


def compare(batch: Batch, *, columns: list[str], staged: str, sheets: str) -> None:
    """Fill the staging table and the differences, and say what can't stand beside what."""
    args = {"batch": batch.pk}
    with connection.cursor() as cursor:
        # The planner knows nothing yet of rows that this transaction wrote.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(_outcomes([name for name in columns if name != "fact_id"], staged, sheets), args)
        cursor.execute("ANALYZE staff_servicerow")
        cursor.execute(_changed(), args)
        for code, severity, sentence, condition in _TROUBLES:
            cursor.execute(
                f"""
                INSERT INTO imports_message (batch_id, severity, code, sheet, "row", cell, value, sentence)
                SELECT %(batch)s, %(severity)s, %(code)s, coalesce(h.name, ''), t."row", coalesce(h.letter || t."row", ''), t.label, %(sentence)s
                FROM ({_ROWS}) t LEFT JOIN {sheets} h ON h.sheet = t.sheet WHERE {condition}
                """,
                args | {"code": code, "severity": severity, "sentence": sentence},
            )


def _outcomes(columns: list[str], staged: str, sheets: str) -> str:
    cases = ",\n".join(
        f"CASE WHEN '{f.column}' = ANY(h.fields) AND {f.staged} IS DISTINCT FROM {f.portal} THEN '{f.code}' END"
        for f in COMPARED
    )
    own, theirs = (", ".join(f'{prefix}"{name}"' for name in columns) for prefix in ("", "t."))
    return f"""
        INSERT INTO staff_servicerow (batch_id, sheet, "row", label, detail, outcome, changed, subject_id, fact_id, {own})
        SELECT %(batch)s, t.sheet, t."row", t.label, t.detail,
               CASE WHEN {_ID} IS NULL THEN 'new' WHEN cardinality(c.changed) > 0 THEN 'changed' ELSE 'unchanged' END,
               c.changed, t.person_id, {_ID}, {theirs}
        FROM {staged} t JOIN {sheets} h ON h.sheet = t.sheet {_HERE}
        CROSS JOIN LATERAL (SELECT CASE WHEN {_ID} IS NULL THEN '{{}}'::text[]
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
        FROM (SELECT * FROM staff_servicerow WHERE batch_id = %(batch)s AND outcome = 'changed') t {_HERE}
        CROSS JOIN LATERAL (VALUES {rows}) AS f(code, label, old, new)
        WHERE f.code = ANY(t.changed)
    """


# Rows of the batch that are the same fact.
_TWICE = f"""
    t.id IN (SELECT id FROM (
        SELECT a.id, count(*) OVER (
            PARTITION BY a.what, a.person_id,
                CASE WHEN a.what IN ('{LEAVE}', '{TRAINING}') THEN a.begins_on ELSE a.decided_on END,
                CASE a.what WHEN '{TRAINING}' THEN a.title WHEN '{DISCIPLINE}' THEN a.side WHEN '{REWARD}' THEN a.kind END,
                CASE WHEN a.what IN ('{DISCIPLINE}', '{REWARD}') THEN a.number END) AS times
        FROM ({_ROWS}) a) b WHERE b.times > 1)
"""


def _overlaps(what: str, table: str, also: str = "", here: str = "") -> str:
    """Days shared with a fact of the portal that the list doesn't name, or with another row of the list."""
    rows = f"(SELECT r.*, {_SPAN.format(table=table)} AS span FROM ({_ROWS}) r WHERE r.what = '{what}')"
    return f"""
        t.id IN (
            SELECT a.id FROM {rows} a JOIN {table} y ON y.person_id = a.person_id AND y.valid && a.span {also}
            WHERE NOT EXISTS (SELECT FROM staff_servicerow z WHERE z.batch_id = %(batch)s AND z.what = '{what}'
                              AND z.fact_id = y.id)
            UNION
            SELECT a.id FROM {rows} a JOIN {rows} x ON x.person_id = a.person_id AND x.begins_on <> a.begins_on
                AND x.span && a.span {here})
    """


_TROUBLES = (
    (
        "twice_fact", Severity.ERROR,
        "Mục này được ghi hơn một lần trong tệp. Bỏ dòng thừa.",
        _TWICE,
    ),
    (
        "overlaps", Severity.ERROR,
        "Người này có một lần nghỉ khác trùng ngày, trong tệp hoặc trong cổng. Kiểm tra lại ngày nghỉ.",
        _overlaps(LEAVE, "staff_leave"),
    ),
    (
        "overlaps_training", Severity.ERROR,
        "Khóa này đã được ghi với những ngày khác trùng một phần. Kiểm tra lại ngày.",
        _overlaps(TRAINING, "staff_training", "AND y.title = a.title", "AND x.title = a.title"),
    ),
    (
        "offence_text_differs", Severity.WARNING,
        "Cổng đã ghi hành vi của ngày này bằng lời khác; cổng giữ lời đang có.",
        f"""t.what = '{DISCIPLINE}' AND EXISTS (
            SELECT FROM staff_offence y WHERE y.person_id = t.person_id AND y.happened_on = t.happened_on
            AND y.unit_id = t.happened_unit_id AND lower(y.text) <> lower(t.title))""",
    ),
)  # fmt: skip


def totals(batch: Batch) -> list[dict]:
    """For each kind of fact: rows of the workbook, and those of them that the portal will hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT t.what, count(*), (SELECT count(*) FROM ({_ROWS}) k WHERE k.what = t.what AND k.kind IS NOT NULL)
            FROM staff_servicerow t WHERE t.batch_id = %(batch)s AND t.what IS NOT NULL GROUP BY t.what
            """,
            {"batch": batch.pk},
        )
        found = {what: (workbook, portal) for what, workbook, portal in cursor.fetchall()}
    return [
        {
            "by": "group", "code": what, "label": label, "workbook": found[what][0], "portal": found[what][1],
            "difference": found[what][1] - found[what][0],
        }
        for what, label in WHAT.items()
        if what in found
    ]  # fmt: skip
