"""Files that prove a fact: taken in by what they hold, not by what they are called; kept; thrown away."""

import hashlib
import zipfile
from datetime import timedelta
from pathlib import PurePath
from typing import BinaryIO

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from staff.errors import StaffRefused
from staff.models import Person
from staff.service_models import Evidence

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_MEMBERS = 2_000
UNCLAIMED_FOR = timedelta(days=1)
ACCEPTED = "PDF, DOCX, JPG, PNG"
PDF, JPG, PNG = (".pdf", "application/pdf"), (".jpg", "image/jpeg"), (".png", "image/png")
DOCX = (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
_STARTS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPG), (b"\x89PNG\r\n\x1a\n", PNG))
_IN_DOCX = {"[content_types].xml", "word/document.xml"}


def keep(upload, *, person: Person, by: User) -> Evidence:
    """Keep an upload until a fact claims it; one that nobody claimed for a day is thrown away.

    Raises StaffRefused (``file_too_big``, ``file_kind``) at the field ``file``.
    """
    suffix, content_type = checked(upload)
    throw_away(unclaimed().filter(uploaded_at__lt=timezone.now() - UNCLAIMED_FOR))
    digest = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    kept = Evidence(
        person=person,
        name=f"{PurePath(upload.name).stem[:150] or 'minh-chung'}{suffix}",
        content_type=content_type,
        size=upload.size,
        sha256=digest,
        uploaded_by=by,
    )
    kept.file.save(f"{digest[:16]}{suffix}", File(upload), save=True)
    return kept


def checked(upload) -> tuple[str, str]:
    """Suffix and content type of an upload that may be kept. Raises StaffRefused as ``keep``."""
    if upload.size > MAX_BYTES:
        raise _refused(
            f"Tệp nặng {upload.size / MEGABYTE:.1f} MB, quá mức 10 MB.".replace(".", ",", 1)
            + " Hãy quét lại với độ phân giải thấp hơn.",
            "file_too_big",
        )
    return kind_of(upload)


def kind_of(stream: BinaryIO) -> tuple[str, str]:
    """Suffix and content type by the bytes. Raises StaffRefused (``file_kind``)."""
    stream.seek(0)
    start = stream.read(8)
    stream.seek(0)
    for known, kind in _STARTS:
        if start.startswith(known):
            return kind
    if start.startswith(b"PK\x03\x04") and _is_docx(stream):
        return DOCX
    raise _refused(f"Không nhận tệp này. Minh chứng là tệp {ACCEPTED}; tệp Word không có macro.", "file_kind")


def unclaimed():
    """The files that belong to nothing: no fact, nor what another room keeps with a file."""
    claims = [one.name for one in Evidence._meta.related_objects if one.one_to_one]
    return Evidence.objects.filter(**{f"{name}__isnull": True for name in claims})


def claimable(pk: int, *, person: Person, by: User) -> Evidence | None:
    """The file that the user has just sent for this person and that no fact has yet."""
    return unclaimed().filter(pk=pk, person=person, uploaded_by=by).first()


def throw_away(evidence) -> None:
    """Delete files with their rows; the files go when the transaction holds."""
    for one in evidence:
        file = one.file
        one.delete()
        transaction.on_commit(lambda file=file: file.delete(save=False))


def _is_docx(stream: BinaryIO) -> bool:
    """A Word document without macros, by the zip's directory alone: nothing is unpacked."""
    try:
        with zipfile.ZipFile(stream) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    finally:
        stream.seek(0)
    names = {member.filename.replace("\\", "/").lower() for member in members}
    return (
        len(members) <= MAX_MEMBERS
        and sum(member.file_size for member in members) <= MAX_UNPACKED
        and not any(member.flag_bits & 1 for member in members)
        and names >= _IN_DOCX
        and not any(name.endswith("vbaproject.bin") for name in names)
    )


def _refused(sentence: str, code: str) -> StaffRefused:
    return StaffRefused(sentence, code=code, field="file")
