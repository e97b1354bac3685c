"""``make bench``: every measurement, or those named. Says loudly which goals are missed; exits with 0.

``ARGS="upload apply --runs 5"`` picks measurements and the number of pairs.
"""

import argparse
import os
import platform
import sys
from datetime import datetime

import django

from benchmarks import environment


def main() -> None:
    environment.prepare()
    django.setup()
    asked = _arguments()
    from tests import servers

    began = datetime.now().astimezone()
    with servers.running(keep=False, durable=True):
        _prepare()
        results = _results(asked.names, asked.runs)
    _tell_missed(results)
    from benchmarks.measure import write

    file = asked.output or environment.ROOT / "benchmarks" / "results" / f"{began:%Y-%m-%d-%H%M}.jsonl"
    write(results, file, _about(began, asked))
    print(f"\nWritten: {file}")


def _measurements() -> dict:
    from benchmarks import applying, evaluating, load, memory, pages, sheets, upload

    return {
        "upload": upload.measure,
        "apply": applying.measure,
        "unguarded": applying.measure_unguarded,
        "pages": pages.measure,
        "evaluate": evaluating.measure,
        "sheets": sheets.measure,
        "load": load.measure,
        "memory": memory.measure,
    }


def _arguments() -> argparse.Namespace:
    from pathlib import Path

    names = list(_measurements())
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="|".join(names), help="all of them by default")
    parser.add_argument("--runs", type=int, default=7, help="counted pairs of each timing")
    parser.add_argument("--output", type=Path, help="instead of benchmarks/results/<time>.jsonl")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(names):
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    asked.names = asked.names or names
    return asked


def _prepare() -> None:
    from django.core.management import call_command

    from benchmarks.province import make_states

    _say("migrating, gathering static files, making the states of the province …")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make_states()


def _results(names: list[str], runs: int) -> list:
    from benchmarks.measure import HEAD, line

    results = []
    print(HEAD)
    for name in names:
        for result in _measurements()[name](runs):
            print(line(result), flush=True)
            results.append(result)
    return results


def _tell_missed(results: list) -> None:
    missed = [result for result in results if result.is_met is False]
    if not missed:
        print("\nEvery goal is met.")
        return
    print(f"\n{'!' * 20} {len(missed)} GOAL(S) MISSED {'!' * 20}")
    for result in missed:
        print(f"  {result.name}: {result.ratio or result.ours:g}, goal {result.goal:g}")


def _about(began: datetime, asked: argparse.Namespace) -> dict:
    """What a reader of the numbers must know of the machine; nothing that names it."""
    from django.db import connection

    connection.settings_dict["NAME"] = "portal"
    return {
        "name": "about",
        "at": began.isoformat(timespec="minutes"),
        "processors": os.cpu_count(),
        "load before": [round(one, 1) for one in LOAD],
        "python": platform.python_version(),
        "django": django.get_version(),
        "fsync": True,
        "runs": asked.runs,
    }


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


LOAD = os.getloadavg()

if __name__ == "__main__":
    main()
