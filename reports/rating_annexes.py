"""The annexes «Kết quả đánh giá, xếp loại»: people by kind, people by unit, organisations, last year beside.

Numbers are counted once, when figures are frozen, over the rows of ``reports.frozen``. Of a share both
numbers are kept. A row says of whom it is, so that each number can open those behind it.
"""

from dataclasses import dataclass
from typing import Any

from agencies.enums import UnitType
from evaluations.enums import RatingLevel
from reports.counted import fetch
from staff.enums import Group

KINDS, UNITS, ORGANISATIONS = "xl-chung", "xl-don-vi", "xl-to-chuc"
ABBREVIATED = dict(zip(RatingLevel.values, ("HTXS", "HTT", "HT", "KHT"), strict=True))
_LABELS = dict(RatingLevel.choices)
_NOW, _BEFORE = "r.year = %(year)s", "r.year = %(before)s"
_RATED = "r.level <> ''"


@dataclass(frozen=True, slots=True)
class RatingColumn:
    """A column: the words of its header, the group of columns over it, and its condition over ``r``; a share
    has the condition of its whole, too."""

    code: str
    words: str
    over: str
    where: str
    of: str = ""
    needs_last_year: bool = False


@dataclass(frozen=True, slots=True)
class RatingKind:
    """An annex of ratings: what it is about, and whether its rows are people or organisations."""

    code: str
    title: str
    is_of_people: bool = True


KIND = {
    one.code: one
    for one in (
        RatingKind(KINDS, "Kết quả đánh giá, xếp loại chất lượng theo nhóm, chức vụ, loại đơn vị"),
        RatingKind(UNITS, "Kết quả đánh giá, xếp loại chất lượng theo đơn vị"),
        RatingKind(ORGANISATIONS, "Kết quả đánh giá, xếp loại chất lượng tổ chức", is_of_people=False),
    )
}


def columns(code: str, before: int | None) -> list[RatingColumn]:
    """The annex's columns from the left, without STT and Đơn vị; of last year only where it is known."""
    if KIND[code].is_of_people:
        found = [
            RatingColumn("total", "Tổng số", "", _NOW),
            RatingColumn("rated", "Được xếp loại", "", f"{_NOW} AND {_RATED}"),
            RatingColumn("not_rated", "Không xếp loại", "", f"{_NOW} AND r.is_signed AND r.level = ''"),
            RatingColumn("waiting", "Chưa có quyết định", "", f"{_NOW} AND NOT r.is_signed"),
        ]
    else:
        found = [
            RatingColumn("total", "Tổng số", "", _NOW),
            RatingColumn("rated", "Được công nhận", "", f"{_NOW} AND {_RATED}"),
            RatingColumn("waiting", "Chưa được công nhận", "", f"{_NOW} AND r.level = ''"),
        ]
    for level, label in _LABELS.items():
        where = f"{_NOW} AND r.level = '{level}'"
        words = label.removesuffix(" nhiệm vụ")
        found += [
            RatingColumn(level.lower(), "SL", words, where),
            RatingColumn(f"{level.lower()}_share", "%", words, where, f"{_NOW} AND {_RATED}"),
        ]
    if code == UNITS:
        for is_leader, over in (("", "Lãnh đạo, quản lý"), ("NOT ", "Không giữ chức vụ")):
            found += [
                RatingColumn(
                    f"{'others' if is_leader else 'leaders'}_{level.lower()}", ABBREVIATED[level], over,
                    f"{_NOW} AND r.level = '{level}' AND {is_leader}r.is_leader",
                )
                for level in _LABELS
            ]  # fmt: skip
    if before:
        found += [
            RatingColumn(
                f"before_{level.lower()}", ABBREVIATED[level], f"Năm {before} (%)",
                f"{_BEFORE} AND r.level = '{level}'", f"{_BEFORE} AND {_RATED}",
            )
            for level in _LABELS
        ]  # fmt: skip
    return found


