"""Refuse a file that isn't a workbook, or isn't safe to open, before anything in it is unpacked.

Only the first bytes and the zip's own directory are read, so the cost is the same for a good file
and for a hostile one. What a zip's directory claims may be a lie; that is caught later by the limits
under which ``imports.workbook.read`` opens it.
"""

import mmap
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from struct import Struct
from typing import BinaryIO

from imports.errors import ImportRefused

MEGABYTE = 1024 * 1024
MAX_BYTES = 50 * MEGABYTE
MAX_UNPACKED = 300 * MEGABYTE
MAX_MEMBERS = 2000
MAX_DIRECTORY = MEGABYTE
# A roster packs to a tenth, blank formatted rows to a thirtieth; deflate itself can reach a thousandth.
MAX_RATIO = 200
# Below this a member is too small to hurt, however well it packs.
RATIO_FROM = 20 * MEGABYTE

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"

AGAIN = "Hãy mở tệp bằng Excel, lưu lại thành tệp .xlsx rồi tải lên."
OTHER_STARTS = (
    (b"%PDF", "đây là tệp PDF"),
    (b"{\\rtf", "đây là văn bản Word"),
    (b"\x89PNG", "đây là tệp hình ảnh"),
    (b"\xff\xd8\xff", "đây là tệp hình ảnh"),
    (b"Rar!", "đây là tệp nén RAR"),
    (b"7z\xbc\xaf", "đây là tệp nén 7-Zip"),
)
OTHER_MEMBERS = (
    ("word/document.xml", "đây là văn bản Word"),
    ("ppt/presentation.xml", "đây là bài trình chiếu PowerPoint"),
    ("xl/workbook.bin", "đây là tệp Excel dạng nhị phân (.xlsb)"),
    ("mimetype", "đây là tệp của LibreOffice hoặc OpenOffice"),
)

_END = Struct("<4s4H2LH")
_LOCATOR = Struct("<4sLQL")
_END64 = Struct("<4sQ2H2L4Q")
_MEMBER = Struct("<4s4B4HL2L5H2L")
_LOCAL_SIZE = 30


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside the zip as its directory declares it; sizes and offset in bytes."""

    name: str
    packed: int
    unpacked: int
    offset: int
    is_encrypted: bool


def guard(path: Path, *, max_bytes: int = MAX_BYTES) -> None:
    """Raise ``ImportRefused`` unless ``path`` looks like a workbook that is safe to open.

    Codes: ``too_big``, ``not_a_workbook``, ``old_format`` (.xls), ``has_password``, ``damaged`` (cut
    short), ``zip_bomb``. A workbook with macros (.xlsm) passes: nothing in it is ever run.
    """
    size = path.stat().st_size
    if size > max_bytes:
        raise ImportRefused(
            f"Tệp này nặng {_megabytes(size)}, quá mức {_megabytes(max_bytes)}. Hãy xóa hình ảnh và "
            "trang tính không dùng, hoặc chia danh sách thành nhiều tệp, rồi tải lại.",
            code="too_big",
        )
    with path.open("rb") as file:
        start = file.read(8)
        if start == OLE2:
            raise _refuse_ole2(file)
        if not start.startswith(ZIP):
            raise _not_a_workbook(_what_starts_with(start))
        _check_members(_members(file, size), size)


def _check_members(members: list[Member], size: int) -> None:
    if any(member.is_encrypted for member in members):
        raise _has_password()
    if _is_bomb(members, size):
        raise _bomb()
    names = {member.name.replace("\\", "/").lower() for member in members}
    if "xl/workbook.xml" in names:
        return
    for name, what in OTHER_MEMBERS:
        if name in names:
            raise _not_a_workbook(what)
    raise _not_a_workbook("đây là tệp nén, không phải bảng tính Excel")


def _is_bomb(members: list[Member], size: int) -> bool:
    if sum(member.unpacked for member in members) > MAX_UNPACKED:
        return True
    if any(m.unpacked > RATIO_FROM and m.unpacked > MAX_RATIO * m.packed for m in members):
        return True
    # Members that share bytes let a small file unpack to any size.
    spans = sorted((m.offset, m.offset + _LOCAL_SIZE + m.packed) for m in members)
    if any(end > following for (_, end), (following, _) in pairwise(spans)):
        return True
    return bool(spans) and spans[-1][1] > size


def _members(file: BinaryIO, size: int) -> list[Member]:
    """The zip's directory. Raises ``damaged`` when there is none, ``zip_bomb`` when it is absurdly long."""
    tail_at = max(0, size - _END.size - 0xFFFF)
    file.seek(tail_at)
    tail = file.read()
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or found + _END.size > len(tail):
        raise _damaged()
    end_at = tail_at + found
    count, length = _END.unpack_from(tail, found)[4:6]
    wide = _wide_end(file, end_at)
    if wide:
        end_at, count, length = wide
    if count > MAX_MEMBERS or length > MAX_DIRECTORY:
        raise _bomb()
    if length > end_at:
        raise _damaged()
    file.seek(end_at - length)
    members = _parse_directory(file.read(length))
    if len(members) > MAX_MEMBERS:
        raise _bomb()
    return members


