from django.core.management.base import BaseCommand

from accounts.links import one_time_link
from accounts.models import User
from agencies.demo import grant
from agencies.enums import Role
from agencies.models import Grant


class Command(BaseCommand):
    help = "Make the first administrator where there is none, and print a one-time link for the account."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--base-url", default="http://127.0.0.1:8000")
        parser.add_argument("--username", default="quantri")

    def handle(self, *, base_url: str, username: str, **options) -> None:
        if Grant.objects.filter(role=Role.ADMIN).exclude(user__username=username).exists():
            self.stderr.write("There is an administrator already; ask them for a link.")
            return
        user, is_new = User.objects.get_or_create(
            username=username, defaults={"full_name": "Quản trị hệ thống"}
        )
        if is_new:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        grant(user, Role.ADMIN, None)
        self.stdout.write(one_time_link(user, base_url=base_url))
