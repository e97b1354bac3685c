import json

from django.core.management.base import BaseCommand, CommandError

from agencies.enums import UnitType
from core.errors import DomainError
from core.jobs import run_all_queued
from evaluations.simulate.year import SCORED_FROM, simulate
from staff import demo
from staff.models import Person

ALL = (UnitType.AGENCY, UnitType.DISTRICT, UnitType.COMMUNE, UnitType.SERVICE)
WITHOUT_COMMUNES = (UnitType.AGENCY, UnitType.SERVICE)


class Command(BaseCommand):
    help = (
        "Take the demo province through a year of evaluation by the portal's own verbs; where nobody is in "
        "the portal yet it comes in first. From 2026 on with monthly scores and rated organisations, without "
        "districts' and communes' own people."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--units", type=int, help="so many units, chosen by the seed; all by default")

    def handle(self, *, year: int, seed: int, units: int | None, **options) -> None:
        if not Person.objects.exists():
            self.stderr.write(demo.TITLE)
            demo.start()
            run_all_queued()
        try:
            told = simulate(
                year=year,
                seed=seed,
                types=ALL if year < SCORED_FROM else WITHOUT_COMMUNES,
                most_units=units,
                tell=lambda words: self.stderr.write(words),
            )
        except DomainError as error:
            raise CommandError(error.sentence) from None
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
