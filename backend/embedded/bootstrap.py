"""Make ``.venv`` and install the locked requirements: ``python3 backend/embedded/bootstrap.py [--dev]``.

Runs before anything is installed, by whatever Python 3 the machine calls ``python3``: only the standard
library, and no syntax that an old Python can't read. A second call sees by the locks' hashes that there is
nothing to do. Several calls at once wait for each other.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
LOCKS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
UV_LOCK = "requirements-uv.txt"
OLDEST = (3, 11)
OTHER_PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14", "python3")

TOO_OLD = """Cần Python 3.11 trở lên; máy này chỉ có Python {found}.
Cài thêm (Debian, Ubuntu: apt install python3.11 python3.11-venv), hoặc chỉ ra nó:
make PYTHON=/đường/dẫn/python3.11 …
(Python 3.11 or later is needed; this machine has {found}.)"""
NO_VENV = """Python của máy này ({python}) không tạo được môi trường ảo .venv.
Trên Debian, Ubuntu: apt install python3-venv (hoặc python{version}-venv), rồi chạy lại lệnh này.
(The system's Python can't make a virtual environment: install python3-venv and run this again.)

{said}"""
NOT_INSTALLED = """Không cài được các thư viện trong {lock}: xem thông báo ở trên.
Máy cần tới được kho gói PyPI (hoặc kho trong nước đặt ở cấu hình của pip) ở lần chạy đầu tiên.
(The locked requirements could not be installed.)"""


def main(wanted):
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_installed(wanted):
            return
        say("Đang cài đặt vào .venv (chỉ lần đầu, hoặc khi danh sách thư viện đổi) …")
        if not venv_works():
            make_venv(suitable_python())
        install(wanted)
        write_stamp(wanted)


def is_installed(wanted):
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return False
    return stamp.get(wanted) == digest(wanted) and stamp.get("python") == venv_python()


def write_stamp(wanted):
    """What is in .venv now; the lock for developers holds everything that running needs."""
    kinds = ("run", "dev") if wanted == "dev" else ("run",)
    stamp = {kind: digest(kind) for kind in kinds}
    stamp["python"] = venv_python()
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(stamp))
    draft.replace(STAMP)


def digest(kind):
    return hashlib.sha256((ROOT / LOCKS[kind]).read_bytes()).hexdigest()


def venv_python():
    """The version that .venv's Python says it is (it changes when the system's does), or nothing."""
    try:
        said = subprocess.run([PYTHON, "-V"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError:
        return ""
    return said.stdout.decode() if said.returncode == 0 else ""


def venv_works():
    """Whether .venv is there and belongs to the Python that it was made by."""
    check = "import os, sys, sysconfig; sys.exit(not os.path.isdir(sysconfig.get_path('purelib')))"
    return bool(venv_python()) and subprocess.run([PYTHON, "-c", check]).returncode == 0


def suitable_python():
    """A Python that is new enough: the one that runs this, or another that the machine has."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for name in OTHER_PYTHONS:
        path = shutil.which(name)
        check = "import sys; sys.exit(sys.version_info < (3, 11))"
        if path and subprocess.run([path, "-c", check]).returncode == 0:
            return path
    sys.exit(TOO_OLD.format(found=".".join(map(str, sys.version_info[:3]))))


def make_venv(python):
    """Make .venv anew: by the standard library, or by uv where Debian split ``ensurepip`` off."""
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([python, "-m", "venv", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "venv", "--quiet", "--python", python, VENV]).returncode == 0:
        return
    version = subprocess.run(
        [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], stdout=subprocess.PIPE
    )
    sys.exit(
        NO_VENV.format(
            python=python,
            version=version.stdout.decode().strip(),
            said=made.stdout.decode(errors="replace").strip(),
        )
    )


def install(wanted):
    """By uv, which takes seconds, where it is or can be got; else by pip. Both check every hash."""
    lock = ROOT / LOCKS[wanted]
    uv = VENV / "bin" / "uv"
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    if not uv.exists():
        command = [*pip, "install", "--quiet", "--require-hashes", "-r", ROOT / UV_LOCK]
        subprocess.run(command, stderr=subprocess.DEVNULL)
    env = dict(os.environ, UV_LINK_MODE="copy")
    if uv.exists() or shutil.which("uv"):
        command = [
            uv if uv.exists() else "uv",
            "pip",
            "install",
            "--quiet",
            "--python",
            PYTHON,
            "--require-hashes",
            "-r",
            lock,
        ]
        if subprocess.run(command, env=env).returncode == 0:
            return
        say("uv không cài được; thử lại bằng pip …")
    if subprocess.run([*pip, "install", "--quiet", "--require-hashes", "-r", lock]).returncode:
        sys.exit(NOT_INSTALLED.format(lock=LOCKS[wanted]))


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main("dev" if "--dev" in sys.argv[1:] else "run")
