"""No two truths of one day, checked by triggers where an exclusion constraint would keep an index of ranges.

An exclusion constraint searches and grows a GiST index with each row, also with one that is only closed: a
third of what a roster takes. For tables that are written by the thousand ``one_a_day`` sets triggers in its
place, after a statement that inserts and after each row that is given further days or another owner. They

- lock whom the rows belong to, in the order of their keys, so that of two who write of the same person the
  later waits; not those whom the transaction itself wrote, whom nobody else can see or has, and nobody where
  the transaction has ``hold_off_others`` of the table, since each lock writes to a page;
- and look for a row whose days overlap those of another one of the same owner.

They raise what an exclusion constraint raises. They aren't deferrable: what is replaced is closed before the
new is opened, or in the same statement. The later of two writers must see what the earlier one committed, so
nothing is written in a transaction that wouldn't (any but READ COMMITTED, in which the portal works).
"""

from collections.abc import Callable
from typing import cast

import pgtrigger
from django.db import connection, models

Model = type[models.Model]

_IS_ALONE = """
    EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation' AND relation = TG_RELID
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND mode = 'ShareRowExclusiveLock' AND granted AND pid = pg_backend_pid())
"""


def hold_off_others(*written: Model) -> None:
    """Nobody else writes to these tables until this transaction ends; they go on being read. For who writes
    by the thousand, before anything else is written."""
    tables = ", ".join(model._meta.db_table for model in written)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def one_a_day(owner: str, *columns: str, alike: str = "") -> Callable[[Model], Model]:
    """At most one row a day for each ``owner`` (a foreign key) and value of the ``columns``; ``alike`` says
    in SQL which rows ``n`` and ``t`` of one owner may not share a day, where equal columns don't say it."""

    def register(model: Model) -> Model:
        rule = _Rule(model, owner, columns, alike)
        pgtrigger.register(rule.on_insert(), rule.on_update())(model)
        return model

    return register


class _Rule:
    def __init__(self, model: Model, owner: str, columns: tuple[str, ...], alike: str) -> None:
        field = cast(models.ForeignKey, model._meta.get_field(owner))
        self.table = model._meta.db_table
        self.owners, self.key = field.remote_field.model._meta.db_table, field.column
        self.columns = columns
        self.alike = alike or " AND ".join(["true", *(f"n.{one} = t.{one}" for one in columns)])

    def on_insert(self) -> pgtrigger.Trigger:
        return pgtrigger.Trigger(
            name="single_insert",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="new_values"),
            declare=[("twice", "RECORD")],
            func=self._func("new_values", f"(SELECT {self.key} FROM new_values)", unless=_IS_ALONE),
        )

    def on_update(self) -> pgtrigger.Trigger:
        """Days that were the row's own before are nobody else's: what is closed is not looked at."""
        other = " OR ".join(f"OLD.{one} IS DISTINCT FROM NEW.{one}" for one in (self.key, *self.columns))
        return pgtrigger.Trigger(
            name="single_update",
            level=pgtrigger.Row,
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(f"{other} OR NOT NEW.valid <@ OLD.valid"),
            declare=[("twice", "RECORD")],
            func=self._func("(SELECT NEW.*)", f"(NEW.{self.key})"),
        )

    def _func(self, rows: str, owners: str, unless: str = "false") -> str:
        return f"""
            IF current_setting('transaction_isolation') <> 'read committed' THEN
                RAISE feature_not_supported USING TABLE = '{self.table}',
                    MESSAGE = '{self.table}: written in READ COMMITTED only';
            END IF;
            IF NOT {unless} THEN
                PERFORM FROM {self.owners} o WHERE o.id IN {owners}
                    AND o.xmin <> pg_current_xact_id()::xid ORDER BY o.id FOR NO KEY UPDATE;
            END IF;
            SELECT n.{self.key} AS owner, n.valid AS days INTO twice FROM {rows} n
                JOIN {self.table} t ON t.{self.key} = n.{self.key} AND t.id <> n.id
                    AND t.valid && n.valid AND {self.alike} LIMIT 1;
            IF FOUND THEN
                RAISE exclusion_violation USING
                    TABLE = '{self.table}', CONSTRAINT = '{self.table}_one_a_day',
                    MESSAGE = format(
                        '{self.table}: two rows of {self.key} %s in %s', twice.owner, twice.days);
            END IF;
            RETURN NULL;
        """
