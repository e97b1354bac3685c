"""Processes of the one-machine stack: whose they are, whether they live, that none outlives its keeper."""

import contextlib
import ctypes
import functools
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(sig: signal.Signals) -> Callable[[], None]:
    """For ``Popen(preexec_fn=…)``: the kernel sends ``sig`` to the child when its parent ends in any way."""
    parent = os.getpid()

    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, sig)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def tie_to_parent(sig: signal.Signals = signal.SIGKILL) -> None:
    """Tie this very process to the one that started it."""
    _libc.prctl(PR_SET_PDEATHSIG, sig)


@functools.cache
def can_make_user_namespace() -> bool:
    """Whether ``unshare`` gives root another user's face here; containers often forbid it."""
    try:
        done = subprocess.run([*NAMESPACE, "true"], capture_output=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


NAMESPACE = ["unshare", "-U", "--map-user=1000", "--map-group=1000"]


def living_in(folder: Path) -> list[int]:
    """The processes whose working directory is ``folder``: PostgreSQL's all stand in their data folder."""
    return [pid for pid in _pids() if working_dir(pid) == str(folder)]


def is_zombie(pid: int) -> bool:
    """True for a process that has ended but that its parent hasn't looked after yet."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] == "Z"


def exists(pid: int) -> bool:
    """True while ``pid`` is a process that runs (a zombie does not)."""
    return Path(f"/proc/{pid}").exists() and not is_zombie(pid)


def kill(pid: int, sig: signal.Signals = signal.SIGKILL) -> None:
    """Send ``sig`` to a process that may be gone by now."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, sig)


def start(
    command: Sequence[str | Path], log: Path, *, keeper_signal: signal.Signals | None, **options
) -> subprocess.Popen:
    """Start a long-running part in a session of its own, with what it says appended to ``log``.

    ``keeper_signal`` reaches it when the starting process ends; with None it lives on.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(keeper_signal) if keeper_signal else None,
            **options,
        )


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def working_dir(pid: int) -> str:
    """Where a process stands; nothing when it has ended (a zombie stands nowhere)."""
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:
        return ""
