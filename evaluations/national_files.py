"""The file of one export, as a workbook or as JSON: the columns are data (``national/``)."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
import yaml
from django.db.models.fields.json import KT
from django.utils import timezone

from agencies.models import UnitPeriod
from evaluations.law.numbers import exact
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import NationalExport, PeriodScore, Rating
from evaluations.scores.periods import period_from
from staff.enums import Precision
from staff.models import Person

FIELDS = Path(__file__).parent / "national"
RATINGS, SCORES = "fields.yaml", "score_fields.yaml"
Names = dict[int, tuple[str, str]]
Tell = Callable[[], None]

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
    "year_score": lambda one, names: _number(one.year_score),
    "level": lambda one, names: one.get_level_display() or "Không xếp loại",
    "level_code": lambda one, names: one.level or "NOT_RATED",
    "number": lambda one, names: one.decision.number,
    "decided_on": lambda one, names: one.decision.decided_on,
    "published_on": lambda one, names: one.decision.published_on,
    "decided_by": lambda one, names: names[one.decision.unit_id][1],
    "law": lambda one, names: all_rule_sets()[one.evaluation.law].title,
    "replaces": lambda one, names: one.replaces.decision.number if one.replaces else "",
}


# The same of a confirmed score.
OF_SCORES: dict[str, Callable[[PeriodScore, Names], Any]] = {
    "citizen_number": lambda one, names: one.person.citizen_number,
    "full_name": lambda one, names: one.person.full_name,
    "born_on": lambda one, names: _born(one.person),
    "sex": lambda one, names: one.person.get_sex_display() or "",
    "unit_code": lambda one, names: names[one.unit_id][0],
    "unit_name": lambda one, names: names[one.unit_id][1],
    "group": lambda one, names: one.get_group_display(),
    "title": lambda one, names: one.title,
    "period": lambda one, names: period_from(one.cycle, one.period_on).slug,
    "starts_on": lambda one, names: one.starts_on,
    "ends_on": lambda one, names: one.ends_on,
    "score": lambda one, names: _number(all_rule_sets()[one.law].score_shown(exact(one.exact, "score"))),
    "level": lambda one, names: one.get_level_display(),
    "level_code": lambda one, names: one.level,
    "confirmed_on": lambda one, names: timezone.localdate(one.confirmed_at),
    "law": lambda one, names: all_rule_sets()[one.law].title,
    "version": lambda one, names: one.version,
}


@cache
def fields(name: str = RATINGS) -> tuple[dict[str, str], ...]:
    """The columns in their order; a value that isn't known fails at once."""
    found = yaml.safe_load((FIELDS / name).read_text(encoding="utf-8"))
    known = VALUES if name == RATINGS else OF_SCORES
    unknown = [one["value"] for one in found if one["value"] not in known]
    if unknown:
        raise ValueError(f"{name}: unknown values {', '.join(unknown)}")
    return tuple(found)


def rows(export: NationalExport, names: Names) -> Iterator[list[Any]]:
    """The export's ratings in the order in which they were signed, in one query."""
    found = (
        Rating.objects.filter(exported__export=export)
        .select_related("evaluation__person", "evaluation__cycle", "decision", "replaces__decision")
        .annotate(year_score=KT("grounds__score__value"))
        .defer("grounds", "replaces__grounds")
        .order_by("pk")
    )
    for one in found.iterator(chunk_size=2000):
        yield [VALUES[field["value"]](one, names) for field in fields()]


def score_rows(export: NationalExport, names: Names) -> Iterator[list[Any]]:
    """The export's scores, the earliest period first, in one query."""
    found = (
        PeriodScore.objects.filter(exported__export=export)
        .select_related("person", "cycle")
        .defer("steps", "products", "own_parts", "parts", "strengths", "weaknesses", "remarks")
        .order_by("period_on", "pk")
    )
    for one in found.iterator(chunk_size=2000):
        yield [OF_SCORES[field["value"]](one, names) for field in fields(SCORES)]


def write_json(export: NationalExport, out: BinaryIO, tell: Tell) -> None:
    """``tell`` is called after each row."""
    names = _names()
    head = {
        "ngayXuat": export.made_on.isoformat(),
        "soKetQua": export.rows.count(),
        "soPhieuTheoDoi": export.scores.count(),
    }
    out.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}").encode())
    lists = (("ketQua", RATINGS, rows(export, names)), ("theoDoi", SCORES, score_rows(export, names)))
    for key, name, found in lists:
        out.write(f',\n "{key}": ['.encode())
        _write_objects(name, found, out, tell)
        out.write(b"]")
    out.write(b"\n}\n")


def write_xlsx(export: NationalExport, out: BinaryIO, tell: Tell) -> None:
    """``tell`` is called after each row."""
    names = _names()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        bold = book.add_format({"bold": True})
        _write(book.add_worksheet("Kết quả xếp loại"), bold, RATINGS, rows(export, names), tell)
        _write(book.add_worksheet("Điểm theo dõi"), bold, SCORES, score_rows(export, names), tell)


def _write_objects(name: str, found: Iterator[list[Any]], out: BinaryIO, tell: Tell) -> None:
    keys = [field["key"] for field in fields(name)]
    for line, row in enumerate(found):
        said = json.dumps(dict(zip(keys, map(_plain, row), strict=True)), ensure_ascii=False)
        out.write(f"{',' if line else ''}\n  {said}".encode())
        tell()


def _write(sheet, bold, name: str, found: Iterator[list[Any]], tell: Tell) -> None:
    for at, field in enumerate(fields(name)):
        sheet.set_column(at, at, 22)
        sheet.write_string(0, at, field["header"], bold)
    for line, row in enumerate(found, start=1):
        for at, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, at, value)
            elif isinstance(value, int | float):
                sheet.write_number(line, at, value)
            else:
                sheet.write_string(line, at, value or "")
        tell()


def _names() -> Names:
    """{unit: its newest code and name}."""
    found = UnitPeriod.objects.order_by("valid").values_list("unit_id", "code", "name")
    return {unit: (code, name) for unit, code, name in found}


def _number(shown: str | None) -> float | str:
    """A score as it is shown, as a number; nothing where there is none."""
    return float(shown.replace(",", ".")) if shown else ""


def _born(person: Person) -> date | str:
    """The day, or only the year where no more is known."""
    known = person.born_on and person.born_precision == Precision.DAY
    return person.born_on if known else str(person.born_on.year) if person.born_on else ""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
