"""Comparing the staged rows of a roster with the portal as of the roster's day, in a few statements."""

from dataclasses import dataclass

from django.db import connection

from core.planner import sample
from imports.models import Batch, Severity
from staff.enums import Group, Precision, QualificationKind, Sex


@dataclass(frozen=True, slots=True)
class Compared:
    """A field: its SQL in the staged row and in the portal, and how either is worded."""

    code: str
    label: str
    staged: str
    portal: str
    words: str  # SQL with {} for the value
    is_correction: bool = False


def _cases(choices) -> str:
    return "CASE {} " + " ".join(f"WHEN '{value}' THEN '{label}'" for value, label in choices) + " END"


def _name_in(table: str) -> str:
    return f"(SELECT name FROM {table} WHERE id = {{}})"


_DAY = "to_char({}, 'DD/MM/YYYY')"
_UNIT = "(SELECT name FROM agencies_unitperiod WHERE unit_id = {} AND valid @> %(on)s::date)"

COMPARED = (
    Compared("unit", "Đơn vị", "t.unit_id", "po.unit_id", _UNIT),
    Compared("group", "Nhóm", 't."group"', 'po."group"', _cases(Group.choices)),
    Compared("title", "Chức vụ, chức danh", "t.title_id", "po.title_id", _name_in("staff_title")),
    Compared("rank", "Ngạch, chức danh nghề nghiệp", "t.rank_id", "sa.rank_id", _name_in("staff_rank")),
    Compared("step", "Bậc", "t.step", "sa.step", "{}::text"),
    Compared("coefficient", "Hệ số lương", "t.coefficient", "sa.coefficient", "replace({}::text, '.', ',')"),
    *(
        Compared(kind.value, kind.label, f"t.{kind.value}_id", f"q_{kind.value}.level_id", _name_in("staff_qualificationlevel"))
        for kind in QualificationKind
    ),
    Compared("full_name", "Họ và tên", "t.full_name", "p.full_name", "{}", True),
    Compared("sex", "Giới tính", "t.sex", "p.sex", _cases(Sex.choices), True),
    Compared(
        "born_on", "Ngày sinh", "(t.born_on, t.born_precision)", "(p.born_on, p.born_precision)",
        f"(SELECT CASE v.p WHEN '{Precision.YEAR}' THEN to_char(v.d, 'YYYY') WHEN '{Precision.MONTH}' THEN to_char(v.d, 'MM/YYYY')"
        " ELSE to_char(v.d, 'DD/MM/YYYY') END FROM (VALUES {}) AS v(d, p))", True,
    ),
    Compared("ethnicity", "Dân tộc", "t.ethnicity_id", "p.ethnicity_id", _name_in("staff_ethnicgroup"), True),
    Compared("religion", "Tôn giáo", "t.religion_id", "p.religion_id", _name_in("staff_religion"), True),
    Compared("home_place", "Quê quán", "t.home_place", "p.home_place", "{}", True),
    Compared("is_party_member", "Đảng viên", "t.is_party_member", "p.is_party_member", "CASE WHEN {} THEN 'x' END", True),
    Compared("party_on", "Ngày vào Đảng", "t.party_on", "p.party_on", _DAY, True),
    Compared("recruited_on", "Ngày tuyển dụng", "t.recruited_on", "p.recruited_on", _DAY, True),
)  # fmt: skip

# The facts that hold for person p on the day.
FACTS = "\n".join(
    [
        "LEFT JOIN staff_post po ON po.person_id = p.id AND po.is_main AND po.valid @> %(on)s::date",
        "LEFT JOIN staff_salary sa ON sa.person_id = p.id AND sa.valid @> %(on)s::date",
        *(
            f"LEFT JOIN staff_qualification q_{kind} ON q_{kind}.person_id = p.id AND q_{kind}.kind = '{kind}'"
            f" AND q_{kind}.valid @> %(on)s::date"
            for kind in QualificationKind
        ),
    ]
)
_POST_FIELDS, _SALARY_FIELDS = ("unit", "group", "title"), ("rank", "step", "coefficient")


def compare(
    batch: Batch, *, columns: list[str], staged: str, sheets: str, scope_sql: str, scope_args: dict
) -> None:
    """Fill the staging table and the differences; ``scope_sql`` is a condition over post ``po``."""
    args = {"batch": batch.pk, "on": batch.as_of, **scope_args}
    with connection.cursor() as cursor:
        _one_session_is_quick(cursor)
        cursor.execute(_outcomes(columns, staged, sheets), args)
        sample("staff_rosterrow", ("batch_id", "outcome", "changed", "subject_id", "citizen_number"))
        cursor.execute(_changed(), args)
        cursor.execute(_left(scope_sql), args)
        for code, sentence, condition in _BLOCKED:
            cursor.execute(_blocked(condition), args | {"code": code, "sentence": sentence})


