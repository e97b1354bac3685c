"""Comparing a staged list of units with the portal as of the list's day."""

from typing import Any

from django.db import connection

from agencies.enums import UnitType
from imports.models import Batch, Severity

_TYPES = "CASE {} " + " ".join(f"WHEN '{value}' THEN '{label}'" for value, label in UnitType.choices) + " END"
_PARENT = "(SELECT code FROM agencies_unitperiod WHERE unit_id = u.parent_id AND valid @> %(on)s::date)"
_NAME_OF = (
    "coalesce((SELECT name FROM agencies_unitrow x WHERE x.batch_id = %(batch)s AND x.code = {0} LIMIT 1),"
    " (SELECT name FROM agencies_unitperiod x WHERE x.code = {0} AND valid @> %(on)s::date))"
)
_DAY = "to_char({}, 'DD/MM/YYYY')"
# code, label, staged, portal, words, is it a correction (not dated)
COMPARED = (
    ("name", "Tên đơn vị", "t.name", "u.name", "{}", False),
    ("type", "Loại đơn vị", "t.type", "u.type", _TYPES, False),
    ("parent", "Đơn vị quản lý trực tiếp", "t.parent_code", _PARENT, _NAME_OF, False),
    ("founded_on", "Ngày thành lập", "t.founded_on", "i.founded_on", _DAY, True),
    (
        "founding_decision",
        "Số quyết định",
        "coalesce(t.founding_decision, '')",
        "i.founding_decision",
        "{}",
        True,
    ),
)
_HERE = """
    LEFT JOIN agencies_unitperiod u ON u.code = t.code AND u.valid @> %(on)s::date
    LEFT JOIN agencies_unit i ON i.id = u.unit_id
"""


