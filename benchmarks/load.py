"""Requests per second of 8 clients at the portal's web server, against the same server with the bare page."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import environment
from benchmarks.measure import REQUESTS, Result, paired
from benchmarks.pages import PAGES, ready

CLIENTS = 8
SECONDS = 3
START_SECONDS = 30


def measure(runs: int) -> Iterator[Result]:
    with (
        ready() as (cookie, pages),
        _served("backend.embedded.web:application") as ours,
        _served("benchmarks.bare:application") as bare,
    ):
        for page in pages:
            yield paired(
                f"{page.name}, {CLIENTS} clients",
                ours=lambda page=page: _rate(ours, page.path, cookie),
                floor=lambda: _rate(bare, "/", ""),
                runs=runs,
                unit=REQUESTS,
            )


@contextmanager
def _served(application: str) -> Iterator[int]:
    """The port of a web server with the options of ``make run``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            *(Path(sys.executable).parent / "granian", "--interface", "wsgi", application),
            *("--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "1"),
            *("--no-ws", "--log-level", "warning"),
        ],
        env=environment.of(PAGES),
        cwd=environment.ROOT,
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _rate(port: int, path: str, cookie: str) -> float:
    """Requests per second, asked for by clients in a process of their own."""
    words = [str(port), str(CLIENTS), str(SECONDS), path, cookie]
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.clients", *words],
        stdout=subprocess.PIPE,
        cwd=environment.ROOT,
        check=True,
    )
    return json.loads(said.stdout)
