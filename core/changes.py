"""Reading who changed what, when and why from the events that ``core.history`` keeps."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

import pghistory
from django.db import connection, models

# Columns that follow from others, or that say nothing to a reader.
SILENT = frozenset({"id", "sort_key", "search_key", "name_key"})
_Names = Mapping[tuple[type[models.Model], int], str]


@dataclass(frozen=True, slots=True)
class Change:
    """One row inserted, updated or deleted.

    ``old`` and ``new`` are the row's columns as JSON gives them; empty where the row wasn't there.
    """

    model: type[models.Model]
    pk: int
    old: dict[str, Any]
    new: dict[str, Any]

    @property
    def changed(self) -> list[models.Field]:
        """The fields that differ, but for silent ones."""
        return [
            field
            for field in self.model._meta.concrete_fields
            if field.name not in SILENT and self.old.get(field.column) != self.new.get(field.column)
        ]


@dataclass(frozen=True, slots=True)
class Event:
    """What one person did in one go: their account, their words for it, the batch, the reason."""

    at: datetime
    user_id: int | None
    what: str
    batch: int | None
    reason: str
    changes: tuple[Change, ...]


def event_model(model: type[models.Model]) -> type[models.Model]:
    """The model of the events that pghistory keeps for a model."""
    return next(
        event
        for event in model._meta.apps.get_models()
        if getattr(event, "pgh_tracked_model", None) is model and issubclass(event, pghistory.models.Event)
    )


def events_of(subjects: Mapping[type[models.Model], str], pk: int) -> list[Event]:
    """All events of the rows whose column (as ``subjects`` names it for each model) is ``pk``; newest first.

    One query, whatever the number of models.
    """
    found = list(subjects)
    parts = [
        # Names of tables and columns come from models.
        f"SELECT {place} AS place, e.pgh_id, e.pgh_created_at, e.pgh_label, e.pgh_context_id, "
        f"to_jsonb(e) AS row, x.metadata FROM {event_model(model)._meta.db_table} e "
        f"LEFT JOIN pghistory_context x ON x.id = e.pgh_context_id WHERE e.{subjects[model]} = %(pk)s"
        for place, model in enumerate(found)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " ORDER BY pgh_created_at, place, pgh_id", {"pk": pk})
        rows = cursor.fetchall()
    groups = groupby(_with_old(rows, found), key=lambda one: one[0])
    return [_event(key[0], [(change, metadata) for _, change, metadata in group]) for key, group in groups][
        ::-1
    ]


def words(field: models.Field, value: Any, names: _Names) -> str | None:
    """A column's JSON value as an office writes it; None where it is empty."""
    if value is None or value == "":
        return None
    if field.is_relation:
        return names.get((field.related_model, value), f"số {value}")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    return _FORMATS.get(type(field).__name__, str)(value)


def related_ids(events: Iterable[Event]) -> Iterator[tuple[type[models.Model], int]]:
    """The rows of other models that the changes point to: their names are to be looked up."""
    for event in events:
        for change in event.changes:
            for field in change.changed:
                if field.is_relation:
                    for row in (change.old, change.new):
                        if value := row.get(field.column):
                            yield field.related_model, value


def _with_old(rows: list[tuple], found: list[type[models.Model]]) -> Iterator[tuple]:
    """Each change with the key of its event; the row before it is that of the event before."""
    last: dict[tuple[int, int], dict] = {}
    for place, _, at, label, context, row_text, metadata_text in rows:
        model, row, metadata = found[place], json.loads(row_text), json.loads(metadata_text or "{}")
        mine = {field.column: row.get(field.column) for field in model._meta.concrete_fields}
        gone = label == "delete"
        change = Change(model, row["id"], last.get((place, row["id"]), {}), {} if gone else mine)
        last[place, row["id"]] = {} if gone else mine
        yield (at, context), change, metadata


def _event(at: datetime, members: list[tuple[Change, dict]]) -> Event:
    metadata = members[0][1]
    return Event(
        at,
        metadata.get("user"),
        metadata.get("what", ""),
        metadata.get("batch"),
        metadata.get("reason", ""),
        tuple(change for change, _ in members),
    )


def _day(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"


def _range(value: str) -> str:
    """``[2021-12-30,2022-06-30)`` with its last day inclusive."""
    first, _, end = value.strip("[]()").partition(",")
    if not end:
        return f"từ {_day(first)}"
    return f"{_day(first)} – {date.fromisoformat(end) - timedelta(days=1):%d/%m/%Y}"


_FORMATS: dict[str, Callable[[Any], str]] = {
    "DateField": _day,
    "DateRangeField": _range,
    "DecimalField": lambda value: f"{value:.2f}".replace(".", ","),
}