def _one_session_is_quick(cursor) -> None:
    """The planner knows nothing yet of rows that this transaction wrote; hash joins are right here."""
    cursor.execute("SET LOCAL enable_nestloop = off")
    cursor.execute("SET LOCAL jit = off")


def _outcomes(columns: list[str], staged: str, sheets: str) -> str:
    cases = ",\n".join(
        f"CASE WHEN '{f.code}' = ANY(h.fields) AND {f.staged} IS DISTINCT FROM {f.portal} THEN '{f.code}' END"
        for f in COMPARED
    )
    own = ", ".join(f'"{name}"' for name in columns)
    theirs = ", ".join(f't."{name}"' for name in columns)
    return f"""
        INSERT INTO staff_rosterrow (batch_id, sheet, "row", label, detail, outcome, changed, subject_id, {own})
        SELECT %(batch)s, t.sheet, t."row", t.label, t.detail,
               CASE WHEN po.id IS NULL THEN 'new' WHEN cardinality(c.changed) > 0 THEN 'changed' ELSE 'unchanged' END AS outcome,
               c.changed, p.id, {theirs}
        FROM {staged} t JOIN {sheets} h ON h.sheet = t.sheet
        LEFT JOIN staff_person p ON p.citizen_number = t.citizen_number
        {FACTS}
        CROSS JOIN LATERAL (SELECT CASE WHEN p.id IS NULL THEN '{{}}'::text[]
                                        ELSE array_remove(ARRAY[{cases}], NULL) END AS changed) c
        ORDER BY outcome  -- what is written later lies together
    """


def _changed() -> str:
    rows = ",\n".join(
        f"('{f.code}', '{f.label}', {f.words.format(f.portal)}, {f.words.format(f.staged)}, {f.is_correction})"
        for f in COMPARED
    )
    return f"""
        INSERT INTO imports_difference (batch_id, outcome, subject_id, label, sort_key, detail, sheet, "row",
                                        field, field_label, old, new, is_correction, reason)
        SELECT t.batch_id, 'changed', t.subject_id, t.label, t.sort_key, t.detail, t.sheet, t."row",
               f.code, f.label, coalesce(f.old, ''), coalesce(f.new, ''), f.is_correction, ''
        FROM (SELECT * FROM staff_rosterrow WHERE batch_id = %(batch)s AND subject_id IS NOT NULL
              AND cardinality(changed) > 0 AND outcome = 'changed') t
        JOIN staff_person p ON p.id = t.subject_id
        {FACTS}
        CROSS JOIN LATERAL (VALUES {rows}) AS f(code, label, old, new, is_correction)
        WHERE f.code = ANY(t.changed)
    """


def _left(scope_sql: str) -> str:
    return f"""
        INSERT INTO imports_difference (batch_id, outcome, subject_id, label, sort_key, detail,
                                        field, field_label, old, new, is_correction, reason)
        SELECT %(batch)s, 'left', p.id, p.full_name || coalesce(', ' || extract(year FROM p.born_on)::text, ''),
               p.sort_key, {_UNIT.format("po.unit_id")}, '', '', '', '', false, ''
        FROM staff_post po JOIN staff_person p ON p.id = po.person_id
        WHERE po.is_main AND po.valid @> %(on)s::date AND {scope_sql}
          AND NOT EXISTS (SELECT FROM staff_rosterrow t WHERE t.batch_id = %(batch)s AND t.subject_id = p.id)
    """


