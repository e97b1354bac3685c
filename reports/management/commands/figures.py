import json

from django.core.management.base import BaseCommand, CommandError

from agencies.models import UnitPeriod
from agencies.tree import below
from core.days import parse_day, today
from core.errors import DomainError
from evaluations.models import Cycle
from evaluations.scores.periods import period_from
from reports.figures import live
from reports.flows import flows, since_when
from reports.organisation_figures import organisation_figures
from reports.rating_figures import rating_figures
from reports.rating_measures import MEAN
from reports.score_figures import ScoreFigures, score_figures


class Command(BaseCommand):
    help = "Print the figures of a day as JSON, for the province or for a unit and all below it."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--as-of", help="the day; today where it isn't given")
        parser.add_argument("--unit", help="the unit's code on that day")
        parser.add_argument("--ratings", type=int, help="a year: the figures of its ratings, too")
        parser.add_argument(
            "--since",
            help="joined and left after this day; by default a year before, but not before the first roster",
        )

    def handle(self, *, as_of, unit, since, ratings, **options) -> None:
        try:
            day = parse_day(as_of) if as_of else today()
            first = parse_day(since) if since else since_when(day)
        except DomainError as error:
            raise CommandError(error.sentence) from None
        ids = None
        if unit:
            period = UnitPeriod.objects.as_of(day).filter(code=unit).first()
            if period is None:
                raise CommandError(f"Ngày {day:%d/%m/%Y} không có đơn vị nào mang mã “{unit}”.")
            ids = below([period.unit_id], day)
        counted = live(on=day, unit_ids=ids)
        moved = flows(first=first, last=day, unit_ids=ids)
        said = {
            "as_of": day.isoformat(),
            "unit": unit,
            "measures": {code: _figure(figure) for code, figure in counted.figures.items()},
            "breakdowns": {
                code: {part.value: part.count for part in parts} for code, parts in counted.parts.items()
            },
            "flows": {
                "since": first.isoformat(), "joined": moved.joined, "left": moved.left,
                "moved_in": moved.moved_in, "moved_out": moved.moved_out,
                "left_by_reason": moved.left_by_reason,
            },
        }  # fmt: skip
        if ratings:
            cycle = Cycle.objects.covering(period.unit_id if unit else None).filter(year=ratings).first()
            if cycle is None:
                where = f"đơn vị {unit}" if unit else "toàn tỉnh"
                raise CommandError(f"Không có kỳ đánh giá năm {ratings} của {where}.")
            rated = rating_figures(cycle, ids)
            said["ratings"] = {
                "year": ratings,
                "measures": {code: _figure(figure) for code, figure in rated.figures.items()},
                "not_rated_by": dict(rated.reasons),
                "organisations": _organisations(cycle, ids),
                "scores": {
                    period_from(cycle, day).slug: _scores(found)
                    for day, found in score_figures(cycle, ids).items()
                },
            }
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))


def _figure(figure) -> dict:
    said = {"name": figure.measure.name, "unit": figure.measure.unit}
    if figure.denominator is None:
        return said | {"value": figure.numerator}
    percent = None if figure.value is None else round(float(figure.value * 100), 2)
    return said | {"value": percent, "numerator": figure.numerator, "denominator": figure.denominator}


def _organisations(cycle: Cycle, ids) -> dict:
    found = organisation_figures(cycle, ids)
    types = sorted({cell.group for cell in found.cells})
    return {
        "measures": {code: _figure(figure) for code, figure in found.figures.items()},
        "by_unit_type": {
            one: {
                code: figure.numerator
                for code, figure in found.where(lambda cell, wanted=one: cell.group == wanted).figures.items()
                if figure.denominator is None
            }
            for one in types
        },
    }


def _scores(found: ScoreFigures) -> dict:
    mean = None if found.mean is None else round(float(found.mean), 2)
    return {code: _figure(figure) for code, figure in found.figures.items()} | {
        MEAN.code: {"name": MEAN.name, "unit": MEAN.unit, "value": mean}
    }
