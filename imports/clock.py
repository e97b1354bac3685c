"""Telling whether the portal changed between two moments: the newest event of each table.

Writers of single changes hold ``shared`` until they commit, a batch that is applied or undone holds
``alone``: nothing can slip in between the last look and the writing.
"""

from collections.abc import Iterable

import pghistory
from django.db import connection, models

_LOCK = 7_302


def now(tables: Iterable[type[models.Model]]) -> dict[str, int]:
    """{table: id of its newest event}."""
    names = {model._meta.db_table: event_table(model) for model in tables}
    query = " UNION ALL ".join(
        f"SELECT '{table}', coalesce(max(pgh_id), 0) FROM {events}" for table, events in names.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())


def event_table(model: type[models.Model]) -> str:
    """The table of the events that pghistory keeps for a model."""
    return next(
        event._meta.db_table
        for event in model._meta.apps.get_models()
        if getattr(event, "pgh_tracked_model", None) is model and issubclass(event, pghistory.models.Event)
    )


def shared() -> None:
    """Hold off batches until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])


def alone() -> None:
    """Wait for every writer and hold off all others until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
