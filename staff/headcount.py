"""Everyone in service on a day, one row a person with all that figures are counted by.

The row is the person's main post on the day with what holds beside it. Frozen reports keep rows of the same
columns, so that a figure is the same condition over either.

A row is found in two layers: what a person holds, as keys of catalogues (``KEYS``), and what the catalogues
say of those keys (``NAMED``). Counting puts the layer of catalogues after the counting: thousands of
people are counted by a few keys at a time, and only the hundred or so results are named.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agencies.enums import UnitType
from staff.enums import LeaderKind, QualificationKind

# Column and SQL type, in the order of the rows.
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

# Key of a catalogue: its SQL, and the join that it needs beside post, person and unit.
_UNIT = "LEFT JOIN agencies_unitperiod u ON u.unit_id = po.unit_id AND u.valid @> %(on)s::date"
_SALARY = "LEFT JOIN staff_salary sa ON sa.person_id = po.person_id AND sa.valid @> %(on)s::date"
_QUALIFICATION = (
    "LEFT JOIN staff_qualification q_{0} ON q_{0}.person_id = po.person_id AND q_{0}.kind = '{0}' "
    "AND q_{0}.valid @> %(on)s::date"
)
KEYS: dict[str, tuple[str, str]] = {
    "unit_type": ("u.type", _UNIT),
    "group": ('po."group"', ""),
    "title_id": ("po.title_id", ""),
    "sex": ("p.sex", ""),
    "age": ("date_part('year', age(%(on)s::date, p.born_on))::int", ""),
    "ethnicity_id": ("p.ethnicity_id", ""),
    "religion_id": ("p.religion_id", ""),
    "is_party_member": ("p.is_party_member", ""),
    "rank_id": ("sa.rank_id", _SALARY),
    **{f"{kind}_id": (f"q_{kind}.level_id", _QUALIFICATION.format(kind)) for kind in QualificationKind},
}

# Column: its SQL over a row ``h`` of keys and the catalogues, and the keys that it follows from.
NAMED: dict[str, tuple[str, tuple[str, ...]]] = {
    "unit_type": ("h.unit_type", ("unit_type",)),
    "group": ('h."group"', ("group",)),
    "title": ("t.name", ("title_id",)),
    "leader_kind": (f"coalesce(t.leader_kind, '{LeaderKind.NONE}')", ("title_id",)),
    "is_head": (
        f"t.leader_kind = '{LeaderKind.HEAD}' OR t.heads_commune AND h.unit_type = '{UnitType.COMMUNE}'",
        ("title_id", "unit_type"),
    ),
    "sex": ("h.sex", ("sex",)),
    "age": ("h.age", ("age",)),
    "ethnicity": ("e.code", ("ethnicity_id",)),
    "religion": ("r.code", ("religion_id",)),
    "has_religion": ("NOT r.is_none", ("religion_id",)),
    "is_party_member": ("h.is_party_member", ("is_party_member",)),
    "is_degree": ("l_education.is_degree", ("education_id",)),
    **{kind.value: (f"l_{kind}.code", (f"{kind}_id",)) for kind in QualificationKind},
    "rank": ("k.code", ("rank_id",)),
    "rank_level": ("nullif(k.level, '')", ("rank_id",)),
}
_CATALOGUES: dict[str, str] = {
    "title_id": "LEFT JOIN staff_title t ON t.id = h.title_id",
    "ethnicity_id": "LEFT JOIN staff_ethnicgroup e ON e.id = h.ethnicity_id",
    "religion_id": "LEFT JOIN staff_religion r ON r.id = h.religion_id",
    "rank_id": "LEFT JOIN staff_rank k ON k.id = h.rank_id",
    **{
        f"{kind}_id": f"LEFT JOIN staff_qualificationlevel l_{kind} ON l_{kind}.id = h.{kind}_id"
        for kind in QualificationKind
    },
}
_PERSON = ("person_id", "full_name", "sort_key", "born_on", "unit_id")


@dataclass(frozen=True, slots=True)
class Sql:
    """A query and its arguments."""

    text: str
    args: dict


def rows(*, on: date, unit_ids: Collection[int] | None = None) -> Sql:
    """The rows of everyone in service on the day, in the units (None: in all)."""
    person = "po.person_id, p.full_name, p.sort_key, p.born_on, po.unit_id"
    held = held_by(KEYS, also=f"{person}, ", within="" if unit_ids is None else "unit_ids")
    own = {name: f"h.{name}" for name in _PERSON}
    columns = [f'{own.get(name) or NAMED[name][0]} AS "{name}"' for name in COLUMNS]
    return Sql(_named(columns, f"({held})", KEYS), _args(on, unit_ids))


def counted(*, on: date, sets: Sequence[frozenset[str]], unit_ids: Collection[int] | None = None) -> Sql:
    """The same people counted by each set of keys.

    A row has their number ``n``, the place ``of`` its set in ``sets``, and the columns that follow from
    the set's keys; all other columns are null or say nothing.
    """
    keys = [key for key in KEYS if any(key in one for one in sets)]
    within = "" if unit_ids is None else "unit_ids"
    return Sql(named(f"({grouped(keys, sets, within=within)})", keys), _args(on, unit_ids))


def grouped(keys: Sequence[str], sets: Sequence[frozenset[str]], *, within: str = "") -> str:
    """The SQL of rows of the keys, ``n`` and ``of``; ``within`` names the argument of units."""
    names = ", ".join(f'"{key}"' for key in keys)
    grouping = ", ".join("({})".format(", ".join(f'"{key}"' for key in sorted(one))) for one in sets)
    places = " ".join(f"WHEN {_mask(keys, one)} THEN {place}" for place, one in enumerate(sets))
    return (
        f"SELECT {names}, count(*) AS n, CASE grouping({names}) {places} END AS of "
        f"FROM ({held_by(keys, within=within)}) held GROUP BY GROUPING SETS ({grouping})"
    )


def named(grouped: str, keys: Collection[str]) -> str:
    """Rows of keys with their number ``n`` and the place ``of`` their set, with what follows from the keys."""
    columns = [f'{sql} AS "{name}"' for name, (sql, needed) in NAMED.items() if set(needed) <= set(keys)]
    return _named(["h.n", "h.of", *columns], grouped, keys)


def held_by(keys: Iterable[str], *, also: str = "", within: str = "", spans: str = "") -> str:
    """What everyone in service on the day holds, by keys of catalogues; ``within`` names the argument of units.

    ``spans`` names rows of ``unit_id`` and ``first``: then of each of them, with its first day as the day.
    """
    columns = ", ".join(f'{KEYS[key][0]} AS "{key}"' for key in keys)
    joins = "\n".join(dict.fromkeys(KEYS[key][1] for key in keys if KEYS[key][1]))
    held = f"""
        SELECT {also}{columns} FROM {f"{spans} s JOIN staff_post po USING (unit_id)" if spans else "staff_post po"}
        JOIN staff_person p ON p.id = po.person_id
        {joins}
        WHERE po.is_main AND po.valid @> %(on)s::date
        {f"AND po.unit_id = ANY(%({within})s)" if within else ""}
    """
    return held.replace("%(on)s::date", "s.first") if spans else held


def _named(columns: Iterable[str], held: str, keys: Iterable[str]) -> str:
    catalogues = "\n".join(_CATALOGUES[key] for key in keys if key in _CATALOGUES)
    return f"SELECT {', '.join(columns)} FROM {held} h\n{catalogues}"


def _mask(keys: Sequence[str], one: frozenset[str]) -> int:
    """What ``grouping`` over all keys gives for the set: a bit for each key that isn't in it."""
    return sum(1 << place for place, key in enumerate(reversed(keys)) if key not in one)


def _args(on: date, unit_ids: Collection[int] | None) -> dict:
    return {"on": on} if unit_ids is None else {"on": on, "unit_ids": list(unit_ids)}
