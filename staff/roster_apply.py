"""Writing an approved roster: every statement takes the whole set and records what it wrote.

New facts open on the roster's day, the ones that they replace close at it. What is not dated (name, sex,
birth date, ethnicity …) is corrected in place. Each statement feeds ``imports.Change``.
"""

from collections.abc import Callable, Mapping

from django.db import connection

from agencies.enums import Cause
from agencies.models import Act
from core.one_a_day import hold_off_others
from imports.models import Batch, Outcome
from imports.record import Insert, Update, Writer
from staff.enums import LeaveReason, QualificationKind
from staff.models import Person, Post, Qualification, Salary

_PERSON_FIELDS = {
    "full_name": ("full_name", "sort_key", "search_key"),
    "sex": ("sex",),
    "born_on": ("born_on", "born_precision"),
    "ethnicity": ("ethnicity_id",),
    "religion": ("religion_id",),
    "home_place": ("home_place",),
    "is_party_member": ("is_party_member",),
    "recruited_on": ("recruited_on",),
}
MANY = 2_000
_POST = "'{unit,group,title}'::text[]"
_SALARY = "'{rank,step,coefficient}'::text[]"
_QUALIFICATION = f"'{{{','.join(QualificationKind.values)}}}'::text[]"
_NEW = "t.outcome = 'new'"
# A person whom the portal didn't know; of one who comes back at least the unit is a change.
_FIRST = f"{_NEW} AND t.changed = '{{}}'"
# The staged rows that change anything: of thousands often a few hundred, which the index finds.
_TOUCHED = "t.batch_id = %(batch)s AND t.outcome IN ('new', 'changed')"
# In the order of their keys all people would go to the last page of a GiST index, which then splits in halves
# that stay half empty: spread over the index they are written a third faster, and it is a quarter smaller.
_SPREAD = "ORDER BY t.subject_id %% 64"
_CLOSED = "valid = daterange(lower(w.valid), %(on)s::date), closed_by_id = t.act"
# Who left: all posts of the day end, and the salary.
_GONE = """
    SELECT d.sheet, d."row", d.subject_id, a.act, NULL FROM imports_difference d
    JOIN unnest(%(reasons)s::text[], %(acts_of_leave)s::bigint[]) AS a (reason, act) ON a.reason = d.reason
    WHERE d.batch_id = %(batch)s AND d.outcome = 'left'
"""
_OPENED = {"valid": "daterange(%(on)s::date, NULL)", "opened_by_id": "%(act)s::bigint"}


def apply(batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
    """Write the staged rows; {table: rows written}. The caller holds the clock and the transaction."""
    hold_off_others(Post, Salary, Qualification)
    writer = Writer(batch, {"on": batch.as_of})
    writer.args["act"] = _act(writer, Cause.ROSTER)
    _tell_the_size(batch)
    progress("Thêm người mới")
    _new_people(writer)
    progress("Đính chính thông tin cá nhân")
    _correct_people(writer)
    _acts_of_leave(writer)
    progress("Ghi vị trí công tác, cho thôi người không còn trong danh sách")
    _posts(writer)
    progress("Ghi ngạch, bậc, hệ số")
    _salaries(writer)
    progress("Ghi trình độ")
    _qualifications(writer)
    return writer.written


def _tell_the_size(batch: Batch) -> None:
    """The planner knows nothing of rows that this transaction writes: thousands are hashed, not looked up."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        if batch.counts["new"] + batch.counts["changed"] > MANY:
            cursor.execute("SET LOCAL enable_nestloop = off")


def _act(writer: Writer, cause: Cause, reason: str = "") -> int:
    batch = writer.batch
    act = Act.objects.create(
        cause=cause, reason=reason, effective_on=batch.as_of, batch=batch, made_by=batch.approved_by
    )
    writer.inserted(act)
    return act.pk


def _new_people(writer: Writer) -> None:
    names = ["citizen_number", *(c for names in _PERSON_FIELDS.values() for c in names), "party_on"]
    source = f'staff_rosterrow t WHERE {_TOUCHED} AND t.subject_id IS NULL ORDER BY t.sheet, t."row"'
    writer.write(Person, Insert({name: f"t.{name}" for name in names}, source))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE staff_rosterrow t SET subject_id = p.id FROM staff_person p
            WHERE {_TOUCHED} AND t.subject_id IS NULL AND p.citizen_number = t.citizen_number
            """,
            {"batch": writer.batch.pk},
        )


