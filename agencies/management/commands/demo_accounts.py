from django.core.management.base import BaseCommand

from agencies.demo import make_accounts


class Command(BaseCommand):
    help = "Make the accounts of the demo province that stand on no roster."

    def handle(self, **options) -> None:
        self.stdout.write(f"{make_accounts()} demo accounts were made.")
