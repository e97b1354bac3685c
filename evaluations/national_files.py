"""The file of one export, as a workbook or as JSON: the columns are data (``national/fields.yaml``)."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from agencies.models import UnitPeriod
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import NationalExport, Rating
from staff.enums import Precision
from staff.models import Person

FIELDS = Path(__file__).parent / "national" / "fields.yaml"
Names = dict[int, tuple[str, str]]

# What a column may hold, of a rating that stands with its people, decision and units at hand.
VALUES: dict[str, Callable[[Rating, Names], Any]] = {
    "citizen_number": lambda one, names: one.evaluation.person.citizen_number,
    "full_name": lambda one, names: one.evaluation.person.full_name,
    "born_on": lambda one, names: _born(one.evaluation.person),
    "sex": lambda one, names: one.evaluation.person.get_sex_display() or "",
    "unit_code": lambda one, names: names[one.evaluation.unit_id][0],
    "unit_name": lambda one, names: names[one.evaluation.unit_id][1],
    "group": lambda one, names: one.evaluation.get_group_display(),
    "title": lambda one, names: one.evaluation.title,
    "year": lambda one, names: one.evaluation.cycle.year,
    "level": lambda one, names: one.get_level_display() or "Không xếp loại",
    "level_code": lambda one, names: one.level or "NOT_RATED",
    "number": lambda one, names: one.decision.number,
    "decided_on": lambda one, names: one.decision.decided_on,
    "published_on": lambda one, names: one.decision.published_on,
    "decided_by": lambda one, names: names[one.decision.unit_id][1],
    "law": lambda one, names: all_rule_sets()[one.evaluation.law].title,
    "replaces": lambda one, names: one.replaces.decision.number if one.replaces else "",
}


@cache
def fields() -> tuple[dict[str, str], ...]:
    """The columns in their order; a value that isn't known fails at once."""
    found = yaml.safe_load(FIELDS.read_text(encoding="utf-8"))
    unknown = [one["value"] for one in found if one["value"] not in VALUES]
    if unknown:
        raise ValueError(f"{FIELDS.name}: unknown values {', '.join(unknown)}")
    return tuple(found)


def rows(export: NationalExport) -> Iterator[list[Any]]:
    """The export's ratings in the order in which they were signed, in two queries."""
    names = {
        unit: (code, name)
        for unit, code, name in UnitPeriod.objects.order_by("valid").values_list("unit_id", "code", "name")
    }
    found = (
        Rating.objects.filter(exported__export=export)
        .select_related("evaluation__person", "evaluation__cycle", "decision", "replaces__decision")
        .defer("grounds", "replaces__grounds")
        .order_by("pk")
    )
    for one in found.iterator(chunk_size=2000):
        yield [VALUES[field["value"]](one, names) for field in fields()]


def as_json(export: NationalExport) -> bytes:
    keys = [field["key"] for field in fields()]
    said = {
        "ngayXuat": export.made_on.isoformat(),
        "soKetQua": export.count,
        "ketQua": [dict(zip(keys, map(_plain, row), strict=True)) for row in rows(export)],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def as_xlsx(export: NationalExport) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Kết quả xếp loại")
        bold = book.add_format({"bold": True})
        for at, field in enumerate(fields()):
            sheet.set_column(at, at, 22)
            sheet.write_string(0, at, field["header"], bold)
        for line, row in enumerate(rows(export), start=1):
            for at, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, at, value)
                elif isinstance(value, int):
                    sheet.write_number(line, at, value)
                else:
                    sheet.write_string(line, at, value or "")
    return out.getvalue()


def _born(person: Person) -> date | str:
    """The day, or only the year where no more is known."""
    known = person.born_on and person.born_precision == Precision.DAY
    return person.born_on if known else str(person.born_on.year) if person.born_on else ""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
