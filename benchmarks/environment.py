"""The environment of a run and of every process that it starts: its own data folder, its own servers."""

import os
import tempfile

from backend.embedded import paths

ROOT = paths.ROOT


def prepare() -> None:
    """To be called before the settings are read."""
    for name in ("DATABASE_URL", "REDIS_URL", "DEBUG", "SECRET_KEY", "STATIC_ROOT", "UPLOADS"):
        os.environ.pop(name, None)
    os.environ["DATA"] = f"{tempfile.gettempdir()}/portal-bench-{os.getpid()}"
    os.environ["TEST_DATA"] = os.environ["DATA"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["LOG_LEVEL"] = "WARNING"


def of(database: str) -> dict[str, str]:
    """For a process on one of the run's databases."""
    return os.environ | {"BENCH_DATABASE": database, "PYTHONUNBUFFERED": "1"}
