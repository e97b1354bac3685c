"""The servers of one test run: its own PostgreSQL and Valkey in its own folder, and a real Celery worker.

Nothing is left when the run is killed: the servers go with the process that started them, and a small
keeper process removes the folder once its pipe to the run breaks.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import redis
from django.conf import settings

from backend.embedded import paths, postgres, processes, stack, valkey

KEEPER = """
import pathlib, shutil, sys, time
sys.stdin.read()
folder = pathlib.Path(sys.argv[1])
for _ in range(100):
    if not any(folder.glob("*/postmaster.pid")):
        break
    time.sleep(0.1)
shutil.rmtree(folder, ignore_errors=True)
"""


@contextlib.contextmanager
def running(*, keep: bool, durable: bool = False):
    """The servers of this run's data folder, started and ended with it; ``durable`` waits for the disk."""
    folder = paths.own_dir(paths.data_dir())
    keeper = None if keep else _keeper(folder)
    try:
        with stack.starting():
            postgres.ensure(keeper_signal=signal.SIGINT, durable=durable)
            valkey.ensure(keeper_signal=signal.SIGKILL)
        yield
    finally:
        valkey.stop()
        postgres.stop()
        if keeper:
            shutil.rmtree(folder, ignore_errors=True)
            keeper.communicate()


def _keeper(folder: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(folder)],
        stdin=subprocess.PIPE,
        cwd="/",
        start_new_session=True,
    )


class Worker:
    """A Celery worker on the test database, as `make run` starts it."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.process: subprocess.Popen | None = None
        self.log = Path(tempfile.gettempdir()) / f"portal-tests-worker-{os.getpid()}.log"

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def start(self) -> None:
        """Start the process and return once it takes tasks."""
        self.log.write_bytes(b"")
        self.process = processes.start(
            [sys.executable, "-m", "celery", "-A", "backend", "worker", *WORKER_OPTIONS],
            self.log,
            keeper_signal=signal.SIGKILL,
            cwd=paths.ROOT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "TEST_DATABASE": self.database,
                "PYTHONUNBUFFERED": "1",
            },
        )
        self.wait(lambda: " ready." in self.log.read_text(errors="replace"), "the worker to be ready")

    def ensure(self) -> None:
        """Start it unless it runs."""
        if not self.is_alive():
            self.start()

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """End it as a power cut would: no word, no clean-up."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """End it as a supervisor would; at once, if it is in the middle of something."""
        if self.is_alive():
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()

    def wait(self, condition, what: str, seconds: float = 60) -> None:
        """Wait until ``condition()`` holds while the worker works; its log is in the failure otherwise."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s for {what}:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)


def is_idle() -> bool:
    """True when no task waits and none is under way (acknowledged late, those stand in ``unacked``)."""
    broker = redis.Redis.from_url(settings.REDIS_URL)
    return not broker.llen("celery") and not broker.hlen("unacked")


def forget_tasks() -> None:
    """Empty the queue, those that a killed worker had taken included."""
    redis.Redis.from_url(settings.REDIS_URL).delete("celery", "unacked", "unacked_index", "unacked_mutex")


WORKER_OPTIONS = ["-P", "threads", "-c", "2", "-l", "INFO", "--without-gossip", "--without-mingle"]
