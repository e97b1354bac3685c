"""``make run``: the whole portal on this machine, from an empty folder to the printed sign-in links.

Starts PostgreSQL and Valkey, migrates, brings in the demo province, starts web, worker and beat, and keeps
them running until it is told to stop. Ctrl-C ends all of it; after a ``kill -9`` of any part or of all, the
next run finds everything as it was.
"""

import contextlib
import fcntl
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from backend.embedded import paths, postgres, processes, stack, supervisor, valkey
from backend.embedded.errors import StackError
from backend.embedded.supervisor import Part

BIN = Path(sys.executable).parent
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = int(os.environ.get("PORT") or 8000)
URL = os.environ.get("PORTAL_URL") or f"http://{'127.0.0.1' if HOST == '0.0.0.0' else HOST}:{PORT}"  # noqa: S104
FIRST_PAGE_SECONDS = 120
# Where the data folder's first start said something else of the demo than this one; by what holds.
_REMEMBERED = {
    False: "Thư mục dữ liệu này được tạo với DEMO=0 nên không thêm tài khoản và dữ liệu mẫu.",
    True: "Thư mục dữ liệu này được tạo có dữ liệu mẫu nên DEMO=0 không có tác dụng; "
    "muốn một cổng trống, đặt DATA=thư-mục-mới.",
}


class Stopped(BaseException):
    """Somebody asked the portal to stop. Not an Exception: nothing on the way may catch it."""


def main() -> int:
    began = time.monotonic()
    os.umask(0o077)
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as it is under nohup
        signal.signal(signal.SIGHUP, _stop)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    os.environ["PYTHONUNBUFFERED"] = "1"
    parts: list[Part] = []
    try:
        paths.own_dir(paths.data_dir())
        with _only_run(), _servers():
            try:
                run(parts, began)
            finally:
                for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                    signal.signal(sig, signal.SIG_IGN)
                supervisor.stop(parts)
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    except Stopped:
        say("Đã dừng.")
    return 0


def run(parts: list[Part], began: float) -> None:
    """Everything after the servers are there; returns never. ``parts`` is filled as they start."""
    say(f"Cổng đang khởi động. Dữ liệu: {paths.data_dir()}")
    with _static_files():
        links = prepare()
    if stack.demo_wanted() != stack.demo_asked():
        say(_REMEMBERED[stack.demo_wanted()])
    web, *others = all_parts()
    parts.append(web)
    web.start()
    _wait_for_first_page(web)
    say(f"\nMở cổng tại {URL}/  (sau {time.monotonic() - began:.0f} giây)\n\n{links}")
    for part in others:
        parts.append(part)
        part.start()
    later = _manage("demo_links", "--wait-roster", f"--base-url={URL}") if stack.demo_wanted() else None
    try:
        keep_running(parts, later)
    finally:
        if later:
            later.kill()
            later.wait()


