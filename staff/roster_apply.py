"""Writing an approved roster: every statement takes the whole set and records what it wrote.

New facts open on the roster's day, the ones that they replace close at it. What is not dated (name, sex,
birth date, ethnicity …) is corrected in place. Each statement feeds ``imports.Change``.
"""

from collections.abc import Callable

from django.db import connection

from agencies.enums import Cause
from agencies.models import Act
from imports import record
from imports.models import Batch, Outcome
from staff.enums import LeaveReason, QualificationKind

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
_NEW = "t.outcome = 'new'"
# The staged rows that change anything: of thousands often a few hundred, which the index finds.
_TOUCHED = "t.batch_id = %(batch)s AND t.outcome IN ('new', 'changed')"


def apply(batch: Batch, progress: Callable[..., None]) -> None:
    """Write the batch's staged rows. The caller holds the clock and the transaction."""
    opening = _act(batch, Cause.ROSTER)
    args = {"batch": batch.pk, "on": batch.as_of, "act": opening.pk}
    with connection.cursor() as cursor:
        _tell_the_size(cursor, batch)
        progress("Thêm người mới")
        _new_people(cursor, args)
        progress("Đính chính thông tin cá nhân")
        _correct_people(cursor, args)
        progress("Ghi vị trí công tác")
        _posts(cursor, args)
        progress("Ghi ngạch, bậc, hệ số")
        _salaries(cursor, args)
        progress("Ghi trình độ")
        _qualifications(cursor, args)
        progress("Cho thôi người không còn trong danh sách")
        _leave(cursor, batch)


def _tell_the_size(cursor, batch: Batch) -> None:
    """The planner knows nothing of rows that this transaction writes: thousands are hashed, not looked up."""
    cursor.execute("SET LOCAL jit = off")
    if batch.counts["new"] + batch.counts["changed"] > MANY:
        cursor.execute("SET LOCAL enable_nestloop = off")


def _act(batch: Batch, cause: Cause, reason: str = "") -> Act:
    act = Act.objects.create(
        cause=cause, reason=reason, effective_on=batch.as_of, batch=batch, made_by=batch.approved_by
    )
    record.inserted(batch, Act, [act.pk])
    return act


def _new_people(cursor, args: dict) -> None:
    columns = ["citizen_number", *(c for names in _PERSON_FIELDS.values() for c in names), "party_on"]
    cursor.execute(
        record.insert(
            "staff_person",
            columns,
            f"SELECT {', '.join(f't.{column}' for column in columns)} "
            f"FROM staff_rosterrow t WHERE {_TOUCHED} AND t.subject_id IS NULL "
            'ORDER BY t.sheet, t."row"',
            where=f"JOIN staff_rosterrow t ON {_TOUCHED} AND t.citizen_number = w.citizen_number",
        ),
        args,
    )
    cursor.execute(
        f"""
        UPDATE staff_rosterrow t SET subject_id = p.id FROM staff_person p
        WHERE {_TOUCHED} AND t.subject_id IS NULL AND p.citizen_number = t.citizen_number
        """,
        args,
    )


def _correct_people(cursor, args: dict) -> None:
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
    cursor.execute(
        record.update(
            "staff_person",
            ", ".join(sets),
            matching=f"staff_rosterrow t WHERE {_TOUCHED} AND w.id = t.subject_id "
            f"AND t.changed && '{{{fields}}}'::text[]",
        ),
        args,
    )


def _posts(cursor, args: dict) -> None:
    _close(cursor, "staff_post", f"w.is_main AND t.changed && {_POST} AND NOT {_NEW}", args)
    _open(
        cursor, "staff_post",
        {"unit_id": "t.unit_id", '"group"': 't."group"', "title_id": "t.title_id", "is_main": "true"},
        f"({_NEW} OR t.changed && {_POST})", args,
        keep={"title_id": "title"},
    )  # fmt: skip


