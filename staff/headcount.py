"""Everyone in service on a day, one row a person with all that figures are counted by.

The row is the person's main post on the day with what holds beside it. Frozen reports keep rows of the same
columns, so that a figure is the same condition over either.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from agencies.enums import UnitType
from staff.enums import LeaderKind, QualificationKind

# Column and SQL type, in the order of ROWS.
COLUMNS: dict[str, str] = {
    "person_id": "bigint",
    "full_name": "text",
    "sort_key": "text",
    "born_on": "date",
    "unit_id": "bigint",
    "unit_type": "text",
    "group": "text",
    "title": "text",
    "leader_kind": "text",
    "is_head": "boolean",
    "sex": "text",
    "age": "int",
    "ethnicity": "text",
    "religion": "text",
    "has_religion": "boolean",
    "is_party_member": "boolean",
    "education": "text",
    "is_degree": "boolean",
    "theory": "text",
    "state_management": "text",
    "it": "text",
    "language": "text",
    "rank": "text",
    "rank_level": "text",
}

_QUALIFICATIONS = "\n".join(
    f"LEFT JOIN staff_qualification q_{kind} ON q_{kind}.person_id = p.id AND q_{kind}.kind = '{kind}'"
    f" AND q_{kind}.valid @> %(on)s::date LEFT JOIN staff_qualificationlevel l_{kind} ON l_{kind}.id = q_{kind}.level_id"
    for kind in QualificationKind
)

_ROWS = f"""
SELECT p.id AS person_id, p.full_name, p.sort_key, p.born_on, po.unit_id, u.type AS unit_type, po."group",
       t.name AS title, coalesce(t.leader_kind, '{LeaderKind.NONE}') AS leader_kind,
       t.leader_kind = '{LeaderKind.HEAD}' OR t.heads_commune AND u.type = '{UnitType.COMMUNE}' AS is_head,
       p.sex, extract(year FROM age(%(on)s::date, p.born_on))::int AS age,
       e.code AS ethnicity, r.code AS religion, NOT r.is_none AS has_religion, p.is_party_member,
       l_education.code AS education, l_education.is_degree AS is_degree, l_theory.code AS theory,
       l_state_management.code AS state_management, l_it.code AS it, l_language.code AS language,
       k.code AS rank, nullif(k.level, '') AS rank_level
FROM staff_post po
JOIN staff_person p ON p.id = po.person_id
LEFT JOIN agencies_unitperiod u ON u.unit_id = po.unit_id AND u.valid @> %(on)s::date
LEFT JOIN staff_title t ON t.id = po.title_id
LEFT JOIN staff_ethnicgroup e ON e.id = p.ethnicity_id
LEFT JOIN staff_religion r ON r.id = p.religion_id
LEFT JOIN staff_salary sa ON sa.person_id = p.id AND sa.valid @> %(on)s::date
LEFT JOIN staff_rank k ON k.id = sa.rank_id
{_QUALIFICATIONS}
WHERE po.is_main AND po.valid @> %(on)s::date
"""


@dataclass(frozen=True, slots=True)
class Sql:
    """A query and its arguments."""

    text: str
    args: dict


def rows(*, on: date, unit_ids: Collection[int] | None = None) -> Sql:
    """The rows of everyone in service on the day, in the units (None: in all)."""
    if unit_ids is None:
        return Sql(_ROWS, {"on": on})
    return Sql(f"{_ROWS} AND po.unit_id = ANY(%(unit_ids)s)", {"on": on, "unit_ids": list(unit_ids)})