def _correct_people(writer: Writer) -> None:
    sets = [
        f"{column} = CASE WHEN '{field}' = ANY(t.changed) THEN t.{column} ELSE w.{column} END"
        for field, columns in _PERSON_FIELDS.items()
        for column in columns
    ]
    sets.append(
        "party_on = CASE WHEN 'party_on' = ANY(t.changed) THEN t.party_on "
        "WHEN 'is_party_member' = ANY(t.changed) AND t.is_party_member IS NOT TRUE THEN NULL "
        "ELSE w.party_on END"
    )
    fields = ",".join([*_PERSON_FIELDS, "party_on"])
    matching = (
        f"staff_rosterrow t WHERE {_TOUCHED} AND w.id = t.subject_id AND t.changed && '{{{fields}}}'::text[]"
    )
    writer.write(Person, Update(", ".join(sets), matching))


def _posts(writer: Writer) -> None:
    columns = {"unit_id": "t.unit_id", "group": 't."group"', "title_id": _kept("title_id", "title")}
    writer.write(
        Post,
        _close(f"t.changed && {_POST} AND NOT {_NEW}", _GONE, of="w.is_main OR t.changed IS NULL"),
        _open(columns | {"is_main": "true"}, f"({_NEW} OR t.changed && {_POST})"),
    )


def _salaries(writer: Writer) -> None:
    columns = {f"{name}{tail}": _kept(f"{name}{tail}", name) for name, tail in _SALARY_COLUMNS}
    begins = f"""
        (t.changed && {_SALARY} OR {_FIRST})
        AND (t.rank_id IS NOT NULL OR t.step IS NOT NULL OR t.coefficient IS NOT NULL)
    """
    writer.write(Salary, _close(f"t.changed && {_SALARY}", _GONE), _open(columns, begins))


_SALARY_COLUMNS = (("rank", "_id"), ("step", ""), ("coefficient", ""))


def _qualifications(writer: Writer) -> None:
    kinds = ", ".join(f"('{kind}', t.{kind}_id)" for kind in QualificationKind)
    source = f"""
        staff_rosterrow t CROSS JOIN LATERAL (VALUES {kinds}) AS k(kind, level_id)
        WHERE {_TOUCHED} AND k.level_id IS NOT NULL
          AND ({_FIRST} OR k.kind = ANY(t.changed))
        {_SPREAD}
    """
    columns = {"person_id": "t.subject_id", "kind": "k.kind", "level_id": "k.level_id"}
    writer.write(
        Qualification,
        _close(f"t.changed && {_QUALIFICATION}", of="w.kind = ANY(t.changed)"),
        Insert(columns | _OPENED, source),
    )


def _close(condition: str, *further: str, of: str = "true") -> Update:
    """End at the roster's day the facts of the day of the staged rows that the condition picks.

    ``further`` are other sources of the same columns, ``of`` a condition over w and t.
    """
    rows = " UNION ALL ".join(
        [
            f"""
            SELECT t.sheet, t."row", t.subject_id, %(act)s::bigint AS act, t.changed
            FROM staff_rosterrow t WHERE {_TOUCHED} AND {condition}
            """,
            *further,
        ]
    )
    matching = f"({rows}) t WHERE w.person_id = t.subject_id AND w.valid @> %(on)s::date AND ({of})"
    return Update(_CLOSED, matching)


def _open(columns: dict[str, str], condition: str) -> Insert:
    """Begin facts on the roster's day, in the place of those just closed."""
    source = f"""
        staff_rosterrow t LEFT JOIN changed ON changed.person_id = t.subject_id
        WHERE {_TOUCHED} AND {condition} {_SPREAD}
    """
    return Insert({"person_id": "t.subject_id", **columns, **_OPENED}, source)


def _kept(column: str, field: str) -> str:
    """The staged value, or that of the fact just closed where the roster doesn't change it."""
    return (
        f"CASE WHEN {_NEW} OR '{field}' = ANY(t.changed) OR changed.id IS NULL "
        f"THEN t.{column} ELSE changed.{column} END"
    )


def _acts_of_leave(writer: Writer) -> None:
    """An act for each reason for which somebody left: posts and salary of that day end by it."""
    gone = writer.batch.differences.filter(outcome=Outcome.LEFT)
    reasons = list(gone.order_by("reason").values_list("reason", flat=True).distinct())
    acts = [_act(writer, Cause.LEAVE, reason or LeaveReason.UNKNOWN) for reason in reasons]
    writer.args |= {"reasons": reasons, "acts_of_leave": acts}
