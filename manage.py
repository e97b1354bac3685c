#!/usr/bin/env python
"""Run a command of the portal; on the one-machine stack its servers are started when they are not up."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    from django.core.management import execute_from_command_line

    from backend.embedded import stack

    with stack.available(sys.argv):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