def compare(batch: Batch, *, columns: list[str], staged: str, sheets: str) -> None:
    """Fill the staging table and the differences. A unit is known by its code on the day."""
    args: dict[str, Any] = {"batch": batch.pk, "on": batch.as_of}
    cases = ", ".join(
        f"CASE WHEN '{code}' = ANY(h.fields) AND {mine} IS DISTINCT FROM {theirs} THEN '{code}' END"
        for code, _, mine, theirs, _, _ in COMPARED
    )
    own = ", ".join(f'"{name}"' for name in columns)
    from_staged = ", ".join(f't."{name}"' for name in columns)
    rows = ", ".join(
        f"('{code}', '{label}', {words.format(theirs)}, {words.format(mine)}, {correction})"
        for code, label, mine, theirs, words, correction in COMPARED
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO agencies_unitrow (batch_id, sheet, "row", label, detail, outcome, changed, subject_id, {own})
            SELECT %(batch)s, t.sheet, t."row", t.label, t.detail,
                   CASE WHEN u.id IS NULL THEN 'new' WHEN cardinality(c.changed) > 0 THEN 'changed' ELSE 'unchanged' END,
                   c.changed, u.unit_id, {from_staged}
            FROM {staged} t JOIN {sheets} h ON h.sheet = t.sheet {_HERE}
            CROSS JOIN LATERAL (SELECT CASE WHEN u.id IS NULL THEN '{{}}'::text[]
                                            ELSE array_remove(ARRAY[{cases}], NULL) END AS changed) c
            """,
            args,
        )
        cursor.execute(
            f"""
            INSERT INTO imports_difference (batch_id, outcome, subject_id, label, sort_key, detail, sheet, "row",
                                            field, field_label, old, new, is_correction, reason)
            SELECT t.batch_id, 'changed', t.subject_id, t.label, t.sort_key, t.detail, t.sheet, t."row",
                   f.code, f.label, coalesce(f.old, ''), coalesce(f.new, ''), f.is_correction, ''
            FROM agencies_unitrow t {_HERE}
            CROSS JOIN LATERAL (VALUES {rows}) AS f(code, label, old, new, is_correction)
            WHERE t.batch_id = %(batch)s AND t.outcome = 'changed' AND f.code = ANY(t.changed)
            """,
            args,
        )
        cursor.execute(
            f"""
            INSERT INTO imports_message (batch_id, severity, code, sheet, "row", cell, value, sentence)
            SELECT %(batch)s, '{Severity.ERROR}',
                   CASE WHEN lower(u.valid) = %(on)s THEN 'begun_the_same_day' ELSE 'later_facts' END,
                   h.name, t."row", coalesce(h.letter || t."row", ''), t.label,
                   'Cổng đã có thông tin của đơn vị này từ ngày của danh sách trở đi, nên danh sách không thể ghi đè. '
                   || 'Kiểm tra lại ngày của danh sách.'
            FROM agencies_unitrow t JOIN {sheets} h ON h.sheet = t.sheet {_HERE}
            WHERE t.batch_id = %(batch)s AND t.changed && '{{name,type,parent}}'::text[]
              AND (lower(u.valid) = %(on)s OR NOT upper_inf(u.valid))
            UNION ALL
            SELECT %(batch)s, '{Severity.ERROR}', 'later_code', h.name, t."row", coalesce(h.letter || t."row", ''), t.code,
                   'Mã này là mã của một đơn vị khác kể từ một ngày sau ngày của danh sách. Kiểm tra lại mã.'
            FROM agencies_unitrow t JOIN {sheets} h ON h.sheet = t.sheet
            WHERE t.batch_id = %(batch)s AND t.outcome = 'new' AND EXISTS (
                SELECT FROM agencies_unitperiod x WHERE x.code = t.code AND lower(x.valid) > %(on)s)
            UNION ALL
            SELECT %(batch)s, '{Severity.ERROR}', 'earlier_code', h.name, t."row", coalesce(h.letter || t."row", ''), t.code,
                   'Từ ngày thành lập ghi trong tệp đến ngày của danh sách, mã này có lúc là mã của một đơn vị khác. '
                   || 'Kiểm tra lại ngày thành lập hoặc mã.'
            FROM agencies_unitrow t JOIN {sheets} h ON h.sheet = t.sheet
            WHERE t.batch_id = %(batch)s AND t.outcome = 'new' AND t.founded_on < %(on)s AND EXISTS (
                SELECT FROM agencies_unitperiod x WHERE x.code = t.code
                  AND x.valid && daterange(t.founded_on, %(on)s::date))
            """,
            args,
        )
        _circles(cursor, args, sheets)


def _circles(cursor, args: dict, sheets: str) -> None:
    """Units whose parents lead back to themselves."""
    cursor.execute(
        f"""
        WITH RECURSIVE after AS (
            SELECT code, parent_code FROM agencies_unitrow WHERE batch_id = %(batch)s
            UNION
            SELECT u.code, {_PARENT} FROM agencies_unitperiod u
            WHERE u.valid @> %(on)s::date AND NOT EXISTS (
                SELECT FROM agencies_unitrow x WHERE x.batch_id = %(batch)s AND x.code = u.code)
        ), up(code, above, height) AS (
            SELECT code, parent_code, 1 FROM after
            UNION ALL
            SELECT up.code, a.parent_code, up.height + 1 FROM up JOIN after a ON a.code = up.above WHERE up.height < 15
        )
        INSERT INTO imports_message (batch_id, severity, code, sheet, "row", cell, value, sentence)
        SELECT DISTINCT %(batch)s, '{Severity.ERROR}', 'circle', h.name, t."row", coalesce(h.letter || t."row", ''), t.label,
               'Đơn vị này trực thuộc chính nó qua các đơn vị cấp trên. Sửa cột đơn vị quản lý trực tiếp.'
        FROM up JOIN agencies_unitrow t ON t.batch_id = %(batch)s AND t.code = up.code JOIN {sheets} h ON h.sheet = t.sheet
        WHERE up.above = up.code
        """,
        args,
    )


def totals(batch: Batch) -> list[dict]:
    """Workbook – portal after – difference, by type. Units that the list leaves out stay in the portal."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT type, sum(n) FILTER (WHERE side = 'workbook'), sum(n) FILTER (WHERE side = 'portal') FROM (
                SELECT 'workbook' AS side, type, count(*) AS n FROM agencies_unitrow WHERE batch_id = %(batch)s GROUP BY type
                UNION ALL
                SELECT 'portal', coalesce(t.type, u.type), count(*) FROM agencies_unitperiod u
                FULL JOIN (SELECT * FROM agencies_unitrow WHERE batch_id = %(batch)s) t ON t.code = u.code AND u.valid @> %(on)s::date
                WHERE u.id IS NULL OR u.valid @> %(on)s::date GROUP BY 2
            ) c WHERE type IS NOT NULL GROUP BY type
            """,
            {"batch": batch.pk, "on": batch.as_of},
        )
        found = {row[0]: (int(row[1] or 0), int(row[2] or 0)) for row in cursor.fetchall()}
    return [
        {
            "by": "group", "code": code, "label": label, "workbook": found[code][0], "portal": found[code][1],
            "difference": found[code][1] - found[code][0],
        }
        for code, label in UnitType.choices
        if code in found
    ]  # fmt: skip
