"""Writing an approved list of leave, rewards, discipline, training: new facts open, known ones are mended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agencies.enums import Cause
from agencies.models import Act
from imports.models import Batch
from imports.record import Insert, Update, Writer
from staff.service_fields import DISCIPLINE, LEAVE, REWARD, TRAINING, WHAT
from staff.service_models import Discipline, Leave, Offence, Reward, ServiceFact, Training

_STAGED = "staff_servicerow t WHERE t.batch_id = %(batch)s"
_ACT = "%(act)s::bigint"

_OFFENCE = (
    "(SELECT o.id FROM staff_offence o WHERE o.person_id = t.person_id AND o.happened_on = t.happened_on "
    "AND o.unit_id = t.happened_unit_id)"
)
_PLACE = "t.changed && '{happened_on,happened_unit}'::text[]"


@dataclass(frozen=True, slots=True)
class Table:
    """How staged rows of one kind become rows: columns for new facts (SQL over ``t``), and the columns that
    each compared field mends."""

    model: type[ServiceFact]
    columns: dict[str, str]
    mends: dict[str, tuple[str, str]]


_DECISION = {"number": ("number", "t.number"), "decided_on": ("decided_on", "t.decided_on")}
_KIND = {"kind": ("kind", "t.kind")}
_UNTIL = {"ends_on": ("valid", "daterange(lower(w.valid), t.ends_on)")}
_GIVEN_BY = {"given_by": ("given_by", "t.given_by")}
_SHARED = {"person_id": "t.person_id", "number": "t.number", "decided_on": "t.decided_on"}
_SPAN = {"valid": "daterange(t.begins_on, t.ends_on)"}
TABLES = {
    LEAVE: Table(
        Leave,
        {**_SHARED, **_SPAN, "kind": "t.kind"},
        {**_DECISION, **_KIND, **_UNTIL},
    ),
    DISCIPLINE: Table(
        Discipline,
        {
            **_SHARED, **_SPAN, "side": "t.side", "form": "t.kind", "offence_id": _OFFENCE,
            "in_duty": "t.in_duty", "degradation": "t.degradation", "counted_in_year": "t.counted_in_year",
        },
        {
            "kind": ("form", "t.kind"),
            "begins_on": ("valid", "daterange(t.begins_on, upper(w.valid))"),
            "in_duty": ("in_duty", "t.in_duty"),
            "degradation": ("degradation", "t.degradation"),
            "counted_in_year": ("counted_in_year", "t.counted_in_year"),
        },
    ),
    REWARD: Table(
        Reward,
        {**_SHARED, **_SPAN, "kind": "t.kind", "title": "t.title", "given_by": "t.given_by"},
        {"title": ("title", "t.title"), **_GIVEN_BY},
    ),
    TRAINING: Table(
        Training,
        {**_SHARED, **_SPAN, "kind": "t.kind", "title": "t.title", "given_by": "t.given_by"},
        {**_DECISION, **_KIND, **_UNTIL, **_GIVEN_BY},
    ),
}  # fmt: skip


def apply(batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
    """Write the staged rows; {table: rows written}. The caller holds the clock and the transaction."""
    act = Act.objects.create(
        cause=Cause.ROSTER, effective_on=batch.as_of, batch=batch, made_by=batch.approved_by
    )
    writer = Writer(batch, {"act": act.pk})
    writer.inserted(act)
    progress("Ghi hành vi vi phạm")
    _offences(writer)
    for what, table in TABLES.items():
        progress(f"Ghi {WHAT[what].lower()}")
        writer.write(table.model, _mend(what, table))
        writer.write(table.model, _insert(what, table))
    return writer.written


def _offences(writer: Writer) -> None:
    """Those that the records don't have; of several rows on one offence the first one's words."""
    columns = {
        "person_id": "t.person_id",
        "happened_on": "t.happened_on",
        "unit_id": "t.happened_unit_id",
        "text": "t.title",
        "opened_by_id": _ACT,
    }
    source = f"""
        (SELECT DISTINCT ON (t.person_id, t.happened_on, t.happened_unit_id) * FROM {_STAGED}
           AND t.what = '{DISCIPLINE}' AND (t.outcome = 'new' OR {_PLACE}) AND {_OFFENCE} IS NULL
         ORDER BY t.person_id, t.happened_on, t.happened_unit_id, t.sheet, t."row") t
    """
    writer.write(Offence, Insert(columns, source))


def _mend(what: str, table: Table) -> Update:
    by_column: dict[str, list[str]] = {}
    for code, (column, sql) in table.mends.items():
        by_column.setdefault(column, []).append(f"WHEN '{code}' = ANY(t.changed) THEN {sql}")
    if what == DISCIPLINE:
        by_column["offence_id"] = [f"WHEN {_PLACE} THEN {_OFFENCE}"]
    sets = ", ".join(
        f"{column} = CASE {' '.join(whens)} ELSE w.{column} END" for column, whens in by_column.items()
    )
    return Update(sets, f"{_STAGED} AND t.what = '{what}' AND t.outcome = 'changed' AND w.id = t.fact_id")


def _insert(what: str, table: Table) -> Insert:
    source = f"{_STAGED} AND t.what = '{what}' AND t.outcome = 'new' ORDER BY t.sheet, t.\"row\""
    return Insert({**table.columns, "opened_by_id": _ACT}, source)
