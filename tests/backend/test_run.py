"""``make run`` as a person meets it: one real portal, its parts killed one by one and all together."""

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from backend.embedded import paths, processes


class Portal:
    """A running ``make run`` (of an empty portal) on a data folder and a port of its own."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.said = data.with_name(f"{data.name}.txt")
        self.process = self.start(DEMO="0")

    def start(self, **more: str) -> subprocess.Popen:
        with self.said.open("w") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "backend.embedded.run"],
                cwd=paths.ROOT,
                env=environment() | {"DATA": str(self.data), "PORT": str(self.port)} | more,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        self.process = process
        wait_until(lambda: "/tai-khoan/" in self.words() or process.poll() is not None, self.words)
        return process

    def words(self) -> str:
        return self.said.read_text()

    def get(self, path: str) -> tuple[int, str]:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request("GET", path)
            answer = line.getresponse()
            return answer.status, answer.read().decode()

    def is_healthy(self) -> bool:
        try:
            return self.get("/suc-khoe/")[0] == 200
        except OSError:
            return False

    def pids(self, *words: str) -> set[int]:
        """The Python processes of this portal whose command line has all the words."""
        ours = [pid for pid in running() if belongs(pid, self.data)]
        return {pid for pid in ours if all(word in command(pid) for word in words)}

    def everything(self) -> set[int]:
        servers = [self.data / "postgres", self.data / "valkey"]
        return self.pids() | {pid for folder in servers for pid in processes.living_in(folder)}


def environment() -> dict[str, str]:
    """As in a person's shell: without what the settings of the tests put there."""
    ours = {"DJANGO_SETTINGS_MODULE", "SECRET_KEY", "HTTPS", "TEST_DATA", "DATABASE_URL", "REDIS_URL", "DEMO"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def running() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def command(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return ""


def belongs(pid: int, data: Path) -> bool:
    with contextlib.suppress(OSError):
        return f"DATA={data}\0".encode() in Path(f"/proc/{pid}/environ").read_bytes()
    return False


def wait_until(condition, explain=lambda: "", seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, explain()
        time.sleep(0.1)


@pytest.fixture(scope="module")
def portal():
    folder = Path(tempfile.mkdtemp(prefix="portal-run-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    one = Portal(folder / "data", port)
    assert one.process.poll() is None, one.words()
    yield one
    for pid in one.everything():
        processes.kill(pid)
    one.process.wait()
    shutil.rmtree(folder)


def test_it_says_where_to_open_and_how_the_first_administrator_enters(portal):
    assert f"http://127.0.0.1:{portal.port}/" in portal.words()
    link = re.search(r"http://127\.0\.0\.1:\d+(/tai-khoan/\S+)", portal.words())
    assert link
    assert portal.get(link[1])[0] in {200, 302}


def test_health_names_each_part(portal):
    status, body = portal.get("/suc-khoe/")
    assert status == 200
    assert json.loads(body) == {"status": "ok", "database": "ok", "valkey": "ok"}


def test_a_page_comes_with_its_static_files(portal):
    status, page = portal.get("/tai-khoan/dang-nhap/")
    assert status == 200
    styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
    assert styles
    assert portal.get(styles[0])[0] == 200


def test_a_second_run_of_the_same_folder_says_that_it_runs_already(portal):
    again = subprocess.run(
        [sys.executable, "-m", "backend.embedded.run"],
        cwd=paths.ROOT,
        env=environment() | {"DATA": str(portal.data), "PORT": "1"},
        capture_output=True,
        text=True,
    )
    assert again.returncode == 1
    assert "đang chạy rồi" in again.stderr
    assert f":{portal.port}/" in again.stderr
    assert portal.is_healthy()


def test_a_busy_port_is_refused_with_a_sentence(portal, tmp_path):
    busy = subprocess.run(
        [sys.executable, "-m", "backend.embedded.run"],
        cwd=paths.ROOT,
        env=environment() | {"DATA": str(tmp_path / "d"), "PORT": str(portal.port), "DEMO": "0"},
        capture_output=True,
        text=True,
    )
    assert busy.returncode == 1
    assert f"PORT={portal.port + 1}" in busy.stderr


@pytest.mark.parametrize("words", [("celery", "worker"), ("celery", "beat"), ("granian",)])
def test_a_killed_part_comes_back(portal, words):
    killed = portal.pids(*words)
    assert killed
    for pid in killed:
        processes.kill(pid, signal.SIGKILL)
    wait_until(lambda: portal.pids(*words) - killed and portal.is_healthy(), portal.words)
    assert not any(processes.exists(pid) for pid in killed)


@pytest.mark.parametrize("folder", ["postgres", "valkey"])
def test_a_killed_server_comes_back(portal, folder):
    killed = set(processes.living_in(portal.data / folder))
    assert killed
    for pid in killed:
        processes.kill(pid, signal.SIGKILL)
    wait_until(lambda: set(processes.living_in(portal.data / folder)) - killed and portal.is_healthy())


def test_after_the_supervisor_and_then_the_servers_are_killed_a_new_run_finds_all_as_it_was(portal):
    key = (portal.data / "secret_key").read_text()
    portal.process.kill()
    portal.process.wait()
    wait_until(lambda: not portal.pids("granian") | portal.pids("celery"), portal.words)
    for pid in portal.everything():
        processes.kill(pid, signal.SIGKILL)
    portal.start()
    assert portal.process.poll() is None, portal.words()
    assert portal.is_healthy()
    assert (portal.data / "secret_key").read_text() == key
    wait_until(lambda: len(portal.pids("celery", "beat")) == 1, portal.words)


def test_a_folder_that_began_empty_stays_without_the_demo_when_a_start_forgets_to_say_so(portal):
    # The run before this test was started without DEMO=0.
    assert "được tạo với DEMO=0" in portal.words()
    assert (portal.data / "demo").read_text() == "0"
    assert portal.words().count("/tai-khoan/") == 1 and "chuyenvien" not in portal.words()


def test_ctrl_c_stops_all_of_it(portal):
    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(60) == 0
    assert "Đã dừng." in portal.words()
    assert not portal.everything()