def _salaries(cursor, args: dict) -> None:
    _close(cursor, "staff_salary", f"t.changed && {_SALARY}", args)
    columns = {"rank_id": "t.rank_id", "step": "t.step", "coefficient": "t.coefficient"}
    _open(
        cursor, "staff_salary", columns,
        f"""(t.changed && {_SALARY} OR {_NEW} AND t.subject_id NOT IN (
                SELECT x.person_id FROM staff_salary x WHERE x.valid @> %(on)s::date))
            AND (t.rank_id IS NOT NULL OR t.step IS NOT NULL OR t.coefficient IS NOT NULL)""", args,
        keep={"rank_id": "rank", "step": "step", "coefficient": "coefficient"},
    )  # fmt: skip


def _qualifications(cursor, args: dict) -> None:
    _close(cursor, "staff_qualification", "w.kind = ANY(t.changed)", args)
    kinds = ", ".join(f"('{kind}', t.{kind}_id)" for kind in QualificationKind)
    cursor.execute(
        record.insert(
            "staff_qualification",
            ["person_id", "kind", "level_id", "valid", "opened_by_id"],
            f"""
            SELECT t.subject_id, k.kind, k.level_id, daterange(%(on)s::date, NULL), %(act)s
            FROM staff_rosterrow t CROSS JOIN LATERAL (VALUES {kinds}) AS k(kind, level_id)
            WHERE {_TOUCHED} AND k.level_id IS NOT NULL
              AND (t.outcome = 'new' AND t.changed = '{{}}' OR k.kind = ANY(t.changed))
            """,
            where=f"JOIN staff_rosterrow t ON {_TOUCHED} AND t.subject_id = w.person_id",
        ),
        args,
    )


def _close(cursor, table: str, condition: str, args: dict) -> None:
    """End at the roster's day the facts of the day that the condition (over w and t) picks."""
    cursor.execute(
        record.update(
            table,
            "valid = daterange(lower(w.valid), %(on)s::date), closed_by_id = %(act)s",
            matching=f"staff_rosterrow t WHERE {_TOUCHED} AND w.person_id = t.subject_id "
            f"AND w.valid @> %(on)s::date AND {condition}",
        ),
        args,
    )


def _open(
    cursor, table: str, columns: dict[str, str], condition: str, args: dict, *, keep: dict[str, str]
) -> None:
    """Begin facts on the roster's day.

    ``keep`` names the columns that a fact just closed hands on where the roster doesn't change them.
    """
    select = ", ".join(
        f"CASE WHEN {_NEW} OR '{keep[name]}' = ANY(t.changed) OR b.id IS NULL THEN {sql} ELSE b.{name} END"
        if name in keep
        else sql
        for name, sql in columns.items()
    )
    extra = "AND b.is_main" if "is_main" in columns else ""
    cursor.execute(
        record.insert(
            table,
            ["person_id", *columns, "valid", "opened_by_id"],
            f"""
            SELECT t.subject_id, {select}, daterange(%(on)s::date, NULL), %(act)s
            FROM staff_rosterrow t LEFT JOIN {table} b
              ON b.person_id = t.subject_id AND b.closed_by_id = %(act)s {extra}
            WHERE {_TOUCHED} AND {condition}
            """,
            where=f"JOIN staff_rosterrow t ON {_TOUCHED} AND t.subject_id = w.person_id",
        ),
        args,
    )


def _leave(cursor, batch: Batch) -> None:
    """Close the posts and the salary of those who left, under an act for each reason."""
    gone = batch.differences.filter(outcome=Outcome.LEFT)
    for reason in gone.order_by("reason").values_list("reason", flat=True).distinct():
        act = _act(batch, Cause.LEAVE, reason or LeaveReason.UNKNOWN)
        for table in ("staff_post", "staff_salary"):
            cursor.execute(
                record.update(
                    table,
                    "valid = daterange(lower(w.valid), %(on)s::date), closed_by_id = %(act)s",
                    matching="imports_difference t WHERE t.batch_id = %(batch)s AND t.outcome = 'left' "
                    "AND t.reason = %(reason)s AND w.person_id = t.subject_id AND w.valid @> %(on)s::date",
                ),
                {"batch": batch.pk, "on": batch.as_of, "act": act.pk, "reason": reason},
            )
