"""Writing an approved list of earlier years' ratings: new ones open, known ones are mended."""

from collections.abc import Callable, Mapping

from agencies.enums import Cause
from agencies.models import Act
from evaluations.models import PastRating
from evaluations.past_compare import LEVEL
from imports.models import Batch
from imports.record import Insert, Update, Writer

_STAGED = "evaluations_pastratingrow t WHERE t.batch_id = %(batch)s"
_BEGINS = "daterange(coalesce({decided}, make_date({year}, 12, 31)), NULL)"
_COLUMNS = {
    "person_id": "t.person_id",
    "year": "t.year",
    "level": LEVEL,
    "number": "t.number",
    "decided_on": "t.decided_on",
    "rated_by": "t.rated_by",
    "note": "t.note",
    "valid": _BEGINS.format(decided="t.decided_on", year="t.year"),
    "opened_by_id": "%(act)s::bigint",
}
_MENDED = {name: _COLUMNS[name] for name in ("level", "number", "decided_on", "rated_by", "note")}
_SETS = ", ".join(
    f"{name} = CASE WHEN '{name}' = ANY(t.changed) THEN {sql} ELSE w.{name} END"
    for name, sql in _MENDED.items()
)
_VALID = _BEGINS.format(decided="coalesce(t.decided_on, w.decided_on)", year="t.year")


def apply(batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
    """Write the staged rows; {table: rows written}. The caller holds the clock and the transaction."""
    act = Act.objects.create(
        cause=Cause.ROSTER, effective_on=batch.as_of, batch=batch, made_by=batch.approved_by
    )
    writer = Writer(batch, {"act": act.pk})
    writer.inserted(act)
    progress("Ghi kết quả xếp loại")
    writer.write(
        PastRating,
        Update(f"{_SETS}, valid = {_VALID}", f"{_STAGED} AND t.outcome = 'changed' AND w.id = t.fact_id"),
    )
    source = f"{_STAGED} AND t.outcome = 'new' ORDER BY t.sheet, t.\"row\""
    writer.write(PastRating, Insert(_COLUMNS, source))
    return writer.written
