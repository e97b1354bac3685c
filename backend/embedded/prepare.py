"""``python -m backend.embedded.prepare [URL]``: bring the embedded database to the state of the code.

With the portal's address it also starts the import of the demo province and prints the first sign-in links.
"""

import io
import os
import sys

import django
from django.core.management import call_command

from backend.embedded.stack import demo_wanted


def main(base_url: str | None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if demo_wanted():
        call_command("demo_accounts", stdout=io.StringIO())
    if base_url and demo_wanted():
        call_command("demo_province", stdout=io.StringIO())
        call_command("demo_links", base_url=base_url)
    elif base_url:
        call_command("first_admin", base_url=base_url)


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else None)
