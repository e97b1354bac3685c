"""A test run leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from backend.embedded import paths, processes

SLOW_TEST = """
import os, pathlib, time
def test_slow(run_servers):
    pathlib.Path(os.environ["TOLD"]).write_text(os.environ["DATA"])
    time.sleep(600)
"""


def test_a_killed_test_run_takes_its_servers_and_its_folder_along(tmp_path):
    told = tmp_path / "data.txt"
    (tmp_path / "test_slow.py").write_text(SLOW_TEST)
    env = {name: value for name, value in os.environ.items() if name not in {"TEST_DATA", "DATA"}}
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    options = ["-c", "pyproject.toml", "-p", "no:cacheprovider"]
    run = subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, tmp_path / "test_slow.py"],
        cwd=paths.ROOT,
        env=env | {"TOLD": str(told)},
        stdout=subprocess.DEVNULL,
    )
    wait_until(lambda: told.exists() and told.read_text())
    folder = Path(told.read_text())
    assert folder != paths.data_dir()
    servers = [pid for part in ("postgres", "valkey") for pid in processes.living_in(folder / part)]
    assert len(servers) > 2
    run.send_signal(signal.SIGKILL)
    run.wait()
    wait_until(lambda: not folder.exists() and not any(map(processes.exists, servers)))


def wait_until(condition, seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)
