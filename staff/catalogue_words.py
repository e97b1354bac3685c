"""The names of all catalogue entries in one query, for pages that show many catalogues at once."""

from typing import NamedTuple

from django.db import connection

from staff.enums import QualificationKind
from staff.models import EthnicGroup, QualificationLevel, Rank, Religion, Title

_SQL = f"""
SELECT 'ethnicity', id, code, name, "order" AS place FROM {EthnicGroup._meta.db_table}
UNION ALL SELECT 'religion', id, code, name, "order" FROM {Religion._meta.db_table}
UNION ALL SELECT 'rank', id, code, name, "order" FROM {Rank._meta.db_table}
UNION ALL SELECT 'title', id, '', name, 0 FROM {Title._meta.db_table}
UNION ALL SELECT kind, id, code, name, "order" FROM {QualificationLevel._meta.db_table}
ORDER BY place, code, id
"""


class Entry(NamedTuple):
    """An entry of a catalogue."""

    code: str
    name: str


class Catalogues:
    """All entries in their order, by ``ethnicity``, ``religion``, ``rank``, ``title`` or a QualificationKind;
    the same object for as long as no entry changes, so that what is made of it can be kept beside it.
    ``names`` has them by catalogue (levels under ``level``, whatever their kind) and key.
    """

    def __init__(self, rows: list[tuple[str, int, str, str, int]]) -> None:
        self.rows = rows
        self.names: dict[str, dict[int, str]] = {name: {} for name in ("rank", "title", "level")}
        self._entries: dict[str, list[Entry]] = {}
        for catalogue, key, code, name, _ in rows:
            self._entries.setdefault(catalogue, []).append(Entry(code, name))
            self.names.get("level" if catalogue in QualificationKind else catalogue, {})[key] = name

    def of(self, catalogue: str) -> list[Entry]:
        return self._entries.get(catalogue, [])


def catalogues() -> Catalogues:
    """Read in one query, always."""
    global _newest
    with connection.cursor() as cursor:
        cursor.execute(_SQL)
        rows = cursor.fetchall()
    newest = _newest
    if rows != newest.rows:
        _newest = newest = Catalogues(rows)
    return newest


def read_last() -> Catalogues:
    """As the process read them last, for who has just had them read for the same page."""
    return _newest


_newest = Catalogues([])