# What the comparison alone can know to be impossible: (code, sentence, condition over r and p).
_TOUCHED = """
    SELECT t.subject_id, t.sheet, t."row", t.label, t.changed, t.outcome FROM staff_rosterrow t
    WHERE t.batch_id = %(batch)s AND t.subject_id IS NOT NULL AND t.outcome <> 'unchanged'
    UNION ALL
    SELECT d.subject_id, NULL, NULL, d.label, '{unit,rank}'::text[], d.outcome FROM imports_difference d
    WHERE d.batch_id = %(batch)s AND d.outcome = 'left'
"""
_BLOCKED = (
    (
        "later_facts",
        "Cổng đã có biến động của người này sau ngày của danh sách, nên danh sách cũ hơn không thể ghi đè. "
        "Kiểm tra lại ngày của danh sách, hoặc bỏ người này khỏi đợt.",
        f"""
        r.changed && '{{{",".join(_POST_FIELDS)}}}'::text[] AND EXISTS (SELECT FROM staff_post x WHERE x.person_id = r.subject_id
                    AND x.is_main AND lower(x.valid) > %(on)s)
        OR r.outcome = 'new' AND EXISTS (SELECT FROM staff_post x WHERE x.person_id = r.subject_id
                    AND x.is_main AND lower(x.valid) > %(on)s)
        OR r.changed && '{{{",".join(_SALARY_FIELDS)}}}'::text[] AND EXISTS (SELECT FROM staff_salary x
                    WHERE x.person_id = r.subject_id AND lower(x.valid) > %(on)s)
        OR EXISTS (SELECT FROM staff_qualification x WHERE x.person_id = r.subject_id AND x.kind = ANY(r.changed)
                    AND lower(x.valid) > %(on)s)
        OR r.outcome = 'left' AND EXISTS (SELECT FROM staff_post x WHERE x.person_id = r.subject_id
                    AND lower(x.valid) > %(on)s)
        """,
    ),
    (
        "begun_the_same_day",
        "Dữ liệu hiện có của người này bắt đầu đúng ngày của danh sách, nên không thể vừa bắt đầu vừa kết thúc "
        "trong một ngày. Sửa ngày của danh sách, hoặc hoàn tác đợt nhập trước.",
        f"""
        r.changed && '{{{",".join(_POST_FIELDS)}}}'::text[] AND EXISTS (SELECT FROM staff_post x WHERE x.person_id = r.subject_id
                    AND x.is_main AND lower(x.valid) = %(on)s)
        OR r.changed && '{{{",".join(_SALARY_FIELDS)}}}'::text[] AND EXISTS (SELECT FROM staff_salary x
                    WHERE x.person_id = r.subject_id AND lower(x.valid) = %(on)s)
        OR EXISTS (SELECT FROM staff_qualification x WHERE x.person_id = r.subject_id AND x.kind = ANY(r.changed)
                    AND lower(x.valid) = %(on)s)
        OR r.outcome = 'left' AND EXISTS (SELECT FROM staff_post x WHERE x.person_id = r.subject_id
                    AND lower(x.valid) = %(on)s)
        """,
    ),
)


def _blocked(condition: str) -> str:
    return f"""
        INSERT INTO imports_message (batch_id, severity, code, sheet, "row", cell, value, sentence)
        SELECT %(batch)s, '{Severity.ERROR}', %(code)s, coalesce(h.name, ''), r."row", coalesce(h.letter || r."row", ''), r.label, %(sentence)s
        FROM ({_TOUCHED}) r LEFT JOIN imports_tmp_sheets h ON h.sheet = r.sheet
        WHERE {condition}
    """


def totals(batch: Batch, *, scope_sql: str, scope_args: dict) -> list[dict]:
    """Workbook – portal after – difference, by group and by unit."""
    args = {"batch": batch.pk, "on": batch.as_of, **scope_args}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH after AS (
                SELECT coalesce(t."group", po."group") AS "group", coalesce(t.unit_id, po.unit_id) AS unit_id
                FROM staff_post po LEFT JOIN staff_rosterrow t ON t.batch_id = %(batch)s AND t.subject_id = po.person_id
                WHERE po.is_main AND po.valid @> %(on)s::date
                  AND (t.id IS NOT NULL OR NOT EXISTS (SELECT FROM imports_difference d WHERE d.batch_id = %(batch)s
                       AND d.outcome = 'left' AND d.subject_id = po.person_id) AND {scope_sql})
                UNION ALL
                SELECT "group", unit_id FROM staff_rosterrow WHERE batch_id = %(batch)s AND outcome = 'new'
            ), counted AS (
                SELECT 'workbook' AS side, "group", unit_id, count(*) AS n FROM staff_rosterrow
                WHERE batch_id = %(batch)s GROUP BY GROUPING SETS (("group"), (unit_id))
                UNION ALL
                SELECT 'portal', "group", unit_id, count(*) FROM after GROUP BY GROUPING SETS (("group"), (unit_id))
            )
            SELECT CASE WHEN c."group" IS NOT NULL THEN 'group' ELSE 'unit' END, coalesce(c."group", u.code, ''),
                   coalesce(u.name, ''), coalesce(sum(n) FILTER (WHERE side = 'workbook'), 0)::int,
                   coalesce(sum(n) FILTER (WHERE side = 'portal'), 0)::int
            FROM counted c LEFT JOIN agencies_unitperiod u ON u.unit_id = c.unit_id AND u.valid @> %(on)s::date
            WHERE c."group" IS NOT NULL OR c.unit_id IS NOT NULL
            GROUP BY 1, 2, 3, u.sort_key ORDER BY 1, u.sort_key, 2
            """,
            args,
        )
        labels = dict(Group.choices)
        return [
            {
                "by": by,
                "code": code,
                "label": labels.get(code, name),
                "workbook": workbook,
                "portal": portal,
                "difference": portal - workbook,
            }
            for by, code, name, workbook, portal in cursor.fetchall()
        ]
