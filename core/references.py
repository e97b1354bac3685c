"""References that the database checks once for a statement, where a foreign key checks once for a row.

A foreign key asks for each row, and locks what the row refers to, each time: a third of what a roster of
12,000 people takes. For tables that are written by the thousand ``references`` sets triggers in its place:

- after a statement that inserts or updates: one query finds any key that isn't there. Keys are made distinct
  first: what was just written has no statistics, and may be looked up one by one. After an update a key that
  some row of it had before is there already: closing a thousand facts looks up the act, not the people;
- after a statement that deletes what is referred to: the referring table is locked against writers, which
  waits for those that are writing, and one query finds any row that is left without its reference;
- a key that is referred to can't change.

Both raise what a foreign key raises. They aren't deferrable: what is referred to is written first and deleted
last. As every check of another's rows they rely on READ COMMITTED, in which the portal works.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import cast

import pgtrigger
from django.db import models

Model = type[models.Model]

_BEFORE = {"old": "old_values"}

_referred_to: set[Model] = set()


def references(*names: str) -> Callable[[Model], Model]:
    """Check the foreign keys of these names by the statement, and have none of them in the database."""

    def register(model: Model) -> Model:
        columns: dict[Model, list[str]] = defaultdict(list)
        for name in names:
            field = cast(models.ForeignKey, model._meta.get_field(name))
            field.db_constraint = False
            columns[field.remote_field.model].append(field.column)
        pgtrigger.register(
            _checked(model, columns, pgtrigger.Insert, "insert"),
            _checked(model, columns, pgtrigger.Update, "update"),
        )(model)
        for other, found in columns.items():
            pgtrigger.register(_kept(model, found))(other)
            if other not in _referred_to:
                _referred_to.add(other)
                pgtrigger.register(pgtrigger.Protect(name="key_stays", operation=pgtrigger.UpdateOf("id")))(
                    other
                )
        return model

    return register


def _checked(
    model: Model, columns: dict[Model, list[str]], operation: pgtrigger.Operation, word: str
) -> pgtrigger.Trigger:
    table = model._meta.db_table
    keys, rows = "SELECT DISTINCT {0} AS key FROM new_values", {"new": "new_values"}
    if operation is pgtrigger.Update:
        keys, rows = "SELECT {0} AS key FROM new_values EXCEPT SELECT {0} FROM old_values", rows | _BEFORE
    missing = " UNION ALL ".join(
        f"SELECT '{column}' AS name, n.key FROM ({keys.format(column)}) n "
        f"WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM {other._meta.db_table} o WHERE o.id = n.key)"
        for other, found in columns.items()
        for column in found
    )
    return pgtrigger.Trigger(
        name=f"references_{word}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**rows),
        declare=[("missing", "RECORD")],
        func=f"""
            SELECT * INTO missing FROM ({missing}) AS m LIMIT 1;
            IF FOUND THEN
                RAISE foreign_key_violation USING
                    TABLE = '{table}', COLUMN = missing.name,
                    MESSAGE = format('{table}: %s = %s is not there', missing.name, missing.key);
            END IF;
            RETURN NULL;
        """,
    )


def _kept(model: Model, columns: list[str]) -> pgtrigger.Trigger:
    table = model._meta.db_table
    left = " UNION ALL ".join(f"SELECT FROM {table} r JOIN old_values o ON r.{c} = o.id" for c in columns)
    return pgtrigger.Trigger(
        name=f"kept_for_{table}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        referencing=pgtrigger.Referencing(**_BEFORE),
        func=f"""
            IF EXISTS (SELECT FROM old_values) THEN
                LOCK TABLE {table} IN SHARE MODE;
                IF EXISTS ({left}) THEN
                    RAISE foreign_key_violation USING TABLE = '{table}',
                        MESSAGE = format('%s: a row of {table} refers to it', TG_TABLE_NAME);
                END IF;
            END IF;
            RETURN NULL;
        """,
    )
