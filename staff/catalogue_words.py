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


def entries() -> dict[str, list[Entry]]:
    """{"ethnicity", "religion", "rank" or a QualificationKind: its entries in their order}."""
    found: dict[str, list[Entry]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL)
        for catalogue, code, name, _ in cursor.fetchall():
            found.setdefault(catalogue, []).append(Entry(code, name))
    return found