def all_parts() -> list[Part]:
    """What runs besides the servers, web first."""
    celery = [str(BIN / "celery"), "-A", "backend"]
    schedule = str(paths.data_dir() / "beat-schedule")
    return [
        Part(
            "web",
            [
                *(str(BIN / "granian"), "--interface", "wsgi", "backend.embedded.web:application"),
                *("--host", HOST, "--port", str(PORT), "--workers", "2", "--blocking-threads", "1"),
                *("--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "3"),
                *("--log-level", "warning"),
            ],
            keeper_signal=signal.SIGTERM,
        ),
        Part("worker", [*celery, "worker", "-P", "threads", "-c", "2", "-l", "WARNING"]),
        Part("beat", [*celery, "beat", "-s", schedule, "--pidfile", "", "-l", "WARNING"]),
    ]


def keep_running(parts: list[Part], passing: subprocess.Popen | None) -> None:
    """Look after the parts and the servers until told to stop; ``passing`` may end by itself."""
    next_look = 0.0
    while True:
        for part in parts:
            if (code := part.keep_running()) is not None:
                say(f"{part.name} đã dừng (mã {code}), đang khởi động lại. Nhật ký: {part.log}")
        if time.monotonic() > next_look:
            if paths.is_embedded():
                _look_after_servers()
            if passing:
                passing.poll()
            next_look = time.monotonic() + 1
        time.sleep(0.1)


def prepare() -> str:
    """Bring the database up to date and start the demo's import; the sign-in links to print."""
    with stack.starting() if paths.is_embedded() else contextlib.nullcontext():
        return stack.prepare_database(URL)


def say(sentence: str) -> None:
    print(sentence, flush=True)


@contextlib.contextmanager
def _only_run() -> Iterator[None]:
    """One run at a time in a data folder, and on a port that is free."""
    with (paths.data_dir() / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StackError(
                f"Cổng của thư mục dữ liệu này đang chạy rồi: {lock.read().strip() or paths.data_dir()}"
            ) from None
        lock.truncate(0)
        lock.write(f"{URL}/ (tiến trình {os.getpid()})\n")
        lock.flush()
        _refuse_busy_port()
        yield


@contextlib.contextmanager
def _servers() -> Iterator[None]:
    if not paths.is_embedded():
        yield
        return
    users = stack.enter(prepare=False)
    try:
        yield
    finally:
        stack.leave(users)


def _look_after_servers() -> None:
    stack.reap()
    if postgres.postmaster() is None or not valkey.accepts():
        say("Máy chủ cơ sở dữ liệu hoặc Valkey đã dừng, đang khởi động lại.")
        with stack.starting():
            stack.ensure()


def _refuse_busy_port() -> None:
    """Say so early when another program has the port. A killed run's web needs a moment to be gone."""
    end = time.monotonic() + 3
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, PORT))
                return
            except OSError as error:
                if time.monotonic() > end:
                    raise StackError(
                        f"Không mở được cổng mạng {PORT} trên {HOST} ({error.strerror}): "
                        f"có lẽ chương trình khác đang dùng. Chọn cổng khác: make run PORT={PORT + 1}"
                    ) from error
        time.sleep(0.1)


@contextlib.contextmanager
def _static_files() -> Iterator[None]:
    """Gather the static files meanwhile, where any of them changed."""
    folders = [paths.ROOT / "static", paths.ROOT / "requirements.txt", paths.ROOT / "backend" / "settings.py"]
    files = sorted(file for folder in folders for file in [folder, *folder.rglob("*")] if file.is_file())
    seen = "".join(f"{file}{file.stat().st_size}{file.stat().st_mtime_ns}" for file in files)
    digest = hashlib.sha256(seen.encode()).hexdigest()
    stamp = paths.data_dir() / "static.stamp"
    if stamp.exists() and stamp.read_text() == digest:
        yield
        return
    gathering = _manage("collectstatic", "--noinput", "--clear", "--verbosity=0")
    yield
    if gathering.wait():
        raise StackError("Không gom được các tệp tĩnh: xem thông báo ở trên.")
    stamp.write_text(digest)


def _wait_for_first_page(web: Part) -> None:
    end = time.monotonic() + FIRST_PAGE_SECONDS
    while time.monotonic() < end:
        if _answers():
            return
        if web.keep_running() is not None:
            tail = web.log.read_text(errors="replace")[-2000:]
            raise StackError(f"Máy chủ web dừng ngay khi khởi động:\n{tail}\nNhật ký: {web.log}")
        time.sleep(0.05)
    raise StackError(f"Trang đầu tiên không mở được sau {FIRST_PAGE_SECONDS} giây. Xem {web.log}.")


def _answers() -> bool:
    line = http.client.HTTPConnection(HOST, PORT, timeout=30)
    try:
        line.request("GET", "/suc-khoe/", headers={"Host": f"localhost:{PORT}"})
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def _manage(*words: str) -> subprocess.Popen:
    """A ``manage.py`` command beside this process, with its words on the same terminal."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=paths.ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=processes.die_with_parent(signal.SIGKILL),
    )


def _stop(*_) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
