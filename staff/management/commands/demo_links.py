import time

from django.core.cache import cache
from django.core.management.base import BaseCommand

from accounts.links import hours_valid, one_time_link
from accounts.models import User
from agencies import demo as province
from agencies.enums import Role
from staff import demo
from staff.demo_accounts import PEOPLE

TOLD = "demo-links-told"


class Command(BaseCommand):
    help = "Print a one-time sign-in link for each demo account that exists now."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--base-url", default="http://127.0.0.1:8000")
        parser.add_argument(
            "--wait-roster",
            action="store_true",
            help="wait until the roster is in, then print the links that the last call could not print",
        )

    def handle(self, *, base_url: str, wait_roster: bool, **options) -> None:
        told = set(cache.get(TOLD, ())) if wait_roster else set()
        if wait_roster:
            self._wait()
        words = {username: str(Role(role).label) for username, _, role in province.PEOPLE}
        words |= {one.username: one.words for one in PEOPLE}
        users = User.objects.filter(username__in=words.keys() - told, is_active=True)
        lines = [_line(user, words[user.username], base_url) for user in _in_order(users, list(words))]
        if wait_roster and lines:
            self.stdout.write(
                "\nDanh sách mẫu của tỉnh đã có trong cổng. Thêm đường dẫn cho các vai trò còn lại:\n"
            )
        elif lines:
            self.stdout.write(f"Đường dẫn vào bằng từng vai trò (dùng một lần, trong {hours_valid()} giờ):\n")
        if lines:
            self.stdout.write("\n".join(lines))
        if not wait_roster:
            cache.set(TOLD, [user.username for user in users], None)
            if len(lines) < len(words):
                self._say_what_comes(
                    [word for name, word in words.items() if name not in {u.username for u in users}]
                )

    def _wait(self) -> None:
        while demo.running():
            time.sleep(1)

    def _say_what_comes(self, missing: list[str]) -> None:
        if demo.running():
            self.stdout.write(f"Khi danh sách mẫu nhập xong sẽ có thêm: {', '.join(missing)}.")


def _in_order(users, names: list[str]) -> list[User]:
    return sorted(users, key=lambda user: names.index(user.username))


def _line(user: User, words: str, base_url: str) -> str:
    return f"  {words:<26}{user.username:<13}{one_time_link(user, base_url=base_url)}"
