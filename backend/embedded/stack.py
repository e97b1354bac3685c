"""The servers of the one-machine stack, there for as long as any command of this data folder needs them.

Whoever comes first starts them, whoever comes later (or after a crash) takes over those that run, and
whoever leaves last stops them. Two locks in the data folder keep the order: ``start.lock``, held while
servers are started or stopped, and ``users.lock``, shared by everyone who uses them.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import IO

from backend.embedded import paths, postgres, processes, valkey
from backend.embedded.errors import StackError

WITHOUT_SERVERS = {
    *("help", "version", "check", "diffsettings", "collectstatic", "findstatic"),
    *("check_rules", "clause_table"),
    *("makemigrations", "makemessages", "compilemessages", "startapp", "startproject"),
}


@contextlib.contextmanager
def available(argv: list[str]) -> Iterator[None]:
    """The servers for one ``manage.py`` command that needs them; without them it ends with a sentence."""
    if not paths.is_embedded() or not needs_servers(argv):
        yield
        return
    # A polite end (`timeout`, a closed terminal) leaves like any other; only a kill can't.
    for sig in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(sig) is signal.SIG_DFL:
            signal.signal(sig, lambda number, _: sys.exit(128 + number))
    try:
        users = enter()
    except StackError as error:
        sys.exit(str(error))
    try:
        yield
    finally:
        leave(users)


def needs_servers(argv: list[str]) -> bool:
    """False for the commands that only read code or print help."""
    words = argv[1:]
    if not words or words[0].startswith("-") or {"-h", "--help"} & set(words):
        return False
    return words[0] not in WITHOUT_SERVERS or "--database" in words


def enter(*, prepare: bool = True) -> IO:
    """Become a user of the servers, which run and are prepared on return; give the result to ``leave``.

    ``prepare`` migrates a new data folder and makes the demo accounts in it.
    """
    paths.own_dir(paths.data_dir())
    with starting():
        users = (paths.data_dir() / "users.lock").open("a")
        try:
            fcntl.flock(users, fcntl.LOCK_SH)
            ensure()
            if prepare and not _prepared().exists():
                prepare_database()
        except BaseException:
            users.close()
            _stop_unless_used()
            raise
    return users


def leave(users: IO) -> None:
    """Stop using the servers; the last one out stops them."""
    users.close()
    with starting():
        _stop_unless_used()


def ensure() -> None:
    """Start what doesn't run. The caller holds the start lock."""
    _children.extend(server for server in (postgres.ensure(), valkey.ensure()) if server)


def prepare_database(*base_url: str) -> str:
    """Migrate and, where the demo is wanted, make its accounts, in a process of its own; what it printed.

    With the address of a portal about to run also the demo's import and the sign-in links (``prepare``).
    Safe to repeat; the caller holds the start lock.
    """
    _settle_demo()
    done = subprocess.run(
        [sys.executable, "-m", "backend.embedded.prepare", *base_url],
        cwd=paths.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=processes.die_with_parent(signal.SIGKILL),
    )
    if done.returncode:
        raise StackError(f"Không chuẩn bị được cơ sở dữ liệu: xem thông báo ở trên.\n{done.stdout}".rstrip())
    _prepared().touch()
    return done.stdout


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Alone among all commands of this data folder: nobody else starts or stops a server meanwhile."""
    with (paths.data_dir() / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def reap() -> None:
    """Take note of servers that ended, so that none stays a zombie below a long-lived command."""
    _children[:] = [server for server in _children if server.poll() is None]


_children: list[subprocess.Popen] = []


def _prepared():
    return paths.data_dir() / "prepared"


def _stop_unless_used() -> None:
    with (paths.data_dir() / "users.lock").open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        valkey.stop()
        postgres.stop()


def demo_wanted() -> bool:
    """Whether this data folder has the demo province: ``DEMO=0`` at its first start says no, for good."""
    return _demo_choice().read_text() == "1" if _demo_choice().exists() else demo_asked()


def demo_asked() -> bool:
    """What ``DEMO`` says of a new data folder."""
    return os.environ.get("DEMO", "1") not in {"0", "no", "false", ""}


def _settle_demo() -> None:
    """Real people and demo accounts never meet because one start forgot to say ``DEMO=0``."""
    if not _demo_choice().exists():
        new = _demo_choice().with_suffix(".new")
        new.write_text("1" if demo_asked() else "0")
        new.replace(_demo_choice())


def _demo_choice():
    return paths.data_dir() / "demo"
