"""Tracking who changed what: every insert, update and delete of a model leaves an event, bulk SQL too."""

import pghistory


def track(**options):
    """``pghistory.track`` for inserts, updates and deletes, by triggers per statement.

    The trackers are made anew for each model: pghistory copies those of its settings, and pgtrigger knows
    an operation only by identity.
    """
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options
    )
