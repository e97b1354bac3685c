"""The embedded servers: shared by all commands of a data folder, taken over after crashes.

Each test has a data folder of its own, and real processes that use it.
"""

import concurrent.futures
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2
import pytest
import redis

from backend.embedded import paths, postgres, processes, stack, valkey
from backend.embedded.errors import StackError

USER = """
import sys
from backend.embedded import stack
users = stack.enter(prepare=False)
print("in", flush=True)
sys.stdin.read()
stack.leave(users)
"""
COMMAND = """
import time
from backend.embedded import stack
with stack.available(["manage.py", "figures"]):
    print("in", flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def cluster():
    """A database cluster as its first start made it, to copy: making one takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="portal-stack-"))
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as ending:
        ending.callback(shutil.rmtree, folder)
        patch.setenv("DATA", str(folder))
        with user() as first:
            leave(first)
        yield postgres.data()


@pytest.fixture
def empty(monkeypatch):
    """A new data folder, which this process sees too; whatever runs on it is ended."""
    folder = Path(tempfile.mkdtemp(prefix="portal-stack-"))
    monkeypatch.setenv("DATA", str(folder))
    monkeypatch.setenv("DEMO", "0")
    yield folder
    for pid in [*processes.living_in(postgres.data()), *processes.living_in(folder / "valkey")]:
        processes.kill(pid)
    if not paths.socket_dir().is_relative_to(folder):
        shutil.rmtree(paths.socket_dir(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def data(cluster, empty):
    """A data folder whose database was made before."""
    shutil.copytree(cluster, empty / "postgres")
    return empty


@contextlib.contextmanager
def user(code: str = USER):
    """Another process that uses the servers, until it is told to leave or is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=paths.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline() == "in\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def leave(process: subprocess.Popen) -> None:
    process.communicate(timeout=600)
    assert process.returncode == 0


def run_sql(statement: str) -> list:
    with contextlib.closing(postgres.connect("portal")) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_the_servers_run_while_anyone_uses_them_and_the_last_one_stops_them(data):
    with user() as first, user() as second:
        assert run_sql("SELECT 1") == [(1,)]
        leave(first)
        assert postgres.accepts() and valkey.accepts()
        leave(second)
        assert postgres.postmaster() is None
        assert not valkey.accepts()


def test_commands_started_at_once_end_up_on_one_server(data):
    with contextlib.ExitStack() as users, concurrent.futures.ThreadPoolExecutor() as pool:
        started = list(pool.map(lambda _: users.enter_context(user()), range(3)))
        servers = [pid for pid in processes.living_in(postgres.data()) if pid == postgres.postmaster()]
        assert len(servers) == 1
        assert len(processes.living_in(data / "valkey")) == 1
        for one in started:
            leave(one)
    assert postgres.postmaster() is None


def test_a_command_that_is_asked_to_end_leaves_like_any_other(data):
    (data / "prepared").touch()
    with user(COMMAND) as command:
        command.send_signal(signal.SIGTERM)
        assert command.wait(60) == 128 + signal.SIGTERM
    assert postgres.postmaster() is None


def test_servers_outlive_a_killed_command_and_the_next_takes_them_over(data):
    with user() as killed:
        server = postgres.postmaster()
        killed.kill()
        killed.wait()
    assert postgres.postmaster() == server
    with user() as heir:
        assert postgres.postmaster() == server
        leave(heir)
    assert postgres.postmaster() is None


def test_nothing_committed_is_lost_when_the_database_server_is_killed(data):
    with user() as starter:
        run_sql("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
        # The dead server stays a zombie below the command that started it: the hard case for its heirs.
        processes.kill(postgres.postmaster(), signal.SIGKILL)
        with user() as heir:
            assert run_sql("SELECT count(*) FROM kept") == [(1000,)]
            leave(heir)
        leave(starter)


def test_no_queued_task_is_lost_when_valkey_is_killed(data):
    with user() as starter, redis.Redis(unix_socket_path=str(valkey.socket_file())) as broker:
        broker.rpush("celery", "task")
        [server] = processes.living_in(data / "valkey")
        processes.kill(server, signal.SIGKILL)
        with user() as heir:
            assert broker.lrange("celery", 0, -1) == [b"task"]
            leave(heir)
        leave(starter)


def test_a_server_whose_socket_was_swept_away_is_replaced(data):
    with user() as starter:
        lost = postgres.postmaster()
        for file in paths.socket_dir().iterdir():
            file.unlink()
        with user() as heir:
            assert postgres.postmaster() not in {lost, None}
            assert run_sql("SELECT 1") == [(1,)]
            leave(heir)
        leave(starter)
    assert not processes.living_in(postgres.data())


def test_an_interrupted_creation_of_the_database_is_begun_anew(empty):
    half = empty / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("17\n")
    with user() as starter:
        assert run_sql("SELECT 1") == [(1,)]
        leave(starter)


def test_the_data_folder_is_closed_to_others_and_listens_on_no_network(data):
    data.chmod(0o755)
    with user() as starter:
        assert data.stat().st_mode & 0o077 == 0
        assert paths.socket_dir().stat().st_mode & 0o077 == 0
        assert run_sql("SHOW listen_addresses") == [("",)]
        leave(starter)


def test_two_data_folders_never_meet(empty, monkeypatch):
    first = paths.socket_dir()
    monkeypatch.setenv("DATA", f"{empty}-2")
    assert paths.socket_dir() != first
    monkeypatch.setenv("DATA", f"{empty}/../{empty.name}")
    assert paths.socket_dir() == first


def test_a_data_folder_with_a_long_path_has_its_sockets_elsewhere(empty, monkeypatch):
    deep = empty / ("thư-mục-dài-" * 5) / ("thư-mục-dài-" * 5)
    monkeypatch.setenv("DATA", str(deep))
    with user() as starter:
        assert not paths.socket_dir().is_relative_to(empty)
        assert run_sql("SELECT 1") == [(1,)]
        leave(starter)
    shutil.rmtree(paths.socket_dir())


def test_a_folder_put_in_the_place_of_the_sockets_by_someone_else_is_refused(empty):
    (empty / "elsewhere").mkdir()
    (empty / "run").symlink_to(empty / "elsewhere")
    with pytest.raises(StackError, match="thuộc về người dùng khác"):
        stack.enter(prepare=False)
    assert postgres.postmaster() is None


def test_any_command_on_an_empty_folder_finds_a_migrated_database(empty):
    command = [sys.executable, "manage.py", "migrate", "--check"]
    done = subprocess.run(command, cwd=paths.ROOT, env=plain_environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (empty / "prepared").exists()
    assert (empty / "demo").read_text() == "0", "what the first start said of the demo is kept"
    assert postgres.postmaster() is None


@pytest.mark.parametrize(("began_with", "said_later"), [("0", "1"), ("1", "0"), ("0", None)])
def test_what_a_folder_began_with_holds_whatever_a_later_start_says(
    empty, monkeypatch, began_with, said_later
):
    (empty / "demo").write_text(began_with)
    if said_later is None:
        monkeypatch.delenv("DEMO")
    else:
        monkeypatch.setenv("DEMO", said_later)
    assert stack.demo_wanted() == (began_with == "1")


def test_where_a_database_server_is_named_nothing_is_started(empty):
    named = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1"}
    command = [sys.executable, "manage.py", "migrate", "--check"]
    done = subprocess.run(
        command, cwd=paths.ROOT, env=plain_environment() | named, capture_output=True, text=True
    )
    assert "OperationalError" in done.stderr
    assert not (empty / "postgres").exists()


@pytest.mark.parametrize(
    "words, needed",
    [
        ("migrate", True),
        ("figures --as-of 2021-12-30", True),
        ("check --database default", True),
        ("", False),
        ("help", False),
        ("--version", False),
        ("import_workbook --help", False),
        ("check --deploy", False),
        ("collectstatic --noinput", False),
        ("makemigrations --check", False),
    ],
)
def test_only_commands_that_need_the_servers_start_them(words, needed):
    assert stack.needs_servers(["manage.py", *words.split()]) is needed


def plain_environment() -> dict[str, str]:
    """This process's environment as a person's shell has it: without the settings of the tests."""
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def test_connecting_to_a_stopped_server_is_an_error(empty):
    with pytest.raises(psycopg2.OperationalError):
        postgres.connect("portal")
