"""The annexes «Số lượng, chất lượng»: one per group of staff, one row per unit, grouped by who manages it.

The columns are those of annex 1 of the staff report. Rows are counted once, when figures are frozen, and
kept with the ids of their units, so that each cell can open the people behind it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from agencies.enums import UnitType
from reports.measures import AGE_BANDS, COMMUNE, MEASURES
from staff import headcount
from staff.enums import Group


@dataclass(frozen=True, slots=True)
class AnnexColumn:
    """A column: the words of its header, the group of columns over it, and its condition over ``r``."""

    code: str
    words: str
    over: str
    where: str


@dataclass(frozen=True, slots=True)
class AnnexKind:
    """An annex: of whom, and the columns of ranks that its group has."""

    code: str
    title: str
    where: str
    rank_levels: tuple[str, ...]
    rank_words: str


KINDS = (
    AnnexKind(
        "cong-chuc", "Số lượng, chất lượng công chức", MEASURES["staff.civil_servants"].where,
        ("CVCC", "CVC", "CV", "CS", "NV"), "Chia theo ngạch",
    ),
    AnnexKind(
        "vien-chuc", "Số lượng, chất lượng viên chức", MEASURES["staff.public_employees"].where,
        ("I", "II", "III", "IV", "CV"), "Chia theo hạng, ngạch",
    ),
    AnnexKind("cap-xa", "Số lượng, chất lượng cán bộ, công chức cấp xã", COMMUNE, (), ""),
)  # fmt: skip
KIND = {kind.code: kind for kind in KINDS}
_LIVE = "reports_tmp_live"
_EDUCATION = (("TS", "TS"), ("THS", "ThS"), ("DH", "ĐH"), ("CD", "CĐ"), ("TC", "TC"), ("SC", "SC"))
_THEORY = (("LL-CN", "CN"), ("LL-CC", "CC"), ("LL-TC", "TC"), ("LL-SC", "SC"))
_ALIKE = {"TS": ("TS", "CKII"), "THS": ("THS", "CKI")}


def words(kind: AnnexKind, row: dict, column: AnnexColumn) -> str:
    """Where a cell stands."""
    return f"{kind.title} · {row['label']}: {column.over + ', ' if column.over else ''}{column.words}"


def columns(kind: AnnexKind) -> list[AnnexColumn]:
    """The annex's columns from the left, without STT and Đơn vị."""
    plain = [
        AnnexColumn("total", "Có mặt", "", "true"),
        *(
            AnnexColumn(code, words, "", MEASURES[f"staff.{code}"].where)
            for code, words in (
                ("female", "Nữ"),
                ("party", "Đảng viên"),
                ("minority", "Dân tộc thiểu số"),
                ("religion", "Tôn giáo"),
            )
        ),
    ]
    if kind.code == "cap-xa":
        ranks = [
            AnnexColumn(f"group-{group}", words, "Chia theo nhóm", f"r.\"group\" = '{group}'")
            for group, words in (
                (Group.COMMUNE_OFFICIAL, "Cán bộ"),
                (Group.COMMUNE_CIVIL_SERVANT, "Công chức"),
            )
        ]
    else:
        ranks = [
            AnnexColumn(f"rank-{level}", level, kind.rank_words, f"r.rank_level = '{level}'")
            for level in kind.rank_levels
        ]
    education = [
        AnnexColumn(
            f"education-{code}", words, "Chuyên môn", f"r.education IN ({_quoted(_ALIKE.get(code, (code,)))})"
        )
        for code, words in _EDUCATION
    ]
    theory = [
        AnnexColumn(f"theory-{code}", words, "Lý luận chính trị", f"r.theory = '{code}'")
        for code, words in _THEORY
    ]
    age_words = {"den-30": "≤ 30", "tren-60": "> 60"}
    ages = [
        AnnexColumn(f"age-{code}", age_words.get(code, code.replace("-", "–")), "Tuổi", sql)
        for code, _, sql in AGE_BANDS
    ]
    return [*plain, *ranks, *education, *theory, *ages]


def live(*, on: date, unit_ids: Collection[int] | None = None) -> dict[str, list[dict]]:
    """Rows of every annex over the people of now's data. Called inside a transaction."""
    people = headcount.rows(on=on, unit_ids=unit_ids)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {_LIVE} ON COMMIT DROP AS {people.text}", people.args)
        found = count(_LIVE, on=on)
        cursor.execute(f"DROP TABLE {_LIVE}")
    return found


def count(table: str, *, on: date) -> dict[str, list[dict]]:
    """Rows of every annex over a table of headcount rows.

    A row is {kind: group|body|total, label, units: [ids], numbers: [per column]}; a group is the agency or
    district whose units follow it. Annexes of groups that nobody is in are left out.
    """
    found = {}
    for kind in KINDS:
        rows = _by_unit(kind, table, on)
        if rows:
            found[kind.code] = _grouped(rows)
    return found


def _by_unit(kind: AnnexKind, table: str, on: date) -> list[tuple]:
    counts = ", ".join(f"count(*) FILTER (WHERE {column.where})" for column in columns(kind))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT r.unit_id, u.name, u.type, m.name, ARRAY[{counts}]
            FROM {table} r
            LEFT JOIN agencies_unitperiod u ON u.unit_id = r.unit_id AND u.valid @> %(on)s::date
            LEFT JOIN agencies_unitperiod m ON m.unit_id = u.parent_id AND m.valid @> %(on)s::date
            WHERE {kind.where}
            GROUP BY r.unit_id, u.name, u.type, u.sort_key, m.name, m.sort_key, m.type, u.code
            ORDER BY CASE m.type WHEN '{UnitType.PROVINCE}' THEN 0 WHEN '{UnitType.AGENCY}' THEN 1 ELSE 2 END,
                     m.sort_key, CASE u.type WHEN '{UnitType.AGENCY}' THEN 0 ELSE 1 END, u.sort_key, u.code
            """,
            {"on": on},
        )
        return cursor.fetchall()


def _grouped(rows: list[tuple]) -> list[dict]:
    """Rows under a head for each managing unit (none where there is one only), and the total at the end."""
    managers: dict[str, list[tuple]] = {}
    for row in rows:
        managers.setdefault(row[3] or "", []).append(row)
    out = []
    for manager, members in managers.items():
        if len(managers) > 1:
            out.append(_sum("group", manager or "Đơn vị khác", members))
        out += [
            {"kind": "body", "label": row[1] or "?", "units": [row[0]], "numbers": row[4]} for row in members
        ]
    return [*out, _sum("total", "Tổng cộng", rows)]


def _sum(kind: str, label: str, rows: list[tuple]) -> dict:
    return {
        "kind": kind,
        "label": label,
        "units": [row[0] for row in rows],
        "numbers": [sum(values) for values in zip(*(row[4] for row in rows), strict=True)],
    }


def _quoted(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in codes)
