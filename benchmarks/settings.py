"""The portal's own settings, on one of the databases of a run of the benchmarks."""

import os

from backend.settings import *  # noqa: F403
from backend.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ.get("BENCH_DATABASE", "portal")
