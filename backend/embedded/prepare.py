"""``python -m backend.embedded.prepare``: bring the one-machine stack's database to the state of the code.

With ``--for-run`` it also starts the import of the demo province and prints the first sign-in links.
"""

import os
import sys

import django
from django.core.management import call_command

from backend.embedded.stack import demo_wanted


def main(*, for_run: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if demo_wanted():
        call_command("demo_accounts", verbosity=0)
    if for_run and demo_wanted():
        call_command("demo_province", verbosity=0)
        call_command("demo_links")
    elif for_run:
        call_command("first_admin")


if __name__ == "__main__":
    main(for_run="--for-run" in sys.argv[1:])
