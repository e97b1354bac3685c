"""Where the one-machine stack keeps its data and its sockets."""

import hashlib
import os
from pathlib import Path

from backend.embedded.errors import StackError

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_DIR = 107 - len("/.s.PGSQL.5432.lock")


def data_dir() -> Path:
    """The folder of the database, uploads, logs and secrets: ``DATA`` or ``var/`` in the checkout."""
    return Path(os.environ.get("DATA") or ROOT / "var").expanduser().resolve()


def socket_dir() -> Path:
    """The folder of the unix sockets of this data folder.

    It follows from the data folder's path alone, so that two data folders never meet and every command on
    one folder finds the same servers. A socket's path may have at most 107 bytes: that of a long data
    folder lies under ``/tmp``.
    """
    inside = data_dir() / "run"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_DIR:
        return inside
    digest = hashlib.sha256(os.fsencode(data_dir())).hexdigest()[:16]
    return Path(f"/tmp/portal-{os.getuid()}-{digest}")  # noqa: S108 — refused below unless it is ours alone


def is_embedded() -> bool:
    """True where no server is named by ``DATABASE_URL``: the portal then starts its own."""
    return not os.environ.get("DATABASE_URL")


def log_file(name: str) -> Path:
    """The log of one part; one that has grown past 20 MB is set aside, over the one set aside before."""
    file = own_dir(data_dir() / "log") / f"{name}.log"
    if file.exists() and file.stat().st_size > 20_000_000:
        file.replace(file.with_suffix(".log.1"))
    return file


def own_dir(folder: Path, mode: int = 0o700) -> Path:
    """Make ``folder`` if need be and see to it that it is this user's and that others can't look into it.

    Raises StackError where it belongs to someone else.
    """
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise StackError(f"Không tạo được thư mục {folder}: {error.strerror}.") from error
    if found.st_uid != os.getuid() or folder.is_symlink():
        raise StackError(
            f"Thư mục {folder} thuộc về người dùng khác (uid {found.st_uid}). "
            "Hãy chạy bằng chính người dùng đó, hoặc đặt DATA=thư-mục-khác."
        )
    if found.st_mode & 0o066:
        folder.chmod(mode)
    return folder