LEADERS = (("true", "Giữ chức vụ lãnh đạo, quản lý"), ("false", "Không giữ chức vụ"))
# The rows of annex ``KINDS``: the head of each part, the column that tells its rows apart, their words.
_PARTS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("Theo nhóm", "group", tuple(Group.choices)),
    (
        "Theo chức vụ",
        "is_leader",
        (("true", "Giữ chức vụ lãnh đạo, quản lý"), ("false", "Không giữ chức vụ")),
    ),
    ("Theo loại đơn vị", "unit_type", tuple(UnitType.choices)),
)
ASKED = {"group": 'r."group" = %(value)s', "is_leader": "r.is_leader = (%(value)s = 'true')",
         "unit_type": "r.unit_type = %(value)s"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cells:
    """The numbers of one unit's rows of one kind, in the order of the conditions counted."""

    unit_id: int
    unit_name: str
    unit_type: str
    group: str
    is_leader: str
    numbers: list[int]


def last_year(told: dict[str, Any], code: str) -> int | None:
    """The year before, where anything is known of it for the annex."""
    return told["before"] if KIND[code].is_of_people else told["before_organisations"]


def count(
    people: str, organisations: str, *, told: dict[str, Any], managers: dict[int, str],
    order: dict[int, int],
) -> dict[str, list[dict[str, Any]]]:  # fmt: skip
    """Rows of every annex over the two tables of frozen rows.

    A row is {kind: group|body|total, label, numbers: [per column; of a share both numbers]} and says of whom
    it is: ``units``, or ``by`` and ``value``. ``told`` names the years; ``managers``: {unit: the name of the
    unit above it}; ``order``: {unit: its place}. An annex in which nobody is counted is left out.
    """
    args = {"year": told["year"], "before": told["year"] - 1}
    found = {}
    for code in KIND:
        asked = columns(code, last_year(told, code))
        conditions = list(dict.fromkeys([c for one in asked for c in (one.where, one.of) if c]))
        cells = _cells(people if KIND[code].is_of_people else organisations, conditions, args, code)
        if not any(one.numbers[conditions.index(_NOW)] for one in cells):
            continue
        made = _Maker(asked, conditions)
        if code == UNITS:
            found[code] = _by_unit(cells, made, managers, order)
        else:
            parts = _PARTS if code == KINDS else _PARTS[2:]
            found[code] = _by_kind(cells, made, parts)
    return found


class _Maker:
    """Makes a row of cells: each column's number, of a share both."""

    def __init__(self, asked: list[RatingColumn], conditions: list[str]) -> None:
        self.places = [
            (conditions.index(one.where), conditions.index(one.of) if one.of else None) for one in asked
        ]

    def row(self, kind: str, label: str, cells: list[Cells], **of_whom: Any) -> dict[str, Any]:
        sums = [sum(values) for values in zip(*(one.numbers for one in cells), strict=True)]
        numbers = [
            sums[part] if whole is None else [sums[part], sums[whole]] for part, whole in self.places
        ] if sums else []  # fmt: skip
        return {"kind": kind, "label": label, "numbers": numbers, **of_whom}


def _by_kind(cells: list[Cells], made: _Maker, parts) -> list[dict[str, Any]]:
    rows = []
    for head, by, words in parts:
        if len(parts) > 1:
            rows.append({"kind": "group", "label": head, "numbers": []})
        for value, label in words:
            those = [one for one in cells if getattr(one, by) == value]
            if those:
                rows.append(made.row("body", label, those, by=by, value=value))
    return [*rows, made.row("total", "Tổng cộng", cells)]


def _by_unit(
    cells: list[Cells], made: _Maker, managers: dict[int, str], order: dict[int, int]
) -> list[dict[str, Any]]:
    """One row a unit under a head for each managing unit (none where there is one only)."""
    by_unit: dict[int, list[Cells]] = {}
    for one in cells:
        by_unit.setdefault(one.unit_id, []).append(one)
    heads: dict[str, list[int]] = {}
    for unit in sorted(by_unit, key=lambda unit: (order.get(unit, len(order)), unit)):
        heads.setdefault(managers.get(unit, ""), []).append(unit)
    rows = []
    for head, units in heads.items():
        if len(heads) > 1:
            those = [one for unit in units for one in by_unit[unit]]
            rows.append(made.row("group", head or "Đơn vị khác", those, units=units))
        rows += [made.row("body", by_unit[unit][0].unit_name, by_unit[unit], units=[unit]) for unit in units]
    return [*rows, made.row("total", "Tổng cộng", cells)]


def _cells(table: str, conditions: list[str], args: dict[str, Any], code: str) -> list[Cells]:
    counts = ", ".join(f"count(*) FILTER (WHERE {one})" for one in conditions)
    person = 'r."group", r.is_leader::text' if KIND[code].is_of_people else "'', ''"
    name = "max(r.unit_name)" if KIND[code].is_of_people else "max(r.full_name)"
    rows = fetch(
        f"SELECT r.unit_id, {name}, r.unit_type, {person}, ARRAY[{counts}] FROM {table} r "
        "GROUP BY r.unit_id, r.unit_type, 4, 5 ORDER BY 1, 3, 4, 5",
        args,
    )
    return [Cells(*row) for row in rows]
