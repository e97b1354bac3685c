"""Keeping the parts of a running portal alive: each is started again when it ends, and none is left over."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backend.embedded import paths, processes

STEADY_SECONDS = 10
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 30.0
STOP_SECONDS = 3.0


@dataclass
class Part:
    """One process that has to run for as long as the portal does, in a process group of its own."""

    name: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    keeper_signal: signal.Signals = signal.SIGKILL
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    next_start: float = 0.0

    def start(self) -> None:
        """Start it, after whatever its predecessor left behind is gone."""
        self.end_group()
        self.process = processes.start(
            self.command,
            self.log,
            keeper_signal=self.keeper_signal,
            cwd=paths.ROOT,
            env=os.environ | self.environment,
        )
        self.started_at = time.monotonic()

    @property
    def log(self) -> Path:
        return paths.log_file(self.name)

    def keep_running(self) -> int | None:
        """Start it again if it ended and its pause is over; its exit code when it was just found ended.

        The pause doubles each time that it ends soon after its start.
        """
        now = time.monotonic()
        if self.process is None:
            if now >= self.next_start:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        steady = now - self.started_at > STEADY_SECONDS
        self.pause = FIRST_PAUSE if steady else min(self.pause * 2, LONGEST_PAUSE)
        self.next_start = now + (0 if steady else self.pause)
        self.end_group()
        self.process = None
        return code

    def ask_to_end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end_group(self) -> None:
        """Kill what is left of its processes at once."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def stop(parts: Sequence[Part]) -> None:
    """Ask all parts to end, give them a few seconds together, kill the rest."""
    for part in parts:
        part.ask_to_end()
    end = time.monotonic() + STOP_SECONDS
    while time.monotonic() < end and any(part.process and part.process.poll() is None for part in parts):
        time.sleep(0.05)
    for part in parts:
        part.end_group()
