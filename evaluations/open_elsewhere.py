"""A form that is saved as it is typed, open in two windows or by two people: a page that doesn't show what
was written meanwhile doesn't write over it."""

import contextlib
import hashlib
import secrets
from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction

MARK = "trang"
SENTENCE = (
    "Phiếu vừa được ghi ở cửa sổ khác, máy khác hoặc do người khác; trang này chưa lưu. Bấm Lưu để xem."
)
KEPT_FOR = 24 * 60 * 60


def mark_of(state: Any) -> str:
    """A new mark for a page that shows this state."""
    return f"{secrets.token_hex(8)}.{_digest(state)}"


@contextlib.contextmanager
def one_writer(form: str) -> Iterator[None]:
    """One transaction in which nobody else writes the form: of two that come in the same instant the later
    asks ``written_elsewhere`` when the earlier is through."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [form])
        yield


def written_elsewhere(form: str, mark: str, state: Any) -> bool:
    """Whether another page wrote the form after this one showed it; if not, this one is the last writer. A
    page's own saves leave its mark alone, so that one under way doesn't stand against the next. To be asked
    within ``one_writer``, which the writing ends."""
    page, _, seen = mark.partition(".")
    if not page:
        return False
    key = f"page-that-wrote:{form}"
    if cache.get(key) != page and seen != _digest(state):
        return True
    cache.set(key, page, KEPT_FOR)
    return False


def _digest(state: Any) -> str:
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]
