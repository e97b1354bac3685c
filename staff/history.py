"""Who changed what in a person's record, when and why, as far as the reader may see it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from agencies.models import Unit
from agencies.told import Told, tell
from core import changes
from core.templatetags.vietnamese import masked
from imports.models import Batch
from staff.models import (
    EthnicGroup,
    Person,
    Post,
    Qualification,
    QualificationLevel,
    Rank,
    Religion,
    Salary,
    Title,
)
from staff.record import Record, hides_end
from staff.service_models import SERVICE_FACTS, Conclusion, Discipline, Evidence, Offence

_FACTS: tuple[type[Model], ...] = (Post, Salary, Qualification, *SERVICE_FACTS, Offence)
SUBJECTS: dict[type[Model], str] = {Person: "pgh_obj_id", **dict.fromkeys(_FACTS, "person_id")}
OF_DISCIPLINE = (Discipline, Offence, Conclusion)
BRIEF = {"born_precision", "is_main"}
LABELS = {"born_precision": "ngày sinh", "account": "tài khoản", "is_main": "vị trí chính"}
NAMED = {
    Unit: (
        "SELECT DISTINCT ON (unit_id) unit_id AS id, name "
        "FROM agencies_unitperiod ORDER BY unit_id, valid DESC"
    ),
    User: "SELECT id, username AS name FROM accounts_user",
    # Of those that are gone, too.
    Offence: (
        "SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, text AS name "
        "FROM staff_offenceevent ORDER BY pgh_obj_id, pgh_id DESC"
    ),
    Evidence: (
        "SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id AS id, name "
        "FROM staff_evidenceevent ORDER BY pgh_obj_id, pgh_id DESC"
    ),
    **{
        model: f"SELECT id, name FROM {model._meta.db_table}"
        for model in (EthnicGroup, Religion, Title, Rank, QualificationLevel)
    },
}


def history_of(record: Record) -> list[Told]:
    """Newest first; three queries, whatever happened to the person."""
    events = changes.events_of(SUBJECTS, record.person.pk)
    if not record.shows_discipline:
        events = list(_without_discipline(events))
    if record.until is not None:
        events = list(_as_it_was(events, record))
    if not record.shows_number:
        events = [_without_numbers(event) for event in events]
    return tell(events, _names(events), skip={"person", "opened_by", "closed_by"}, labels=LABELS, brief=BRIEF)


def last_change(person_id: int) -> Told | None:
    """The newest event, for saying who was quicker."""
    events = changes.events_of(SUBJECTS, person_id)[:1]
    return next(iter(tell(events, {}, skip=set(), labels=LABELS)), None)


def version_of(person_id: int) -> str:
    """Changes with every change of the person's record: the newest event of each table."""
    tables = {changes.event_model(model)._meta.db_table: column for model, column in SUBJECTS.items()}
    parts = ", ".join(
        f"(SELECT coalesce(max(pgh_id), 0) FROM {table} WHERE {column} = %(id)s)"
        for table, column in tables.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT concat_ws('.', {parts})", {"id": person_id})
        return cursor.fetchone()[0]


def _as_it_was(events: Iterable[changes.Event], record: Record) -> Iterable[changes.Event]:
    """The events without what concerns the time from ``record.until`` on."""
    events = list(events)
    batches = {event.batch for event in events if event.batch}
    days = dict(Batch.objects.filter(pk__in=batches).values_list("pk", "as_of"))
    theirs = {post.pk for post in record.posts if post.ends_on == record.until}
    for event in events:
        on = days.get(event.batch) or timezone.localdate(event.at)
        kept = tuple(change for change in event.changes if _is_seen(change, on, record.until, theirs))
        if kept:
            yield replace(event, changes=kept)


def _without_discipline(events: Iterable[changes.Event]) -> Iterable[changes.Event]:
    for event in events:
        if kept := tuple(change for change in event.changes if change.model not in OF_DISCIPLINE):
            yield replace(event, changes=kept)


def _is_seen(change: changes.Change, on: date, until: date, theirs: set[int]) -> bool:
    if change.model is Person:
        return not change.old or on < until
    if change.model is Offence:
        return False
    begun, ended = (_day(text) for text in (change.new or change.old)["valid"].strip("[]()").split(","))
    is_theirs = change.model is Post and change.pk in theirs
    return begun < until and not hides_end(is_theirs, ended, until)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _without_numbers(event: changes.Event) -> changes.Event:
    hidden = (
        replace(
            change,
            old=change.old | {"citizen_number": masked(change.old.get("citizen_number"))}
            if change.old
            else {},
            new=change.new | {"citizen_number": masked(change.new.get("citizen_number"))}
            if change.new
            else {},
        )
        if change.model is Person
        else change
        for change in event.changes
    )
    return replace(event, changes=tuple(hidden))


def _names(events: list[changes.Event]) -> dict[tuple, str]:
    """The names of the rows that changes point to, in one query."""
    wanted: dict[type, set[int]] = {}
    for model, pk in changes.related_ids(events):
        if model in NAMED:
            wanted.setdefault(model, set()).add(pk)
    if not wanted:
        return {}
    models = list(wanted)
    query = " UNION ALL ".join(
        f"SELECT {place}, id, name FROM ({NAMED[model]}) n{place} WHERE id = ANY(%s)"
        for place, model in enumerate(models)
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [list(wanted[model]) for model in models])
        return {(models[place], pk): name for place, pk, name in cursor.fetchall()}
