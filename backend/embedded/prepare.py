"""``python -m backend.embedded.prepare``: bring the one-machine stack's database to the state of the code."""

import os

import django
from django.core.management import call_command

from backend.embedded.stack import demo_wanted


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if demo_wanted():
        call_command("demo_accounts", verbosity=0)


if __name__ == "__main__":
    main()
