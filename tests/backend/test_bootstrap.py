"""Making .venv: when there is nothing to do it does nothing, and where it can't it says what to install."""

import json
import re
import sys
from pathlib import Path

import pytest

from backend.embedded import bootstrap


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of its own with a .venv whose Python is this one."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "installed.json")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    bootstrap.PYTHON.symlink_to(sys.executable)
    for name in bootstrap.LOCKS.values():
        (tmp_path / name).write_text("first\n")
    return tmp_path


def program(folder: Path, name: str, code: str) -> str:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{code}\n")
    file.chmod(0o755)
    return str(file)


def test_what_is_installed_is_known_by_the_lock_and_the_python(checkout):
    assert not bootstrap.is_installed("run")
    bootstrap.write_stamp("run")
    assert bootstrap.is_installed("run")
    assert not bootstrap.is_installed("dev")
    (checkout / "requirements.txt").write_text("second\n")
    assert not bootstrap.is_installed("run")


def test_what_developers_have_includes_what_running_needs(checkout):
    bootstrap.write_stamp("dev")
    assert bootstrap.is_installed("run") and bootstrap.is_installed("dev")


def test_another_version_of_python_is_noticed(checkout):
    bootstrap.write_stamp("run")
    stamp = json.loads(bootstrap.STAMP.read_text()) | {"python": "Python 3.8.1\n"}
    bootstrap.STAMP.write_text(json.dumps(stamp))
    assert not bootstrap.is_installed("run")


def test_a_broken_venv_is_made_anew(checkout):
    assert bootstrap.venv_works()
    bootstrap.PYTHON.unlink()
    bootstrap.PYTHON.symlink_to("/nowhere/python")
    assert not bootstrap.venv_works()


def test_a_python_without_venv_is_answered_with_what_to_install(checkout, monkeypatch):
    monkeypatch.setenv("PATH", str(checkout))
    python = program(
        checkout, "python3", 'case "$2" in venv) echo "No module named venv"; exit 1;; *) echo 3.11;; esac'
    )
    with pytest.raises(SystemExit) as stopped:
        bootstrap.make_venv(python)
    assert "apt install python3-venv" in str(stopped.value)
    assert "python3.11-venv" in str(stopped.value)
    assert "No module named venv" in str(stopped.value)


def test_too_old_a_python_looks_for_a_newer_one(checkout, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", str(checkout))
    with pytest.raises(SystemExit) as stopped:
        bootstrap.suitable_python()
    assert "Cần Python 3.11" in str(stopped.value) and "3.9.2" in str(stopped.value)
    newer = program(checkout, "python3.12", "exit 0")
    assert bootstrap.suitable_python() == newer


def test_it_can_be_read_by_an_old_python():
    source = Path(bootstrap.__file__).read_text()
    assert compile(source, "bootstrap.py", "exec", dont_inherit=True)
    assert ":=" not in source and "match " not in source and "|" not in source.split('"""')[-1]


@pytest.mark.parametrize("name", [*bootstrap.LOCKS.values(), bootstrap.UV_LOCK])
def test_each_lock_pins_every_requirement_with_its_hashes(name):
    wanted = re.split(r"\n(?=\S)", (Path(bootstrap.__file__).parents[2] / name).read_text().strip())
    pinned = [one for one in wanted if not one.startswith("#")]
    assert pinned and [one for one in pinned if "==" not in one or "--hash=sha256:" not in one] == []
