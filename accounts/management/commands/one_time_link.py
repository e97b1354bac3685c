from django.core.management.base import BaseCommand

from accounts.commands import active_account
from accounts.links import hours_valid, one_time_link
from accounts.models import IssuedLink


class Command(BaseCommand):
    help = "Print a one-time sign-in link for an account."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")
        parser.add_argument("--base-url", default="http://127.0.0.1:8000")

    def handle(self, *, username: str, base_url: str, **options) -> None:
        user = active_account(username)
        IssuedLink.objects.create(account=user)
        self.stdout.write(one_time_link(user, base_url=base_url))
        self.stderr.write(f"It works once, within {hours_valid()} hours.")