def _wide_end(file: BinaryIO, end_at: int) -> tuple[int, int, int] | None:
    """Where a zip64 directory ends, its members and its length in bytes; None for a plain zip."""
    locator_at = end_at - _LOCATOR.size
    if locator_at < _END64.size:
        return None
    file.seek(locator_at)
    signature, _, record_at, _ = _LOCATOR.unpack(file.read(_LOCATOR.size))
    if signature != b"PK\x06\x07":
        return None
    if record_at > locator_at - _END64.size:
        raise _damaged()
    file.seek(record_at)
    record = _END64.unpack(file.read(_END64.size))
    if record[0] != b"PK\x06\x06":
        raise _damaged()
    return record_at, record[7], record[8]


def _parse_directory(data: bytes) -> list[Member]:
    members = []
    at = 0
    while at + _MEMBER.size <= len(data):
        fields = _MEMBER.unpack_from(data, at)
        if fields[0] != b"PK\x01\x02":
            raise _damaged()
        flags, packed, unpacked = fields[5], fields[10], fields[11]
        name_length, extra_length, comment_length, offset = fields[12], fields[13], fields[14], fields[18]
        at += _MEMBER.size
        name = data[at : at + name_length].decode("utf-8", "replace")
        # A member marked "see zip64" counts with its 4 GiB: no workbook under the size limit needs that.
        members.append(Member(name, packed, unpacked, offset, bool(flags & 1)))
        at += name_length + extra_length + comment_length
    return members


def _refuse_ole2(file: BinaryIO) -> ImportRefused:
    """Old Office files and encrypted new ones share one container; its entries' names tell which it is."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            return _has_password()
        if any(data.find(f"{name}\0".encode("utf-16-le")) >= 0 for name in ("Workbook", "Book")):
            return ImportRefused(
                "Không mở được tệp này: đây là tệp .xls cũ (Excel 97-2003). Hãy mở bằng Excel, "
                "chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi tải lên.",
                code="old_format",
            )
        if data.find("WordDocument".encode("utf-16-le")) >= 0:
            return _not_a_workbook("đây là văn bản Word")
    return _not_a_workbook("đây không phải bảng tính Excel")


def _what_starts_with(start: bytes) -> str:
    for prefix, what in OTHER_STARTS:
        if start.startswith(prefix):
            return what
    if not start:
        return "tệp rỗng"
    if start.startswith((b"\xff\xfe", b"\xef\xbb\xbf")) or all(
        byte >= 32 or byte in b"\t\r\n" for byte in start
    ):
        return "đây là tệp văn bản (.csv, .txt hoặc trang web)"
    return "đây không phải bảng tính Excel"


def _not_a_workbook(what: str) -> ImportRefused:
    return ImportRefused(f"Không mở được tệp này: {what}. {AGAIN}", code="not_a_workbook")


def _has_password() -> ImportRefused:
    return ImportRefused(
        "Không mở được tệp này: tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.", code="has_password"
    )


def _damaged() -> ImportRefused:
    return ImportRefused(f"Không mở được tệp này: tệp bị hỏng hoặc tải lên chưa đủ. {AGAIN}", code="damaged")


def _bomb() -> ImportRefused:
    return ImportRefused(
        "Không mở được tệp này: dữ liệu nén bên trong lớn bất thường, không an toàn để mở. Hãy chép "
        "danh sách sang một tệp Excel mới rồi tải lên.",
        code="zip_bomb",
    )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".removesuffix(".0").replace(".", ",") + " MB"
