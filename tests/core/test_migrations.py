"""Migrations made together (decision 0021) let a database from the middle of the chain find its way."""

from django.db.migrations.loader import MigrationLoader

ROOMS = {"agencies", "staff", "work", "evaluations", "reports", "imports"}


def test_whatever_is_needed_of_a_room_is_named_as_the_chain_names_it():
    """A database that has the chain only in part counts as without the migration that replaces all of it."""
    known = MigrationLoader(None).disk_migrations
    together = {key for key, one in known.items() if key[0] in ROOMS and one.replaces}
    assert {room for room, _ in together} == ROOMS
    wrong = [
        f"{room}.{name} needs {needed}"
        for (room, name), one in known.items()
        for needed in one.dependencies
        if tuple(needed) in together
    ]
    assert not wrong
