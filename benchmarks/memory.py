"""The worker's peak of memory while it checks and applies the roster of December."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from django.conf import settings

from benchmarks import databases, environment
from benchmarks.measure import MEGABYTES, Result
from benchmarks.province import DECEMBER, approve, receive_workbook
from imports.models import Batch, State

GOAL = 400
NAME = "bench_memory"
MOST_SECONDS = 120


def measure(runs: int) -> Iterator[Result]:
    databases.copy(DECEMBER.before, NAME)
    redis.Redis.from_url(settings.REDIS_URL).flushall()
    with _worker() as pid, _children_of(pid) as children:
        batch = receive_workbook("people", DECEMBER.path)
        _wait(batch, State.COMPARED)
        checked = _peak(pid)
        approve(batch)
        _wait(batch, State.APPLIED)
        applied = _peak(pid)
    databases.use(DECEMBER.before)
    yield Result(
        "worker, peak while checking and applying", applied, MEGABYTES, goal=GOAL,
        notes={"after the check": checked},
    )  # fmt: skip
    yield Result("its child that reads the workbook, peak", max(children.values(), default=0), MEGABYTES)


@contextmanager
def _worker() -> Iterator[int]:
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "backend",
            "worker",
            "-P",
            "threads",
            "-c",
            "2",
            "-l",
            "WARNING",
        ],
        env=environment.of(NAME),
        cwd=environment.ROOT,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _children_of(pid: int) -> Iterator[dict[int, float]]:
    """{process: peak in MB} of the worker's children, looked at every few milliseconds until the end."""
    peaks: dict[int, float] = {}
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.003):
            for child in _children(pid):
                peaks[child] = max(peaks.get(child, 0), _peak(child))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield peaks
    finally:
        ended.set()
        watcher.join()


def _children(pid: int) -> list[int]:
    found = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, file.read_text().split())
        except OSError:
            continue
    return found


def _peak(pid: int) -> float:
    """The most memory that the process ever held (VmHWM), in MB; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return round(next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0), 1)


def _wait(batch: Batch, state: str) -> None:
    end = time.monotonic() + MOST_SECONDS
    while batch.state != state:
        assert time.monotonic() < end, f"the batch is still {batch.state}"
        time.sleep(0.1)
        batch.refresh_from_db()
