"""The names of all catalogue entries in one query, for pages that show many catalogues at once."""

from typing import NamedTuple

from django.db import connection

from staff.models import EthnicGroup, QualificationLevel, Rank, Religion

_SQL = f"""
SELECT 'ethnicity', code, name, "order" AS place FROM {EthnicGroup._meta.db_table}
UNION ALL SELECT 'religion', code, name, "order" FROM {Religion._meta.db_table}
UNION ALL SELECT 'rank', code, name, "order" FROM {Rank._meta.db_table}
UNION ALL SELECT kind, code, name, "order" FROM {QualificationLevel._meta.db_table}
ORDER BY place, code
"""


class Entry(NamedTuple):
    """An entry of a catalogue."""

    code: str
    name: str


class Catalogues:
    """All entries in their order, by ``ethnicity``, ``religion``, ``rank`` or a QualificationKind; the same
    object for as long as no entry changes, so that what is made of it can be kept beside it.
    """

    def __init__(self, rows: list[tuple[str, str, str, int]]) -> None:
        self.rows = rows
        self._entries: dict[str, list[Entry]] = {}
        for catalogue, code, name, _ in rows:
            self._entries.setdefault(catalogue, []).append(Entry(code, name))

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


_newest = Catalogues([])
