from django.core.management.base import BaseCommand

from evaluations.law.clause_table import markdown
from evaluations.law.rule_sets import all_rule_sets


class Command(BaseCommand):
    help = "Print, for docs/law, which rule, page or paper carries each clause of Decree 335/2025."
    requires_system_checks = []

    def handle(self, **options) -> None:
        self.stdout.write(markdown(all_rule_sets()["nd335-2025"]), ending="")
