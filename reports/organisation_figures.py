"""Counting organisations: their levels in a cycle by type of unit, in one query."""

from collections.abc import Collection
from datetime import date

from evaluations.models import Cycle
from evaluations.open_cycle import as_of
from evaluations.recognised_rows import PAST_ROWS, ROWS, arguments
from reports.counted import Cell, Counted, condition, count_columns, fetch
from reports.rating_measures import ORGANISATION_SHARES, ORGANISATIONS


def organisation_figures(cycle: Cycle, unit_ids: Collection[int] | None = None) -> Counted:
    """The figures of the cycle's organisations among the units (None: all)."""
    found = fetch(
        f"SELECT r.unit_id, r.unit_type, {count_columns(ORGANISATIONS)} FROM ({ROWS}) r GROUP BY 1, 2",
        arguments(cycle.pk, unit_ids, on=as_of(cycle)),
    )
    cells = tuple(Cell(unit, unit_type, False, tuple(numbers)) for unit, unit_type, numbers in found)
    return Counted(cells, ORGANISATIONS, ORGANISATION_SHARES)


def organisations_of_year(year: int, cycle: Cycle | None, unit_ids: Collection[int] | None) -> Counted:
    """The figures of an earlier year: of its cycle, or of the levels that are known from papers."""
    found = organisation_figures(cycle, unit_ids) if cycle else None
    if found and found["organisations.recognised"].numerator:
        return found
    args = arguments(0, unit_ids, on=date(year, 12, 31)) | {"year": year}
    rows = fetch(
        f"SELECT r.unit_id, r.unit_type, {count_columns(ORGANISATIONS)} FROM ({PAST_ROWS}) r GROUP BY 1, 2",
        args,
    )
    cells = tuple(Cell(unit, unit_type, False, tuple(numbers)) for unit, unit_type, numbers in rows)
    return Counted(cells, ORGANISATIONS, ORGANISATION_SHARES)


def organisations_behind(
    cycle: Cycle, code: str, unit_ids: Collection[int] | None, *, unit_type: str = ""
) -> list[int]:
    """The ids of the organisations' evaluations that a number counts."""
    found = fetch(
        f"SELECT r.evaluation_id FROM ({ROWS}) r "
        f"WHERE ({condition(code, ORGANISATIONS, ORGANISATION_SHARES)}) "
        "AND (%(type)s = '' OR r.unit_type = %(type)s) ORDER BY 1",
        {**arguments(cycle.pk, unit_ids, on=as_of(cycle)), "type": unit_type},
    )
    return [row[0] for row in found]
