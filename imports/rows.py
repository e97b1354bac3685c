"""The rows behind each tab of a batch's page, fifty at a time whatever the batch holds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, Min, QuerySet, Value, When
from django.db.models.functions import Coalesce

from core.names import search_key
from imports.kinds import Kind, get_kind
from imports.models import Batch, Difference, Message, Outcome

_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changes in a record, as old → new."""

    label: str
    old: str
    new: str
    is_correction: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A record with all that changes in it; ``url`` is empty where it has no page."""

    subject_id: int | None
    label: str
    detail: str
    url: str
    lines: Sequence[Line] = ()
    place: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How many records change in a field, or in fields that are shown together."""

    code: str
    label: str
    count: int
    is_correction: bool


def changed(batch: Batch, *, field: str = "", text: str = "") -> QuerySet:
    """The records that change, one row each, by name; ``field`` keeps those that change in it."""
    found = _in_groups(batch)
    if field:
        found = found.filter(shown_as=field)
    return _matching(found, text).values("subject_id", "sort_key", "label", "detail").annotate(
        first=Min("id")
    ).order_by("sort_key", "subject_id")  # fmt: skip


def changed_rows(batch: Batch, records: Sequence[dict], *, field: str = "") -> list[Row]:
    """The page's records with what changes in each."""
    ids = [record["subject_id"] for record in records]
    lines = _in_groups(batch).filter(subject_id__in=ids).order_by("id")
    if field:
        lines = lines.filter(shown_as=field)
    by_subject = defaultdict(list)
    for line in lines:
        by_subject[line.subject_id, line.detail].append(line)
    urls = _urls(batch, ids)
    kind = get_kind(batch.kind)
    return [
        Row(
            record["subject_id"],
            record["label"],
            record["detail"],
            urls.get(record["subject_id"], ""),
            _lines(kind, by_subject[record["subject_id"], record["detail"]]),
        )
        for record in records
    ]


def field_counts(batch: Batch) -> list[FieldCount]:
    """The fields that change with the number of records, the most frequent first."""
    together = dict(_together(get_kind(batch.kind)))
    found = (
        _in_groups(batch)
        .order_by()
        .values("shown_as")
        .annotate(
            n=Count("subject_id", distinct=True), label=Min("field_label"), some=Min("is_correction_number")
        )
    )
    counts = [
        FieldCount(one["shown_as"], together.get(one["shown_as"], one["label"]), one["n"], bool(one["some"]))
        for one in found
    ]
    return sorted(counts, key=lambda one: (-one.count, one.label))


def added(batch: Batch, *, text: str = "") -> QuerySet:
    """The staged rows that become new records; every kind's staging table has a sort key."""
    rows = get_kind(batch.kind).staging.objects.filter(batch=batch, outcome=Outcome.NEW)
    if text:
        pairs = rows.order_by().values_list("id", "label")
        rows = rows.filter(id__in=[pk for pk, label in pairs if search_key(text) in search_key(label)])
    return rows.order_by("sort_key", "id")


def added_rows(batch: Batch, staged: Sequence) -> list[Row]:
    sheets = [one["sheet"] for one in batch.columns]
    urls = _urls(batch, [row.subject_id for row in staged if row.subject_id])
    return [
        Row(row.subject_id, row.label, row.detail, urls.get(row.subject_id, ""), place=_place(sheets, row))
        for row in staged
    ]


def left(batch: Batch, *, text: str = "", reason: str | None = None) -> QuerySet:
    """The records that the workbook no longer lists; ``reason`` "" keeps those without one."""
    gone = batch.differences.filter(outcome=Outcome.LEFT)
    if reason is not None:
        gone = gone.filter(reason=reason)
    return _matching(gone, text).order_by("sort_key", "id")


def left_rows(batch: Batch, gone: Sequence[Difference]) -> list[Row]:
    reasons = dict(get_kind(batch.kind).left_reasons)
    urls = _urls(batch, [one.subject_id for one in gone])
    return [
        Row(
            one.subject_id,
            one.label,
            one.detail,
            urls.get(one.subject_id, ""),
            reason=reasons.get(one.reason, one.reason),
        )
        for one in gone
    ]


def reason_counts(batch: Batch) -> dict[str, int]:
    """How many of those who left have which reason; "" is none."""
    found = batch.differences.filter(outcome=Outcome.LEFT).order_by().values_list("reason")
    return dict(found.annotate(n=Count("id")))


def messages(batch: Batch, severity: str, *, code: str = "") -> QuerySet:
    """Messages of one severity, those of a code together, in the workbook's order."""
    found = Message.objects.filter(batch=batch, severity=severity)
    return (found.filter(code=code) if code else found).order_by("code", "sheet", "row", "id")


def code_counts(batch: Batch, severity: str) -> list[tuple[str, int]]:
    found = Message.objects.filter(batch=batch, severity=severity).order_by().values_list("code")
    return sorted(found.annotate(n=Count("id")), key=lambda pair: (-pair[1], pair[0]))


def _in_groups(batch: Batch) -> QuerySet:
    """The changed fields with ``shown_as``: the first of those that are shown together."""
    whens = [When(field__in=codes, then=Value(codes[0])) for codes, _ in get_kind(batch.kind).shown_together]
    return batch.differences.filter(outcome=Outcome.CHANGED).annotate(
        shown_as=Case(*whens, default=F("field")) if whens else Coalesce("field", Value("")),
        is_correction_number=Case(When(is_correction=True, then=1), default=0),
    )


def _together(kind: Kind) -> list[tuple[str, str]]:
    return [(codes[0], words) for codes, words in kind.shown_together]


def _lines(kind: Kind, differences: list[Difference]) -> list[Line]:
    """A record's lines; fields that are shown together become one line where all of them change."""
    by_field = {one.field: one for one in differences}
    merged: dict[str, Line] = {}
    for codes, words in kind.shown_together:
        if all(code in by_field for code in codes):
            parts = [by_field.pop(code) for code in codes]
            merged[codes[0]] = Line(
                words,
                _BETWEEN.join(filter(None, (part.old for part in parts))),
                _BETWEEN.join(filter(None, (part.new for part in parts))),
                any(part.is_correction for part in parts),
            )
    return [
        merged.get(one.field) or Line(one.field_label, one.old, one.new, one.is_correction)
        for one in differences
        if one.field in merged or one.field in by_field
    ]


def _matching(rows: QuerySet, text: str) -> QuerySet:
    """The rows whose name holds the text, with or without accents."""
    if not text:
        return rows
    pairs = set(rows.order_by().values_list("subject_id", "label"))
    wanted = search_key(text)
    return rows.filter(subject_id__in=[pk for pk, label in pairs if wanted in search_key(label)])


def _urls(batch: Batch, ids: Sequence[int]) -> dict[int, str]:
    if not ids or batch.as_of is None:
        return {}
    return get_kind(batch.kind).subject_urls(ids, batch.as_of)


def _place(sheets: list[str], row) -> str:
    return f"{sheets[row.sheet] if row.sheet < len(sheets) else ''}, dòng {row.row}"
