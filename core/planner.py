"""Telling the database's planner how much it is dealing with."""

from collections.abc import Iterable

from django.db import connection

_TARGET = 10


def plan_anew() -> None:
    """Drop the plans that this session keeps. A trigger's query is planned for the number of rows that first
    went through it: kept from a change of one row, the plan compares each row of thousands with every other.
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")


def sample(table: str, columns: Iterable[str] = ()) -> None:
    """Statistics from a sample of 3,000 rows, a tenth of the usual, in the caller's transaction.

    Where columns are named autovacuum's own look a minute later isn't put off, so name them for every table
    that stays. Names come from code.
    """
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL default_statistics_target = {_TARGET}")
        cursor.execute(f"ANALYZE {table} ({named})" if named else f"ANALYZE {table}")
