"""The supervisor keeps its parts alive and leaves none behind."""

import sys
import time

import pytest

from backend.embedded import processes, supervisor
from backend.embedded.supervisor import Part

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
WITH_CHILD = """
import subprocess
child = subprocess.Popen(["sleep", "600"])
print(child.pid, flush=True)
child.wait()
"""


@pytest.fixture
def part(tmp_path, monkeypatch):
    """``part(code)``: a started part that runs Python code; whatever still runs is ended."""
    monkeypatch.setenv("DATA", str(tmp_path / "data"))
    parts = []

    def start(code: str) -> Part:
        parts.append(Part("part", [sys.executable, "-c", code]))
        parts[-1].start()
        return parts[-1]

    yield start
    for one in parts:
        one.end_group()


def watch(part: Part, until, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        part.keep_running()
        time.sleep(0.02)


def test_a_killed_part_is_started_again(part):
    one = part("import time; time.sleep(600)")
    killed = one.process
    killed.kill()
    watch(one, lambda: one.process not in {killed, None})
    assert processes.exists(one.process.pid)
    assert killed.returncode == -9


def test_a_part_that_ends_at_once_is_started_less_and_less_often(part):
    one = part("raise SystemExit(3)")
    starts, pauses = {one.process}, [one.pause]

    def has_tried_three_times() -> bool:
        starts.add(one.process)
        if one.pause != pauses[-1]:
            pauses.append(one.pause)
        return len(starts - {None}) > 3

    watch(one, has_tried_three_times)
    assert pauses[1:] == sorted(pauses[1:]) and pauses[-1] >= 4 * pauses[0]


def test_what_a_killed_part_had_started_goes_with_it(part):
    one = part(WITH_CHILD)
    watch(one, lambda: one.log.read_text().endswith("\n"))
    child = int(one.log.read_text())
    assert processes.exists(child)
    killed = one.process
    killed.kill()
    watch(one, lambda: one.process is not killed)
    assert not processes.exists(child)


def test_a_part_that_does_not_listen_is_killed(part, monkeypatch):
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.2)
    one = part(STUBBORN)
    polite = part("import time; time.sleep(600)")
    time.sleep(0.3)
    supervisor.stop([one, polite])
    assert one.process.returncode == -9
    assert polite.process.returncode is not None
